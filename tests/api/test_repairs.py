"""An item turns out wrong after students answered: everybody's result is put right, and says why."""

from typing import Any

import pytest

from quizapi.store.engine import write_transaction
from quizapi.store.models import RepairRow, ResponseRow
from tests.api.delivery import ITEMS, RIGHT, Caller, School

WHY = "Two of the options were right."


def published(school: School, **rules: Any) -> tuple[dict[str, Any], list[str]]:
    """An assignment of all six kinds of items, and the ids of its items in their order."""
    assignment = school.assignment(**{"feedback": "submit", **rules})
    items = school.teacher.ok("GET", f"/quizzes/{assignment['quiz_id']}/items")["items"]
    return assignment, [item["id"] for item in items]


def answer(student: Caller, item_id: str, value: Any) -> Any:
    path = f"/attempts/{student.answer['id']}/responses/{item_id}"
    return student.ok("PUT", path, {"answer": value})


def ended(school: School, assignment: dict[str, Any], name: str, answers: dict[str, Any]) -> Caller:
    student = school.join(assignment, name)
    for item_id, value in answers.items():
        answer(student, item_id, value)
    student.ok("POST", f"/attempts/{student.answer['id']}/submit")
    return student


def repair(school: School, assignment: dict[str, Any], item_id: str, **body: Any) -> Any:
    path = f"/quizzes/{assignment['quiz_id']}/items/{item_id}/repair"
    return school.teacher.ok("POST", path, {"reason": WHY, **body})


def shown(student: Caller) -> dict[str, Any]:
    view: dict[str, Any] = student.ok("GET", f"/attempts/{student.answer['id']}")
    return view


def points(school: School, assignment: dict[str, Any]) -> dict[str, tuple[float, float]]:
    found = school.teacher.ok("GET", f"/assignments/{assignment['id']}/results")
    return {student["nickname"]: (student["points"], student["max"]) for student in found["students"]}


def test_another_key_is_accepted_and_all_attempts_are_scored_again(school_of_each: School) -> None:
    school = school_of_each
    assignment, ids = published(school)
    noor = ended(school, assignment, "Noor", {ids[0]: ["a"], ids[2]: False})
    sam = ended(school, assignment, "Sam", {ids[0]: ["b"]})
    lea = ended(school, assignment, "Lea", {ids[0]: ["c"]})
    made = repair(school, assignment, ids[0], action="accept_key", key=["a"])
    assert (made["attempts"], made["changed"]) == (3, 1)
    assert (made["made_by"], made["key"]) == (school.user_id, ["a"])
    assert points(school, assignment) == {"Noor": (2.0, 6.0), "Sam": (1.0, 6.0), "Lea": (0.0, 6.0)}
    view = shown(noor)
    assert view["score"] == {"points": 2.0, "max": 6.0}
    (told,) = view["repairs"]
    assert (told["reason"], told["score_before"], told["score_after"]) == (WHY, 0.0, 1.0)
    assert (told["before"]["points"], told["after"]["points"]) == (1.0, 2.0)
    (response,) = [r for r in view["responses"] if r["item_id"] == ids[0]]
    assert (response["correct"], response["repair"]["also_right"]) == (True, [["a"]])
    assert shown(sam)["repairs"] == shown(lea)["repairs"] == []


def test_full_credit_is_for_everybody_also_for_a_blank(school_of_each: School) -> None:
    school = school_of_each
    assignment, ids = published(school)
    wrong = ended(school, assignment, "Wrong", {ids[2]: True})
    blank = ended(school, assignment, "Blank", {})
    ended(school, assignment, "Right", {ids[2]: False})
    made = repair(school, assignment, ids[2], action="full_credit")
    assert made["changed"] == 2
    assert set(points(school, assignment).values()) == {(1.0, 6.0)}
    assert shown(wrong)["score"] == shown(blank)["score"] == {"points": 1.0, "max": 6.0}
    (unanswered,) = [u for u in shown(blank)["unanswered"] if u["item_id"] == ids[2]]
    assert (unanswered["score"], unanswered["repair"]["reason"]) == (1.0, WHY)
    figures = school.teacher.ok("GET", f"/assignments/{assignment['id']}/statistics")
    assert figures["items"][2]["facility_index"] == 1.0
    csv = school.teacher.ok("GET", f"/assignments/{assignment['id']}/results?format=csv").text
    assert [line.split(",")[8] for line in csv.splitlines()[1:]] == ["1", "1", "1"]


def test_dropped_item_counts_for_nobody(school_of_each: School) -> None:
    school = school_of_each
    assignment, ids = published(school)
    student = ended(school, assignment, "Noor", dict(zip(ids, RIGHT, strict=True)))
    ended(school, assignment, "Blank", {})
    assert shown(student)["score"] == {"points": 6.0, "max": 6.0}
    repair(school, assignment, ids[1], action="drop")
    assert points(school, assignment) == {"Noor": (5.0, 5.0), "Blank": (0.0, 5.0)}
    view = shown(student)
    assert view["score"] == {"points": 5.0, "max": 5.0}
    (response,) = [r for r in view["responses"] if r["item_id"] == ids[1]]
    assert (response["correct"], response["score"]) == (None, None)
    (told,) = view["repairs"]
    assert (told["before"], told["after"]) == ({"points": 6.0, "max": 6.0}, {"points": 5.0, "max": 5.0})
    item = school.teacher.ok("GET", f"/quizzes/{assignment['quiz_id']}/items/{ids[1]}")
    assert (item["status"], item["reject_reason"]) == ("rejected", WHY)
    figures = school.teacher.ok("GET", f"/assignments/{assignment['id']}/statistics")
    assert figures["quiz"]["max_points"] == 5.0


def test_attempt_that_runs_is_scored_by_the_repaired_item(school: School) -> None:
    assignment, ids = published(school)
    student = school.join(assignment, "Noor")
    answer(student, ids[0], ["c"])
    repair(school, assignment, ids[0], action="accept_key", key=["c"])
    repair(school, assignment, ids[5], action="accept_key", key="pier two")
    repair(school, assignment, ids[2], action="drop")
    answer(student, ids[5], "Pier Two")
    answer(student, ids[2], True)
    student.ok("POST", f"/attempts/{student.answer['id']}/submit")
    assert shown(student)["score"] == {"points": 2.0, "max": 5.0}


def test_answer_scored_by_the_old_key_while_the_repair_was_made_is_put_right_at_the_end(
    school: School,
) -> None:
    assignment, ids = published(school)
    student = school.join(assignment, "Noor")
    answer(student, ids[0], ["c"])
    repair(school, assignment, ids[0], action="accept_key", key=["c"])
    with write_transaction(school.context.sessions) as session:
        session.query(ResponseRow).update({"score": 0.0})
    student.ok("POST", f"/attempts/{student.answer['id']}/submit")
    assert shown(student)["score"]["points"] == 1.0


def test_second_repair_keeps_what_the_first_accepted(school: School) -> None:
    assignment, ids = published(school)
    ended(school, assignment, "Noor", {ids[0]: ["a"]})
    ended(school, assignment, "Sam", {ids[0]: ["c"]})
    for key in (["a"], ["c"]):
        repair(school, assignment, ids[0], action="accept_key", key=key)
    assert set(points(school, assignment).values()) == {(1.0, 6.0)}
    listed = school.teacher.ok("GET", f"/quizzes/{assignment['quiz_id']}/repairs")["items"]
    assert [entry["key"] for entry in listed] == [["c"], ["a"]]
    with school.context.sessions() as session:
        second = session.query(RepairRow).order_by(RepairRow.id.desc()).first()
    assert second is not None
    assert second.before[0]["repair"]["also_right"] == [["a"]]


def test_nothing_is_told_before_the_feedback_rule_allows_it(school: School) -> None:
    assignment, ids = published(school, feedback="never")
    student = ended(school, assignment, "Noor", {ids[0]: ["a"]})
    repair(school, assignment, ids[0], action="accept_key", key=["a"])
    view = shown(student)
    assert (view["repairs"], view["score"]) == ([], None)
    assert "repair" not in view["responses"][0]
    teachers = school.teacher.ok("GET", f"/attempts/{student.answer['id']}")
    assert [entry["reason"] for entry in teachers["repairs"]] == [WHY]


def test_every_assignment_of_the_item_is_repaired_and_no_other_quiz(school: School) -> None:
    assignment, ids = published(school)
    copy = school.teacher.ok("POST", f"/assignments/{assignment['id']}/duplicate", {})
    ended(school, copy, "Noor", {ids[0]: ["a"]})
    made = repair(school, assignment, ids[0], action="accept_key", key=["a"])
    assert made["assignment_ids"] == sorted([assignment["id"], copy["id"]])
    assert points(school, copy) == {"Noor": (1.0, 6.0)}


def test_item_loses_its_approval_and_says_why(school: School) -> None:
    assignment, ids = published(school)
    repair(school, assignment, ids[0], action="full_credit")
    item = school.teacher.ok("GET", f"/quizzes/{assignment['quiz_id']}/items/{ids[0]}")
    assert item["status"] == "proposed"
    assert WHY in item["flaws"][-1]["detail"]
    results = school.teacher.ok("GET", f"/assignments/{assignment['id']}/results")
    assert results["items"][0]["repair"]["reason"] == WHY
    assert results["items"][1]["repair"] is None


def test_results_have_another_etag_after_a_repair(school: School) -> None:
    assignment, ids = published(school)
    path = f"/assignments/{assignment['id']}/results"
    before = school.teacher.send("GET", path).headers["ETag"]
    repair(school, assignment, ids[0], action="drop")
    after = school.teacher.send("GET", path, If_None_Match=before)
    assert (after.status_code, after.json["max"]) == (200, 5.0)


REFUSED = [
    ({"action": "accept_key"}, 422, "key-needed"),
    ({"action": "drop", "key": ["a"]}, 422, "key-not-taken"),
    ({"action": "accept_key", "key": ["x"]}, 422, "key-misfit"),
    ({"action": "accept_key", "key": True}, 422, "key-misfit"),
    ({"action": "accept_key", "key": ["b"]}, 422, "key-right-already"),
    ({"action": "burn"}, 422, "invalid-request"),
    ({"action": "drop", "reason": ""}, 422, "invalid-request"),
]


@pytest.mark.parametrize(("body", "status", "name"), REFUSED, ids=[str(case[0]) for case in REFUSED])
def test_repair_that_makes_no_sense_is_refused(
    school: School, body: dict[str, Any], status: int, name: str
) -> None:
    assignment, ids = published(school)
    path = f"/quizzes/{assignment['quiz_id']}/items/{ids[0]}/repair"
    refused = school.teacher.send("POST", path, {"reason": WHY, **body})
    assert refused.status_code == status
    assert name in refused.json["type"]
    assert school.teacher.ok("GET", f"/quizzes/{assignment['quiz_id']}/repairs")["items"] == []


def test_item_that_nobody_was_given_is_not_repaired(school: School) -> None:
    quiz_id = school.quiz(ITEMS)
    (item, *_) = school.teacher.ok("GET", f"/quizzes/{quiz_id}/items")["items"]
    path = f"/quizzes/{quiz_id}/items/{item['id']}/repair"
    assert school.teacher.send("POST", path, {"action": "drop", "reason": WHY}).status_code == 409
    path = f"/quizzes/{quiz_id}/items/nothing/repair"
    assert school.teacher.send("POST", path, {"action": "drop", "reason": WHY}).status_code == 404
    stranger = school.another_teacher()
    assert stranger.send("POST", path, {"action": "drop", "reason": WHY}).status_code == 404
