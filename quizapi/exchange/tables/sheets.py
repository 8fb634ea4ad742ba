"""Spreadsheet files: cells are texts, never formulas; read within bounds."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook, load_workbook  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]

from quizapi.exchange.errors import FileRefused
from quizapi.exchange.packages import Package, pack
from quizapi.exchange.tables.columns import FORMULA_CELL

#: Excel's way to write signs that XML does not allow; a text that looks so has its first line escaped.
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_MOST_ROWS = 5_000
_MOST_COLUMNS = 120
_LONGEST_CELL = 32_767


def workbook_of(
    title: str, rows: Sequence[Sequence[str | int | float]], widths: Sequence[int] = (), *, head: int = 1
) -> bytes:
    """A workbook of one sheet; row number `head` names the columns."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:31] or "Quiz"
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value != "":
                _fill(sheet.cell(number, column), value)
    for cell in sheet[head]:
        cell.font = Font(bold=True)
    for n, width in enumerate(widths):
        sheet.column_dimensions[sheet.cell(1, n + 1).column_letter].width = width
    sheet.freeze_panes = f"A{head + 1}"
    buffer = io.BytesIO()
    workbook.save(buffer)
    return _without_times(buffer.getvalue())


def rows_of(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The texts of the first sheet, row by row.

    Raises:
        FileRefused: It is no such file, is damaged, or larger than a quiz can be.
    """
    safe = Package(data).repacked()
    try:
        workbook = load_workbook(io.BytesIO(safe), read_only=True, data_only=False, keep_links=False)
        sheet = workbook.worksheets[0]
        for number, row in enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS), 1):
            if number > _MOST_ROWS:
                raise FileRefused(f"the sheet has more than {_MOST_ROWS} rows")
            yield number, [_text(cell) for cell in row]
    except FileRefused:
        raise
    except Exception as error:  # openpyxl raises whatever it stumbles over in a damaged file
        raise FileRefused("this is no XLSX file, or a damaged one") from error


def _fill(cell: Any, value: str | int | float) -> None:
    if isinstance(value, int | float):
        cell.value = value
        return
    cell.value = cell_text(value)
    cell.data_type = "s"  # also for what begins like a formula or an error
    cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def cell_text(value: str) -> str:
    """A text as it stands in a cell."""
    return _ESCAPE.sub(r"_x005F\g<0>", value[:_LONGEST_CELL])


def _text(cell: Any) -> str:
    value = cell.value
    if cell.data_type == "f":
        return FORMULA_CELL
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = "" if value is None else str(value)
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def _without_times(data: bytes) -> bytes:
    """The same workbook whenever it is written."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = [(name, package.read(name)) for name in package.namelist()]
    return pack((name, _TIME.sub(rb"\g<1>2000-01-01T00:00:00Z", content)) for name, content in members)
