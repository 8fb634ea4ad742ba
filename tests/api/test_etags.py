"""ETags: of every resource, in lists too, and what `If-Match` and `If-None-Match` do with them."""

from typing import Any

import pytest

from quizapi.store.engine import write_transaction
from quizapi.testing.builders import build_article, build_quiz, item_about
from tests.api.delivery import School

#: Change of each resource that leaves another representation.
CHANGES: dict[str, dict[str, Any]] = {
    "/articles/{article}": {"title": "Another title"},
    "/quizzes/{quiz}": {"title": "Another title"},
    "/quizzes/{quiz}/items/{item}": {"explanation": "Another explanation"},
    "/me": {"name": "Another name"},
}


@pytest.fixture
def things(school: School) -> dict[str, str]:
    with write_transaction(school.context.sessions) as session:
        article = build_article(session, school.user_id)
        quiz = build_quiz(session, school.user_id, article, [item_about(article, 0)])
    item = school.teacher.ok("GET", f"/quizzes/{quiz}/items")["items"][0]["id"]
    return {"article": article, "quiz": quiz, "item": item}


@pytest.mark.parametrize("path", CHANGES)
class TestEveryResource:
    def test_has_a_strong_etag_that_changes_with_it(
        self, school: School, things: dict[str, str], path: str
    ) -> None:
        path, change = path.format(**things), CHANGES[path]
        before = school.teacher.send("GET", path).headers["ETag"]
        assert before.startswith('"')
        assert school.teacher.send("GET", path).headers["ETag"] == before
        changed = school.teacher.send("PATCH", path, change, If_Match=before)
        assert changed.status_code == 200
        assert changed.headers["ETag"] != before
        assert school.teacher.send("GET", path).headers["ETag"] == changed.headers["ETag"]

    @pytest.mark.parametrize(
        ("match", "status"),
        [
            (None, 428),
            ('"x"', 412),
            ("", 412),
            ("x", 412),
            ("*", 200),
            ('"x", {etag}', 200),
            ("W/{etag}", 412),
        ],
    )
    def test_is_changed_only_in_the_version_named(
        self, school: School, things: dict[str, str], path: str, match: str | None, status: int
    ) -> None:
        path, change = path.format(**things), CHANGES[path]
        read = school.teacher.send("GET", path)
        headers = {} if match is None else {"If_Match": match.format(etag=read.headers["ETag"])}
        response = school.teacher.send("PATCH", path, change, **headers)
        assert response.status_code == status
        if status != 200:
            assert response.content_type == "application/problem+json"
            assert school.teacher.send("GET", path).json == read.json


def test_elements_of_lists_carry_their_etag(school: School, things: dict[str, str]) -> None:
    for path, name in (("/articles", "article"), ("/quizzes", "quiz"), ("/quizzes/{quiz}/items", "item")):
        (element,) = school.teacher.ok("GET", path.format(**things))["items"]
        one = f"{path}/{{{name}}}".format(**things)
        assert school.teacher.send("GET", one).headers["ETag"] == f'"{element["etag"]}"'


def test_what_has_not_changed_is_not_sent_again(school: School) -> None:
    etag = school.teacher.send("GET", "/me").headers["ETag"]
    again = school.teacher.send("GET", "/me", If_None_Match=etag)
    assert (again.status_code, again.text) == (304, "")


def test_an_item_is_sent_anew_for_its_measured_difficulty_may_have_changed(
    school: School, things: dict[str, str]
) -> None:
    path = "/quizzes/{quiz}/items/{item}".format(**things)
    first = school.teacher.send("GET", path)
    again = school.teacher.send("GET", path, If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.json) == (200, first.json)


def test_counts_are_sent_anew_though_the_quiz_is_the_same(school: School, things: dict[str, str]) -> None:
    path = "/quizzes/{quiz}".format(**things)
    etag = school.teacher.send("GET", path).headers["ETag"]
    school.teacher.ok(
        "PATCH", "/quizzes/{quiz}/items/{item}".format(**things), {"status": "accepted"}, If_Match="*"
    )
    again = school.teacher.send("GET", path, If_None_Match=etag)
    assert (again.status_code, again.json["counts"]["status"]["accepted"]) == (200, 1)
