"""What students did with an item goes back to it, beside the estimate."""

from typing import Any

from quizapi.services.measuring import estimate_in
from quizapi.store.engine import write_transaction
from quizapi.store.models import AttemptRow
from quizapi.store.types import new_id
from tests.api.delivery import ITEMS, RIGHT, WRONG, School
from tests.api.test_repairs import ended, published, repair


def difficulty(school: School, assignment: dict[str, Any]) -> list[dict[str, Any]]:
    items = school.teacher.ok("GET", f"/quizzes/{assignment['quiz_id']}/items")["items"]
    one = school.teacher.ok("GET", f"/quizzes/{assignment['quiz_id']}/items/{items[0]['id']}")
    assert one["difficulty"] == items[0]["difficulty"]
    return [item["difficulty"] for item in items]


def answered(school: School, assignment: dict[str, Any], ids: list[str], *, right: int, wrong: int) -> None:
    for n in range(right + wrong):
        answers = RIGHT if n < right else WRONG
        ended(school, assignment, f"Student {n}", dict(zip(ids, answers, strict=True)))


def test_nothing_is_measured_before_anybody_has_met_the_item(school: School) -> None:
    assignment, _ = published(school)
    school.join(assignment, "Noor")

    assert difficulty(school, assignment) == [{"estimated": None, "measured": None}] * len(ITEMS)


def test_facility_is_that_of_the_statistics_and_null_with_too_few(school_of_each: School) -> None:
    school = school_of_each
    assignment, ids = published(school)
    answered(school, assignment, ids, right=7, wrong=2)
    assert difficulty(school, assignment)[0]["measured"] == {"facility_index": None, "attempts": 9}
    ended(school, assignment, "Blank", {})

    figures = school.teacher.ok("GET", f"/assignments/{assignment['id']}/statistics")["items"]

    shown = [one["measured"] for one in difficulty(school, assignment)]
    assert [one["attempts"] for one in shown] == [10] * len(ids)
    for one, figure in zip(shown, figures, strict=True):
        assert abs(one["facility_index"] - figure["facility_index"]) < 1e-9


def test_assignments_of_the_same_item_are_taken_together(school: School) -> None:
    assignment, ids = published(school)
    copy = school.teacher.ok("POST", f"/assignments/{assignment['id']}/duplicate", {})
    answered(school, assignment, ids, right=5, wrong=0)
    answered(school, copy, ids, right=0, wrong=5)

    assert difficulty(school, assignment)[0]["measured"] == {"facility_index": 0.5, "attempts": 10}


def test_second_attempts_tell_nothing(school: School) -> None:
    assignment, ids = published(school, attempts_allowed=2)
    ended(school, assignment, "Noor", {ids[0]: WRONG[0]})
    with write_transaction(school.context.sessions) as session:
        (first,) = session.query(AttemptRow).all()
        values = {c.name: getattr(first, c.name) for c in AttemptRow.__table__.columns}
        session.add(AttemptRow(**{**values, "id": new_id(), "number": 2, "token_hash": "another"}))

    assert difficulty(school, assignment)[0]["measured"]["attempts"] == 1


def test_repairs_count(school: School) -> None:
    assignment, ids = published(school)
    answered(school, assignment, ids, right=4, wrong=6)
    repair(school, assignment, ids[0], action="accept_key", key=WRONG[0])
    repair(school, assignment, ids[1], action="drop")
    repair(school, assignment, ids[2], action="full_credit")

    shown = difficulty(school, assignment)

    assert shown[0]["measured"]["facility_index"] == 1.0
    assert shown[2]["measured"]["facility_index"] == 1.0


def test_item_that_was_edited_is_another_one(school: School) -> None:
    assignment, ids = published(school)
    answered(school, assignment, ids, right=10, wrong=0)
    path = f"/quizzes/{assignment['quiz_id']}/items/{ids[2]}"
    school.teacher.ok("PATCH", path, {"stem": "The port stayed open."}, If_Match="*")

    shown = difficulty(school, assignment)

    assert shown[2]["measured"] is None and shown[0]["measured"]["attempts"] == 10


def test_estimate_is_the_number_among_the_tags() -> None:
    assert estimate_in(["form:order", "difficulty:0.42"]) == 0.42
    assert estimate_in(["difficulty:hard", "difficulty:1.00"]) == 1.0
    assert estimate_in(["difficulty:hard"]) is None
