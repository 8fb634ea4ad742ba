"""`python -m tests.bench.relaxed serve`: the server with SQLite's synchronous=NORMAL, for one comparison.

A bare insert in that mode waits for no disk, so that what the application adds is not hidden by the disk.
"""

from typing import Any

from flask import Flask
from sqlalchemy import event

from quizapi.app import create_app
from quizapi.cli import main, supervisor
from quizapi.cli.logs import configure_logging
from quizapi.settings import Settings
from quizapi.store.engine import create_database_engine


def application() -> Flask:
    """The application as `quizapi.cli.wsgi` makes it, on an engine of our own."""
    settings = Settings()
    configure_logging(settings.log_level)
    engine = create_database_engine(settings.database, pool_size=settings.web_threads)

    @event.listens_for(engine, "connect")
    def relax(connection: Any, record: Any) -> None:
        connection.execute("PRAGMA synchronous=NORMAL")

    return create_app(settings, engine=engine)


def _web_command(settings: Settings) -> list[str]:
    return [part.replace("quizapi.cli.wsgi", "tests.bench.relaxed") for part in _usual(settings)]


if __name__ == "__main__":
    _usual = supervisor.web_command
    supervisor.web_command = _web_command
    main()
