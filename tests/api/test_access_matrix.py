"""Every operation with every kind of caller. An operation without a row fails, and so does a row too many."""

import itertools
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from quizapi.api.access import ACCESS
from quizapi.api.blueprint import BASE_PATH, route_of
from quizapi.api.callers import SCOPES, cookie_name, csrf_token, hash_token
from quizapi.services.accounts import issue_token
from quizapi.services.exports import begin_file, finish_file
from quizapi.store.engine import write_transaction
from quizapi.store.models import JobRow
from quizapi.store.types import new_id
from tests.api.delivery import START, School, make_school

#: An administrator has no column: there is none in the API (`test_page_access.py`). The operator acts on the
#: machine, and what an operator holds (`OPERATORS`) opens what is open for nobody.
CALLERS = ("nobody", "student", "other student", "owner", "other teacher")
#: What each of `CALLERS` gets. `ok`: let through (an answer that is neither 401, 403 nor 404).
OWNERS = ("401", "403", "403", "ok", "404")
TEACHERS = ("401", "403", "403", "ok", "ok")
ANYBODY = ("ok", "ok", "ok", "ok", "ok")
OWN_ATTEMPT = ("401", "ok", "404", "403", "403")
WATCHED_ATTEMPT = ("401", "ok", "404", "ok", "404")
#: Who knows the code may; those who send a wrong one may not.
SECRET, METRICS_TOKEN = "for tests only, thirty-two characters", "for the operator's own dashboard"
OPERATORS = (SECRET, METRICS_TOKEN, f"qat_{SECRET}", "admin", "root")
BY_CODE = ("403", "403", "403", "403", "403")

MATRIX: dict[str, tuple[str, ...]] = {
    "POST /users": ANYBODY,
    "POST /tokens": ANYBODY,
    "GET /tokens": TEACHERS,
    "DELETE /tokens/<token_id>": OWNERS,
    "GET /me": TEACHERS,
    "PATCH /me": TEACHERS,
    "POST /articles": TEACHERS,
    "POST /articles/import": TEACHERS,
    "GET /articles": TEACHERS,
    "GET /articles/<article_id>": OWNERS,
    "PATCH /articles/<article_id>": OWNERS,
    "DELETE /articles/<article_id>": OWNERS,
    "GET /articles/<article_id>/annotations": OWNERS,
    "GET /generators": TEACHERS,
    "GET /generators/<name>/quality": TEACHERS,
    "GET /interactions": ANYBODY,
    "GET /formats": TEACHERS,
    "POST /playground": TEACHERS,
    "DELETE /playground/<trial_id>": OWNERS,
    "GET /jobs/<job_id>": OWNERS,
    "GET /jobs/<job_id>/events": OWNERS,
    "POST /jobs/<job_id>/cancel": OWNERS,
    "POST /quizzes": TEACHERS,
    "POST /quizzes/import": TEACHERS,
    "GET /quizzes/import/template": TEACHERS,
    "GET /quizzes": TEACHERS,
    "GET /quizzes/<quiz_id>": OWNERS,
    "PATCH /quizzes/<quiz_id>": OWNERS,
    "DELETE /quizzes/<quiz_id>": OWNERS,
    "GET /quizzes/<quiz_id>/export": OWNERS,
    "GET /quizzes/<quiz_id>/export/look": OWNERS,
    "POST /quizzes/<quiz_id>/exports": OWNERS,
    "GET /quizzes/<quiz_id>/exports/<export_id>": OWNERS,
    "GET /quizzes/<quiz_id>/provenance": OWNERS,
    "GET /quizzes/<quiz_id>/items": OWNERS,
    "POST /quizzes/<quiz_id>/items": OWNERS,
    "POST /quizzes/<quiz_id>/items/bulk": OWNERS,
    "GET /quizzes/<quiz_id>/items/<item_id>": OWNERS,
    "PATCH /quizzes/<quiz_id>/items/<item_id>": OWNERS,
    "POST /quizzes/<quiz_id>/items/<item_id>/replace": OWNERS,
    "POST /quizzes/<quiz_id>/items/<item_id>/replace/undo": OWNERS,
    "POST /quizzes/<quiz_id>/items/<item_id>/repair": OWNERS,
    "GET /quizzes/<quiz_id>/repairs": OWNERS,
    "POST /quizzes/<quiz_id>/repairs/<repair_id>/undo": OWNERS,
    "PUT /quizzes/<quiz_id>/order": OWNERS,
    "POST /quizzes/<quiz_id>/assignments": OWNERS,
    "GET /quizzes/<quiz_id>/assignments": OWNERS,
    "GET /assignments": TEACHERS,
    "GET /assignments/<assignment_id>": OWNERS,
    "PATCH /assignments/<assignment_id>": OWNERS,
    "POST /assignments/<assignment_id>/close": OWNERS,
    "POST /assignments/<assignment_id>/reopen": OWNERS,
    "POST /assignments/<assignment_id>/duplicate": OWNERS,
    "DELETE /assignments/<assignment_id>": OWNERS,
    "GET /assignments/<assignment_id>/roster": OWNERS,
    "PUT /assignments/<assignment_id>/roster": OWNERS,
    "POST /assignments/<assignment_id>/roster/import": OWNERS,
    "GET /assignments/<assignment_id>/exceptions": OWNERS,
    "PUT /assignments/<assignment_id>/exceptions/<student_id>": OWNERS,
    "GET /assignments/<assignment_id>/students": OWNERS,
    "GET /assignments/<assignment_id>/students/<student_id>": OWNERS,
    "DELETE /assignments/<assignment_id>/students/<student_id>": OWNERS,
    "GET /assignments/<assignment_id>/attempts": OWNERS,
    "GET /assignments/<assignment_id>/results": OWNERS,
    "GET /assignments/<assignment_id>/statistics": OWNERS,
    "POST /assignments/<assignment_id>/exports": OWNERS,
    "GET /assignments/<assignment_id>/exports/<export_id>": OWNERS,
    "GET /webhooks": TEACHERS,
    "POST /webhooks": TEACHERS,
    "GET /webhooks/<webhook_id>": OWNERS,
    "PATCH /webhooks/<webhook_id>": OWNERS,
    "DELETE /webhooks/<webhook_id>": OWNERS,
    "POST /webhooks/<webhook_id>/secret": OWNERS,
    "POST /webhooks/<webhook_id>/test": OWNERS,
    "GET /webhooks/<webhook_id>/deliveries": OWNERS,
    "POST /attempts": ANYBODY,
    "GET /attempts/<attempt_id>": WATCHED_ATTEMPT,
    "PUT /attempts/<attempt_id>/responses/<item_id>": OWN_ATTEMPT,
    "POST /attempts/<attempt_id>/submit": OWN_ATTEMPT,
    "PUT /attempts/<attempt_id>/flags": OWN_ATTEMPT,
    "POST /attempts/<attempt_id>/erase": BY_CODE,
}
#: Where the caller is let through and the thing's state, not the caller, is what the answer refuses.
REFUSED_OTHERWISE = {
    "DELETE /articles/<article_id>": 409,  # a quiz asks about it
    "DELETE /quizzes/<quiz_id>": 409,  # students have taken it
    "POST /quizzes/<quiz_id>/items/<item_id>/replace": 409,  # nothing is left to take its place
    "POST /quizzes/<quiz_id>/items/<item_id>/replace/undo": 409,  # it was not replaced
    "POST /attempts": 409,  # the student has one that is open
    "POST /quizzes": 422,  # the article belongs to another
    "POST /articles/import": 409,  # addresses are switched off
    "POST /quizzes/import": 422,
    "POST /assignments/<assignment_id>/roster/import": 409,  # they have joined without a list
}
CODES = itertools.count(1)
World = tuple[School, dict[str, str], dict[str, str]]


def body_of(operation: str, ids: dict[str, str]) -> Any:
    """A body that is right, so that nothing but the caller can be at fault."""
    n = next(CODES)
    choice = {
        "interaction": "true_false",
        "stem": f"Statement {n} of the port.",
        "key": True,
        "explanation": "",
    }
    return {
        "POST /users": {"email": f"m{n}@x.example", "password": "correct horse battery", "name": "M"},
        "POST /tokens": {"email": ids["email"], "password": "correct horse battery"},
        "PATCH /me": {"name": "M"},
        "POST /articles": {"text": "The mayor of Port Selby said on Monday that the hall would close. " * 6},
        "POST /articles/import": {"url": "https://news.example/1"},
        "PATCH /articles/<article_id>": {"title": "T"},
        "POST /quizzes": {
            "title": "T",
            "article_ids": [ids["article_id"]],
            "generators": [{"name": "true-false"}],
        },
        "POST /playground": {"text": "The mayor of Port Selby said on Monday that it would close. " * 6},
        "POST /quizzes/import": {"format": "aiken", "content": "x"},
        "PATCH /quizzes/<quiz_id>": {"title": "T"},
        "POST /quizzes/<quiz_id>/items": choice,
        "POST /quizzes/<quiz_id>/items/bulk": {"item_ids": [ids["item_id"]], "status": "accepted"},
        "PATCH /quizzes/<quiz_id>/items/<item_id>": {"tags": ["t"]},
        "POST /quizzes/<quiz_id>/items/<item_id>/repair": {
            "action": "full_credit",
            "reason": "Two are right.",
        },
        "POST /quizzes/<quiz_id>/repairs/<repair_id>/undo": {"reason": "It was right."},
        "POST /quizzes/<quiz_id>/items/<item_id>/replace/undo": {"replacement_id": ids["item_id"]},
        "POST /quizzes/<quiz_id>/exports": {"format": "json"},
        "POST /assignments/<assignment_id>/exports": {"format": "csv"},
        "PUT /quizzes/<quiz_id>/order": {"item_ids": [ids["item_id"]]},
        "POST /quizzes/<quiz_id>/assignments": {},
        "PATCH /assignments/<assignment_id>": {"title": "T"},
        "PUT /assignments/<assignment_id>/roster": {"entries": []},
        "PUT /assignments/<assignment_id>/exceptions/<student_id>": {"extra_time_s": 60},
        "POST /webhooks": {"url": "https://hooks.example/quiz"},
        "PATCH /webhooks/<webhook_id>": {"label": "L"},
        "POST /attempts": {"join_code": ids["join_code"], "nickname": f"New {n}"},
        "PUT /attempts/<attempt_id>/responses/<item_id>": {"answer": True},
        "PUT /attempts/<attempt_id>/flags": {"item_ids": []},
        "POST /attempts/<attempt_id>/erase": {"deletion_code": "333333333333"},
    }.get(operation)


def operations(app: Flask) -> Iterator[str]:
    """ "METHOD path" of all that is served under the API's address."""
    for rule in app.url_map.iter_rules():
        if str(rule).startswith(BASE_PATH) and not str(rule).endswith(("/openapi.json", "/docs")):
            for method in rule.methods - {"HEAD", "OPTIONS"}:
                yield f"{method} {route_of(str(rule))}"


def test_every_operation_has_a_row_here_and_in_the_table(school: School):
    assert set(operations(school.app)) == set(MATRIX) == set(ACCESS)


def one_world(school: School) -> tuple[dict[str, str], dict[str, str]]:
    """Ids of one thing of each kind, all the owner's; and the token of each kind of caller."""
    nobody = school.anybody()
    email = f"owner{next(CODES)}@x.example"
    item = {"interaction": "true_false", "stem": "The port reopened.", "options": [], "key": False}
    quiz_id = school.quiz([item])
    (item_id,) = [row["id"] for row in school.teacher.ok("GET", f"/quizzes/{quiz_id}/items")["items"]]
    (article_id,) = [a["id"] for a in school.teacher.ok("GET", f"/quizzes/{quiz_id}")["articles"]]
    assignment = school.teacher.ok("POST", f"/quizzes/{quiz_id}/assignments", {})
    student, other = (school.join(assignment, name) for name in ("Noor", "Sam"))
    with write_transaction(school.context.sessions) as session:
        job = JobRow(
            id=new_id(), owner_id=school.user_id, kind="build_quiz", state="succeeded", params={},
            result={}, problems=[], created_at=START, finished_at=START,
        )  # fmt: skip
        trial = JobRow(
            id=new_id(), owner_id=school.user_id, kind="try_text", state="succeeded", params={},
            result={}, problems=[], created_at=START, finished_at=START,
        )  # fmt: skip
        session.add_all([job, trial])
        token = issue_token(
            session, user_id=school.user_id, token_hash=new_id(), label="another of the owner's", kind="api",
            scopes=["read"], now=START, expires_at=None,
        )  # fmt: skip
    ids = {
        "email": email,
        "article_id": article_id,
        "quiz_id": quiz_id,
        "item_id": item_id,
        "assignment_id": assignment["id"],
        "join_code": assignment["join_code"],
        "attempt_id": student.answer["id"],
        "student_id": student.answer["id"],
        "job_id": job.id,
        "trial_id": trial.id,
        "token_id": token.id,
        "webhook_id": school.teacher.ok("POST", "/webhooks", {"url": "https://hooks.example/quiz"})["id"],
        "name": "true-false",
    }
    tokens = {
        "nobody": nobody.token,
        "student": student.token,
        "other student": other.token,
        "owner": school.teacher.token,
        "other teacher": school.another_teacher().token,
    }
    return ids, tokens


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application for all rows: each caller gets things of its own."""
    from quizapi.app import create_app
    from quizapi.queue import migrate
    from quizapi.settings import Settings
    from quizapi.store.engine import create_database_engine
    from quizapi.store.upgrade import upgrade_database

    settings = Settings(
        data=tmp_path_factory.mktemp("matrix"), secret=SECRET, metrics_token=METRICS_TOKEN, webhooks=True
    )
    engine = create_database_engine(settings.database)
    upgrade_database(engine)
    migrate(engine)
    yield create_app(settings, engine=engine)
    engine.dispose()


@pytest.mark.parametrize("operation", sorted(MATRIX))
def test_each_caller_gets_what_its_row_says(app: Flask, operation: str):
    school = make_school(app)
    method, path = operation.split(" ")
    world = None
    for who, expected in zip(CALLERS, MATRIX[operation], strict=True):
        # Whoever was refused or has only read has changed nothing.
        ids, tokens = world = world or one_world(school)
        concrete = path
        for name, value in ids.items():
            concrete = concrete.replace(f"<{name}>", value)
        if operation.endswith("/undo"):
            concrete = concrete.replace("<repair_id>", repair_in(school, ids))
        if "<export_id>" in operation:
            concrete = concrete.replace("<export_id>", export_in(school, ids, operation))
        if "/export" in operation and "/quizzes" in operation:
            concrete += "?format=json"
        response = send(school, tokens[who], method, concrete, body_of(operation, ids))
        got = str(response.status_code) if response.status_code in (401, 403, 404) else "ok"
        if got == "ok" and method != "GET":
            world = None
        if operation == "POST /tokens":
            assert response.json["type"].endswith("#wrong-credentials")  # of the body, not of the caller
            continue
        assert got == expected, (who, response.status_code, response.text)
        if got == "ok" and response.status_code >= 400:
            assert response.status_code == REFUSED_OTHERWISE.get(operation), (who, response.text)
        response.close()


@pytest.fixture(scope="module")
def world(app: Flask) -> World:
    """Things that nobody changes."""
    school = make_school(app)
    return school, *one_world(school)


def test_what_an_operator_holds_opens_no_more_than_nobody_has(app: Flask):
    ids, _ = one_world(make_school(app))
    ids["repair_id"] = ids["export_id"] = new_id()
    for operation, row in MATRIX.items():
        if row is ANYBODY or row is BY_CODE:
            continue
        method, path = operation.split(" ")
        for bearer in OPERATORS:
            response = app.test_client().open(
                BASE_PATH + re.sub(r"<(\w+)>", lambda found: ids[found[1]], path),
                method=method,
                headers={"Authorization": f"Bearer {bearer}", "If-Match": "*"},
            )
            assert response.status_code == 401, (operation, bearer, response.text)


def test_a_teachers_token_needs_the_scope_of_each_operation(app: Flask):
    """Of all operations: the scope is looked at before the body and before the thing."""
    school = make_school(app)
    tokens = {}
    for scope in SCOPES:
        tokens[scope] = f"qat_{scope}-{new_id()}"
        with write_transaction(school.context.sessions) as session:
            issue_token(
                session, user_id=school.user_id, token_hash=hash_token(tokens[scope]), label=scope,
                kind="api", scopes=[scope], now=START, expires_at=None,
            )  # fmt: skip
    tried = 0
    for operation, rule in ACCESS.items():
        if "teacher" not in rule.kinds or "anonymous" in rule.kinds:
            continue
        method, path = operation.split(" ")
        concrete = re.sub(r"<(\w+)>", lambda found: new_id(), path)
        for scope, token in tokens.items():
            response = school.anybody(token).send(method, concrete, None)
            assert (response.status_code == 403) == (scope != rule.scope), (operation, scope, response.text)
            response.close()
            tried += 1
    assert tried > 150


def test_a_browsers_session_changes_nothing_without_its_pages_token(app: Flask):
    """What another site makes a browser send has the cookie alone: no operation takes it for a change."""
    school = make_school(app)
    session_token = new_id()
    with write_transaction(school.context.sessions) as session:
        issue_token(
            session, user_id=school.user_id, token_hash=hash_token(session_token), label="Browser",
            kind="session", scopes=SCOPES, now=START, expires_at=None,
        )  # fmt: skip
    browser = app.test_client()
    with app.app_context():
        browser.set_cookie(cookie_name(), session_token)
        right = csrf_token(session_token)
    tried = 0
    for operation, rule in ACCESS.items():
        method, path = operation.split(" ")
        if method == "GET" or "teacher" not in rule.kinds:
            continue
        address = BASE_PATH + re.sub(r"<(\w+)>", lambda found: new_id(), path)
        for sent in ({}, {"X-CSRF-Token": "0" * len(right)}, {"X-CSRF-Token": f"{right}é"}):
            refused = browser.open(address, method=method, headers=sent)
            assert (refused.status_code, refused.json["type"]) == (403, "/docs/problems#csrf-failed"), (
                operation
            )
        passed = browser.open(address, method=method, headers={"X-CSRF-Token": right})
        assert passed.status_code != 403, (operation, passed.text)
        tried += 1
    assert tried > 30
    assert browser.get(f"{BASE_PATH}/me").status_code == 200


def repair_in(school: School, ids: dict[str, str]) -> str:
    """A repair of the owner's item, which loses its approval by it: made where it is needed alone."""
    path = f"/quizzes/{ids['quiz_id']}/items/{ids['item_id']}/repair"
    made: str = school.teacher.ok("POST", path, {"action": "full_credit", "reason": "Two are right."})["id"]
    return made


def export_in(school: School, ids: dict[str, str], operation: str) -> str:
    """A file of the owner's that a job has written, of the quiz or of the assignment."""
    is_quiz = "/quizzes" in operation
    subject_id = ids["quiz_id"] if is_quiz else ids["assignment_id"]
    with write_transaction(school.context.sessions) as session:
        job = JobRow(
            id=new_id(), owner_id=school.user_id, kind="export", subject_id=subject_id, state="succeeded",
            params={"of": "quiz" if is_quiz else "results"}, result={}, problems=[], created_at=START,
        )  # fmt: skip
        session.add(job)
        session.flush()
        finish_file(session, begin_file(session, job, name="f", media_type="text/csv", now=START), now=START)
    return job.id


def send(school: School, token: str, method: str, path: str, body: Any) -> Any:
    if path.endswith("/roster/import"):
        bearer = {"Authorization": f"Bearer {token}"} if token else {}
        client = school.app.test_client()
        return client.post(BASE_PATH + path, data="Noor", content_type="text/csv", headers=bearer)
    headers = {"If_Match": "*"} if method in ("PATCH", "DELETE") else {}
    return school.anybody(token).send(method, path, body, **headers)


@pytest.mark.parametrize(
    "operation", sorted(op for op, row in MATRIX.items() if row in (OWNERS, OWN_ATTEMPT))
)
def test_what_belongs_to_another_is_told_like_what_does_not_exist(world: World, operation: str):
    """The same problem with the same words, but for the id that was asked for."""
    school, ids, tokens = world
    method, path = operation.split(" ")
    who = "other teacher" if MATRIX[operation] is OWNERS else "other student"
    missing = {name: new_id() if name.endswith("_id") else value for name, value in ids.items()}
    answers = []
    for known in (ids, missing):
        concrete = path
        for name, value in known.items():
            concrete = concrete.replace(f"<{name}>", value)
        answer = send(school, tokens[who], method, concrete, body_of(operation, ids))
        text = answer.text
        for value in known.values():
            text = text.replace(value, "ID")
        answers.append((answer.status_code, text))
    assert answers[0] == answers[1]
