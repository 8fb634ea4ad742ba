"""Comparing a written answer takes the same work however near it is: counted in lines that run."""

import sys
from types import FrameType
from typing import Any

import pytest

from quizapi.domain import Item, Response
from quizapi.scoring import score, texts
from tests.scoring.test_rules import item as item_of


def lines_of(answer: str, item: Item) -> int:
    """How many lines of the comparison run for an answer."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        if frame.f_code.co_filename != texts.__file__:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        score(item, Response(answer))
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    ("key", "answers"),
    [
        (
            "Quagga harbour",
            ("Quagga harbour", "Quagga harbuor", "Quagga harxxxr", "zzzzzz zzzzzzz", "Quagga zzzzzzz"),
        ),
        ("Reykjavik", ("Reykjavik", "Reykjavjk", "Reykjxxxk", "zzzzzzzzz", "R12345678")),
        ("a very long name", ("Reykjavik", "zzzzzzzzz", "averylong")),
    ],
)
def test_right_nearly_right_and_wrong_answers_of_one_length_cost_the_same(
    key: str, answers: tuple[str, ...]
) -> None:
    item = item_of("text", key, options=())
    counts = {answer: lines_of(answer, item) for answer in answers}
    assert min(counts.values()) > 200
    assert max(counts.values()) < 1.35 * min(counts.values()), counts


def test_it_does_not_show_which_of_the_accepted_answers_was_given() -> None:
    item = item_of("text", "Reykjavik", options=(), accepted=("Akureyris", "Kopavogur"))
    counts = [lines_of(answer, item) for answer in ("Reykjavik", "Akureyris", "Kopavogur", "zzzzzzzzz")]
    assert max(counts) < 1.35 * min(counts), counts
