"""What is stored about students goes after its time, without anybody asking; and what was done is noted."""

from sqlalchemy import func, select

from quizapi.services.retention import Retention, forget
from quizapi.store.models import (
    AllowanceRow,
    AttemptRow,
    AuditRow,
    FailedTriesRow,
    ResponseRow,
    RosterEntryRow,
    TokenRow,
)
from tests.api.delivery import RIGHT, School
from tests.api.test_accounts import MARA, SIGN_IN
from tests.api.test_results import answer
from tests.api.test_rosters import allow, join_by_slip, put_roster
from tests.api.test_students import everything_stored, joined_with_key

KEPT = Retention(attempts_days=100, audit_days=30)


def count(school: School, table: type) -> int:
    with school.context.sessions() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_old_attempts_go_with_all_that_belongs_to_them_and_new_ones_stay(school_of_each: School):
    school = school_of_each
    assignment = school.assignment()
    old = joined_with_key(school, assignment, "Xenophanes")
    answer(old, [*RIGHT[:5], "my secret words"])
    allow(school, assignment, old.answer["id"], extra_time_s=60)
    school.clock.forward(days=99)
    new = joined_with_key(school, assignment, "Thales")
    answer(new, RIGHT)
    assert forget(school.context.sessions, KEPT, now=school.clock()) == 0
    school.clock.forward(days=2)
    assert forget(school.context.sessions, KEPT, now=school.clock()) == 1
    left = everything_stored(school)
    for trace in ("Xenophanes", "my secret words", old.answer["id"]):
        assert trace not in left
    assert (count(school, AttemptRow), count(school, ResponseRow), count(school, AllowanceRow)) == (1, 6, 0)
    assert new.ok("GET", f"/attempts/{new.answer['id']}")["score"]["points"] == 6.0
    assert forget(school.context.sessions, KEPT, now=school.clock()) == 0


def test_names_of_a_roster_go_and_it_still_keeps_others_out(school: School):
    assignment = school.assignment()
    entries = put_roster(school, assignment, "Xenophanes", "Never Came")["entries"]
    answer(join_by_slip(school, assignment, entries[0]["code"]), RIGHT)
    school.clock.forward(days=101)
    forget(school.context.sessions, KEPT, now=school.clock())
    left = everything_stored(school)
    assert "Xenophanes" not in left and "Never Came" not in left
    assert not any(entry["code"] in left for entry in entries)
    assert count(school, RosterEntryRow) == 2
    stranger = {"join_code": assignment["join_code"], "nickname": "Stranger"}
    assert school.anybody().send("POST", "/attempts", stranger).status_code == 422


def test_zero_days_keep_attempts_for_good(school: School):
    school.join(school.assignment())
    school.clock.forward(days=10_000)
    assert forget(school.context.sessions, Retention(0, 1), now=school.clock()) == 0
    assert count(school, AttemptRow) == 1


def test_events_counters_and_dead_tokens_go_too(school: School):
    school.anybody().ok("POST", "/users", MARA)
    school.anybody().ok("POST", "/tokens", {**SIGN_IN, "expires_in_days": 5})
    school.anybody().send("POST", "/tokens", {**SIGN_IN, "password": "something else"})
    tokens = count(school, TokenRow)
    school.clock.forward(days=31)
    forget(school.context.sessions, KEPT, now=school.clock())
    assert (count(school, AuditRow), count(school, FailedTriesRow)) == (0, 0)
    assert count(school, TokenRow) == tokens - 1


def test_exports_and_deletions_are_noted_by_ids_alone(school_of_each: School):
    school = school_of_each
    teacher, assignment = school.teacher, school.assignment()
    student = joined_with_key(school, assignment, "Xenophanes")
    answer(student, RIGHT)
    path = f"/assignments/{assignment['id']}"
    for suffix in ("?format=csv", "?format=xlsx", ""):
        assert teacher.send("GET", f"{path}/results{suffix}").status_code == 200
    assert teacher.send("GET", f"/quizzes/{assignment['quiz_id']}/export?format=json").status_code == 200
    one = f"{path}/students/{student.answer['id']}"
    teacher.ok("DELETE", one, If_Match=teacher.send("GET", one).headers["ETag"])
    assert teacher.send("DELETE", path, If_Match="*").status_code == 204
    (article,) = teacher.ok("GET", f"/quizzes/{assignment['quiz_id']}")["articles"]
    assert teacher.send("DELETE", f"/quizzes/{assignment['quiz_id']}", If_Match="*").status_code == 204
    assert teacher.send("DELETE", f"/articles/{article['id']}", If_Match="*").status_code == 204
    with school.context.sessions() as session:
        rows = session.scalars(select(AuditRow).order_by(AuditRow.id)).all()
    assert [(row.event, row.subject) for row in rows] == [
        ("results-exported", assignment["id"]),
        ("results-exported", assignment["id"]),
        ("quiz-exported", assignment["quiz_id"]),
        ("student-exported", assignment["id"]),
        ("student-erased", assignment["id"]),
        ("assignment-deleted", assignment["id"]),
        ("quiz-deleted", assignment["quiz_id"]),
        ("article-deleted", article["id"]),
    ]
    assert {row.user_id for row in rows} == {school.user_id}
    assert not any("Xenophanes" in str(vars(row)) for row in rows)


def test_what_is_undone_is_not_noted(school: School):
    assignment = school.assignment()
    school.join(assignment)
    refused = school.teacher.send("DELETE", f"/quizzes/{assignment['quiz_id']}", If_Match="*")
    assert refused.status_code == 409 and count(school, AuditRow) == 0
