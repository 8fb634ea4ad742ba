"""Lists in pages: every element once, in order, whatever comes in between, and no foreign cursor."""

import base64
import json
from typing import Any

import pytest

from quizapi.store.engine import write_transaction
from quizapi.testing.builders import build_article, build_quiz, item_about
from tests.api.delivery import School


def fill(school: School, count: int) -> list[str]:
    with write_transaction(school.context.sessions) as session:
        return [build_article(session, school.user_id, title=f"Article {n}") for n in range(count)]


def pages(school: School, path: str, limit: int) -> list[list[str]]:
    found, cursor = [], ""
    while True:
        page = school.teacher.ok("GET", f"{path}?limit={limit}{cursor}")
        found.append([entry["id"] for entry in page["items"]])
        if page["next_cursor"] is None:
            return found
        cursor = f"&cursor={page['next_cursor']}"


def test_pages_give_every_element_once(school_of_each: School) -> None:
    ids = fill(school_of_each, 7)
    for limit, sizes in ((3, [3, 3, 1]), (7, [7]), (6, [6, 1]), (200, [7])):
        found = pages(school_of_each, "/articles", limit)
        assert [len(page) for page in found] == sizes
        assert [id for page in found for id in page] == ids[::-1]


def test_an_empty_list_is_one_page(school: School) -> None:
    assert school.teacher.ok("GET", "/articles") == {"items": [], "next_cursor": None}


def test_what_is_added_meanwhile_moves_nothing(school: School) -> None:
    ids = fill(school, 4)
    first = school.teacher.ok("GET", "/articles?limit=2")
    fill(school, 3)
    second = school.teacher.ok("GET", f"/articles?limit=2&cursor={first['next_cursor']}")
    assert [entry["id"] for entry in first["items"] + second["items"]] == ids[::-1]


@pytest.mark.parametrize("limit", ["0", "201", "-1", "x", "1.5", "9" * 30])
def test_limits_out_of_range_are_refused(school: School, limit: str) -> None:
    response = school.teacher.send("GET", f"/articles?limit={limit}")
    assert response.status_code == 422
    assert response.json["errors"][0]["pointer"] == "/limit"


def cursor_of(values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


FOREIGN = [
    "x",
    "%00",
    "ä",
    "e30",
    cursor_of([]),
    cursor_of([1]),
    cursor_of([None]),
    cursor_of([True]),
    cursor_of(["a", "b"]),
    cursor_of(["\x00"]),
    cursor_of({"id": 1}),
    cursor_of([10**30, "a"]),
    cursor_of(["a", 1]),
    "W" * 400,
]


def test_cursors_that_no_list_gave_are_refused(school_of_each: School) -> None:
    with write_transaction(school_of_each.context.sessions) as session:
        article = build_article(session, school_of_each.user_id)
        quiz = build_quiz(session, school_of_each.user_id, article, [item_about(article, 0)])
    for cursor in FOREIGN:
        for path in ("/articles", "/quizzes", f"/quizzes/{quiz}/items"):
            response = school_of_each.teacher.send("GET", f"{path}?cursor={cursor}")
            assert (response.status_code, response.json["type"]) == (422, "/docs/problems#invalid-cursor")
