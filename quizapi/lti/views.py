"""The addresses of LTI: login, launch, our keys; and the pages after a launch, which need no cookie.

A launch in a frame cannot rely on cookies: browsers keep them apart or refuse them. So what a page may do
next is in a ticket that its form sends back, and a learner's attempt opens in a window of its own, where our
cookie is our own again. Where the browser does send the cookie of the login, it must be the launch's.

pylti1p3 brings requests and cryptography, 15 MB a process: it is imported by the first launch, not at start.
"""

import hmac
from typing import Any

from flask import g, jsonify, make_response, redirect, request
from werkzeug.wrappers import Response

from quizapi.api.callers import hash_token
from quizapi.api.context import context
from quizapi.lti.choosing import begin_choosing
from quizapi.lti.claims import (
    CLAIM,
    frames_of,
    is_instructor,
    is_learner,
    place_of,
)
from quizapi.lti.learning import begin_attempt
from quizapi.lti.pages import blueprint, launch_url
from quizapi.services import lti
from quizapi.store.engine import write_transaction
from quizapi.store.models import (
    LtiPlatformRow,
)

Json = dict[str, Any]


@blueprint.get("/keys")
def keys() -> Response:
    """Our public keys, which platforms verify our messages with."""
    from quizapi.services.lti_tool import tool_keys

    response = jsonify({"keys": [tool_keys(context().systems).jwk()]})
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@blueprint.route("/login", methods=["GET", "POST"])
def login() -> Response:
    """The start of a launch: sends the browser to the platform with a state and a nonce of ours."""
    from pylti1p3.contrib.flask.oidc_login import FlaskOIDCLogin
    from pylti1p3.exception import OIDCException

    from quizapi.lti.verifying import lti_request
    from quizapi.services.lti_tool import tool_config, tool_keys

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
        address = going.get_redirect_object(launch_url()).get_redirect_url()
    except OIDCException as error:
        reason = f"{error}."
        raise lti.LaunchRefused(reason) from error
    if "?" in platform.auth_login_url:  # pylti1p3 begins a query whether there is one or not
        address = address.replace(f"{platform.auth_login_url}?", f"{platform.auth_login_url}&", 1)
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
    from quizapi.lti.members import class_list
    from quizapi.lti.platform_keys import key_set_for
    from quizapi.lti.verifying import key_id, verified_claims
    from quizapi.services.lti_tool import tool_keys

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
        response = begin_choosing(platform, claims, roles)
    elif claims[f"{CLAIM}message_type"] != "LtiResourceLinkRequest":
        raise lti.LaunchRefused("Only assignments can be launched and chosen.")
    elif is_instructor(roles):
        response = make_response(class_list(platform, place_of(claims)))
    elif is_learner(roles):
        response = begin_attempt(platform, claims, is_own_window=is_own_window)
    else:
        raise lti.LaunchRefused("Only learners and teachers of the course can open an assignment.")
    response.delete_cookie(
        _cookie_of(state), path="/", secure=True, httponly=True, samesite="None", partitioned=True
    )
    return response


class _Keeping:
    """Stands in for pylti1p3's session and cookies: takes the state and the nonce that it makes."""

    state = nonce = ""

    def save_nonce(self, nonce: str) -> None:
        self.nonce = nonce

    def set_cookie(self, name: str, value: str, exp: int | None = None) -> None:
        self.state = value

    def update_response(self, response: Response) -> None:
        """The view sets its own."""


def _cookie_of(state: str) -> str:
    """The cookie that binds a launch to the browser that began it; `__Host-` keeps other hosts out."""
    return f"__Host-quizapi-lti-{hash_token(state)[:16]}"
