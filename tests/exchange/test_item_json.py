import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapi.domain import Edit, Evidence, Flaw, Item, Option, Span
from quizapi.exchange.content_hash import content_hash
from quizapi.exchange.item_json import answer_from_json, answer_to_json, item_from_json, item_to_json

text = st.text(min_size=1, max_size=20)
options = st.lists(st.builds(Option, text, text), max_size=4).map(tuple)
keys = {
    "choice": st.tuples(text),
    "multiple": st.lists(text, min_size=1, max_size=3).map(tuple),
    "order": st.lists(text, min_size=1, max_size=3).map(tuple),
    "match": st.lists(st.tuples(text, text), min_size=1, max_size=3).map(tuple),
    "true_false": st.booleans(),
    "text": text,
}


@st.composite
def items(draw: Any) -> Item:
    interaction = draw(st.sampled_from(sorted(keys)))
    return Item(
        interaction=interaction,
        stem=draw(text),
        key=draw(keys[interaction]),
        evidence=(Evidence(Span(1, 4), draw(text), "quote", draw(st.none() | text), 2),),
        options=draw(options),
        matches=draw(options),
        accepted=tuple(draw(st.lists(text, max_size=2))),
        explanation=draw(text),
        confidence=draw(st.floats(0, 1)),
        tags=tuple(draw(st.lists(text, max_size=2))),
        edit=draw(st.none() | st.builds(Edit, text, text, st.integers(0, 3), text, text)),
        generator=draw(text),
        generator_version="1.0",
        flaws=tuple(draw(st.lists(st.builds(Flaw, text, text, st.booleans()), max_size=2))),
    )


@given(items())
def test_items_survive_the_round_trip(item: Item) -> None:
    assert item_from_json(json.loads(json.dumps(item_to_json(item)))) == item


@given(items())
def test_content_hash_knows_no_versions_or_confidence(item: Item) -> None:
    data = item_to_json(item)
    assert content_hash(data) == content_hash({**data, "confidence": 0.1, "generator_version": "9"})
    assert content_hash(data) != content_hash({**data, "stem": item.stem + "?"})


@pytest.mark.parametrize(
    ("interaction", "data"),
    [
        ("choice", "a"),
        ("choice", [["a", "b"]]),
        ("true_false", "true"),
        ("true_false", 1),
        ("match", [["a"]]),
        ("match", ["a", "b"]),
        ("text", ["a"]),
        ("order", [1, 2]),
        ("nonsense", True),
        ("choice", None),
    ],
)
def test_answer_of_another_shape_is_refused(interaction: str, data: Any) -> None:
    with pytest.raises(ValueError, match="no answer"):
        answer_from_json(interaction, data)


@pytest.mark.parametrize("data", [True, "x", ["a"], [["a", "b"]]])
def test_plugins_own_interaction_takes_any_answer(data: Any) -> None:
    assert answer_to_json(answer_from_json("mine:own", data)) == data
