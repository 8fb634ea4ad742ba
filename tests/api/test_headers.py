"""Headers of every answer; who is told about holes; whose word about addresses counts."""

import pytest

from quizapi.services import throttling
from tests.api.delivery import School, make_school

NOBODY = "0199a3c2-7d1e-7c44-9a51-3f0c6f0f5b1a"
ADDRESSES = [
    "/healthz", "/readyz", "/api/v1/openapi.json", "/api/v1/articles", f"/api/v1/articles/{NOBODY}",
    "/api/v1/nothing", "/docs", "/", "/sign-in", "/nothing", "/.well-known/security.txt",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_is_protected_whatever_it_is(school: School, address: str):
    response = school.app.test_client().get(address, headers={"Origin": "https://evil.example"})
    headers = response.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] in ("no-referrer", "same-origin")
    assert "no-store" in headers["Cache-Control"] or address.endswith(("openapi.json", "security.txt"))
    assert "Strict-Transport-Security" not in headers
    assert not [name for name, _ in headers if name.startswith("Access-Control-")]
    assert "Server" not in headers and "X-Powered-By" not in headers


def test_private_answers_are_kept_by_no_cache_be_they_good_or_bad(school: School):
    student = school.join(school.assignment())
    for caller, path in (
        (school.teacher, "/me"),
        (school.teacher, f"/articles/{NOBODY}"),
        (student, f"/attempts/{student.answer['id']}"),
    ):
        assert caller.send("GET", path).headers["Cache-Control"] == "no-store"


def test_another_sites_page_gets_no_leave_to_ask(school: School):
    preflight = school.app.test_client().options(
        "/api/v1/articles",
        headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"},
    )
    assert not [name for name, _ in preflight.headers if name.startswith("Access-Control-")]


def test_https_is_kept_once_it_is_there(quizapi_app):
    client = quizapi_app(public_url="https://quiz.school.example").test_client()
    for address in ("/healthz", "/sign-in", "/api/v1/me"):
        assert client.get(address).headers["Strict-Transport-Security"] == "max-age=31536000"


def test_holes_are_reported_to_the_operator(quizapi_app):
    app = quizapi_app(security_contact="mailto:security@school.example", public_url="https://q.example")
    school = make_school(app)
    response = app.test_client().get("/.well-known/security.txt")
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.text.splitlines() == [
        "Contact: mailto:security@school.example",
        "Expires: 2026-08-29T00:00:00Z",
        "Preferred-Languages: en",
        "Canonical: https://q.example/.well-known/security.txt",
    ]
    assert school.clock().year == 2026


def test_without_a_contact_there_is_no_security_txt(school: School):
    assert school.app.test_client().get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(("proxies", "held"), [(0, True), (1, False)])
def test_a_forwarded_address_counts_only_behind_ones_own_proxy(quizapi_app, monkeypatch, proxies, held):
    """Else whoever guesses would be somebody else each time by writing a header."""
    monkeypatch.setattr(throttling, "JOIN_ADDRESS", throttling.Limit("join-address", 2))
    client = quizapi_app(trusted_proxies=proxies).test_client()
    body = {"join_code": "33333333", "nickname": "N"}
    answers = [
        client.post("/api/v1/attempts", json=body, headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code
        for n in range(4)
    ]
    assert (429 in answers) is held


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (
            "/quizzes",
            {"title": "T", "article_ids": [NOBODY] * 10_000, "generators": [{"name": "true-false"}]},
        ),
        (
            "/quizzes",
            {"title": "T", "article_ids": [NOBODY], "generators": [{"name": "true-false"}] * 10_000},
        ),
        ("/tokens", {"email": "a@b.example", "password": "x" * 1001}),
        ("/tokens", {"email": "a@b.example", "password": "x", "scopes": ["read"] * 4}),
        ("/articles", {"text": "long enough " * 20, "title": "x" * 100_000}),
    ],
)
def test_counts_and_lengths_are_bounded_before_any_work(school: School, path: str, body: object):
    response = school.teacher.send("POST", path, body)
    assert response.status_code == 422, response.text
    assert len(response.text) < 5_000  # what was sent is not sent back
