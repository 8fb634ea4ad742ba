"""Our own table as XLSX."""

from collections.abc import Sequence

from quizapi.exchange.formats import About, Entry, Export, Imported, each
from quizapi.exchange.tables.columns import header, read_rows, row_of, template_rows
from quizapi.exchange.tables.sheets import rows_of, workbook_of

_WIDE = {"id": 12, "stem": 60, "explanation": 50, "evidence": 50}


def write_xlsx(entries: Sequence[Entry], about: About) -> Export:
    """One row an item, on one sheet."""
    rows, left_out = each(entries, lambda _, entry: row_of(entry))
    names = header([entry.item for entry in entries])
    return Export(
        _file([names, *([row.get(name, "") for name in names] for row in rows)], about.title), left_out
    )


def xlsx_template() -> bytes:
    """A table to be filled in."""
    return _file(template_rows(), "Quiz")


def read_xlsx(data: bytes) -> Imported:
    """The items of the first sheet.

    Raises:
        FileRefused: It is no XLSX file, is damaged or too large, or no such table.
    """
    return read_rows(rows_of(data))


def _file(rows: Sequence[Sequence[str]], title: str) -> bytes:
    return workbook_of(title, rows, [_WIDE.get(name, 20) for name in rows[0]])
