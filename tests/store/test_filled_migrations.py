"""Migrations of a database that is in use: whatever version it has, its rows come up and go back with it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Engine,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    insert,
    select,
)

from quizapi.store.upgrade import _MIGRATIONS, downgrade_database, upgrade_database

Key = tuple[object, ...]
#: By table and key, as it was read.
Rows = dict[tuple[str, Key], dict[str, Any]]
_WHEN = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def test_rows_of_each_version_go_up_to_the_newest_and_back(empty_database: Engine) -> None:
    revisions = _revisions()
    filled: dict[str, Rows] = {}
    before: Rows = {}
    for number, revision in enumerate(revisions):
        upgrade_database(empty_database, revision)
        tables = _tables(empty_database)
        _assert_kept(before, _rows(empty_database, tables))
        _fill(empty_database, tables, number)
        before = filled[revision] = _rows(empty_database, tables)
    for revision in reversed(revisions[:-1]):
        downgrade_database(empty_database, revision)
        now = _rows(empty_database, _tables(empty_database))
        assert {key: now[key] for key in filled[revision]} == filled[revision]


def _revisions() -> list[str]:
    """The first one first."""
    script = ScriptDirectory(str(_MIGRATIONS))
    return [revision.revision for revision in script.walk_revisions()][::-1]


def _tables(engine: Engine) -> list[Table]:
    """Those that others refer to come first."""
    metadata = MetaData()
    metadata.reflect(engine)
    return [table for table in metadata.sorted_tables if table.name != "alembic_version"]


def _fill(engine: Engine, tables: Sequence[Table], number: int) -> None:
    """One more row in each table."""
    with engine.begin() as connection:
        for table in tables:
            values = {column.name: _value(column, number) for column in table.columns}
            connection.execute(insert(table).values(values))


def _value(column: Column[Any], number: int) -> Any:
    """A value that fits the column; a foreign key refers to the row of the same number."""
    match column.type:
        case Boolean():
            return number % 2 == 1
        case DateTime():
            return _WHEN.replace(minute=number)
        case Date():
            return date(2026, 3, 1 + number)
        case Integer():
            return number
        case Float():
            return number / 4
        case JSON():
            return {"number": number}
        case LargeBinary():
            return bytes([number])
        case _:
            return str(number)


def _rows(engine: Engine, tables: Sequence[Table]) -> Rows:
    with engine.connect() as connection:
        return {
            (table.name, tuple(row[column.name] for column in table.primary_key)): dict(row)
            for table in tables
            for row in connection.execute(select(table)).mappings()
        }


def _assert_kept(before: Rows, after: Rows) -> None:
    """What a row had, it has; it may have got more columns."""
    for key, row in before.items():
        assert {name: after[key][name] for name in row} == row, key
