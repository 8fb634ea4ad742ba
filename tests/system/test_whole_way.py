"""From registration to results over HTTP, with the power cut in the middle."""

import csv
import io
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.deadlines import MOST_WAIT
from tests.system.server import Client, Server, command_of, descendants

pytestmark = pytest.mark.serial

FIXTURES = Path("fixtures/articles")
TEACHER = {"email": "mara@school.example", "password": "a long enough password", "name": "Mara Ellison"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "data").start()
    yield server
    server.stop()


def signed_in(server: Server) -> Client:
    client = server.client
    client.must("POST", "/api/v1/users", TEACHER)
    token = client.must(
        "POST", "/api/v1/tokens", {"email": TEACHER["email"], "password": TEACHER["password"]}
    )
    return Client(client.base_url, token["token"])


def published(teacher: Client) -> dict[str, Any]:
    """A quiz of all three generators, its items accepted, handed out."""
    article_ids = [
        teacher.must("POST", "/api/v1/articles", {"text": (FIXTURES / name).read_text(encoding="utf-8")})[
            "id"
        ]
        for name in ("orrenia-freeze-wire.txt", "grand-loop-ban.txt")
    ]
    job = teacher.must(
        "POST",
        "/api/v1/quizzes",
        {
            "title": "Sanctions",
            "article_ids": article_ids,
            "generators": [{"name": n, "count": 3} for n in ("who-said-what", "true-false", "cause-effect")],
            "seed": 1,
        },
    )
    done = teacher.job_done(job)
    assert done["state"] == "succeeded", done
    items = teacher.must("GET", f"/api/v1/quizzes/{done['result']['quiz_id']}/items")["items"]
    assert {item["generator"] for item in items} == {"who-said-what", "true-false", "cause-effect"}, done[
        "problems"
    ]
    texts = {a: teacher.must("GET", f"/api/v1/articles/{a}")["text"] for a in article_ids}
    for item in items:
        assert item["evidence"], item
        for piece in item["evidence"]:
            assert texts[piece["article_id"]][piece["start"] : piece["end"]] == piece["text"]
    teacher.must(
        "POST",
        f"/api/v1/quizzes/{done['result']['quiz_id']}/items/bulk",
        {"item_ids": [item["id"] for item in items], "status": "accepted"},
    )
    assignment: dict[str, Any] = teacher.must(
        "POST", f"/api/v1/quizzes/{done['result']['quiz_id']}/assignments", {"feedback": "submit"}
    )
    return {"assignment": assignment, "keys": {item["id"]: item["key"] for item in items}}


def test_everything_acknowledged_is_there_after_a_power_cut(server: Server) -> None:
    teacher = signed_in(server)
    quiz = published(teacher)
    keys = quiz["keys"]

    students = []
    for name in ("Ada", "Béla", "Çağla"):
        attempt = server.client.must(
            "POST", "/api/v1/attempts", {"join_code": quiz["assignment"]["join_code"], "nickname": name}
        )
        students.append((attempt, Client(server.client.base_url, attempt["token"])))
        assert not any("key" in item for item in attempt["items"])

    acknowledged: dict[tuple[str, str], Any] = {}
    for attempt, student in students:
        for n, item in enumerate(attempt["items"]):
            answer = keys[item["id"]]
            student.must(
                "PUT",
                f"/api/v1/attempts/{attempt['id']}/responses/{item['id']}",
                {"answer": answer, "client_seq": n},
            )
            acknowledged[attempt["id"], item["id"]] = answer
        server.kill()
        server.start()

    for attempt, student in students:
        stored = student.must("GET", f"/api/v1/attempts/{attempt['id']}")
        found = {(attempt["id"], r["item_id"]): r["answer"] for r in stored["responses"]}
        assert found == {key: value for key, value in acknowledged.items() if key[0] == attempt["id"]}
        ended = student.must("POST", f"/api/v1/attempts/{attempt['id']}/submit")
        assert ended["score"] == {"points": float(len(keys)), "max": float(len(keys))}

    results = teacher.must("GET", f"/api/v1/assignments/{quiz['assignment']['id']}/results")
    assert results
    table = teacher.call("GET", f"/api/v1/assignments/{quiz['assignment']['id']}/results?format=csv")
    rows = list(csv.reader(io.StringIO(table.body.decode("utf-8-sig"))))
    assert {name for row in rows for name in row} >= {"Ada", "Béla", "Çağla"}


def test_server_stops_cleanly_and_leaves_no_process(server: Server) -> None:
    assert server.stop() == 0


def worker_of(server: Server) -> int:
    """Its worker, which comes a little after the web process has answered for the first time."""
    deadline = time.monotonic() + MOST_WAIT
    while not (found := [pid for pid in descendants(server.pid) if "quizapi worker" in command_of(pid)]):
        assert time.monotonic() < deadline, "no worker was started"
        time.sleep(0.05)
    return found[0]


def test_worker_that_dies_is_started_again(server: Server) -> None:
    os.kill(worker_of(server), signal.SIGKILL)
    teacher = signed_in(server)
    published(teacher)
