"""All formats by name."""

import re
from collections.abc import Mapping, Sequence

from quizapi.exchange.aiken import read_aiken, write_aiken
from quizapi.exchange.errors import FormatUnknown
from quizapi.exchange.formats import About, Entry, Export, Exporter, Imported, Importer
from quizapi.exchange.gift.reading import read_gift
from quizapi.exchange.gift.writing import write_gift
from quizapi.exchange.moodle.reading import read_moodle_xml
from quizapi.exchange.moodle.writing import write_moodle_xml
from quizapi.exchange.paper.html import write_html
from quizapi.exchange.paper.markdown import write_markdown
from quizapi.exchange.qti.reading import read_qti
from quizapi.exchange.qti.writing import write_qti3, write_qti21
from quizapi.exchange.quiz_json import read_json, write_json
from quizapi.exchange.tables.csv_table import read_csv, write_csv
from quizapi.exchange.text2qti import write_text2qti

# What stands on large libraries is imported when it is first used: a web process starts without it.


def _write_anki(entries: Sequence[Entry], about: About) -> Export:
    from quizapi.exchange.anki import write_anki

    return write_anki(entries, about)


def _write_pdf(entries: Sequence[Entry], about: About) -> Export:
    from quizapi.exchange.paper.pdf import write_pdf

    return write_pdf(entries, about)


def _write_kahoot_xlsx(entries: Sequence[Entry], about: About) -> Export:
    from quizapi.exchange.tables.kahoot import write_kahoot_xlsx

    return write_kahoot_xlsx(entries, about)


def _write_xlsx(entries: Sequence[Entry], about: About) -> Export:
    from quizapi.exchange.tables.xlsx_table import write_xlsx

    return write_xlsx(entries, about)


def _read_xlsx(data: bytes) -> Imported:
    from quizapi.exchange.tables.xlsx_table import read_xlsx

    return read_xlsx(data)


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: What is said of an item of a plugin's own interaction that a format holds as one of these.
WRITTEN_AS: Mapping[str, str] = {
    "choice": "the format has no such question: it is written as one with one right answer",
    "multiple": "the format has no such question: it is written as one with several right answers",
    "true_false": "the format has no such question: it is written as true or false",
    "order": "the format has no such question: it is written as parts to put in order",
    "match": "the format has no such question: it is written as pairs to match",
    "text": "the format has no such question: it is written as one with a written answer",
}
EXPORTERS: Mapping[str, Exporter] = {
    exporter.name: exporter
    for exporter in (
        Exporter("gift", "GIFT", "text/plain; charset=utf-8", "gift.txt", write_gift),
        Exporter("moodle-xml", "Moodle XML", "application/xml", "moodle.xml", write_moodle_xml),
        Exporter("qti3", "QTI 3 package", "application/zip", "qti3.zip", write_qti3, "Tags are left out."),
        Exporter(
            "qti21", "QTI 2.1 package", "application/zip", "qti21.zip", write_qti21, "Tags are left out."
        ),
        Exporter(
            "aiken",
            "Aiken",
            "text/plain; charset=utf-8",
            "aiken.txt",
            write_aiken,
            "Explanations, evidence, tags and line breaks are left out.",
        ),
        Exporter(
            "text2qti",
            "text2qti (Canvas)",
            "text/plain; charset=utf-8",
            "text2qti.txt",
            write_text2qti,
            "Tags and line breaks are left out.",
        ),
        Exporter("anki", "Anki deck", "application/octet-stream", "apkg", _write_anki),
        Exporter("csv", "Table (CSV)", "text/csv; charset=utf-8", "csv", write_csv),
        Exporter("xlsx", "Table (XLSX)", _XLSX, "xlsx", _write_xlsx),
        Exporter(
            "kahoot-xlsx",
            "Kahoot spreadsheet",
            _XLSX,
            "kahoot.xlsx",
            _write_kahoot_xlsx,
            "Explanations, evidence and tags are left out.",
        ),
        Exporter(
            "markdown", "Markdown", "text/markdown; charset=utf-8", "md", write_markdown, "Tags are left out."
        ),
        Exporter(
            "html", "Paper (HTML)", "text/html; charset=utf-8", "html", write_html, "Tags are left out."
        ),
        Exporter("pdf", "Paper (PDF)", "application/pdf", "pdf", _write_pdf, "Tags are left out."),
        Exporter("json", "Quiz file (JSON)", "application/json", "quiz.json", write_json),
    )
}

IMPORTERS: Mapping[str, Importer] = {
    importer.name: importer
    for importer in (
        Importer("gift", "GIFT", (".gift",), read_gift),
        Importer("moodle-xml", "Moodle XML", (".xml",), read_moodle_xml),
        Importer("qti", "QTI 2.x or 3", (".zip",), read_qti),
        Importer("aiken", "Aiken", (".aiken",), read_aiken),
        Importer("csv", "Table (CSV)", (".csv", ".tsv"), read_csv),
        Importer("xlsx", "Table (XLSX)", (".xlsx",), _read_xlsx),
        Importer("json", "Quiz file (JSON)", (".json",), read_json),
    )
}


def exporter_of(name: str) -> Exporter:
    """The format of that name.

    Raises:
        FormatUnknown
    """
    if name not in EXPORTERS:
        raise FormatUnknown(f"{name[:40]!r}; there are {', '.join(EXPORTERS)}")
    return EXPORTERS[name]


def importer_of(name: str, *, filename: str = "", data: bytes = b"") -> Importer:
    """The format of that name, or where it is empty the one that the file looks like.

    Raises:
        FormatUnknown
    """
    if name:
        alias = "qti" if name in ("qti21", "qti3") else name
        if alias not in IMPORTERS:
            raise FormatUnknown(f"{name[:40]!r}; there are {', '.join(IMPORTERS)}")
        return IMPORTERS[alias]
    return IMPORTERS[_guessed(filename.lower(), data)]


def _guessed(filename: str, data: bytes) -> str:
    if filename.endswith(".txt"):
        return "aiken" if re.search(rb"^[ \t]*ANSWER:", data, re.MULTILINE) else "gift"
    for importer in IMPORTERS.values():
        if filename.endswith(importer.extensions):
            break
    else:
        raise FormatUnknown("say the format: its file name does not tell")
    start = data[:2_000]
    if importer.name == "moodle-xml" and (b"assessmentItem" in start or b"assessment-item" in start):
        return "qti"
    return importer.name
