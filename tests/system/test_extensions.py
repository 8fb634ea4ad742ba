"""A plugin of somebody else's, installed: its interaction, check, format and article files, the whole way."""

import json
import os
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.plugin_api.sample import install_sample
from tests.system.server import Client, Server
from tests.web.axe import axe_core
from tests.web.conftest import ARGUMENTS, CHROMIUM

pytestmark = pytest.mark.serial

STORY = """Hall of Port Selby closed

The harbour of Port Selby was closed to all traders on Monday morning. Mayor Ilse Brandt said the old hall
was no longer safe for anybody. The traders moved their stalls to a field near the railway station.

The new hall will open in the spring. It has room for forty traders and a cold store. A bus will stop at
its door.
"""


@dataclass
class Room:
    """The running server, its teacher, and what was handed out."""

    server: Server
    teacher: Client
    environment: dict[str, str]
    quiz_id: str
    assignment: dict[str, Any]
    item: dict[str, Any]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("extensions")
    environment = {"PYTHONPATH": str(install_sample(folder))}
    server = Server(folder / "data", environment=environment).start()
    try:
        teacher = _signed_in(server)
        article = _sent(teacher, "/api/v1/articles/import", "hall.story", STORY.encode())
        assert article["title"] == "Hall of Port Selby closed"
        assert article["text"].startswith("The harbour of Port Selby")
        job = teacher.must(
            "POST",
            "/api/v1/quizzes",
            {
                "article_ids": [article["id"]],
                "generators": [{"name": "which-sentence"}, {"name": "true-false", "count": 2}],
                "seed": 3,
            },
        )
        done = teacher.job_done(job)
        quiz_id = done["result"]["quiz_id"]
        items = teacher.must("GET", f"/api/v1/quizzes/{quiz_id}/items")["items"]
        own = [item for item in items if item["interaction"] == "hotspot:sentence"]
        assert len(own) == 1, (done["problems"], items)
        teacher.must(
            "POST",
            f"/api/v1/quizzes/{quiz_id}/items/bulk",
            {"item_ids": [own[0]["id"]], "status": "accepted"},
        )
        rules = {"feedback": "submit", "shuffle_options": True}
        assignment = teacher.must("POST", f"/api/v1/quizzes/{quiz_id}/assignments", rules)
        yield Room(server, teacher, environment, quiz_id, assignment, own[0])
    finally:
        server.stop()


def test_a_client_can_learn_how_it_is_answered(room: Room) -> None:
    (own,) = room.server.client.must("GET", "/api/v1/interactions")
    assert own["name"] == "hotspot:sentence"
    assert own["answer_schema"]["maxItems"] == 1
    assert own["plugin"] == {"package": "quizapi-hotspot", "version": "1.0.0"}
    module = room.server.client.call("GET", own["renderer"])
    assert module.headers["Content-Type"].startswith("text/javascript")
    assert b"export default" in module.body


def test_over_http_a_student_is_shown_no_more_than_the_plugin_allows_and_is_scored(room: Room) -> None:
    student = _joined(room, "Noor")
    (item,) = student.must("GET", f"/api/v1/attempts/{student.attempt}")["items"]
    assert set(item) == {"id", "interaction", "stem", "options", "title", "hint"}
    assert [option["id"] for option in item["options"]] == ["s1", "s2", "s3"], "a passage is never shuffled"
    path = f"/api/v1/attempts/{student.attempt}/responses/{item['id']}"
    for bad in (["s1", "s2"], [], "s1", True, ["first"]):
        refused = student.call("PUT", path, {"answer": bad})
        assert refused.status == 422, bad
        assert refused.json["errors"][0]["pointer"] == "/answer"
    assert student.must("PUT", path, {"answer": ["s1"], "client_seq": 1})["answer"] == ["s1"]
    student.must("POST", f"/api/v1/attempts/{student.attempt}/submit")
    ended = _scored(student)
    assert ended["score"] == {"points": 0.5, "max": 1.0}, "beside the right one is half a point"
    assert ended["responses"][0]["key"] == ["s2"]


def test_an_answer_changed_later_is_scored_anew(room: Room) -> None:
    student = _joined(room, "Levi")
    item = room.item["id"]
    for seq, answer in enumerate((["s3"], ["s1"], ["s2"]), 1):
        student.must(
            "PUT",
            f"/api/v1/attempts/{student.attempt}/responses/{item}",
            {"answer": answer, "client_seq": seq},
        )
    student.must("POST", f"/api/v1/attempts/{student.attempt}/submit")
    assert _scored(student)["score"] == {"points": 1.0, "max": 1.0}
    results = room.teacher.must("GET", f"/api/v1/assignments/{room.assignment['id']}/results")
    (levi,) = [one for one in results["students"] if one["nickname"] == "Levi"]
    assert levi["points"] == 1.0


def test_in_a_browser_it_is_answered_by_keyboard_and_has_no_barrier(
    room: Room, playwright: Playwright
) -> None:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    page = browser.new_page(base_url=room.server.client.base_url)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    page.goto(f"/join/{room.assignment['join_code']}")
    page.get_by_label("Your name").fill("Kim")
    page.keyboard.press("Enter")
    page.wait_for_url("**/attempts/*")
    passage = page.locator(".passage")
    expect(passage).to_be_visible()
    assert " ".join(passage.inner_text().split()).startswith("The harbour of Port Selby was closed")
    _tab_to(page, "input[type=radio]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(passage.locator("input:checked")).to_have_value("s2")
    expect(page.locator("#save-state")).to_have_text("All saved")
    page.evaluate(axe_core())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [violation["id"] for violation in found["violations"]] == []
    page.get_by_role("button", name="Look over and hand in").press("Enter")
    page.get_by_role("button", name="Hand in").press("Enter")
    end = time.monotonic() + 60
    while not page.locator(".score").is_visible() and time.monotonic() < end:
        page.wait_for_timeout(300)
        page.reload()
    expect(page.locator(".score")).to_have_text("1 of 1 points")
    browser.close()
    assert faults == []


@pytest.mark.parametrize(("format", "words"), [("gift", b"Ilse Brandt"), ("cue-cards", b"no\nlonger safe")])
def test_it_is_exported_in_the_form_that_its_plugin_gives(room: Room, format: str, words: bytes) -> None:
    path = f"/api/v1/quizzes/{room.quiz_id}/export?format={format}&status=accepted"
    answer = room.teacher.call("GET", path)
    assert answer.status == 200, answer.body
    assert words.replace(b"\n", b" ") in b" ".join(answer.body.split())
    assert answer.headers["Quizapi-Changed"] == room.item["id"]
    assert "Quizapi-Left-Out" not in answer.headers


def test_our_own_file_keeps_it_and_takes_it_back(room: Room) -> None:
    path = f"/api/v1/quizzes/{room.quiz_id}/export?format=json&status=accepted"
    data = room.teacher.call("GET", path).json
    assert data["items"][0]["interaction"] == "hotspot:sentence"
    found = room.teacher.must("POST", "/api/v1/quizzes/import", data)
    assert [item["key"] for item in found["items"]] == [["s2"]]
    data["items"][0]["key"] = ["second"]
    found = room.teacher.must("POST", "/api/v1/quizzes/import", data)
    assert found["items"] == []
    assert "does not fit hotspot:sentence" in found["skipped"][0]["reason"]


def test_formats_are_listed_with_their_plugins(room: Room) -> None:
    formats = room.teacher.must("GET", "/api/v1/formats")
    plugin = {"package": "quizapi-hotspot", "version": "1.0.0"}
    assert [f["name"] for f in formats["exports"] if f["plugin"] == plugin] == ["cue-cards"]
    assert [f["extensions"] for f in formats["articles"] if f["plugin"] == plugin] == [["story"]]
    assert {"gift", "pdf"} <= {f["name"] for f in formats["exports"]}


def test_a_file_that_the_plugin_refuses_is_refused_with_its_reason(room: Room) -> None:
    refused = _post_file(room.teacher, "/api/v1/articles/import", ("one.story", b"Only a headline"))
    assert refused[0] == 422
    assert "nothing below the headline" in refused[1]["detail"]


def test_many_files_are_read_by_a_worker(room: Room) -> None:
    other = STORY.replace("Monday", "Friday").encode()
    status, job = _post_file(
        room.teacher, "/api/v1/articles/import", ("a.story", other), ("b.story", b"Headline alone")
    )
    assert status == 202
    done = room.teacher.job_done(job)
    assert [one["file"] for one in done["result"]["articles"]] == ["a.story"]
    assert "nothing below the headline" in done["result"]["refused"][0]["reason"]


def test_the_command_line_knows_all_of_it(room: Room, tmp_path: Path) -> None:
    (tmp_path / "late.story").write_text(STORY.replace("Monday", "Sunday"), encoding="utf-8")
    stored = _run(room, "articles", "import", str(tmp_path), "--user", "mara@school.example")
    assert "1 stored" in stored
    assert "cue-cards    Cue cards (Wrong options are left out.; quizapi-hotspot 1.0.0)" in _run(
        room, "export", "--format", "list", "x"
    )
    listed = _run(room, "generators", "list")
    for words in ("which-sentence", "hotspot:sentence", "cue-cards", ".story", "one-speaker"):
        assert words in listed
    cards = _run(room, "export", room.quiz_id, "--format", "cue-cards", "-o", "-", "--status", "accepted")
    assert "Ilse Brandt" in cards


def test_a_repair_that_is_taken_back_leaves_the_plugin_s_own_score(room: Room) -> None:
    student = _joined(room, "Ravi")
    path = f"/api/v1/attempts/{student.attempt}/responses/{room.item['id']}"
    student.must("PUT", path, {"answer": ["s3"]})
    student.must("POST", f"/api/v1/attempts/{student.attempt}/submit")
    assert _scored(student)["score"]["points"] == 0.5
    repair = f"/api/v1/quizzes/{room.quiz_id}/items/{room.item['id']}/repair"
    made = room.teacher.must("POST", repair, {"action": "full_credit", "reason": "Two sentences were right."})
    assert _scored(student)["score"]["points"] == 1.0
    undo = f"/api/v1/quizzes/{room.quiz_id}/repairs/{made['id']}/undo"
    room.teacher.must("POST", undo, {"reason": "One was right after all."})
    assert _scored(student)["score"]["points"] == 0.5


class _Student(Client):
    attempt = ""


def _joined(room: Room, nickname: str) -> _Student:
    body = {"join_code": room.assignment["join_code"], "nickname": nickname}
    joined = room.server.client.must("POST", "/api/v1/attempts", body)
    student = _Student(room.server.client.base_url, joined["token"])
    student.attempt = joined["id"]
    return student


def _scored(student: _Student) -> dict[str, Any]:
    """The ended attempt once the plugin's scorer has run; until then its score is null."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        found: dict[str, Any] = student.must("GET", f"/api/v1/attempts/{student.attempt}")
        if found["score"] is not None:
            return found
        time.sleep(0.1)
    raise AssertionError(f"not scored: {found}")


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def _signed_in(server: Server) -> Client:
    who = {"email": "mara@school.example", "password": "a long enough password", "name": "Mara"}
    server.client.must("POST", "/api/v1/users", who)
    token = server.client.must("POST", "/api/v1/tokens", {k: who[k] for k in ("email", "password")})
    return Client(server.client.base_url, token["token"])


def _sent(teacher: Client, path: str, name: str, data: bytes) -> Any:
    status, answer = _post_file(teacher, path, (name, data))
    assert status == 201, answer
    return answer


def _post_file(teacher: Client, path: str, *files: tuple[str, bytes]) -> tuple[int, Any]:
    boundary = uuid.uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        + data
        + b"\r\n"
        for name, data in files
    ]
    body = b"".join(parts) + f"--{boundary}--\r\n".encode()
    headers = {
        "Content-Type": f"multipart/form-data; boundary={boundary}",
        "Authorization": f"Bearer {teacher.token}",
    }
    request = urllib.request.Request(teacher.base_url + path, body, headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def _run(room: Room, *command: str) -> str:
    environment = {**os.environ, **room.environment, "DATA": str(room.server.data)}
    done = subprocess.run(
        [sys.executable, "-m", "quizapi", *command],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
