"""Statements reach a real (small) record store over HTTP, once each, and are valid by another's rules."""

import base64
import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from quizapi.services.statements import statements_of
from quizapi.store.engine import write_transaction
from quizapi.store.models import MessageRow
from tests.api.delivery import ITEMS, WRONG, Caller, School
from tests.exchange.node import node
from tests.jobs.outgoing.delivering import deliver, messages, telling_school
from tests.jobs.outgoing.test_webhooks import submit, take_quiz
from tests.outbound.hosts import Host, Reply, Seen, host

NODE_MODULES = Path(__file__).parents[3] / "node_modules"
ADL = "http://adlnet.gov/expapi/verbs/"
Json = dict[str, Any]


class Store:
    """A learning record store: keeps statements by id, and refuses another one under a known id."""

    def __init__(self) -> None:
        self.statements: dict[str, Json] = {}
        self.replies: list[Reply] = []

    def __call__(self, seen: Seen) -> Reply:
        assert seen.headers["x-experience-api-version"] == "1.0.3"
        if seen.headers["authorization"] != "Basic " + base64.b64encode(b"key:secret").decode():
            return Reply(status=401)
        if self.replies:
            return self.replies.pop(0)
        told = json.loads(seen.body)
        some = told if isinstance(told, list) else [told]
        if any(self.statements.get(one["id"], one) != one for one in some):
            return Reply(status=409)
        self.statements.update({one["id"]: one for one in some})
        return Reply(json.dumps([one["id"] for one in some]).encode())

    def verbs(self) -> list[str]:
        return [one["verb"]["id"].removeprefix(ADL) for one in self.statements.values()]


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def server(store: Store) -> Iterator[Host]:
    with host(store) as running:
        yield running


@pytest.fixture
def school(quizapi_app: Callable[..., Flask], server: Host) -> School:
    # The store's own host is reached although no network is allowed: the operator has named it.
    return telling_school(
        quizapi_app,
        outbound_networks="",
        outbound_ports="80,443",
        xapi_endpoint=f"{server.url}/xapi/",
        xapi_user="key",
        xapi_password="secret",
        public_url="https://quiz.school.example",
    )


def test_an_attempt_is_told_from_its_start_to_its_end(school: School, store: Store, server: Host) -> None:
    student = take_quiz(school)
    assert deliver(school) == 1
    assert store.verbs() == ["initialized", *["answered"] * 6, "completed"]
    assert server.paths() == ["/xapi/statements"]
    *_, ended = store.statements.values()
    assert ended["result"]["score"] == {"scaled": 1.0, "raw": 6.0, "min": 0, "max": 6.0}
    assert ended["result"]["completion"] is True
    base = "https://quiz.school.example/xapi/assignments/"
    assert ended["object"]["id"] == base + student.answer["assignment_id"]


def test_answers_are_told_in_xapis_notation(school: School, store: Store) -> None:
    take_quiz(school)
    deliver(school)
    answered = [one for one in store.statements.values() if one["verb"]["id"] == ADL + "answered"]
    told = {
        one["object"]["definition"]["interactionType"]: (
            one["object"]["definition"].get("correctResponsesPattern"),
            one["result"].get("response"),
            one["result"]["success"],
        )
        for one in answered
    }
    assert told["sequencing"] == (["w[,]x[,]y[,]z"], "w[,]x[,]y[,]z", True)
    assert told["matching"] == (["a[.]1[,]b[.]2[,]c[.]3"], "a[.]1[,]b[.]2[,]c[.]3", True)
    assert told["true-false"] == (["false"], "false", True)
    assert told["fill-in"] == (None, None, True)
    assert {one["object"]["definition"]["type"] for one in answered} == {
        "http://adlnet.gov/expapi/activities/cmi.interaction"
    }


def test_no_name_and_no_text_leaves_the_server(school: School, store: Store, server: Host) -> None:
    student = take_quiz(school, "Noor Haddad")
    deliver(school)
    sent = b"".join(seen.body for seen in server.requests).decode()
    private = ["Noor", "Haddad", "ZEBRAPROOF", "QUAGGAKEY", "Port stays", student.token, student.answer["id"]]
    private += [text for item in ITEMS for text in (item["stem"], *(o["text"] for o in item["options"]))]
    assert [word for word in private if word in sent] == []
    assert student.answer["id"] not in sent
    actors = {one["actor"]["account"]["name"] for one in store.statements.values()}
    assert len(actors) == 1


def test_two_students_are_two_actors(school: School, store: Store) -> None:
    assignment = school.assignment()
    for name in ("Noor", "Sam"):
        submit(school.join(assignment, name))
    assert deliver(school) == 1  # both in one request
    assert len({one["actor"]["account"]["name"] for one in store.statements.values()}) == 2
    assert len(store.statements) == 16


def test_told_again_nothing_is_doubled(school: School, store: Store, server: Host) -> None:
    """The store has kept everything, but its answer was lost."""
    take_quiz(school)
    store.replies = [Reply(status=502)]
    deliver(school)
    school.clock.forward(seconds=6)
    deliver(school)
    before = dict(store.statements)
    with write_transaction(school.context.sessions) as session:
        row = session.query(MessageRow).one()
        row.state, row.tries, row.next_at = "pending", 0, school.clock()
    deliver(school)
    assert (store.statements, len(server.requests)) == (before, 3)
    assert [row.state for row in messages(school)] == ["delivered"]


def test_a_store_that_knows_some_in_another_form_takes_the_rest(school: School, store: Store) -> None:
    take_quiz(school)
    with school.context.sessions() as session:
        row = session.query(MessageRow).one()
        told = statements_of(session, row, base_url="https://quiz.school.example", secret=b"another")
    store.statements[told[2]["id"]] = {"old": "form"}
    deliver(school)
    assert [row.state for row in messages(school)] == ["delivered"]
    assert store.statements.pop(told[2]["id"]) == {"old": "form"}
    assert len(store.statements) == 7


@pytest.mark.parametrize(("status", "state"), [(400, "failed"), (401, "pending"), (500, "pending")])
def test_a_refusal_that_may_pass_is_tried_again(
    school: School, store: Store, status: int, state: str
) -> None:
    store.replies = [Reply(status=status)]
    take_quiz(school)
    deliver(school)
    assert [(row.state, row.status) for row in messages(school)] == [(state, status)]


def test_an_attempt_that_ran_out_of_time_is_not_completed(school: School, store: Store) -> None:
    assignment = school.assignment(time_limit_s=60)
    school.join(assignment)
    school.clock.forward(minutes=2)
    school.teacher.ok("GET", f"/assignments/{assignment['id']}/results")
    deliver(school)
    assert store.verbs() == ["initialized", "terminated"]
    *_, ended = store.statements.values()
    assert (ended["result"]["completion"], ended["result"]["duration"]) == (False, "PT60.00S")


def wrong_answers(student: Caller) -> None:
    for item in student.answer["items"]:
        place = next(n for n, known in enumerate(ITEMS) if known["stem"] == item["stem"])
        path = f"/attempts/{student.answer['id']}/responses/{item['id']}"
        student.ok("PUT", path, {"answer": WRONG[place]})
    student.ok("POST", f"/attempts/{student.answer['id']}/submit")


def test_a_repair_is_told_as_a_new_score(school: School, store: Store) -> None:
    assignment = school.assignment()
    student = school.join(assignment)
    wrong_answers(student)
    deliver(school)
    item = student.answer["items"][0]["id"]
    body = {"action": "full_credit", "reason": "Two are right."}
    school.teacher.ok("POST", f"/quizzes/{assignment['quiz_id']}/items/{item}/repair", body)
    deliver(school)
    assert store.verbs()[-1] == "scored"
    *_, scored = store.statements.values()
    assert scored["result"]["score"]["raw"] > 0


def test_nothing_is_kept_while_it_is_off(quizapi_app: Callable[..., Flask]) -> None:
    school = telling_school(quizapi_app)
    take_quiz(school)
    assert messages(school) == []


def test_the_key_may_stand_in_a_file(tmp_path: Path) -> None:
    from quizapi.settings import Settings
    from quizapi.systems import systems_of

    (tmp_path / "key").write_text("secret\n")
    settings = Settings(
        data=tmp_path, xapi_endpoint="https://lrs.example/xapi/", xapi_password_file=tmp_path / "key"
    )
    systems = systems_of(settings)
    assert (systems.xapi_password, systems.xapi_endpoint) == ("secret", "https://lrs.example/xapi")
    assert "secret" not in repr(systems)


_VALIDATE = """
const validate = require('xapi-validation').default;
const told = JSON.parse(require('fs').readFileSync(0, 'utf-8'));
console.log(JSON.stringify(told.map(one => validate(one).map(String))));
"""


def complaints(told: list[Json]) -> list[list[str]]:
    """What xapi-validation (of another house) says against each statement."""
    result = subprocess.run(
        [node(), "-e", _VALIDATE],
        input=json.dumps(told),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=NODE_MODULES.parent,
    )
    assert result.returncode == 0, result.stderr
    found: list[list[str]] = json.loads(result.stdout)
    return found


def test_every_statement_is_valid_by_the_rules_of_others(school: School, store: Store) -> None:
    assignment = school.assignment(time_limit_s=600)
    submit(school.join(assignment, "Noor"))
    late = school.join(assignment, "Sam")
    wrong = school.join(assignment, "Kim")
    wrong_answers(wrong)
    school.clock.forward(minutes=11)
    item = late.answer["items"][0]["id"]
    body = {"action": "full_credit", "reason": "Two are right."}
    school.teacher.ok("POST", f"/quizzes/{assignment['quiz_id']}/items/{item}/repair", body)
    deliver(school)
    told = list(store.statements.values())
    assert {"initialized", "answered", "completed", "terminated", "scored"} <= set(store.verbs())
    assert complaints(told) == [[] for _ in told]
    assert complaints([{**told[0], "actor": {}}])[0]  # it does find faults
