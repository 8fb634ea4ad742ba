"""The short way of saving an answer says and does the same as the long one, which takes the unusual."""

import json
from typing import Any

import pytest

from tests.api.delivery import API, ITEMS, School, make_school

LONG = "application/json; charset=utf-8"
SHORT = "application/json"
KEYS = {item["interaction"]: item["key"] for item in ITEMS}


class Counted:
    """Counts the requests that go the long way."""

    def __init__(self, school: School, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        real = school.app.full_dispatch_request

        def dispatch(*arguments: Any) -> Any:
            self.count += 1
            return real(*arguments)

        monkeypatch.setattr(school.app, "full_dispatch_request", dispatch)


@pytest.fixture
def long_way(school: School, monkeypatch: pytest.MonkeyPatch) -> Counted:
    return Counted(school, monkeypatch)


def put(school: School, student: Any, item: str, body: Any, kind: str = SHORT, **headers: str) -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    path = f"{API}/attempts/{student.answer['id']}/responses/{item}"
    sent = {"Authorization": f"Bearer {student.token}", **headers}
    return school.app.test_client().put(path, data=data, content_type=kind, headers=sent)


def told(response: Any) -> tuple[int, Any, dict[str, str]]:
    """All but what differs from one request to the next."""
    headers = {name: value for name, value in response.headers.items() if name != "X-Request-Id"}
    assert len(response.headers["X-Request-Id"]) >= 8
    return response.status_code, response.json, headers


@pytest.mark.parametrize("feedback", ["each", "submit", "close", "never"])
def test_both_ways_say_the_same_of_every_interaction(
    school: School, long_way: Counted, feedback: str
) -> None:
    assignment = school.assignment(feedback=feedback)
    short, long = school.join(assignment, "Noor"), school.join(assignment, "Ida")
    before = long_way.count
    for one, other in zip(
        *(sorted(s.answer["items"], key=lambda i: i["id"]) for s in (short, long)), strict=True
    ):
        assert one["id"] == other["id"]
        answer = KEYS[one["interaction"]]
        for body in (
            {"answer": answer, "client_seq": 2},
            {"answer": answer},
            {"answer": answer, "client_seq": 1},
        ):
            first = told(put(school, short, one["id"], body))
            assert first == told(put(school, long, one["id"], body, LONG))
            assert first[0] == 200
    # What was sent as usual went the short way.
    assert long_way.count - before == 3 * len(short.answer["items"])


BAD = [
    b"", b"{", b"[]", b"null", b'"a"', b"{}", b"[" * 100_000, b"\xff\xfe",
    *(b'{"answer": %b}' % answer for answer in (
        b'["z"]', b'"a"', b"3", b"null", b'{"a": 1}', b'[["a"]]', b"[true]", b'["\\u0000"]', b'["\\ud800"]',
        b"NaN", b'"' + b"a" * 20_000 + b'"',
    )),
    *(b'{"answer": ["a"], "client_seq": %b}' % number for number in (
        b"-1", b"1.5", b"true", b"99999999999", b'"1"',
    )),
    b'{"client_seq": 1}', b'{"answer": ["a"], "more": 1}',
]  # fmt: skip


@pytest.mark.parametrize("body", BAD, ids=range(len(BAD)))
def test_bad_bodies_get_the_answer_of_the_long_way(school: School, body: bytes) -> None:
    student = school.join(school.assignment())
    item = student.answer["items"][0]["id"]
    short, long = (told(put(school, student, item, body, kind)) for kind in (SHORT, LONG))
    assert short == long
    assert short[0] in (400, 422)
    assert school.app.test_client().get("/healthz").status_code == 200


def test_refusals_are_those_of_the_long_way(school: School) -> None:
    assignment = school.assignment()
    student, other = school.join(assignment, "Noor"), school.join(assignment, "Ida")
    item = student.answer["items"][0]["id"]
    body = {"answer": ["a"], "client_seq": 1}
    nobody = {"Authorization": "Bearer qas_nobody"}
    teacher = {"Authorization": f"Bearer {school.teacher.token}"}
    theirs = {"Authorization": f"Bearer {other.token}"}
    for headers, status in ((nobody, 401), (teacher, 403), (theirs, 404), ({"Authorization": ""}, 401)):
        short, long = (told(put(school, student, item, body, kind, **headers)) for kind in (SHORT, LONG))
        assert short == long
        assert short[0] == status
    unknown = "0199a3c2-7d1e-7c44-9a51-3f0c6f0f5b1a"
    assert told(put(school, student, unknown, body)) == told(put(school, student, unknown, body, LONG))
    student.ok("POST", f"/attempts/{student.answer['id']}/submit")
    late = told(put(school, student, item, body))
    assert late == told(put(school, student, item, body, LONG))
    assert late[0] == 409


def test_an_answer_in_any_script_is_saved_by_the_short_way(school: School, long_way: Counted) -> None:
    student = school.join(school.assignment())
    item = next(i["id"] for i in student.answer["items"] if i["interaction"] == "text")
    before = long_way.count
    for text in ("São Tomé", "Привет мир", "東京", "שלום", "a b  c"):
        assert put(school, student, item, {"answer": text}).json["answer"] == text
    assert long_way.count == before


def test_requests_are_counted_under_the_same_rule(school: School) -> None:
    student = school.join(school.assignment())
    item = student.answer["items"][0]["id"]
    for kind in (SHORT, LONG):
        put(school, student, item, {"answer": ["a"]}, kind)
    shown = school.app.test_client().get("/metrics").text
    rule = f"{API}/attempts/<attempt_id>/responses/<item_id>"
    [line] = [
        line for line in shown.splitlines() if line.startswith("quizapi_requests_total") and rule in line
    ]
    assert line.endswith(" 2.0")


def test_a_database_that_is_away_is_told_as_always(quizapi_app: Any) -> None:
    school = make_school(quizapi_app())
    student = school.join(school.assignment())
    item = student.answer["items"][0]["id"]
    with school.context.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE responses RENAME TO gone")
    short, long = (told(put(school, student, item, {"answer": ["a"]}, kind)) for kind in (SHORT, LONG))
    assert short == long
    assert short[0] >= 500
