"""Takes a pasted article apart into its text and what stood around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quizapi.reading.cleaning.characters import plain_characters
from quizapi.reading.cleaning.dates import date_in, is_date_line
from quizapi.reading.cleaning.furniture import byline_author, dateline, reporter, why_furniture
from quizapi.reading.cleaning.paragraphs import Paragraph, ends_sentence, split_paragraphs

#: Headline, subtitle, byline, date, photo: a page's head is no longer than this, in paragraphs.
_MAX_HEAD = 10
_MAX_HEADLINE_WORDS = 22
#: A shorter line above another one is the name of a section or of the paper.
_MIN_HEADLINE_WORDS = 4
_MAX_HEAD_LINES = 3
_MAX_SUBTITLE_WORDS = 40
_QUOTE_START = ('"', "“", "‘", "«", "„")


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece that was taken out of the body, as it stood there, and what it was taken for."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The body, paragraphs separated by one blank line, and what was found around it."""

    text: str
    title: str | None
    author: str | None
    published_on: date | None
    removed: tuple[Removed, ...]


def clean_article(raw: str, *, title: str | None = None) -> Cleaned:
    """Take headline, byline, date line, dateline and a page's furniture out of a pasted article.

    Quotation marks stay as they are. A text of one paragraph is never taken for a headline, and where
    nothing would be left, nothing is taken out. Time is linear in the text's length.

    Args:
        raw: The text as it was given.
        title: The headline, where it is known; a first line that repeats it is taken out.
    """
    paragraphs = split_paragraphs(plain_characters(raw))
    head = _Head(title)
    start = head.read(paragraphs)
    body: list[str] = []
    removed = head.removed
    author = head.author
    for paragraph in paragraphs[start:]:
        why = why_furniture(paragraph.text)
        if why is None:
            body.append(paragraph.text)
            continue
        removed.append(Removed(paragraph.text, why))
        author = author or reporter(paragraph.text)
    if not body:
        return Cleaned("\n\n".join(p.text for p in paragraphs), title, None, None, ())
    if prefix := dateline(body[0]):
        removed.append(Removed(prefix.strip(), "dateline"))
        body[0] = body[0][len(prefix) :]
    return Cleaned("\n\n".join(body), head.title, author, head.published_on, tuple(removed))


class _Head:
    """Reads the paragraphs before an article's first sentence."""

    def __init__(self, title: str | None) -> None:
        self.author: str | None = None
        self.published_on: date | None = None
        self.removed: list[Removed] = []
        self._given = title
        self._heads = 0
        self._found: str | None = None
        self._label: str | None = None

    @property
    def title(self) -> str | None:
        return self._given or self._found or self._label

    def read(self, paragraphs: Sequence[Paragraph]) -> int:
        """The index of the first paragraph of the body."""
        for index, paragraph in enumerate(paragraphs[: min(_MAX_HEAD, len(paragraphs) - 1)]):
            why = self._why(paragraphs, index)
            if why is None:
                return index
            self.removed.append(Removed(paragraph.text, why))
        return min(_MAX_HEAD, max(0, len(paragraphs) - 1)) if paragraphs else 0

    def _why(self, paragraphs: Sequence[Paragraph], index: int) -> str | None:
        text = paragraphs[index].text
        if is_date_line(text):
            self.published_on = self.published_on or date_in(text)
            return "date line"
        if (author := byline_author(text)) is not None:
            self.author = self.author or author
            if self.published_on is None:
                self.published_on = date_in(text)
            return "byline"
        if (why := why_furniture(text)) is not None:
            return why
        if self._is_headline(paragraphs, index):
            self._heads += 1
            return self._head_line(text)
        return None

    def _head_line(self, text: str) -> str:
        words = text.count(" ") + 1
        if _same(text, self._given):
            return "headline"
        if self._found is None and words < _MIN_HEADLINE_WORDS and self._heads < _MAX_HEAD_LINES:
            self._label = self._label or _without_marks(text)
            return "section label"
        if self._found is None:
            self._found = _without_marks(text)
            return "headline"
        return "subtitle"

    def _is_headline(self, paragraphs: Sequence[Paragraph], index: int) -> bool:
        text = paragraphs[index].text
        if _same(text, self._given):
            return True
        if self._heads >= _MAX_HEAD_LINES or not _reads_on(paragraphs[index + 1 :]):
            return False
        words = text.count(" ") + 1
        if text.startswith("#"):
            return words <= _MAX_SUBTITLE_WORDS
        if words > (_MAX_SUBTITLE_WORDS if self._heads else _MAX_HEADLINE_WORDS):
            return False
        if not ends_sentence(text):
            return self._stands_apart(paragraphs, index)
        # A headline may end like a sentence when a byline or a date follows at once.
        after = paragraphs[index + 1].text
        return not self._heads and (byline_author(after) is not None or is_date_line(after))

    def _stands_apart(self, paragraphs: Sequence[Paragraph], index: int) -> bool:
        """Whether a line without a stop is a headline and no verse, list or broken line."""
        text, after = paragraphs[index].text, paragraphs[index + 1]
        if text.endswith((",", ";", "-", "—")) or (not text[0].isalnum() and text[0] not in "'\"“‘«#"):
            return False
        if text.startswith(_QUOTE_START) and not _balanced(text):
            return False
        return after.after_blank or len(paragraphs) > 2 or len(after.text) > 160


def _reads_on(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a paragraph of running text follows."""
    return any(ends_sentence(p.text) and p.text.count(" ") >= 5 for p in paragraphs[:_MAX_HEAD])


def _balanced(text: str) -> bool:
    return (
        text.count("“") == text.count("”") and text.count('"') % 2 == 0 and text.count("«") == text.count("»")
    )


def _without_marks(headline: str) -> str:
    return re.sub(r"^#{1,6} *|\*{1,3}", "", headline).strip()


def _same(text: str, title: str | None) -> bool:
    if not title or len(text) > len(title) + 20:
        return False
    words = re.findall(r"\w+", text.casefold())
    return bool(words) and words == re.findall(r"\w+", title.casefold())
