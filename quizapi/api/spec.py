"""The OpenAPI document: flask-smorest's, with our problems, security schemes and headers."""

import json

import yaml
from flask import Flask
from flask_smorest import Api

from quizapi.api.blueprint import BASE_PATH
from quizapi.api.problems import ProblemHandlers
from quizapi.api.spec_plugin import HouseRules, portable_pattern

API_TITLE = "quizapi"
DESCRIPTION = """Questions about a news article, each with the span of the article that proves its key.

Offsets are Unicode code points, half open. Errors are `application/problem+json` (RFC 9457). Lists are cut
into pages by `?limit=` and `?cursor=`. Changes need `If-Match`; creating calls honour `Idempotency-Key`."""


class QuizApi(ProblemHandlers, Api):
    """flask-smorest's `Api` with our error handlers."""

    DEFAULT_RESPONSE_CONTENT_TYPE: str = "application/json"

    def _register_responses(self) -> None:
        # All that is registered here are errors, and ours are problem details.
        usual = self.DEFAULT_RESPONSE_CONTENT_TYPE
        self.DEFAULT_RESPONSE_CONTENT_TYPE = "application/problem+json"
        super()._register_responses()
        self.DEFAULT_RESPONSE_CONTENT_TYPE = usual

    def _register_pagination_header(self) -> None:
        """Left out: our lists have cursors in their bodies."""


_EXTENSION = "quizapi_openapi"


def create_api(app: Flask, version: str) -> QuizApi:
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
    api = QuizApi(app, spec_kwargs={"extra_plugins": [HouseRules(BASE_PATH)]})
    api.ma_plugin.converter.add_attribute_function(portable_pattern)
    api.spec.components.security_scheme(
        "teacher", {"type": "http", "scheme": "bearer", "description": "A teacher's token (`POST /tokens`)."}
    )
    api.spec.components.security_scheme(
        "student",
        {"type": "http", "scheme": "bearer", "description": "An attempt's token (`POST /attempts`)."},
    )
    app.extensions[_EXTENSION] = api
    return api


def spec_yaml(app: Flask) -> str:
    """The OpenAPI document as YAML, the same text for the same code."""
    # Through JSON: the document holds ordered and lazy values that YAML would write as Python objects.
    document = json.loads(json.dumps(app.extensions[_EXTENSION].spec.to_dict()))
    return str(yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=110))
