"""`quizapi audit`: what was done, for the operator."""

from __future__ import annotations

import json

import click


@click.command()
@click.option("--user", "user_id", default=None, help="Only what the teacher with this id did.")
@click.option("--event", default=None, help="Only events of this kind.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 100_000))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def audit(user_id: str | None, event: str | None, limit: int, as_json: bool) -> None:
    """Show sign-ins, exports, deletions and repairs of scores, newest first: ids alone, no names."""
    from sqlalchemy import select

    from quizapi.settings import Settings
    from quizapi.store.engine import create_database_engine, create_session_factory
    from quizapi.store.models import AuditRow

    query = select(AuditRow).order_by(AuditRow.id.desc()).limit(limit)
    if user_id is not None:
        query = query.where(AuditRow.user_id == user_id)
    if event is not None:
        query = query.where(AuditRow.event == event)
    engine = create_database_engine(Settings().database)
    with create_session_factory(engine)() as session:
        for row in session.scalars(query):
            shown = {
                "at": row.at.isoformat(),
                "event": row.event,
                "user_id": row.user_id,
                "subject": row.subject,
                "source": row.source,
            }
            words = (str(value or "-") for value in shown.values())
            click.echo(json.dumps(shown) if as_json else "  ".join(words))
    engine.dispose()
