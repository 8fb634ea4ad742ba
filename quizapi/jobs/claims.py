"""Executor ids, each held by at most one living worker of a database.

A claim is a lock that the operating system or the database frees when its holder dies, however it dies: an
advisory lock of a PostgreSQL session, or a locked file beside the SQLite database.
"""

import contextlib
import fcntl
import hashlib
import os
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

#: More workers than one host has slots for.
_MOST_SLOTS = 256
#: A host that vanished is noticed by the database within seconds, not by the system's default of two hours.
_KEEPALIVE = {"tcp_keepalives_idle": 5, "tcp_keepalives_interval": 2, "tcp_keepalives_count": 3}


class Claim(Protocol):
    """A held executor id."""

    executor_id: str

    def is_held(self) -> bool:
        """Whether it is still ours; a restart of the database takes it from us."""

    def release(self) -> None:
        """Give it up."""


def claim(engine: Engine, executor_id: str) -> Claim | None:
    """Hold an executor id; None where a living worker has it."""
    if engine.dialect.name == "sqlite":
        return _claim_file(engine, executor_id)
    return _claim_advisory(engine, executor_id)


def claim_first_free(engine: Engine, name: str) -> Claim:
    """Hold the first of "<name>-0", "<name>-1" ... that no living worker has.

    Raises:
        RuntimeError: All are taken.
    """
    for slot in range(_MOST_SLOTS):
        found = claim(engine, f"{name}-{slot}")
        if found is not None:
            return found
    raise RuntimeError(f"{_MOST_SLOTS} workers are called {name!r}; give this one another name")


class _FileClaim:
    def __init__(self, executor_id: str, descriptor: int) -> None:
        self.executor_id = executor_id
        self._descriptor = descriptor

    def is_held(self) -> bool:
        return True

    def release(self) -> None:
        os.close(self._descriptor)


def _claim_file(engine: Engine, executor_id: str) -> Claim | None:
    database = Path(engine.url.database or "")
    folder = database.with_name(f"{database.name}-workers")
    folder.mkdir(exist_ok=True)
    # Never removed: a file that is removed while another waits for its lock would be held twice.
    descriptor = os.open(folder / f"{quote(executor_id, safe='')}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return _FileClaim(executor_id, descriptor)


class _AdvisoryClaim:
    def __init__(self, executor_id: str, connection: Connection) -> None:
        self.executor_id = executor_id
        self._connection = connection
        self._lost = False

    def is_held(self) -> bool:
        # Once lost it stays lost: the connection would be made anew at its next use, without the lock.
        if not self._lost:
            try:
                self._connection.execute(text("SELECT 1"))
            except DBAPIError:
                self._lost = True
        return not self._lost

    def release(self) -> None:
        with contextlib.suppress(DBAPIError):
            self._connection.close()


def _claim_advisory(engine: Engine, executor_id: str) -> Claim | None:
    connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    # Out of the pool: the lock belongs to the session, which must end with the claim.
    connection.detach()
    try:
        for name, value in _KEEPALIVE.items():
            connection.execute(text(f"SET {name} = {value}"))
        taken = connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _key(executor_id)})
    except BaseException:
        connection.close()
        raise
    if not taken:
        connection.close()
        return None
    return _AdvisoryClaim(executor_id, connection)


def _key(executor_id: str) -> int:
    digest = hashlib.sha256(f"quizapi-worker/{executor_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
