"""GIFT as gift-pegjs (a grammar written for it by other people) reads it."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from quizapi.domain import Item, Option
from quizapi.exchange.formats import About, Entry
from quizapi.exchange.gift.writing import write_gift
from quizapi.exchange.parts import all_pairs, in_right_order, in_shown_order, unmatched
from quizapi.exchange.texts import feedback_of
from tests.exchange.builders import entries
from tests.exchange.node import Reader, running

ABOUT = About("Rates")


@pytest.fixture(scope="module")
def pegjs() -> Iterator[Reader]:
    with running("gift.cjs", "gift-pegjs") as reader:
        yield reader


def squeezed(text: str) -> str:
    return " ".join(text.split())


def unescaped(text: str) -> str:
    """The right side of a pair, where this reader leaves its own marks of escaped signs in the text."""
    return re.sub(r"&&(\d{3});?", lambda mark: chr(int(mark[1])), text)


def texts_of(question: Any) -> list[Any]:
    return [choice["text"] for choice in question["choices"]]


def of_choice(item: Item, question: Any) -> None:
    right = {option.id for option in item.options} & {part for part in item.key if isinstance(part, str)}  # type: ignore[union-attr]
    assert question["type"] == "MC"
    shown = [html.unescape(t["text"]) if t["format"] == "html" else t["text"] for t in texts_of(question)]
    assert [squeezed(text) for text in shown] == [squeezed(option.text) for option in item.options]
    if item.interaction == "choice":
        assert [choice["isCorrect"] for choice in question["choices"]] == [
            o.id in right for o in item.options
        ]
    else:
        weights = [choice["weight"] for choice in question["choices"]]
        assert [weight > 0 for weight in weights] == [option.id in right for option in item.options]
        assert sum(weight for weight in weights if weight > 0) == pytest.approx(100, abs=0.01)


def of_true_false(item: Item, question: Any) -> None:
    assert (question["type"], question["isTrue"]) == ("TF", item.key)


def of_text(item: Item, question: Any) -> None:
    assert question["type"] == "Short"
    texts = [squeezed(choice["text"]["text"]).replace("\\*", "*") for choice in question["choices"]]
    assert texts == [squeezed(text) for text in (str(item.key), *item.accepted)]
    assert all(choice["isCorrect"] for choice in question["choices"])


def of_pairs(item: Item, question: Any) -> None:
    assert question["type"] == "Matching"
    if item.interaction == "order":
        place = {option.id: str(n) for n, option in enumerate(in_right_order(item), 1)}
        expected = [(option.text, place[option.id]) for option in in_shown_order(item)]
    else:
        expected = [(left.text, right.text) for left, right in all_pairs(item)]
        expected += [("", option.text) for option in unmatched(item)]
    got = [(pair["subquestion"]["text"], unescaped(pair["subanswer"])) for pair in question["matchPairs"]]
    assert [tuple(map(squeezed, pair)) for pair in got] == [tuple(map(squeezed, pair)) for pair in expected]


KINDS = {
    "choice": of_choice,
    "multiple": of_choice,
    "true_false": of_true_false,
    "text": of_text,
    "match": of_pairs,
    "order": of_pairs,
}


def check(pegjs: Reader, given_entries: list[Entry]) -> None:
    written = write_gift(given_entries, ABOUT)
    gone = {note.item_id for note in written.left_out}
    kept = [entry for entry in given_entries if entry.id not in gone]
    if not kept:
        return
    answer = pegjs.read(written.data.decode())
    assert "error" not in answer, (answer, written.data.decode())
    questions = answer["questions"]
    assert [question["id"] for question in questions] == [entry.id for entry in kept]
    for entry, question in zip(kept, questions, strict=True):
        item = entry.item
        assert question["stem"]["format"] == "plain"
        assert squeezed(question["stem"]["text"]) == squeezed(item.stem)
        KINDS[item.interaction](item, question)
        told = question["globalFeedback"] or {"text": ""}
        assert squeezed(told["text"]) == squeezed(feedback_of(item))
        marks = ["quizapi-order"] if item.interaction == "order" else []
        assert (question["tags"] or []) == [*item.tags, *marks]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_entries=entries())
def test_every_question_is_read_as_it_was_meant(pegjs: Reader, given_entries: list[Entry]) -> None:
    check(pegjs, given_entries)


NASTY = [
    "~ = # { } : \\ ->",
    "-> first & <b>last</b>",
    "\\n is no line end",
    "::not a name::",
    "####not feedback",
    "// not a comment",
    "[html]<b>not bold</b>",
    "%50% of it",
    "$CATEGORY: none",
    "two\nlines",
    "שלום 👩🏽‍🚒 √2",
]


@pytest.mark.parametrize("text", NASTY)
def test_signs_of_gifts_own_are_text(pegjs: Reader, text: str) -> None:
    options = tuple(Option(id, f"{text} {id}") for id in "abc")
    plain = tuple(Option(id, f"Part {id}") for id in "abc")
    sides = tuple(Option(str(n), f"{text} {n}") for n in range(4))
    pairs = (("a", "0"), ("b", "1"), ("c", "2"))
    items = [
        Item("choice", text, ("b",), (), options, explanation=text),
        Item("multiple", text, ("a", "c"), (), options, explanation=text),
        Item("true_false", text, False, (), explanation=text),
        Item("text", text, text.replace("->", ""), ()),
        Item("match", text, pairs, (), plain, sides, explanation=text),
        Item("order", text, ("c", "a", "b"), (), plain),
    ]
    written = write_gift([Entry(str(n), item) for n, item in enumerate(items)], ABOUT)
    assert not written.left_out
    check(pegjs, [Entry(str(n), item) for n, item in enumerate(items)])
