import io
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import given, settings
from pypdf import PdfReader

from quizapi.domain import Evidence, Item, Option, Span
from quizapi.exchange.formats import About, Entry, Export
from quizapi.exchange.paper import pdf
from quizapi.exchange.paper.fonts import PaperFont, choose_font, paper_font
from quizapi.exchange.paper.html import write_html
from quizapi.exchange.paper.markdown import write_markdown
from quizapi.exchange.paper.pdf import write_pdf
from quizapi.exchange.paper.questions import question_of
from quizapi.exchange.paper.scripts import in_visual_order, joined
from tests.exchange.builders import entries

ORDER = Item(
    "order",
    "Put in order:",
    ("a", "b", "c"),
    (Evidence(Span(0, 9), "First the bank met."),),
    (Option("a", "met"), Option("b", "voted"), Option("c", "told")),
    explanation="It says when.",
)
MATCH = Item(
    "match",
    "Who is what?",
    (("a", "2"), ("b", "1")),
    (),
    (Option("a", "Tolan"), Option("b", "Brandt")),
    (Option("1", "governor"), Option("2", "minister")),
)
TEXT = Item("text", "How many percent?", "seven", (), accepted=("7",))
ALL = [Entry("1", ORDER), Entry("2", MATCH), Entry("3", TEXT)]


def about(*, key: bool) -> About:
    return About("Rates & <banks>", with_key=key)


class Page(HTMLParser):
    """What a browser would see: texts, and the names of all tags."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()
        self.feed(html.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.text += data


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_order_is_never_printed_in_its_right_order() -> None:
    assert [text for _, text in question_of(ORDER).options] == ["voted", "told", "met"]
    assert question_of(ORDER).answers == ("1: C. met", "2: A. voted", "3: B. told")


@given(entries())
def test_html_shows_every_text_and_obeys_none(given_entries: list[Entry]) -> None:
    page = Page(write_html(given_entries, about(key=True)).data)
    for entry in given_entries:
        texts = [entry.item.stem, entry.item.explanation, *(o.text for o in entry.item.options)]
        assert all(squeezed(text) in squeezed(page.text) for text in texts)
    assert not page.tags & {"script", "img", "iframe", "object", "a", "link"}


@given(entries())
def test_markdown_has_no_markup_of_the_items(given_entries: list[Entry]) -> None:
    text = write_markdown(given_entries, about(key=True)).data.decode()
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", text)
    assert not re.search(r"<[A-Za-z/!]", bare)
    assert "](" not in bare
    assert "`" not in bare


@pytest.mark.parametrize("write", [write_html, write_markdown, write_pdf])
def test_paper_for_students_has_no_key(write) -> None:  # type: ignore[no-untyped-def]
    def texts(written: Export) -> str:
        if written.data.startswith(b"%PDF"):
            return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(written.data)).pages)
        return written.data.decode()

    for sign in ("It says when.", "First the bank met.", "seven"):
        assert sign in texts(write(ALL, about(key=True)))
        assert sign not in texts(write(ALL, about(key=False)))
    assert "How many percent?" in texts(write(ALL, about(key=False)))


def test_pdf_is_read_back_with_signs_of_mathematics() -> None:
    item = Item("true_false", "√2 ≠ ½ — “Σ” über π", True, ())
    data = write_pdf([Entry("1", item)], about(key=True)).data
    assert "√2 ≠ ½ — “Σ” über π" in PdfReader(io.BytesIO(data)).pages[0].extract_text()


def without_others() -> PaperFont:
    """The machine's font, and none that stands in for it."""
    found = paper_font()
    return choose_font({path.name: path for path in (found.regular, found.bold) if path})


@pytest.mark.parametrize(
    ("text", "reason"),
    [("नमस्ते", "script"), ("漢字", "no shape for CJK"), ("👩", "no shape for WOMAN")],
)
def test_pdf_names_items_that_it_cannot_set(text: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "paper_font", without_others)
    written = write_pdf([Entry("1", Item("true_false", text, True, ())), *ALL], about(key=True))
    assert [note.item_id for note in written.left_out] == ["1"]
    assert reason in written.left_out[0].reason


def test_pdf_without_any_font_of_the_machine_shows_what_helvetica_can(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "paper_font", lambda: choose_font({}))
    items = [Item("true_false", "“Rates” – 5 € café", True, ()), Item("true_false", "√2", True, ())]
    written = write_pdf([Entry(str(n), item) for n, item in enumerate(items)], about(key=True))
    assert [note.item_id for note in written.left_out] == ["1"]
    assert "“Rates” – 5 € café" in PdfReader(io.BytesIO(written.data)).pages[0].extract_text()


def test_font_needs_both_weights(tmp_path: Path) -> None:
    assert choose_font({"DejaVuSans.ttf": tmp_path / "DejaVuSans.ttf"}).regular is None


def test_pdf_sets_chinese_japanese_korean_and_emoji_beside_other_scripts() -> None:
    texts = [
        "中国人民银行提高了利率。",
        "日本銀行は金利を引き上げた。",
        "한국은행은 금리를 인상했다.",
        "Who is 👩🏽‍🚒 or 🎉?",
    ]
    assert not paper_font().missing("".join(texts[:3]) + "👩🚒🎉"), "run scripts/setup_browser.sh"
    long = Item("true_false", "利率 " * 200, True, (), explanation="שלום 😀 漢字")
    items = [*(Item("true_false", text, True, ()) for text in texts), long]
    written = write_pdf([Entry(str(n), item) for n, item in enumerate(items)], about(key=True))
    assert written.left_out == ()
    assert len(written.data) < 200_000  # only the signs that are used are put in
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(written.data)).pages)
    for sign in (*texts[:3], "👩🚒", "🎉", "שלום"):
        assert sign in text
    assert text.count("利率") == 201


def test_signs_of_a_font_that_stands_in_are_counted_in(tmp_path: Path) -> None:
    found = paper_font()
    assert found.regular is not None, "run scripts/setup_browser.sh"
    assert found.bold is not None
    other = tmp_path / "Symbola.ttf"
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", "star"])
    builder.setupCharacterMap({0x1F31F: "star"})
    builder.setupGlyf(dict.fromkeys((".notdef", "star"), TTGlyphPen(None).glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "star"), (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupPost()
    builder.save(other)
    chosen = choose_font({path.name: path for path in (found.regular, found.bold, other)})
    assert chosen.standing_in == (other,)
    assert not chosen.missing("a🌟")
    assert chosen.missing("a🌠") == "🌠"


def test_long_paper_has_pages_and_every_question() -> None:
    many = [Entry(str(n), Item("true_false", f"Statement number {n}. " * 5, True, ())) for n in range(60)]
    pages = PdfReader(io.BytesIO(write_pdf(many, about(key=False)).data)).pages
    text = "\n".join(page.extract_text() for page in pages)
    assert len(pages) > 3
    assert all(f"number {n}." in text for n in range(60))


@settings(max_examples=20, deadline=None)
@given(entries())
def test_pdf_is_made_of_anything(given_entries: list[Entry]) -> None:
    written = write_pdf(given_entries, about(key=True))
    assert PdfReader(io.BytesIO(written.data)).pages


@pytest.mark.parametrize(
    ("line", "right_to_left", "shown"),
    [
        ("plain (text)", False, "plain (text)"),
        ("אב (abc)", True, "(abc) בא"),
        ("said: אב 12", False, "said: 12 בא"),
        ("(אב) ab", True, "ab (בא)"),
    ],
)
def test_lines_are_put_in_the_order_of_paper(line: str, right_to_left: bool, shown: str) -> None:
    assert in_visual_order(line, right_to_left=right_to_left) == shown


def test_arabic_letters_take_the_shapes_of_their_places() -> None:
    names = [unicodedata.name(sign).removeprefix("ARABIC ") for sign in joined("السلام")]
    assert names == [
        "LETTER ALEF ISOLATED FORM",
        "LETTER LAM INITIAL FORM",
        "LETTER SEEN MEDIAL FORM",
        "LIGATURE LAM WITH ALEF FINAL FORM",
        "LETTER MEEM ISOLATED FORM",
    ]
    assert joined("plain") == "plain"


def test_pdf_sets_hebrew_and_arabic_over_several_lines() -> None:
    assert not paper_font().missing("אﻗ"), "run scripts/setup_browser.sh"
    hebrew = "הבנק המרכזי העלה את הריבית בעקבות נפילת המטבע אמר הנגיד " * 4
    items = [Item("true_false", hebrew, True, ()), Item("true_false", "قال الوزير", True, ())]
    written = write_pdf([Entry(str(n), item) for n, item in enumerate(items)], about(key=False))
    assert written.left_out == ()
    text = PdfReader(io.BytesIO(written.data)).pages[0].extract_text()
    assert "הבנק המרכזי העלה" in text
    assert joined("قال") in text
