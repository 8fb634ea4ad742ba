"""A parse as plain lists: one bulk copy instead of a Python object for every token that is looked at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

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
    "ENT_TYPE",
    "IDX",
    "LENGTH",
]


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
    ent: list[str]
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
        """Copy what we need of a parsed doc. A doc without a parse gives tokens without children."""
        rows = doc.to_array(_COLUMNS).T
        orth, lemma, pos, tag, dep, _, starts, ent, idx, length = (row.tolist() for row in rows)
        names = {
            value: doc.vocab.strings[value] for row in (orth, lemma, pos, tag, dep, ent) for value in set(row)
        }
        offsets = rows[5].astype("int64").tolist()
        words = [names[value] for value in orth]
        head = [i + offset for i, offset in enumerate(offsets)]
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
            text=doc.text,
            words=words,
            lower=[word.lower() for word in words],
            lemma=[names[value].lower() for value in lemma],
            pos=[names[value] for value in pos],
            tag=[names[value] for value in tag],
            dep=[names[value] for value in dep],
            ent=[names[value] for value in ent],
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
