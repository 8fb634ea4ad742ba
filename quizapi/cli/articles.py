"""`quizapi articles`: articles into the database, many at once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizapi.cli.files import progress, read_text, text_files
from quizapi.domain import QuizApiError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

    from quizapi.queue import JobQueue


class NoSuchTeacher(QuizApiError):
    """There is no such teacher."""


@click.group()
def articles() -> None:
    """Articles."""


@articles.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--user", "email", required=True, help="E-mail address of the teacher who will own them.")
def import_articles(paths: tuple[Path, ...], email: str) -> None:
    """Store the articles of PATHS (UTF-8 text files, or folders of them) for a teacher.

    A text that the teacher has already is left out, so that a broken import can be run again. A file that
    cannot be taken is named, and the others are stored.
    """
    from quizapi.cli.logs import configure_logging
    from quizapi.queue import JobQueue
    from quizapi.settings import Settings
    from quizapi.store.engine import create_database_engine, create_session_factory

    settings = Settings()
    configure_logging("WARNING")
    files = text_files(paths)
    engine = create_database_engine(settings.database)
    stored, known, failed = 0, 0, 0
    try:
        sessions = create_session_factory(engine)
        owner_id = owner_of(sessions, email)
        queue = JobQueue(engine)
        with progress("importing", len(files)) as bar:
            for path in files:
                try:
                    if _store(sessions, queue, read_text(path), owner_id, settings.max_article_chars):
                        stored += 1
                    else:
                        known += 1
                except QuizApiError as error:
                    failed += 1
                    click.secho(f"{path}: {error.title()}: {error.detail}", fg="red", err=True)
                bar.advance(path.name)
    finally:
        engine.dispose()
    click.echo(f"{stored} stored, {known} known already, {failed} failed")
    raise SystemExit(1 if failed else 0)


def owner_of(sessions: sessionmaker[Session], email: str) -> str:
    """The id of the teacher with that address.

    Raises:
        NoSuchTeacher
    """
    from sqlalchemy import select

    from quizapi.services.accounts import normal_email
    from quizapi.store.models import UserRow

    with sessions() as session:
        owner_id = session.scalar(select(UserRow.id).where(UserRow.email == normal_email(email)))
    if owner_id is None:
        raise NoSuchTeacher(f"{email!r}; add one with: quizapi users add {email}")
    return owner_id


def _store(sessions: sessionmaker[Session], queue: JobQueue, raw: str, owner_id: str, max_chars: int) -> bool:
    """Store one article, in a transaction of its own. False where the owner has the text already."""
    from quizapi.services.article_cleaning import prepare_text
    from quizapi.services.articles import add_article, has_text
    from quizapi.store.engine import write_transaction

    prepared = prepare_text(raw, {}, max_chars=max_chars)
    with write_transaction(sessions) as session:
        if has_text(session, owner_id, prepared.text):
            return False
        add_article(session, queue, prepared, owner_id=owner_id, source_url=None, now=datetime.now(UTC))
        return True
