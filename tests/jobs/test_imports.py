"""Many files at once: each is taken in once, whatever happens to the worker in between."""

from collections.abc import Sequence

from school import School, kill, now, wait_for
from sqlalchemy import func, select

from quizapi.services.article_imports import request_import
from quizapi.store.engine import write_transaction
from quizapi.store.models import ArticleRow, ImportFileRow, JobRow

PARAGRAPH = (
    "The harbour council voted on day {n} to close the old fish market, and Mayor Ilse Brandt said that the "
    "building was no longer safe. Traders protested outside the town hall for {n} hours in the rain. "
)


def _text(n: int) -> bytes:
    return (PARAGRAPH.format(n=n) * 4).encode()


def _import(school: School, owner_id: str, files: Sequence[tuple[str, bytes]]) -> str:
    with write_transaction(school.sessions) as session:
        return request_import(session, school.queue, owner_id=owner_id, files=files, now=now()).id


def _articles(school: School, owner_id: str) -> int:
    with school.sessions() as session:
        query = select(func.count()).select_from(ArticleRow).where(ArticleRow.owner_id == owner_id)
        return session.scalar(query) or 0


def _files(school: School, job_id: str) -> int:
    with school.sessions() as session:
        query = select(func.count()).select_from(ImportFileRow).where(ImportFileRow.job_id == job_id)
        return session.scalar(query) or 0


def test_each_file_is_stored_known_or_refused_and_read(working_school: School) -> None:
    teacher = working_school.teacher()
    files = [("a.txt", _text(1)), ("b.exe", b"MZ"), ("again.txt", _text(1)), ("c.txt", b"Too short.")]
    job = working_school.wait(
        _import(working_school, teacher, [*files, ("d.md", b"# Market\n\n" + _text(2))])
    )
    assert (job.state, job.done, job.total) == ("succeeded", 5, 5)
    assert [article["file"] for article in job.result["articles"]] == ["a.txt", "d.md"]
    assert [(k["file"], k["id"]) for k in job.result["known"]] == [
        ("again.txt", job.result["articles"][0]["id"])
    ]
    assert [part["file"] for part in job.result["refused"]] == ["b.exe", "c.txt"]
    assert [problem["type"] for problem in job.problems] == ["file-refused"] * 2
    assert _articles(working_school, teacher) == 2
    assert _files(working_school, job.id) == 0
    with working_school.sessions() as session:
        readings = session.scalars(
            select(JobRow.id).where(JobRow.owner_id == teacher, JobRow.kind == "read_article")
        ).all()
    assert {working_school.wait(reading).state for reading in readings} == {"succeeded"}
    assert len(readings) == 2


def test_import_of_nothing_that_can_be_taken_fails(working_school: School) -> None:
    teacher = working_school.teacher()
    job = working_school.wait(_import(working_school, teacher, [("a.exe", b"MZ"), ("b.pdf", b"%PDF-1.7")]))
    assert job.state == "failed"
    assert len(job.problems) == len(job.result["refused"]) == 2


def test_import_that_is_killed_again_and_again_stores_each_file_once(school: School) -> None:
    teacher = school.teacher()
    job_id = _import(school, teacher, [(f"{n}.txt", _text(n)) for n in range(40)])
    for least in (3, 12, 25):
        with school.worker() as worker:
            wait_for(lambda least=least: school.job(job_id).done >= least)  # type: ignore[misc]
            kill(worker)
    with school.worker():
        job = school.wait(job_id)
    assert (job.state, job.done) == ("succeeded", 40)
    assert [article["file"] for article in job.result["articles"]] == [f"{n}.txt" for n in range(40)]
    assert job.result["known"] == []
    assert _articles(school, teacher) == 40


def test_cancelled_import_keeps_what_it_has_stored_and_no_file(sqlite_school: School) -> None:
    school = sqlite_school
    teacher = school.teacher()
    job_id = _import(school, teacher, [(f"{n}.txt", _text(n)) for n in range(200)])
    with school.worker():
        wait_for(lambda: school.job(job_id).done >= 2)
        school.cancel(teacher, job_id)
        other = school.wait(school.read(teacher, school.article(teacher)))
    job = school.job(job_id)
    assert (other.state, job.state) == ("succeeded", "cancelled")
    assert 2 <= _articles(school, teacher) - 1 == len(job.result["articles"]) < 200
    assert _files(school, job_id) == 0
