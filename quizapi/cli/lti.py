"""`quizapi lti`: learning platforms that may launch assignments."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizapi.domain import QuizApiError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: Names of a platform's values in a JSON file, as the options are called.
_FIELDS = (
    "name",
    "issuer",
    "client_id",
    "auth_login_url",
    "auth_token_url",
    "key_set_url",
    "auth_audience",
    "deployment_ids",
)


class PlatformFileInvalid(QuizApiError):
    """The file does not describe a learning platform."""


@click.group()
def lti() -> None:
    """Learning platforms (LTI 1.3)."""


@lti.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", help="What the platform is called in lists.")
@click.option("--issuer", help="The platform's `iss`.")
@click.option("--client-id", help="What the platform calls us.")
@click.option("--auth-login-url", help="OIDC authentication request address.")
@click.option("--auth-token-url", help="Access token address.")
@click.option("--key-set-url", help="Address of the platform's public keys.")
@click.option("--auth-audience", default=None, help="Audience of access tokens, where it is another.")
@click.option("--deployment-id", "deployment_ids", multiple=True, help="May be repeated.")
def add(file: Path | None, **given: Any) -> None:
    """Register a platform by options, or by a JSON FILE with the same names (deployment_ids is a list)."""
    from quizapi.services.lti import NewPlatform, add_platform

    values = {**(_read(file) if file else {}), **{name: value for name, value in given.items() if value}}
    missing = [name for name in _FIELDS if name != "auth_audience" and not values.get(name)]
    if missing:
        raise click.UsageError(f"missing: {', '.join(missing)}")
    with _transaction() as session:
        row = add_platform(session, NewPlatform(**values), now=datetime.now(UTC))
        click.echo(row.id)


@lti.command("list")
def list_platforms() -> None:
    """Show the registered platforms."""
    from sqlalchemy import select

    from quizapi.store.models import LtiPlatformRow

    with _transaction() as session:
        for row in session.scalars(select(LtiPlatformRow).order_by(LtiPlatformRow.id)):
            deployments = ",".join(row.deployment_ids)
            click.echo(
                f"{row.id}  {row.name}  {row.issuer}  client {row.client_id}  deployments {deployments}"
            )


@lti.command()
@click.argument("platform_id")
def remove(platform_id: str) -> None:
    """Take a platform off; attempts stay, but nothing is sent to it any more."""
    from quizapi.services.lti import PlatformUnknown
    from quizapi.store.models import LtiPlatformRow

    with _transaction() as session:
        row = session.get(LtiPlatformRow, platform_id)
        if row is None:
            raise PlatformUnknown(f"{platform_id!r}; see: quizapi lti list")
        session.delete(row)


@lti.command("config")
def show_config() -> None:
    """Show, as JSON, what a platform's administrator enters; makes our key where there is none."""
    from quizapi.services.lti_keys import key_pair
    from quizapi.settings import Settings

    settings = Settings()
    base = f"{settings.base_url}/lti"
    told = {
        "target_link_uri": f"{base}/launch",
        "redirect_uris": [f"{base}/launch"],
        "oidc_initiation_url": f"{base}/login",
        "public_jwk_url": f"{base}/keys",
        "public_jwk": key_pair(settings.lti_key_path).jwk(),
        "scopes": [
            "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem",
            "https://purl.imsglobal.org/spec/lti-ags/scope/score",
            "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly",
        ],
        "messages": ["LtiResourceLinkRequest", "LtiDeepLinkingRequest"],
        "privacy_level": "anonymous",
    }
    click.echo(json.dumps(told, indent=2))


def _read(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise PlatformFileInvalid(f"{file}: {error}") from error
    known = isinstance(data, dict) and set(data) <= set(_FIELDS)
    ids = data.get("deployment_ids") if known else None
    if not known or not (ids is None or (isinstance(ids, list) and all(isinstance(i, str) for i in ids))):
        raise PlatformFileInvalid(
            f"{file}: an object of {', '.join(_FIELDS)}; deployment_ids a list of texts"
        )
    if not all(isinstance(data[name], str) for name in data if name != "deployment_ids"):
        raise PlatformFileInvalid(f"{file}: all but deployment_ids are texts")
    return {**data}


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
