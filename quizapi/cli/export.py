"""`quizapi export`: a quiz as a file, straight from the database."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from quizapi.domain import QuizApiError


class FileNotWritten(QuizApiError):
    """The file cannot be written."""


@click.command()
@click.argument("quiz_id")
@click.option("--format", "name", required=True, help="gift, moodle-xml, qti3, anki, pdf ...; or: list")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write, - for standard output; else it is named after the quiz.",
)
@click.option(
    "--status",
    default="all",
    show_default=True,
    type=click.Choice(["all", "accepted", "proposed"]),
    help="Which items; rejected ones never.",
)
@click.option("--no-key", is_flag=True, help="Papers (markdown, html, pdf) without the key.")
@click.option("--partial", is_flag=True, help="Leave out items that the format cannot hold.")
def export(quiz_id: str, name: str, output: Path | None, status: str, no_key: bool, partial: bool) -> None:
    """Write the quiz QUIZ_ID to a file. Items that are left out or changed are named on standard error."""
    from quizapi.exchange.plugged.exporters import all_exporters, find_exporter
    from quizapi.plugin_api.registry import load_registry
    from quizapi.services import audit
    from quizapi.services.exchange import ItemsNotHeld, export_filename, export_quiz
    from quizapi.services.quizzes import QuizNotFound
    from quizapi.settings import Settings
    from quizapi.store.engine import create_database_engine, create_session_factory, write_transaction
    from quizapi.store.models import QuizRow

    settings = Settings()
    registry = load_registry(allow=settings.plugins)
    if name == "list":
        for one in all_exporters(registry).values():
            plugin = registry.origins.get(("exporters", one.name))
            told = [note for note in (one.loses, plugin and f"{plugin.package} {plugin.version}") if note]
            click.echo(f"{one.name:12} {one.title}" + (f" ({'; '.join(told)})" if told else ""))
        return
    exporter = find_exporter(registry, name)
    engine = create_database_engine(settings.database)
    sessions, now = create_session_factory(engine), datetime.now(UTC)
    try:
        with sessions() as session:
            quiz = session.get(QuizRow, quiz_id)
            if quiz is None:
                raise QuizNotFound(f"There is no quiz {quiz_id!r}.")
            written = export_quiz(
                session,
                quiz,
                exporter,
                registry=registry,
                status=status,
                with_key=not no_key,
                is_partial=partial,
                now=now,
            )
            target = output or Path(export_filename(quiz, exporter.extension))
        with write_transaction(sessions) as session:
            audit.record(session, "quiz-exported", now=now, subject=quiz_id)
    except ItemsNotHeld as error:
        for fault in error.faults:
            click.secho(f"{fault['pointer'].removeprefix('/items/')}: {fault['detail']}", fg="red", err=True)
        detail = error.detail.replace("Send partial=true", "Add --partial")
        raise click.ClickException(f"{error.title()}: {detail}") from error
    finally:
        engine.dispose()
    for word, notes in (("left out", written.left_out), ("changed", written.changed)):
        for note in notes:
            click.secho(f"{word}: {note.item_id}: {note.reason}", fg="yellow", err=True)
    _write(target, written.data)


def _write(target: Path, data: bytes) -> None:
    if str(target) == "-":
        sys.stdout.buffer.write(data)
        return
    try:
        target.write_bytes(data)
    except OSError as error:
        raise FileNotWritten(f"{target}: {error.strerror}") from error
    click.echo(str(target))
