"""The addresses of LTI: login, launch, our keys; and the pages after a launch, which need no cookie.

A launch in a frame cannot rely on cookies: browsers keep them apart or refuse them. So what a page may do
next is in a ticket that its form sends back, and a learner's attempt opens in a window of its own, where our
cookie is our own again. Where the browser does send the cookie of the login, it must be the launch's.
"""

import hmac
import secrets
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, g, jsonify, make_response, redirect, render_template, request, url_for
from pylti1p3.contrib.flask.oidc_login import FlaskOIDCLogin
from pylti1p3.deep_link import DeepLink
from pylti1p3.deep_link_resource import DeepLinkResource
from pylti1p3.exception import OIDCException
from pylti1p3.lineitem import LineItem
from sqlalchemy import func, select
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from quizapi.api.callers import STUDENT_PREFIX, hash_token
from quizapi.api.context import commit, context, session
from quizapi.api.schemas import is_id
from quizapi.api.tries import teacher_with
from quizapi.domain import QuizApiError
from quizapi.lti.claims import (
    CLAIM,
    deep_linking_of,
    frames_of,
    is_instructor,
    is_learner,
    origin_of,
    place_of,
)
from quizapi.lti.members import class_list
from quizapi.lti.platform_keys import key_set_for
from quizapi.lti.verifying import key_id, lti_request, verified_claims
from quizapi.services import lti
from quizapi.services.accounts import WrongCredentials
from quizapi.services.assignments import AssignmentNotFound, assignments_query, find_assignment
from quizapi.services.lti_tool import registration_of, tool_config, tool_keys
from quizapi.services.timing import state_of
from quizapi.store.engine import write_transaction
from quizapi.store.models import (
    AssignmentItemRow,
    AssignmentRow,
    LtiLearnerRow,
    LtiPlatformRow,
)
from quizapi.web import errors
from quizapi.web.attempts.tokens import keep_token
from quizapi.web.safety import CONTENT_SECURITY_POLICY, PAGE_HEADERS

Json = dict[str, Any]
blueprint = Blueprint("lti", __name__, url_prefix="/lti", template_folder="templates", static_folder="static")
_MOST_SHOWN = 50


@blueprint.get("/keys")
def keys() -> Response:
    """Our public keys, which platforms verify our messages with."""
    response = jsonify({"keys": [tool_keys(context().systems).jwk()]})
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@blueprint.route("/login", methods=["GET", "POST"])
def login() -> Response:
    """The start of a launch: sends the browser to the platform with a state and a nonce of ours."""
    sent = request.values
    now = context().now()
    with context().sessions() as reading:
        platform = lti.find_platform(reading, sent.get("iss", ""), sent.get("client_id"))
    keeping = _Keeping()
    going = FlaskOIDCLogin(  # type: ignore[no-untyped-call]
        lti_request(sent.to_dict()),
        tool_config(platform, tool_keys(context().systems)),
        session_service=keeping,
        cookie_service=keeping,
    )
    try:
        address = going.get_redirect_object(_launch_url()).get_redirect_url()
    except OIDCException as error:
        raise lti.LaunchRefused(f"{error}.") from error
    with write_transaction(context().sessions) as own:
        lti.begin_login(own, platform.id, state=keeping.state, nonce=keeping.nonce, now=now)
    response = redirect(address)
    if context().secure_cookies:
        response.set_cookie(
            _cookie_of(keeping.state),
            keeping.state,
            max_age=lti.LOGIN_LIFE,
            secure=True,
            httponly=True,
            samesite="None",
            partitioned=True,
            path="/",
        )
    return response


@blueprint.post("/launch")
def launch() -> Response:
    """The launch itself, sent by the platform through the browser."""
    state = request.form.get("state", "")
    now = context().now()
    with write_transaction(context().sessions) as own:
        platform_id, nonce_hash = lti.take_login(own, state, now=now)
    cookie = request.cookies.get(_cookie_of(state))
    if cookie is not None and not hmac.compare_digest(cookie.encode(), state.encode()):
        raise lti.LaunchRefused("It was begun in another browser.")
    with context().sessions() as reading:
        platform = reading.get_one(LtiPlatformRow, platform_id)
    token = request.form.get("id_token", "")
    claims = verified_claims(
        platform,
        tool_keys(context().systems),
        key_set_for(platform, key_id(token), now=now),
        {"state": state, "id_token": token},
        nonce_hash=nonce_hash,
        now=now,
    )
    g.lti_frames = frames_of(claims)
    is_own_window = cookie is not None and request.headers.get("Sec-Fetch-Dest") == "document"
    roles = claims.get(f"{CLAIM}roles")
    if claims[f"{CLAIM}message_type"] == "LtiDeepLinkingRequest":
        response = _begin_choosing(platform, claims, roles)
    elif claims[f"{CLAIM}message_type"] != "LtiResourceLinkRequest":
        raise lti.LaunchRefused("Only assignments can be launched and chosen.")
    elif is_instructor(roles):
        response = make_response(class_list(platform, place_of(claims)))
    elif is_learner(roles):
        response = _begin_attempt(platform, claims, is_own_window=is_own_window)
    else:
        raise lti.LaunchRefused("Only learners and teachers of the course can open an assignment.")
    response.delete_cookie(
        _cookie_of(state), path="/", secure=True, httponly=True, samesite="None", partitioned=True
    )
    return response


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
    page = _chosen(platform, data, assignment)
    commit()
    return page


@blueprint.post("/open")
def open_attempt() -> Response:
    """A learner's attempt, in a window of its own."""
    ticket = lti.find_ticket(session(), "open", request.form.get("ticket", ""), now=context().now())
    g.lti_frames = ticket.data["frames"]
    return _opened(ticket.data["learner_id"], begin_another="another" in request.form)


def _begin_choosing(platform: LtiPlatformRow, claims: Json, roles: Any) -> Response:
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
    page = _chooser(token, owner_id)
    commit()
    return page


def _begin_attempt(platform: LtiPlatformRow, claims: Json, *, is_own_window: bool) -> Response:
    now = context().now()
    link = lti.link_place(session(), platform.id, place_of(claims), now=now)
    learner = lti.learner_at(session(), link, claims["sub"], now=now)
    if is_own_window:
        return _opened(learner.id, begin_another=False)
    assignment = session().get_one(AssignmentRow, link.assignment_id)
    attempts = lti.attempts_of(session(), assignment.id, learner.id)
    data = {"learner_id": learner.id, "frames": g.lti_frames}
    page = render_template(
        "lti/launched.html",
        assignment=assignment,
        state=state_of(assignment, now),
        last=attempts[-1] if attempts else None,
        attempts_left=assignment.attempts_allowed - len(attempts),
        ticket=lti.new_ticket(session(), "open", platform.id, data, now=now),
    )
    commit()
    return make_response(page)


def _opened(learner_id: str, *, begin_another: bool) -> Response:
    learner = session().get(LtiLearnerRow, learner_id)
    if learner is None:
        raise lti.LaunchRefused("All that was stored about you here was deleted. Launch it again.")
    token = STUDENT_PREFIX + secrets.token_urlsafe(32)
    attempt = lti.open_attempt(
        session(),
        learner,
        lti.assignment_of(session(), learner),
        begin_another=begin_another,
        token_hash=hash_token(token),
        seed=secrets.randbits(62),
        now=context().now(),
    )
    commit()
    response = redirect(url_for("web.attempt", attempt_id=attempt.id), 303)
    return keep_token(response, attempt.id, token)


def _chooser(ticket: str, owner_id: str | None, *, error: str = "", status: int = 200) -> Response:
    assignments: list[AssignmentRow] = []
    if owner_id is not None:
        query = assignments_query(owner_id).order_by(AssignmentRow.id.desc()).limit(_MOST_SHOWN)
        now = context().now()
        assignments = [row for row in session().scalars(query) if state_of(row, now) != "closed"]
    page = render_template(
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
    items = select(func.count()).where(AssignmentItemRow.assignment_id == assignment.id)
    line = LineItem().set_label(assignment.title).set_score_maximum(session().scalar(items) or 1)
    line.set_resource_id(assignment.id)
    resource = DeepLinkResource().set_title(assignment.title).set_url(_launch_url()).set_lineitem(line)
    resource.set_custom_params({"assignment_id": assignment.id})
    settings = data["settings"]
    answer = DeepLink(
        registration_of(platform, tool_keys(context().systems)), data["deployment_id"], settings
    ).get_response_jwt([resource])
    return_url = settings["deep_link_return_url"]
    g.lti_form_target = origin_of(return_url)
    page = render_template("lti/chosen.html", assignment=assignment, return_url=return_url, jwt=answer)
    return make_response(page)


class _Keeping:
    """Stands in for pylti1p3's session and cookies: takes the state and the nonce that it makes."""

    state = nonce = ""

    def save_nonce(self, nonce: str) -> None:
        self.nonce = nonce

    def set_cookie(self, name: str, value: str, exp: int | None = None) -> None:
        self.state = value

    def update_response(self, response: Response) -> None:
        """The view sets its own."""


def _launch_url() -> str:
    return f"{context().base_url}/lti/launch"


def _cookie_of(state: str) -> str:
    """The cookie that binds a launch to the browser that began it; `__Host-` keeps other hosts out."""
    return f"__Host-quizapi-lti-{hash_token(state)[:16]}"


@blueprint.after_request
def _secure(response: Response) -> Response:
    """As our other pages, but the platform may show it in a frame and get our answer by its form."""
    if not (response.mimetype or "").startswith("text/html"):
        return response
    frames = " ".join(g.get("lti_frames") or _platform_origins()) or "'none'"
    target = g.get("lti_form_target", "")
    policy = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", f"frame-ancestors {frames}")
    policy = policy.replace("form-action 'self'", f"form-action 'self' {target}".rstrip())
    kept = {name: value for name, value in PAGE_HEADERS.items() if name != "X-Frame-Options"}
    for name, value in {**kept, "Content-Security-Policy": policy, "Cache-Control": "no-store"}.items():
        response.headers[name] = value
    return response


def _platform_origins() -> list[str]:
    """Where refusals may be shown: in the pages of registered platforms."""
    with context().sessions() as reading:
        platforms = reading.scalars(select(LtiPlatformRow).limit(_MOST_SHOWN)).all()
    origins = {origin_of(url) for row in platforms for url in (row.issuer, row.auth_login_url)}
    return sorted(origins - {""})


blueprint.register_error_handler(QuizApiError, errors.of_domain_error)
blueprint.register_error_handler(HTTPException, errors.of_http_error)
blueprint.register_error_handler(Exception, errors.of_fault)
