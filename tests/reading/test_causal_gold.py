"""The gold passages: figures printed, and held above floors."""

import pytest

from tests.eval.causal_gold import PARTS, measure, passages

FLOORS = {
    "dev": (0.95, 0.78),
    "dev2-odd": (0.95, 0.70),
    "dev2-even": (0.88, 0.52),
    "dev3": (0.94, 0.63),
    "test": (0.81, 0.55),
}


@pytest.mark.parametrize("part", list(PARTS))
def test_precision_and_recall_stay_above_their_floors(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    figures = measure(part)
    with capsys.disabled():
        print(f"\n{figures.row(part)}")
    precision, recall = FLOORS[part]
    assert figures.precision >= precision
    assert figures.recall >= recall
    assert figures.swapped <= max(1, 0.01 * figures.found)


@pytest.mark.parametrize("part", list(PARTS))
def test_gold_offsets_are_those_of_the_text(part: str) -> None:
    for name, passage in passages(part):
        for relation in passage["causal_relations"]:
            for side in ("cause", "effect", "signal"):
                span = relation[side]
                if span is not None:
                    assert passage["text"][span["start"] : span["end"]] == span["text"], name
