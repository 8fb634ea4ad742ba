"""An edited item waits for the checks that need a parse, and never for ever."""

from school import School, now

from quizapi.services.item_checks import edit_and_check
from quizapi.services.jobs import finish
from quizapi.store.engine import write_transaction
from quizapi.store.models import ItemRow, JobRow, QuizRow

EDITED = "Edited: what does the mayor say about the building of the old fish market?"


def _made(school: School) -> tuple[str, str, str]:
    teacher = school.teacher()
    quiz, job_id = school.quiz(teacher, [school.article(teacher)], "steady")
    assert school.wait(job_id).state == "succeeded"
    return teacher, quiz, school.items(quiz)[0].id


def _edit(school: School, quiz: str, item: str, **changes: object) -> str | None:
    """Edit an item; the job that will check it."""
    with write_transaction(school.sessions) as session:
        row = session.get_one(ItemRow, item)
        edit_and_check(session, school.queue, session.get_one(QuizRow, quiz), row, changes, now=now())
    with school.sessions() as session:
        query = session.query(JobRow.id).filter_by(kind="check_item", subject_id=item)
        found: str | None = query.order_by(JobRow.id.desc()).limit(1).scalar()
        return found


def _item(school: School, item: str) -> ItemRow:
    with school.sessions() as session:
        return session.get_one(ItemRow, item)


def test_edited_item_is_checked_against_its_article(working_school: School) -> None:
    _, quiz, item = _made(working_school)
    before = _item(working_school, item)
    job_id = _edit(working_school, quiz, item, stem="They say what it was not?")
    assert job_id is not None
    job = working_school.wait(job_id)
    assert (job.state, job.result, job.problems) == ("succeeded", {"item_id": item}, [])
    after = _item(working_school, item)
    assert after.checks == "done"
    assert after.version > before.version
    # A question that nobody understands who has not the article before him.
    assert after.flaws != []
    assert all(set(flaw) == {"code", "detail", "fatal"} for flaw in after.flaws)


def test_what_is_no_edit_of_the_content_asks_for_no_check(working_school: School) -> None:
    _, quiz, item = _made(working_school)
    assert _edit(working_school, quiz, item, status="accepted", tags=["week 3"]) is None
    assert _item(working_school, item).checks == "done"


def test_two_edits_are_checked_as_the_last_one_left_it(sqlite_school: School) -> None:
    school = sqlite_school
    with school.worker():
        _, quiz, item = _made(school)
    jobs = [_edit(school, quiz, item, stem=stem) for stem in ("Edited once, but why?", EDITED)]
    assert _item(school, item).checks == "pending"
    assert len(set(jobs)) == 2
    with school.worker():
        assert {school.wait(job or "").state for job in jobs} == {"succeeded"}
    after = _item(school, item)
    assert (after.stem, after.checks) == (EDITED, "done")


def test_cancelled_or_failed_checks_leave_a_word_and_no_waiting_item(sqlite_school: School) -> None:
    school = sqlite_school
    with school.worker():
        teacher, quiz, item = _made(school)
    first, second = (_edit(school, quiz, item, stem=stem) for stem in ("Edited once, but why?", EDITED))
    school.cancel(teacher, first or "")
    # The later edit's checks are still to come.
    assert _item(school, item).checks == "pending"
    with write_transaction(school.sessions) as session:
        finish(session, second or "", state="failed", result={}, problems=[], now=now())
    after = _item(school, item)
    assert after.checks == "done"
    assert [flaw["code"] for flaw in after.flaws if flaw["code"] == "check-failed"] == ["check-failed"]
    # And once it is checked, that word is gone.
    job_id = _edit(school, quiz, item, stem="What is the mayor's word about the old fish market?")
    with school.worker():
        assert school.wait(job_id or "").state == "succeeded"
    assert all(flaw["code"] != "check-failed" for flaw in _item(school, item).flaws)
