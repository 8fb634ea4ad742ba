"""Cuts sentences into clauses that can stand as claims, with a subject and a finite verb each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quizapi.reading.claims.lexicon import CONNECTIVES
from quizapi.reading.entities.tokens import Tokens

_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj", "csubjpass")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_EDGE = frozenset("\"'“”‘’„«»()[],;:—–-.!?… ")
_MIN_WORDS = 3
_PERCEIVING = frozenset({"watch", "see", "hear", "feel", "notice", "let", "make", "help", "have"})


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens `first` to `last`, both included, governed by the verb `head`."""

    first: int
    last: int
    head: int


def clauses_between(tokens: Tokens, first: int, end: int) -> Iterator[Clause]:
    """The clauses of the tokens `[first, end)`, which lie in one sentence, in order.

    Coordinated clauses with subjects of their own are cut apart; relative clauses behind a comma are left
    off the end; connectives, quotation marks and stops are left off the edges.
    """
    heads = _heads(tokens, first, end)
    starts = sorted({_start(tokens, head, first, heads) for head in heads})
    for head in heads:
        start = _start(tokens, head, first, heads)
        stop = next((s for s in starts if s > start), end)
        clause = _trimmed(tokens, start, stop - 1, head)
        if clause is not None:
            yield clause


def is_finite(tokens: Tokens, verb: int) -> bool:
    """Whether a verb or its auxiliary has a tense."""
    if tokens.pos[verb] not in ("VERB", "AUX"):
        return False
    return tokens.tag[verb] in _FINITE or any(
        tokens.tag[child] in _FINITE
        for child in tokens.children[verb]
        if tokens.dep[child] in ("aux", "auxpass")
    )


def subject_of(tokens: Tokens, verb: int) -> int | None:
    return tokens.child(verb, *_SUBJECTS)


def _heads(tokens: Tokens, first: int, end: int) -> list[int]:
    """The highest finite verb inside, and its conjuncts that have subjects of their own."""
    top = [
        i
        for i in range(first, end)
        if not first <= tokens.head[i] < end or tokens.head[i] == i
        if is_finite(tokens, i) and subject_of(tokens, i) is not None
    ]
    found: list[int] = []
    for verb in top[:1]:
        found.append(verb)
        for i in found:
            found += [
                child
                for child in tokens.children[i]
                if tokens.dep[child] == "conj" and first <= child < end and is_finite(tokens, child)
                if (subject := subject_of(tokens, child)) is not None and subject >= i
                if _has_seam(tokens, child, first)
            ]
    return sorted(found)


def _has_seam(tokens: Tokens, verb: int, first: int) -> bool:
    """Whether a comma, a dash or "and" stands before the clause; else the parser has torn one apart.

    A clause that "after" or "because" begins is no claim by the side of the other either.
    """
    if any(tokens.dep[child] == "mark" and child < verb for child in tokens.children[verb]):
        return False
    if tokens.tag[verb] == "VBP" and tokens.lemma[tokens.head[verb]] in _PERCEIVING:
        # "watched 40 clubs and 300 singers march"
        return False
    start = min(tokens.subtree(verb))
    return start <= first or tokens.dep[start] == "cc" or tokens.dep[start - 1] in ("cc", "punct")


def _start(tokens: Tokens, head: int, first: int, heads: list[int]) -> int:
    """Where the clause of a head begins: for a conjunct, at its own leftmost word."""
    if head == heads[0]:
        return first
    return max(first, min(tokens.subtree(head)))


def _trimmed(tokens: Tokens, first: int, last: int, head: int) -> Clause | None:
    last = _without_relative(tokens, first, last, head)
    while first <= last and (_is_edge(tokens, first) or _is_connective(tokens, first, head)):
        first += 1
    while last >= first and (_is_edge(tokens, last, closing=True) or tokens.dep[last] == "cc"):
        last -= 1
    if last - first + 1 < _MIN_WORDS or not first <= head <= last:
        return None
    first, last = _with_own_marks(tokens, first, last)
    return Clause(first, last, head)


def _without_relative(tokens: Tokens, first: int, last: int, head: int) -> int:
    """Leave a relative clause behind a comma off the end."""
    for i in range(head + 1, last + 1):
        if tokens.dep[i] != "relcl" or i > last:
            continue
        start = min(tokens.subtree(i))
        if start > head and tokens.words[start - 1] == "," and max(tokens.subtree(i)) >= last - 2:
            return start - 1
    return last


def _is_edge(tokens: Tokens, i: int, *, closing: bool = False) -> bool:
    word = tokens.words[i]
    if closing and word in (".",) and len(word) > 1:
        return False
    return not word.strip() or all(char in _EDGE for char in word)


def _is_connective(tokens: Tokens, i: int, head: int) -> bool:
    return tokens.lower[i] in CONNECTIVES and tokens.dep[i] in ("cc", "advmod", "preconj") and i < head


def _with_own_marks(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """Take a closing mark in again where its partner is inside, and an opening one likewise."""
    inside = "".join(tokens.words[first : last + 1])
    after = tokens.words[last + 1] if last + 1 < len(tokens) else ""
    for opening, closing in (("“", "”"), ("«", "»"), ("(", ")"), ('"', '"')):
        unbalanced = (
            inside.count('"') % 2 if opening == '"' else inside.count(opening) > inside.count(closing)
        )
        if unbalanced and after == closing:
            return first, last + 1
    before = tokens.words[first - 1] if first else ""
    if before in ("“", '"') and (inside.count("”") > inside.count("“") or inside.count('"') % 2):
        return first - 1, last
    return first, last
