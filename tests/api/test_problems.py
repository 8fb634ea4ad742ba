"""Every error is a problem of a known type, whatever is sent: never HTML, a stack trace, or a 500."""

import json
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from quizapi.api.problems import faults_of
from quizapi.store.engine import write_transaction
from quizapi.testing.builders import build_article, build_quiz, item_about
from tests.api.delivery import API, School

NOBODY = "0199a3c2-7d1e-7c44-9a51-3f0c6f0f5b1a"


def raw(school: School, method: str, path: str, data: bytes | str, **headers: str) -> Any:
    sent = {"Authorization": f"Bearer {school.teacher.token}", "Content-Type": "application/json"}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    return school.app.test_client().open(API + path, method=method, data=data, headers=sent)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "nope",
        '{"text": }',
        "[1,",
        "\x00",
        b"\xff\xfe\x00",
        b'{"text": "\xff"}',
        "[" * 100_000,
        "1" * 9_000,
    ],
    ids=["empty", "open", "word", "hole", "list", "NUL", "UTF-16", "bad UTF-8", "deep", "long number"],
)
def test_a_body_that_is_no_json_is_told(school: School, body: bytes | str) -> None:
    response = raw(school, "POST", "/articles", body)
    assert response.status_code in (400, 422)
    assert response.content_type == "application/problem+json"
    assert "Traceback" not in response.text


@pytest.mark.parametrize("body", ["null", "7", '"text"', "[]", "true", "{}"])
def test_json_of_another_kind_is_told(school: School, body: str) -> None:
    for path in ("/articles", "/quizzes", "/tokens"):
        response = raw(school, "POST", path, body)
        assert (response.status_code, response.json["type"]) == (422, "/docs/problems#invalid-request")


def test_another_content_type_is_415(school: School) -> None:
    response = raw(school, "POST", "/articles", "text=x", Content_Type="application/x-www-form-urlencoded")
    assert (response.status_code, response.json["type"]) == (415, "/docs/problems#unsupported-media-type")


def test_a_body_over_the_limit_is_413(school: School) -> None:
    limit = school.app.config["MAX_CONTENT_LENGTH"]
    response = raw(school, "POST", "/articles", b'{"text": "' + b"a" * limit + b'"}')
    assert (response.status_code, response.content_type) == (413, "application/problem+json")


def test_unknown_addresses_and_methods_are_problems(school: School) -> None:
    assert school.teacher.send("GET", "/nothing").json["type"] == "/docs/problems#not-found"
    response = school.teacher.send("DELETE", "/articles")
    assert (response.status_code, response.json["type"]) == (405, "/docs/problems#method-not-allowed")
    assert "POST" in response.headers["Allow"]


def test_instance_is_the_address_and_detail_says_what_to_do(school: School) -> None:
    problem = school.teacher.send("GET", f"/articles/{NOBODY}").json
    assert problem["instance"] == f"{API}/articles/{NOBODY}"
    assert problem["status"] == 404
    assert NOBODY in problem["detail"]


@pytest.mark.parametrize(
    ("error", "status", "type"),
    [
        (OperationalError("x", {}, Exception("database is locked")), 503, "database-unavailable"),
        (OperationalError("x", {}, Exception("database or disk is full")), 507, "storage-full"),
        (StaleDataError("x"), 412, "precondition-failed"),
        (IntegrityError("x", {}, Exception("UNIQUE")), 409, "conflict"),
        (ZeroDivisionError("secret detail"), 500, "internal-error"),
    ],
)
def test_faults_of_the_machinery_are_problems_without_details(
    school: School, monkeypatch: Any, error: Exception, status: int, type: str
) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise error

    monkeypatch.setattr("quizapi.services.articles.find_article", broken)
    response = school.teacher.send("GET", f"/articles/{NOBODY}")
    assert (response.status_code, response.json["type"]) == (status, f"/docs/problems#{type}")
    assert "secret" not in response.text


def test_pointers_follow_rfc_6901() -> None:
    messages = {"json": {"a/b": {"c~d": ["Bad."]}, "list": {2: {"x": ["Worse."]}}, "_schema": ["Whole."]}}
    assert list(faults_of(messages)) == [
        {"pointer": "/a~1b/c~0d", "detail": "Bad."},
        {"pointer": "/list/2/x", "detail": "Worse."},
        {"pointer": "", "detail": "Whole."},
    ]


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(codec=None), max_size=30)
    | st.sampled_from(["choice", "text", "true-false", "accepted", "a", NOBODY, "2026-01-01", "x" * 5000])
)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = {
    "POST /articles": ["text", "html", "title", "author", "published_on", "source_url", "language"],
    "PATCH /articles/{article}": ["text", "title", "author", "published_on", "source_url", "restore"],
    "POST /quizzes": ["title", "article_ids", "generators", "seed"],
    "PATCH /quizzes/{quiz}": ["title", "status"],
    "POST /quizzes/{quiz}/items": [
        "interaction", "stem", "options", "matches", "key", "accepted", "explanation", "evidence", "tags",
        "status",
    ],
    "PATCH /quizzes/{quiz}/items/{item}": [
        "stem", "options", "matches", "key", "accepted", "explanation", "evidence", "tags", "status",
        "reject_reason",
    ],
    "POST /quizzes/{quiz}/items/bulk": ["item_ids", "status", "reject_reason"],
    "PUT /quizzes/{quiz}/order": ["item_ids"],
    "POST /users": ["email", "name", "password"],
    "POST /tokens": ["email", "label", "scopes", "password"],
    "PATCH /me": ["name"],
}  # fmt: skip


def nested(name: str) -> st.SearchStrategy[Any]:
    """Values near to what a field takes, so that more than the schema is reached."""
    option = st.fixed_dictionaries({"id": st.sampled_from("abc1"), "text": scalars})
    span = st.fixed_dictionaries(
        {"article_id": st.sampled_from([NOBODY, "{article}"]), "start": st.integers(-1, 9), "end": scalars}
    )
    near: dict[str, st.SearchStrategy[Any]] = {
        "options": st.lists(option, min_size=2, max_size=4),
        "matches": st.lists(option, min_size=2, max_size=4),
        "key": st.lists(st.sampled_from("abc1")) | st.lists(st.lists(st.sampled_from("ab1"), max_size=3)),
        "evidence": st.lists(span, max_size=2),
        "generators": st.lists(
            st.fixed_dictionaries(
                {"name": st.sampled_from(["true-false", "x"])},
                optional={"options": anything, "count": anything},
            ),
            max_size=2,
        ),
        "article_ids": st.lists(st.sampled_from([NOBODY, "{article}"]), max_size=2),
        "item_ids": st.lists(st.sampled_from([NOBODY, "{item}"]), max_size=2),
        "interaction": st.sampled_from(["choice", "multiple", "true_false", "order", "match", "text", "a:b"]),
        "stem": st.just("Who said so?"),
        "restore": st.lists(st.integers(0, 2)),
        "published_on": st.dates().map(str),
        "status": st.sampled_from(["accepted", "rejected", "proposed", "ready", "archived"]),
        "text": st.just("The mayor of Port Selby said on Monday that the hall would close. " * 6),
        "html": st.just("<p>The mayor said on Monday that the hall would close.</p>" * 9),
        "tags": st.lists(st.text("abc", min_size=1), max_size=2),
        "accepted": st.lists(st.text("abc", min_size=1), max_size=2),
        "language": st.sampled_from(["en", "en-GB", "de"]),
        "source_url": st.just("https://news.example/1"),
        "scopes": st.just(["read"]),
        "seed": st.integers(0, 9),
        "email": st.just("mara@school.example"),
        "name": st.just("Mara"),
        "password": st.text(st.characters(codec=None), min_size=10, max_size=12),
    }
    return near.get(name, st.text(st.characters(codec="utf-8", min_codepoint=32), min_size=1, max_size=30))


@st.composite
def bodies(draw: st.DrawFn, names: list[str]) -> Any:
    """A body that may be right but for one field, or anything at all."""
    body = draw(st.fixed_dictionaries({}, optional={name: nested(name) for name in names}))
    spoilt = draw(st.sampled_from([None, *names]))
    if spoilt is not None:
        body[spoilt] = draw(anything)
    return draw(st.just(body) | st.just(body) | st.just(body) | anything)


class Things:
    """An article, a quiz and its item, to be changed in every way."""

    def __init__(self, school: School) -> None:
        self.school = school
        with write_transaction(school.context.sessions) as session:
            article = build_article(session, school.user_id)
            quiz = build_quiz(session, school.user_id, article, [item_about(article, 0)])
        item = school.teacher.ok("GET", f"/quizzes/{quiz}/items")["items"][0]["id"]
        self.ids = {"article": article, "quiz": quiz, "item": item}

    def send(self, operation: str, body: Any) -> Any:
        method, path = operation.split(" ")
        text = json.dumps(body)
        for name, value in self.ids.items():
            path = path.replace(f"{{{name}}}", value)
            text = text.replace(f"{{{name}}}", value)
        return raw(self.school, method, path, text, If_Match="*")


@pytest.fixture
def things(school_of_each: School) -> Things:
    return Things(school_of_each)


@settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_no_body_makes_the_server_fail(things: Things, data: Any) -> None:
    operation = data.draw(st.sampled_from(sorted(FIELDS)))
    response = things.send(operation, data.draw(bodies(FIELDS[operation])))
    event(f"{operation}: {response.status_code}")
    assert response.status_code < 500, response.text
    if response.status_code >= 400:
        assert response.content_type == "application/problem+json"
        assert re.fullmatch(r"/docs/problems#[a-z0-9-]+", response.json["type"])
