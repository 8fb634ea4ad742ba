"""An article's text as HTML with marks."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from quizapi.web.marking import Marked, article_html, paragraphs_of, passage_around

TEXT = "First line.\n\nSecond & “third” <b>.\n\nLast 😀 one."


def test_paragraphs_carry_their_start_and_the_text_is_escaped() -> None:
    html = article_html(TEXT)
    starts = [start for start, _ in paragraphs_of(TEXT)]
    assert starts == [0, 13, 36]
    assert [TEXT[start:end] for start, end in paragraphs_of(TEXT)] == TEXT.split("\n\n")
    assert '<p data-start="13">Second &amp; “third” &lt;b&gt;.</p>' in html


def test_positions_are_code_points() -> None:
    start = TEXT.index("😀")
    assert "<mark>😀 one</mark>." in article_html(TEXT, [Marked(start, start + 5)])


def test_overlapping_spans_are_nested_piece_by_piece() -> None:
    html = article_html("abcdef", [Marked(0, 4, "a", "span"), Marked(2, 6, "b", "span")])
    assert html == (
        '<p data-start="0"><span class="a">ab</span><span class="a"><span class="b">cd</span></span>'
        '<span class="b">ef</span></p>'
    )


def test_only_the_first_piece_has_the_id_and_the_label() -> None:
    html = article_html("ab\n\ncd", [Marked(1, 5, id="x", label="quote")])
    assert html.count('id="x"') == 1
    assert html.count("quote") == 1
    assert html.count("<mark") == 2


@given(
    st.text(alphabet="ab. \n😀<&", max_size=60),
    st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=6),
)
def test_marks_never_change_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Marked(start, end, f"m{n}", "span") for n, (start, end) in enumerate(spans)]
    marked = article_html(text, marks)
    assert _texts(marked) == _texts(article_html(text))
    assert _texts(article_html(text)) == [text[start:end] for start, end in paragraphs_of(text)]


@given(st.text(alphabet="ab. \n", max_size=80))
def test_paragraphs_leave_out_nothing_but_space(text: str) -> None:
    spans = list(paragraphs_of(text))
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert spans == sorted(spans)


def test_a_passage_is_the_paragraph_or_whole_words_of_it() -> None:
    text = "one two three. " * 100
    start = text.index("two", 700)
    first, last = passage_around(text, start, start + 3, most=120)
    assert first <= start and start + 3 <= last
    assert last - first <= 120
    assert text[first - 1] == " " and text[last] == " "
    assert passage_around("Short one.", 0, 5) == (0, 10)


def _texts(html: Markup) -> list[str]:
    """The text of each paragraph, as a browser reads it."""
    paragraphs = re.findall(r"<p data-start[^>]*>(.*?)</p>", str(html), re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", paragraph)) for paragraph in paragraphs]
