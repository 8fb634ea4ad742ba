"""The teacher's browser session: a random cookie whose hash is a token of the kind `session`."""

import secrets
from datetime import timedelta

from flask import g, request
from werkzeug.wrappers import Response

from quizapi.api.callers import SCOPES, cookie_name, csrf_token, hash_token
from quizapi.api.context import commit, context, session
from quizapi.services import accounts
from quizapi.services.errors import NotAuthenticated
from quizapi.store.models import TokenRow
from quizapi.web.calling import ApiRefusal, Json, get

SESSION_LIFE = timedelta(days=14)


def start_session(response: Response, user_id: str) -> Response:
    """Sign the teacher in: a new token each time, and the old one of this browser ends."""
    _revoke_present()
    token = secrets.token_urlsafe(32)
    now = context().now()
    accounts.issue_token(
        session(),
        user_id=user_id,
        token_hash=hash_token(token),
        label="Browser",
        kind="session",
        scopes=SCOPES,
        now=now,
        expires_at=now + SESSION_LIFE,
    )
    commit()
    response.set_cookie(
        cookie_name(),
        token,
        max_age=SESSION_LIFE,
        secure=context().secure_cookies,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def end_session(response: Response) -> None:
    """Sign out: revoke this browser's token and take its cookie away."""
    _revoke_present()
    response.delete_cookie(
        cookie_name(), secure=context().secure_cookies, httponly=True, samesite="Lax", path="/"
    )


def present_teacher() -> Json | None:
    """The teacher who is signed in (`id`, `email`, `name`), else None; asked once a request."""
    if "web_teacher" not in g:
        g.web_teacher = None
        if request.cookies.get(cookie_name()):
            try:
                g.web_teacher = get("/me")
            except ApiRefusal:
                g.web_teacher = None
    found: Json | None = g.web_teacher
    return found


def present_csrf_token() -> str:
    """The value for the hidden field of every form; empty without a session."""
    token = request.cookies.get(cookie_name(), "")
    return csrf_token(token) if token else ""


def _revoke_present() -> None:
    row = _row()
    if row is not None:
        accounts.revoke_token(session(), row.user_id, row.id)
        commit()


def _row() -> TokenRow | None:
    token = request.cookies.get(cookie_name(), "")
    if not token:
        return None
    with context().sessions() as reading:
        try:
            return accounts.authenticate_teacher(
                reading, token_hash=hash_token(token), kind="session", now=context().now()
            )
        except NotAuthenticated:
            return None
