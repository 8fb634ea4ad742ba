"""`quizapi db`: the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sqlalchemy import Engine


@click.group()
def db() -> None:
    """The database."""


@db.command()
def upgrade() -> None:
    """Create the database, or bring it to the schema that this version expects. Harmless to repeat."""
    from quizapi.settings import Settings
    from quizapi.store.engine import create_database_engine

    engine = create_database_engine(Settings().database)
    try:
        click.echo(f"schema {prepare(engine)}")
    finally:
        engine.dispose()


def prepare(engine: Engine) -> str | None:
    """Our tables and the job engine's, both at their newest.

    Returns:
        The revision that the schema is at.
    """
    from quizapi.queue import migrate
    from quizapi.store.revisions import current_revision
    from quizapi.store.upgrade import upgrade_database

    upgrade_database(engine)
    migrate(engine)
    return current_revision(engine)
