"""Walks along the links of the description: what was made is there, what was deleted is gone.

schemathesis goes from answer to answer: an article and its reading, a quiz and its items, an assignment and
its attempts, an attempt and its responses.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import ensure_resource_availability, use_after_free
from schemathesis.core.transport import Response
from schemathesis.generation import GenerationMode

from quizapi.api.schemas import is_id
from tests.api.delivery import make_school
from tests.api.test_access_matrix import one_world
from tests.fuzz.test_contract import CHECKS, contract_of

TEXT = (
    "The council of Port Selby voted on Monday to close hall {} for two years. Traders had not been asked. "
)
#: Operations whose new thing later steps go on with, and what its id is called.
MADE = {"store_an_article": "article_id", "add_a_hand_written_item": "item_id"}


def what_was_made_is_there(ctx: Any, response: Response, case: Any) -> bool | None:
    """schemathesis's own check, but for what a job is still to make: no worker runs here."""
    parent = ctx.internals.find_parent(case_id=case.id)
    made = parent and ctx.internals.find_response(case_id=parent.id)
    if made is not None and made.status_code == 202:
        return None
    found: bool | None = ensure_resource_availability(ctx, response, case)
    return found


OF_WALKS = [use_after_free, what_was_made_is_there]


class Walker:
    """What a walk may use: somebody's things, and what it has made itself."""

    def __init__(self, app: Flask, taken: Counter[str]) -> None:
        self.ids, self.tokens = one_world(make_school(app))
        self.attempts = {self.ids["attempt_id"]: self.tokens["student"]}
        self.taken = taken
        self._texts = 0

    def prepare(self, case: Any) -> None:
        """Put what can be named in no link into a request: a code, articles, a text that is an article."""
        name = case.operation.definition.raw["operationId"]
        headers = case.headers or {}
        headers.pop("Prefer", None)  # no worker runs: waiting for a job would only take time
        headers.pop("Idempotency-Key", None)  # one that fits the pattern may still not be random
        for part, value in (case.path_parameters or {}).items():
            if not is_id(str(value)) and part in self.ids:  # no answer before has given one
                case.path_parameters[part] = self.ids[part]
        if case.operation.method.upper() in ("PATCH", "DELETE"):
            case.headers = {**(case.headers or {}), "If-Match": "*"}
        if not isinstance(case.body, dict):
            return
        if name == "join_an_assignment":
            case.body = {"join_code": self.ids["join_code"], "nickname": f"Walker {len(self.attempts)}"}
        elif name == "store_an_article":
            self._texts += 1
            case.body = {**case.body, "text": TEXT.format(self._texts) * 6}
            case.body.pop("html", None)
        elif name == "make_a_quiz":
            case.body = {**case.body, "article_ids": [self.ids["article_id"]]}
            case.body["generators"] = [{"name": "true-false"}]
        elif name == "add_a_hand_written_item":
            self._texts += 1
            case.body = {"interaction": "true_false", "stem": f"Hall {self._texts} is closed.", "key": True}

    def token(self, case: Any) -> dict[str, str]:
        attempt = (case.path_parameters or {}).get("attempt_id")
        is_joining = case.operation.definition.raw["operationId"] == "join_an_assignment"
        token = "" if is_joining else self.attempts.get(str(attempt), self.tokens["owner"])
        return {"Authorization": f"Bearer {token}"} if token else {}

    def learn(self, response: Response, case: Any) -> None:
        name = case.operation.definition.raw["operationId"]
        self.taken[f"{name} {response.status_code}"] += 1
        if response.status_code not in (200, 201, 202):
            return
        if name == "join_an_assignment":
            made = response.json()
            self.attempts[made["id"]] = made["token"]
        elif name in MADE:
            self.ids[MADE[name]] = response.json()["id"]
        elif name in ("publish_the_accepted_items_of_a_quiz", "copy_an_assignment_under_a_new_join_code"):
            self.ids["join_code"] = response.json()["join_code"]


def walk(app: Flask, *, walks: int, steps: int) -> Counter[str]:
    """Go as many walks of so many steps; how often each operation gave which status."""
    schema = contract_of(app)
    schema.config.generation.update(modes=[GenerationMode.POSITIVE], deterministic=True)
    taken: Counter[str] = Counter()
    base: Any = schema.as_state_machine()

    class Machine(base):  # type: ignore[misc]
        def setup(self) -> None:
            self.walker = Walker(app, taken)

        def before_call(self, case: Any) -> None:
            self.walker.prepare(case)

        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return {"headers": self.walker.token(case)}

        def after_call(self, response: Response, case: Any) -> None:
            super().after_call(response, case)
            self.walker.learn(response, case)

        def validate_response(self, response: Response, case: Any, **kwargs: Any) -> None:
            case.validate_response(
                response,
                checks=[*CHECKS, *OF_WALKS],
                transport_kwargs=kwargs,
                recorder=self.recorder,
            )

    Machine.run(
        settings=settings(
            max_examples=walks,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
    )
    return taken


def test_what_was_made_is_there_and_what_was_deleted_is_gone(quizapi_app: Callable[..., Flask]) -> None:
    taken = walk(quizapi_app(webhooks=True), walks=16, steps=12)
    done = {label.split()[0] for label in taken if label.split()[1].startswith("2")}
    assert taken.total() > 120
    assert len(done) > 15  # which ones, changes with the description


@pytest.mark.long
def test_long_walks(quizapi_app: Callable[..., Flask], database_url: str) -> None:
    taken = walk(quizapi_app(database_url=database_url, webhooks=True), walks=150, steps=25)
    assert taken.total() > 2_000
