"""The conventions of the contract over all operations: whoever adds one that leaves a convention out is told.

Which operations a convention is for is read from the description that is served (`openapi.json`), and those
that are left out are named here with the reason.
"""

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from quizapi.services.accounts import hash_password, register_user
from quizapi.store.engine import write_transaction
from tests.api import test_access_matrix as matrix
from tests.api.delivery import START, Caller, School, make_school
from tests.api.test_access_matrix import REFUSED_OTHERWISE, body_of, one_world, repair_in

app = matrix.app  # the same fixture, of this module

#: They never change, so that there is no version to name.
UNCONDITIONAL = {"DELETE /tokens/<token_id>", "DELETE /playground/<trial_id>"}
#: Done twice they do the same, or are to be done again.
NOT_REPLAYED = {
    "POST /assignments/<assignment_id>/roster/import",  # replaces the roster, as PUT does
    "POST /attempts/<attempt_id>/erase",  # what is gone stays gone
    "POST /webhooks/<webhook_id>/secret",  # the secret would have to be kept to be told again
}
#: In the world of these tests the thing's state refuses them; each is replayed in a test of its own.
REFUSED_HERE = {
    "POST /articles/import",
    "POST /quizzes/<quiz_id>/items/<item_id>/replace",
    "POST /quizzes/<quiz_id>/items/<item_id>/replace/undo",
}
#: Lists that hold all there is: a class, and what is installed.
WHOLE_LISTS = {
    "GET /assignments/<assignment_id>/roster",
    "GET /assignments/<assignment_id>/exceptions",
    "GET /generators",
    "GET /interactions",
    "GET /formats",
}


class World:
    """One thing of each kind, and who may send what to it."""

    def __init__(self, app: Flask, school: School | None = None) -> None:
        self.school = school or make_school(app)
        self.ids, self.tokens = one_world(self.school)

    def caller(self, operation: str) -> Caller:
        path = operation.split(" ")[1]
        if path in ("/users", "/tokens", "/attempts") and operation.startswith("POST"):
            return self.school.anybody()
        return self.school.anybody(self.tokens["student" if path.startswith("/attempts/") else "owner"])

    def path(self, operation: str) -> str:
        return re.sub(r"<(\w+)>", lambda found: self.ids[found[1]], operation.split(" ")[1])

    def send(self, operation: str, body: Any = None, *, query: str = "", **headers: str) -> Any:
        method = operation.split(" ")[0]
        return self.caller(operation).send(method, self.path(operation) + query, body, **headers)


@pytest.fixture(scope="module")
def described(app: Flask) -> dict[str, dict[str, Any]]:
    """ "METHOD path" of every operation, and what is said of it."""
    found = {}
    for path, methods in app.test_client().get("/api/v1/openapi.json").json["paths"].items():
        if path.startswith("/api/v1/"):
            short = re.sub(r"\{(\w+)\}", r"<\1>", path.removeprefix("/api/v1"))
            found |= {
                f"{method.upper()} {short}": one for method, one in methods.items() if "responses" in one
            }
    return found


def having(described: dict[str, dict[str, Any]], parameter: str, *methods: str) -> Iterator[str]:
    for operation, one in sorted(described.items()):
        names = {p.get("name") for p in one.get("parameters", ())}
        if parameter in names and operation.split(" ")[0] in methods:
            yield operation


def problem(response: Any) -> tuple[int, str]:
    assert response.content_type == "application/problem+json", response.text
    assert {"type", "title", "status", "instance"} <= set(response.json)
    assert response.json["status"] == response.status_code
    return response.status_code, response.json["type"].removeprefix("/docs/problems#")


def test_every_change_of_a_thing_names_the_version_that_was_read(app: Flask, described: Any) -> None:
    conditional = set(having(described, "If-Match", "PATCH", "DELETE"))
    assert conditional | UNCONDITIONAL == {
        operation for operation in described if operation.startswith(("PATCH", "DELETE"))
    }
    world = World(app)
    for operation in sorted(conditional, key=lambda one: one.startswith("DELETE")):
        method, path = operation.split(" ")
        if method == "DELETE":
            world = World(app)
        body = body_of(operation, world.ids)
        read = world.send(f"GET {path}")
        etag = read.headers["ETag"]
        assert re.fullmatch(r'"[^"]+"', etag), (operation, etag)  # strong
        assert problem(world.send(operation, body)) == (428, "precondition-required"), operation
        for old in ('"old"', f"W/{etag}"):
            refused = world.send(operation, body, If_Match=old)
            assert problem(refused) == (412, "precondition-failed"), operation
        assert world.send(f"GET {path}").headers["ETag"] == etag, operation
        done = world.send(operation, body, If_Match=etag)
        assert done.status_code in (200, 204, REFUSED_OTHERWISE.get(operation)), (operation, done.text)
        if method == "PATCH":
            now = world.send(f"GET {path}")
            assert done.headers["ETag"] == now.headers["ETag"] != etag, operation
            assert now.json == done.json, operation


def test_elements_of_lists_carry_the_etag_that_a_change_needs(app: Flask, described: Any) -> None:
    world = World(app)
    compared = []
    for operation in having(described, "If-Match", "PATCH"):
        path = operation.split(" ")[1]
        found = re.fullmatch(r"(.*)/<(\w+)>", path)
        if found is None:  # /me is in no list
            continue
        (element,) = [
            one for one in world.send(f"GET {found[1]}").json["items"] if one["id"] == world.ids[found[2]]
        ]
        assert world.send(f"GET {path}").headers["ETag"] == f'"{element["etag"]}"', operation
        compared.append(found[1])
    assert len(compared) >= 5


def test_every_list_is_cut_into_pages_by_the_same_rules(app: Flask, described: Any) -> None:
    listed = set(having(described, "cursor", "GET"))
    for operation, one in described.items():
        shape = one["responses"].get("200", {}).get("content", {}).get("application/json", {})
        is_list = shape.get("schema", {}).get("type") == "array"
        assert not (is_list and operation not in listed | WHOLE_LISTS), f"{operation} has no pages"
    world = World(app)
    World(app, world.school)
    long = 0
    for operation in sorted(listed):
        whole = world.send(operation).json
        assert whole["next_cursor"] is None
        found, cursor = [], ""
        while cursor is not None:
            page = world.send(operation, query=f"?limit=1{cursor and f'&cursor={cursor}'}").json
            assert len(page["items"]) <= 1
            found += page["items"]
            cursor = page["next_cursor"]
        assert found == whole["items"], operation
        long += len(found) > 1
        for query, pointer in (("limit=0", "/limit"), ("limit=201", "/limit"), ("limit=x", "/limit")):
            refused = world.send(operation, query=f"?{query}")
            assert problem(refused) == (422, "invalid-request"), operation
            assert refused.json["errors"][0]["pointer"] == pointer
        for cursor in ("x", "W10", "WzEsMl0"):
            refused = world.send(operation, query=f"?cursor={cursor}")
            assert problem(refused) == (422, "invalid-cursor"), operation
    assert long >= 6, "too few lists had more than one page"


def test_every_creating_post_is_replayed_by_its_key(app: Flask, described: Any) -> None:
    replayed = set(having(described, "Idempotency-Key", "POST"))
    assert replayed | NOT_REPLAYED == {operation for operation in described if operation.startswith("POST")}
    world = World(app)
    for operation in sorted(replayed):
        if "<repair_id>" in operation:
            world.ids["repair_id"] = repair_in(world.school, world.ids)
        body = body_of(operation, world.ids)
        if operation == "POST /tokens":
            with write_transaction(world.school.context.sessions) as session:
                hashed = hash_password(body["password"])
                register_user(session, email=body["email"], password_hash=hashed, name="M", now=START)
        elif operation == "POST /quizzes/import":
            body = world.send("GET /quizzes/<quiz_id>/export", query="?format=json").json
        key = str(uuid.uuid4())
        first = world.send(operation, body, Idempotency_Key=key)
        if operation in REFUSED_HERE:
            assert first.status_code == 409, (operation, first.text)
            continue
        assert first.status_code in (200, 201, 202), (operation, first.text)
        again = world.send(operation, body, Idempotency_Key=key)
        assert (again.status_code, again.json) == (first.status_code, first.json), operation
        assert again.headers["Idempotency-Replayed"] == "true", operation
        for header in ("Location", "ETag"):
            assert again.headers.get(header) == first.headers.get(header), operation
        other = world.send(operation, {"another": "body"}, Idempotency_Key=key)
        assert problem(other) == (409, "idempotency-key-reused"), operation
        guessable = world.send(operation, body, Idempotency_Key="retry-1")
        assert problem(guessable) == (422, "idempotency-key-invalid"), operation


def test_whatever_takes_long_can_be_waited_for(app: Flask, described: Any) -> None:
    long = {operation for operation, one in described.items() if "202" in one["responses"]}
    assert long == set(having(described, "Prefer", "GET", "POST"))
    world = World(app)
    tried = 0
    for operation in sorted(long - {"POST /articles/import"}):
        if "<repair_id>" in operation:
            world.ids["repair_id"] = repair_in(world.school, world.ids)
        answer = world.send(operation, body_of(operation, world.ids), Prefer="respond-async, wait=0")
        assert answer.status_code == 202, (operation, answer.text)
        location = answer.headers["Location"]
        job = location.rsplit("/", 1)[1]
        assert location == f"/api/v1/jobs/{job}"
        assert world.school.teacher.ok("GET", f"/jobs/{job}")["state"] == "queued"
        tried += 1
    assert tried >= 3


def test_every_operation_describes_its_refusals_as_problems(app: Flask, described: Any) -> None:
    named = app.test_client().get("/api/v1/openapi.json").json["components"]["responses"]
    for operation, one in described.items():
        for status, answer in one["responses"].items():
            if status == "default" or status >= "400":
                shape = named[answer["$ref"].rsplit("/", 1)[1]] if "$ref" in answer else answer
                assert list(shape.get("content", ())) == ["application/problem+json"], (operation, status)
