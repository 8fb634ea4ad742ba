"""Saving answers: repeated, reordered, changed, at once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from quizapi.store.models import AttemptRow, ResponseHistoryRow, ResponseRow
from tests.api.delivery import RIGHT, School


def saver(school: School, **rules):
    """A student, the path of the first item's answer, and a function that saves one."""
    student = school.join(school.assignment(**rules))
    path = f"/attempts/{student.answer['id']}/responses/{student.answer['items'][0]['id']}"

    def save(answer, client_seq=None):
        school.clock.forward(seconds=0.01)
        return student.send("PUT", path, {"answer": answer, "client_seq": client_seq})

    return student, save


def stored(school: School, student):
    seen = student.ok("GET", f"/attempts/{student.answer['id']}")["responses"]
    return [(response["answer"], response["client_seq"]) for response in seen]


def history(school: School):
    with school.context.sessions() as session:
        rows = session.scalars(select(ResponseHistoryRow).order_by(ResponseHistoryRow.id))
        return [(row.answer["value"], row.client_seq) for row in rows]


def test_the_highest_number_stays_in_whatever_order_answers_come(school_of_each: School):
    student, save = saver(school_of_each)
    assert save(["a"], 1).json["ignored"] is False
    assert save(["c"], 3).json["answer"] == ["c"]
    late = save(["b"], 2)
    assert late.status_code == 200 and late.json["ignored"] is True and late.json["answer"] == ["c"]
    assert save(["a"], 3).json["ignored"] is True
    assert stored(school_of_each, student) == [(["c"], 3)]
    assert history(school_of_each) == [(["a"], 1)]


def test_the_same_answer_under_a_newer_number_keeps_older_ones_out(school_of_each: School):
    student, save = saver(school_of_each)
    save(["a"], 1)
    save(["a"], 5)
    assert save(["b"], 4).json["ignored"] is True
    assert stored(school_of_each, student) == [(["a"], 5)] and history(school_of_each) == []


def test_without_numbers_the_last_answer_stays(school: School):
    student, save = saver(school)
    for answer in (["a"], ["b"], ["b"], ["c"]):
        assert save(answer).json["ignored"] is False
    assert stored(school, student) == [(["c"], None)]
    assert history(school) == [(["a"], None), (["b"], None)]


def test_an_answer_without_a_number_keeps_the_highest_seen(school: School):
    student, save = saver(school)
    save(["a"], 7)
    save(["b"])
    assert save(["a"], 6).json["ignored"] is True
    assert stored(school, student) == [(["b"], 7)]


def test_repeating_changes_nothing(school_of_each: School):
    student, save = saver(school_of_each)
    first = save(["b"], 1).json
    assert [save(["b"], 1).json for _ in range(3)] == [first] * 3
    assert stored(school_of_each, student) == [(["b"], 1)] and history(school_of_each) == []


def test_under_each_the_first_answer_is_final(school_of_each: School):
    student, save = saver(school_of_each, feedback="each")
    first = save(["a"], 1)
    assert first.json["correct"] is False and first.json["score"] == 0.0 and first.json["key"] == ["b"]
    assert first.json["evidence"] and first.json["explanation"]
    assert save(["a"], 1).json == first.json and save(["a"], 2).json == first.json
    for seq in (None, 1, 2):
        refused = save(["b"], seq)
        assert refused.status_code == 409 and refused.json["type"].endswith("#answer-final")
    student.ok("POST", f"/attempts/{student.answer['id']}/submit")
    assert save(["a"], 1).json == first.json
    assert save(["b"], 3).json["type"].endswith("#answer-final")


def test_after_the_end_only_what_is_stored_is_confirmed(school: School):
    student, save = saver(school)
    save(["a"], 1)
    student.ok("POST", f"/attempts/{student.answer['id']}/submit")
    assert save(["a"], 1).status_code == 200
    assert save(["a"], 9).status_code == 200
    assert save(["b"], 0).json["ignored"] is True
    refused = save(["b"], 2)
    assert refused.status_code == 409 and refused.json["type"].endswith("#attempt-ended")


MISFITS = [
    (0, ["z"]),
    (0, []),
    (0, "b"),
    (0, {"id": "b"}),
    (0, None),
    (0, 1),
    (0, [["a", "b"]]),
    (1, ["a", "a"]),
    (2, 1),
    (2, "false"),
    (3, ["w", "x"]),
    (4, [["a", "1", "2"]]),
    (4, [["a", "1"], ["a", "2"]]),
    (5, 7),
    (5, "a\x00"),
    (5, "\ud800"),
    (5, "x" * 2001),
    (5, ["x"]),
]


def test_an_answer_of_another_shape_is_refused_and_nothing_is_stored(school_of_each: School):
    student = school_of_each.join(school_of_each.assignment())
    for place, answer in MISFITS:
        item = student.answer["items"][place]["id"]
        path = f"/attempts/{student.answer['id']}/responses/{item}"
        refused = student.send("PUT", path, {"answer": answer})
        assert refused.status_code == 422, (place, answer, refused.text)
        assert refused.json["errors"][0]["pointer"] == "/answer", (place, answer)
    assert stored(school_of_each, student) == []


@pytest.mark.parametrize(
    "body", [{}, {"answer": ["b"], "seq": 1}, {"answer": ["b"], "client_seq": "1"}, [], "b", None]
)
def test_a_faulty_body_is_refused(school: School, body):
    student, _ = saver(school)
    item = student.answer["items"][0]["id"]
    assert student.send("PUT", f"/attempts/{student.answer['id']}/responses/{item}", body).status_code in (
        400,
        422,
    )


def test_an_item_of_another_quiz_is_not_found(school: School):
    student, _ = saver(school)
    other = school.join(school.assignment(), "B").answer["items"][0]["id"]
    for item in (other, "nothing", "%00", "%F0"):
        refused = student.send("PUT", f"/attempts/{student.answer['id']}/responses/{item}", {"answer": ["b"]})
        assert refused.status_code == 404, item


def test_many_students_save_at_once_and_nothing_is_lost_or_doubled(school_of_each: School):
    school = school_of_each
    assignment = school.assignment()
    students = [school.join(assignment, f"Student {number}") for number in range(20)]
    start = threading.Barrier(len(students))

    def work(student):
        start.wait()
        statuses = []
        for _ in range(2):  # a client that repeats everything
            for item, answer in zip(student.answer["items"], RIGHT, strict=True):
                path = f"/attempts/{student.answer['id']}/responses/{item['id']}"
                body = {"answer": answer, "client_seq": 1}
                statuses.append(school.anybody(student.token).send("PUT", path, body).status_code)
        return statuses

    with ThreadPoolExecutor(len(students)) as pool:
        assert {status for statuses in pool.map(work, students) for status in statuses} == {200}
    with school.context.sessions() as session:
        assert session.scalar(select(func.count()).select_from(ResponseRow)) == 20 * 6
        assert session.scalar(select(func.sum(ResponseRow.score))) == 20 * 6
        assert session.scalar(select(func.count()).select_from(ResponseHistoryRow)) == 0


def test_one_student_on_many_devices_at_once_leaves_the_highest_number(school_of_each: School):
    school = school_of_each
    student, _ = saver(school)
    item = student.answer["items"][0]["id"]
    path = f"/attempts/{student.answer['id']}/responses/{item}"
    start = threading.Barrier(12)

    def work(seq):
        start.wait()
        body = {"answer": ["abc"[seq % 3]], "client_seq": seq}
        return school.anybody(student.token).send("PUT", path, body).status_code

    with ThreadPoolExecutor(12) as pool:
        assert set(pool.map(work, range(12))) == {200}
    assert stored(school, student) == [(["c"], 11)]


def test_answers_that_race_with_submitting_are_counted_or_refused(school_of_each: School):
    school = school_of_each
    assignment = school.assignment()
    for number in range(6):
        student = school.join(assignment, f"S{number}")
        attempt = student.answer["id"]
        item = student.answer["items"][0]["id"]
        start = threading.Barrier(2)

        def save(student=student, path=f"/attempts/{attempt}/responses/{item}", start=start):
            start.wait()
            return school.anybody(student.token).send("PUT", path, {"answer": ["b"]}).status_code

        def submit(student=student, path=f"/attempts/{attempt}/submit", start=start):
            start.wait()
            return school.anybody(student.token).send("POST", path).status_code

        with ThreadPoolExecutor(2) as pool:
            saving, submitting = pool.submit(save), pool.submit(submit)
        assert submitting.result() == 200 and saving.result() in (200, 409)
        with school.context.sessions() as session:
            row = session.get_one(AttemptRow, attempt)
            assert row.points == (1.0 if saving.result() == 200 else 0.0)
