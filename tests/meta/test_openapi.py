"""The API's description: the file is what the code says, it is valid, and nothing is left undescribed."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from flask import Flask
from openapi_spec_validator import validate

from quizapi.api.access import ACCESS
from quizapi.api.blueprint import BASE_PATH, route_of
from quizapi.api.spec import spec_yaml

FILE = Path(__file__).parents[2] / "openapi.yaml"
METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture
def app(quizapi_app: Callable[..., Flask]) -> Flask:
    return quizapi_app()


@pytest.fixture
def document(app: Flask) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(spec_yaml(app))
    return loaded


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(method, path, operation)"""
    for path, item in document["paths"].items():
        for method in METHODS & set(item):
            yield method, path, item[method]


def test_the_file_is_what_the_code_says(app: Flask) -> None:
    assert FILE.read_text(encoding="utf-8") == spec_yaml(app), "openapi.yaml is stale: run make openapi"


def test_two_applications_are_described_alike(quizapi_app: Callable[..., Flask]) -> None:
    assert spec_yaml(quizapi_app()) == spec_yaml(quizapi_app())


def test_it_is_valid_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    validate(document)


def test_the_server_serves_the_same(app: Flask, document: dict[str, Any]) -> None:
    served = app.test_client().get(f"{BASE_PATH}/openapi.json")
    assert json.loads(served.text) == document


def test_every_operation_has_an_id_of_its_own(document: dict[str, Any]) -> None:
    ids = Counter(operation["operationId"] for _, _, operation in operations(document))
    assert [name for name, count in ids.items() if count > 1] == []
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{4,}", name) for name in ids)


def test_every_operation_says_what_it_does_and_who_may(document: dict[str, Any]) -> None:
    for method, path, operation in operations(document):
        assert operation["summary"], (method, path)
        assert isinstance(operation["security"], list), (method, path)
        assert "default" in operation["responses"], (method, path)


def test_every_body_has_an_example_that_fits(document: dict[str, Any]) -> None:
    for method, path, operation in operations(document):
        body = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if body is not None:
            assert "example" in body, (method, path)
            schema = {**body["schema"], "components": document["components"]}
            jsonschema.Draft202012Validator(schema).validate(body["example"])


def test_errors_are_described_as_problems(document: dict[str, Any]) -> None:
    for response in document["components"]["responses"].values():
        assert list(response["content"]) == ["application/problem+json"]


def test_every_route_has_a_row_of_access_and_every_row_a_route(app: Flask) -> None:
    served = {
        f"{method} {route_of(str(rule))}"
        for rule in app.url_map.iter_rules()
        if str(rule).startswith(BASE_PATH) and not str(rule).endswith("/openapi.json")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert served == set(ACCESS)


def test_every_route_is_described(app: Flask, document: dict[str, Any]) -> None:
    described = {
        f"{method.upper()} {path.removeprefix(BASE_PATH).replace('{', '<').replace('}', '>')}"
        for method, path, _ in operations(document)
    }
    assert described == set(ACCESS)


def test_what_needs_if_match_says_so(document: dict[str, Any]) -> None:
    for method, path, operation in operations(document):
        if method == "patch":
            names = [parameter.get("name") for parameter in operation.get("parameters", ())]
            assert "If-Match" in names, path
