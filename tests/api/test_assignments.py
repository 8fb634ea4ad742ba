"""Publishing, rules, closing, reopening, copying."""

import re
import uuid

import pytest

from quizapi.services.join_codes import ALPHABET
from quizapi.store.engine import write_transaction
from quizapi.store.models import ItemRow
from tests.api.delivery import ITEMS, School


def patch(school: School, assignment, changes, **headers):
    return school.teacher.send("PATCH", f"/assignments/{assignment['id']}", changes, **headers)


def test_publishing_gives_a_code_and_a_link(school: School):
    quiz_id = school.quiz()
    answer = school.teacher.send("POST", f"/quizzes/{quiz_id}/assignments", {})
    made = answer.json
    assert answer.status_code == 201 and answer.headers["Location"] == f"/api/v1/assignments/{made['id']}"
    assert answer.headers["ETag"] == f'"{made["etag"]}"'
    assert re.fullmatch(f"[{ALPHABET}]{{8}}", made["join_code"])
    assert made["join_url"] == f"http://127.0.0.1:8000/join/{made['join_code']}"
    assert made["title"] == "The port" and made["state"] == "open" and made["attempts"] == 0
    assert (made["feedback"], made["attempts_allowed"], made["attempt_counts"]) == ("submit", 1, "last")
    assert school.teacher.ok("GET", f"/assignments/{made['id']}") == made


def test_only_accepted_items_are_published_in_the_quizzes_order(school: School):
    items = [
        {**ITEMS[0], "stem": str(n), "status": status}
        for n, status in enumerate(["accepted", "proposed", "rejected", "spare", "accepted", "replaced"])
    ]
    student = school.join(school.assignment(items))
    assert [item["stem"] for item in student.answer["items"]] == ["0", "4"]


@pytest.mark.parametrize("status", ["proposed", "rejected", "spare"])
def test_without_an_accepted_item_there_is_nothing_to_publish(school: School, status: str):
    quiz_id = school.quiz(status=status)
    refused = school.teacher.send("POST", f"/quizzes/{quiz_id}/assignments", {})
    assert refused.status_code == 409 and refused.json["type"].endswith("#nothing-to-publish")
    assert school.teacher.ok("GET", "/assignments")["items"] == []


def test_items_nobody_has_reviewed_are_published_by_the_setting_alone_and_marked(quizapi_app):
    from tests.api.delivery import make_school

    school = make_school(quizapi_app(allow_unreviewed=True))
    quiz_id = school.quiz(status="proposed")
    made = school.teacher.ok("POST", f"/quizzes/{quiz_id}/assignments", {})
    assert made["unreviewed"] is True and school.join(made).answer["unreviewed"] is True
    assert school.assignment()["unreviewed"] is False


def test_items_whose_checks_are_pending_are_not_published(school: School):
    quiz_id = school.quiz([ITEMS[0], {**ITEMS[1], "checks": "pending"}])
    refused = school.teacher.send("POST", f"/quizzes/{quiz_id}/assignments", {})
    assert refused.status_code == 409 and refused.json["type"].endswith("#checks-pending")


def test_later_edits_of_the_quiz_do_not_reach_a_published_version(school: School):
    assignment = school.assignment([ITEMS[0]])
    with write_transaction(school.context.sessions) as session:
        for row in session.query(ItemRow):
            row.stem, row.key, row.status = "edited", {"value": ["a"]}, "rejected"
    student = school.join(assignment, "Late")
    item = student.answer["items"][0]
    assert item["stem"] == "Who said so?"
    student.ok("PUT", f"/attempts/{student.answer['id']}/responses/{item['id']}", {"answer": ["b"]})
    assert student.ok("POST", f"/attempts/{student.answer['id']}/submit")["score"]["points"] == 1.0


def test_the_same_key_publishes_once(school: School):
    quiz_id, key = school.quiz(), str(uuid.uuid4())
    path = f"/quizzes/{quiz_id}/assignments"
    first = school.teacher.ok("POST", path, {}, Idempotency_Key=key)
    assert school.teacher.ok("POST", path, {}, Idempotency_Key=key) == first
    assert school.teacher.send("POST", path, {"title": "B"}, Idempotency_Key=key).status_code == 409
    assert len(school.teacher.ok("GET", "/assignments")["items"]) == 1


def test_lists_are_cut_into_pages_newest_first(school: School):
    quiz_id = school.quiz()
    path = f"/quizzes/{quiz_id}/assignments"
    made = [school.teacher.ok("POST", path, {"title": f"A{n}"}) for n in range(5)]
    school.assignment()
    first = school.teacher.ok("GET", f"{path}?limit=3")
    second = school.teacher.ok("GET", f"{path}?limit=3&cursor={first['next_cursor']}")
    assert [*first["items"], *second["items"]] == made[::-1] and second["next_cursor"] is None
    assert len(school.teacher.ok("GET", "/assignments")["items"]) == 6
    assert school.teacher.send("GET", f"{path}?cursor=x").status_code == 422


def test_another_teachers_assignment_is_not_found(school: School):
    assignment = school.assignment()
    stranger = school.another_teacher()
    path = f"/assignments/{assignment['id']}"
    for method, target, body in (
        ("GET", path, None),
        ("PATCH", path, {"title": "x"}),
        ("POST", f"{path}/close", None),
        ("POST", f"{path}/reopen", None),
        ("POST", f"{path}/duplicate", None),
        ("POST", f"/quizzes/{assignment['quiz_id']}/assignments", {}),
        ("GET", f"/quizzes/{assignment['quiz_id']}/assignments", None),
    ):
        assert stranger.send(method, target, body, If_Match="*").status_code == 404, target
        assert school.anybody().send(method, target, body).status_code == 401, target
    assert stranger.ok("GET", "/assignments")["items"] == []


def test_changes_need_the_version_that_was_read(school: School):
    assignment = school.assignment()
    assert patch(school, assignment, {"title": "B"}).status_code == 428
    changed = patch(school, assignment, {"title": "B"}, If_Match=f'"{assignment["etag"]}"')
    assert changed.status_code == 200 and changed.json["title"] == "B"
    assert changed.json["etag"] != assignment["etag"]
    assert patch(school, assignment, {"title": "C"}, If_Match=f'"{assignment["etag"]}"').status_code == 412
    assert patch(school, assignment, {"title": "C"}, If_Match="*").json["title"] == "C"


def test_a_patch_changes_what_it_names_and_nothing_else(school: School):
    assignment = school.assignment(feedback="never", time_limit_s=600, shuffle_items=True)
    changed = patch(school, assignment, {"feedback": "each"}, If_Match="*").json
    assert {**changed, "etag": 0} == {**assignment, "feedback": "each", "etag": 0}
    assert patch(school, assignment, {"time_limit_s": None}, If_Match="*").json["time_limit_s"] is None


@pytest.mark.parametrize(
    ("rules", "pointer"),
    [
        ({"feedback": "sometimes"}, "/feedback"),
        ({"time_limit_s": 0}, "/time_limit_s"),
        ({"time_limit_s": "60"}, "/time_limit_s"),
        ({"attempts_allowed": 0}, "/attempts_allowed"),
        ({"attempts_allowed": True}, "/attempts_allowed"),
        ({"shuffle_items": "yes"}, "/shuffle_items"),
        ({"show_article": None}, "/show_article"),
        ({"opens_at": "tomorrow"}, "/opens_at"),
        ({"opens_at": "2026-03-02T10:00:00"}, "/opens_at"),
        ({"closes_at": "2026-03-01T10:00:00Z"}, "/closes_at"),
        ({"opens_at": "2026-03-03T10:00:00Z", "closes_at": "2026-03-03T09:00:00Z"}, "/closes_at"),
        ({"title": ""}, "/title"),
        ({"title": "a\x00b"}, "/title"),
        ({"join_code": "MYCODE"}, "/join_code"),
        ({"attempt_counts": "worst"}, "/attempt_counts"),
    ],
)
def test_faulty_rules_say_where(school: School, rules, pointer):
    refused = school.teacher.send("POST", f"/quizzes/{school.quiz()}/assignments", rules)
    assert refused.status_code == 422 and refused.json["errors"][0]["pointer"] == pointer


def test_closing_ends_running_attempts_and_reopening_leaves_them_ended(school_of_each: School):
    school = school_of_each
    assignment = school.assignment(feedback="close")
    path = f"/assignments/{assignment['id']}"
    student = school.join(assignment)
    attempt = f"/attempts/{student.answer['id']}"
    school.clock.forward(minutes=5)
    closed = school.teacher.ok("POST", f"{path}/close")
    assert closed["state"] == "closed" and closed["closed_at"] == "2026-03-02T09:05:00Z"
    assert school.teacher.ok("POST", f"{path}/close") == closed
    assert student.ok("GET", attempt)["state"] == "open"  # an answer may be under way
    school.clock.forward(seconds=6)
    seen = student.ok("GET", attempt)
    assert seen["state"] == "expired" and seen["submitted_at"] == "2026-03-02T09:05:00Z" and seen["score"]
    reopened = school.teacher.ok("POST", f"{path}/reopen", {"closes_at": "2026-03-02T10:00:00Z"})
    assert (reopened["state"], reopened["closed_at"]) == ("open", None)
    assert student.ok("GET", attempt)["state"] == "expired"
    assert school.join(assignment, "Late").answer["deadline"] == "2026-03-02T10:00:00Z"


def test_reopening_ends_first_what_was_due_though_nobody_had_looked(school: School):
    assignment = school.assignment()
    student = school.join(assignment)
    school.teacher.ok("POST", f"/assignments/{assignment['id']}/close")
    school.clock.forward(minutes=1)
    school.teacher.ok("POST", f"/assignments/{assignment['id']}/reopen")
    assert student.ok("GET", f"/attempts/{student.answer['id']}")["state"] == "expired"


def test_reopening_takes_off_a_closing_date_that_has_passed(school: School):
    assignment = school.assignment(closes_at="2026-03-02T10:00:00Z")
    school.clock.forward(hours=2)
    assert school.teacher.ok("GET", f"/assignments/{assignment['id']}")["state"] == "closed"
    reopened = school.teacher.ok("POST", f"/assignments/{assignment['id']}/reopen")
    assert (reopened["state"], reopened["closes_at"]) == ("open", None)
    refused = school.teacher.send(
        "POST", f"/assignments/{assignment['id']}/reopen", {"closes_at": "2026-03-02T10:30:00Z"}
    )
    assert refused.status_code == 422


def test_new_rules_move_the_deadlines_of_running_attempts(school: School):
    assignment = school.assignment(time_limit_s=600)
    student = school.join(assignment)
    patch(school, assignment, {"time_limit_s": 1200}, If_Match="*")
    attempt = f"/attempts/{student.answer['id']}"
    assert student.ok("GET", attempt)["deadline"] == "2026-03-02T09:20:00Z"
    patch(school, assignment, {"closes_at": "2026-03-02T09:15:00Z"}, If_Match="*")
    assert student.ok("GET", attempt)["deadline"] == "2026-03-02T09:15:00Z"
    patch(school, assignment, {"closes_at": None, "time_limit_s": None}, If_Match="*")
    assert student.ok("GET", attempt)["deadline"] is None


def test_a_copy_has_the_same_items_and_rules_under_a_new_code(school: School):
    assignment = school.assignment(feedback="each", time_limit_s=60, closes_at="2026-03-02T10:00:00Z")
    school.join(assignment)
    path = f"/assignments/{assignment['id']}/duplicate"
    answer = school.teacher.send("POST", path, {"title": "Class 9b"})
    copy = answer.json
    assert answer.status_code == 201 and copy["title"] == "Class 9b" and copy["attempts"] == 0
    assert copy["join_code"] != assignment["join_code"] and copy["closes_at"] is None
    assert (copy["feedback"], copy["time_limit_s"]) == ("each", 60)
    assert len(school.join(copy).answer["items"]) == len(ITEMS)
    assert school.teacher.ok("POST", path)["title"] == "The port"


def test_codes_are_never_twice_the_same_and_have_no_look_alikes(school: School):
    from quizapi.services.join_codes import new_code

    codes = {new_code() for _ in range(2_000)}
    assert len(codes) == 2_000
    assert not set("".join(codes)) & set("0OQ1IL2Z5S8BUVAE")
