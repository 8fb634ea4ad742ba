"""Joining a quiz by code or link."""

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from quizapi.api.context import context
from quizapi.api.tries import count_failure
from quizapi.services import throttling
from quizapi.services.join_codes import normal_code
from quizapi.services.joining import JoinCodeUnknown, assignment_by_code
from quizapi.services.timing import state_of
from quizapi.store.models import AssignmentItemRow, AssignmentRow, RosterEntryRow
from quizapi.web.attempts.tokens import attempt_token, keep_token, known_attempts
from quizapi.web.blueprint import blueprint
from quizapi.web.calling import ApiRefusal, Json, call, new_key
from quizapi.web.languages.speaking import gettext
from quizapi.web.safety import public_form


@blueprint.get("/join")
def join() -> str | Response:
    """The field for the code."""
    code = normal_code(request.args.get("code", ""))[:40]
    if code:
        return redirect(url_for("web.join_quiz", code=code))
    return render_template("attempts/code.html", code="", error="")


@blueprint.get("/join/<code>")
def join_quiz(code: str) -> str | tuple[str, int]:
    """The rules, and the field for the name."""
    return _join_page(code, error="", name="", status=200)


@blueprint.post("/join/<code>")
@public_form
def do_join(code: str) -> str | Response | tuple[str, int]:
    """Start an attempt, or another one of a student whom this browser knows."""
    name = request.form.get("name", "")
    field = "roster_code" if request.form.get("by") == "roster" else "nickname"
    earlier = request.form.get("earlier", "")
    if not earlier and not name.strip():
        wanted = (
            gettext("Write your name.") if field == "nickname" else gettext("Write the code on your slip.")
        )
        return _join_page(code, error=wanted, name="", status=422)
    token = attempt_token(earlier) if earlier else ""
    body = {"join_code": code} if token else {"join_code": code, field: name}
    try:
        attempt = call(
            "POST", "/attempts", body=body, attempt_token=token, idempotency_key=request.form.get("key", "")
        ).data
    except ApiRefusal as refusal:
        if refusal.type == "join-code-unknown":
            return _unknown_code(code)
        fault = refusal.detail if refusal.status == 422 else f"{refusal.title}. {refusal.detail}"
        return _join_page(code, error=fault, name=name, status=refusal.status)
    response = redirect(url_for("web.attempt", attempt_id=attempt["id"]), 303)
    return keep_token(response, attempt["id"], attempt["token"])


def _join_page(code: str, *, error: str, name: str, status: int) -> str | tuple[str, int]:
    with context().sessions() as session:
        try:
            assignment = assignment_by_code(session, code)
        except JoinCodeUnknown:
            session.close()
            count_failure(throttling.JOIN_ADDRESS)
            return _unknown_code(code)
        items = select(func.count()).where(AssignmentItemRow.assignment_id == assignment.id)
        roster = select(RosterEntryRow.id).where(RosterEntryRow.assignment_id == assignment.id).limit(1)
        number_of_items = session.scalar(items) or 0
        has_roster = session.scalar(roster) is not None
    known = _known_attempt(assignment)
    page = render_template(
        "attempts/join.html",
        assignment=assignment,
        state=state_of(assignment, context().now()),
        opens_at=assignment.opens_at.isoformat() if assignment.opens_at else None,
        number_of_items=number_of_items,
        has_roster=has_roster,
        known=known,
        error=error,
        name=name,
        key=new_key(),
    )
    return page, status


def _known_attempt(assignment: AssignmentRow) -> Json | None:
    """The newest attempt at this assignment that this browser has a token for."""
    for attempt_id in known_attempts():
        try:
            found: Json = call("GET", f"/attempts/{attempt_id}", attempt_token=attempt_token(attempt_id)).data
        except ApiRefusal:
            continue
        if found["assignment_id"] == assignment.id:
            return found
    return None


def _unknown_code(code: str) -> tuple[str, int]:
    if len(code) > 40:
        abort(404)
    error = gettext("No quiz has this code. Look at it again: it has eight letters and digits.")
    return render_template("attempts/code.html", code=code, error=error), 404
