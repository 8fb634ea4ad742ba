"""Failed tries held back with growing pauses, counted in the database: for all processes and hosts together.

A try is counted before its outcome is known and taken back when it succeeds, so that a hundred guesses at the
same moment are a hundred guesses.
"""

import hmac
import ipaddress
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from quizapi.services.errors import TooManyRequests
from quizapi.store.models import FailedTriesRow

_FIRST_PAUSE = timedelta(seconds=5)
_LONGEST_PAUSE = timedelta(minutes=15)
#: A counter that nobody has touched for so long starts anew.
FORGOTTEN = timedelta(hours=6)


class TooManyTries(TooManyRequests):
    """Too many tries have failed; wait before the next."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How many tries may fail before the pauses begin: 5 s after the first beyond, then doubled, at most 15
    min."""

    kind: str
    free: int


#: Guesses at one account's password, wherever they come from.
SIGN_IN_ACCOUNT = Limit("sign-in-account", 10)
#: A school is one address, so that many may mistype before it pauses.
SIGN_IN_ADDRESS = Limit("sign-in-address", 60)
#: New accounts, since each costs a slow hash and tells whether an address is taken.
REGISTRATION = Limit("registration", 60)
#: Codes that open nothing.
JOIN_ADDRESS = Limit("join-address", 200)
#: Slips' codes that one assignment does not know.
JOIN_ASSIGNMENT = Limit("join-assignment", 60)
#: Deletion codes of one attempt.
ERASURE = Limit("erasure", 10)


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is counted under a limit: a keyed hash, from which nobody can be read."""

    limit: Limit
    hash: str


def subject(limit: Limit, value: str, *, secret: bytes) -> Subject:
    """The subject of an account, an assignment or (see `network_of`) a network address."""
    digest = hmac.new(secret, f"tries:{limit.kind}:{value}".encode(), "sha256").hexdigest()
    return Subject(limit, digest)


def network_of(address: str) -> str:
    """An IPv4 address, or the /64 of an IPv6 address, since one subscriber has all of it."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


def begin_try(session: Session, subjects: Sequence[Subject], *, now: datetime) -> None:
    """Count a try that may fail. Commit at once, before it is made.

    Raises:
        TooManyTries: One of the subjects has to wait; nothing is counted.
    """
    rows = _locked(session, subjects, now)
    for one in subjects:
        _refuse_while_blocked(rows[one], one, now)
    for one in subjects:
        _count(rows[one], one.limit, now)


def end_try(session: Session, subjects: Sequence[Subject], *, clear: Sequence[Subject] = ()) -> None:
    """Take back what `begin_try` counted, since the try succeeded.

    Args:
        clear: Subjects of whom every failure is forgotten: the account's owner has been here.
    """
    for one in sorted(subjects, key=lambda one: one.hash):
        mine = (FailedTriesRow.kind == one.limit.kind, FailedTriesRow.subject == one.hash)
        if one in clear:
            session.execute(delete(FailedTriesRow).where(*mine))
            continue
        session.execute(
            update(FailedTriesRow)
            .where(*mine, FailedTriesRow.failures > 0)
            .values(failures=FailedTriesRow.failures - 1, blocked_until=None)
        )


def forget_old(session: Session, *, now: datetime) -> int:
    """Delete the counters that start anew anyway.

    Returns:
        How many.
    """
    old = delete(FailedTriesRow).where(FailedTriesRow.last_at < now - FORGOTTEN)
    return session.execute(old.execution_options(synchronize_session=False)).rowcount  # type: ignore[attr-defined,no-any-return]


def refuse_while_waiting(session: Session, one: Subject, *, now: datetime) -> None:
    """Refuse a try while its subject has to wait; nothing is counted.

    Raises:
        TooManyTries
    """
    row = session.get(FailedTriesRow, (one.limit.kind, one.hash))
    if row is not None:
        _refuse_while_blocked(row, one, now)


def _refuse_while_blocked(row: FailedTriesRow, one: Subject, now: datetime) -> None:
    if row.blocked_until is None or row.blocked_until <= now:
        return
    seconds = max(1, math.ceil((row.blocked_until - now).total_seconds()))
    raise TooManyTries(
        f"Wait {seconds} seconds, then try again.",
        retry_after=seconds,
        policy=one.limit.kind,
        quota=one.limit.free,
        window=int(FORGOTTEN.total_seconds()),
    )


def pause_after(failures: int, limit: Limit) -> timedelta:
    """How long to wait after so many failures."""
    beyond = failures - limit.free
    if beyond < 0:
        return timedelta(0)
    return min(_LONGEST_PAUSE, _FIRST_PAUSE * (1 << min(beyond, 20)))


def _count(row: FailedTriesRow, limit: Limit, now: datetime) -> None:
    if row.last_at < now - FORGOTTEN:
        row.failures = 0
    row.failures += 1
    row.last_at = now
    pause = pause_after(row.failures, limit)
    row.blocked_until = now + pause if pause else None


def _locked(session: Session, subjects: Sequence[Subject], now: datetime) -> Mapping[Subject, FailedTriesRow]:
    """The counters, made where there are none, locked in one order so that no two requests wait in a ring."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    rows = {}
    for one in sorted(subjects, key=lambda one: one.hash):
        key = {"kind": one.limit.kind, "subject": one.hash}
        new = {**key, "failures": 0, "last_at": now, "blocked_until": None}
        session.execute(insert(FailedTriesRow).values(**new).on_conflict_do_nothing())
        rows[one] = session.scalars(
            select(FailedTriesRow)
            .filter_by(**key)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).one()
    return rows
