"""Articles that a quiz is made beside, over HTTP: asked for, refused, pinned, deleted."""

from typing import Any

import pytest

from quizapi.store.engine import write_transaction
from quizapi.testing.builders import build_article
from tests.api.delivery import School, new_teacher

NOBODY = "0199a3c2-7d1e-7c44-9a51-3f0c6f0f5b1a"


@pytest.fixture
def article_ids(school: School) -> list[str]:
    with write_transaction(school.context.sessions) as session:
        return [build_article(session, school.user_id, title=f"Article {n}") for n in range(3)]


def asked(article_ids: list[str], *beside: str, **fields: Any) -> dict[str, Any]:
    return {
        "article_ids": article_ids,
        "context_article_ids": list(beside),
        "generators": [{"name": "true-false"}],
        **fields,
    }


def test_articles_beside_are_pinned_and_told(school: School, article_ids: list[str]) -> None:
    own, *beside = article_ids
    job = school.teacher.ok("POST", "/quizzes", asked([own], *reversed(beside)))
    quiz_id = job["result"]["quiz_id"]

    quiz = school.teacher.ok("GET", f"/quizzes/{quiz_id}")
    listed = school.teacher.ok("GET", "/quizzes")["items"][0]
    made = school.teacher.ok("GET", f"/quizzes/{quiz_id}/provenance")

    assert [article["id"] for article in quiz["articles"]] == [own]
    assert quiz["context_articles"] == listed["context_articles"]
    assert [(a["id"], a["title"]) for a in quiz["context_articles"]] == [
        (beside[1], "Article 2"),
        (beside[0], "Article 1"),
    ]
    assert made["context_articles"] == [{"id": article_id, "revision": 1} for article_id in reversed(beside)]


def test_none_is_asked_for_by_default(school: School, article_ids: list[str]) -> None:
    body = asked(article_ids[:1])
    del body["context_article_ids"]
    quiz_id = school.teacher.ok("POST", "/quizzes", body)["result"]["quiz_id"]

    assert school.teacher.ok("GET", f"/quizzes/{quiz_id}")["context_articles"] == []


@pytest.mark.parametrize(
    ("beside", "type", "pointer"),
    [
        ([NOBODY], "unknown-article", "/context_article_ids/0"),
        (["own"], "article-twice", "/context_article_ids/0"),
        (["other", "other"], "invalid-request", "/context_article_ids"),
        (["7"], "invalid-request", "/context_article_ids/0"),
        ([NOBODY[:-2] + f"{n:02d}" for n in range(11)], "invalid-request", "/context_article_ids"),
        ("other", "invalid-request", "/context_article_ids"),
    ],
)
def test_what_makes_no_sense_is_refused(
    school: School, article_ids: list[str], beside: Any, type: str, pointer: str
) -> None:
    names = {"own": article_ids[0], "other": article_ids[1]}
    sent = [names.get(name, name) for name in beside] if isinstance(beside, list) else beside

    refused = school.teacher.send("POST", "/quizzes", asked(article_ids[:1]) | {"context_article_ids": sent})

    assert refused.status_code == 422
    assert type in refused.json["type"]
    assert [error["pointer"] for error in refused.json["errors"]] == [pointer]
    assert school.teacher.ok("GET", "/quizzes")["items"] == []


def test_another_teachers_article_is_not_told_from_none(school: School, article_ids: list[str]) -> None:
    user_id, token = new_teacher(school.app)
    stranger = school.anybody(token)
    with write_transaction(school.context.sessions) as session:
        own = build_article(session, user_id)

    refused = stranger.send("POST", "/quizzes", asked([own], article_ids[0]))
    unknown = stranger.send("POST", "/quizzes", asked([own], NOBODY))

    assert refused.status_code == unknown.status_code == 422
    assert refused.json["type"] == unknown.json["type"]
    assert (
        refused.json["errors"][0]["detail"].replace(article_ids[0], NOBODY)
        == (unknown.json["errors"][0]["detail"])
    )


def test_edited_article_gets_a_new_revision_and_the_quiz_keeps_its_own(
    school: School, article_ids: list[str]
) -> None:
    own, beside, _ = article_ids
    quiz_id = school.teacher.ok("POST", "/quizzes", asked([own], beside))["result"]["quiz_id"]
    article = school.teacher.send("GET", f"/articles/{beside}")

    edited = school.teacher.ok(
        "PATCH",
        f"/articles/{beside}",
        {"text": "The council of Port Selby met again, and nobody said anything at all that day. " * 5},
        If_Match="*",
    )

    assert edited["revision"] == 2
    (kept,) = school.teacher.ok("GET", f"/quizzes/{quiz_id}")["context_articles"]
    assert kept["revision"] == 1
    first = school.teacher.ok("GET", f"/articles/{beside}?revision=1")
    assert first["text"] == article.json["text"]


def test_article_beside_may_be_deleted_and_the_quiz_stays(school: School, article_ids: list[str]) -> None:
    own, beside, other = article_ids
    quiz_id = school.teacher.ok("POST", "/quizzes", asked([own], beside, other))["result"]["quiz_id"]

    assert school.teacher.send("DELETE", f"/articles/{beside}", If_Match="*").status_code == 204

    quiz = school.teacher.ok("GET", f"/quizzes/{quiz_id}")
    assert [article["id"] for article in quiz["context_articles"]] == [other]
    refused = school.teacher.send("DELETE", f"/articles/{own}", If_Match="*")
    assert refused.status_code == 409, "the quiz asks about this one"
