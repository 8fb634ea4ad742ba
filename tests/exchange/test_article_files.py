import io
import tracemalloc
import zlib
from datetime import date

import docx
import pypdf
import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapi.exchange.article_files import READERS, read_article_file
from quizapi.exchange.errors import FileRefused
from quizapi.exchange.packages import pack

PARAGRAPHS = [
    "The council of Port Selby voted on Tuesday to close the old fish market at the end of the year, after "
    "engineers had found cracks in two of its walls.",
    "“The building is no longer safe,” Mayor Ilse Brandt told reporters after the vote. “We have waited long "
    "enough.”",
    "Traders said they had not been asked. They will get new stalls near the railway station in the spring, "
    "the council said in a statement that was published in the evening.",
]


def docx_file(*paragraphs: tuple[str, str]) -> bytes:
    document = docx.Document()
    for text, style in paragraphs:
        document.add_paragraph(text, style=style)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf_file(pages: list[list[str]]) -> bytes:
    paper = FPDF()
    paper.core_fonts_encoding = "cp1252"
    for number, paragraphs in enumerate(pages, 1):
        paper.add_page()
        paper.set_font("Helvetica", size=11)
        paper.multi_cell(0, 6, "The Selby Post", new_x="LMARGIN", new_y="NEXT")
        for text in paragraphs:
            paper.multi_cell(0, 6, text, new_x="LMARGIN", new_y="NEXT")
            paper.ln(4)
        paper.multi_cell(0, 6, f"- {number} -", new_x="LMARGIN", new_y="NEXT")
    return bytes(paper.output())


def test_text_is_taken_as_it_is() -> None:
    assert read_article_file("a.TXT", "\ufeffÄrger\r\nhier".encode()).text == "Ärger\nhier"


def test_markdown_loses_its_marks_and_tells_its_title() -> None:
    source = (
        '---\ntitle: "Market to close"\nauthor: Jonas Weil\ndate: 2026-03-14\n---\n# Another heading\n\n'
        "The **council** of [Port Selby](http://x.example) voted\non _Tuesday_.\n\n![photo](a.png)\n\n---\n\n"
        "> “No longer *safe*,” said snake_case_name.\n\n- one\n- two\n\n## What now\n\n"
        "<b>Bold</b> 5 \\* 3 `x*y`\n"
    )
    found = read_article_file("a.md", source.encode())
    assert (found.title, found.author, found.published_on) == (
        "Market to close",
        "Jonas Weil",
        date(2026, 3, 14),
    )
    assert found.text.split("\n\n") == [
        "The council of Port Selby voted on Tuesday.",
        "“No longer safe,” said snake_case_name.",
        "one\ntwo",
        "What now",
        "Bold 5 * 3 x*y",
    ]


def test_first_heading_of_markdown_is_the_title() -> None:
    found = read_article_file("a.md", b"# Market *closes* #\n\nText.\n")
    assert (found.title, found.text) == ("Market closes", "Text.")


def test_page_is_read_without_its_furniture() -> None:
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    page = (
        "<html><head><title>Market to close</title><meta name='author' content='Jonas Weil'>"
        "<meta property='article:published_time' content='2026-03-14T09:00:00Z'></head>"
        f"<body><nav><a href='/'>Home</a><a href='/s'>Sport</a></nav><article><h1>Market to close</h1>{body}"
        "<script>alert(1)</script></article><footer>Imprint and cookies</footer></body></html>"
    )
    found = read_article_file("a.html", page.encode())
    assert all(text in found.text for text in PARAGRAPHS)
    assert "alert" not in found.text
    assert "Sport" not in found.text
    assert (found.title, found.published_on) == ("Market to close", date(2026, 3, 14))


def test_word_file_gives_paragraphs_and_title() -> None:
    styled = [("Market to close", "Title"), *((text, "Normal") for text in PARAGRAPHS)]
    found = read_article_file("a.docx", docx_file(*styled))
    assert (found.title, found.text) == ("Market to close", "\n\n".join(PARAGRAPHS))


def test_pdf_gives_paragraphs_without_headers_and_page_numbers() -> None:
    pages = [PARAGRAPHS, PARAGRAPHS[::-1], PARAGRAPHS]
    found = read_article_file("a.pdf", pdf_file(pages))
    assert found.text.split("\n\n") == [text for page in pages for text in page]


def encrypted() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_file([PARAGRAPHS])))
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.exe", b"MZ", "none of"),
        ("noending", b"x", "none of"),
        ("a.txt", b"", "empty"),
        ("a.txt", "Ärger".encode("latin-1"), "UTF-8"),
        ("a.txt", b"x" * 10_000_001, "more than 10 MB"),
        ("a.pdf", b"%PDF-1.7 nothing", "no PDF"),
        ("a.pdf", pdf_file([PARAGRAPHS])[:900], "no PDF"),
        ("a.pdf", pdf_file([[]]), "scan"),
        ("a.pdf", encrypted(), "encrypted"),
        ("a.pdf", pdf_file([["x"]] * 201), "201 pages"),
        ("a.docx", b"PK", "zip"),
        ("a.docx", pack([("word/document.xml", b"<w/>")]), "no Word file"),
        ("a.docx", docx_file(), "no text"),
        ("a.docx", pack([("word/document.xml", b" " * 30_000_000)]), "more than 20 MB"),
        ("a.html", b"<html><body><script>x</script></body></html>", "no article"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(FileRefused, match=reason):
        read_article_file(name, data)


def test_entity_in_a_word_file_is_not_expanded() -> None:
    import zipfile

    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx_file(("Text", "Normal")))) as source,
        zipfile.ZipFile(buffer, "w") as package,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = content.replace(
                    b"<w:document", b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]><w:document', 1
                ).replace(b"Text", b"Text&e;")
            package.writestr(name, content)
    assert read_article_file("a.docx", buffer.getvalue()).text == "Text"


@pytest.mark.parametrize("ending", sorted(READERS))
@settings(max_examples=30, deadline=None)
@given(data=st.binary(max_size=200))
def test_noise_is_read_or_refused(ending: str, data: bytes) -> None:
    try:
        read_article_file(f"a.{ending}", data)
    except FileRefused as refusal:
        assert refusal.detail


def pdf_of_stream(stream: bytes, filters: str) -> bytes:
    """A PDF of one page with this packed stream as what it shows."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<<>>>>",
        f"<</Length {len(stream)}/Filter{filters}>>stream\n".encode() + stream + b"\nendstream",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += f"{number} 0 obj".encode() + part + b"endobj\n"
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + table + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(data)


def test_pdf_whose_stream_unpacks_without_end_is_refused_within_bounds() -> None:
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(b" " * 1_000_000) for _ in range(400)) + packer.flush()
    tracemalloc.start()
    try:
        for data in (
            pdf_of_stream(once, "/FlateDecode"),
            pdf_of_stream(zlib.compress(once, 9), "[/FlateDecode/FlateDecode]"),
        ):
            assert len(data) < 1_000_000
            with pytest.raises(FileRefused):
                read_article_file("a.pdf", data)
        assert tracemalloc.get_traced_memory()[1] < 250_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("ending", "whole"), [("docx", docx_file(("Text", "Normal"))), ("pdf", pdf_file([["x"]]))]
)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_damaged_files_are_read_or_refused(ending: str, whole: bytes, data: st.DataObject) -> None:
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(len(damaged) // 2, len(damaged)))
    try:
        read_article_file(f"a.{ending}", bytes(damaged[:cut]))
    except FileRefused as refusal:
        assert refusal.detail
