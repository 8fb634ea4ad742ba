"""Who is counted for failed tries and noted in the audit log: the request's network address, hashed."""

import hmac

from flask import request

from quizapi.api.context import close_session, context, session
from quizapi.services import accounts, audit, throttling
from quizapi.services.throttling import Limit, Subject
from quizapi.store.engine import write_transaction
from quizapi.store.models import UserRow


def source() -> str:
    """A keyed hash of where the request comes from, for the audit log."""
    network = throttling.network_of(request.remote_addr or "")
    return hmac.new(context().secret, f"source:{network}".encode(), "sha256").hexdigest()[:16]


def note_export(event: audit.Event, subject: str, *, user_id: str) -> None:
    """Note what was read out; the request's session is given back first, since it only reads."""
    close_session()
    note(event, user_id=user_id, subject=subject)


def note(event: audit.Event, *, user_id: str | None = None, subject: str = "") -> None:
    """Note an event in a transaction of its own; the request's must hold no lock."""
    with write_transaction(context().sessions) as own:
        audit.record(own, event, now=context().now(), user_id=user_id, subject=subject, source=source())


def note_here(event: audit.Event, *, user_id: str | None = None, subject: str = "") -> None:
    """Note an event in the request's own transaction."""
    audit.record(session(), event, now=context().now(), user_id=user_id, subject=subject, source=source())


def teacher_with(email: str, password: str) -> UserRow:
    """The teacher with these credentials. Failures are counted by account and by address.

    Raises:
        WrongCredentials: Unknown address or wrong password; both take the same time.
        TooManyTries: 429, also for the right password, else the answer would tell that it is right.
    """
    account = _subject(throttling.SIGN_IN_ACCOUNT, accounts.comparable_email(email))
    subjects = [account, _of_address(throttling.SIGN_IN_ADDRESS)]
    with write_transaction(context().sessions) as counting:
        throttling.begin_try(counting, subjects, now=context().now())
    try:
        with context().sessions() as reading:
            user = accounts.verify_credentials(reading, email=email, password=password)
    except accounts.WrongCredentials:
        note("sign-in-failed", subject=account.hash[:16])
        raise
    with write_transaction(context().sessions) as counting:
        throttling.end_try(counting, subjects, clear=[account])
        audit.record(counting, "signed-in", now=context().now(), user_id=user.id, source=source())
    return user


def count_failure(limit: Limit, of: str = "") -> None:
    """Count a try that has failed, by the request's address or by what it failed at.

    What the request has done so far is undone first, since it has failed.

    Args:
        of: Id of what is guessed at; empty counts by address.

    Raises:
        TooManyTries: 429 in place of the failure's own answer.
    """
    close_session()
    one = _subject(limit, of) if of else _of_address(limit)
    with write_transaction(context().sessions) as counting:
        throttling.begin_try(counting, [one], now=context().now())


def refuse_while_waiting(limit: Limit, of: str) -> None:
    """Refuse a try at something that has been guessed at too often.

    Raises:
        TooManyTries
    """
    one = _subject(limit, of)
    with context().sessions() as reading:
        throttling.refuse_while_waiting(reading, one, now=context().now())


def _of_address(limit: Limit) -> Subject:
    return _subject(limit, throttling.network_of(request.remote_addr or ""))


def _subject(limit: Limit, value: str) -> Subject:
    return throttling.subject(limit, value, secret=context().secret)
