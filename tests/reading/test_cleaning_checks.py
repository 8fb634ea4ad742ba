"""What is refused before anything is read."""

import pytest

from quizapi.domain import QuizApiError
from quizapi.reading.cleaning import check_text
from quizapi.reading.cleaning.checks import is_html
from quizapi.reading.errors import TextEmpty, TextIsHtml, TextNotText, TextTooLong, TextTooShort

GOOD = "The council of Elm Bay voted on Monday to close the old harbour. " * 4


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", TextEmpty),
        (" \n\u00a0\t", TextEmpty),
        ("word " * 39, TextTooShort),
        ("- " * 200, TextTooShort),
        ("a" * 10_001, TextTooLong),
        ("PK\x03\x04\x00\x00" + GOOD, TextNotText),
        (GOOD + "\ud83d", TextNotText),
        ("\x01\x02\x03\x04" * 10 + GOOD, TextNotText),
        ("\ufffd" * 30 + GOOD, TextNotText),
        (f"<!DOCTYPE html><html><body>{GOOD}</body></html>", TextIsHtml),
        (f"<p>{GOOD}</p>", TextIsHtml),
        (f"<div class='a'><p>{GOOD}</p><p>{GOOD}</p></div>", TextIsHtml),
    ],
)
def test_text_that_is_no_article_is_refused(text: str, error: type[QuizApiError]) -> None:
    with pytest.raises(error) as caught:
        check_text(text, max_chars=10_000)

    assert caught.value.detail


@pytest.mark.parametrize(
    "text",
    [
        "word " * 40,
        GOOD,
        GOOD + "The page had one <b> tag too many.",
        GOOD + "If x < b and c > d, nothing follows.",
        GOOD + "\ufffd",
        "選挙は日曜日に行われ、与党が過半数を失った。" * 10,
    ],
)
def test_text_that_may_be_an_article_passes(text: str) -> None:
    check_text(text, max_chars=10_000)


def test_html_problem_names_the_right_field() -> None:
    with pytest.raises(TextIsHtml, match="`html`"):
        check_text(f"<p>{GOOD}</p><p>{GOOD}</p>", max_chars=10_000)


def test_sentence_about_markup_is_no_html() -> None:
    assert not is_html("Browsers of that time did not close a <p> or an <li> by themselves.")
