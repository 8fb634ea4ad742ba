"""The OpenAPI document: flask-smorest's, with our problems, security schemes and headers."""

from typing import Any

from flask_smorest import Api

from quizapi.api.blueprint import BASE_PATH
from quizapi.api.problems import ProblemHandlers

API_TITLE = "quizapi"
DESCRIPTION = """Questions about a news article, each with the span of the article that proves its key.

Offsets are Unicode code points, half open. Errors are `application/problem+json` (RFC 9457). Lists are cut
into pages by `?limit=` and `?cursor=`. Changes need `If-Match`; creating calls honour `Idempotency-Key`."""


class QuizApi(ProblemHandlers, Api):
    """flask-smorest's `Api` with our error handlers."""


def create_api(app: Any, version: str) -> QuizApi:
    """Register the error handlers and the document `/api/v1/openapi.json`."""
    app.config.update(
        API_TITLE=API_TITLE,
        API_VERSION=f"v1 ({version})",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=BASE_PATH,
        API_SPEC_OPTIONS={
            "info": {"description": DESCRIPTION, "license": {"name": "MIT", "identifier": "MIT"}},
            "servers": [{"url": "/"}],
        },
    )
    api = QuizApi(app)
    api.spec.components.security_scheme(
        "teacher", {"type": "http", "scheme": "bearer", "description": "A teacher's token (`POST /tokens`)."}
    )
    api.spec.components.security_scheme(
        "student",
        {"type": "http", "scheme": "bearer", "description": "An attempt's token (`POST /attempts`)."},
    )
    return api
