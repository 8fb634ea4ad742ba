"""A teacher's webhooks over HTTP: made, listed, changed, deleted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from quizapi.services.webhooks import MOST_WEBHOOKS
from quizapi.settings import Settings
from tests.api.delivery import School, make_school

URL = "https://hooks.school.example/quiz"
KEY = {"Idempotency_Key": "0b5a4f6e-7c1d-4e2f-9a3b-8c7d6e5f4a3b"}


@pytest.fixture
def school(quizapi_app: Callable[..., Flask]) -> School:
    return make_school(quizapi_app(webhooks=True))


def add(school: School, **body: Any) -> Any:
    return school.teacher.ok("POST", "/webhooks", {"url": URL, **body})


def test_a_webhook_is_made_with_a_secret_that_is_shown_once(school: School) -> None:
    made = add(school, events=["attempt.submitted"], label="LMS")
    assert made["secret"].startswith("whsec_")
    shown = school.teacher.ok("GET", f"/webhooks/{made['id']}")
    assert shown == {name: value for name, value in made.items() if name != "secret"}
    assert school.teacher.ok("GET", "/webhooks")["items"] == [shown]
    assert (shown["events"], shown["enabled"], shown["label"]) == (["attempt.submitted"], True, "LMS")


def test_no_secret_is_stored(school: School) -> None:
    secret = school.teacher.ok("POST", "/webhooks", {"url": URL}, **KEY)["secret"].removeprefix("whsec_")
    path = school.context.engine.url.database
    assert path is not None
    for ending in ("", "-wal"):
        assert secret.encode() not in Path(path + ending).read_bytes()


def test_sent_twice_with_one_key_it_is_one_webhook_with_its_secret(school: School) -> None:
    first, again = (school.teacher.ok("POST", "/webhooks", {"url": URL}, **KEY) for _ in range(2))
    assert first == again
    assert len(school.teacher.ok("GET", "/webhooks")["items"]) == 1


def test_events_are_all_unless_named_and_in_one_order(school: School) -> None:
    every = ["job.finished", "attempt.submitted", "attempt.expired", "attempt.rescored"]
    assert add(school)["events"] == every
    assert add(school, events=[*reversed(every), "job.finished"][:4])["events"] == every


@pytest.mark.parametrize(
    "body",
    [
        {"url": "http://hooks.school.example/"},
        {"url": "https://hooks.school.example:8443/"},
        {"url": "https://127.0.0.1/"},
        {"url": "https://[::ffff:10.0.0.1]/"},
        {"url": "https://2130706433/"},
        {"url": "https://user:pass@hooks.school.example/"},
        {"url": "ftp://hooks.school.example/"},
        {"url": "hooks"},
        {"url": URL, "events": ["attempt.deleted"]},
        {"url": URL, "events": []},
        {"url": URL, "secret": "mine"},
        {},
    ],
)
def test_what_cannot_be_a_webhook_is_refused(school: School, body: Any) -> None:
    response = school.teacher.send("POST", "/webhooks", body)
    assert response.status_code == 422, response.text
    assert response.json["errors"][0]["pointer"]


def test_a_webhook_is_changed_and_deleted_by_version(school: School) -> None:
    made = add(school)
    path, etag = f"/webhooks/{made['id']}", f'"{made["etag"]}"'
    assert school.teacher.send("PATCH", path, {"label": "x"}).status_code == 428
    changed = school.teacher.ok("PATCH", path, {"label": "x", "enabled": False}, If_Match=etag)
    assert (changed["label"], changed["enabled"]) == ("x", False)
    assert school.teacher.send("PATCH", path, {"label": "y"}, If_Match=etag).status_code == 412
    refused = school.teacher.send("PATCH", path, {"url": "https://10.0.0.1/"}, If_Match="*")
    assert refused.json["type"].endswith("#webhook-address-invalid")
    assert school.teacher.send("DELETE", path, If_Match=etag).status_code == 412
    assert school.teacher.send("DELETE", path, If_Match="*").status_code == 204
    assert school.teacher.send("GET", path).status_code == 404


def test_a_teacher_has_so_many_at_most(school: School) -> None:
    for _ in range(MOST_WEBHOOKS):
        add(school)
    refused = school.teacher.send("POST", "/webhooks", {"url": URL})
    assert (refused.status_code, refused.json["type"]) == (409, "/docs/problems#too-many-webhooks")


def test_deliveries_are_paged_newest_first(school: School) -> None:
    path = f"/webhooks/{add(school)['id']}"
    sent = [school.teacher.ok("POST", f"{path}/test")["id"] for _ in range(3)]
    page = school.teacher.ok("GET", f"{path}/deliveries?limit=2")
    rest = school.teacher.ok("GET", f"{path}/deliveries?limit=2&cursor={page['next_cursor']}")
    assert [one["id"] for one in page["items"] + rest["items"]] == sent[::-1]
    assert rest["next_cursor"] is None


def test_systems_are_off_by_default_and_their_secrets_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(xapi_password="store's own")
    assert not (settings.webhooks or settings.lti or settings.article_addresses or settings.xapi_endpoint)
    assert not settings.one_roster
    assert "store's own" not in repr(settings)
