import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from quizapi.domain import Item, Option
from quizapi.exchange.errors import FileRefused
from quizapi.exchange.formats import About, Entry
from quizapi.exchange.item_json import item_to_json
from quizapi.exchange.quiz_json import read_json, schema, write_json
from tests.exchange.builders import entries

ABOUT = About("Rates")
ITEM = Item("choice", "Who?", ("b",), (), (Option("a", "Ann"), Option("b", "Bo"), Option("c", "Cy")))


@settings(deadline=None)
@given(entries())
def test_nothing_is_lost_and_the_schema_holds(given_entries: list[Entry]) -> None:
    written = write_json(given_entries, ABOUT)
    jsonschema.validate(json.loads(written.data), schema())  # type: ignore[arg-type]
    found = read_json(written.data)
    assert found.items == tuple(entry.item for entry in given_entries)
    assert (found.title, found.skipped) == ("Rates", ())


def test_plugins_own_interaction_is_kept() -> None:
    item = Item("cloze:gap", "A ___.", ("a",), (), (Option("a", "gap"),))
    assert read_json(write_json([Entry("1", item)], ABOUT).data).items == (item,)


def test_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"stem": ""}, "stem"),
        ({"stem": 7}, "stem"),
        ({"stem": "a\x00b"}, "no text"),
        ({"generator": "\ud800"}, "no text"),
        ({"key": ["z"]}, "right options"),
        ({"key": True}, "no answer"),
        ({"interaction": "essay"}, "interaction"),
        ({"options": [{"id": "a", "text": "x"}] * 3, "key": ["a"]}, "same"),
        ({"confidence": 7}, "confidence"),
        ({"evidence": [{"start": 0}]}, "evidence"),
    ],
)
def test_item_that_is_not_sound_is_named(change: dict[str, Any], reason: str) -> None:
    items = [item_to_json(ITEM), {**item_to_json(ITEM), **change}]
    data = {"format": "quizapi-quiz", "version": 1, "title": "T", "items": items}
    text = json.dumps(data, indent=2)
    found = read_json(text.encode())
    assert found.items == (ITEM,)
    assert found.skipped[0].line == [n for n, line in enumerate(text.split("\n"), 1) if line == "    {"][1]
    assert found.skipped[0].what.startswith("item 2")
    assert reason in found.skipped[0].reason


def test_more_items_than_a_quiz_has_are_named() -> None:
    many = [Entry(str(n), replace(ITEM, stem=f"Who is {n}?")) for n in range(502)]
    found = read_json(write_json(many, ABOUT).data)
    assert len(found.items) == 500
    assert len(found.skipped) == 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b'{"format": "other"}',
        b'{"format": "quizapi-quiz", "version": 2}',
        b'{"format": "quizapi-quiz", "version": 1}',
        b'{"format": "quizapi-quiz", "version": 1, "items": [NaN]}',
        b"[" * 100_000,
        b"\xff\xfe\xfd",
        b'{"a": ' + b"9" * 10_000 + b"}",
    ],
    ids=range(11),
)
def test_what_is_no_file_of_ours_is_refused(data: bytes) -> None:
    with pytest.raises(FileRefused):
        read_json(data)
