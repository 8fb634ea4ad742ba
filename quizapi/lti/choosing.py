"""Deep linking: an instructor says once who they are, and chooses an assignment for the course."""

from collections.abc import Mapping
from typing import Any

from flask import g, make_response, request
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from quizapi.api.context import commit, context, session
from quizapi.api.schemas import is_id
from quizapi.api.tries import teacher_with
from quizapi.lti.claims import CLAIM, deep_linking_of, is_instructor, origin_of
from quizapi.lti.pages import blueprint, launch_url, page_of
from quizapi.services import lti
from quizapi.services.accounts import WrongCredentials
from quizapi.services.assignments import AssignmentNotFound, assignments_query, find_assignment
from quizapi.services.timing import state_of
from quizapi.store.models import AssignmentItemRow, AssignmentRow, LtiPlatformRow

Json = dict[str, Any]
_MOST_SHOWN = 50


def begin_choosing(platform: LtiPlatformRow, claims: Json, roles: Any) -> Response:
    """The page that an instructor's deep linking request opens.

    Raises:
        LaunchRefused
    """
    if not is_instructor(roles):
        raise lti.LaunchRefused("Only teachers of the course can choose an assignment.")
    data = {
        "subject": claims["sub"],
        "deployment_id": claims[f"{CLAIM}deployment_id"],
        "settings": deep_linking_of(claims),
        "frames": g.lti_frames,
    }
    token = lti.new_ticket(session(), "choose", platform.id, data, now=context().now())
    owner_id = lti.teacher_of(session(), platform.id, claims["sub"])
    return _chooser(token, owner_id)


@blueprint.post("/choose")
def choose() -> Response:
    """An instructor says who they are, once; then chooses an assignment for the course."""
    token, now = request.form.get("ticket", ""), context().now()
    with context().sessions() as reading:
        ticket = lti.find_ticket(reading, "choose", token, now=now)
    data = ticket.data
    g.lti_frames = data["frames"]
    if "email" in request.form:
        try:
            user = teacher_with(request.form["email"], request.form.get("password", ""))
        except WrongCredentials as error:
            return _chooser(token, None, error=error.detail, status=401)
        lti.link_teacher(session(), ticket.platform_id, data["subject"], user.id, now=now)
        commit()
    if "other" in request.form:
        return _chooser(token, None)
    owner_id = lti.teacher_of(session(), ticket.platform_id, data["subject"])
    assignment_id = request.form.get("assignment_id", "")
    if owner_id is None or not assignment_id:
        return _chooser(token, owner_id)
    if not is_id(assignment_id):
        raise AssignmentNotFound("Choose one of the list.")
    assignment = find_assignment(session(), owner_id, assignment_id)
    lti.grant(session(), ticket.platform_id, assignment.id, now=now)
    session().delete(lti.find_ticket(session(), "choose", token, now=now))
    platform = session().get_one(LtiPlatformRow, ticket.platform_id)
    return _chosen(platform, data, assignment)


def _chooser(ticket: str, owner_id: str | None, *, error: str = "", status: int = 200) -> Response:
    assignments: list[AssignmentRow] = []
    if owner_id is not None:
        query = assignments_query(owner_id).order_by(AssignmentRow.id.desc()).limit(_MOST_SHOWN)
        now = context().now()
        assignments = [row for row in session().scalars(query) if state_of(row, now) != "closed"]
    page = page_of(
        "lti/choose.html",
        ticket=ticket,
        is_known=owner_id is not None,
        assignments=assignments,
        error=error,
        email=request.form.get("email", ""),
    )
    return make_response(page, status)


def _chosen(platform: LtiPlatformRow, data: Mapping[str, Any], assignment: AssignmentRow) -> Response:
    """The page that sends the choice to the platform."""
    from pylti1p3.deep_link import DeepLink
    from pylti1p3.deep_link_resource import DeepLinkResource
    from pylti1p3.lineitem import LineItem

    from quizapi.services.lti_tool import registration_of, tool_keys

    items = select(func.count()).where(AssignmentItemRow.assignment_id == assignment.id)
    line = LineItem().set_label(assignment.title).set_score_maximum(session().scalar(items) or 1)
    line.set_resource_id(assignment.id)
    resource = DeepLinkResource().set_title(assignment.title).set_url(launch_url()).set_lineitem(line)
    resource.set_custom_params({"assignment_id": assignment.id})
    settings = data["settings"]
    answer = DeepLink(
        registration_of(platform, tool_keys(context().systems)), data["deployment_id"], settings
    ).get_response_jwt([resource])
    return_url = settings["deep_link_return_url"]
    g.lti_form_target = origin_of(return_url)
    page = page_of("lti/chosen.html", assignment=assignment, return_url=return_url, jwt=answer)
    return make_response(page)
