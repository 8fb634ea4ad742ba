"""Exports as jobs: written in parts by a worker (here the test), had once they are whole, gone in time."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from sqlalchemy import func, select

from quizapi.jobs import exporting
from quizapi.jobs.exporting import Exporting
from quizapi.services import exports, jobs
from quizapi.services.retention import Retention, forget
from quizapi.store.engine import write_transaction
from quizapi.store.models import ExportFileRow, ExportPartRow, JobRow
from tests.api.delivery import ITEMS, School

CHOICE = [ITEMS[0]]


class Writer(Exporting):
    """A worker's steps, with what happens between reading the answers and keeping the file."""

    def __init__(self, school: School, meanwhile: Callable[[], object] | None = None) -> None:
        calls: Any = None  # the child, which results need not
        super().__init__(school.context.sessions, calls, school.clock, lambda *told, **more: None)
        self._meanwhile = meanwhile

    def work(self, job_id: str) -> Any:
        assert self.begin(job_id) == {}
        return self.write(job_id)

    def _keep(self, job: JobRow, file_id: str, pieces: Iterable[bytes], told: Any) -> Any:
        read = list(pieces)
        meanwhile, self._meanwhile = self._meanwhile, None
        if meanwhile is not None:
            meanwhile()
        return super()._keep(job, file_id, read, told)


def taken(school: School, *names: str) -> dict[str, Any]:
    """An assignment that these students have answered."""
    assignment = school.assignment(CHOICE, feedback="submit")
    for name in names:
        student = school.join(assignment, name)
        attempt = student.answer
        path = f"/attempts/{attempt['id']}"
        student.ok("PUT", f"{path}/responses/{attempt['items'][0]['id']}", {"answer": ["b"]})
        student.ok("POST", f"{path}/submit")
    return assignment


def asked(school: School, assignment: dict[str, Any], format: str = "csv") -> Any:
    sent = school.teacher.send("POST", f"/assignments/{assignment['id']}/exports", {"format": format})
    assert sent.status_code == 202
    assert sent.headers["Location"] == f"/api/v1/jobs/{sent.json['id']}"
    return sent.json


def looked_at(school: School, job_id: str) -> Any:
    return school.teacher.ok("GET", f"/jobs/{job_id}")


def download(school: School, job_id: str) -> Any:
    return school.teacher.send("GET", looked_at(school, job_id)["result"]["file"].removeprefix("/api/v1"))


def delete(school: School, assignment: dict[str, Any]) -> None:
    path = f"/assignments/{assignment['id']}"
    assert school.teacher.send("DELETE", path, If_Match="*").status_code == 204


def counts(school: School) -> tuple[int, int]:
    """Files and parts that are stored."""
    with school.context.sessions() as session:
        files, parts = (
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (ExportFileRow, ExportPartRow)
        )
    return files, parts


def test_results_are_written_by_a_job_as_the_request_gives_them(
    school_of_each: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = school_of_each
    monkeypatch.setattr(exporting, "_PART_BYTES", 64)
    assignment = taken(school, "Noor", "Sam")
    for format in ("csv", "xlsx"):
        job = asked(school, assignment, format)
        assert (job["kind"], job["state"], job["progress"]["total"]) == ("export", "queued", 3)
        assert "file" not in job["result"]
        assert Writer(school).work(job["id"]) == {"outcome": "succeeded"}
        ended = looked_at(school, job["id"])
        assert (ended["state"], ended["problems"], ended["progress"]["done"]) == ("succeeded", [], 3)
        sent = download(school, job["id"])
        path = f"/assignments/{assignment['id']}/results?format={format}"
        direct = school.teacher.send("GET", path)
        assert sent.data == direct.data
        for header in ("Content-Disposition", "Content-Type"):
            assert sent.headers[header] == direct.headers[header]
        assert int(sent.headers["Content-Length"]) == ended["result"]["size"] == len(sent.data) > 64
        assert ended["result"]["kept_until"] == "2026-03-03T09:00:00Z"
    assert counts(school)[0] == 2
    assert counts(school)[1] > 4


def test_a_file_is_its_owners_and_of_the_thing_that_it_was_asked_of(school: School) -> None:
    assignment, other = taken(school, "Noor"), taken(school, "Sam")
    job = asked(school, assignment)
    Writer(school).work(job["id"])
    path = f"/assignments/{assignment['id']}/exports/{job['id']}"
    assert school.teacher.send("GET", path).status_code == 200
    assert school.another_teacher().send("GET", path).status_code == 404
    of_another = f"/assignments/{other['id']}/exports/{job['id']}"
    assert school.teacher.send("GET", of_another).json["type"].endswith("#export-not-found")
    assert school.anybody().send("GET", path).status_code == 401


def test_no_file_is_had_before_it_is_whole_or_after_its_day(school: School) -> None:
    job = asked(school, assignment := taken(school, "Noor"))
    path = f"/assignments/{assignment['id']}/exports/{job['id']}"
    met: list[int] = []
    Writer(school, lambda: met.append(school.teacher.send("GET", path).status_code)).work(job["id"])
    assert met == [404]
    assert school.teacher.send("GET", path).status_code == 200
    school.clock.forward(hours=24)
    assert school.teacher.send("GET", path).status_code == 404
    forget(school.context.sessions, Retention(), now=school.clock())
    assert counts(school) == (0, 0)


def test_erased_student_is_in_no_file_be_it_whole_or_half_written(school_of_each: School) -> None:
    school = school_of_each
    assignment = taken(school, "Noor", "Sam", "Lea")
    students = school.teacher.ok("GET", f"/assignments/{assignment['id']}/results")["students"]
    ids = {student["nickname"]: student["student_id"] for student in students}

    def erase(name: str) -> None:
        school.teacher.ok("DELETE", f"/assignments/{assignment['id']}/students/{ids[name]}", If_Match="*")

    job = asked(school, assignment)
    assert Writer(school, lambda: erase("Sam")).work(job["id"]) == {"outcome": "succeeded"}
    text = download(school, job["id"]).text
    assert "Noor" in text
    assert "Lea" in text
    assert "Sam" not in text
    assert counts(school) == (1, 1)
    file = looked_at(school, job["id"])["result"]["file"].removeprefix("/api/v1")
    erase("Lea")
    assert counts(school) == (0, 0)
    assert school.teacher.send("GET", file).status_code == 404


def test_cancelled_export_and_deleted_assignment_leave_no_file(school: School) -> None:
    assignment = taken(school, "Noor")
    cancelled = asked(school, assignment)["id"]
    cancel = f"/jobs/{cancelled}/cancel"
    assert Writer(school, lambda: school.teacher.ok("POST", cancel)).work(cancelled) == {"stop": True}
    assert (looked_at(school, cancelled)["state"], counts(school)) == ("cancelled", (0, 0))
    kept = asked(school, assignment)["id"]
    Writer(school).work(kept)
    assert counts(school)[0] == 1
    delete(school, assignment)
    assert counts(school) == (0, 0)
    gone = asked(school, late := taken(school, "Sam"))["id"]
    delete(school, late)
    assert Writer(school).work(gone) == {"outcome": "failed"}
    assert [p["type"] for p in looked_at(school, gone)["problems"]] == ["assignment-not-found"]


def test_a_file_that_another_run_has_finished_is_not_written_twice(school: School) -> None:
    """A worker that was taken for dead, and is not."""
    job_id = asked(school, taken(school, "Noor"))["id"]
    other = Writer(school)
    assert Writer(school, lambda: other.write(job_id)).work(job_id) == {"stop": True}
    assert counts(school) == (1, 1)
    assert Writer(school).write(job_id) == {"stop": True}
    assert download(school, job_id).status_code == 200


def test_of_one_thing_the_newest_files_are_kept(school: School) -> None:
    assignment = taken(school, "Noor")
    asked_for = []
    for _ in range(exports.MOST_KEPT + 2):
        school.clock.forward(minutes=1)
        asked_for.append(asked(school, assignment)["id"])
        Writer(school).work(asked_for[-1])
    found = [download(school, job_id).status_code for job_id in asked_for]
    assert found == [404, 404, *[200] * exports.MOST_KEPT]
    assert counts(school)[0] == exports.MOST_KEPT
    # Those of other things are not counted with them.
    for quiz_id in (one := school.quiz(CHOICE), *[school.quiz(CHOICE)] * exports.MOST_KEPT):
        sent = school.teacher.ok("POST", f"/quizzes/{quiz_id}/exports", {"format": "gift"})
        with write_transaction(school.context.sessions) as session:
            job = session.get_one(JobRow, sent["id"])
            file_id = exports.begin_file(session, job, name="f", media_type="-", now=school.clock())
            exports.finish_file(session, file_id, now=school.clock())
    with school.context.sessions() as session:
        assert session.query(ExportFileRow).filter_by(quiz_id=one).count() == 1
        assert session.query(ExportFileRow).count() == 2 * exports.MOST_KEPT + 1


def test_faults_of_what_is_asked_are_told_at_once(school: School) -> None:
    quiz_id = school.quiz(CHOICE)
    unknown = school.teacher.send("POST", f"/quizzes/{quiz_id}/exports", {"format": "papyrus"})
    assert (unknown.status_code, unknown.json["type"]) == (422, "/docs/problems#format-unknown")
    path = f"/assignments/{taken(school)['id']}/exports"
    assert school.teacher.send("POST", path, {"format": "pdf"}).status_code == 422
    with school.context.sessions() as session:
        assert session.query(JobRow).count() == 0


def test_parts_that_vanish_while_they_are_sent_break_the_answer_off(school: School) -> None:
    job_id = asked(school, taken(school, "Noor"))["id"]
    Writer(school).work(job_id)
    with school.context.sessions() as session:
        file_id = session.scalars(select(ExportFileRow.id)).one()
    pieces = exports.parts_of(school.context.sessions, file_id)
    with write_transaction(school.context.sessions) as session:
        session.query(ExportPartRow).delete()
    with pytest.raises(exports.ExportNotFound):
        next(pieces)


def test_a_job_that_fails_leaves_no_half_of_a_file(school: School) -> None:
    job_id = asked(school, taken(school, "Noor"))["id"]
    sessions = school.context.sessions
    with write_transaction(sessions) as session:
        job = session.get_one(JobRow, job_id)
        file_id = exports.begin_file(session, job, name="f", media_type="text/csv", now=school.clock())
    exports.add_part(sessions, file_id, 0, b"half")
    assert counts(school) == (1, 1)
    with write_transaction(sessions) as session:
        jobs.finish(session, job_id, state="failed", result={}, problems=[], now=school.clock())
    assert counts(school) == (0, 0)
