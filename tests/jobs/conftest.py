"""Fixtures for the tests of workers."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from quizapi.jobs.config import WorkerConfig
from quizapi.queue import JobQueue, migrate

# The helpers beside this file are imported by name, as workers import the plugins beside it.
sys.path.insert(0, str(Path(__file__).parent))

from school import PLUGIN, School  # noqa: E402


@pytest.fixture
def school(database: Engine, tmp_path: Path) -> Iterator[School]:
    """A database with all tables and no worker yet."""
    migrate(database)
    config = WorkerConfig(
        database_url=database.url.render_as_string(hide_password=False),
        name="host",
        plugins=(PLUGIN,),
        generator_seconds=20.0,
        reap_seconds=0.3,
        log_level="INFO",
    )
    school = School(database, config, tmp_path / "runs.txt", JobQueue(database))
    yield school
    school.close()
