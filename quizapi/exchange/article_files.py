"""Articles from files: text, Markdown, HTML, Word and PDF, each to plain paragraphs."""

import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from quizapi.exchange.decoding import check_size, text_of
from quizapi.exchange.errors import FileRefused
from quizapi.exchange.markdown_text import markdown_text
from quizapi.exchange.packages import Package
from quizapi.exchange.texts import folded, without_controls

MOST_PAGES = 200
MOST_CHARACTERS = 1_000_000
#: A page of text has hundreds of letters; a scan has none, or those of a stamp.
_LEAST_LETTERS = 100
_TOO_LONG = f"the file has more than {MOST_CHARACTERS:,} characters"
_ENDS = tuple('.!?…:"”’»)')


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """What a file holds. Paragraphs of `text` are separated by blank lines."""

    text: str
    title: str | None = None
    author: str | None = None
    published_on: date | None = None


def read_article_file(filename: str, data: bytes) -> ArticleFile:
    """Read the text of an article out of a file; its name tells the kind.

    Raises:
        FileRefused: With the reason: another kind, damaged, encrypted, a scan, or too large.
    """
    check_size(data)
    ending = filename.lower().rsplit(".", 1)[-1]
    if ending not in READERS:
        raise FileRefused(f"{folded(filename)[:80]!r} is none of {', '.join(f'.{name}' for name in READERS)}")
    found = READERS[ending](data)
    if len(found.text) > MOST_CHARACTERS:
        raise FileRefused(_TOO_LONG)
    return found


def _read_text(data: bytes) -> ArticleFile:
    return ArticleFile(text_of(data))


def _read_markdown(data: bytes) -> ArticleFile:
    source = text_of(data)
    if len(source) > MOST_CHARACTERS:
        raise FileRefused(_TOO_LONG)
    found = markdown_text(source)
    return ArticleFile(found.text, found.title, found.author, found.published_on)


def _read_html(data: bytes) -> ArticleFile:
    import trafilatura  # large: loaded by the first page that is read

    # Nothing is fetched: trafilatura is given the page itself.
    found = trafilatura.bare_extraction(
        data, include_comments=False, include_tables=False, with_metadata=True, favor_precision=False
    )
    fields = found if isinstance(found, dict) else found.as_dict() if found else {}
    text = without_controls(fields.get("text") or "")
    if not text.strip():
        raise FileRefused("no article was found in the page")
    paragraphs = [folded(line) for line in text.split("\n")]
    return ArticleFile(
        "\n\n".join(paragraph for paragraph in paragraphs if paragraph),
        folded(fields.get("title") or "")[:300] or None,
        folded(fields.get("author") or "")[:200] or None,
        _day(fields.get("date") or ""),
    )


def _read_docx(data: bytes) -> ArticleFile:
    import docx

    safe = Package(data).repacked()
    try:
        document = docx.Document(io.BytesIO(safe))
        found = [
            (without_controls(p.text).strip(), (p.style.name or "") if p.style else "")
            for p in document.paragraphs
        ]
    except Exception as error:  # python-docx raises whatever it stumbles over in a damaged file
        raise FileRefused("this is no Word file (.docx), or a damaged one") from error
    paragraphs = [(text, style) for text, style in found if text]
    if not paragraphs:
        raise FileRefused("the Word file has no text in its paragraphs")
    text, style = paragraphs[0]
    title = folded(text)[:300] if style in ("Title", "Heading 1") else None
    body = paragraphs[1:] if title else paragraphs
    return ArticleFile("\n\n".join(text for text, _ in body), title)


def _read_pdf(data: bytes) -> ArticleFile:
    import pypdf

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise FileRefused("the PDF is encrypted; save it without a password")
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise FileRefused(f"the PDF has {count} pages; {MOST_PAGES} are the most")
        pages: list[str] = []
        for page in reader.pages:
            pages.append(without_controls(page.extract_text()))
            if sum(map(len, pages)) > MOST_CHARACTERS:
                raise FileRefused(_TOO_LONG)
    except FileRefused:
        raise
    except Exception as error:  # pypdf raises whatever it stumbles over in a damaged file
        raise FileRefused("this is no PDF, or a damaged one") from error
    if sum(character.isalpha() for page in pages for character in page) < _LEAST_LETTERS:
        raise FileRefused("the PDF has no text layer: it is a scan, whose text must be recognised first")
    return ArticleFile("\n\n".join(_paragraphs(_without_running_lines(pages))))


def _without_running_lines(pages: list[str]) -> list[str]:
    """All lines but page numbers, and headers and footers that stand on most pages."""
    lines = [[line.strip() for line in page.split("\n")] for page in pages]
    edges = Counter(
        re.sub(r"\d+", "0", line)
        for page in lines
        for line in {line for line in (*page[:2], *page[-2:]) if line}
    )
    running = {line for line, count in edges.items() if count >= max(3, 0.6 * len(pages))}
    kept = []
    for page in lines:
        inner = range(2, len(page) - 2)
        for n, line in enumerate(page):
            edge = n not in inner
            if edge and (re.sub(r"\d+", "0", line) in running or _is_page_number(line)):
                continue
            kept.append(line)
    return kept


def _is_page_number(line: str) -> bool:
    return len(line) < 20 and any(map(str.isdigit, line)) and not line.strip("-–—/ 0123456789")


def _paragraphs(lines: list[str]) -> list[str]:
    """Lines joined again: one that ends a sentence short of the margin ends a paragraph."""
    margin = sorted(map(len, filter(None, lines)))
    short = 0.8 * margin[int(0.9 * (len(margin) - 1))] if margin else 0
    paragraphs: list[str] = []
    pieces: list[str] = []
    for line in [*lines, ""]:
        if line:
            if pieces and re.fullmatch(r"[a-z]-", pieces[-1][-2:]) and line[0].islower():
                pieces[-1] = pieces[-1][:-1] + line
            else:
                pieces.append(line)
        ended = not line or (line.endswith(_ENDS) and len(line) < short)
        if ended and pieces:
            paragraphs.append(folded(" ".join(pieces)))
            pieces = []
    return paragraphs


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


READERS: dict[str, Callable[[bytes], ArticleFile]] = {
    "txt": _read_text,
    "md": _read_markdown,
    "html": _read_html,
    "htm": _read_html,
    "docx": _read_docx,
    "pdf": _read_pdf,
}
