"""The whole API under generated requests, by its own description: never a 500, nothing undocumented.

schemathesis makes the requests from `openapi.json`, right ones and wrong ones, and what breaks the
description must be refused; they are sent as a teacher, as a student and as nobody. Ids in addresses are
mostly those of things that are there, so that more is reached than the 404.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import (
    allow_header_conformance,
    content_type_conformance,
    negative_data_rejection,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.generation import GenerationMode

from tests.api.delivery import make_school
from tests.api.test_access_matrix import one_world

#: Not among them: that what fits the description is taken (what there is may forbid it: 404, 409), and what
#: tries other tokens (`tests/api/test_access_matrix.py` tries every operation with every kind of caller).
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    allow_header_conformance,
]
#: Of requests that break the description. Any text is a text, so that a table cannot break it.
OF_WRONG_ONES = [negative_data_rejection]
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
#: Things are made anew after so many requests, since some of them were deleted or ended.
FRESH_EVERY = 20
CALLERS = ("owner", "owner", "owner", "student", "student", "nobody", "other teacher")


class Fuzzer:
    """An application with things in it, and requests of all kinds of callers."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        schema = contract_of(app)
        self.operations = [result.ok() for result in schema.get_all_operations()]
        self.sent: Counter[str] = Counter()
        self.ids: dict[str, str] = {}
        self.tokens: dict[str, str] = {}

    def send(self, operation: Any, data: st.DataObject) -> None:
        """Send one request and hold the answer against the description."""
        # Where there is nothing to send, nothing can be wrong with it.
        mode = data.draw(st.sampled_from(MODES if list(operation.iter_parameters()) else MODES[:1]))
        case: Any = data.draw(operation.as_strategy(generation_mode=mode))
        if self.sent.total() % FRESH_EVERY == 0:
            self.ids, self.tokens = one_world(make_school(self.app))
        if data.draw(st.integers(0, 9)) < 9:
            case.path_parameters = {
                name: self.ids.get(name, value) for name, value in (case.path_parameters or {}).items()
            }
        headers = dict(case.headers or {})
        headers.pop("Prefer", None)  # no worker runs: waiting for a job would only take time
        headers.pop("Authorization", None)
        if operation.method.upper() in ("PATCH", "DELETE") and data.draw(st.integers(0, 4)) < 4:
            headers["If-Match"] = "*"
        case.headers = headers
        who = data.draw(st.sampled_from(CALLERS))
        token = {"Authorization": f"Bearer {self.tokens[who]}"} if self.tokens[who] else {}
        response = case.call(headers=token)
        self.sent[f"{operation.label}: {response.status_code}"] += 1
        checks = CHECKS if mode.is_positive or case.media_type == "text/csv" else [*CHECKS, *OF_WRONG_ONES]
        case.validate_response(response, checks=checks, headers=token)
        if response.status_code >= 400:
            assert response.headers["content-type"][0].startswith("application/problem+json")


def contract_of(app: Flask) -> Any:
    """The description of a running application. Tokens are given by the tests, not made up."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    schema.config.generation.update(with_security_parameters=False)
    return schema


def fuzz(app: Flask, cases: int, *, start: int) -> Fuzzer:
    """Send `cases` requests or a few more, as many to each operation, the same ones for the same start."""
    fuzzer = Fuzzer(app)
    each = settings(
        max_examples=-(-cases // len(fuzzer.operations)),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    for operation in fuzzer.operations:
        seed(start)(each(given(data=st.data())(_sending(fuzzer, operation))))()
    return fuzzer


def _sending(fuzzer: Fuzzer, operation: Any) -> Callable[..., None]:
    def send(data: st.DataObject) -> None:
        fuzzer.send(operation, data)

    return send


def test_no_request_makes_the_server_break_its_word(quizapi_app: Callable[..., Flask]) -> None:
    fuzzer = fuzz(quizapi_app(webhooks=True), 300, start=2026)
    assert fuzzer.sent.total() >= 290  # an operation without parameters has but a few different requests
    good = {label.split(":")[0] for label in fuzzer.sent if label.split(": ")[1].startswith("2")}
    assert len(good) > 0.3 * len(fuzzer.operations)


@pytest.mark.long
def test_no_request_of_many_makes_the_server_break_its_word(
    quizapi_app: Callable[..., Flask], database_url: str
) -> None:
    fuzzer = fuzz(quizapi_app(database_url=database_url, webhooks=True), 2_000, start=7)
    assert fuzzer.sent.total() >= 2_000
