"""Precision and recall of causal relations on the gold passages of `fixtures/sanctions`.

Run as `python -m tests.eval.causal_gold [--errors] [PART ...]`, the parts being `dev`, `dev2-odd`,
`dev2-even`, `dev3` and `test` (all, if none is named). A relation found is right where its cause and its
effect each share at least half of their words with those of one gold relation (token F1 >= 0.5, best
one-to-one assignment, marks left out) the right way round, and the status is the same. `--errors` lists the
errors of `dev`, `dev2-odd` and `dev3`; those of `dev2-even` (the even numbers of the same folder) and `test`
are never listed, so that nobody reads them while working on the reader.
"""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from quizapi.domain import CausalRelation, Span

ROOT = Path(__file__).parents[2] / "fixtures" / "sanctions"
#: Each part: its folder, and which of its numbers (None: all; else the remainder by two).
PARTS: dict[str, tuple[str, int | None]] = {
    "dev": ("dev", None),
    "dev2-odd": ("dev2", 1),
    "dev2-even": ("dev2", 0),
    "dev3": ("dev3", None),
    "test": ("test", None),
}
_LISTED = frozenset({"dev", "dev2-odd", "dev3"})
HALF = 0.5
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
Words = frozenset[int]


@dataclass
class Figures:
    """Counts over a set of passages."""

    found: int = 0
    gold: int = 0
    spans: int = 0
    right: int = 0
    swapped: int = 0
    topics: int = 0

    @property
    def precision(self) -> float:
        """Share of found relations with both spans, direction and status right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    def row(self, name: str) -> str:
        return (
            f"{name:9} found {self.found:3} gold {self.gold:3} | key right P {100 * self.precision:5.1f} "
            f"R {100 * self.recall:5.1f} | spans right {self.spans} swapped {self.swapped} "
            f"| topics right {self.topics} of {self.spans}"
        )


@dataclass(frozen=True)
class Pair:
    """One relation as sets of words."""

    cause: Words
    effect: Words
    status: str
    topics: tuple[str, ...]
    text: str


def passages(part: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The passages of a part, by number."""
    folder, parity = PARTS[part]
    for path in sorted((ROOT / folder).glob("*.json")):
        if parity is None or int(path.stem.split("-")[0]) % 2 == parity:
            yield path.stem, json.loads(path.read_text(encoding="utf-8"))


def measure(part: str, *, errors: bool = False) -> Figures:
    """The figures of one of `PARTS`."""
    from quizapi.plugin_api.registry import load_registry
    from quizapi.reading.pipeline import load_pipeline, read

    nlp = load_pipeline(lexicons=load_registry().lexicons)
    figures = Figures()
    for name, passage in passages(part):
        text = passage["text"]
        found = [_pair(text, relation) for relation in read(nlp, text).annotations.causal_relations]
        gold = [_gold_pair(text, relation) for relation in passage["causal_relations"]]
        lines = _count(figures, found, gold)
        if errors and part in _LISTED and lines:
            print(f"{name}\n" + "\n".join(lines))
    return figures


def _count(figures: Figures, found: Sequence[Pair], gold: Sequence[Pair]) -> list[str]:
    figures.found += len(found)
    figures.gold += len(gold)
    mates = _assigned(found, gold)
    lines = []
    for index, pair in enumerate(found):
        mate = gold[mates[index]] if index in mates else None
        if mate is None:
            if any(_fits(Pair(pair.effect, pair.cause, "", (), ""), other) for other in gold):
                figures.swapped += 1
            lines.append(f"  wrong   {pair.text}")
            continue
        figures.spans += 1
        figures.topics += pair.topics == mate.topics
        if pair.status == mate.status:
            figures.right += 1
        else:
            lines.append(f"  status  {pair.text} (gold: {mate.status})")
    missed = set(range(len(gold))) - set(mates.values())
    return lines + [f"  missed  {gold[index].text}" for index in sorted(missed)]


def _assigned(found: Sequence[Pair], gold: Sequence[Pair]) -> dict[int, int]:
    """Found to gold, one to one, the best overlaps first."""
    scored = sorted(
        (
            (_overlap(a, b), i, j)
            for (i, a), (j, b) in product(enumerate(found), enumerate(gold))
            if _fits(a, b)
        ),
        reverse=True,
    )
    mates: dict[int, int] = {}
    for _, i, j in scored:
        if i not in mates and j not in mates.values():
            mates[i] = j
    return mates


def _fits(a: Pair, b: Pair) -> bool:
    if f1(a.cause, b.cause) < HALF or f1(a.effect, b.effect) < HALF:
        return False
    return _overlap(a, b) >= f1(a.effect, b.cause) + f1(a.cause, b.effect)


def _overlap(a: Pair, b: Pair) -> float:
    return f1(a.cause, b.cause) + f1(a.effect, b.effect)


def f1(a: Words, b: Words) -> float:
    """Dice overlap of two sets of words, in [0, 1]."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _pair(text: str, relation: CausalRelation) -> Pair:
    shown = f"{relation.cause.text(text)} => {relation.effect.text(text)} [{relation.status}]"
    cause, effect = _words(text, relation.cause), _words(text, relation.effect)
    return Pair(cause, effect, relation.status, relation.topics, " ".join(shown.split()))


def _gold_pair(text: str, relation: dict[str, Any]) -> Pair:
    cause, effect = (Span(relation[side]["start"], relation[side]["end"]) for side in ("cause", "effect"))
    shown = f"{cause.text(text)} => {effect.text(text)} [{relation['status']}]"
    return Pair(
        _words(text, cause), _words(text, effect), relation["status"], tuple(relation["topics"]), shown
    )


def _words(text: str, span: Span) -> Words:
    return frozenset(span.start + m.start() for m in _WORD.finditer(span.text(text)))


def main() -> int:
    named = [argument for argument in sys.argv[1:] if argument in PARTS]
    for part in named or PARTS:
        print(measure(part, errors="--errors" in sys.argv[1:]).row(part), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
