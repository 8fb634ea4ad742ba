"""From an article to a reviewed quiz, over HTTP, with a real worker beside the application."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quizapi.app import create_app
from quizapi.queue import migrate
from quizapi.settings import Settings
from quizapi.store.engine import create_database_engine
from quizapi.store.upgrade import upgrade_database
from tests.api.delivery import Caller, new_teacher

ARTICLES = Path(__file__).parents[2] / "fixtures" / "articles"


@pytest.fixture(scope="module")
def teacher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    """A teacher of an application whose worker runs."""
    settings = Settings(
        data=tmp_path_factory.mktemp("authoring"), secret="for tests only, thirty-two characters"
    )
    engine = create_database_engine(settings.database)
    upgrade_database(engine)
    migrate(engine)
    app = create_app(settings, engine=engine)
    environment = {**os.environ, "QUIZAPI_DATA": str(settings.data), "QUIZAPI_LOG_LEVEL": "WARNING"}
    worker = subprocess.Popen([sys.executable, "-m", "quizapi", "worker"], env=environment)
    try:
        yield Caller(app.test_client(), new_teacher(app)[1])
    finally:
        worker.terminate()
        worker.wait(20)
        app.extensions["quizapi"].queue.close()
        engine.dispose()


@pytest.fixture(scope="module")
def article(teacher: Caller) -> dict[str, Any]:
    text = (ARTICLES / "ferry-merger.txt").read_text(encoding="utf-8")
    made: dict[str, Any] = teacher.ok("POST", "/articles", {"text": text})
    return made


def wait_for_job(teacher: Caller, path: str, body: dict[str, Any]) -> dict[str, Any]:
    job: dict[str, Any] = teacher.ok("POST", path, body, Prefer="wait=30")
    for _ in range(4):
        if job["state"] not in ("queued", "running"):
            return job
        job = teacher.ok("GET", f"/jobs/{job['id']}/events") and teacher.ok("GET", f"/jobs/{job['id']}")
    raise AssertionError(f"the job did not end: {job}")


def test_the_annotations_lie_in_the_stored_text(teacher: Caller, article: dict[str, Any]) -> None:
    path = f"/articles/{article['id']}/annotations"
    response = teacher.send("GET", path, Prefer="wait=30")
    while response.status_code == 202:
        response = teacher.send("GET", path, Prefer="wait=30")
    found = response.json
    assert found["entities"]
    assert found["attributions"]
    for entity in found["entities"]:
        assert 0 <= entity["start"] < entity["end"] <= len(article["text"])
    assert teacher.ok("GET", f"/articles/{article['id']}")["is_read"] is True


def test_a_quiz_is_made_reviewed_and_put_in_order(teacher: Caller, article: dict[str, Any]) -> None:
    body = {
        "article_ids": [article["id"]],
        "generators": [{"name": "true-false", "count": 2}, {"name": "who-said-what", "count": 2}],
        "seed": 11,
    }
    job = wait_for_job(teacher, "/quizzes", body)
    assert (job["state"], job["problems"]) == ("succeeded", []), job
    path = f"/quizzes/{job['result']['quiz_id']}"
    quiz = teacher.ok("GET", path)
    assert quiz["status"] == "ready"
    assert quiz["counts"]["generators"]["true-false"]["proposed"] == 2
    items = teacher.ok("GET", f"{path}/items")["items"]
    assert len(items) == 4
    for item in items:
        for proof in item["evidence"]:
            assert article["text"][proof["start"] : proof["end"]] == proof["text"]
            assert (proof["article_id"], proof["revision"]) == (article["id"], 1)
        # What a generator made has the form that a teacher's own item must have.
        kept = {name: item[name] for name in ("stem", "options", "matches", "key", "accepted", "evidence")}
        same = teacher.send("PATCH", f"{path}/items/{item['id']}", kept, If_Match=f'"{item["etag"]}"')
        assert (same.status_code, same.json) == (200, item)
    replaced = teacher.ok("POST", f"{path}/items/{items[0]['id']}/replace")
    assert replaced["generator"] == items[0]["generator"]
    ids = [item["id"] for item in teacher.ok("GET", f"{path}/items")["items"]]
    assert ids[0] == replaced["id"]
    teacher.ok("PUT", f"{path}/order", {"item_ids": ids[::-1]})
    teacher.ok("POST", f"{path}/items/bulk", {"item_ids": ids, "status": "accepted"})
    assert teacher.ok("GET", path)["counts"]["status"] == {"proposed": 0, "accepted": 4, "rejected": 0}
    made = teacher.ok("GET", f"{path}/provenance")["made"]
    assert [generator["selected"] for generator in made["generators"]] == [2, 2]
    assert made["pipeline"]["fingerprint"]


def test_the_same_request_gives_the_same_items(teacher: Caller, article: dict[str, Any]) -> None:
    body = {"article_ids": [article["id"]], "generators": [{"name": "true-false", "count": 4}], "seed": 5}

    def content() -> list[dict[str, Any]]:
        quiz_id = wait_for_job(teacher, "/quizzes", body)["result"]["quiz_id"]
        items = teacher.ok("GET", f"/quizzes/{quiz_id}/items")["items"]
        left_out = ("id", "etag", "created_at", "updated_at")
        return [{name: value for name, value in item.items() if name not in left_out} for item in items]

    first = content()
    assert len(first) == 4
    assert content() == first
