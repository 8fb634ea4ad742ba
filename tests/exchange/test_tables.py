import csv
import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook

from quizapi.domain import Item, Option
from quizapi.exchange.errors import FileRefused
from quizapi.exchange.formats import About, Entry
from quizapi.exchange.tables.columns import guarded, unguarded
from quizapi.exchange.tables.csv_table import csv_template, read_csv, write_csv
from quizapi.exchange.tables.kahoot import write_kahoot_xlsx
from quizapi.exchange.tables.xlsx_table import read_xlsx, write_xlsx, xlsx_template
from tests.exchange.builders import entries, meaning, texts

ABOUT = About("Rates: 2026/[1]")
CHOICE = Item("choice", "Who?", ("b",), (), (Option("a", "Ann"), Option("b", "Bo"), Option("c", "Cy")))


@pytest.mark.parametrize(
    ("write", "read"), [(write_csv, read_csv), (write_xlsx, read_xlsx)], ids=["csv", "xlsx"]
)
@settings(max_examples=40, deadline=None)
@given(given_entries=entries())
def test_every_item_comes_back(write, read, given_entries: list[Entry]) -> None:  # type: ignore[no-untyped-def]
    written = write(given_entries, ABOUT)
    assert not written.left_out
    found = read(written.data)
    assert not found.skipped
    assert [meaning(item) for item in found.items] == [meaning(entry.item) for entry in given_entries]
    for item, entry in zip(found.items, given_entries, strict=True):
        assert item.explanation.startswith(entry.item.explanation)
        assert item.tags == entry.item.tags


@given(texts)
def test_guard_is_undone_and_leaves_nothing_that_runs(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not re.match(r"[=+\-@\t\r]", guarded(text))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "'=1", "\t=1"])
def test_cells_that_a_spreadsheet_would_run_are_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


def test_apostrophe_of_a_word_is_left_alone() -> None:
    assert guarded("'tis so") == unguarded("'tis so") == "'tis so"


def test_csv_of_formulas_has_no_cell_that_runs() -> None:
    item = Item("text", '=HYPERLINK("http://x.example")', "=cmd|' /C calc'!A0", (), explanation="@x")
    data = write_csv([Entry("-1", item)], ABOUT).data.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(data)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_xlsx_of_formulas_has_texts_alone() -> None:
    item = Item("text", "=1+1", "#N/A", (), explanation="_x0041_")
    data = write_xlsx([Entry("1", item)], ABOUT).data
    sheet = load_workbook(io.BytesIO(data)).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    found = read_xlsx(data).items[0]
    assert (found.stem, found.key, found.explanation) == ("=1+1", "#N/A", "_x0041_")


@pytest.mark.parametrize(("read", "data"), [(read_csv, csv_template()), (read_xlsx, xlsx_template())])
def test_template_is_itself_a_quiz_of_every_kind(read, data: bytes) -> None:  # type: ignore[no-untyped-def]
    found = read(data)
    assert not found.skipped
    kinds = ["choice", "multiple", "true_false", "order", "match", "text"]
    assert [item.interaction for item in found.items] == kinds


def test_semicolons_and_other_spellings_of_columns_are_read() -> None:
    found = read_csv(b"Stem;Key;Option 1;Option 2;Option-3\nWho?;b;Ann;Bo;Cy\n")
    assert found.items[0].key == ("b",)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("essay,Write,x,,,,", "kind of item"),
        ("choice,Who?,D,a,b,c,", "letter of no option"),
        ("choice,Who?,,a,b,c,", "letter of no option"),
        ("choice,Who?,A,a,,c,", "between"),
        ("choice,Who?,A,a,b,,", "3 to 6"),
        ("choice,Who?,A,a,a,b,", "the same"),
        ("true_false,Is it?,yes,,,,", "neither"),
        ("order,When?,A; B,a,b,c,", "every option once"),
        ("choice,,A,a,b,c,", "no text"),
        ("choice,Who?,A,a,b,c,,extra", "more cells"),
        ("match,Pairs,A=1,a,b,,x", "every option a match"),
        ("match,Pairs,A=1;B=7,a,b,,x", "pair"),
        ("text,Name?,,,,,", "no right answer"),
    ],
)
def test_row_that_is_not_taken_is_named_with_line_and_reason(row: str, reason: str) -> None:
    head = "type,stem,key,option_1,option_2,option_3,match_1"
    found = read_csv(f'{head}\ntext,"two\nlines",x,,,,\n{row}\n'.encode())
    assert len(found.items) == 1
    assert [skipped.line for skipped in found.skipped] == [4]
    assert reason in found.skipped[0].reason


def test_formula_in_a_sheet_is_not_taken_for_a_text() -> None:
    workbook = Workbook()
    workbook.active.append(["stem", "key"])
    workbook.active.append(["=A1&B1", "x"])
    workbook.active.append(["Seven?", 7])
    workbook.active.append(["Is it?", True])
    buffer = io.BytesIO()
    workbook.save(buffer)
    found = read_xlsx(buffer.getvalue())
    assert [item.key for item in found.items] == ["7", True]
    assert (found.skipped[0].line, "formula" in found.skipped[0].reason) == (2, True)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a,b\n1,2\n",
        b"stem,stem,key\n",
        b'stem,key\n"open,x\n',
        "stem,key\nÄrger,x\n".encode("latin-1"),
        b"stem,key\n" + b"x" * 200_000 + b",y\n",
        b"\x00\x01\x02",
        b"stem,key\n\x00,x\n" * 2 + b"\xff",
    ],
    ids=range(8),
)
def test_csv_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(FileRefused):
        read_csv(data)


def test_utf_16_of_a_spreadsheet_is_read() -> None:
    assert read_csv("stem\tkey\nÄrger?\tja\n".encode("utf-16")).items[0].key == "ja"


def test_damaged_and_foreign_xlsx_is_refused() -> None:
    data = xlsx_template()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("hello.txt", "x")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b" " * 30_000_000)
    entities = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(entities, "w") as package:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY e "x">]><worksheet', 1)
            package.writestr(name, content)
    broken = [
        b"PK",
        data[: len(data) // 2],
        buffer.getvalue(),
        bomb.getvalue(),
        entities.getvalue(),
        b"stem,key",
    ]
    for one in broken:
        with pytest.raises(FileRefused):
            read_xlsx(one)


def test_kahoot_takes_short_questions_with_options_and_names_the_others() -> None:
    long = Item("true_false", "x" * 121, True, ())
    five = Item("choice", "Who?", ("a",), (), tuple(Option(id, id) for id in "abcde"))
    both = Item("multiple", "Which?", ("a", "c"), (), (Option("a", "1"), Option("b", "2"), Option("c", "3")))
    text = Item("text", "Name?", "Ann", ())
    written = write_kahoot_xlsx(
        [Entry(str(n), item) for n, item in enumerate([CHOICE, long, five, both, text])], ABOUT
    )
    assert [note.item_id for note in written.left_out] == ["1", "2", "4"]
    rows = [list(row) for row in load_workbook(io.BytesIO(written.data)).active.iter_rows(values_only=True)]
    assert rows[1][1] == ABOUT.title
    assert rows[7][1] == "Question - max 120 characters"
    assert rows[8] == [1, "Who?", "Ann", "Bo", "Cy", None, 30, 2]
    assert (rows[9][0], rows[9][-1]) == (2, "1,3")
