"""Retried requests: replayed for the same key and body, whoever else uses the key."""

import threading
import uuid
from typing import Any

import pytest

from quizapi.store.models import ArticleRow, IdempotencyRow
from tests.api.delivery import School

BODY = {"text": "The mayor of Port Selby said on Monday that the hall would close. " * 6}
KEY = "7d0d3f2e-5f0e-4b8e-9d43-0a5b3e6f1c22"


def count(school: School, row: Any) -> int:
    with school.context.sessions() as session:
        return session.query(row).count()


@pytest.mark.parametrize(
    "key", ["1", "retry-1", "0" * 40, "1234567890" * 3, "ab" * 30, "x" * 300, "käse" * 9]
)
def test_keys_that_can_be_guessed_are_refused(school: School, key: str) -> None:
    response = school.teacher.send("POST", "/articles", BODY, Idempotency_Key=key)
    assert (response.status_code, response.json["type"]) == (422, "/docs/problems#idempotency-key-invalid")
    assert count(school, ArticleRow) == 0


@pytest.mark.parametrize(
    "key", [KEY, f'"{KEY}"', uuid.uuid4().hex, "VQ3kPz0mUeYd6sLr1XcGhA_TnB8wJf2o"], ids=range(4)
)
def test_random_keys_are_taken(school: School, key: str) -> None:
    assert school.teacher.send("POST", "/articles", BODY, Idempotency_Key=key).status_code == 201


def test_a_key_belongs_to_its_caller_and_route(school: School) -> None:
    first = school.teacher.ok("POST", "/articles", BODY, Idempotency_Key=KEY)
    other = school.another_teacher().ok("POST", "/articles", BODY, Idempotency_Key=KEY)
    assert other["id"] != first["id"]
    response = school.teacher.send("POST", "/quizzes", {"x": 1}, Idempotency_Key=KEY)
    assert response.json["type"] == "/docs/problems#invalid-request"


def test_a_key_is_free_again_after_a_day(school: School) -> None:
    first = school.teacher.ok("POST", "/articles", BODY, Idempotency_Key=KEY)
    school.clock.forward(hours=23)
    assert school.teacher.ok("POST", "/articles", BODY, Idempotency_Key=KEY) == first
    school.clock.forward(hours=2)
    assert school.teacher.ok("POST", "/articles", BODY, Idempotency_Key=KEY)["id"] != first["id"]
    assert count(school, IdempotencyRow) == 1


def test_the_same_request_at_the_same_moment_makes_one(school_of_each: School) -> None:
    school = school_of_each
    answers: list[Any] = []
    barrier = threading.Barrier(4)

    def ask() -> None:
        caller = school.anybody(school.teacher.token)
        barrier.wait()
        answers.append(caller.send("POST", "/articles", BODY, Idempotency_Key=KEY))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json["id"] for answer in answers}) == 1
    assert count(school, ArticleRow) == 1
