"""Database engines and sessions. The only place that knows how SQLite must be opened."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from select import POLLIN, poll
from threading import Lock
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session, sessionmaker

_WAIT_SECONDS = 30.0
_TURN = "quizapi_turn"
#: The connection used last is used next: its statements are prepared and its pages are in its cache. Errors
#: do not quote what was to be stored, which may be an article or a name.
_OPTIONS: Any = {"pool_use_lifo": True, "hide_parameters": True}


def create_database_engine(url: str, *, pool_size: int = 16) -> Engine:
    """An engine for SQLite or PostgreSQL.

    SQLite: `synchronous=FULL` (an acknowledged answer survives a power cut), foreign keys on and a busy
    timeout; WAL is a property of the file and set when it is created (`upgrade_database`).

    Raises:
        ValueError: The URL is of another database.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        engine = create_engine(parsed, pool_size=pool_size, max_overflow=0, pool_timeout=10, **_OPTIONS)
        event.listen(engine, "checkout", _refuse_closed)
        return engine
    if parsed.get_backend_name() != "sqlite":
        raise ValueError(f"the database must be SQLite or PostgreSQL, not {parsed.get_backend_name()}")
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        parsed,
        module=_sqlite_module(),
        pool_size=pool_size,
        max_overflow=0,
        connect_args={"timeout": _WAIT_SECONDS},
        execution_options={_TURN: Lock()},
        **_OPTIONS,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "handle_error", _drop_spoilt_connections)
    return engine


def _refuse_closed(connection: Any, record: Any, proxy: Any) -> None:
    """Have the pool open a new connection where the server has closed this one while it lay idle.

    An idle connection has nothing to be read. Where it has, it is the end that the server has sent, or a
    notice: the connection is asked. That spares every use of a sound one the round trip of a ping.
    """
    try:
        idle = poll()
        idle.register(connection.fileno(), POLLIN)
        if not idle.poll(0):
            return
        connection.execute("SELECT 1")
        connection.rollback()
    except Exception as error:
        raise DisconnectionError("the server has closed the connection") from error


def _sqlite_module() -> ModuleType:
    # The WAL-reset fault (mended in SQLite 3.51.3) can lose a transaction: never the system's own library.
    import pysqlite3

    return pysqlite3  # type: ignore[no-any-return]


def _prepare_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy begins transactions, not the driver
    cursor = connection.cursor()
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    # SQLite's own knows no letters but ASCII's, so that a search for "Škoda" would not find "ŠKODA".
    connection.create_function("lower", 1, _lower, deterministic=True)


def _drop_spoilt_connections(context: Any) -> None:
    # A connection that was opened while the file could not be written to stays read-only for good, and one
    # that met a fault of the disk may hold a damaged view: open new ones.
    fault = str(context.original_exception)
    if any(words in fault for words in ("readonly database", "disk I/O error", "unable to open")):
        context.is_disconnect = True


def _lower(text: object) -> object:
    return text.lower() if isinstance(text, str) else text


def _begin_sqlite(connection: Any) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
    if mode != "NEVER":
        connection.exec_driver_sql(f"BEGIN {mode}")


@lru_cache(maxsize=4)
def statement_by_statement(engine: Engine) -> Engine:
    """The same pool, with each statement a transaction of its own: durable when it returns."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(sqlite_begin="NEVER")
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def create_session_factory(engine: Engine, *, outgoing: Collection[str] = ()) -> sessionmaker[Session]:
    """Sessions whose rows stay readable after a commit.

    Args:
        outgoing: Kinds of messages to other systems that are switched on; what happens in the session is
            told to them (`services.outbox`).
    """
    return sessionmaker(engine, expire_on_commit=False, info={"outgoing": frozenset(outgoing)})


@contextmanager
def write_transaction(factory: sessionmaker[Session]) -> Iterator[Session]:
    """A session in a transaction that takes the write lock at once (`BEGIN IMMEDIATE` on SQLite), so that it
    waits for other writers before it reads and never fails with a stale snapshot. Commits at the end."""
    with factory() as session, turn_to_write(session.get_bind()), session.begin():
        session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})
        yield session


@contextmanager
def read_of_one_moment(factory: sessionmaker[Session]) -> Iterator[Session]:
    """A session that only reads, and sees all of it as it stood at its first read, however long it takes."""
    with factory() as session:
        if session.get_bind().dialect.name == "postgresql":
            # SQLite does so by itself.
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield session


@contextmanager
def write_on(connection: Connection) -> Iterator[None]:
    """The same on a connection whose reading is done: what it has begun is ended first."""
    connection.rollback()
    connection.execution_options(sqlite_begin="IMMEDIATE")
    with turn_to_write(connection), connection.begin():
        yield


@contextmanager
def turn_to_write(bind: Engine | Connection) -> Iterator[None]:
    """Threads of this process write one after the other where the database is SQLite.

    SQLite has one writer at a time, and whoever finds it busy sleeps for a while and tries again, longer and
    longer: among many threads some starve. Here they wait in line, and only processes compete for the file.
    """
    turn: Lock | None = bind.get_execution_options().get(_TURN)
    has_turn = turn is not None and turn.acquire(timeout=_WAIT_SECONDS)
    try:
        yield
    finally:
        if turn is not None and has_turn:
            turn.release()
