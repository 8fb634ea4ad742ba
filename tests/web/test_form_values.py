"""Forms to the API's shapes and back: options, answers, items, rules."""

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from quizapi.web.assignments.rules import DEFAULTS, sent_rules, shown_rules
from quizapi.web.attempts.answers import answer_lines, sent_answer
from quizapi.web.form_values import whole
from quizapi.web.quizzes.items_form import content_of, sent_values, values_of
from quizapi.web.quizzes.options import Choice, option_fields, sent_options
from quizapi.web.quizzes.shown import on_paper
from quizapi.web.results.charts import distribution
from quizapi.web.wording import code_in_groups, duration, number, words
from tests.web.site import CONTENT, RIGHT


@pytest.mark.parametrize("written", ["", "-1", "1.5", "²", "٣", "many", "9" * 5_000])
def test_what_is_no_whole_number_is_left_for_the_api_to_refuse(written: str) -> None:
    assert whole(written) == written
    assert whole("07") == 7


GENERATOR = {
    "name": "g",
    "options_schema": {
        "type": "object",
        "properties": {
            "topic": {"type": "string", "enum": ["sanctions", "trade"], "default": "sanctions"},
            "kinds": {"type": "array", "items": {"enum": ["a", "b"]}, "default": ["a", "b"]},
            "share": {"type": "number", "minimum": 0, "maximum": 1, "default": 0.5},
            "most": {"type": "integer", "minimum": 1},
            "strict": {"type": "boolean", "default": True},
            "word": {"type": ["string", "null"], "default": None},
            "map": {"type": "object"},
        },
    },
}


def form_of(values: dict[str, Any]) -> "MultiDict[str, str]":
    return MultiDict(
        [
            (name, one)
            for name, value in values.items()
            for one in (value if isinstance(value, list) else [value])
        ]
    )


def test_options_become_fields_of_their_kinds() -> None:
    kinds = {field.name: field.kind for field in option_fields(GENERATOR)}
    assert kinds == {
        "topic": "select",
        "kinds": "checkboxes",
        "share": "number",
        "most": "number",
        "strict": "checkbox",
        "word": "text",
        "map": "json",
    }


def test_a_form_left_as_it_was_sends_no_options() -> None:
    values: dict[str, Any] = {}
    for field in option_fields(GENERATOR):
        if field.kind == "checkbox":
            values |= {field.field: "yes"} if field.value else {}
        else:
            values[field.field] = field.value if isinstance(field.value, list) else str(field.value)
    assert sent_options(GENERATOR, form_of(values)) == {}


def test_changed_options_are_sent_with_their_types() -> None:
    form = form_of(
        {
            "option-g-topic": "trade",
            "option-g-kinds": ["b"],
            "option-g-share": "0.25",
            "option-g-most": "3",
            "option-g-word": "embargo",
            "option-g-map": '{"a": 1}',
        }
    )
    assert sent_options(GENERATOR, form) == {
        "topic": "trade",
        "kinds": ["b"],
        "share": 0.25,
        "most": 3,
        "strict": False,
        "word": "embargo",
        "map": {"a": 1},
    }


def test_an_option_that_is_no_number_is_left_for_the_api_to_refuse() -> None:
    sent = sent_options(GENERATOR, form_of({"option-g-most": "many", "option-g-strict": "yes"}))
    assert sent["most"] == "many"


#: What a plugin of somebody else's may write: titles of values, numbers to choose from, a list of words.
TITLED = {
    "name": "g",
    "options_schema": {
        "properties": {
            "level": {
                "oneOf": [{"const": 1, "title": "One clause"}, {"const": 2, "title": "Two clauses"}],
                "default": 1,
            },
            "gapKinds": {
                "type": "array",
                "items": {"enum": ["noun_phrase", "b-word", 3], "x-labels": {"b-word": "words in bold"}},
                "default": ["noun_phrase", 3],
            },
            "names": {"type": "array", "items": {"type": "string"}},
        }
    },
}


def test_values_have_the_words_that_their_schema_gives() -> None:
    level, kinds, names = option_fields(TITLED)
    assert level.choices == (Choice("1", "One clause"), Choice("2", "Two clauses"))
    assert [(choice.value, choice.words) for choice in kinds.choices] == [
        ("noun_phrase", ""),
        ("b-word", "words in bold"),
        ("3", ""),
    ]
    assert (kinds.label, kinds.value, names.kind) == ("Gap kinds", ["noun_phrase", "3"], "lines")
    assert words("noun_phrase", "CHOICES") == "noun phrase"


def test_values_are_sent_with_the_types_of_their_schema() -> None:
    left = {"option-g-level": "1", "option-g-gapKinds": ["noun_phrase", "3"], "option-g-names": " "}
    assert sent_options(TITLED, form_of(left)) == {}
    changed = {"option-g-level": "2", "option-g-gapKinds": ["3"], "option-g-names": "Ann\r\n\r\n Ben "}
    assert sent_options(TITLED, form_of(changed)) == {
        "level": 2,
        "gapKinds": [3],
        "names": ["Ann", "Ben"],
    }


@pytest.mark.parametrize("place", [3, 4])
def test_what_is_printed_does_not_stand_in_the_order_of_the_key(place: int) -> None:
    """Sorted by their words, as they once were, both would."""
    written = CONTENT[place]
    printed = on_paper(written)
    parts = "options" if written["interaction"] == "order" else "matches"
    assert [part["id"] for part in printed[parts]] != [part["id"] for part in written[parts]]
    assert sorted(map(str, printed[parts])) == sorted(map(str, written[parts]))
    assert on_paper(printed) == printed


@pytest.mark.parametrize("place", range(len(CONTENT)))
def test_an_item_survives_its_form(place: int) -> None:
    item = {"explanation": "Why.", "accepted": [], "matches": [], "options": [], **CONTENT[place]}
    values = values_of(item)
    form: dict[str, Any] = {
        "stem": values["stem"],
        "explanation": values["explanation"],
        "truth": values["truth"],
        "text": values["text"],
        "accepted": values["accepted"],
        "line-count": str(len(values["lines"])),
        "right": [str(n) for n, line in enumerate(values["lines"]) if line["right"]],
    }
    for n, line in enumerate(values["lines"]):
        form |= {f"line-{n}": line["text"], f"partner-{n}": line["partner"]}
    content = content_of(sent_values(form_of(form), item["interaction"]))
    assert (content["stem"], content["explanation"]) == (item["stem"], "Why.")
    assert answer_lines({**item, **content}, content["key"]) == answer_lines(item, item["key"])


def _answer_form(item: dict[str, Any], answer: Any) -> "MultiDict[str, str]":
    name = f"answer-{item['id']}"
    match item["interaction"]:
        case "true_false":
            return form_of({name: "true" if answer else "false"})
        case "text":
            return form_of({name: answer})
        case "order":
            return form_of({f"{name}-{part}": str(place) for place, part in enumerate(answer, 1)})
        case "match":
            return form_of({f"{name}-{left}": right for left, right in answer})
    return form_of({name: answer})


@pytest.mark.parametrize("place", range(len(CONTENT)))
def test_an_answer_survives_its_form_and_a_blank_one_is_none(place: int) -> None:
    item = {"id": "x", "options": [], **CONTENT[place]}
    assert sent_answer(item, _answer_form(item, RIGHT[place])) == RIGHT[place]
    assert sent_answer(item, form_of({})) is None


def test_an_order_needs_each_place_once() -> None:
    item = {"id": "x", **CONTENT[3]}
    for places in (("1", "1", "2"), ("1", "2", ""), ("0", "1", "2"), ("1", "2", "4"), ("a", "b", "c")):
        form = form_of(dict(zip(("answer-x-x", "answer-x-y", "answer-x-z"), places, strict=True)))
        assert sent_answer(item, form) is None


def test_rules_survive_their_form() -> None:
    rules = {**DEFAULTS, "time_limit_s": 450, "closes_at": "2031-05-04T00:30:00Z", "shuffle_items": True}
    shown = shown_rules(rules)
    form = form_of(
        {
            "minutes": shown["minutes"],
            "closes_at": shown["closes_at_local"],
            "attempts_allowed": "1",
            "shuffle_items": "yes",
        }
    )
    sent = sent_rules(form)
    assert sent["time_limit_s"] == 450
    assert sent["closes_at"] == "2031-05-04T00:30Z"
    assert sent["shuffle_items"] is True
    assert sent["opens_at"] is None


def test_points_fall_into_whole_classes() -> None:
    assert distribution([0, 1.5, 3], 3) == [("0 points", 1), ("1 point", 1), ("2 points", 0), ("3 points", 1)]
    classes = distribution([0, 29.5, 30], 30)
    assert len(classes) <= 11
    assert sum(count for _, count in classes) == 3
    assert classes[-2:] == [("27 to 29 points", 1), ("30 points", 1)]
    assert distribution([], 0) == []


def test_figures_and_times_in_words() -> None:
    assert [number(value) for value in (None, 7.0, 7.125, -0.5)] == ["–", "7", "7.12", "-0.5"]
    assert [duration(value) for value in (None, 0, 59, 60, 5400)] == [
        "",
        "0 s",
        "59 s",
        "1 min",
        "1 h 30 min",
    ]
    assert code_in_groups("JPNXDR3T") == "JPNX DR3T"
