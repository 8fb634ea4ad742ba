"""A text laid out for the search: tokens, paragraphs, and which tokens lie between quotation marks."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from quizapi.domain import Entity, Span
from quizapi.reading.attributions.cues import REPORTING
from quizapi.reading.attributions.marks import Quotation, find_quotations
from quizapi.reading.attributions.paragraphs import find_paragraphs
from quizapi.reading.entities.tokens import Tokens

_MAX_TITLE: Final = 14
_SAID: Final = frozenset({"said", "says", "added", "told", "asked", "replied", "wrote"})
_TERMINATORS: Final = frozenset({".", "!", "?", "...", "…", ";"})


@dataclass(slots=True)
class Quote:
    """An outermost quotation in tokens, `first` to `last` with the marks, counted by `number`."""

    number: int
    marks: Quotation
    first: int
    last: int
    paragraph: int


@dataclass(slots=True)
class Scene:
    """What the rules look at. `owner[i]` is the number of the quote that token i lies in, or -1."""

    tokens: Tokens
    entities: Sequence[Entity]
    quotes: list[Quote]
    inner: list[Quotation]
    owner: list[int]
    paragraph: list[int]
    paragraph_tokens: list[tuple[int, int]]
    by_paragraph: list[list[Quote]]
    mention: list[int] = field(repr=False)
    label: list[bool] = field(repr=False)
    words_before: list[int] = field(repr=False)

    def free(self, i: int) -> bool:
        """Whether a token is the article's own, outside all quotation marks."""
        return self.owner[i] < 0

    def entity_at(self, i: int) -> Entity | None:
        """The mention that covers a token."""
        return self.entities[self.mention[i]] if self.mention[i] >= 0 else None

    def ends_sentence(self, i: int) -> bool:
        """Whether a token of the article's own ends a sentence."""
        if self.tokens.words[i] not in _TERMINATORS:
            return False
        if self.tokens.words[i] == ".":
            after = self.tokens.words[i + 1 : i + 2]
            return not after or (after[0] != "," and not after[0][:1].islower())
        if self.tokens.words[i] in (";", "!", "?"):
            return True
        return i + 1 >= len(self.tokens) or self.tokens.words[i + 1][:1].isupper()

    def below(self, root: int, most: int = 150) -> list[int]:
        """A token and those below it in the parse, of its paragraph, at most so many."""
        tokens = self.tokens
        found = [root]
        for i in found:
            if len(found) >= most:
                break
            found.extend(k for k in tokens.children[i] if self.paragraph[k] == self.paragraph[root])
        return found

    def has_own_words(self, low: int, high: int) -> bool:
        """Whether the article's own words, and not marks alone, stand in a range of tokens."""
        return low < high and self.words_before[high] > self.words_before[low]

    def narration_after(self, quote: Quote) -> tuple[int, int]:
        """The article's own words from a quote to the end of their sentence, the next quote or paragraph."""
        _, end = self.paragraph_tokens[quote.paragraph]
        start = i = quote.last + 1
        while i < end and self.owner[i] < 0 and not self.ends_sentence(i):
            i += 1
        return start, i

    def narration_before(self, quote: Quote) -> tuple[int, int]:
        """The article's own words from the last end of a sentence, or the quote before, up to a quote."""
        start, _ = self.paragraph_tokens[quote.paragraph]
        end = i = quote.first
        while i > start and self.owner[i - 1] < 0 and not self.ends_sentence(i - 1):
            i -= 1
        return i, end


def is_label(tokens: Tokens, first: int, last: int, paragraph: list[int]) -> bool:
    """Whether the marks hold a title ("on the show “Morning With Ruth”") or a nickname inside a name."""
    words = [i for i in range(first, last + 1) if tokens.words[i][:1].isalnum()]
    before, after = first - 1, last + 1
    if not words or before < 0 or paragraph[before] != paragraph[first]:
        return False
    if (
        len(words) <= 2
        and tokens.pos[before] == "PROPN"
        and after < len(tokens)
        and tokens.pos[after] == "PROPN"
    ):
        return True
    if not 2 <= len(words) <= _MAX_TITLE:
        return False
    if tokens.words[before] == "," and before and tokens.pos[before - 1] == "NOUN":
        before -= 1  # "on his programme, “Morning With Ruth,”"
    if not tokens.words[before][:1].isalnum() and tokens.tag[before] != "POS":
        return False
    if tokens.lemma[before] in REPORTING or tokens.lower[before] == "that":
        return False
    return all(
        tokens.words[i][0].isupper() or tokens.words[i][0].isdigit()
        for i in words
        if _bears_capital(tokens, i, words)
    )


def _before_reporting_clause(tokens: Tokens, first: int, end: int, *, named_only: bool) -> int:
    """Where a quotation without a closing mark ends: behind the comma of ", said Ada Orr" or ", she said"."""
    for k in range(first + 2, end - 2):
        if tokens.words[k] not in (",", "?", "!"):
            continue
        inverted = tokens.lower[k + 1] in _SAID and tokens.pos[k + 2] in ("PROPN", "DET")
        plain = tokens.lower[k + 2] in _SAID and tokens.pos[k + 1] in ("PROPN", "PRON")
        plain = plain and not (named_only and tokens.pos[k + 1] == "PRON")
        named = (
            k + 3 < end and tokens.lower[k + 3] in _SAID and tokens.pos[k + 2] == tokens.pos[k + 1] == "PROPN"
        )
        if inverted or plain or named:
            return k + 1
    return end


def _bears_capital(tokens: Tokens, i: int, words: list[int]) -> bool:
    return i in (words[0], words[-1]) or (
        len(tokens.words[i]) > 3 and tokens.pos[i] not in ("ADP", "CCONJ", "DET")
    )


def lay_out(tokens: Tokens, entities: Sequence[Entity]) -> Scene:
    """Find paragraphs and quotation marks and put them into tokens."""
    text = tokens.text
    paragraphs = find_paragraphs(text)
    quotations = find_quotations(text, paragraphs)
    n = len(tokens)
    paragraph = [-1] * n
    paragraph_tokens = []
    for number, span in enumerate(paragraphs):
        first, last = tokens.inside(span.start, span.end)
        paragraph_tokens.append((first, last))
        paragraph[first:last] = [number] * (last - first)
    mention = [-1] * n
    for number, entity in enumerate(entities):
        first, last = tokens.inside(entity.span.start, entity.span.end)
        mention[first:last] = [number] * (last - first)
    owner = [-1] * n
    label = [False] * n
    quotes: list[Quote] = []
    by_paragraph: list[list[Quote]] = [[] for _ in paragraphs]
    cut = False
    for q in quotations:
        if q.level:
            continue
        first, last = tokens.touching(q.span.start, q.span.end)
        if first >= last:
            continue
        silent = not any(c.isalpha() for c in text[q.inner.start : q.inner.end])
        if silent or is_label(tokens, first, last - 1, paragraph):
            label[first:last] = [True] * (last - first)
            continue
        if cut and q.goes_on:
            q = replace(q, goes_on=False)
        cut = False
        if q.inner.end == q.span.end:
            end = _before_reporting_clause(tokens, first, last, named_only=q.closed)
            cut = end < last
            if cut or not q.closed:
                last = end
                q = replace(q, span=Span(q.span.start, tokens.end[last - 1]), closed=False)
        quote = Quote(len(quotes), q, first, last - 1, q.paragraph)
        owner[first:last] = [quote.number] * (last - first)
        quotes.append(quote)
        by_paragraph[q.paragraph].append(quote)
    inner = [q for q in quotations if q.level]
    own = (
        number < 0 and (word.isalnum() or any(map(str.isalnum, word)))
        for number, word in zip(owner, tokens.words, strict=True)
    )
    words_before = list(itertools.accumulate(own, initial=0))
    return Scene(
        tokens,
        entities,
        quotes,
        inner,
        owner,
        paragraph,
        paragraph_tokens,
        by_paragraph,
        mention,
        label,
        words_before,
    )
