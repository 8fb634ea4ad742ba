"""Which statements are asked, and which of them are made false."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from quizapi_true_false.edits import Candidate
from quizapi_true_false.statements import Statement

#: Of those that can be made false, so large a share of the true ones' share stays true all the same. With 0.4
#: a classifier told true from false by the statement alone (0.61 to 0.64), with 1 hardly (0.55).
_LEFT_TRUE = 1.0
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
    forms = [[pair for pair in ranked if _form(pair[0]) == form] for form in _FORMS]
    left_true = _LEFT_TRUE * true_ratio
    chosen: list[Choice] = []
    false: list[Pair] = []
    for form in forms:
        true, falsified = _divided(form, true_ratio, left_true, rng)
        false += falsified
        chosen += [_as_it_is(statement, candidates, rng, deny) for statement, candidates in true]
    # Where nothing is true, a "not" tells nothing.
    spare_nots = sum(_is_negative(c.statement.text) for c in chosen) if true_ratio > 0 else len(false)
    chosen += _falsified(false, spare_nots, true_ratio, rng)
    return [choice for form in _FORMS for choice in _in_proportion(chosen, form, true_ratio, rng)]


def _form(statement: Statement) -> str:
    """Whether it quotes, says what somebody said, or what is so: none is true more often than others.

    Balanced together, what is said and what is told showed by the reporting words alone which was true.
    """
    if statement.is_quotation:
        return "quotation"
    return "said" if statement.attribution is not None else "told"


_FORMS = ("told", "said", "quotation")


def _divided(
    pairs: Sequence[Pair], true_ratio: float, left_true: float, rng: random.Random
) -> tuple[list[Pair], list[Pair]]:
    """The pairs that are asked as they are, and those to be made false.

    Those that only a "not" could make false come last among the latter.
    """
    either = [pair for pair in pairs if pair[1]]
    rest = [pair for pair in pairs if not pair[1]][: _room(len(either), true_ratio, left_true)]
    plain = [pair for pair in either if any(not _adds_not(c) for c in pair[1])]
    denied = [pair for pair in either if pair not in plain]
    wanted = _rounded((1 - true_ratio) * (len(either) + len(rest)), rng)
    count = min(wanted, len(plain))
    spread = _truths(len(plain), 1 - count / len(plain), rng) if plain else []
    false = [pair for pair, true in zip(plain, spread, strict=True) if not true]
    false += denied[: max(0, wanted - len(false))]
    return [pair for pair in (*either, *rest) if pair not in false], false


def _as_it_is(
    statement: Statement, candidates: tuple[Candidate, ...], rng: random.Random, deny: Deny
) -> Choice:
    denied = deny(statement, candidates) if candidates and rng.random() < _DENYING else None
    return Choice(denied or statement, None, statement.worth)


def _falsified(
    pairs: Sequence[Pair], spare_nots: int, true_ratio: float, rng: random.Random
) -> Iterator[Choice]:
    """Each with one edit; what only a "not" could make false stays true where none is left."""
    used: Counter[str] = Counter()
    most = max(1, round(len(pairs) * _MOST_OF_A_KIND))
    for statement, candidates in pairs:
        candidate = _pick(candidates, used, most, spare_nots, rng)
        if candidate is not None:
            spare_nots -= _adds_not(candidate)
        if candidate is not None or true_ratio > 0:
            yield Choice(statement, candidate, statement.worth)


def _room(either: int, true_ratio: float, left_true: float) -> int:
    """How many more true ones the ratio allows, where `left_true` of those that can be either stay true."""
    if true_ratio == 0:
        return 0
    false = either * (1 - left_true)
    return max(0, round(false / max(1 - true_ratio - _SLACK, 0.1)) - either)


def _in_proportion(
    chosen: Sequence[Choice], form: str, true_ratio: float, rng: random.Random
) -> list[Choice]:
    """The choices of a form, best first, without the worst of the true ones that are too many."""
    own = [choice for choice in chosen if _form(choice.statement) == form]
    ranked = sorted(own, key=lambda choice: -choice.confidence)
    if true_ratio == 0:
        return ranked
    false = sum(choice.candidate is not None for choice in ranked)
    share = min(true_ratio + _SLACK, 0.99)
    true = max(
        _rounded(false * share / (1 - share), rng),
        _rounded(len(ranked) * true_ratio, rng) if not false else 0,
    )
    kept = []
    for choice in ranked:
        true -= choice.candidate is None
        if choice.candidate is not None or true >= 0:
            kept.append(choice)
    return kept


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
