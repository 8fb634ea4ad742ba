"""`quizapi users`: accounts, from the operator's side."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_password = click.option(
    "--password",
    prompt=True,
    hide_input=True,
    confirmation_prompt=True,
    help="At least 10 characters; asked for.",
)


@click.group()
def users() -> None:
    """Teachers' accounts."""


@users.command()
@click.argument("email")
@click.option("--name", prompt=True)
@_password
def add(email: str, name: str, password: str) -> None:
    """Add a teacher."""
    from quizapi.services import audit
    from quizapi.services.accounts import hash_password, register_user
    from quizapi.services.passwords import check_password

    check_password(password, own_words=(email, name))
    hashed, now = hash_password(password), datetime.now(UTC)
    with _transaction() as session:
        user = register_user(session, email=email, password_hash=hashed, name=name, now=now)
        audit.record(session, "registered", now=now, subject=user.id)
        click.echo(user.id)


@users.command()
@click.argument("email")
@click.option(
    "--days", default=7, show_default=True, type=click.IntRange(1, 365), help="How long the invitation holds."
)
def invite(email: str, days: int) -> None:
    """Print a link by which EMAIL can make an account where QUIZAPI_REGISTRATION=invitation."""
    from quizapi.services.invitations import make_invitation
    from quizapi.settings import Settings

    settings = Settings()
    until = datetime.now(UTC) + timedelta(days=days)
    invitation = make_invitation(settings.server_secret(), email=email, until=until)
    click.echo(f"{settings.base_url}/sign-up?invitation={invitation}")


@users.command("set-password")
@click.argument("email")
@_password
def set_password(email: str, password: str) -> None:
    """Give a teacher a new password and end all of their sessions and tokens."""
    from quizapi.services import audit
    from quizapi.services.accounts import hash_password, reset_password
    from quizapi.services.passwords import check_password

    hashed = hash_password(password)
    with _transaction() as session:
        user = reset_password(session, email=email, password_hash=hashed)
        check_password(password, own_words=(user.email, user.name))  # a fault undoes it all
        audit.record(session, "password-changed", now=datetime.now(UTC), subject=user.id)


@users.command("list")
def list_users() -> None:
    """Show all teachers."""
    from sqlalchemy import select

    from quizapi.store.models import UserRow

    with _transaction() as session:
        for user in session.scalars(select(UserRow).order_by(UserRow.id)):
            click.echo(f"{user.id}  {user.email}  {user.name}")


@contextmanager
def _transaction() -> Iterator[Session]:
    from quizapi.settings import Settings
    from quizapi.store.engine import create_database_engine, create_session_factory, write_transaction

    engine = create_database_engine(Settings().database)
    try:
        with write_transaction(create_session_factory(engine)) as session:
            yield session
    finally:
        engine.dispose()
