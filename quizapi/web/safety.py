"""What protects every page: response headers, and where a form may come from."""

import hmac
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import request
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from quizapi.api.callers import cookie_name, csrf_token
from quizapi.api.context import context
from quizapi.web.languages.marking import N_

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PAGE_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
_PUBLIC = "quizapi_public_form"
PageResponse = TypeVar("PageResponse", bound=Response)
View = TypeVar("View", bound=Callable[..., Any])


def public_form(view: View) -> View:
    """Mark a view whose form is not sent in a teacher's name (joining, answering, signing in).

    A student's page may be older than the session that a teacher has begun in the same browser.
    """
    setattr(view, _PUBLIC, True)
    return view


def is_public_form(view: Callable[..., Any]) -> bool:
    """Whether the view bears that mark."""
    return getattr(view, _PUBLIC, False)


class ForeignForm(Forbidden):
    """The form was not sent by one of our pages."""

    description = N_(
        "This form came from another site, or the page is old. Go back, reload it and send it again."
    )


def secured(response: PageResponse) -> PageResponse:
    """Set the headers of a page; nothing but static files may be kept by a cache."""
    for name, value in PAGE_HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def is_own_address(address: str) -> bool:
    """Whether an address that a visitor is sent on to is a path of this site.

    Browsers drop control characters and take a backslash for a slash: what begins with a slash, a tab and
    another slash is another site's.
    """
    return address.startswith("/") and address[1:2] not in ("/", "\\") and address.isprintable()


def check_form(*, with_session: bool) -> None:
    """Refuse a change that another site's page sends with this browser's cookies.

    Args:
        with_session: The view acts for the teacher, so that the form must also carry the session's own token.

    Raises:
        ForeignForm
    """
    if request.method in _SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin", "")
    # A server in front may pass on another Host than the one that browsers see.
    own = {request.host, urlsplit(context().base_url).netloc}
    if site not in ("same-origin", "none") or (origin and urlsplit(origin).netloc not in own):
        raise ForeignForm
    session = request.cookies.get(cookie_name(), "")
    if with_session and session:
        sent = request.form.get("csrf_token", "")
        if not hmac.compare_digest(sent.encode(), csrf_token(session).encode()):
            raise ForeignForm
