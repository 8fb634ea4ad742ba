"""The form of items: what is let through can be answered rightly, and what is told is true."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapi.domain import Response
from quizapi.exchange.item_json import item_from_json
from quizapi.scoring.answers import checked_answer
from quizapi.scoring.rules import score
from quizapi.services.item_evidence import rests_on_same
from quizapi.services.item_shapes import INTERACTIONS, ItemInvalid, check_shape, shuffled_away, text_flaws

ids = st.sampled_from("abcdefg")
options = st.lists(st.fixed_dictionaries({"id": ids, "text": st.text("xyz ", max_size=4)}), max_size=7)
keys = (
    st.booleans()
    | st.text("xyz ", max_size=3)
    | st.lists(ids, max_size=7)
    | st.lists(st.lists(ids, min_size=2, max_size=2), max_size=7)
    | st.permutations("abc")
    | st.just([["a", "a"], ["b", "b"], ["c", "c"]])
)
sound = st.just([{"id": i, "text": f"option {i}"} for i in "abc"])


def item(**changes: Any) -> dict[str, Any]:
    return {
        "generator": "",
        "generator_version": "",
        "interaction": "choice",
        "stem": "Which one?",
        "options": [{"id": i, "text": f"option {i}"} for i in "abc"],
        "matches": [],
        "key": ["a"],
        "accepted": [],
        "explanation": "",
        "evidence": [],
        "confidence": 1.0,
        "flaws": [],
        "tags": [],
        "edit": None,
        **changes,
    }


@settings(max_examples=800, deadline=None)
@given(st.sampled_from(INTERACTIONS), options | sound, options | sound | st.just([]), keys)
def test_what_is_let_through_scores_fully_with_its_own_key(
    interaction: str, options: Any, matches: Any, key: Any
) -> None:
    data = item(interaction=interaction, options=options, matches=matches, key=key)
    try:
        check_shape(data)
    except ItemInvalid as error:
        assert error.pointer.startswith("/")
        return
    data["options"] = shuffled_away(data)
    made = item_from_json(data)
    assert score(made, Response(checked_answer(made, made.key))).value == 1.0
    text_flaws(data)


@pytest.mark.parametrize(
    ("interaction", "key"),
    [
        ("choice", ["a"]),
        ("multiple", ["a", "b"]),
        ("order", ["a", "b", "c"]),
        ("match", [["a", "1"], ["b", "2"], ["c", "2"]]),
    ],
)
def test_sound_items_of_each_kind_are_let_through(interaction: str, key: Any) -> None:
    matches = [{"id": i, "text": f"match {i}"} for i in "123"] if interaction == "match" else []
    check_shape(item(interaction=interaction, key=key, matches=matches))


@pytest.mark.parametrize("key", [["a", "b", "c"], ["c", "a", "b"]])
def test_an_order_is_shown_in_another_order_than_its_key(key: list[str]) -> None:
    shown = [option["id"] for option in shuffled_away(item(interaction="order", key=key))]
    assert shown != key
    assert sorted(shown) == ["a", "b", "c"]


def codes(**changes: Any) -> list[str]:
    proof = {"article_id": "1", "revision": 1, "start": 0, "end": 3, "role": "evidence", "text": "abc"}
    return [flaw["code"] for flaw in text_flaws(item(**{"evidence": [proof], **changes}))]


def test_a_sound_item_has_no_flaw() -> None:
    assert codes() == []


def test_the_answer_inside_the_stem_is_told() -> None:
    assert codes(stem="Is it option a, or another?") == ["key-in-stem"]
    assert codes(stem="Is it optional to close?") == []


def test_a_key_that_stands_out_by_its_length_is_told() -> None:
    long = [{"id": "a", "text": "option a, which is told at length here"}, *item()["options"][1:]]
    assert codes(options=long) == ["key-longest", "lengths-unequal"]
    assert codes(options=long, key=["b"]) == ["lengths-unequal"]


def test_missing_evidence_is_told() -> None:
    assert codes(evidence=[]) == ["evidence-missing"]


def span(start: int, end: int, article: str = "1", revision: int = 1) -> list[dict[str, Any]]:
    return [{"article_id": article, "revision": revision, "start": start, "end": end}]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (span(0, 10), True),
        (span(4, 6), True),
        (span(5, 15), True),
        (span(6, 16), False),
        (span(10, 20), False),
        (span(0, 10, article="2"), False),
        (span(0, 10, revision=2), False),
        ([], False),
        (span(50, 60) + span(0, 4), True),
    ],
)
def test_items_rest_on_the_same_where_half_of_the_shorter_span_is_shared(other: Any, same: bool) -> None:
    assert rests_on_same(span(0, 10), other) is same
    assert rests_on_same(other, span(0, 10)) is same
