"""Our own table as CSV: UTF-8 with a byte order mark, so that spreadsheets read every sign."""

import csv
import io
from collections.abc import Iterator, Sequence

from quizapi.exchange.decoding import text_of
from quizapi.exchange.errors import FileRefused
from quizapi.exchange.formats import About, Entry, Export, Imported, each
from quizapi.exchange.tables.columns import guarded, header, read_rows, row_of, template_rows, unguarded

_DELIMITERS = ",;\t"


def write_csv(entries: Sequence[Entry], about: About) -> Export:
    """One row an item."""
    rows, left_out = each(entries, lambda _, entry: row_of(entry))
    names = header([entry.item for entry in entries])
    return Export(_file([names, *([guarded(row.get(name, "")) for name in names] for row in rows)]), left_out)


def csv_template() -> bytes:
    """A table to be filled in."""
    return _file(template_rows())


def read_csv(data: bytes) -> Imported:
    """The items of a table with commas, semicolons or tabs.

    Raises:
        FileRefused: It is no text, not UTF-8, or no such table.
    """
    text = text_of(data)
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    return read_rows(_rows(text, delimiter))


def _file(rows: Sequence[Sequence[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise FileRefused(f"line {start}: this is no CSV: {error}") from error
        if cells is None:
            return
        yield start, [unguarded(cell) for cell in cells]
        start = reader.line_num + 1
