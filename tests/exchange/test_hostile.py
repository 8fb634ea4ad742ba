"""Broken and hostile files: refused or neutralised, in bounded time and memory."""

import csv
import io
import re
import time
import tracemalloc
import zipfile

import pytest
from openpyxl import load_workbook

from quizapi.domain import Item
from quizapi.exchange.errors import FileRefused
from quizapi.exchange.formats import Entry
from quizapi.exchange.registry import EXPORTERS, IMPORTERS
from tests.exchange.hostile import FORMULA, GROUPS, MARKUP, SCRIPT, Hostile, corpus, items

MOST_SECONDS = 20
MOST_MEMORY = 200_000_000


def texts(item: Item) -> list[str]:
    options = [option.text for option in (*item.options, *item.matches)]
    return [item.stem, item.explanation, *options, *item.accepted, *item.tags]


@pytest.mark.parametrize("group", GROUPS)
def test_files_are_read_or_refused_within_bounds(group: str) -> None:
    for file in corpus([group]):
        start = time.process_time()
        tracemalloc.start()
        try:
            read(file)
            assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY, file.name
        finally:
            tracemalloc.stop()
        assert time.process_time() - start < MOST_SECONDS, file.name


def read(file: Hostile) -> None:
    try:
        found = IMPORTERS[file.format].read(file.data)
    except FileRefused as refusal:
        assert refusal.detail, file.name
        return
    assert all(skipped.reason for skipped in found.skipped), file.name
    for text in (text for item in found.items for text in texts(item)):
        assert not re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff]", text), file.name
        assert "root:" not in text, file.name  # of the machine's own files


ATTACKS = {
    *(
        f"{reader}-{what}"
        for reader in ("moodle-xml", "qti")
        for what in ("billion-laughs", "external-entity")
    ),
    *(f"{reader}-{what}" for reader in ("qti", "xlsx") for what in ("bomb", "bomb-of-many", "overlapping")),
    *(f"{name}-escape{kind}" for name in ("qti3", "xlsx") for kind in ("", "-windows", "-absolute")),
    *(f"{name}-too-large" for name in ("gift", "aiken", "csv", "moodle-xml", "json", "qti3", "xlsx")),
    *(f"{name}-latin-1" for name in ("gift", "aiken", "csv")),
    *("qti-encrypted", "qti-lying-size", "xlsx-entity", "csv-unclosed-quote", "json-deep"),
}


def test_what_is_an_attack_or_cut_off_is_refused_whole() -> None:
    tried = set()
    for file in corpus():
        if file.name in ATTACKS:
            tried.add(file.name)
            with pytest.raises(FileRefused):
                IMPORTERS[file.format].read(file.data)
    assert tried == ATTACKS


@pytest.mark.parametrize("name", ["html", "moodle-xml", "qti3", "qti21"])
def test_markup_in_every_field_is_shown_and_never_obeyed(name: str) -> None:
    data = EXPORTERS[name].export(items(MARKUP), title=MARKUP).data
    if name == "html":
        assert b"<script" not in data
        assert b"<img" not in data
        assert b"<svg" not in data
        assert data.count(b"&lt;script") > 20
    files = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            files = [package.read(name) for name in package.namelist()]
    assert not any(SCRIPT.encode() in file for file in files)


@pytest.mark.parametrize("name", ["gift", "moodle-xml", "csv", "xlsx", "qti3", "qti21", "json"])
def test_markup_in_every_field_comes_back_as_the_same_text(name: str) -> None:
    data = EXPORTERS[name].export(items(MARKUP), title="T").data
    found = IMPORTERS["qti" if name.startswith("qti") else name].read(data)
    assert not found.skipped
    assert [item.stem for item in found.items] == [entry.item.stem for entry in items(MARKUP)]


def test_formulas_in_every_field_are_texts_for_spreadsheets() -> None:
    entries: list[Entry] = items(FORMULA)
    data = EXPORTERS["csv"].export(entries, title=FORMULA).data.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(data)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r"))]
    for name in ("xlsx", "kahoot-xlsx"):
        book = load_workbook(io.BytesIO(EXPORTERS[name].export(entries, title=FORMULA).data))
        kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
        assert kinds <= {"s", "n"}
