"""A repair that was wrong itself is taken back: all is as before it, and nothing is forgotten."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from quizapi.plugin_api import ScorerBase, hookimpl
from quizapi.store.engine import write_transaction
from quizapi.store.models import AuditRow, JobRow, RepairRow, ResponseRow
from tests.api.delivery import RIGHT, School, make_school
from tests.api.test_repairs import WHY, answer, ended, points, published, repair, shown

BECAUSE = "The first key was right after all."


def undo(school: School, assignment: dict[str, Any], repair_id: str, *, reason: str = BECAUSE) -> Any:
    path = f"/quizzes/{assignment['quiz_id']}/repairs/{repair_id}/undo"
    return school.teacher.send("POST", path, {"reason": reason})


def undone(school: School, assignment: dict[str, Any], repair_id: str) -> dict[str, Any]:
    response = undo(school, assignment, repair_id)
    assert response.status_code == 200, response.text
    made: dict[str, Any] = response.json
    return made


ACTIONS = [
    pytest.param(0, {"action": "accept_key", "key": ["a"]}, ["a"], id="another key"),
    pytest.param(2, {"action": "full_credit"}, True, id="full credit"),
    pytest.param(1, {"action": "drop"}, ["a"], id="dropped"),
    pytest.param(5, {"action": "accept_key", "key": "pier two"}, "Pier Two", id="accepted text"),
]


@pytest.mark.parametrize(("place", "action", "given"), ACTIONS)
def test_all_is_as_it_was(school_of_each: School, place: int, action: dict[str, Any], given: Any) -> None:
    school = school_of_each
    assignment, ids = published(school)
    wrong = ended(school, assignment, "Wrong", {ids[place]: given})
    ended(school, assignment, "Blank", {})
    ended(school, assignment, "Right", dict(zip(ids, RIGHT, strict=True)))
    before, item = points(school, assignment), school.teacher.ok("GET", item_path(assignment, ids[place]))
    statistics = figures(school, assignment)

    made = repair(school, assignment, ids[place], **action)
    assert points(school, assignment) != before
    back = undone(school, assignment, made["id"])

    assert points(school, assignment) == before
    assert figures(school, assignment) == statistics
    after = school.teacher.ok("GET", item_path(assignment, ids[place]))
    assert {**after, "etag": "", "updated_at": ""} == {**item, "etag": "", "updated_at": ""}
    assert back["changed"] == made["changed"] and back["undoes"] == made["id"]
    assert (back["action"], back["reason"], back["made_by"]) == ("undo", BECAUSE, school.user_id)
    assert all("repair" not in response for response in shown(wrong)["responses"])


def item_path(assignment: dict[str, Any], item_id: str) -> str:
    return f"/quizzes/{assignment['quiz_id']}/items/{item_id}"


def figures(school: School, assignment: dict[str, Any]) -> Any:
    found = school.teacher.ok("GET", f"/assignments/{assignment['id']}/statistics")
    return found["quiz"], [{**item, "hint": ""} for item in found["items"]]


def test_student_and_record_keep_both_with_reasons_and_scores(school: School) -> None:
    assignment, ids = published(school)
    student = ended(school, assignment, "Noor", {ids[0]: ["a"]})
    made = repair(school, assignment, ids[0], action="accept_key", key=["a"])
    undone(school, assignment, made["id"])

    told = shown(student)["repairs"]

    assert [(entry["action"], entry["reason"]) for entry in told] == [("accept_key", WHY), ("undo", BECAUSE)]
    assert [(e["score_before"], e["score_after"]) for e in told] == [(0.0, 1.0), (1.0, 0.0)]
    assert [(e["before"]["points"], e["after"]["points"]) for e in told] == [(0.0, 1.0), (1.0, 0.0)]
    path = f"/assignments/{assignment['id']}/students"
    results = school.teacher.ok("GET", f"/assignments/{assignment['id']}/results")
    record = school.teacher.ok("GET", f"{path}/{results['students'][0]['student_id']}")
    assert record["attempts"][0]["repairs"] == told


def test_list_tells_which_stand(school: School) -> None:
    assignment, ids = published(school)
    made = repair(school, assignment, ids[0], action="drop")
    back = undone(school, assignment, made["id"])

    listed = school.teacher.ok("GET", f"/quizzes/{assignment['quiz_id']}/repairs")["items"]

    assert [(entry["id"], entry["undoes"], entry["undone_by"]) for entry in listed] == [
        (back["id"], made["id"], None),
        (made["id"], None, back["id"]),
    ]


def test_each_leaves_a_line_in_the_audit_log(school: School) -> None:
    assignment, ids = published(school)
    undone(school, assignment, repair(school, assignment, ids[0], action="drop")["id"])

    with school.context.sessions() as session:
        events = [
            (row.event, row.user_id, row.subject)
            for row in session.query(AuditRow).order_by(AuditRow.id)
            if "repair" in row.event
        ]

    assert events == [
        ("scores-repaired", school.user_id, ids[0]),
        ("repair-undone", school.user_id, ids[0]),
    ]


def test_newest_is_taken_back_first_and_none_twice(school: School) -> None:
    assignment, ids = published(school)
    ended(school, assignment, "Noor", {ids[0]: ["a"]})
    ended(school, assignment, "Sam", {ids[0]: ["c"]})
    first, second = (
        repair(school, assignment, ids[0], action="accept_key", key=key) for key in (["a"], ["c"])
    )
    other = repair(school, assignment, ids[1], action="drop")

    early = undo(school, assignment, first["id"])
    back = undone(school, assignment, second["id"])
    again = undo(school, assignment, second["id"])
    of_an_undo = undo(school, assignment, back["id"])

    assert (early.status_code, again.status_code, of_an_undo.status_code) == (409, 409, 409)
    assert "later-repair" in early.json["type"] and second["id"] in early.json["detail"]
    assert "repair-undone" in again.json["type"] and "repair-undone" in of_an_undo.json["type"]
    assert points(school, assignment) == {"Noor": (1.0, 5.0), "Sam": (0.0, 5.0)}
    undone(school, assignment, first["id"])
    undone(school, assignment, other["id"])
    assert points(school, assignment) == {"Noor": (0.0, 6.0), "Sam": (0.0, 6.0)}


def test_item_can_be_repaired_again_after_it(school: School) -> None:
    assignment, ids = published(school)
    ended(school, assignment, "Noor", {ids[0]: ["a"]})
    undone(school, assignment, repair(school, assignment, ids[0], action="accept_key", key=["c"])["id"])

    repair(school, assignment, ids[0], action="accept_key", key=["a"])

    assert points(school, assignment) == {"Noor": (1.0, 6.0)}


def test_copy_of_an_assignment_counts_as_its_model_and_is_put_back_with_it(school: School) -> None:
    assignment, ids = published(school)
    made = repair(school, assignment, ids[1], action="drop")
    copy = school.teacher.ok("POST", f"/assignments/{assignment['id']}/duplicate", {})
    ended(school, copy, "Noor", dict(zip(ids, RIGHT, strict=True)))
    assert points(school, copy) == {"Noor": (5.0, 5.0)}

    undone(school, assignment, made["id"])

    assert points(school, copy) == {"Noor": (6.0, 6.0)}


def test_item_that_its_teacher_has_worked_on_since_keeps_its_status(school: School) -> None:
    assignment, ids = published(school)
    made = repair(school, assignment, ids[0], action="full_credit")
    path = item_path(assignment, ids[0])
    school.clock.forward(minutes=1)
    school.teacher.ok("PATCH", path, {"status": "rejected", "reject_reason": "Bad"}, If_Match="*")

    undone(school, assignment, made["id"])

    item = school.teacher.ok("GET", path)
    assert (item["status"], item["reject_reason"]) == ("rejected", "Bad")
    assert WHY not in str(item["flaws"])


class OwnScorer(ScorerBase):
    interaction = "tests:own"
    title = "Own"


class OwnPlugin:
    @hookimpl
    def quizapi_register_scorers(self, register: Callable[[OwnScorer], None]) -> None:
        register(OwnScorer())


def published_own(school: School) -> tuple[dict[str, Any], str]:
    """An assignment of one item of a plugin's own interaction, and the item's id."""
    options = [{"id": letter, "text": letter} for letter in "abc"]
    own = {"interaction": "tests:own", "stem": "Say it.", "options": options, "key": ["a"]}
    assignment = school.assignment([own], feedback="submit")
    (item,) = school.teacher.ok("GET", f"/quizzes/{assignment['quiz_id']}/items")["items"]
    return assignment, item["id"]


def test_scores_of_a_plugins_own_scorer_come_back(quizapi_app: Callable[..., Flask]) -> None:
    school = make_school(quizapi_app(OwnPlugin()))
    assignment, item_id = published_own(school)
    ended(school, assignment, "Noor", {item_id: ["b"]})
    with write_transaction(school.context.sessions) as session:
        session.query(ResponseRow).filter_by(item_id=item_id).update({"score": 0.5})
    made = repair(school, assignment, item_id, action="drop")

    undone(school, assignment, made["id"])

    with school.context.sessions() as session:
        assert [row.score for row in session.query(ResponseRow).filter_by(item_id=item_id)] == [0.5]
        assert {row.action for row in session.query(RepairRow)} == {"drop", "undo"}


def test_what_a_plugins_own_scorer_had_not_scored_is_asked_for_once(
    quizapi_app: Callable[..., Flask],
) -> None:
    school = make_school(quizapi_app(OwnPlugin()))
    assignment, item_id = published_own(school)
    student = ended(school, assignment, "Noor", {item_id: ["b"]})
    made = repair(school, assignment, item_id, action="drop")
    with write_transaction(school.context.sessions) as session:  # it has found nothing to score
        session.query(JobRow).filter_by(kind="score_answers").update({"state": "succeeded"})

    undone(school, assignment, made["id"])

    with school.context.sessions() as session:
        (job,) = session.query(JobRow).filter_by(kind="score_answers", state="queued")
        assert job.subject_id == student.answer["id"]


def test_running_attempt_is_scored_as_before(school: School) -> None:
    assignment, ids = published(school)
    student = school.join(assignment, "Noor")
    answer(student, ids[0], ["c"])
    undone(school, assignment, repair(school, assignment, ids[0], action="accept_key", key=["c"])["id"])
    student.ok("POST", f"/attempts/{student.answer['id']}/submit")

    assert shown(student)["score"] == {"points": 0.0, "max": 6.0}


def test_unknown_and_anothers_repair_is_404(school: School) -> None:
    assignment, ids = published(school)
    made = repair(school, assignment, ids[0], action="drop")
    assert undo(school, assignment, "nothing").status_code == 404
    path = f"/quizzes/{assignment['quiz_id']}/repairs/{made['id']}/undo"
    assert school.another_teacher().send("POST", path, {"reason": BECAUSE}).status_code == 404
    assert undo(school, assignment, made["id"], reason="").status_code == 422
