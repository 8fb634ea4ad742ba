"""The text for text2qti as its own reader reads it."""

import html
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from text2qti.config import Config
from text2qti.qti import QTI
from text2qti.quiz import Quiz

from quizapi.domain import Item, Option
from quizapi.exchange.formats import About, Entry
from quizapi.exchange.text2qti import write_text2qti
from quizapi.exchange.texts import clean_item, feedback_of, folded
from tests.exchange.builders import entries

ABOUT = About("Rates: 2026")
KINDS = {
    "choice": "multiple_choice_question",
    "multiple": "multiple_answers_question",
    "true_false": "true_false_question",
    "text": "short_answer_question",
}


def shown(markup: str | None) -> str:
    """The text that the reader's HTML (escaped once more for its XML) shows."""
    return folded(html.unescape(re.sub(r"<[^>]*>", "", html.unescape(markup or ""))))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(given_entries=entries(tuple(KINDS)))
def test_every_question_is_read_as_it_was_meant(given_entries: list[Entry]) -> None:
    written = write_text2qti(given_entries, ABOUT)
    gone = {note.item_id: note.reason for note in written.left_out}
    assert all("the same" in reason for reason in gone.values())
    kept = [entry for entry in given_entries if entry.id not in gone]
    if not kept:
        return
    quiz = Quiz(written.data.decode(), config=Config())
    assert quiz.title_raw == ABOUT.title
    questions: Any = quiz.questions_and_delims
    for question, entry in zip(questions, kept, strict=True):
        item = clean_item(entry.item)
        assert question.type == KINDS[item.interaction]
        assert shown(question.question_html_xml) == folded(item.stem)
        assert shown(question.feedback_html_xml) == folded(feedback_of(item))
        if item.interaction == "text":
            texts = [html.unescape(choice.choice_xml) for choice in question.choices]
            assert texts == [folded(text) for text in (str(item.key), *item.accepted)]
        elif item.interaction == "true_false":
            right = [shown(choice.choice_html_xml) for choice in question.choices if choice.correct]
            assert right == [str(item.key)]
        else:
            assert [(shown(c.choice_html_xml), c.correct) for c in question.choices] == [
                (folded(option.text), option.id in item.key)  # type: ignore[operator]
                for option in item.options
            ]


def test_it_makes_a_package_of_it(tmp_path: Path) -> None:
    item = Item("true_false", "Is <b>it</b> $5$?", True, (), explanation="Yes.")
    quiz = Quiz(write_text2qti([Entry("1", item)], ABOUT).data.decode(), config=Config())
    QTI(quiz).save(tmp_path / "quiz.zip")
    assert (tmp_path / "quiz.zip").read_bytes().startswith(b"PK")


def test_same_text_twice_is_refused_by_name() -> None:
    twice = [Entry(str(n), Item("true_false", "Is it?", bool(n), ())) for n in range(2)]
    assert [note.item_id for note in write_text2qti(twice, ABOUT).left_out] == ["1"]


@pytest.mark.parametrize("kind", ["order", "match"])
def test_other_kinds_are_refused_in_plain_words(kind: str) -> None:
    options = (Option("a", "x"), Option("b", "y"))
    key: Any = ("b", "a") if kind == "order" else (("a", "a"), ("b", "b"))
    matches = options if kind == "match" else ()
    written = write_text2qti([Entry("7", Item(kind, "What?", key, (), options, matches))], ABOUT)
    assert [note.item_id for note in written.left_out] == ["7"]
    assert written.left_out[0].reason == "text2qti has no such question"
