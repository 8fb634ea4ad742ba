"""What teachers do with a generator's items, and how students fare with them."""

import pytest

from tests.api.delivery import ITEMS, RIGHT, WRONG, School
from tests.api.test_results import answer


def made(version="1.0.0", **values):
    return {**ITEMS[0], "generator": "true-false", "generator_version": version, **values}


def quality(school: School, name="true-false"):
    return school.teacher.ok("GET", f"/generators/{name}/quality")


def test_decisions_are_counted_by_version(school_of_each: School):
    school = school_of_each
    school.quiz(
        [
            made(),
            made(status="accepted", tags=["edited"]),
            made(status="accepted"),
            made(status="rejected", reject_reason="too easy"),
            made(status="rejected", reject_reason="too easy"),
            made(status="rejected"),
            made(status="spare"),
            made("2.0.0", status="replaced"),
            {**ITEMS[0], "generator": "other"},
        ],
        status="proposed",
    )
    one, two = quality(school)["versions"]
    counts = ("offered", "proposed", "accepted", "edited", "rejected", "replaced")
    assert [one[name] for name in counts] == [6, 1, 2, 1, 3, 0]
    assert one["accepted_share"] == pytest.approx(0.4)
    assert one["reject_reasons"] == [{"reason": "too easy", "count": 2}, {"reason": "", "count": 1}]
    assert (two["version"], two["replaced"], two["accepted_share"]) == ("2.0.0", 1, 0.0)
    assert one["measured_items"] == 0 and one["mean_facility_index"] is None


def test_figures_come_from_items_that_enough_students_answered(school_of_each: School):
    school = school_of_each
    assignment = school.assignment([made(), ITEMS[1], ITEMS[2]])
    for number in range(10):
        answers = RIGHT if number < 6 else WRONG
        answer(school.join(assignment, f"S{number}"), answers[:3])
    few = school.assignment([made()])
    answer(school.join(few), RIGHT[:1])
    version = quality(school)["versions"][0]
    assert version["measured_items"] == 1
    assert version["mean_facility_index"] == pytest.approx(0.6)
    assert version["mean_discrimination_index"] == pytest.approx(1.0)


def test_quality_is_of_ones_own_quizzes_alone(school: School):
    school.quiz([made()])
    assert school.another_teacher().ok("GET", "/generators/true-false/quality")["versions"] == []
    assert school.teacher.send("GET", "/generators/nothing/quality").status_code == 404
    assert school.teacher.send("GET", "/generators/%00/quality").status_code == 404
    assert school.anybody().send("GET", "/generators/true-false/quality").status_code == 401
