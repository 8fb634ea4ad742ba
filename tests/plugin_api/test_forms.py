"""Forms of questions in turn, and the option that offers them."""

from collections.abc import Iterator

import jsonschema
import pytest

from quizapi.plugin_api import Item, NothingToAsk, forms_option, in_turn, options_schema


def item(stem: str) -> Item:
    return Item(interaction="text", stem=stem, key="k", evidence=())


def form(letter: str, count: int) -> Iterator[Item]:
    return (item(f"{letter}{n}") for n in range(count))


def stems(*forms: Iterator[Item], limit: int) -> list[str]:
    return [one.stem for one in in_turn(forms, limit)]


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (9, ["a0", "b0", "c0", "a1", "c1", "c2"]),
        (4, ["a0", "b0", "c0", "a1"]),
        (1, ["a0"]),
        (0, []),
    ],
)
def test_forms_take_turns_until_the_limit_or_the_end(limit: int, expected: list[str]) -> None:
    assert stems(form("a", 2), form("b", 1), form("c", 3), limit=limit) == expected


def test_no_item_is_made_beyond_the_limit() -> None:
    made = []

    def watched() -> Iterator[Item]:
        for n in range(5):
            made.append(n)
            yield item(str(n))

    assert len(list(in_turn([watched(), watched()], 2))) == 2
    assert made == [0, 0]


def test_reason_is_given_only_where_no_form_gave_anything() -> None:
    assert len(list(in_turn([form("a", 1), form("b", 0)], 3, nothing="Nothing is told."))) == 1
    assert list(in_turn([form("a", 0)], 3)) == []
    with pytest.raises(NothingToAsk, match="Nothing is told"):
        list(in_turn([form("a", 0), form("b", 0)], 3, nothing="Nothing is told."))


@pytest.mark.parametrize(
    ("options", "valid"),
    [
        ({}, True),
        ({"forms": ["one"]}, True),
        ({"forms": ["two", "one"], "much": 3}, True),
        ({"forms": []}, False),
        ({"forms": ["one", "one"]}, False),
        ({"forms": ["three"]}, False),
        ({"other": 1}, False),
    ],
)
def test_options_hold_what_was_declared_and_nothing_else(options: dict[str, object], valid: bool) -> None:
    schema = options_schema(forms=forms_option(["one", "two"]), much={"type": "integer"})

    assert jsonschema.Draft202012Validator(dict(schema)).is_valid(options) is valid
    assert schema["properties"]["forms"]["default"] == ["one", "two"]  # type: ignore[index, call-overload]
