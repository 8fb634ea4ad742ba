"""Markup to paragraphs, and in time linear in its length."""

from datetime import date

import pytest

from quizapi.services.html_text import page_text
from tests.deadlines import bounded_work

LONG = "Words of a sentence that goes on for a while. " * 6


def test_paragraphs_come_from_blocks_and_inline_markup_joins() -> None:
    page = page_text("<h2>One</h2><p>Two <b>bold</b>, <a href='x'>linked</a>.<p>Three &amp; four</p>tail")
    assert page.text == "One\n\nTwo bold, linked.\n\nThree & four\n\ntail"


def test_line_breaks_stay_line_breaks() -> None:
    assert page_text("<p>a<br>b<br/>c</p>").text == "a\nb\nc"


def test_what_is_no_text_is_left_out() -> None:
    page = page_text(
        "<nav><p>Menu</p></nav><p>Kept</p><script>if (1 < 2) { '<p>no</p>' }</script><style>p{}</style>"
        "<!-- <p>no</p> --><aside>Side</aside><form><p>Form</p></form><footer>Foot</footer>"
    )
    assert page.text == "Kept"


def test_the_article_is_taken_where_it_is_marked() -> None:
    page = page_text(f"<p>Before</p><main><p>Teaser</p><article><p>{LONG}</p></article></main><p>After</p>")
    assert page.text == LONG.strip()


def test_an_article_of_a_few_words_is_a_teaser() -> None:
    page = page_text(f"<article>Teaser</article><main><p>{LONG}</p></main>")
    assert page.text == LONG.strip()


def test_head_tells_title_author_and_day() -> None:
    page = page_text(
        '<head><title>Site</title><meta property="og:title" content="The &quot;vote&quot;">'
        '<meta name="author" content="Ann Lee"><meta property="article:published_time" '
        'content="2026-03-01T10:00Z"></head><p>x</p>'
    )
    assert (page.title, page.author, page.published_on) == ('The "vote"', "Ann Lee", date(2026, 3, 1))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("3 < 4 and 5 > 2", "3 < 4 and 5 > 2"),
        ("<p>a<", "a<"),
        ("<p title='x > y'>a</p>", "a"),
        ('<p title="x > y">a</p>', "a"),
        ("</p></div>a</i>", "a"),
        ("<p>a<!-- never closed", "a<!-- never closed"),
        ("<script>never closed", ""),
        ("&lt;b&gt; &#x41;&nbsp;&bogus;", "<b> A\u00a0&bogus;"),
        ("<P>A</P><p >B</p\n>", "A\n\nB"),
        ("<!DOCTYPE html><?xml x?>a", "a"),
    ],
)
def test_broken_markup_gives_what_is_readable(html: str, text: str) -> None:
    assert page_text(html).text == text


@pytest.mark.parametrize(
    "piece",
    [
        "<p",
        "<div>",
        "&",
        "<!--",
        "</p>",
        "<a b='",
        '<a b="',
        "<!",
        "<b></i>",
        "<script>",
        '<a b="">"',
        "<svg ",
    ],
)
def test_hostile_markup_takes_no_work_by_the_square_of_its_length(piece: str) -> None:
    with bounded_work():
        page_text(piece * (400_000 // len(piece)))
