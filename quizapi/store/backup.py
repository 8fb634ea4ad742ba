"""A copy of the embedded database as it is at one moment, made while it is in use."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from quizapi.domain import QuizApiError
from quizapi.store.revisions import head_revision


class BackupFailed(QuizApiError):
    """The backup could not be made."""


def backup_database(engine: Engine, target: Path, *, overwrite: bool = False) -> int:
    """Copy the SQLite database to a file of its own, check it, and put it in its place whole.

    Everything that was acknowledged before the call is in it, the job engine's tables too. Writers go on
    meanwhile: in write-ahead mode one reader's view stays what it is. So all pages are copied in one step;
    in several, SQLite's backup would begin anew at each write of another process.

    Returns:
        The size of the copy in bytes.

    Raises:
        BackupFailed: The database is not SQLite or not there, the target exists, the disk is full, or the
            copy does not pass SQLite's own checks.
    """
    if engine.dialect.name != "sqlite":
        raise BackupFailed(
            "This is for the embedded database; use pg_dump for PostgreSQL (docs/operating.md)."
        )
    source = Path(engine.url.database or "")
    if not source.is_file():
        raise BackupFailed(f"There is no database at {source}.")
    if target.exists() and not overwrite:
        raise BackupFailed(f"{target} exists already; choose another name, or say --overwrite.")
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        _copy(engine, part)
        _to_disk(part)
        part.replace(target)
        _to_disk(target.parent)
    except OSError as error:
        raise BackupFailed(f"{target}: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
    return target.stat().st_size


def _copy(engine: Engine, part: Path) -> None:
    dbapi: Any = engine.dialect.dbapi
    with _raw(engine) as source, contextlib.closing(dbapi.connect(str(part))) as copy:
        try:
            source.backup(copy, pages=-1)
            # A copy is one file; the first start of a server on it switches write-ahead logging on again.
            copy.execute("PRAGMA journal_mode=DELETE")
            _check(copy)
        except dbapi.Error as error:
            raise BackupFailed(f"SQLite says: {error}") from error


def _check(copy: Any) -> None:
    faults = [row[0] for row in copy.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
    if faults:
        raise BackupFailed(f"The copy is damaged: {faults[0]}")
    if copy.execute("PRAGMA foreign_key_check").fetchone():
        raise BackupFailed("The copy has a row that refers to nothing.")
    (revision,) = copy.execute("SELECT version_num FROM alembic_version").fetchone() or (None,)
    if revision != head_revision():
        raise BackupFailed(f"The schema is at {revision}, this version expects {head_revision()}.")


@contextlib.contextmanager
def _raw(engine: Engine) -> Iterator[Any]:
    pooled = engine.raw_connection()
    try:
        yield pooled.driver_connection
    finally:
        pooled.close()


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
