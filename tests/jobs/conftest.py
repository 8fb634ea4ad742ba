"""Fixtures for the tests of workers."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from quizapi.jobs.config import WorkerConfig
from quizapi.queue import JobQueue, migrate
from quizapi.store.engine import create_database_engine
from quizapi.store.upgrade import upgrade_database

# The helpers beside this file are imported by name, as workers import the plugins beside it.
sys.path.insert(0, str(Path(__file__).parent))

from school import PLUGIN, School


@contextmanager
def _school(url: str, folder: Path) -> Iterator[School]:
    engine = create_database_engine(url, pool_size=4)
    upgrade_database(engine)
    migrate(engine)
    config = WorkerConfig(
        database_url=url,
        name="host",
        plugins=(PLUGIN,),
        generator_seconds=20.0,
        generator_megabytes=900,
        reap_seconds=0.3,
        log_level="WARNING",
    )
    school = School(engine, config, folder / "runs.txt", JobQueue(engine))
    try:
        yield school
    finally:
        school.close()
        engine.dispose()


@pytest.fixture
def open_school() -> Callable[[str, Path], AbstractContextManager[School]]:
    """Opens one on a database of the test's own: `with open_school(url, folder) as school`."""
    return _school


@pytest.fixture
def school(database_url: str, tmp_path: Path) -> Iterator[School]:
    """A database with all tables and no worker yet; of each kind."""
    with _school(database_url, tmp_path) as school:
        yield school


@pytest.fixture
def sqlite_school(sqlite_url: str, tmp_path: Path) -> Iterator[School]:
    """The same on SQLite alone, for what the database has no part in."""
    with _school(sqlite_url, tmp_path) as school:
        yield school


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def working_school(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[School]:
    """One with a worker that stays for all tests of the module; of each kind."""
    folder = tmp_path_factory.mktemp("school")
    if request.param == "sqlite":
        with _school(f"sqlite:///{folder / 'quizapi.sqlite3'}", folder) as school, school.worker():
            yield school
        return
    new_postgres = request.getfixturevalue("new_postgres")
    with new_postgres() as url, _school(url, folder) as school, school.worker():
        yield school
