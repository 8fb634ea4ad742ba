"""Quotations inside quotations: whom the speaker quotes.

The words of the outer quotation are read as the article is: what lies outside of it is set aside, what lies
between inner marks is quoted. Only a reporting clause beside the inner marks counts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from quizapi.domain import Span
from quizapi.reading.attributions.before import frame_before
from quizapi.reading.attributions.behind import frame_after
from quizapi.reading.attributions.frames import Frame
from quizapi.reading.attributions.marks import Quotation
from quizapi.reading.attributions.scene import Quote, Scene

_SURE: Final = frozenset({"after", "after-inverted", "before", "before-within", "before-called", "according"})


@dataclass(frozen=True, slots=True)
class Nested:
    """An inner quotation and the clause that tells whose it is, both within the quote numbered `outer`."""

    outer: int
    marks: Quotation
    frame: Frame


def find_nested(scene: Scene) -> list[Nested]:
    """The quotations that are quoted by a speaker of the article and have a reporting clause of their own."""
    inner = [q for q in scene.inner if q.level == 1]
    if not inner:
        return []
    held: dict[int, list[Quotation]] = {}
    for marks in inner:
        first, end = scene.tokens.touching(marks.span.start, marks.span.end)
        if first < end and scene.owner[first] == scene.owner[end - 1] >= 0:
            held.setdefault(scene.owner[first], []).append(marks)
    if not held:
        return []
    within = _within(scene, held)
    found = []
    for quote in within.quotes[: sum(map(len, held.values()))]:
        frame = frame_after(within, quote) or frame_before(within, quote)
        if frame is not None and frame.rule in _SURE:
            found.append(Nested(scene.owner[quote.first], quote.marks, frame))
    return found


def _within(scene: Scene, held: dict[int, list[Quotation]]) -> Scene:
    """The text as seen from inside those quotes: their inner quotations first, then all that is outside."""
    tokens = scene.tokens
    n = len(tokens)
    owner = [-1] * n
    quotes: list[Quote] = []
    for number, found in held.items():
        for marks in found:
            first, end = tokens.touching(marks.span.start, marks.span.end)
            owner[first:end] = [len(quotes)] * (end - first)
            quotes.append(Quote(len(quotes), marks, first, end - 1, scene.quotes[number].paragraph))
    inside = [False] * n
    for number in held:
        outer = scene.quotes[number]
        inside[outer.first + 1 : outer.last] = [True] * (outer.last - outer.first - 1)
    i = 0
    while i < n:
        if inside[i]:
            i += 1
            continue
        first, paragraph = i, scene.paragraph[i]
        while i < n and not inside[i] and scene.paragraph[i] == paragraph:
            i += 1
        span = Span(tokens.start[first], tokens.end[i - 1])
        marks = Quotation(span, span, max(paragraph, 0), 0, True, False, False)
        owner[first:i] = [len(quotes)] * (i - first)
        quotes.append(Quote(len(quotes), marks, first, i - 1, max(paragraph, 0)))
    return replace(scene, quotes=quotes, owner=owner, inner=[])
