"""Long work: how far it is, as a stream of events too, and taking it back."""

import time
from collections.abc import Iterator
from contextlib import ExitStack

import structlog
from flask import Response, after_this_request, json, jsonify
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import ServiceUnavailable

from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.callers import caller
from quizapi.api.context import ApiContext, close_session, context, session
from quizapi.api.job_schema import JobSchema
from quizapi.api.waiting import waiting_place
from quizapi.queue import JobQueue
from quizapi.services.jobs import ACTIVE, JobNotFound, cancel_job, find_job

blueprint = ApiBlueprint("jobs", "Long work.")
log = structlog.get_logger(__name__)
_POLL_SECONDS = 0.2
#: A comment is sent this often, so that proxies keep the connection and a client that went away is noticed.
_HEARTBEAT_SECONDS = 10.0
#: After this long the client connects anew, as event sources do by themselves.
_LONGEST_SECONDS = 300.0
_RETRY_AFTER_SECONDS = 5


@blueprint.route("/jobs/<job_id>")
class JobById(ApiView):
    """One job."""

    @blueprint.response(200, JobSchema)
    def get(self, job_id: str) -> Response:
        """Get a job"""
        return jsonify(JobSchema().dump(find_job(session(), caller().user_id, job_id)))


@blueprint.route("/jobs/<job_id>/cancel")
class JobCancel(ApiView):
    """Taking a job back."""

    @blueprint.response(200, JobSchema)
    def post(self, job_id: str) -> Response:
        """Cancel a job"""
        job = cancel_job(session(), caller().user_id, job_id, now=context().now())
        queue = context().queue

        @after_this_request
        def tell(response: Response) -> Response:
            # Once the row is committed: the row is what counts, and workers look at it.
            _tell_queue(queue, job_id)
            return response

        return jsonify(JobSchema().dump(job))


@blueprint.route("/jobs/<job_id>/events")
class JobEvents(ApiView):
    """A job as it goes."""

    @blueprint.response(
        200,
        # Of each event, as `itemSchema` of OpenAPI 3.2 will say it.
        {"type": "object", "properties": {"event": {"type": "string"}, "data": {"type": "string"}}},
        content_type="text/event-stream",
        description="`progress` events with the job as data, at each change; `end` with the ended job.",
    )
    @blueprint.alt_response(503, description="Too many streams are open: poll the job instead.")
    def get(self, job_id: str) -> Response:
        """Watch a job"""
        find_job(session(), caller().user_id, job_id)
        close_session()
        place = ExitStack()
        if not place.enter_context(waiting_place()):
            place.close()
            raise ServiceUnavailable(
                "Too many streams are open just now: ask for the job itself.",
                retry_after=_RETRY_AFTER_SECONDS,
            )
        response = Response(job_events(context(), caller().user_id, job_id), content_type="text/event-stream")
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Accel-Buffering"] = "no"
        # Also where the stream is never read to its end, or not at all.
        response.call_on_close(place.close)
        return response


def job_events(parts: ApiContext, owner_id: str, job_id: str) -> Iterator[str]:
    """Server-sent events of a job until it has ended."""
    yield "retry: 2000\n\n"
    last = ""
    started = beaten = time.monotonic()
    while time.monotonic() - started < _LONGEST_SECONDS:
        try:
            with parts.sessions() as own:
                job = find_job(own, owner_id, job_id)
                shown = json.dumps(JobSchema(now=parts.now).dump(job))
        except JobNotFound:
            return
        if job.state not in ACTIVE:
            yield f"event: end\ndata: {shown}\n\n"
            return
        if shown != last:
            yield f"event: progress\ndata: {shown}\n\n"
            last = shown
            beaten = time.monotonic()
        elif time.monotonic() - beaten > _HEARTBEAT_SECONDS:
            yield ": still there\n\n"
            beaten = time.monotonic()
        time.sleep(_POLL_SECONDS)


def _tell_queue(queue: JobQueue, job_id: str) -> None:
    try:
        queue.cancel(job_id)
    except SQLAlchemyError as error:
        log.warning("cancel_not_told", job_id=job_id, error=type(error).__name__)
