"""Waiting for a job within a request: `Prefer: wait=N`, bounded so that waiting never takes all threads."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Response, current_app, json, request

from quizapi.api.context import context
from quizapi.api.job_schema import JobSchema
from quizapi.services.jobs import ACTIVE, find_job

_POLL_SECONDS = 0.1
_lock = threading.Lock()


@contextmanager
def waiting_place() -> Iterator[bool]:
    """A place among the threads that may be held by long answers; False where none is free."""
    extension = current_app.extensions["quizapi_waiting"]
    with _lock:
        free = bool(extension["held"] < context().event_streams)
        extension["held"] += int(free)
    try:
        yield free
    finally:
        with _lock:
            extension["held"] -= int(free)


def prefers_async() -> bool:
    """`Prefer: respond-async`: rather a job than an answer that takes long (RFC 7240)."""
    return re.search(r"(?:^|[\s,;])respond-async(?:$|[\s,;])", _preferences(), re.IGNORECASE) is not None


def preferred_wait() -> int | None:
    """`Prefer: wait=N`: how many seconds the client waits for the end of a job, 30 at most."""
    found = re.search(r"(?:^|[\s,;])wait\s*=\s*\"?(\d{1,4})", _preferences(), re.IGNORECASE)
    return None if found is None else min(30, int(found[1]))


def _preferences() -> str:
    return ", ".join(request.headers.getlist("Prefer"))


def wait_for_job(
    response: Response, job_id: str, *, owner_id: str, seconds: int, as_result: bool
) -> Response:
    """The ended job instead of the 202, where it ends in time and a place is free; else the 202 at once.

    Args:
        as_result: Whether a job that has succeeded is answered by its result alone (200), and any other
            stays what it is (202).
    """
    with waiting_place() as free:
        end = time.monotonic() + (seconds if free else 0)
        while True:
            with context().sessions() as session:
                job = find_job(session, owner_id, job_id)
                if job.state not in ACTIVE:
                    is_result = as_result and job.state == "succeeded"
                    body = job.result if is_result else JobSchema().dump(job)
                    status = 202 if as_result and not is_result else 200
                    waited = Response(json.dumps(body), status, content_type="application/json")
                    waited.headers["Location"] = response.headers["Location"]
                    waited.headers["Preference-Applied"] = f"wait={seconds}"
                    return waited
            if time.monotonic() >= end:
                return response
            time.sleep(_POLL_SECONDS)
