"""`quizapi articles`: articles into the database, many at once."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizapi.cli.files import FileNotReadable, files_in, progress, read_text
from quizapi.domain import QuizApiError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

    from quizapi.plugin_api.registry import Registry
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
    """Store the articles of PATHS for a teacher: txt, md, html, docx, pdf, what plugins read, or folders.

    Text is read as UTF-8. A text that the teacher has already is left out, so that a broken import can be run
    again. A file that cannot be taken is named, and the others are stored.
    """
    from quizapi.cli.logs import configure_logging
    from quizapi.exchange.plugged.articles import article_endings
    from quizapi.plugin_api.registry import load_registry
    from quizapi.queue import JobQueue
    from quizapi.settings import Settings
    from quizapi.store.engine import create_database_engine, create_session_factory

    settings = Settings()
    configure_logging("WARNING")
    registry = load_registry(allow=settings.plugins)
    files = files_in(paths, article_endings(registry))
    engine = create_database_engine(settings.database)
    stored, known, failed = 0, 0, 0
    try:
        sessions = create_session_factory(engine)
        owner_id = owner_of(sessions, email)
        queue = JobQueue(engine)
        with progress("importing", len(files)) as bar:
            for path in files:
                try:
                    article = _prepared(registry, path, settings.max_article_chars)
                    if _add(sessions, queue, article, owner_id, None):
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


def _prepared(registry: Registry, path: Path, max_chars: int) -> Prepared:
    """The article of one file; one of an unknown kind is read as text."""
    from quizapi.exchange.plugged.articles import article_endings, read_any_article_file
    from quizapi.services.article_cleaning import prepare_text

    ending = path.suffix.lower().lstrip(".")
    if ending == "txt" or ending not in article_endings(registry):
        return prepare_text(read_text(path), {}, max_chars=max_chars)
    try:
        found = read_any_article_file(registry, path.name, path.read_bytes())
    except OSError as error:
        raise FileNotReadable(f"{path}: {error.strerror}") from error
    details = {"title": found.title, "author": found.author, "published_on": found.published_on}
    given = {name: value for name, value in details.items() if value is not None}
    return prepare_text(found.text, given, max_chars=max_chars)


def _add(
    sessions: sessionmaker[Session],
    queue: JobQueue,
    prepared: Prepared,
    owner_id: str,
    source_url: str | None,
) -> bool:
    """Store one article, in a transaction of its own. False where the owner has the text already."""
    from quizapi.services.articles import add_article, has_text
    from quizapi.store.engine import write_transaction

    with write_transaction(sessions) as session:
        if has_text(session, owner_id, prepared.text):
            return False
        now = datetime.now(UTC)
        add_article(session, queue, prepared, owner_id=owner_id, source_url=source_url, now=now)
        return True
