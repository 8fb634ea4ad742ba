"""Brings a database to the schema that this version of the code expects.

Everything runs on one connection, in one transaction that holds a lock from its start, so that two processes
which start together do not both create the tables, and a failed migration leaves nothing behind.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

_MIGRATIONS = Path(__file__).parent / "migrations"
#: Any number will do, as long as nothing else in the database takes an advisory lock of the same one.
_ADVISORY_LOCK = 5_283_174_001
_WAL_TRIES = 100


def upgrade_database(engine: Engine, revision: str = "head") -> None:
    """Migrate to the newest schema. Harmless on a database that has it, and when several start it together.

    Args:
        revision: An older one, for tests.

    Raises:
        RuntimeError: A migration left a row of SQLite's that refers to a row which is not there.
    """
    if engine.dialect.name == "sqlite":
        _make_private(engine)
        _set_wal(engine)
    with _locked(engine) as connection:
        command.upgrade(_config(connection), revision)


def downgrade_database(engine: Engine, revision: str) -> None:
    """Migrate back to `revision` ("base" for an empty schema)."""
    with _locked(engine) as connection:
        command.downgrade(_config(connection), revision)


def write_migration(engine: Engine, message: str) -> None:
    """Write a new migration: the difference between the models and the database. For developers."""
    with _locked(engine) as connection:
        command.revision(_config(connection), message=message, autogenerate=True)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _make_private(engine: Engine) -> None:
    """Let nobody else on this machine read a new file: it holds names and scores.

    SQLite makes the files beside it like it. One that is there already keeps what its operator gave it.
    """
    path = engine.url.database
    if path and path != ":memory:" and not Path(path).exists():
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _set_wal(engine: Engine) -> None:
    """Write-ahead logging is a property of the file, set once; changing it needs the file for oneself."""
    for attempt in range(_WAL_TRIES):
        raw = engine.raw_connection()
        try:
            cursor = raw.cursor()
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.close()
            return
        except Exception as error:
            # SQLite does not wait here, whatever the busy timeout says.
            if "locked" not in str(error) or attempt == _WAL_TRIES - 1:
                raise
            time.sleep(0.05)
        finally:
            raw.close()


@contextmanager
def _locked(engine: Engine) -> Iterator[Connection]:
    if engine.dialect.name == "sqlite":
        with _locked_sqlite(engine) as connection:
            yield connection
        return
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        yield connection


@contextmanager
def _locked_sqlite(engine: Engine) -> Iterator[Connection]:
    # A table that is altered is written anew and the old one dropped, which must not cascade; the switch
    # works only outside a transaction.
    with engine.connect().execution_options(sqlite_begin="IMMEDIATE") as connection:
        _set_foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                yield connection
                broken = connection.execute(text("PRAGMA foreign_key_check")).first()
                if broken is not None:
                    raise RuntimeError(f"the migration left a row of {broken[0]!r} that refers to nothing")
        finally:
            _set_foreign_keys(connection, "ON")


def _set_foreign_keys(connection: Connection, value: str) -> None:
    raw = connection.connection.dbapi_connection
    if raw is None:
        raise OperationalError("PRAGMA foreign_keys", None, RuntimeError("the connection is closed"))
    cursor = raw.cursor()
    cursor.execute(f"PRAGMA foreign_keys={value}")
    cursor.close()
