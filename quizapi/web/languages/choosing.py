"""Which language a visitor reads: the one chosen before, else what the browser asks for."""

from urllib.parse import urlsplit

from flask import Flask, redirect, request
from flask_babel import Babel  # type: ignore[import-untyped]
from werkzeug.wrappers import Response

from quizapi.api.context import context
from quizapi.web.blueprint import blueprint
from quizapi.web.languages.catalogues import LANGUAGES, PageDomain
from quizapi.web.languages.speaking import SOURCE
from quizapi.web.safety import is_own_address, public_form

COOKIE = "quizapi-language"
_KEPT_S = 365 * 24 * 3600


class PageBabel(Babel):  # type: ignore[misc]
    """Flask-Babel with our own catalogues."""

    domain_instance = PageDomain()


def init_app(app: Flask) -> None:
    """Let templates and views of this application speak the visitor's language."""
    PageBabel().init_app(app, default_locale=SOURCE, locale_selector=chosen_language)


def chosen_language() -> str:
    """The short name of the language for this request."""
    kept = request.cookies.get(COOKIE, "")
    if kept in LANGUAGES:
        return kept
    return request.accept_languages.best_match(list(LANGUAGES), SOURCE) or SOURCE


def way_back() -> str:
    """Where a visitor who chooses another language comes back to: this page, or the one a form stood on."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    return urlsplit(request.referrer or "/").path or "/"


@blueprint.post("/language")
@public_form
def choose_language() -> Response:
    """Remember the language in a cookie, and go back to where the visitor was."""
    language = request.form.get("language", "")
    wanted = request.form.get("next", "")
    response = redirect(wanted if is_own_address(wanted) else "/", 303)
    if language in LANGUAGES:
        response.set_cookie(
            COOKIE,
            language,
            max_age=_KEPT_S,
            secure=context().secure_cookies,
            httponly=True,
            samesite="Lax",
            path="/",
        )
    return response
