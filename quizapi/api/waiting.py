"""Waiting for a job within a request: `Prefer: wait=N`, bounded so that waiting never takes all threads."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Response, current_app, json

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


def wait_for_job(response: Response, job_id: str, *, owner_id: str, seconds: int) -> Response:
    """The ended job instead of the 202, where it ends in time and a place is free; else the 202 at once."""
    with waiting_place() as free:
        end = time.monotonic() + (seconds if free else 0)
        while True:
            with context().sessions() as session:
                job = find_job(session, owner_id, job_id)
                if job.state not in ACTIVE:
                    waited = Response(json.dumps(JobSchema().dump(job)), 200, content_type="application/json")
                    waited.headers["Location"] = response.headers["Location"]
                    waited.headers["Preference-Applied"] = f"wait={seconds}"
                    return waited
            if time.monotonic() >= end:
                return response
            time.sleep(_POLL_SECONDS)
