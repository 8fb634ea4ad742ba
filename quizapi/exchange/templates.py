"""Files to be filled in and imported."""

import json

from quizapi.exchange.quiz_json import schema
from quizapi.exchange.tables.csv_table import csv_template

TEMPLATES = ("csv", "xlsx", "json")


def template(name: str) -> bytes:
    """A table with one row of each kind (`csv`, `xlsx`), or the JSON Schema of our own file (`json`).

    Args:
        name: One of `TEMPLATES`.
    """
    if name == "json":
        return json.dumps(schema(), indent=2).encode()
    if name == "csv":
        return csv_template()
    from quizapi.exchange.tables.xlsx_table import xlsx_template  # large

    return xlsx_template()
