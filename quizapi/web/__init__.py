"""Pages for teachers and students: a client of the API, served from the same origin."""

from flask import Flask, current_app, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException, NotFound

from quizapi.api.context import context
from quizapi.domain import QuizApiError
from quizapi.web import assets, errors
from quizapi.web.account import views as account
from quizapi.web.account import webhooks
from quizapi.web.articles import views as articles
from quizapi.web.assignments import students
from quizapi.web.assignments import views as assignments
from quizapi.web.attempts import joining
from quizapi.web.attempts import views as attempts
from quizapi.web.blueprint import blueprint
from quizapi.web.calling import ApiRefusal, new_key
from quizapi.web.compressing import compressed
from quizapi.web.docs import views as docs
from quizapi.web.home import views as home
from quizapi.web.languages import choosing
from quizapi.web.languages.catalogues import LANGUAGES
from quizapi.web.languages.speaking import present_language, text_direction
from quizapi.web.notices import NOTICES
from quizapi.web.playground import views as playground
from quizapi.web.quizzes import editing, exporting, importing, making, quality, reviewing
from quizapi.web.results import repairing
from quizapi.web.results import views as results
from quizapi.web.safety import check_form, is_public_form, secured
from quizapi.web.sessions import present_csrf_token, present_teacher
from quizapi.web.wording import FILTERS

#: Importing a family adds its views to the blueprint.
FAMILIES = (
    home,
    account,
    webhooks,
    articles,
    making,
    exporting,
    importing,
    reviewing,
    editing,
    assignments,
    students,
    results,
    repairing,
    quality,
    joining,
    attempts,
    playground,
    docs,
    assets,
)


def register(app: Flask) -> None:
    """Serve the pages from this application, beside its API."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(FILTERS)
    app.context_processor(_helpers)
    choosing.init_app(app)
    app.register_blueprint(blueprint)
    app.register_error_handler(NotFound, errors.of_unknown_address)


def _helpers() -> dict[str, object]:
    return {
        "asset_url": assets.asset_url,
        "csrf_token": present_csrf_token,
        "language": present_language,
        "addresses_on": bool(context().systems.articles),
        "languages": LANGUAGES,
        "new_key": new_key,
        "notices": NOTICES,
        "registration": context().registration,
        "teacher": present_teacher,
        "text_direction": text_direction,
        "way_back": choosing.way_back,
    }


@blueprint.before_request
def _check_form() -> None:
    check_form(with_session=not is_public_form(current_app.view_functions[request.endpoint or ""]))


blueprint.after_request(secured)
blueprint.after_request(compressed)
blueprint.register_error_handler(ApiRefusal, errors.of_refusal)
blueprint.register_error_handler(QuizApiError, errors.of_domain_error)
blueprint.register_error_handler(HTTPException, errors.of_http_error)
blueprint.register_error_handler(Exception, errors.of_fault)

__all__ = ["register"]
