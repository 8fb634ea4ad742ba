"""Noun phrases as sources are written: with their titles and appositives, without their relative clauses."""

from __future__ import annotations

from typing import Final

from quizapi.reading.entities.tokens import Tokens

NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON"})
_LEFT: Final = frozenset(
    {"compound", "det", "amod", "nummod", "poss", "nmod", "quantmod", "predet", "case", "advmod", "punct"}
    | {"preconj", "npadvmod"}
)
_MAX_PHRASE: Final = 30
_MAX_DEPTH: Final = 3


def noun_phrase(tokens: Tokens, head: int, *, low: int, high: int, depth: int = 0) -> tuple[int, int]:
    """First and last token of the phrase around its head, within the half-open range `low` to `high`."""
    first = max(low, _leftmost(tokens, head))
    last = _rightmost(tokens, head, high, depth)
    while last > head and not _has_letter(tokens.words[last]):
        last -= 1
    while (
        first < head and not _has_letter(tokens.words[first]) and tokens.words[first] not in ("$", "€", "£")
    ):
        first += 1
    return first, last


def _has_letter(word: str) -> bool:
    return any(c.isalnum() for c in word)


def _leftmost(tokens: Tokens, head: int) -> int:
    """The start of the modifiers that stand before the head."""
    first = head
    stack = [head]
    while stack:
        parent = stack.pop()
        for i in tokens.children[parent]:
            joined = tokens.dep[i] in _LEFT and (
                tokens.dep[i] != "punct" or tokens.words[i] in ("-", "–", "/")
            )
            if i < parent and head - i <= _MAX_PHRASE and joined and "\n" not in tokens.words[i]:
                first = min(first, i)
                stack.append(i)
    return first


def _rightmost(tokens: Tokens, head: int, high: int, depth: int) -> int:
    last = head
    for i in tokens.children[head]:
        if not head < i < high or i - last > 12:
            continue
        dep = tokens.dep[i]
        if dep == "prep" and i == last + 1:
            last = _prepositional_end(tokens, i, high)
        elif dep in ("case", "nummod") and i == last + 1:
            last = i
        elif depth < _MAX_DEPTH and _joins(tokens, head, i):
            last = max(last, noun_phrase(tokens, i, low=i, high=high, depth=depth + 1)[1])
    return last


def _joins(tokens: Tokens, head: int, i: int) -> bool:
    """A name set beside a description belongs to it ("the engineer, Sofia Lund"); so does a second source."""
    if tokens.dep[i] == "appos":
        return tokens.pos[i] == "PROPN" and tokens.pos[head] != "PROPN"
    return tokens.dep[i] == "conj" and tokens.pos[i] in NOMINAL


def _prepositional_end(tokens: Tokens, prep: int, high: int) -> int:
    """The last of consecutive tokens under a preposition, before a relative clause, a comma or a gap."""
    below = {prep}
    last = prep
    for i in range(prep + 1, min(high, prep + 12)):
        if tokens.head[i] not in below and not (i < tokens.head[i] < min(high, prep + 12)):
            break
        if tokens.words[i] in (",", "—", "–", "(") or "\n" in tokens.words[i]:
            break
        if tokens.pos[i] in ("VERB", "AUX") or tokens.dep[i] in ("relcl", "nsubj", "nsubjpass", "mark"):
            break
        below.add(i)
        last = i
    return last


def phrase_head_at(tokens: Tokens, i: int, high: int) -> int | None:
    """The head of the noun phrase that begins at a token: climb while heads lie to the right."""
    if i >= high:
        return None
    for _ in range(12):
        head = tokens.head[i]
        if (
            tokens.words[i + 1 : i + 2] == ["("]
            or not i < head < high
            or not (
                tokens.dep[i] in _LEFT
                or (tokens.pos[i] in ("DET", "ADJ", "NUM") and tokens.pos[head] in NOMINAL)
            )
        ):
            break
        i = head
    return i if tokens.pos[i] in NOMINAL or tokens.tag[i] in ("CD", "JJ", "DT") else None
