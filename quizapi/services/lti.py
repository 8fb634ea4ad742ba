"""Learning platforms: which are registered, and what a launch from one may do.

Nothing here knows tokens of platforms: who a person is and what a launch says was verified before by
`quizapi.lti`.
"""

import hashlib
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlsplit

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from quizapi.services.errors import Conflict, Forbidden, Invalid, NotFound
from quizapi.store.models import (
    LtiGrantRow,
    LtiLoginRow,
    LtiPlatformRow,
    LtiTeacherRow,
    LtiTicketRow,
)
from quizapi.store.types import new_id

Json = dict[str, Any]
#: From the start of a launch until the platform has sent the person back.
LOGIN_LIFE = timedelta(minutes=10)
TICKET_LIFE = {"choose": timedelta(hours=1), "open": timedelta(hours=2)}


class PlatformUnknown(NotFound):
    """This learning platform is not registered here."""


class PlatformKnown(Conflict):
    """This learning platform is registered already."""


class PlatformInvalid(Invalid):
    """The learning platform cannot be registered so."""


class LaunchRefused(Forbidden):
    """This launch from the learning platform is not valid."""


@dataclass(frozen=True, slots=True)
class NewPlatform:
    """How a platform is registered."""

    name: str
    issuer: str
    client_id: str
    auth_login_url: str
    auth_token_url: str
    key_set_url: str
    deployment_ids: Sequence[str]
    auth_audience: str | None = None


# -- platforms


def add_platform(session: Session, new: NewPlatform, *, now: datetime) -> LtiPlatformRow:
    """Register a platform.

    Raises:
        PlatformKnown, PlatformInvalid
    """
    for name in ("issuer", "auth_login_url", "auth_token_url", "key_set_url"):
        parts = urlsplit(getattr(new, name))
        is_local = parts.hostname in ("localhost", "127.0.0.1", "::1")
        if parts.scheme != "https" and not (parts.scheme == "http" and is_local):
            raise PlatformInvalid(f"{name} must be an https address")
    if not new.deployment_ids:
        raise PlatformInvalid("Give at least one deployment id.")
    known = select(LtiPlatformRow.id).where(
        LtiPlatformRow.issuer == new.issuer, LtiPlatformRow.client_id == new.client_id
    )
    if session.scalar(known) is not None:
        raise PlatformKnown(f"{new.issuer} with the client id {new.client_id}")
    row = LtiPlatformRow(
        id=new_id(),
        name=new.name,
        issuer=new.issuer,
        client_id=new.client_id,
        auth_login_url=new.auth_login_url,
        auth_token_url=new.auth_token_url,
        auth_audience=new.auth_audience,
        key_set_url=new.key_set_url,
        deployment_ids=list(new.deployment_ids),
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row


def find_platform(session: Session, issuer: str, client_id: str | None) -> LtiPlatformRow:
    """The platform of an issuer; the client id may be left out where the issuer is registered once.

    Raises:
        PlatformUnknown
    """
    query = select(LtiPlatformRow).where(LtiPlatformRow.issuer == issuer)
    if client_id:
        query = query.where(LtiPlatformRow.client_id == client_id)
    found = session.scalars(query.limit(2)).all()
    if len(found) != 1:
        raise PlatformUnknown("The operator registers it with: quizapi lti add")
    return found[0]


def hosts_of(platform: LtiPlatformRow) -> Collection[str]:
    """Hosts that the operator has named with a platform."""
    urls = (platform.issuer, platform.auth_login_url, platform.auth_token_url, platform.key_set_url)
    return {(urlsplit(url).hostname or "").lower() for url in urls} - {""}


# -- a launch's way


def begin_login(session: Session, platform_id: str, *, state: str, nonce: str, now: datetime) -> None:
    """Keep what must come back from the platform."""
    for table in (LtiLoginRow, LtiTicketRow):
        session.execute(delete(table).where(table.expires_at < now))
    session.add(
        LtiLoginRow(
            state_hash=_hash(state),
            nonce_hash=_hash(nonce),
            platform_id=platform_id,
            expires_at=now + LOGIN_LIFE,
        )
    )
    session.flush()


def take_login(session: Session, state: str, *, now: datetime) -> tuple[str, str]:
    """Use up a state; it is never good again, whatever comes of this launch.

    Returns:
        The platform's id, and the hash of the nonce.

    Raises:
        LaunchRefused: Nobody began such a launch, it was used before, or it is too old.
    """
    taken = session.execute(
        update(LtiLoginRow)
        .where(
            LtiLoginRow.state_hash == _hash(state),
            LtiLoginRow.used_at.is_(None),
            LtiLoginRow.expires_at > now,
        )
        .values(used_at=now)
        .returning(LtiLoginRow.platform_id, LtiLoginRow.nonce_hash)
        .execution_options(synchronize_session=False)
    ).first()
    if taken is None:
        raise LaunchRefused("It was not begun here, was used before, or is too old. Launch it again.")
    return taken.platform_id, taken.nonce_hash


def is_nonce(nonce: str, nonce_hash: str) -> bool:
    """Whether a nonce is the one that a login was begun with."""
    return secrets.compare_digest(_hash(nonce), nonce_hash)


def new_ticket(
    session: Session,
    kind: Literal["choose", "open"],
    platform_id: str,
    data: Mapping[str, Any],
    *,
    now: datetime,
) -> str:
    """Let a page of ours go on with a launch without a cookie.

    Returns:
        The secret that the page sends back.
    """
    token = secrets.token_urlsafe(32)
    session.add(
        LtiTicketRow(
            token_hash=_hash(token),
            kind=kind,
            platform_id=platform_id,
            data=dict(data),
            expires_at=now + TICKET_LIFE[kind],
        )
    )
    session.flush()
    return token


def find_ticket(
    session: Session, kind: Literal["choose", "open"], token: str, *, now: datetime
) -> LtiTicketRow:
    """A ticket that is still good.

    Raises:
        LaunchRefused
    """
    row = session.get(LtiTicketRow, _hash(token), with_for_update=True)
    if row is None or row.kind != kind or row.expires_at <= now:
        raise LaunchRefused("This page is too old. Go back to the course and open it again.")
    return row


# -- instructors


def teacher_of(session: Session, platform_id: str, subject: str) -> str | None:
    """The teacher that an instructor of the platform has proved to be."""
    row = session.get(LtiTeacherRow, (platform_id, subject))
    return None if row is None else row.user_id


def link_teacher(session: Session, platform_id: str, subject: str, user_id: str, *, now: datetime) -> None:
    """Remember which teacher an instructor is."""
    session.merge(LtiTeacherRow(platform_id=platform_id, subject=subject, user_id=user_id, created_at=now))
    session.flush()


def grant(session: Session, platform_id: str, assignment_id: str, *, now: datetime) -> None:
    """Let an assignment be launched from a platform."""
    if session.get(LtiGrantRow, (platform_id, assignment_id)) is None:
        session.add(LtiGrantRow(platform_id=platform_id, assignment_id=assignment_id, created_at=now))
        session.flush()


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
