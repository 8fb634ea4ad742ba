"""`quizapi import`: what a quiz file holds, and where asked a quiz made of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizapi.cli.files import FileNotReadable
from quizapi.domain import QuizApiError

if TYPE_CHECKING:
    from quizapi.plugin_api import Scorer
    from quizapi.services.exchange import ImportReport


def _write_template(context: click.Context, _: click.Parameter, name: str | None) -> None:
    if name is None or context.resilient_parsing:
        return
    from quizapi.exchange.templates import template

    click.echo(template(name), nl=False)
    context.exit()


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--user", "email", required=True, help="E-mail address of the teacher who will own the quiz.")
@click.option("--format", "name", default="", help="gift, moodle-xml, qti, aiken, csv, xlsx or json.")
@click.option("--title", default=None, help="Title of the quiz; else the file's own.")
@click.option("--store", is_flag=True, help="Make a quiz of each file; without it, only look.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line a file, nothing else.")
@click.option(
    "--template",
    type=click.Choice(["csv", "xlsx", "json"]),
    is_eager=True,
    expose_value=False,
    callback=_write_template,
    help="Write a table to be filled in (or the JSON Schema of our own file) to standard output, and stop.",
)
def import_quiz(
    files: tuple[Path, ...], email: str, name: str, title: str | None, store: bool, as_json: bool
) -> None:
    """Show what the quiz files FILES hold, each part that is not taken with its line and the reason.

    Exit status 1 where a file is refused as a whole; the others are still done.
    """
    from quizapi.cli.articles import owner_of
    from quizapi.plugin_api.registry import load_registry
    from quizapi.settings import Settings
    from quizapi.store.engine import create_database_engine, create_session_factory

    settings = Settings()
    scorers = load_registry(allow=settings.plugins).scorers
    engine = create_database_engine(settings.database)
    failed = False
    try:
        sessions = create_session_factory(engine)
        owner_id = owner_of(sessions, email)
        for path in files:
            try:
                line = _import(sessions, owner_id, path, name, title, scorers, store=store)
            except QuizApiError as error:
                failed = True
                line = {"error": f"{error.title()}: {error.detail}"}
            if as_json:
                click.echo(json.dumps({"file": str(path), **line}, ensure_ascii=False))
            else:
                _show(path, line)
    finally:
        engine.dispose()
    raise SystemExit(int(failed))


def _import(
    sessions: Any,
    owner_id: str,
    path: Path,
    name: str,
    title: str | None,
    scorers: Mapping[str, Scorer],
    *,
    store: bool,
) -> dict[str, Any]:
    from quizapi.exchange.registry import importer_of
    from quizapi.services.exchange import check_import, store_import
    from quizapi.store.engine import write_transaction

    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileNotReadable(f"{path}: {error.strerror}") from error
    importer = importer_of(name, filename=path.name, data=data)
    found = importer.read(data)
    if not store:
        with sessions() as session:
            return _line(check_import(session, owner_id, found, title=title, scorers=scorers), None)
    with write_transaction(sessions) as session:
        report = check_import(session, owner_id, found, title=title, scorers=scorers)
        source = {"format": importer.name, "filename": path.name}
        quiz = store_import(session, owner_id, report, source=source, now=datetime.now(UTC))
        return _line(report, quiz.id)


def _line(report: ImportReport, quiz_id: str | None) -> dict[str, Any]:
    skipped = [{"line": part.line, "what": part.what, "reason": part.reason} for part in report.skipped]
    return {"title": report.title, "items": report.items, "skipped": skipped, "quiz_id": quiz_id}


def _show(path: Path, line: dict[str, Any]) -> None:
    click.secho(str(path), bold=True)
    if "error" in line:
        click.secho(line["error"], fg="red", err=True)
        return
    for number, item in enumerate(line["items"], 1):
        click.echo(f"{number}. [{item['interaction']}] {' '.join(item['stem'].split())}")
    for part in line["skipped"]:
        place = f"line {part['line']}: " if part["line"] else ""
        click.secho(f"not taken: {place}{part['what']}: {part['reason']}", fg="yellow", err=True)
    if line["quiz_id"]:
        click.echo(f"quiz {line['quiz_id']}")
