"""A parse as plain lists: one bulk copy instead of a Python object for every token that is looked at."""

from __future__ import annotations

import weakref
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from spacy.strings import StringStore
from spacy.tokens import Doc

from quizapi.domain import Span

_COLUMNS: list[int | str] = [
    "ORTH",
    "LEMMA",
    "POS",
    "TAG",
    "DEP",
    "HEAD",
    "SENT_START",
    "IDX",
    "LENGTH",
    "SPACY",
]
#: What a change of the parse changes.
_PARSE: list[int | str] = ["LEMMA", "POS", "TAG", "DEP", "HEAD"]
_MAX_KNOWN: Final = 300_000


class _Strings:
    """Strings by spaCy's hash of them, which is the same in every vocabulary, and in lower case."""

    def __init__(self) -> None:
        self._known: dict[int, str] = {}
        self._lower: dict[int, str] = {}

    def of(self, values: Sequence[int], strings: StringStore) -> list[str]:
        """The strings of hashes."""
        known = self._known
        try:
            return list(map(known.__getitem__, values))
        except KeyError:
            self._learn(values, strings)
            return [strings[value] for value in values]

    def lower(self, values: Sequence[int], strings: StringStore) -> list[str]:
        """The same in lower case."""
        known = self._lower
        try:
            return list(map(known.__getitem__, values))
        except KeyError:
            self._learn(values, strings)
            return [strings[value].lower() for value in values]

    def _learn(self, values: Sequence[int], strings: StringStore) -> None:
        if len(self._known) > _MAX_KNOWN:
            self._known, self._lower = {}, {}
        new = {value: strings[value] for value in set(values)}
        self._known.update(new)
        self._lower.update({value: word.lower() for value, word in new.items()})


_strings = _Strings()
#: The doc whose tokens were asked for last: each of our components asks for those of the same doc.
_last: tuple[weakref.ref[Doc], bytes, Tokens] | None = None


@dataclass(slots=True)
class Tokens:
    """Parallel lists over a doc's tokens. `head` and `sent` hold indices of tokens and of sentences."""

    text: str
    words: list[str]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    start: list[int]
    end: list[int]
    sent: list[int]
    sent_start: list[int]
    children: list[list[int]] = field(repr=False)

    def __len__(self) -> int:
        return len(self.words)

    @classmethod
    def of(cls, doc: Doc) -> Tokens:
        """Copy what we need of a parsed doc, once. A doc without a parse gives tokens without children."""
        global _last
        parse = doc.to_array(_PARSE).tobytes()
        last = _last
        if last is not None and last[0]() is doc and last[1] == parse:
            return last[2]
        tokens = cls._copied(doc)
        _last = (weakref.ref(doc), parse, tokens)
        return tokens

    @classmethod
    def _copied(cls, doc: Doc) -> Tokens:
        strings = doc.vocab.strings
        rows = doc.to_array(_COLUMNS).T
        orth, lemma, pos, tag, dep, _, starts, idx, length, spaces = (row.tolist() for row in rows)
        words = _strings.of(orth, strings)
        head = [i + offset for i, offset in enumerate(rows[5].astype("int64").tolist())]
        children: list[list[int]] = [[] for _ in words]
        for i, parent in enumerate(head):
            if parent != i:
                children[parent].append(i)
        sent: list[int] = []
        sent_start: list[int] = []
        for i, starting in enumerate(starts):
            if starting == 1 or i == 0:
                sent_start.append(i)
            sent.append(len(sent_start) - 1)
        return cls(
            text="".join([word + " " if space else word for word, space in zip(words, spaces, strict=True)]),
            words=words,
            lower=_strings.lower(orth, strings),
            lemma=_strings.lower(lemma, strings),
            pos=_strings.of(pos, strings),
            tag=_strings.of(tag, strings),
            dep=_strings.of(dep, strings),
            head=head,
            start=idx,
            end=[a + b for a, b in zip(idx, length, strict=True)],
            sent=sent,
            sent_start=sent_start,
            children=children,
        )

    def subtree(self, root: int) -> list[int]:
        """The token and all below it, in order of the text."""
        found = [root]
        for i in found:
            found.extend(self.children[i])
        return sorted(found)

    def child(self, parent: int, *deps: str) -> int | None:
        """The first child with one of the dependency labels."""
        return next((i for i in self.children[parent] if self.dep[i] in deps), None)

    def span(self, first: int, last: int) -> Span:
        """From the start of one token to the end of another, both included."""
        return Span(self.start[first], self.end[last])

    def inside(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of tokens that lie wholly in `[start, end)` code points."""
        first = bisect_left(self.start, start)
        return first, max(first, bisect_right(self.end, end))

    def touching(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of tokens that share a code point with `[start, end)`."""
        first = bisect_right(self.end, start)
        return first, max(first, bisect_left(self.start, end))

    def sentence(self, index: int) -> tuple[int, int]:
        """The half-open range of tokens of a sentence, by the sentence's index."""
        last = self.sent_start[index + 1] if index + 1 < len(self.sent_start) else len(self.words)
        return self.sent_start[index], last
