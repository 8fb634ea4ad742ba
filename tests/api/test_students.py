"""Flags, export and erasure of what is stored about a student."""

import uuid

import pytest
from sqlalchemy import select, text

from quizapi.store.models import AttemptRow, Base, RosterEntryRow
from tests.api.delivery import RIGHT, School
from tests.api.test_results import answer
from tests.api.test_rosters import allow, join_by_slip, put_roster


def everything_stored(school: School) -> str:
    """All that the database holds, as one text."""
    rows = []
    with school.context.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(text(f"SELECT * FROM {table.name}")):  # noqa: S608 (our own names)
                rows.append(" ".join(v.decode() if isinstance(v, bytes) else str(v) for v in row))
    return "\n".join(rows)


def joined_with_key(school: School, assignment, nickname):
    student = school.anybody()
    body = {"join_code": assignment["join_code"], "nickname": nickname}
    student.answer = student.ok("POST", "/attempts", body, Idempotency_Key=str(uuid.uuid4()))
    student.token = student.answer["token"]
    return student


def test_items_are_flagged_and_stay_flagged(school_of_each: School):
    student = school_of_each.join(school_of_each.assignment())
    path = f"/attempts/{student.answer['id']}"
    ids = [item["id"] for item in student.answer["items"]]
    assert student.answer["flagged"] == []
    assert student.ok("PUT", f"{path}/flags", {"item_ids": [ids[2], ids[0], ids[2]]}) == {
        "item_ids": [ids[2], ids[0]]
    }
    assert student.ok("GET", path)["flagged"] == [ids[2], ids[0]]
    refused = student.send("PUT", f"{path}/flags", {"item_ids": [ids[0], student.answer["id"]]})
    assert refused.status_code == 422 and refused.json["errors"][0]["pointer"] == "/item_ids/1"
    student.ok("POST", f"{path}/submit")
    assert student.send("PUT", f"{path}/flags", {"item_ids": []}).status_code == 409


def test_a_student_erases_everything_with_the_code(school_of_each: School):
    school = school_of_each
    assignment = school.assignment(attempts_allowed=2)
    student = joined_with_key(school, assignment, "Xenophanes")
    other = joined_with_key(school, assignment, "Other")
    answer(student, [*RIGHT[:5], "my secret words"])
    answer(other, RIGHT)
    second = student.ok(
        "POST", "/attempts", {"join_code": assignment["join_code"]}, Idempotency_Key=str(uuid.uuid4())
    )
    allow(school, assignment, student.answer["id"], extra_time_s=60)
    stored = everything_stored(school)
    assert "Xenophanes" in stored and "my secret words" in stored
    assert student.answer["deletion_code"] not in stored
    path = f"/attempts/{second['id']}/erase"
    code = second["deletion_code"]
    typed = f"{code[:4].lower()} {code[4:8]}-{code[8:]}"
    assert school.anybody().ok("POST", path, {"deletion_code": typed}) == {"attempts": 2}
    left = everything_stored(school)
    for trace in ("Xenophanes", "my secret words", student.answer["id"], second["id"]):
        assert trace not in left
    assert student.send("GET", f"/attempts/{student.answer['id']}").status_code == 401
    assert school.anybody().send("POST", path, {"deletion_code": code}).status_code == 404
    assert other.ok("GET", f"/attempts/{other.answer['id']}")["score"]["points"] == 6.0


@pytest.mark.parametrize("code", ["XXXXXXXXXXXX", "", "%"])
def test_a_wrong_code_erases_nothing(school: School, code):
    student, other = (school.join(school.assignment(), name) for name in "AB")
    path = f"/attempts/{student.answer['id']}/erase"
    for wrong in (code, other.answer["deletion_code"]):
        assert school.anybody().send("POST", path, {"deletion_code": wrong}).status_code in (403, 422)
    assert student.send("POST", path, {}).status_code == 422
    assert student.ok("GET", f"/attempts/{student.answer['id']}")


def test_an_erased_line_of_a_roster_still_keeps_others_out(school: School):
    assignment = school.assignment()
    code = put_roster(school, assignment, "Xenophanes")["entries"][0]["code"]
    student = join_by_slip(school, assignment, code)
    body = {"deletion_code": student.answer["deletion_code"]}
    student.ok("POST", f"/attempts/{student.answer['id']}/erase", body)
    assert "Xenophanes" not in everything_stored(school)
    with school.context.sessions() as session:
        entry = session.scalars(select(RosterEntryRow)).one()
        assert entry.name == "(erased)" and entry.code != code
    stranger = {"join_code": assignment["join_code"], "nickname": "Stranger"}
    assert school.anybody().send("POST", "/attempts", stranger).status_code == 422


def test_the_teacher_exports_and_deletes_a_student(school_of_each: School):
    school = school_of_each
    assignment = school.assignment()
    student = joined_with_key(school, assignment, "Xenophanes")
    item = student.answer["items"][0]["id"]
    for given in (["a"], ["b"]):
        student.ok("PUT", f"/attempts/{student.answer['id']}/responses/{item}", {"answer": given})
    path = f"/assignments/{assignment['id']}/students/{student.answer['id']}"
    export = school.teacher.send("GET", path)
    attempt = export.json["attempts"][0]
    assert [r["answer"] for r in attempt["responses"]] == [["b"]] and attempt["nickname"] == "Xenophanes"
    assert [r["answer"] for r in attempt["history"]] == [["a"]]
    assert school.teacher.send("DELETE", path).status_code == 428
    school.clock.forward(seconds=1)
    student.ok("PUT", f"/attempts/{student.answer['id']}/responses/{item}", {"answer": ["c"]})
    old = export.headers["ETag"]
    assert school.teacher.send("DELETE", path, If_Match=old).status_code == 412
    new = school.teacher.send("GET", path).headers["ETag"]
    assert school.teacher.ok("DELETE", path, If_Match=new) == {"attempts": 1}
    assert "Xenophanes" not in everything_stored(school)
    assert school.teacher.send("GET", path).status_code == 404


def test_the_teacher_exports_everything_of_an_assignment(school_of_each: School):
    school = school_of_each
    assignment = school.assignment()
    entries = put_roster(school, assignment, "Noor", "Sam", "Never came")["entries"]
    for entry in entries:
        if entry["name"] == "Never came":
            continue
        student = join_by_slip(school, assignment, entry["code"])
        path = f"/attempts/{student.answer['id']}/responses/{student.answer['items'][0]['id']}"
        for given in (["a"], ["b"]):
            student.ok("PUT", path, {"answer": given})
    other = school.assignment()
    school.join(other, "Of another assignment")
    path = f"/assignments/{assignment['id']}/students"
    first = school.teacher.ok("GET", f"{path}?limit=2")
    second = school.teacher.ok("GET", f"{path}?limit=2&cursor={first['next_cursor']}")
    assert (len(first["items"]), len(second["items"]), second["next_cursor"]) == (2, 1, None)
    records = {record["roster_entry"]["name"]: record for record in first["items"] + second["items"]}
    assert sorted(records) == ["Never came", "Noor", "Sam"]
    for record in records.values():
        assert record == school.teacher.ok("GET", f"{path}/{record['student_id']}")
    assert [answer["answer"] for answer in records["Sam"]["attempts"][0]["history"]] == [["a"]]
    assert records["Never came"]["attempts"] == []


def test_the_teacher_deletes_an_assignment_and_all_that_students_left(school: School):
    assignment = school.assignment()
    for number in range(3):
        answer(joined_with_key(school, assignment, f"Xenophanes{number}"), RIGHT)
    path = f"/assignments/{assignment['id']}"
    assert school.teacher.send("DELETE", path).status_code == 428
    assert school.teacher.send("DELETE", path, If_Match=f'"{assignment["etag"]}"').status_code == 204
    assert school.teacher.send("GET", path).status_code == 404
    assert "Xenophanes" not in everything_stored(school)
    with school.context.sessions() as session:
        assert session.scalar(select(AttemptRow.id)) is None
    assert school.teacher.ok("GET", f"/quizzes/{assignment['quiz_id']}")
