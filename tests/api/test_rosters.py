"""Rosters and exceptions."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.api.delivery import RIGHT, School
from tests.api.test_results import answer


def put_roster(school: School, assignment, *names, query=""):
    body = {"entries": [{"name": name} for name in names]}
    return school.teacher.ok("PUT", f"/assignments/{assignment['id']}/roster{query}", body)


def upload(school: School, assignment, data, mime="text/csv", query=""):
    return school.teacher.client.post(
        f"/api/v1/assignments/{assignment['id']}/roster/import{query}",
        data=data,
        headers={"Authorization": f"Bearer {school.teacher.token}", "Content-Type": mime},
    )


def results_of(answered):
    return [(line["row"], line["name"], line["result"]) for line in answered["report"]]


def join_by_slip(school: School, assignment, code):
    student = school.anybody()
    body = {"join_code": assignment["join_code"], "roster_code": code}
    student.answer = student.ok("POST", "/attempts", body)
    student.token = student.answer["token"]
    return student


def allow(school: School, assignment, any_id, **values):
    return school.teacher.send("PUT", f"/assignments/{assignment['id']}/exceptions/{any_id}", values)


def test_a_roster_lets_in_who_has_a_slip_and_nobody_else(school_of_each: School):
    school = school_of_each
    assignment = school.assignment()
    entries = put_roster(school, assignment, "Noor Haddad", "Zoë")["entries"]
    assert [entry["name"] for entry in entries] == ["Noor Haddad", "Zoë"]
    assert len({entry["code"] for entry in entries}) == 2
    body = {"join_code": assignment["join_code"], "nickname": "Stranger"}
    refused = school.anybody().send("POST", "/attempts", body)
    assert refused.status_code == 422 and refused.json["errors"][0]["pointer"] == "/roster_code"
    wrong = school.anybody().send("POST", "/attempts", {**body, "roster_code": "XXXXXX"})
    assert wrong.status_code == 403 and wrong.json["type"].endswith("#roster-code-unknown")
    student = join_by_slip(school, assignment, entries[0]["code"].lower())
    assert student.answer["nickname"] == "Noor Haddad"
    attempt = school.teacher.ok("GET", f"/attempts/{student.answer['id']}")
    assert attempt["roster_entry"] == {"id": entries[0]["id"], "name": "Noor Haddad"}
    assert "roster_entry" not in student.answer
    seen = school.teacher.ok("GET", f"/assignments/{assignment['id']}/results")["students"]
    assert [s["student_id"] for s in seen] == [entries[0]["id"]]


def test_a_quiz_is_published_with_its_roster_or_not_at_all(school: School):
    path = f"/quizzes/{school.quiz()}/assignments"
    refused = school.teacher.send("POST", path, {"roster": [{"name": "Noor"}, {"name": " NOOR"}]})
    assert refused.status_code == 422 and refused.json["errors"][0]["pointer"] == "/roster/1/name"
    assert school.teacher.ok("GET", "/assignments")["items"] == []
    made = school.teacher.ok("POST", path, {"roster": [{"name": "Noor"}, {"name": "Zoë"}]})
    roster = school.teacher.ok("GET", f"/assignments/{made['id']}/roster")["entries"]
    assert [entry["name"] for entry in roster] == ["Noor", "Zoë"]


def test_a_slip_goes_on_with_the_open_attempt_on_another_device(school: School):
    assignment = school.assignment()
    code = put_roster(school, assignment, "Noor")["entries"][0]["code"]
    first = join_by_slip(school, assignment, code)
    item = first.answer["items"][0]["id"]
    first.ok("PUT", f"/attempts/{first.answer['id']}/responses/{item}", {"answer": ["b"]})
    second = join_by_slip(school, assignment, code)
    assert second.answer["id"] == first.answer["id"] and len(second.answer["responses"]) == 1
    assert first.send("GET", f"/attempts/{first.answer['id']}").status_code == 401
    second.ok("POST", f"/attempts/{first.answer['id']}/submit")
    body = {"join_code": assignment["join_code"], "roster_code": code}
    assert school.anybody().send("POST", "/attempts", body).json["type"].endswith("#no-attempts-left")


def test_many_changes_at_once_leave_one_roster_and_one_exception(school_of_each: School):
    school = school_of_each
    assignment = school.assignment()
    student = school.join(assignment)
    path = f"/assignments/{assignment['id']}"
    start = threading.Barrier(8)

    def work(number):
        start.wait()
        teacher = school.anybody(school.teacher.token)
        body = {"entries": [{"name": name} for name in ("A", "B", "C")]}
        listed = teacher.send("PUT", f"{path}/roster", body)
        allowed = teacher.send("PUT", f"{path}/exceptions/{student.answer['id']}", {"extra_time_s": number})
        return listed.status_code, allowed.status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(work, range(8))) == {(200, 200)}
    assert [e["name"] for e in school.teacher.ok("GET", f"{path}/roster")["entries"]] == ["A", "B", "C"]
    assert len(school.teacher.ok("GET", f"{path}/exceptions")["items"]) == 1


def test_one_slip_on_two_devices_at_once_is_one_attempt(school_of_each: School):
    school = school_of_each
    assignment = school.assignment()
    code = put_roster(school, assignment, "Noor")["entries"][0]["code"]
    body = {"join_code": assignment["join_code"], "roster_code": code}
    start = threading.Barrier(4)

    def join(_):
        start.wait()
        return school.anybody().send("POST", "/attempts", body)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(join, range(4)))
    assert {a.status_code for a in answers} <= {201, 409}
    assert len({a.json["id"] for a in answers if a.status_code == 201}) == 1
    listed = school.teacher.ok("GET", f"/assignments/{assignment['id']}/attempts")["items"]
    assert len(listed) == 1


def test_a_new_list_keeps_codes_and_those_who_have_started(school: School):
    assignment = school.assignment()
    before = put_roster(school, assignment, "A", "B", "C")["entries"]
    join_by_slip(school, assignment, before[2]["code"])
    preview = put_roster(school, assignment, "b", "D", "d ", "\u200b", query="?preview=true")
    expected = [(1, "b", "kept"), (2, "D", "added"), (3, "d", "refused"), (4, "\u200b", "refused")]
    assert results_of(preview) == [*expected, (0, "A", "removed"), (0, "C", "kept")]
    assert preview["entries"] == before and preview["preview"] is True
    after = put_roster(school, assignment, "b", "D", "d ", "\u200b")
    assert results_of(after) == results_of(preview)
    assert [e["name"] for e in after["entries"]] == ["B", "C", "D"]
    assert [e["code"] for e in after["entries"]][:2] == [before[1]["code"], before[2]["code"]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("name\nNoor\nZoë\n", ["Noor", "Zoë"]),
        ("\ufeffClass;Name\r\n9b;Noor\r\n9b;Zoë\r\n", ["Noor", "Zoë"]),
        ("First name\tLast name\nNoor\tHaddad\n", ["Noor Haddad"]),
        ("Last name,First name\nHaddad,Noor\n", ["Noor Haddad"]),
        ('Noor\n\n"Zoë, K."\n', ["Noor", "Zoë, K."]),
    ],
)
def test_a_roster_from_csv(school: School, text: str, names: list[str]):
    assignment = school.assignment()
    answered = upload(school, assignment, text.encode())
    assert answered.status_code == 200, answered.text
    assert [entry["name"] for entry in answered.json["entries"]] == names


def test_a_row_without_a_name_is_told_and_an_empty_one_is_none(school: School):
    answered = upload(school, school.assignment(), b"class,name\n9b,Noor\n , \n9b,\n\n9b,Idris\n")
    assert results_of(answered.json) == [(2, "Noor", "added"), (4, "", "refused"), (6, "Idris", "added")]
    assert "name" in answered.json["report"][1]["detail"]


def test_a_roster_from_a_workbook_and_from_a_form(school: School):
    from quizapi.exchange.tables.sheets import workbook_of

    assignment = school.assignment()
    data = workbook_of("Class", [["Nr", "Name"], [1, "Noor"], [2, "=Zoë"]])
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert results_of(upload(school, assignment, data, mime, "?preview=true").json) == [
        (2, "Noor", "added"),
        (3, "=Zoë", "added"),
    ]
    form = {"file": (io.BytesIO(data), "class.xlsx", mime)}
    answered = upload(school, assignment, form, "multipart/form-data")
    assert [entry["name"] for entry in answered.json["entries"]] == ["=Zoë", "Noor"]


@pytest.mark.parametrize(
    ("data", "mime", "status"),
    [
        (b"", "text/csv", 422),
        (b"\xff\xfe\xfd", "text/csv", 422),
        (b"a\x00b", "text/csv", 422),
        (b"name\n\n", "text/csv", 422),
        (b"PK\x03\x04 no workbook", "text/csv", 422),
        (b"{}", "application/json", 415),
        ("\n".join(f"S{n}" for n in range(1001)).encode(), "text/csv", 422),
    ],
)
def test_a_file_that_is_no_roster_changes_nothing(school: School, data, mime, status):
    assignment = school.assignment()
    put_roster(school, assignment, "Noor")
    refused = upload(school, assignment, data, mime)
    assert refused.status_code == status and refused.content_type == "application/problem+json"
    roster = school.teacher.ok("GET", f"/assignments/{assignment['id']}/roster")
    assert [entry["name"] for entry in roster["entries"]] == ["Noor"]


class TestExceptions:
    def test_more_time_moves_deadline_and_closing_date(self, school_of_each: School):
        school = school_of_each
        assignment = school.assignment(time_limit_s=600, closes_at="2026-03-02T09:10:00Z")
        student, other = school.join(assignment, "A"), school.join(assignment, "B")
        made = allow(school, assignment, student.answer["id"], time_factor=1.5, extra_time_s=60)
        assert made.status_code == 200 and made.json["student_id"] == student.answer["id"]
        path = f"/attempts/{student.answer['id']}"
        assert student.ok("GET", path)["deadline"] == "2026-03-02T09:16:00Z"
        school.clock.forward(minutes=12)
        item = student.answer["items"][0]["id"]
        student.ok("PUT", f"{path}/responses/{item}", {"answer": ["b"]})
        assert other.ok("GET", f"/attempts/{other.answer['id']}")["state"] == "expired"
        listed = school.teacher.ok("GET", f"/assignments/{assignment['id']}/exceptions")["items"]
        assert listed == [made.json]

    def test_feedback_at_closing_waits_for_the_last_student(self, school: School):
        assignment = school.assignment(feedback="close", closes_at="2026-03-02T10:00:00Z")
        slow, quick = school.join(assignment, "Slow"), school.join(assignment, "Quick")
        allow(school, assignment, slow.answer["id"], extra_time_s=1800)
        ended = answer(quick, RIGHT)
        assert ended["score"] is None and ended["feedback_at"] == "2026-03-02T10:30:05Z"
        path = f"/attempts/{quick.answer['id']}"
        school.clock.forward(hours=1, minutes=29)
        assert "QUAGGAKEY" not in quick.send("GET", path).text.replace("QUAGGAKEY harbour", "", 1)
        assert quick.ok("GET", path)["score"] is None
        school.clock.forward(minutes=2)
        assert quick.ok("GET", path)["score"] == {"points": 6.0, "max": 6.0}

    def test_one_more_attempt(self, school: School):
        assignment = school.assignment()
        student = school.join(assignment)
        answer(student, RIGHT)
        body = {"join_code": assignment["join_code"]}
        assert student.send("POST", "/attempts", body).status_code == 409
        allow(school, assignment, student.answer["id"], extra_attempts=1)
        second = student.ok("POST", "/attempts", body)
        assert second["number"] == 2

    def test_an_excused_student_is_left_out_of_statistics(self, school: School):
        assignment = school.assignment()
        for name, answers in (("A", RIGHT), ("B", [None] * 6)):
            student = school.join(assignment, name)
            answer(student, answers)
        path = f"/assignments/{assignment['id']}"
        tag = school.teacher.send("GET", f"{path}/statistics").headers["ETag"]
        allow(school, assignment, student.answer["id"], excused=True)
        seen = school.teacher.send("GET", f"{path}/statistics", If_None_Match=tag)
        assert (seen.json["n"], seen.json["quiz"]["mean"]) == (1, 6.0)
        listed = school.teacher.ok("GET", f"{path}/results")["students"]
        assert [s["excused"] for s in listed] == [False, True]
        assert "excused" in school.teacher.send("GET", f"{path}/results?format=csv").text

    def test_before_joining_by_the_rosters_id(self, school: School):
        assignment = school.assignment(time_limit_s=600)
        entry = put_roster(school, assignment, "Noor")["entries"][0]
        allow(school, assignment, entry["id"], extra_time_s=300)
        student = join_by_slip(school, assignment, entry["code"])
        assert student.answer["deadline"] == "2026-03-02T09:15:00Z"

    def test_more_time_lets_a_student_join_after_the_closing_date_of_the_others(self, school: School):
        assignment = school.assignment(closes_at="2026-03-02T10:00:00Z", time_limit_s=600)
        entries = put_roster(school, assignment, "Minutes", "Factor", "Nothing")["entries"]
        codes = {entry["name"]: entry["code"] for entry in entries}
        ids = {entry["name"]: entry["id"] for entry in entries}
        allow(school, assignment, ids["Minutes"], extra_time_s=900)
        allow(school, assignment, ids["Factor"], time_factor=2.0)
        school.clock.forward(hours=1, minutes=8)
        deadlines = {
            name: join_by_slip(school, assignment, codes[name]).answer["deadline"]
            for name in ("Minutes", "Factor")
        }
        # minutes: 10:00 and 15 minutes; factor: the 10 minutes that it adds to the time limit
        assert deadlines == {"Minutes": "2026-03-02T10:15:00Z", "Factor": "2026-03-02T10:10:00Z"}
        body = {"join_code": assignment["join_code"], "roster_code": codes["Nothing"]}
        assert school.anybody().send("POST", "/attempts", body).json["type"].endswith("#assignment-closed")

    @pytest.mark.parametrize(
        ("values", "pointer"),
        [
            ({"time_factor": 0.5}, "/time_factor"),
            ({"time_factor": "nan"}, "/time_factor"),
            ({"extra_time_s": -1}, "/extra_time_s"),
            ({"extra_attempts": 1.5}, "/extra_attempts"),
            ({"excused": "maybe"}, "/excused"),
            ({"minutes": 5}, "/minutes"),
        ],
    )
    def test_faulty_exceptions_say_where(self, school: School, values, pointer):
        assignment = school.assignment()
        student = school.join(assignment)
        refused = allow(school, assignment, student.answer["id"], **values)
        assert refused.status_code == 422 and refused.json["errors"][0]["pointer"] == pointer

    def test_somebody_of_another_assignment_is_not_found(self, school: School):
        other = school.join(school.assignment())
        assert allow(school, school.assignment(), other.answer["id"]).status_code == 404


def test_rosters_and_exceptions_belong_to_the_teacher(school: School):
    assignment = school.assignment()
    student = school.join(assignment)
    path = f"/assignments/{assignment['id']}"
    for method, target, body in (
        ("GET", f"{path}/roster", None),
        ("PUT", f"{path}/roster", {"entries": []}),
        ("GET", f"{path}/exceptions", None),
        ("PUT", f"{path}/exceptions/{student.answer['id']}", {}),
        ("GET", f"{path}/students/{student.answer['id']}", None),
        ("DELETE", f"{path}/students/{student.answer['id']}", None),
        ("DELETE", path, None),
    ):
        assert school.another_teacher().send(method, target, body, If_Match="*").status_code == 404, target
        assert school.anybody().send(method, target, body).status_code == 401, target
        assert student.send(method, target, body).status_code == 403, target
