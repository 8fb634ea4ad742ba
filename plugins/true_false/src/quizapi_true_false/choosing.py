"""Which statements are asked, and which of them are made false."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quizapi_true_false.edits import Candidate
from quizapi_true_false.statements import Statement

#: So many statements a short article should give.
_ENOUGH = 6
#: Of those that can be made false, so large a share of the true ones' share stays true all the same.
_LEFT_TRUE = 0.3
#: So much more than asked may be true, where there is too little that can be made false.
_SLACK = 0.03
#: Of the statements that stay true and have an opposite, so many deny it instead.
_DENYING = 0.4
#: The largest share of the statements that one kind of edit makes false.
_MOST_OF_A_KIND = 1 / 3
Pair = tuple[Statement, tuple[Candidate, ...]]


@dataclass(frozen=True, slots=True)
class Choice:
    """A statement to be asked: as it is, or with one edit."""

    statement: Statement
    candidate: Candidate | None
    confidence: float


#: The same said by denying its opposite ("did not reject" for "approved"); None where there is no such.
Deny = Callable[[Statement, tuple[Candidate, ...]], Statement | None]


def choose(
    pairs: Sequence[Pair],
    *,
    true_ratio: float,
    rng: random.Random,
    deny: Deny = lambda statement, candidates: None,
) -> list[Choice]:
    """Statements, each once, the best first, as many true ones and false ones as the ratio asks for.

    Statements that could be either come before those that could only be true, and a part of them stays true,
    so that nothing but its truth tells a true one from a false one. What could only be true is asked as often
    as the ratio leaves room for it. A "not" is written into a false statement only as often as a true one has
    one; some true ones get one, by denying the opposite.
    """
    ranked = sorted(pairs, key=lambda pair: -pair[0].worth)
    if true_ratio == 1:
        return [Choice(statement, None, statement.worth) for statement, _ in ranked]
    either = [pair for pair in ranked if pair[1]]
    rest = [pair for pair in ranked if not pair[1]]
    room = _room(len(either), true_ratio, _LEFT_TRUE * true_ratio)
    if len(either) + min(room, len(rest)) < _ENOUGH:
        room = _room(len(either), true_ratio, 0.0)
    filled = rest[:room]
    wanted = (1 - true_ratio) * (len(either) + len(filled))
    falsified = _falsified(either, wanted, rng)
    chosen = _judged(either, falsified, true_ratio, rng, deny)
    chosen += [Choice(statement, None, statement.worth) for statement, _ in filled]
    return _in_proportion(chosen, true_ratio, rng)


def _room(either: int, true_ratio: float, left_true: float) -> int:
    """How many more true ones the ratio allows, where `left_true` of those that can be either stay true."""
    if true_ratio == 0:
        return 0
    false = either * (1 - left_true)
    return max(0, round(false / max(1 - true_ratio - _SLACK, 0.1)) - either)


def _falsified(either: Sequence[Pair], wanted: float, rng: random.Random) -> set[int]:
    """Which of the statements are made false; those that only a "not" could make false come last."""
    plain = [n for n, (_, candidates) in enumerate(either) if any(not _adds_not(c) for c in candidates)]
    count = _rounded(min(wanted, len(plain)), rng)
    spread = _truths(len(plain), 1 - count / len(plain), rng) if plain else []
    found = {n for n, true in zip(plain, spread, strict=True) if not true}
    denied = [n for n in range(len(either)) if n not in set(plain)]
    return found | set(denied[: max(0, round(wanted - len(found)))])


def _judged(
    either: Sequence[Pair], falsified: set[int], true_ratio: float, rng: random.Random, deny: Deny
) -> list[Choice]:
    used: Counter[str] = Counter()
    most = max(1, round(len(falsified) * _MOST_OF_A_KIND))
    chosen = []
    for number, (statement, candidates) in enumerate(either):
        if number not in falsified and true_ratio > 0:
            denied = deny(statement, candidates) if rng.random() < _DENYING else None
            chosen.append(Choice(denied or statement, None, statement.worth))
    # Where nothing is true, a "not" tells nothing.
    spare_nots = sum(_is_negative(c.statement.text) for c in chosen) if true_ratio > 0 else 0
    for statement, candidates in (either[number] for number in sorted(falsified)):
        candidate = _pick(candidates, used, most, spare_nots, rng)
        if candidate is not None:
            spare_nots -= _adds_not(candidate)
        elif true_ratio == 0:
            continue
        chosen.append(Choice(statement, candidate, statement.worth))
    return chosen


def _in_proportion(chosen: Sequence[Choice], true_ratio: float, rng: random.Random) -> list[Choice]:
    """The choices, best first, without the worst of those that there are too many of for the ratio."""
    if true_ratio == 0:
        return list(chosen)
    ranked = sorted(chosen, key=lambda choice: -choice.confidence)
    false = sum(choice.candidate is not None for choice in ranked)
    share = true_ratio + _SLACK if true_ratio < 1 - _SLACK else true_ratio
    spare = len(ranked) - false - _rounded(false * share / (1 - share), rng)
    surplus = {id(c) for c in [c for c in ranked if c.candidate is None][::-1][: max(0, spare)]}
    kept = [choice for choice in ranked if id(choice) not in surplus]
    return kept if kept and false else ranked[:1]


def _rounded(number: float, rng: random.Random) -> int:
    """A whole number, up or down by chance, so that over many articles the mean is kept."""
    return int(number) + (rng.random() < number - int(number))


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
    candidates: Sequence[Candidate], used: Counter[str], most: int, spare_nots: int, rng: random.Random
) -> Candidate | None:
    """One of the kinds used least so far; a kind that was used enough only where there is no other."""
    allowed = [c for c in candidates if not _adds_not(c) or spare_nots > 0]
    if not allowed:
        return None
    shuffled = rng.sample(allowed, len(allowed))
    best = min(shuffled, key=lambda candidate: (used[candidate.edit.kind] >= most, used[candidate.edit.kind]))
    used[best.edit.kind] += 1
    return best


def _is_negative(text: str) -> bool:
    return " not " in text or "n't" in text or "n’t" in text or "cannot" in text


def _adds_not(candidate: Candidate) -> bool:
    return _is_negative(candidate.edit.apply()) and not _is_negative(candidate.edit.source)
