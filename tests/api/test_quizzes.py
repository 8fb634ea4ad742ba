"""Quizzes over HTTP: asked for, refused, listed, renamed, deleted. Nobody works the jobs off here."""

from typing import Any

import pytest

from quizapi.services.quizzes_saving import save_quiz
from quizapi.store.engine import write_transaction
from quizapi.store.models import AssignmentRow, ItemRow, JobRow, QuizRow
from quizapi.testing.builders import NOON, build_article, build_quiz, item_about
from tests.api.delivery import School

NOBODY = "0199a3c2-7d1e-7c44-9a51-3f0c6f0f5b1a"


@pytest.fixture
def article_id(school: School) -> str:
    with write_transaction(school.context.sessions) as session:
        return build_article(session, school.user_id)


def quiz_rows(school: School) -> int:
    with school.context.sessions() as session:
        return session.query(QuizRow).count() + session.query(JobRow).count()


def asked(article_id: str, *generators: dict[str, Any], **fields: Any) -> dict[str, Any]:
    named = list(generators) or [{"name": "true-false"}]
    return {"article_ids": [article_id], "generators": named, **fields}


def test_a_quiz_is_a_job_that_names_it(school: School, article_id: str) -> None:
    response = school.teacher.send("POST", "/quizzes", asked(article_id, title="My quiz", seed=7))
    assert response.status_code == 202
    job = response.json
    assert response.headers["Location"] == f"/api/v1/jobs/{job['id']}"
    assert (job["kind"], job["state"]) == ("build_quiz", "queued")
    assert school.context.queue.state(job["id"]) == "ENQUEUED"
    quiz = school.teacher.ok("GET", f"/quizzes/{job['result']['quiz_id']}")
    assert (quiz["title"], quiz["status"], quiz["seed"]) == ("My quiz", "draft", 7)
    assert quiz["articles"] == [{"id": article_id, "revision": 1, "title": "Hall closed"}]
    assert quiz["job"]["id"] == job["id"]
    assert quiz["counts"]["status"] == {"proposed": 0, "accepted": 0, "rejected": 0}


def test_what_is_not_asked_for_has_defaults_that_are_kept(school: School, article_id: str) -> None:
    quiz_id = school.teacher.ok("POST", "/quizzes", asked(article_id))["result"]["quiz_id"]
    quiz = school.teacher.ok("GET", f"/quizzes/{quiz_id}")
    assert quiz["title"] == "Hall closed"
    assert 0 <= quiz["seed"] < 2**31
    (generator,) = quiz["generators"]
    assert (generator["name"], generator["count"]) == ("true-false", 5)
    schema = school.context.registry.generators["true-false"].options_schema["properties"]
    assert isinstance(schema, dict)
    assert generator["options"] == {n: rule["default"] for n, rule in schema.items() if "default" in rule}


def test_chosen_seeds_differ(school: School, article_id: str) -> None:
    for _ in range(3):
        school.teacher.ok("POST", "/quizzes", asked(article_id))
    seeds = {quiz["seed"] for quiz in school.teacher.ok("GET", "/quizzes")["items"]}
    assert len(seeds) == 3


BAD: list[tuple[str, dict[str, Any], str, str]] = [
    ("unknown generator", {"generators": [{"name": "x"}]}, "unknown-generator", "/generators/0/name"),
    (
        "unknown option",
        {"generators": [{"name": "true-false"}, {"name": "who-said-what", "options": {"a/b": 1}}]},
        "invalid-options",
        "/generators/1/options/a~1b",
    ),
    (
        "option of the wrong type",
        {"generators": [{"name": "who-said-what", "options": {"min_confidence": "high"}}]},
        "invalid-options",
        "/generators/0/options/min_confidence",
    ),
    (
        "generator twice",
        {"generators": [{"name": "true-false"}, {"name": "true-false"}]},
        "generator-twice",
        "/generators/1/name",
    ),
    ("no generator", {"generators": []}, "invalid-request", "/generators"),
    ("unknown article", {"article_ids": [NOBODY]}, "unknown-article", "/article_ids/0"),
    ("id that is none", {"article_ids": ["7"]}, "invalid-request", "/article_ids/0"),
    ("no article", {"article_ids": []}, "invalid-request", "/article_ids"),
    ("unknown field", {"colour": "red"}, "invalid-request", "/colour"),
    (
        "unknown field inside",
        {"generators": [{"name": "true-false", "limit": 1}]},
        "invalid-request",
        "/generators/0/limit",
    ),
]
for _count in (0, 101, 10_000, -1, "5", 5.0, True, None, 10**30):
    BAD.append(
        (
            f"count {_count!r}",
            {"generators": [{"name": "true-false", "count": _count}]},
            "invalid-request",
            "/generators/0/count",
        )
    )
for _seed in (-1, 2**31, "7", 1.5, True):
    BAD.append((f"seed {_seed!r}", {"seed": _seed}, "invalid-request", "/seed"))


@pytest.mark.parametrize(("change", "type", "pointer"), [c[1:] for c in BAD], ids=[c[0] for c in BAD])
def test_bad_requests_are_told_where_and_leave_nothing(
    school: School, article_id: str, change: dict[str, Any], type: str, pointer: str
) -> None:
    response = school.teacher.send("POST", "/quizzes", {**asked(article_id), **change})
    assert response.status_code == 422
    assert response.json["type"] == f"/docs/problems#{type}"
    assert [error["pointer"] for error in response.json["errors"]] == [pointer]
    assert quiz_rows(school) == 0


def test_an_article_twice_is_refused(school: School, article_id: str) -> None:
    body = {**asked(article_id), "article_ids": [article_id, article_id]}
    assert school.teacher.send("POST", "/quizzes", body).status_code == 422


def test_anothers_article_is_not_known(school: School, article_id: str) -> None:
    response = school.another_teacher().send("POST", "/quizzes", asked(article_id))
    assert response.json["type"] == "/docs/problems#unknown-article"


def test_unknown_generator_names_those_installed(school: School, article_id: str) -> None:
    response = school.teacher.send("POST", "/quizzes", asked(article_id, {"name": "nope"}))
    assert "true-false" in response.json["detail"]


def test_options_no_database_can_keep_are_refused(school_of_each: School) -> None:
    with write_transaction(school_of_each.context.sessions) as session:
        article_id = build_article(session, school_of_each.user_id)
    deep: Any = 1
    for _ in range(40):
        deep = [deep]
    for value in ("\x00", "\ud800", float("nan"), 10**400, deep):
        body = asked(article_id, {"name": "true-false", "options": {"topic": value}})
        assert school_of_each.teacher.send("POST", "/quizzes", body).status_code == 422


def test_a_retry_with_the_same_key_makes_one_quiz(school: School, article_id: str) -> None:
    key = "7d0d3f2e-5f0e-4b8e-9d43-0a5b3e6f1c22"
    first = school.teacher.send("POST", "/quizzes", asked(article_id), Idempotency_Key=key)
    again = school.teacher.send("POST", "/quizzes", asked(article_id), Idempotency_Key=key)
    assert (again.status_code, again.json) == (202, first.json)
    assert again.headers["Location"] == first.headers["Location"]
    assert quiz_rows(school) == 2


def test_counts_tell_what_came_of_each_generator(school_of_each: School) -> None:
    school = school_of_each
    with write_transaction(school.context.sessions) as session:
        article_id = build_article(session, school.user_id)
        statuses = ["proposed", "proposed", "accepted", "rejected", "spare", "replaced"]
        made = [item_about(article_id, n, status=status) for n, status in enumerate(statuses)]
        made.append(item_about(article_id, 8, generator="", status="accepted"))
        quiz_id = build_quiz(session, school.user_id, article_id, made)
    counts = school.teacher.ok("GET", f"/quizzes/{quiz_id}")["counts"]
    assert counts == {
        "status": {"proposed": 2, "accepted": 2, "rejected": 1},
        "generators": {
            "true-false": {"proposed": 2, "accepted": 1, "rejected": 1},
            "": {"proposed": 0, "accepted": 1, "rejected": 0},
        },
        "spares": {"true-false": 1},
    }
    assert school.teacher.ok("GET", "/quizzes")["items"][0]["counts"] == counts


def test_lists_choose_by_status_and_article(school: School, article_id: str) -> None:
    with write_transaction(school.context.sessions) as session:
        other_id = build_article(session, school.user_id)
        one = build_quiz(session, school.user_id, article_id)
        two = build_quiz(session, school.user_id, other_id)
    teacher = school.teacher
    teacher.ok("PATCH", f"/quizzes/{two}", {"status": "archived"}, If_Match="*")

    def found(query: str) -> list[str]:
        return [quiz["id"] for quiz in teacher.ok("GET", f"/quizzes{query}")["items"]]

    assert found("") == [two, one]
    assert found("?status=ready") == [one]
    assert found("?status=archived") == [two]
    assert found(f"?article_id={article_id}") == [one]
    assert teacher.send("GET", "/quizzes?status=new").status_code == 422


def test_title_and_status_change_with_the_etag(school: School, article_id: str) -> None:
    with write_transaction(school.context.sessions) as session:
        path = f"/quizzes/{build_quiz(session, school.user_id, article_id)}"
    read = school.teacher.send("GET", path)
    assert school.teacher.send("PATCH", path, {"title": "New"}).status_code == 428
    changed = school.teacher.send("PATCH", path, {"title": "New"}, If_Match=read.headers["ETag"])
    assert (changed.status_code, changed.json["title"], changed.json["status"]) == (200, "New", "ready")
    lost = school.teacher.send("PATCH", path, {"title": "Lost"}, If_Match=read.headers["ETag"])
    assert (lost.status_code, lost.content_type) == (412, "application/problem+json")
    assert school.teacher.ok("GET", path)["title"] == "New"
    assert school.teacher.send("PATCH", path, {"status": "done"}, If_Match="*").status_code == 422
    assert school.teacher.send("PATCH", path, {"seed": 1}, If_Match="*").status_code == 422


def test_a_quiz_is_not_ready_while_it_is_made(school: School, article_id: str) -> None:
    job = school.teacher.ok("POST", "/quizzes", asked(article_id))
    path = f"/quizzes/{job['result']['quiz_id']}"
    refused = school.teacher.send("PATCH", path, {"status": "ready"}, If_Match="*")
    assert (refused.status_code, refused.json["type"]) == (409, "/docs/problems#quiz-being-built")
    cancelled = school.teacher.ok("POST", f"/jobs/{job['id']}/cancel")
    assert cancelled["result"] == job["result"]
    assert school.teacher.ok("PATCH", path, {"status": "ready"}, If_Match="*")["status"] == "ready"


def test_deleting_takes_the_items_along(school: School, article_id: str) -> None:
    with write_transaction(school.context.sessions) as session:
        quiz_id = build_quiz(session, school.user_id, article_id, [item_about(article_id, 0)])
    assert school.teacher.send("DELETE", f"/quizzes/{quiz_id}", If_Match="*").status_code == 204
    with school.context.sessions() as session:
        assert session.query(ItemRow).count() == 0


def test_a_quiz_that_students_took_is_kept(school: School) -> None:
    assignment = school.assignment()
    with school.context.sessions() as session:
        quiz_id = session.get_one(AssignmentRow, assignment["id"]).quiz_id
    school.join(assignment)
    refused = school.teacher.send("DELETE", f"/quizzes/{quiz_id}", If_Match="*")
    assert (refused.status_code, refused.json["type"]) == (409, "/docs/problems#quiz-in-use")
    assert "archived" in refused.json["detail"]


def test_provenance_tells_the_request_and_how_it_was_made(school: School, article_id: str) -> None:
    job = school.teacher.ok("POST", "/quizzes", asked(article_id, seed=3))
    quiz_id = job["result"]["quiz_id"]
    before = school.teacher.ok("GET", f"/quizzes/{quiz_id}/provenance")
    assert (before["seed"], before["made"]) == (3, None)
    assert before["articles"] == [{"id": article_id, "revision": 1}]
    with write_transaction(school.context.sessions) as session:
        save_quiz(session, quiz_id, items=[], spares=[], provenance={"quizapi": "1"}, now=NOON)
    assert school.teacher.ok("GET", f"/quizzes/{quiz_id}/provenance")["made"] == {"quizapi": "1"}


def test_anothers_quiz_does_not_exist(school: School, article_id: str) -> None:
    with write_transaction(school.context.sessions) as session:
        path = f"/quizzes/{build_quiz(session, school.user_id, article_id)}"
    other = school.another_teacher()
    for method, end, body in (
        ("GET", "", None),
        ("PATCH", "", {"title": "Mine"}),
        ("DELETE", "", None),
        ("GET", "/provenance", None),
        ("GET", "/items", None),
        ("PUT", "/order", {"item_ids": []}),
    ):
        response = other.send(method, path + end, body, If_Match="*")
        assert (response.status_code, response.json["type"]) == (404, "/docs/problems#quiz-not-found")
    assert other.ok("GET", "/quizzes")["items"] == []
