"""An article's text as HTML, with marked spans. All positions are code points of the text, half open."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from markupsafe import Markup, escape

_ELEMENTS = {
    "mark": Markup("<mark{}>{}{}</mark>"),
    "span": Markup("<span{}>{}{}</span>"),
}


@dataclass(frozen=True, slots=True)
class Marked:
    """A span to mark.

    `tag` and `classes` are those of its elements and `item` their `data-item`; `label` is written before its
    first piece, and `id` is the first piece's. Of spans that overlap, the first given is the outer one.
    """

    start: int
    end: int
    classes: str = ""
    tag: Literal["mark", "span"] = "mark"
    id: str = ""
    label: str = ""
    item: str = ""


def article_html(text: str, spans: Iterable[Marked] = ()) -> Markup:
    """Paragraphs of the text; each has its start in `data-start`, so that a script can find a position.

    Spans outside the text are cut to it; empty ones are left out.
    """
    marked = [
        span
        for span in spans
        if max(0, span.start) < min(span.end, len(text)) and text[max(0, span.start) : span.end].strip()
    ]
    return Markup("\n").join(
        Markup('<p data-start="{}">{}</p>').format(start, _pieces(text, start, end, marked))
        for start, end in paragraphs_of(text)
    )


def paragraphs_of(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs stand: they are separated by blank lines."""
    for match in re.finditer(r"\S(?:.*?\S)??(?=\s*?\n[^\S\n]*\n|\s*\Z)", text, re.DOTALL):
        yield match.span()


def passage_around(text: str, start: int, end: int, *, most: int = 600) -> tuple[int, int]:
    """A span with enough around it to be read: its paragraph, or whole words of it, about `most` long."""
    for first, last in paragraphs_of(text):
        if first <= start < last:
            last = max(last, end)
            if last - first <= most:
                return first, last
            rest = max(0, most - (end - start)) // 2
            before = text.find(" ", start - rest, start) + 1 if start - rest > first else first
            after = text.rfind(" ", end, end + rest) if end + rest < last else last
            return (before or start), (after if after > 0 else end)
    return start, end


def _pieces(text: str, start: int, end: int, spans: Sequence[Marked]) -> Markup:
    inside = [span for span in spans if span.start < end and span.end > start]
    cuts = sorted({start, end, *(min(max(edge, start), end) for s in inside for edge in (s.start, s.end))})
    html = Markup("")
    for first, last in pairwise(cuts):
        piece: Markup = escape(text[first:last])
        for span in reversed([span for span in inside if span.start <= first and last <= span.end]):
            piece = _wrapped(piece, span, is_first=first == max(span.start, start) and span.start >= start)
        html += piece
    return html


def _wrapped(piece: Markup, span: Marked, *, is_first: bool) -> Markup:
    attributes = Markup("")
    if span.classes:
        attributes += Markup(' class="{}"').format(span.classes)
    if span.item:
        attributes += Markup(' data-item="{}"').format(span.item)
    if is_first and span.id:
        attributes += Markup(' id="{}" tabindex="-1"').format(span.id)
    label = Markup('<small class="label">{}</small>').format(span.label) if is_first and span.label else ""
    return _ELEMENTS[span.tag].format(attributes, label, piece)
