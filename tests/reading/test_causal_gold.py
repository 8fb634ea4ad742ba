"""The gold passages: figures printed, and held above floors."""

import json

import pytest

from tests.eval.causal_gold import ROOT, measure

FLOORS = {"dev": (0.90, 0.75), "test": (0.76, 0.48)}


@pytest.mark.parametrize("half", ["dev", "test"])
def test_precision_and_recall_stay_above_their_floors(half: str, capsys: pytest.CaptureFixture[str]) -> None:
    figures = measure(half)
    with capsys.disabled():
        print(f"\n{figures.row(half)}")
    precision, recall = FLOORS[half]
    assert figures.precision >= precision
    assert figures.recall >= recall
    assert figures.swapped <= 0.01 * figures.found


@pytest.mark.parametrize("half", ["dev", "test"])
def test_gold_offsets_are_those_of_the_text(half: str) -> None:
    for path in sorted((ROOT / half).glob("*.json")):
        passage = json.loads(path.read_text(encoding="utf-8"))
        for relation in passage["causal_relations"]:
            for side in ("cause", "effect", "signal"):
                span = relation[side]
                if span is not None:
                    assert passage["text"][span["start"] : span["end"]] == span["text"], path.name
