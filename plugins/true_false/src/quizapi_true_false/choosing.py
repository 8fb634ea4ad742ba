"""Which statements are asked, and which of them are made false."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from quizapi_true_false.edits import Candidate
from quizapi_true_false.statements import Statement

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
    materials: dict[Material, list[Pair]] = {}
    for pair in ranked:
        materials.setdefault(material_of(pair[0]), []).append(pair)
    true: list[Pair] = []
    false: list[Pair] = []
    left: list[Pair] = []
    for own in materials.values():
        parts = _divided(own, true_ratio, rng)
        for whole, part in zip((true, false, left), parts, strict=True):
            whole += part
    chosen = [_as_it_is(statement, candidates, rng, deny) for statement, candidates in true]
    spare = sum(_is_negative(choice.statement.text) for choice in chosen)
    # Where nothing is true, a "not" tells nothing.
    denied, more = _denied(left, spare if true_ratio > 0 else len(left), true_ratio)
    chosen += [Choice(statement, None, statement.worth) for statement, _ in more]
    chosen += _falsified([*false, *denied], rng)
    return sorted(chosen, key=lambda choice: -choice.confidence)


#: What a statement is made of, as far as a reader sees it without the article.
Material = tuple[str, str]


def material_of(statement: Statement) -> Material:
    """Whether it quotes, says what somebody said, or what is so; and whether it has a number or a date.

    None of these is true more often than another: balanced together, the reporting words or the numbers
    showed by themselves which was true.
    """
    if statement.is_quotation:
        return "quotation", ""
    form = "said" if statement.attribution is not None else "told"
    figures = [token for token in statement.doc if token.like_num or token.text[0].isdigit()]
    if any(token.ent_type_ != "DATE" for token in figures):
        return form, "number"
    return form, "date" if figures else ""


def _divided(
    pairs: Sequence[Pair], true_ratio: float, rng: random.Random
) -> tuple[list[Pair], list[Pair], list[Pair]]:
    """The pairs that are asked as they are, those to be made false, and those that are left over.

    Where too few can be made false without a "not", as many true ones are left over.
    """
    plain = [pair for pair in pairs if any(not _adds_not(c) for c in pair[1])]
    others = [pair for pair in pairs if pair not in plain]
    # Those with a "not" come first: each lets another be made false by one.
    others.sort(key=lambda pair: not _is_negative(pair[0].text))
    wanted = (1 - true_ratio) * len(pairs)
    if len(plain) < wanted:
        room = _rounded(len(plain) * true_ratio / (1 - true_ratio), rng)
        alike = _most_alike(others, plain, room)
        return alike, plain, [pair for pair in others if pair not in alike]
    count = _rounded(wanted, rng)
    spread = _truths(len(plain), 1 - min(1, count / len(plain)), rng)
    false = [pair for pair, true in zip(plain, spread, strict=True) if not true]
    return [pair for pair in pairs if pair not in false], false, []


def _most_alike(others: Sequence[Pair], plain: Sequence[Pair], room: int) -> list[Pair]:
    """Of those that can only be true so many as there is room for, the most like those that are made false.

    Else the true ones are longer and have more names, since what tells of many is the hardest to make false.
    """
    left = list(others)
    taken: list[Pair] = []
    for n in range(min(room, len(others))):
        shape = _shape(plain[n % len(plain)][0])
        best = min(left, key=lambda pair: _distance(_shape(pair[0]), shape) - pair[0].worth)
        left.remove(best)
        taken.append(best)
    return taken


def _shape(statement: Statement) -> tuple[float, float, float]:
    """Length, capital letters and the "not" of a statement, in steps that a reader would see."""
    words = statement.text.split()
    capitals = sum(word[0].isupper() for word in words[1:])
    return len(words) / 8, capitals / 2, float(_is_negative(statement.text))


def _distance(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def _denied(left: Sequence[Pair], spare: int, true_ratio: float) -> tuple[list[Pair], list[Pair]]:
    """Of those left over as many as there is a "not" to spare for, and as many more true ones beside them."""
    denied = [pair for pair in left if pair[1]][:spare]
    materials = [material_of(pair[0]) for pair in denied]
    more: list[Pair] = []
    for pair in left:
        if pair not in denied and material_of(pair[0]) in materials and true_ratio > 0:
            materials.remove(material_of(pair[0]))
            more.append(pair)
    return denied, more


def _as_it_is(
    statement: Statement, candidates: tuple[Candidate, ...], rng: random.Random, deny: Deny
) -> Choice:
    denied = deny(statement, candidates) if candidates and rng.random() < _DENYING else None
    return Choice(denied or statement, None, statement.worth)


def _falsified(pairs: Sequence[Pair], rng: random.Random) -> Iterator[Choice]:
    """Each with one edit, of the kinds used least so far."""
    used: Counter[str] = Counter()
    most = max(1, round(len(pairs) * _MOST_OF_A_KIND))
    for statement, candidates in pairs:
        yield Choice(statement, _pick(candidates, used, most, rng), statement.worth)


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


def _pick(candidates: Sequence[Candidate], used: Counter[str], most: int, rng: random.Random) -> Candidate:
    """One of the kinds used least; one that adds a "not", or is used enough, where there is no other."""
    shuffled = rng.sample(candidates, len(candidates))
    best = min(
        shuffled,
        key=lambda c: (
            _adds_not(c),
            _is_one_way(c),
            used[c.edit.kind] >= most,
            _RANKS.get(c.edit.kind, 1),
            used[c.edit.kind],
        ),
    )
    used[best.edit.kind] += 1
    return best


#: What a teacher would change first: who, when, where, how many; last what depends on a choice of words.
_RANKS = {
    "date": 0, "number": 0, "source": 0, "name": 0, "place": 0, "order": 0, "role-swap": 0, "cause": 0,
    "comparison": 2, "thing": 2,
}  # fmt: skip


def _is_one_way(candidate: Candidate) -> bool:
    """ "before" for "after": texts have the one far more often, so the other would show what is false."""
    return candidate.edit.kind == "order" and candidate.edit.after.lower() == "before"


def _is_negative(text: str) -> bool:
    return " not " in text or "n't" in text or "n’t" in text or "cannot" in text


def _adds_not(candidate: Candidate) -> bool:
    return _is_negative(candidate.edit.apply()) and not _is_negative(candidate.edit.source)
