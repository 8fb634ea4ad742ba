"""Answers that clients ask for again and again while students work."""

import hashlib

from flask import Response, json, jsonify

from quizapi.api.context import context
from quizapi.api.etags import with_etag
from quizapi.services.attempts import expire_due, is_due
from quizapi.store.engine import write_transaction


def answer_live(data: object) -> Response:
    """The data with an ETag of its content; 304 without a body where the client has just that."""
    return with_etag(jsonify(data), content_tag(data))


def content_tag(data: object) -> str:
    """The ETag of data whose every change matters."""
    text = json.dumps(data, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def expire_before_reading(*, assignment_id: str = "", attempt_id: str = "") -> None:
    """End the attempts that have run out of time, so that what is read next is true now.

    Call it before the request's own session is used: it writes only where there is something to end.
    """
    now = context().now()
    with context().sessions() as reading:
        due = is_due(reading, now=now, assignment_id=assignment_id, attempt_id=attempt_id)
    if due:
        with write_transaction(context().sessions) as writing:
            expire_due(writing, now=now, assignment_id=assignment_id, attempt_id=attempt_id)
