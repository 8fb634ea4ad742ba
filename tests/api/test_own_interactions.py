"""Items of a plugin's own interaction over HTTP, on both databases; workers' tests have the scoring."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from quizapi.plugin_api import Options, ScorerBase, hookimpl
from quizapi.store.models import JobRow, ResponseRow
from tests.api.delivery import School, make_school

PIN = {
    "interaction": "map-quiz:pin",
    "stem": "Where is the port?",
    "options": [{"id": name, "text": f"Place {name}"} for name in "nsew"],
    "matches": [{"id": "1", "text": "A hint that is not shown"}],
    "key": ["e"],
}


ONE_PLACE: Options = {"type": "array", "items": {"enum": list("nsew")}, "minItems": 1, "maxItems": 1}


class Pin(ScorerBase):
    interaction, title, hint = "map-quiz:pin", "Pin", "Choose the place."
    answer_schema = ONE_PLACE
    key_schema = ONE_PLACE
    keeps_order = True


@hookimpl
def _register(register: Callable[[object], None]) -> None:
    register(Pin())


PLUGIN = SimpleNamespace(__name__="pins", quizapi_register_scorers=_register)


@pytest.fixture
def pins(quizapi_app: Callable[..., Flask], database_url: str) -> School:
    """A school whose server has the plugin."""
    return make_school(quizapi_app(PLUGIN, database_url=database_url))


def jobs(school: School) -> list[JobRow]:
    with school.context.sessions() as session:
        return session.query(JobRow).filter_by(kind="score_answers").all()


def test_a_student_sees_what_is_allowed_and_the_answer_waits_for_its_score(pins: School) -> None:
    assignment = pins.assignment([PIN], feedback="submit", shuffle_options=True)
    student = pins.join(assignment)
    (item,) = student.answer["items"]
    assert [option["id"] for option in item["options"]] == list("nsew")
    assert (item["title"], item["hint"]) == ("Pin", "Choose the place.")
    assert "matches" not in item
    assert "key" not in item
    path = f"/attempts/{student.answer['id']}"
    for bad in (["x"], ["n", "s"], [], "e", True):
        refused = student.send("PUT", f"{path}/responses/{item['id']}", {"answer": bad})
        assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/answer"), bad
    assert jobs(pins) == []
    for seq, answer in enumerate((["n"], ["e"]), 1):
        saved = student.ok("PUT", f"{path}/responses/{item['id']}", {"answer": answer, "client_seq": seq})
        assert saved["answer"] == answer
    (job,) = jobs(pins)
    assert (job.subject_id, job.state) == (student.answer["id"], "queued")
    ended = student.ok("POST", f"{path}/submit")
    assert ended["score"] is None, "no total before the plugin's score is there"
    (told,) = ended["responses"]
    assert (told["score"], told["correct"], told["key"]) == (None, None, ["e"])
    with pins.context.sessions() as session:
        (row,) = session.query(ResponseRow)
        assert (row.answer["value"], row.score) == (["e"], None)


def test_items_that_nobody_could_score_are_refused(pins: School) -> None:
    quiz = pins.quiz()
    path = f"/quizzes/{quiz}/items"
    content = {name: PIN[name] for name in ("interaction", "stem", "options", "key")}
    made = pins.teacher.ok("POST", path, content)
    assert made["key"] == ["e"]
    for changes, pointer in (({"interaction": "map-quiz:line"}, "/interaction"), ({"key": ["up"]}, "/key")):
        refused = pins.teacher.send("POST", path, {**content, "stem": "Where else?", **changes})
        assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, pointer)
    header = {"If-Match": f'"{made["etag"]}"'}
    refused = pins.teacher.send("PATCH", f"{path}/{made['id']}", {"key": ["up"]}, **header)
    assert refused.status_code == 422
    assert pins.teacher.send("PATCH", f"{path}/{made['id']}", {"key": ["n"]}, **header).status_code == 200


def test_without_its_plugin_an_item_is_not_published(school: School) -> None:
    quiz = school.quiz([PIN])
    refused = school.teacher.send("POST", f"/quizzes/{quiz}/assignments", {})
    assert (refused.status_code, refused.json["type"]) == (409, "/docs/problems#interaction-missing")


def test_clients_are_told_the_schemas(pins: School) -> None:
    (own,) = pins.anybody().ok("GET", "/interactions")
    assert own["answer_schema"] == Pin.answer_schema
    assert own["renderer"] is None
    assert own["shown"] == ["options"]


def test_export_leaves_out_what_has_no_other_form_and_names_it(pins: School) -> None:
    quiz = pins.quiz([PIN, {"interaction": "true_false", "stem": "It rained.", "options": [], "key": True}])
    refused: Any = pins.teacher.send("GET", f"/quizzes/{quiz}/export?format=gift")
    assert refused.status_code == 409
    assert "map-quiz:pin" in refused.json["detail"]
    partial = pins.teacher.send("GET", f"/quizzes/{quiz}/export?format=gift&partial=true")
    assert partial.status_code == 200
    assert partial.headers["Quizapi-Left-Out"]
    assert pins.teacher.send("GET", f"/quizzes/{quiz}/export?format=poems").status_code == 422
