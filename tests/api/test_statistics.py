"""Statistics of an assignment over HTTP; the formulas have tests of their own."""

import pytest

from quizapi.scoring.statistics import item_statistics, quiz_statistics
from tests.api.delivery import ITEMS, RIGHT, WRONG, School
from tests.api.test_results import again, answer


def statistics(school: School, assignment):
    return school.teacher.ok("GET", f"/assignments/{assignment['id']}/statistics")


def test_nobody_has_finished(school: School):
    assignment = school.assignment()
    answer(school.join(assignment), RIGHT, submit=False)
    seen = statistics(school, assignment)
    assert (seen["n"], seen["too_few"]) == (0, True)
    assert seen["quiz"]["mean"] is None and seen["items"][0]["facility_index"] is None
    assert seen["items"][0]["hint"] == "Nobody has finished yet."


def test_figures_are_those_of_the_scores(school_of_each: School):
    school = school_of_each
    items = [ITEMS[0], ITEMS[2], ITEMS[1]]
    assignment = school.assignment(items)
    given = [
        (["b"], False, ["a", "c"]),
        (["b"], True, ["a"]),
        (["b"], False, None),
        (["c"], None, ["b"]),
        (["b"], False, ["a", "c"]),
        (None, True, ["a", "b", "c"]),
    ]
    for number, answers in enumerate(given):
        answer(school.join(assignment, f"S{number}"), answers)
    scores = [[1, 1, 1, 0, 1, 0], [1, 0, 1, 0, 1, 0], [1, 0.5, 0, 0, 1, 0.5]]
    seen = statistics(school, assignment)
    quiz = quiz_statistics(scores)
    for name in (
        "n",
        "mean",
        "median",
        "standard_deviation",
        "skewness",
        "kurtosis",
        "internal_consistency",
        "error_ratio",
        "standard_error",
    ):
        assert seen["quiz"][name] == pytest.approx(getattr(quiz, name)), name
        assert name == "n" or seen["quiz"]["hints"][name]
    for shown, figures in zip(seen["items"], item_statistics(scores), strict=True):
        for name in (
            "facility_index",
            "standard_deviation",
            "intended_weight",
            "effective_weight",
            "discrimination_index",
            "discriminative_efficiency",
        ):
            assert shown[name] == pytest.approx(getattr(figures, name)), name
            assert shown["hints"][name]
    assert [item["random_guess_score"] for item in seen["items"]][:2] == [pytest.approx(1 / 3), 0.5]


def test_options_are_counted_with_what_their_choosers_scored(school: School):
    assignment = school.assignment([ITEMS[0], ITEMS[2]])
    for number, answers in enumerate([(["b"], False), (["b"], True), (["a"], False), (None, True)]):
        answer(school.join(assignment, f"S{number}"), answers)
    choice, true_false = statistics(school, assignment)["items"]
    rows = [(o["id"], o["is_key"], o["count"], o["share"], o["mean_points"]) for o in choice["options"]]
    assert rows == [("a", False, 1, 0.25, 1.0), ("b", True, 2, 0.5, 1.5), ("c", False, 0, 0.0, None)]
    assert choice["no_answer"] == {"count": 1, "share": 0.25, "mean_points": 0.0}
    assert [(o["id"], o["is_key"], o["count"]) for o in true_false["options"]] == [
        ("true", False, 2),
        ("false", True, 2),
    ]


def test_pairs_orders_and_texts_are_counted(school: School):
    assignment = school.assignment([ITEMS[3], ITEMS[4], ITEMS[5]])
    for number, text in enumerate(["Quaggakey Harbour", "quaggakey harbour!", "elsewhere"]):
        answer(school.join(assignment, f"S{number}"), [["w", "y", "x", "z"], [["a", "1"], ["b", "3"]], text])
    order, match, text = statistics(school, assignment)["items"]
    assert [(o["text"], o["count"]) for o in order["options"]] == [("Step w > Step y > Step x > Step z", 3)]
    assert {o["id"]: (o["count"], o["is_key"]) for o in match["options"]} == {
        "a=1": (3, True),
        "b=3": (3, False),
        "b=2": (0, True),
        "c=3": (0, True),
    }
    assert [(o["id"], o["count"], o["is_key"]) for o in text["options"]] == [
        ("quaggakey harbour", 2, True),
        ("elsewhere", 1, False),
    ]


@pytest.mark.parametrize(
    ("rule", "n", "mean"), [("best", 2, 4.5), ("first", 2, 3.5), ("last", 2, 4.0), ("mean", 4, 3.0)]
)
def test_one_attempt_of_each_student_is_used_or_under_mean_all(school: School, rule, n, mean):
    assignment = school.assignment(attempts_allowed=3, attempt_counts=rule)
    answer(school.join(assignment, "Once"), RIGHT)
    student = school.join(assignment, "Often")
    for right in (1, 3, 2):
        answer(student, [*RIGHT[:right], *[None] * (6 - right)])
        if right != 2:
            student = again(school, student, assignment)
    seen = statistics(school, assignment)

    assert (seen["n"], seen["quiz"]["mean"]) == (n, pytest.approx(mean))


def test_a_key_that_is_wrong_is_pointed_out(school: School):
    wrong_key = {**ITEMS[0], "key": ["c"]}
    assignment = school.assignment([wrong_key, ITEMS[1], ITEMS[2]])
    for number in range(6):
        answer(school.join(assignment, f"Strong{number}"), [["b"], RIGHT[1], RIGHT[2]])
        answer(school.join(assignment, f"Weak{number}"), [["c"], WRONG[1], WRONG[2]])
    first = statistics(school, assignment)["items"][0]
    assert first["discrimination_index"] < 0 and "look at the key" in first["hint"] and not first["too_few"]
