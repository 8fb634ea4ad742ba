"""A learner's launch: a page with a button, and the attempt in a window of its own."""

import secrets
from typing import Any

from flask import g, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapi.api.callers import STUDENT_PREFIX, hash_token
from quizapi.api.context import commit, context, session
from quizapi.lti.claims import place_of
from quizapi.lti.pages import blueprint, page_of
from quizapi.services import lti, lti_learners
from quizapi.services.timing import state_of
from quizapi.store.models import AssignmentRow, LtiLearnerRow, LtiPlatformRow
from quizapi.web.attempts.tokens import keep_token

Json = dict[str, Any]


def begin_attempt(platform: LtiPlatformRow, claims: Json, *, is_own_window: bool) -> Response:
    """What a learner's launch opens.

    Args:
        is_own_window: The attempt is opened at once; else a button opens it.

    Raises:
        LaunchRefused, AssignmentNotShared
    """
    now = context().now()
    link = lti_learners.link_place(session(), platform.id, place_of(claims), now=now)
    learner = lti_learners.learner_at(session(), link, claims["sub"], now=now)
    if is_own_window:
        return _opened(learner.id, begin_another=False)
    assignment = session().get_one(AssignmentRow, link.assignment_id)
    attempts = lti_learners.attempts_of(session(), assignment.id, learner.id)
    data = {"learner_id": learner.id, "frames": g.lti_frames}
    page = page_of(
        "lti/launched.html",
        assignment=assignment,
        state=state_of(assignment, now),
        last=attempts[-1] if attempts else None,
        attempts_left=assignment.attempts_allowed - len(attempts),
        ticket=lti.new_ticket(session(), "open", platform.id, data, now=now),
    )
    return make_response(page)


@blueprint.post("/open")
def open_attempt() -> Response:
    """A learner's attempt, in a window of its own."""
    ticket = lti.find_ticket(session(), "open", request.form.get("ticket", ""), now=context().now())
    g.lti_frames = ticket.data["frames"]
    return _opened(ticket.data["learner_id"], begin_another="another" in request.form)


def _opened(learner_id: str, *, begin_another: bool) -> Response:
    learner = session().get(LtiLearnerRow, learner_id)
    if learner is None:
        raise lti.LaunchRefused("All that was stored about you here was deleted. Launch it again.")
    token = STUDENT_PREFIX + secrets.token_urlsafe(32)
    attempt = lti_learners.open_attempt(
        session(),
        learner,
        lti_learners.assignment_of(session(), learner),
        begin_another=begin_another,
        token_hash=hash_token(token),
        seed=secrets.randbits(62),
        now=context().now(),
    )
    commit()
    response = redirect(url_for("web.attempt", attempt_id=attempt.id), 303)
    return keep_token(response, attempt.id, token)
