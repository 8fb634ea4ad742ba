"""`quizapi articles`: articles into the database, many at once."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizapi.cli.files import progress, read_text, text_files
from quizapi.domain import QuizApiError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

    from quizapi.queue import JobQueue
    from quizapi.services.article_cleaning import Prepared


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


@articles.command("fetch")
@click.argument("urls", nargs=-1, required=True)
@click.option("--user", "email", required=True, help="E-mail address of the teacher who will own them.")
def fetch_articles(urls: tuple[str, ...], email: str) -> None:
    """Store the articles at the addresses URLS for a teacher; needs QUIZAPI_ARTICLE_ADDRESSES.

    Only public addresses are asked, and only what the sites let robots read. A page that cannot be taken is
    named, and the others are stored.
    """
    from quizapi.cli.logs import configure_logging
    from quizapi.queue import JobQueue
    from quizapi.services.article_addresses import AddressesOff, read_page
    from quizapi.services.systems import client_of
    from quizapi.settings import Settings
    from quizapi.store.engine import create_database_engine, create_session_factory
    from quizapi.systems import systems_of

    settings = Settings()
    systems = systems_of(settings)
    if not systems.articles:
        raise AddressesOff("Set QUIZAPI_ARTICLE_ADDRESSES=1.")
    configure_logging("WARNING")
    engine = create_database_engine(settings.database)
    outcomes: Counter[str] = Counter()
    try:
        sessions = create_session_factory(engine)
        owner_id = owner_of(sessions, email)
        queue = JobQueue(engine)
        with progress("fetching", len(urls)) as bar:
            for url in urls:
                try:
                    page = read_page(client_of(systems), url, max_chars=settings.max_article_chars)
                    is_new = _add(sessions, queue, page.article, owner_id, page.url)
                    outcomes["stored" if is_new else "known"] += 1
                except QuizApiError as error:
                    outcomes["failed"] += 1
                    click.secho(f"{url}: {error.title()}: {error.detail}", fg="red", err=True)
                bar.advance(url)
    finally:
        engine.dispose()
    stored, known, failed = (outcomes[name] for name in ("stored", "known", "failed"))
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

    return _add(sessions, queue, prepare_text(raw, {}, max_chars=max_chars), owner_id, None)


def _add(
    sessions: sessionmaker[Session],
    queue: JobQueue,
    prepared: Prepared,
    owner_id: str,
    source_url: str | None,
) -> bool:
    from quizapi.services.articles import add_article, has_text
    from quizapi.store.engine import write_transaction

    with write_transaction(sessions) as session:
        if has_text(session, owner_id, prepared.text):
            return False
        now = datetime.now(UTC)
        add_article(session, queue, prepared, owner_id=owner_id, source_url=source_url, now=now)
        return True
