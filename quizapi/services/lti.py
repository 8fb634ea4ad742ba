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

from quizapi.services.attempts import Student, expire_due, renew_token, start_attempt
from quizapi.services.errors import Conflict, Forbidden, Invalid, NotFound
from quizapi.services.join_codes import new_code
from quizapi.store.models import (
    AssignmentRow,
    AttemptRow,
    LtiGrantRow,
    LtiLearnerRow,
    LtiLinkRow,
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


class AssignmentNotShared(Forbidden):
    """This assignment was not chosen in this course."""


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


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a course, as a verified launch names it."""

    deployment_id: str
    resource_link_id: str
    assignment_id: str
    grades: Json
    memberships_url: str


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


# -- places and learners


def link_place(session: Session, platform_id: str, place: Place, *, now: datetime) -> LtiLinkRow:
    """The place in a course that a launch comes from, with the platform's present services.

    Raises:
        AssignmentNotShared: Its teacher has not chosen the assignment in this platform.
    """
    if session.get(LtiGrantRow, (platform_id, place.assignment_id)) is None:
        raise AssignmentNotShared("Choose an assignment for this place once more.")
    row = session.scalar(
        select(LtiLinkRow).where(
            LtiLinkRow.platform_id == platform_id,
            LtiLinkRow.deployment_id == place.deployment_id,
            LtiLinkRow.resource_link_id == place.resource_link_id,
        )
    )
    if row is not None and row.assignment_id != place.assignment_id:
        session.delete(row)  # the place was given another assignment
        session.flush()
        row = None
    if row is None:
        row = LtiLinkRow(
            id=new_id(),
            platform_id=platform_id,
            deployment_id=place.deployment_id,
            resource_link_id=place.resource_link_id,
            assignment_id=place.assignment_id,
            grades=place.grades,
            memberships_url=place.memberships_url,
            created_at=now,
        )
        session.add(row)
    row.grades, row.memberships_url = place.grades, place.memberships_url
    session.flush()
    return row


def learner_at(session: Session, link: LtiLinkRow, subject: str, *, now: datetime) -> LtiLearnerRow:
    """A learner at a place, known by the platform's id of the person; stored under a made-up name."""
    query = select(LtiLearnerRow).where(LtiLearnerRow.link_id == link.id, LtiLearnerRow.subject == subject)
    row = session.scalar(query)
    if row is None:
        row = LtiLearnerRow(
            id=new_id(), link_id=link.id, subject=subject, nickname=f"Learner {new_code(6)}", created_at=now
        )
        session.add(row)
        session.flush()
    return row


def assignment_of(session: Session, learner: LtiLearnerRow) -> AssignmentRow:
    """The assignment at a learner's place."""
    link = session.get_one(LtiLinkRow, learner.link_id)
    return session.get_one(AssignmentRow, link.assignment_id)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a learner is. `state` is `none`, `open`, `submitted` or `expired`."""

    learner: LtiLearnerRow
    state: str
    points: float | None
    most: float | None


def standings(session: Session, link: LtiLinkRow, *, now: datetime) -> list[Standing]:
    """The learners at a place and their attempts that count, in the order in which they came."""
    expire_due(session, now=now, assignment_id=link.assignment_id)
    assignment = session.get_one(AssignmentRow, link.assignment_id)
    learners = session.scalars(
        select(LtiLearnerRow).where(LtiLearnerRow.link_id == link.id).order_by(LtiLearnerRow.id)
    )
    return [_standing(session, assignment, learner) for learner in learners]


def _standing(session: Session, assignment: AssignmentRow, learner: LtiLearnerRow) -> Standing:
    attempts = attempts_of(session, assignment.id, learner.id)
    if not attempts:
        return Standing(learner, "none", None, None)
    points, most = counted_points(attempts, assignment.attempt_counts)
    return Standing(learner, attempts[-1].state, points, most)


def attempts_of(session: Session, assignment_id: str, learner_id: str) -> list[AttemptRow]:
    """A learner's attempts in their order."""
    query = select(AttemptRow).where(
        AttemptRow.assignment_id == assignment_id, AttemptRow.student_id == learner_id
    )
    return list(session.scalars(query.order_by(AttemptRow.number)))


def counted_points(attempts: Sequence[AttemptRow], rule: str) -> tuple[float | None, float | None]:
    """Points of the attempts that count, and the most there are; None where none has ended with points.

    Args:
        rule: `best`, `last`, `first` or `mean`.
    """
    ended = [(a.points, a.max_points) for a in attempts if a.points is not None and a.max_points]
    if not ended:
        return None, None
    if rule == "mean":
        return sum(points or 0.0 for points, _ in ended) / len(ended), ended[-1][1]
    if rule == "best":
        return max(ended, key=lambda one: one[0] or 0.0)
    return ended[0] if rule == "first" else ended[-1]


def open_attempt(
    session: Session,
    learner: LtiLearnerRow,
    assignment: AssignmentRow,
    *,
    begin_another: bool,
    token_hash: str,
    seed: int,
    now: datetime,
) -> AttemptRow:
    """The learner's attempt on the device that holds the token: the one that runs, a first one, or what was
    handed in.

    Args:
        begin_another: Start the next attempt instead of showing what was handed in.

    Raises:
        AssignmentNotOpen, AssignmentClosed, NoAttemptsLeft
    """
    expire_due(session, now=now, assignment_id=assignment.id)
    attempts = attempts_of(session, assignment.id, learner.id)
    if attempts and (attempts[-1].state == "open" or not begin_another):
        renew_token(session, attempts[-1], token_hash)
        return attempts[-1]
    student = Student(learner.id, learner.nickname, f"lti:{learner.id}", goes_on=True)
    return start_attempt(session, assignment, student, token_hash=token_hash, seed=seed, now=now)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
