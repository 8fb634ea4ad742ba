"""Retried requests: the same key and body replays the first answer (kept 24 hours).

After draft-ietf-httpapi-idempotency-key-header. The answer is stored in the transaction that made the thing,
so there is never one without the other.
"""

import hmac
import json
import math
import re
from collections.abc import Callable, Iterable
from datetime import timedelta

from flask import Response, request
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from quizapi.api.callers import caller
from quizapi.api.context import close_session, commit, context, session
from quizapi.services.errors import Conflict, Invalid
from quizapi.store.models import IdempotencyRow

KEPT = timedelta(hours=24)
LEAST_BITS = 122
_KEPT_HEADERS = ("Content-Type", "ETag", "Location", "Link")
_FORM = re.compile(r"[A-Za-z0-9._~:+/=-]{16,255}")


class IdempotencyKeyInvalid(Invalid):
    """The idempotency key can be guessed or read by nobody."""


class IdempotencyKeyReused(Conflict):
    """This idempotency key was used for another request."""


def idempotency_key() -> str | None:
    """The key of the present request.

    Raises:
        IdempotencyKeyInvalid: It holds fewer than 122 random bits (a UUIDv4 has just enough).
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    key = key.strip().strip('"')
    if not _FORM.fullmatch(key) or _bits(key) < LEAST_BITS or len(set(key)) < 8:
        raise IdempotencyKeyInvalid(
            "Send an Idempotency-Key of at least 122 random bits, for example a random UUID (version 4)."
        )
    return key


def derived_token(prefix: str, route: str, owner: str, key: str | None, fresh: Callable[[], str]) -> str:
    """A new token; by HMAC where the request has a key, so that a replay gives the same and none is kept."""
    if key is None:
        return prefix + fresh()
    message = "\0".join(("token", route, owner, key)).encode()
    return prefix + hmac.new(context().secret, message, "sha256").hexdigest()


def answer_once(
    route: str,
    view: Callable[[], Response],
    *,
    secrets: Iterable[str],
    restore: Callable[[dict[str, object]], None],
) -> Response:
    """Run the view, or replay its first answer for the same key.

    Args:
        secrets: Names of top-level fields of the answer that must not be stored.
        restore: Puts them back into a replayed answer.

    Raises:
        IdempotencyKeyReused: 409, the key came with another body before.
    """
    key = idempotency_key()
    if key is None:
        return view()
    body_hash = hmac.new(context().secret, b"body:" + request.get_data(cache=True), "sha256").hexdigest()
    stored = _find(route, key)
    if stored is not None:
        return _replayed(stored, body_hash, restore)
    try:
        response = view()
        if not 200 <= response.status_code < 300:
            return response
        session().add(_row(route, key, body_hash, response, secrets))
        commit()
    except (IntegrityError, Conflict):
        # The same request may run twice at the same moment, and the other was first, be it with the key or
        # with what the view makes (PostgreSQL): this one undoes what it made and gives the other's answer.
        close_session()
        stored = _find(route, key)
        if stored is None:
            raise
        return _replayed(stored, body_hash, restore)
    return response


def _find(route: str, key: str) -> IdempotencyRow | None:
    # Apart from the request's own session, which would take the write lock before the view's work begins.
    with context().sessions() as reading:
        row = reading.get(IdempotencyRow, (caller().key, route, key))
    return None if row is None or row.created_at < context().now() - KEPT else row


def _row(route: str, key: str, body_hash: str, response: Response, secrets: Iterable[str]) -> IdempotencyRow:
    data = json.loads(response.get_data())
    for name in secrets:
        data.pop(name, None)
    now = context().now()
    session().execute(delete(IdempotencyRow).where(IdempotencyRow.created_at < now - KEPT))
    return IdempotencyRow(
        caller=caller().key,
        route=route,
        key=key,
        body_hash=body_hash,
        status=response.status_code,
        headers=[[name, response.headers[name]] for name in _KEPT_HEADERS if name in response.headers],
        body=json.dumps(data).encode(),
        created_at=now,
    )


def _replayed(row: IdempotencyRow, body_hash: str, restore: Callable[[dict[str, object]], None]) -> Response:
    if not hmac.compare_digest(row.body_hash, body_hash):
        raise IdempotencyKeyReused("Send a new Idempotency-Key with a new request.")
    data = json.loads(row.body)
    restore(data)
    response = Response(json.dumps(data), row.status)
    for name, value in row.headers:
        response.headers[name] = value
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _bits(key: str) -> float:
    """An upper bound of the key's randomness: its letters and digits, by the alphabet they come from."""
    body = re.sub(r"[^A-Za-z0-9]", "", key)
    if re.fullmatch(r"[0-9]*", body):
        alphabet = 10
    elif re.fullmatch(r"[0-9a-fA-F]*", body):
        alphabet = 16
    else:
        alphabet = 62
    return len(body) * math.log2(alphabet)
