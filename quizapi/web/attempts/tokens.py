"""A student's attempt token in a cookie of its own, for the way without scripts; never in an address."""

from datetime import timedelta

from flask import request
from werkzeug.wrappers import Response

from quizapi.api.context import context

KEPT = timedelta(days=30)
MOST_TRIED = 8


def cookie_of(attempt_id: str) -> str:
    """The cookie's name; `__Host-` where browsers allow it."""
    prefix = "__Host-" if context().secure_cookies else ""
    return f"{prefix}quizapi-attempt-{attempt_id}"


def attempt_token(attempt_id: str) -> str:
    """This browser's token for the attempt, or empty."""
    return request.cookies.get(cookie_of(attempt_id), "")


def known_attempts() -> list[str]:
    """The ids of the attempts that this browser has tokens for, newest first (ids sort by time)."""
    prefix = cookie_of("")
    ids = (name.removeprefix(prefix) for name in request.cookies if name.startswith(prefix))
    return sorted(ids, reverse=True)[:MOST_TRIED]


def keep_token(response: Response, attempt_id: str, token: str) -> Response:
    """Set the cookie."""
    response.set_cookie(
        cookie_of(attempt_id),
        token,
        max_age=KEPT,
        secure=context().secure_cookies,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def forget_token(response: Response, attempt_id: str) -> Response:
    """Take the cookie away."""
    response.delete_cookie(
        cookie_of(attempt_id), secure=context().secure_cookies, httponly=True, samesite="Lax", path="/"
    )
    return response
