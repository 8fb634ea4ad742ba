"""Articles that are made to take time by the square of their length do not: twice the text, about twice the
time. Times are of one process and compared with each other, never with a clock on a wall."""

import gc
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from quizapi.domain import QuizApiError, Span
from quizapi.exchange.errors import FileRefused
from quizapi.exchange.registry import IMPORTERS
from quizapi.reading.attributions.marks import find_quotations
from quizapi.reading.cleaning import clean_article
from quizapi.reading.cleaning.checks import check_text, is_html
from quizapi.reading.cleaning.paragraphs import split_paragraphs
from quizapi.reading.language import check_language
from quizapi.services.article_cleaning import prepare_html
from quizapi.services.html_text import page_text
from tests.exchange.test_time import HOSTILE

LENGTH = 200_000
#: Linear is 2, the square is 4; below this, the noise of a busy machine.
_STEEPEST = 3.4
_NOISE_SECONDS = 0.3
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


def seconds(reader: Callable[[str], object], text: str) -> float:
    """Processor time of one run, without that of collecting what other tests have left."""
    gc.disable()
    start = time.process_time()
    with suppress(QuizApiError, FileRefused):
        reader(text)
    taken = time.process_time() - start
    gc.enable()
    return taken


def is_linear(reader: Callable[[str], object], make: Callable[[int], str]) -> str:
    """Empty, or how much longer twice the text takes: so in each of three runs, else it is noise."""
    for _ in range(3):
        double = seconds(reader, make(LENGTH))
        if double < _NOISE_SECONDS:
            return ""
        single = seconds(reader, make(LENGTH // 2))
        if double < _STEEPEST * single:
            return ""
    return f"{single:.2f} s, twice the text {double:.2f} s"


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
def test_twice_the_article_takes_about_twice_the_time(name: str) -> None:
    steep = [
        f"{piece!r} {where}: {found}"
        for piece in PIECES
        if name != "quotation marks" or set(piece) & MARKS
        for where, make in texts(piece).items()
        if (found := is_linear(READERS[name], make))
    ]
    assert steep == []


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_file_takes_about_twice_the_time(name: str) -> None:
    around, pieces = HOSTILE[name]
    steep = []
    for before, after in around:
        for piece in [*pieces, "a", "0", "\u0301"]:

            def make(n: int, parts: tuple[str, str, str] = (before, piece, after)) -> str:
                return parts[0] + parts[1] * (n // len(parts[1])) + parts[2]

            found = is_linear(lambda text: IMPORTERS[name].read(text.encode()), make)
            if found:
                steep.append(f"{before[:20]!r} {piece!r}: {found}")
    assert steep == []
