"""Which statements are asked, and which of them are made false."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from quizapi_true_false.edits import Candidate
from quizapi_true_false.statements import Statement, figures_in

#: So many statements a short article gives, if it must with some that could only be true.
_ENOUGH = 6
#: Another number is found by looking it up: of statements at most so many are changed that way.
_MOST_LOOKED_UP = 1 / 3
_LEAST_TRUE = 0.5
Pair = tuple[Statement, tuple[Candidate, ...]]


@dataclass(frozen=True, slots=True)
class Choice:
    """A statement to be asked: as it is, or with one edit."""

    statement: Statement
    candidate: Candidate | None
    confidence: float


def choose(pairs: Sequence[Pair], *, true_ratio: float, rng: random.Random) -> list[Choice]:
    """Every statement once, the best first, true ones and false ones by the ratio.

    Statements that could be either come first, so that nothing but its truth tells a true one from a false
    one; what can only be true fills up a short list and no more. A "not" is written into a false statement
    only as often as a true one has one.
    """
    ranked = sorted(pairs, key=lambda pair: -specificity(pair[0]))
    either = [pair for pair in ranked if pair[1]]
    rest = [pair for pair in ranked if not pair[1]]
    missing = len(rest) if true_ratio == 1 else max(0, _ENOUGH - len(either)) * (true_ratio > 0)
    falsified = _falsified(either, len(either) + min(missing, len(rest)), true_ratio, rng)
    chosen: list[Choice] = []
    used: dict[str, int] = {}
    # Where nothing is true, a "not" tells nothing.
    spare_nots = 0 if true_ratio > 0 else len(pairs)
    for number, (statement, candidates) in enumerate(either):
        if used.get("number", 0) >= max(1, len(either) * _MOST_LOOKED_UP):
            candidates = tuple(c for c in candidates if c.edit.kind != "number")
        candidate = _pick(candidates, used, spare_nots, rng) if number in falsified else None
        if candidate is not None:
            spare_nots -= _adds_not(candidate)
        elif true_ratio == 0:
            continue
        else:
            spare_nots += _is_negative(statement.text)
        chosen.append(Choice(statement, candidate, specificity(statement)))
    return chosen + [Choice(statement, None, specificity(statement) - 0.2) for statement, _ in rest[:missing]]


def _falsified(either: Sequence[Pair], total: int, true_ratio: float, rng: random.Random) -> set[int]:
    """Which of the statements are made false, so that `total` statements have the ratio.

    Those that only a "not" could make false come last; of the others a part stays true in any case, else the
    fact that a statement can be edited would tell that it was.
    """
    plain = [n for n, (_, candidates) in enumerate(either) if any(not _adds_not(c) for c in candidates)]
    wanted = (1 - true_ratio) * total
    share = min(1.0, wanted / len(plain)) if plain else 0.0
    truths = _truths(len(plain), max(1 - share, _LEAST_TRUE * true_ratio), rng)
    found = {n for n, true in zip(plain, truths, strict=True) if not true}
    denied = [n for n in range(len(either)) if n not in set(plain)]
    return found | set(denied[: max(0, round(wanted - len(found)))])


def specificity(statement: Statement) -> float:
    """How much there is to know: names, numbers and content words, in [0.5, 0.95]."""
    doc = statement.doc
    content = sum(token.pos_ in ("NOUN", "VERB", "PROPN", "NUM", "ADJ") for token in doc)
    score = 0.6 + 0.015 * min(content, 12) + 0.05 * min(2, len(statement.names))
    score += 0.05 * any(token.like_num for token in doc)
    score -= 0.1 * (len(doc) < 8) + 0.05 * (len(doc) > 26)
    score -= 0.1 * (statement.claim.status == "hedged")
    score -= 0.2 * statement.is_quotation
    # To look three figures up is to read nothing.
    score -= 0.25 * (figures_in(doc) > 2)
    return round(max(0.5, min(0.95, score)), 2)


def _truths(count: int, true_ratio: float, rng: random.Random) -> list[bool]:
    """True and false in the ratio, in an order without a pattern, the ratio kept in every stretch of four."""
    truths: list[bool] = []
    owed = rng.random()
    for start in range(0, count, 4):
        size = min(4, count - start)
        owed += size * true_ratio
        block = [n < int(owed) for n in range(size)]
        owed -= sum(block)
        rng.shuffle(block)
        truths += block
    return truths


def _pick(
    candidates: Sequence[Candidate], used: dict[str, int], spare_nots: int, rng: random.Random
) -> Candidate | None:
    """One of the kinds used least so far."""
    allowed = [c for c in candidates if not _adds_not(c) or spare_nots > 0]
    if not allowed:
        return None
    shuffled = rng.sample(allowed, len(allowed))
    best = min(shuffled, key=lambda candidate: used.get(candidate.edit.kind, 0))
    used[best.edit.kind] = used.get(best.edit.kind, 0) + 1
    return best


def _is_negative(text: str) -> bool:
    return " not " in text or "n't" in text or "n’t" in text or "cannot" in text


def _adds_not(candidate: Candidate) -> bool:
    return _is_negative(candidate.edit.apply()) and not _is_negative(candidate.edit.source)
