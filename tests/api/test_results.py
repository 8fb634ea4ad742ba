"""Results per student and per item, as JSON and as CSV, live."""

import csv
import io
import itertools

import pytest
from openpyxl import load_workbook

from tests.api.delivery import ITEMS, RIGHT, WRONG, Caller, School


def answer(student: Caller, answers, *, submit=True):
    """Answer the items in the order of the quiz; None leaves one blank."""
    path = f"/attempts/{student.answer['id']}"
    for item, given in zip(student.answer["items"], answers, strict=True):
        if given is not None:
            student.ok("PUT", f"{path}/responses/{item['id']}", {"answer": given})
    return student.ok("POST", f"{path}/submit") if submit else None


def again(school: School, student: Caller, assignment) -> Caller:
    """The same student's next attempt."""
    made = student.ok("POST", "/attempts", {"join_code": assignment["join_code"]})
    return Caller(school.app.test_client(), made["token"], made)


def results(school: School, assignment, query=""):
    return school.teacher.ok("GET", f"/assignments/{assignment['id']}/results{query}")


def table(text: str):
    return list(csv.DictReader(io.StringIO(text)))


def test_results_per_student_and_per_item(school_of_each: School):
    school = school_of_each
    assignment = school.assignment()
    answer(school.join(assignment, "All"), RIGHT)
    answer(school.join(assignment, "None"), WRONG)
    answer(school.join(assignment, "Half"), [*RIGHT[:3], None, None, None], submit=False)
    seen = results(school, assignment)
    assert [(s["nickname"], s["points"], s["state"], s["answered"]) for s in seen["students"]] == [
        ("All", 6.0, "submitted", 6),
        ("None", pytest.approx(0.0), "submitted", 6),
        ("Half", 3.0, "open", 3),
    ]
    first, last = seen["items"][0], seen["items"][5]
    assert (first["answered"], first["correct"], first["mean_score"]) == (3, 2, pytest.approx(2 / 3))
    assert (last["answered"], last["correct"]) == (2, 1)
    responses = seen["students"][0]["responses"]
    assert [r["answer"] for r in responses] == RIGHT and all(r["correct"] for r in responses)
    assert seen["max"] == 6.0


@pytest.mark.parametrize(("rule", "points"), [("best", 3.0), ("last", 2.0), ("first", 1.0), ("mean", 2.0)])
def test_the_attempt_that_counts(school: School, rule: str, points: float):
    assignment = school.assignment(attempts_allowed=4, attempt_counts=rule)
    student = school.join(assignment)
    for right in (1, 3, 2):
        answer(student, [*RIGHT[:right], *[None] * (6 - right)])
        student = again(school, student, assignment)
    seen = results(school, assignment)["students"]
    assert len(seen) == 1 and seen[0]["points"] == pytest.approx(points)
    assert [a["state"] for a in seen[0]["attempts"]] == ["submitted"] * 3 + ["open"]
    counted = [a["points"] for a in seen[0]["attempts"] if a["counts"]]
    assert counted == ([1.0, 3.0, 2.0] if rule == "mean" else [points])


def test_an_attempt_out_of_time_is_shown_as_expired(school: School):
    assignment = school.assignment(time_limit_s=60)
    answer(school.join(assignment), [["b"], *[None] * 5], submit=False)
    school.clock.forward(minutes=2)
    shown = results(school, assignment)["students"][0]
    assert (shown["state"], shown["points"]) == ("expired", 1.0)


def test_results_are_polled_by_their_etag(school_of_each: School):
    school = school_of_each
    assignment = school.assignment(time_limit_s=600)
    path = f"/assignments/{assignment['id']}"
    tags = {}

    def changed(kind):
        answered = school.teacher.send("GET", f"{path}/{kind}", If_None_Match=tags.get(kind, ""))
        if answered.status_code == 304:
            assert answered.data == b"" and answered.headers["ETag"] == tags[kind]
        tags[kind] = answered.headers["ETag"]
        return answered.status_code == 200

    def poll():
        return [changed(kind) for kind in ("results", "statistics", "attempts")]

    assert poll() == [True] * 3 and poll() == [False] * 3
    student = school.join(assignment)
    assert poll() == [True] * 3
    item = student.answer["items"][0]["id"]
    for given in (["a"], ["b"], ["c"]):
        school.clock.forward(seconds=1)
        student.ok("PUT", f"/attempts/{student.answer['id']}/responses/{item}", {"answer": given})
        assert poll() == [True] * 3 and poll() == [False] * 3
    school.clock.forward(minutes=20)  # nobody writes; the time is over
    assert poll() == [True] * 3 and poll() == [False] * 3


def test_a_change_that_was_not_the_latest_and_scores_the_same_is_seen(school: School):
    """It waited for its turn to be stored, and meanwhile another student's answer came by."""
    assignment = school.assignment()
    slow, quick = school.join(assignment, "Slow"), school.join(assignment, "Quick")
    item = slow.answer["items"][0]["id"]
    path = f"/attempts/{slow.answer['id']}/responses/{item}"
    slow.ok("PUT", path, {"answer": ["a"]})
    school.clock.forward(seconds=5)
    quick.ok("PUT", f"/attempts/{quick.answer['id']}/responses/{item}", {"answer": ["b"]})
    polled = {kind: f"/assignments/{assignment['id']}/{kind}" for kind in ("results", "statistics")}
    tags = {kind: school.teacher.send("GET", one).headers["ETag"] for kind, one in polled.items()}
    school.clock.forward(seconds=-2)
    slow.ok("PUT", path, {"answer": ["c"]})
    for kind, one in polled.items():
        assert school.teacher.send("GET", one, If_None_Match=tags[kind]).status_code == 200, kind


def test_the_list_of_attempts_tells_who_has_answered_what(school: School):
    assignment = school.assignment()
    for number in range(5):
        answer(
            school.join(assignment, f"S{number}"),
            [*RIGHT[:number], *[None] * (6 - number)],
            submit=number > 2,
        )
    path = f"/assignments/{assignment['id']}/attempts"
    first = school.teacher.ok("GET", f"{path}?limit=3")
    second = school.teacher.ok("GET", f"{path}?limit=3&cursor={first['next_cursor']}")
    rows = [*first["items"], *second["items"]]
    assert [row["nickname"] for row in rows] == ["S0", "S1", "S2", "S3", "S4"]
    assert [len(row["responses"]) for row in rows] == [0, 1, 2, 3, 4]
    assert [row["score"] for row in rows[2:4]] == [None, {"points": 3.0, "max": 6.0}]


def test_results_belong_to_the_teacher_and_need_the_scope(school: School):
    assignment = school.assignment()
    for kind in ("results", "statistics", "attempts", "results?format=csv"):
        path = f"/assignments/{assignment['id']}/{kind}"
        assert school.another_teacher().send("GET", path).status_code == 404
        assert school.anybody().send("GET", path).status_code == 401
        assert school.join(assignment, kind).send("GET", path).status_code == 403


class TestCsv:
    def test_one_line_for_each_attempt(self, school_of_each: School):
        school = school_of_each
        assignment = school.assignment(attempts_allowed=2, attempt_counts="best")
        student = school.join(assignment, "Zoë")
        answer(student, RIGHT)
        answer(again(school, student, assignment), WRONG)
        answer(school.join(assignment, "Мария"), [["b"], *[None] * 5], submit=False)
        sent = school.teacher.send("GET", f"/assignments/{assignment['id']}/results", Accept="text/csv")
        assert sent.content_type == "text/csv; charset=utf-8"
        rows = table(sent.text)
        assert [(r["nickname"], r["attempt"], r["counts"], r["state"], r["points"]) for r in rows] == [
            ("Zoë", "1", "yes", "submitted", "6"),
            ("Zoë", "2", "no", "submitted", "0"),
            ("Мария", "1", "no", "open", "1"),
        ]
        assert rows[0]["1 answer"] == "Person b" and rows[0]["2 answer"] == "Place a; Place c"
        assert rows[0]["3 answer"] == "false" and rows[0]["4 answer"] == "Step w > Step x > Step y > Step z"
        assert rows[0]["5 answer"] == "Left a = Right 1; Left b = Right 2; Left c = Right 3"
        assert [rows[0][f"{n} score: {i['stem']}"] for n, i in enumerate(ITEMS, 1)] == ["1"] * 6
        assert rows[2]["2 answer"] == ""

    def test_a_link_gives_a_file_that_spreadsheets_read_as_unicode(self, school: School):
        assignment = school.assignment()
        sent = school.teacher.send("GET", f"/assignments/{assignment['id']}/results?format=csv")
        assert sent.data.startswith("\ufeff".encode())
        assert assignment["join_code"] in sent.headers["Content-Disposition"]

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "＝"])
    def test_no_cell_is_taken_for_a_formula(self, school: School, start: str):
        item = {**ITEMS[5], "key": "x"}
        assignment = school.assignment([item])
        evil = f'{start}HYPERLINK("http://evil.example","x")'
        answer(school.join(assignment, evil), [evil])
        text = school.teacher.send("GET", f"/assignments/{assignment['id']}/results?format=csv").text
        for cell in itertools.chain.from_iterable(csv.reader(io.StringIO(text.lstrip("\ufeff")))):
            assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝"))

    def test_lines_quotes_and_commas_stay_in_their_cells(self, school: School):
        assignment = school.assignment([{**ITEMS[5], "key": "x"}])
        answer(school.join(assignment, 'A, "B"'), ['one\n"two", three'])
        rows = table(
            school.teacher.send("GET", f"/assignments/{assignment['id']}/results", Accept="text/csv").text
        )
        assert (rows[0]["nickname"], rows[0]["1 answer"]) == ('A, "B"', 'one\n"two", three')

    def test_a_workbook_has_numbers_and_no_formulas(self, school: School):
        assignment = school.assignment([ITEMS[1], {**ITEMS[5], "key": "x"}])
        answer(school.join(assignment, "=1+1"), [["a"], "=2+2"])
        sent = school.teacher.send("GET", f"/assignments/{assignment['id']}/results?format=xlsx")
        sheet = load_workbook(io.BytesIO(sent.data)).active
        head, row = ([cell.value for cell in line] for line in sheet.iter_rows())
        shown = dict(zip(head, row, strict=True))
        assert (shown["nickname"], shown["points"], shown["2 answer"]) == ("=1+1", 0.5, "=2+2")
        assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)

    def test_another_form_is_refused(self, school: School):
        path = f"/assignments/{school.assignment()['id']}/results?format=pdf"
        assert school.teacher.send("GET", path).status_code == 422
