"""Statements that the driver runs by itself: as durable as others, and no trace left on the connection."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import (
    Column,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    insert,
    literal_column,
    select,
    text,
)

from quizapi.store.base import JSON_TYPE
from quizapi.store.direct import DirectStatement
from quizapi.store.engine import create_database_engine
from quizapi.store.types import UtcDateTime

NOTES = Table(
    "notes",
    MetaData(),
    Column("n", Integer, primary_key=True),
    Column("word", String),
    Column("data", JSON_TYPE),
    Column("at", UtcDateTime),
)
NOW = datetime(2026, 3, 2, 9, 0, 0, 123, tzinfo=UTC)


@pytest.fixture
def notes(empty_database: Engine) -> Engine:
    NOTES.create(empty_database)
    return empty_database


def statement(engine: Engine) -> DirectStatement:
    """Writes a note where there is none of that number, with a value of its own."""
    has_one = select(NOTES.c.n).where(NOTES.c.n == bindparam("given_n")).exists()
    values = select(
        *(bindparam(f"given_{name}", type_=NOTES.c[name].type) for name in ("n", "word", "data", "at"))
    ).where(literal_column("'x'") == "x", ~has_one)
    return DirectStatement(engine, insert(NOTES).from_select(list(NOTES.c), values))


def values(n: int, **more: object) -> dict[str, object]:
    return {"given_n": n, "given_word": "Škoda", "given_data": {"value": ["a", 1]}, "given_at": NOW, **more}


def test_what_it_writes_is_there_for_others_and_read_as_always(notes: Engine, database_url: str) -> None:
    assert statement(notes).write(values(1)) == 1
    other = create_database_engine(database_url, pool_size=1)
    with other.connect() as connection:
        assert connection.execute(select(NOTES)).one() == (1, "Škoda", {"value": ["a", 1]}, NOW)
    other.dispose()


def test_it_tells_when_it_has_written_nothing(notes: Engine) -> None:
    write = statement(notes).write
    assert [write(values(n)) for n in (1, 1, 2)] == [1, 0, 1]
    assert write(values(3, given_word=None, given_data={}, given_at=NOW)) == 1


def test_its_connection_is_used_afterwards_as_others_are(database_url: str) -> None:
    engine = create_database_engine(database_url, pool_size=1)
    NOTES.create(engine)
    direct = statement(engine)
    for n in range(3):
        assert direct.write(values(n)) == 1
        with engine.connect() as connection:
            connection.execute(insert(NOTES), {"n": 10})
            connection.rollback()
    with engine.connect() as connection:
        assert connection.scalars(select(NOTES.c.n).order_by(NOTES.c.n)).all() == [0, 1, 2]
    engine.dispose()


def test_a_connection_on_which_it_failed_is_given_up(database_url: str) -> None:
    engine = create_database_engine(database_url, pool_size=1)
    NOTES.create(engine)
    direct = statement(engine)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE notes RENAME TO gone"))
    for _ in range(2):
        with pytest.raises(engine.dialect.loaded_dbapi.Error):
            direct.write(values(1))
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE gone RENAME TO notes"))
    assert direct.write(values(1)) == 1
    engine.dispose()
