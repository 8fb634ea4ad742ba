"""A refusal as a page that says what to do."""

from urllib.parse import urlencode

import structlog
from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from quizapi.api.context import close_session
from quizapi.api.problems import problem_of_http_error, status_of
from quizapi.domain import QuizApiError
from quizapi.services.errors import TooManyRequests
from quizapi.web.calling import ApiRefusal
from quizapi.web.languages.elsewhere import translated
from quizapi.web.languages.marking import N_
from quizapi.web.languages.speaking import gettext
from quizapi.web.safety import secured

log = structlog.get_logger(__name__)

_ADVICE = {
    400: N_("The request could not be read. Go back and try again."),
    401: N_("Sign in to go on."),
    403: N_("This account may not do that."),
    404: N_("It may have been deleted, or the address has a typing error."),
    409: N_("It does not fit what is there now. Reload the page to see the present state."),
    412: N_(
        "Somebody, perhaps you in another tab, has changed it meanwhile. Reload and make your change again."
    ),
    413: N_("It is larger than this server takes."),
    429: N_("Too many tries in a short time. Wait a moment and try again."),
    500: N_("The fault is on our side and has been noted. Nothing was stored; try again."),
    503: N_("The server is busy. Nothing was stored; try again in a moment."),
}
_TITLES = {
    403: N_("That is not allowed"),
    404: N_("There is no such page"),
    405: N_("That cannot be done here"),
    500: N_("Something went wrong on our side"),
}


def error_page(status: int, title: str, detail: str = "") -> Response:
    """A page for an error; what the request has begun to store is given up first.

    Drawing it asks the API who is signed in, which may write: on SQLite it would wait for this request's
    lock.
    """
    close_session()
    advice = _ADVICE.get(status, "")
    page = render_template(
        "layout/error.html",
        status=status,
        title=translated(title),
        detail=translated(detail),
        advice=gettext(advice) if advice else "",
    )
    return make_response(page, status)


def of_refusal(refusal: ApiRefusal) -> BaseResponse:
    """The API refused what a page needed; without a session, sign in first and come back."""
    if refusal.status == 401:
        back = request.full_path.rstrip("?") if request.method == "GET" else ""
        query = f"?{urlencode({'next': back})}" if back else ""
        return redirect(url_for("web.sign_in") + query, 303)
    return error_page(refusal.status, refusal.title, refusal.detail)


def of_domain_error(error: QuizApiError) -> Response:
    page = error_page(status_of(type(error)), error.title(), error.detail)
    if isinstance(error, TooManyRequests):
        page.headers["Retry-After"] = str(error.retry_after)
    return page


def of_http_error(error: HTTPException) -> BaseResponse:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    detail = error.description if status in (400, 403, 413) and error.description else ""
    return error_page(status, _titled(status, error.name), detail)


def of_fault(error: Exception) -> Response:
    log.exception("page_failed", path=request.path, method=request.method)
    return error_page(500, _titled(500))


def _titled(status: int, name: str = "") -> str:
    return gettext(_TITLES[status]) if status in _TITLES else name


def of_unknown_address(error: HTTPException) -> BaseResponse:
    """An address that no view has: a page for a reader, a problem for a program."""
    wants_page = request.accept_mimetypes.best_match(["application/problem+json", "text/html"]) == "text/html"
    if request.path.startswith("/api/") or not wants_page:
        return problem_of_http_error(error)
    return secured(of_http_error(error))
