"""Markup to tags and text, in time linear in its length.

The standard library's `html.parser` takes minutes for 200,000 characters of unclosed comments or attributes
(python/cpython issue 135462 and its like), and web processes must stand what is sent to them.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Inside these nothing is a tag but their own end.
_RAW = ("script", "style", "template", "noscript", "textarea", "iframe", "svg", "math")
_MAX_TAG_CHARS = 4_000
_NAME = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})")
_INSIDE = re.compile(r"""(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
_ATTRIBUTE = re.compile(r"""([a-zA-Z][a-zA-Z:_-]{0,40})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")


@dataclass(frozen=True, slots=True)
class Tag:
    """`<p class=x>` or `</p>`; names in lower case."""

    name: str
    is_end: bool
    attributes: dict[str, str]


def tokens(markup: str) -> Iterator[Tag | str]:
    """Tags, and pieces of text with their character references resolved.

    Comments, declarations and what scripts and styles hold are left out. A `<` that begins no tag is text.
    """
    scanner = _Scanner(markup)
    while (token := scanner.next()) is not None:
        if token != "":
            yield token


class _Scanner:
    def __init__(self, markup: str) -> None:
        self._markup = markup
        # Not .lower(): that changes the length of some letters.
        self._folded = re.sub(r"[A-Z]+", lambda match: match[0].lower(), markup)
        self._at = 0
        self._has_comment_ends = True
        self._next_end = -1

    def next(self) -> Tag | str | None:
        """The next token, "" for one that is left out, None at the end."""
        if self._at >= len(self._markup):
            return None
        start = self._markup.find("<", self._at)
        if start != self._at:
            return self._text(len(self._markup) if start < 0 else start)
        if self._markup.startswith("<!--", start):
            return self._comment()
        if self._markup[start + 1 : start + 2] in ("!", "?"):
            return self._skip_to(self._tag_end(start))
        return self._tag()

    def _text(self, end: int) -> str:
        piece = self._markup[self._at : end]
        self._at = end
        return html.unescape(piece)

    def _skip_to(self, end: int | None) -> str:
        if end is None:
            return self._text(self._at + 1)
        self._at = end + 1
        return ""

    def _comment(self) -> str:
        end = self._markup.find("-->", self._at + 2) if self._has_comment_ends else -1
        if end < 0:
            self._has_comment_ends = False
            return self._skip_to(self._tag_end(self._at))
        self._at = end + 3
        return ""

    def _tag(self) -> Tag | str:
        name = _NAME.match(self._markup, self._at + 1)
        end = self._tag_end(self._at) if name else None
        if name is None or end is None:
            return self._text(self._at + 1)
        inside = self._markup[name.end() : end]
        self._at = end + 1
        tag = Tag(name[2].lower(), bool(name[1]), {} if name[1] else _attributes(inside))
        if tag.name in _RAW and not tag.is_end and not inside.endswith("/"):
            close = self._folded.find(f"</{tag.name}", self._at)
            self._at = len(self._markup) if close < 0 else close
        return tag

    def _tag_end(self, start: int) -> int | None:
        """The place of the `>` that ends a tag: one outside quotation marks, or the first where they do not
        pair up."""
        if self._next_end < start:
            found = self._markup.find(">", start)
            self._next_end = len(self._markup) if found < 0 else found
        first, limit = self._next_end, start + _MAX_TAG_CHARS
        if first >= min(limit, len(self._markup)):
            return None
        sound = _INSIDE.match(self._markup, start, limit)
        return first if sound is None else sound.end() - 1


def _attributes(inside: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(inside):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        found.setdefault(match[1].lower(), html.unescape(value))
    return found
