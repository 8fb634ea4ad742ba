"""The plain text of a fragment of HTML. Nothing of it is kept as markup, fetched or run."""

import re
from html.parser import HTMLParser

from quizapi.exchange.errors import NotTaken
from quizapi.exchange.texts import clean

_BLOCKS = frozenset(
    ["p", "div", "li", "tr", "ul", "ol", "table", "blockquote", "pre", "section", "article"]
    + [f"h{level}" for level in range(1, 7)]
)
_SKIPPED = frozenset(["script", "style", "template", "noscript", "head"])
_PICTURES = frozenset(["img", "object", "embed", "video", "audio", "iframe", "svg", "canvas"])
#: Python's parser takes time that grows with the square of some broken pages.
_LONGEST = 30_000
_MARKUP = re.compile(
    r"</?(?:p|br|b|i|u|em|strong|span|div|a|img|ul|ol|li|sub|sup|code|pre|h[1-6]|table|tr|td|th|script|style|"
    r"iframe|svg|object|embed|video|audio|font|hr|tt|small|big|center|blockquote)\b[^<>]*>|&(?:#\d+|#x[\da-f]+|\w+);",
    re.IGNORECASE,
)


def html_to_text(html: str) -> str:
    """The text of a fragment; blocks and line breaks become line ends.

    Raises:
        NotTaken: It shows a picture or a film, without which the text cannot be understood, or is longer
            than any question.
    """
    if len(html) > _LONGEST:
        raise NotTaken(f"it has a text of more than {_LONGEST} characters")
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = re.sub(r"[ \t\xa0]+", " ", "".join(reader.pieces))
    return clean(re.sub(r" ?\n[ \n]*\n ?", "\n\n", re.sub(r" ?\n ?", "\n", text)))


def text_or_html(text: str) -> str:
    """A text that may be markup: read as HTML where it has a tag or an entity that HTML knows.

    Raises:
        NotTaken: As `html_to_text`.
    """
    return html_to_text(text.replace("\n", "<br>")) if _MARKUP.search(text) else clean(text)


def strip_markup(text: str) -> str:
    """The same where pictures are simply left out."""
    return clean(re.sub(r"<[^<>]*>", "", text)) if _MARKUP.search(text) else clean(text)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._skipping = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _PICTURES:
            raise NotTaken("it shows a picture or a film, which items here cannot")
        if tag in _SKIPPED and not self._skipping:
            self._skipping = tag
        elif tag == "br":
            self.pieces.append("\n")
        elif tag in _BLOCKS:
            self._end_block()

    def handle_endtag(self, tag: str) -> None:
        if tag == self._skipping:
            self._skipping = ""
        elif tag in _BLOCKS:
            self._end_block()

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.pieces.append(data.replace("\n", " ").replace("\r", " "))

    def _end_block(self) -> None:
        if self.pieces and not self.pieces[-1].endswith("\n"):
            self.pieces.append("\n")
