"""Spreadsheet files of any length, written row by row: what they hold is never in memory as a whole."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

from quizapi.exchange.tables.sheets import cell_text, workbook_of

Cell = str | int | float
_SHEET = "xl/worksheets/sheet1.xml"
_ROWS = b"<sheetData>", b"</sheetData>"
_AT_ONCE = 1 << 16


def workbook_stream(
    title: str, rows: Iterable[Sequence[Cell]], widths: Sequence[int] = ()
) -> Iterator[bytes]:
    """The pieces of the file that `workbook_of` gives for the same; the first row names the columns.

    Everything but the rows comes from a workbook of two cells: a name of a column, and a text.
    """
    frame = zipfile.ZipFile(io.BytesIO(workbook_of(title, [["Name"], ["Text"]], widths)))
    styles = _styles(frame.read(_SHEET))
    sink = _Sink()
    with zipfile.ZipFile(sink, "w") as package:
        for name in frame.namelist():
            if name != _SHEET:
                package.writestr(_member(name), frame.read(name))
        with package.open(_member(_SHEET), "w") as sheet:
            before, after = _around_rows(frame.read(_SHEET))
            sheet.write(before)
            for number, row in enumerate(rows, 1):
                sheet.write(_row(number, row, styles[min(number, 2) - 1]))
                if sink.size >= _AT_ONCE:
                    yield sink.taken()
            sheet.write(after)
    yield sink.taken()


class _Sink(io.RawIOBase):
    """Where the package is written to; it cannot be read or wound back."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._pieces.append(bytes(data))
        self.size += len(data)
        return len(data)

    def taken(self) -> bytes:
        """All that was written since the last time."""
        pieces, self._pieces, self.size = self._pieces, [], 0
        return b"".join(pieces)


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)  # of 1980: the same whenever it is written
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _around_rows(sheet: bytes) -> tuple[bytes, bytes]:
    before, _, rest = sheet.partition(_ROWS[0])
    after = rest.partition(_ROWS[1])[2]
    # How far the cells reach is not known when this is written; it need not be told.
    head, _, tail = before.partition(b"<dimension")
    if tail:
        before = head + tail.partition(b"/>")[2]
    return before + _ROWS[0], _ROWS[1] + after


def _styles(sheet: bytes) -> list[str]:
    """The style of a column's name, and that of a text."""
    return [part.partition(b'"')[0].decode() for part in sheet.split(b' s="')[1:]]


def _row(number: int, row: Sequence[Cell], style: str) -> bytes:
    cells = "".join(
        _cell(f"{get_column_letter(column)}{number}", value, style)
        for column, value in enumerate(row, 1)
        if value != ""
    )
    return f'<row r="{number}">{cells}</row>'.encode()


def _cell(place: str, value: Cell, style: str) -> str:
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    sound = ILLEGAL_CHARACTERS_RE.sub("", cell_text(value))
    text = escape(sound, quote=False).replace("\r", "&#13;")
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
