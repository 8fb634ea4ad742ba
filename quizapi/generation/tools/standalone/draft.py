"""A clause being rephrased: which of its tokens stay, and what others are written as."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


class Draft:
    """Tokens of one clause of a doc, by index. Dropping and replacing never changes the doc."""

    def __init__(self, clause: Span) -> None:
        self.doc: Doc = clause.doc
        self.kept: set[int] = {token.i for token in clause if not token.is_space}
        self.instead: dict[int, str] = {}
        self.first = clause.start
        self.last = clause.end - 1
        self._ends: dict[int, int] = {}
        self._spaced: set[int] = set()

    @property
    def tokens(self) -> list[Token]:
        """Kept tokens in order."""
        return [self.doc[i] for i in sorted(self.kept)]

    def __contains__(self, token: Token) -> bool:
        return token.i in self.kept

    def head(self) -> Token | None:
        """The kept token that no other kept one governs; None where there are several."""
        heads = [token for token in self.tokens if token.head.i not in self.kept or token.head.i == token.i]
        # An "and" that the subject is written for governs nothing.
        heads = [t for t in heads if not t.is_punct and not (t.dep_ == "cc" and t.i in self.instead)]
        return heads[0] if len(heads) == 1 else None

    def drop(self, indices: Iterable[int]) -> None:
        self.kept -= set(indices)

    def drop_aside(self, indices: Iterable[int], *, keep_comma: bool = False) -> None:
        """Drop a phrase with the comma or dash before it, and the one after it where both were there.

        Args:
            indices: Of the phrase's tokens.
            keep_comma: The comma behind also ends a fronted phrase and stays.
        """
        gone = set(indices)
        if not gone:
            return
        before = max((i for i in self.kept if i < min(gone)), default=-1)
        after = min((i for i in self.kept if i > max(gone)), default=-1)
        marks = {",", "—", "–", "-", "--", ";"}
        opened = before in self.kept and self.doc[before].text in marks
        closed = after in self.kept and self.doc[after].text in marks
        at_start = not any(i in self.kept for i in range(self.first, min(gone)))
        if opened:
            gone.add(before)
        if closed and (at_start or (opened and not keep_comma)):
            gone.add(after)
        self.drop(gone)

    def replace(self, first: int, last: int, text: str) -> None:
        """Write `text` for the tokens `first` to `last`, both included."""
        self.instead[first] = text
        self.kept.add(first)
        self.kept -= set(range(first + 1, last + 1))
        self._ends[first] = last

    def spaced(self, first: int) -> None:
        """Put a space behind the replacement at `first`, whatever stood there."""
        self._spaced.add(first)

    def changes_quoted_words(self) -> bool:
        """Whether something inside quotation marks was written anew, or a part of it left out."""
        whole = range(self.first, self.last + 1)
        for first, last in _quotations(self.doc, whole):
            inside = set(range(first, last + 1))
            kept = inside & self.kept
            if kept and (len(kept) < len(inside) or any(i in inside for i in self.instead)):
                return True
        return False

    def words(self) -> int:
        return sum(not token.is_punct for token in self.tokens)

    def text(self) -> str:
        """The kept tokens as a sentence, with a capital and a full stop."""
        kept = sorted(self.kept)
        pieces = []
        for i, following in zip(kept, [*kept[1:], None], strict=True):
            last = self._ends.get(i, i)
            space = " " if i in self._spaced else self.doc[last].whitespace_
            if following is not None and following != last + 1:
                # Something between was dropped: words need a space, closing marks do not.
                space = " " if _needs_space(self.doc[following]) else ""
            pieces.append(self.instead.get(i, self.doc[i].text) + space)
        return tidy("".join(pieces))


def _quotations(doc: Doc, indices: range) -> Iterator[tuple[int, int]]:
    """The first and last token inside each pair of quotation marks."""
    opened: int | None = None
    for i in indices:
        mark = doc[i].text
        if mark == "“" or (mark in ('"', "''", "``") and opened is None):
            opened = i
        elif mark in ("”", '"', "''") and opened is not None:
            if opened + 1 < i:
                yield opened + 1, i - 1
            opened = None


def _needs_space(token: Token) -> bool:
    return not token.is_punct or token.is_left_punct or token.text in '"“‘—–-'


def tidy(text: str) -> str:
    """White space and commas put right; a capital at the start, one full stop at the end."""
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r" ([,.;:!?%’”)])", r"\1", text)
    text = re.sub(r"([$€£]) (?=\d)", r"\1", text)
    text = re.sub(r"[,;]\s*(?=[,;.])", "", text)
    text = text.strip(" ,;:–—-")
    text = re.sub(r"[,;]([”\"’']+)\.?$", r"\1", text)
    if not text:
        return text
    text = text[0].upper() + text[1:]
    return text if re.search(r"[.!?…][\"”’]?$", text) else text + "."
