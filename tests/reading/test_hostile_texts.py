"""Articles of 200,000 characters that are made to take time by the square of their length do not."""

from collections.abc import Callable
from contextlib import suppress

import pytest

from quizapi.domain import QuizApiError, Span
from quizapi.exchange.errors import FileRefused
from quizapi.reading.attributions.marks import find_quotations
from quizapi.reading.cleaning import clean_article
from quizapi.reading.cleaning.checks import check_text, is_html
from quizapi.reading.cleaning.paragraphs import split_paragraphs
from quizapi.reading.language import check_language
from quizapi.services.article_cleaning import prepare_html
from quizapi.services.html_text import page_text
from tests.deadlines import bounded_work

LENGTH = 200_000
PIECES = [
    *" \n\t.,;:!?-–—…'\"“”‘’«»„()[]{}<>&#@|*_=~/\\0aA\u00a0\u200b\u0301\u2028",
    " \n", "\r\n", "a ", "A ", "a. ", "A.A.", "1,", "1.", "1 May ", "2026-01-01 ", "12:30 ", "by ",
    "By ", "By A B ",
    "(Reuters) - ", "LONDON (AP) — ", "Updated: ", "Share ", "Read more: ", "Photo: ", "http://a.b/",
    "a@b.c ",
    "“a ", "” ", "\"a\" ", "'a' ", "’s ", "a“b”", "“‘", "”’", "“a,” he said. ", "he said: “", "said ",
    "\n\n“a",
    "<a", "<a ", "<!--", "<p>", "</p>", "&amp;", "&#", "<script>", "<div><div>", "a\n\n", "A B C D ",
    "- ", "• ",
]  # fmt: skip

#: Other pieces reach nothing of the reader of quotation marks.
MARKS = set("\"'“”‘’«»„`\n")


def quotations(text: str) -> None:
    paragraphs, start = [], 0
    for line in text.split("\n\n"):
        paragraphs.append(Span(start, start + len(line)))
        start += len(line) + 2
    find_quotations(text, paragraphs)


READERS: dict[str, Callable[[str], object]] = {
    "cleaning": clean_article,
    "paragraphs": split_paragraphs,
    "checks": lambda text: check_text(text, max_chars=10**9),
    "is it HTML": is_html,
    "language": check_language,
    "quotation marks": quotations,
    "HTML": page_text,
    "HTML article": lambda text: prepare_html(text, {}, max_chars=10**9),
}


def is_slow(reader: Callable[[str], object], text: str) -> bool:
    try:
        with bounded_work(), suppress(QuizApiError, FileRefused):
            reader(text)
    except AssertionError:
        return True
    return False


def texts(piece: str) -> dict[str, Callable[[int], str]]:
    """The piece without end: alone, before a last word, and inside of an article's first lines."""
    return {
        "alone": lambda n: piece * (n // len(piece)),
        "before a word": lambda n: piece * (n // len(piece)) + "x",
        "after a headline": lambda n: (
            "Hall closed\n\nBy Ann Ash\n\n“" + piece * (n // len(piece)) + " end.\n\nThe end."
        ),
    }


@pytest.mark.parametrize("name", READERS)
def test_work_does_not_grow_with_the_square_of_the_article(name: str) -> None:
    slow = [
        f"{piece!r} {where}"
        for piece in PIECES
        if name != "quotation marks" or set(piece) & MARKS
        for where, make in texts(piece).items()
        if is_slow(READERS[name], make(LENGTH))
    ]
    assert slow == []
