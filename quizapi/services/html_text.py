"""A page's markup to paragraphs of plain text. Nothing is fetched or run."""

import re
from dataclasses import dataclass
from datetime import date

from quizapi.services.html_tokens import Tag, tokens


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


#: What these hold is no text of the article, whatever the page.
_SKIPPED = _names(
    """script style noscript template svg math iframe object nav footer aside form button select textarea
    figure dialog menu canvas audio video"""
)
_BLOCKS = _names(
    """p div section article main header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table tr
    address hr body title"""
)
_VOID = _names("area base br col embed hr img input link meta source track wbr")
#: The innermost of these that holds running text is taken for the article.
_HOLDERS = ("article", "main")
_MIN_HELD_CHARS = 200
_MAX_DEPTH = 500


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page, paragraphs separated by blank lines, and what its head says about it."""

    text: str
    title: str | None
    author: str | None
    published_on: date | None


def page_text(html: str) -> PageText:
    """Read the text out of markup, however broken. Time is linear in the length.

    The first `<article>` (else `<main>`) with running text is taken, else the whole body. Navigation,
    scripts, forms, figures and side notes are left out.
    """
    reader = _Reader()
    for token in tokens(html):
        if isinstance(token, str):
            reader.add_text(token)
        elif token.is_end:
            reader.end(token.name)
        else:
            reader.start(token)
    reader.end_paragraph()
    return PageText(
        "\n\n".join(reader.body()),
        _folded(reader.headline or reader.meta.get("og:title", "") or reader.title) or None,
        _folded(reader.meta.get("author", "")) or None,
        _day(reader.meta.get("article:published_time", "") or reader.time),
    )


class _Reader:
    def __init__(self) -> None:
        self.meta: dict[str, str] = {}
        self.title = ""
        self.headline = ""
        self.time = ""
        self._paragraphs: list[str] = []
        self._open: list[str] = []
        self._skipped = 0
        self._pieces: list[str] = []
        self._starts: list[tuple[str, int]] = []
        self._held: dict[str, list[tuple[int, int]]] = {name: [] for name in _HOLDERS}

    def body(self) -> list[str]:
        """The paragraphs of the article, or all where the page does not mark it."""
        for name in _HOLDERS:
            for start, end in sorted(self._held[name]):
                held = self._paragraphs[start:end]
                if sum(map(len, held)) >= _MIN_HELD_CHARS:
                    return held
        return self._paragraphs

    def start(self, opened: Tag) -> None:
        tag, given = opened.name, opened.attributes
        if tag == "meta":
            name = (given.get("property") or given.get("name") or "").lower()
            self.meta.setdefault(name, given.get("content", ""))
        if tag == "time" and not self.time:
            self.time = given.get("datetime", "")
        if tag == "br":
            self._pieces.append("\n")
        if tag in _BLOCKS:
            self.end_paragraph()
        if tag in _VOID or len(self._open) >= _MAX_DEPTH:
            return
        self._open.append(tag)
        self._skipped += tag in _SKIPPED
        if tag in _HOLDERS:
            self._starts.append((tag, len(self._paragraphs)))

    def end(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_paragraph()
        if tag not in self._open:
            return
        while True:
            # What was left open inside ends here as well.
            ended = self._open.pop()
            self._skipped -= ended in _SKIPPED
            if ended in _HOLDERS and self._starts:
                name, start = self._starts.pop()
                self._held[name].append((start, len(self._paragraphs)))
            if ended == tag:
                return

    def add_text(self, data: str) -> None:
        if not self._skipped:
            self._pieces.append(re.sub(r"[ \t\r\n\f]+", " ", data))

    def end_paragraph(self) -> None:
        text = "".join(self._pieces)
        self._pieces.clear()
        lines = [_folded(line) for line in text.split("\n")]
        text = "\n".join(line for line in lines if line)
        if not text:
            return
        if self._open and "title" in self._open:
            self.title = self.title or text
            return
        if self._open and self._open[-1] == "h1" and not self.headline:
            self.headline = text
        self._paragraphs.append(text)


def _folded(text: str) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", text).strip()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
