"""The blueprint of LTI's addresses, and who may show its pages in a frame."""

from typing import Any

from flask import Blueprint, g, render_template
from sqlalchemy import select
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from quizapi.api.context import commit, context
from quizapi.domain import QuizApiError
from quizapi.lti.claims import origin_of
from quizapi.store.models import LtiPlatformRow
from quizapi.web import errors
from quizapi.web.safety import CONTENT_SECURITY_POLICY, PAGE_HEADERS

blueprint = Blueprint("lti", __name__, url_prefix="/lti", template_folder="templates", static_folder="static")
_MOST_SHOWN = 50


def launch_url() -> str:
    """Where platforms send launches."""
    return f"{context().base_url}/lti/launch"


def page_of(template: str, **values: Any) -> str:
    """A page, drawn once what the launch has changed is stored.

    Drawing asks the API who is signed in, and that notes the session's use: on SQLite it would wait for the
    lock that this request itself holds.
    """
    commit()
    return render_template(template, **values)


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
