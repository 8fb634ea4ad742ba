"""Jobs, from the request to the result, done by a real worker process."""

from datetime import timedelta
from typing import Any

from school import School, is_alive, now, wait_for
from sqlalchemy import func, select, update

import quizapi
from quizapi.exchange.registry import EXPORTERS
from quizapi.plugin_api.registry import registry_of
from quizapi.services.exchange import export_quiz
from quizapi.services.exports import find_export, parts_of, request_quiz_export, request_results_export
from quizapi.services.repairs import Repair
from quizapi.services.rescore_jobs import request_repair
from quizapi.store.engine import write_transaction
from quizapi.store.models import AnnotationRow, ArticleRow, AssignmentRow, AttemptRow, QuizRow

POISON = {"name": "poison", "count": 2}


def _poison(how: str) -> dict[str, object]:
    return {**POISON, "options": {"how": how}}


def test_reading_stores_annotations_and_parse(working_school: School) -> None:
    teacher = working_school.teacher()
    article = working_school.article(teacher)
    job = working_school.wait(working_school.read(teacher, article))
    assert (job.state, job.problems) == ("succeeded", [])
    assert job.result == {"article_id": article, "revision": 1}
    assert (job.done, job.total) == (1, 1)
    assert job.started_at is not None
    with working_school.sessions() as session:
        reading = session.scalars(select(AnnotationRow)).first()
        assert reading is not None
        assert {"entities", "attributions", "claims", "causal_relations"} <= set(reading.annotations)
        assert reading.doc


def test_a_text_is_read_once_whoever_owns_it(working_school: School) -> None:
    text = "The ferry to the islands was cancelled again on Monday, the operator said. " * 3
    one, other = working_school.teacher(), working_school.teacher()
    working_school.wait(working_school.read(one, working_school.article(one, text)))
    with write_transaction(working_school.sessions) as session:
        before = session.scalar(select(func.count()).select_from(AnnotationRow))
        session.execute(update(AnnotationRow).values(created_at=now()))
        marked = session.scalars(select(AnnotationRow.created_at)).all()
    job = working_school.wait(working_school.read(other, working_school.article(other, text)))
    assert job.state == "succeeded"
    with working_school.sessions() as session:
        assert session.scalar(select(func.count()).select_from(AnnotationRow)) == before
        assert session.scalars(select(AnnotationRow.created_at)).all() == marked


def test_quiz_is_saved_with_spares_and_provenance(working_school: School) -> None:
    teacher = working_school.teacher()
    article = working_school.article(teacher)
    flawed = {"name": "steady", "count": 2, "options": {"how": "flawed"}}
    quiz, job_id = working_school.quiz(teacher, [article], flawed, "second")
    job = working_school.wait(job_id)
    assert (job.state, job.result, job.problems) == ("succeeded", {"quiz_id": quiz}, [])
    assert job.done == job.total == 4
    items = working_school.items(quiz)
    assert [item.generator for item in items] == ["steady", "steady", "second", "second"]
    assert [item.position for item in items] == [0, 1, 2, 3]
    assert all(item.evidence[0]["article_id"] == article for item in items)
    assert [item.rank for item in working_school.items(quiz, "spare")] == [2, 3, 4, 5] * 2
    provenance = working_school.provenance(quiz)
    assert (provenance["seed"], provenance["quizapi"]) == (7, quizapi.__version__)
    assert set(provenance["pipeline"]) == {"name", "version", "fingerprint"}
    assert all(provenance["pipeline"].values())
    assert [(a["id"], a["revision"], len(a["text_hash"])) for a in provenance["articles"]] == [
        (article, 1, 64)
    ]
    assert provenance["problems"] == []
    steady = provenance["generators"][0]
    assert (steady["name"], steady["version"], steady["count"]) == ("steady", "1.0.0", 2)
    assert (steady["proposed"], steady["selected"], steady["spares"]) == (6, 2, 4)
    assert steady["options"] == {"pause": 0, "how": "flawed"}
    assert steady["dropped"] == {"stem-missing": 1}
    with working_school.sessions() as session:
        assert session.get_one(QuizRow, quiz).status == "ready"


def test_same_request_gives_the_same_items(working_school: School) -> None:
    teacher = working_school.teacher()
    articles = [working_school.article(teacher), working_school.article(teacher, "Rain fell. " * 50)]
    quizzes = [working_school.quiz(teacher, articles, "steady", "third") for _ in range(2)]
    for _, job_id in quizzes:
        assert working_school.wait(job_id).state == "succeeded"
    one, other = ([i.content_hash for i in working_school.items(quiz)] for quiz, _ in quizzes)
    assert one == other
    assert one


def test_generator_that_hangs_or_crashes_is_named_and_the_others_items_are_kept(
    working_school: School,
) -> None:
    teacher = working_school.teacher()
    article = working_school.article(teacher)
    quiz, job_id = working_school.quiz(teacher, [article], "steady", _poison("segfault"), "second")
    job = working_school.wait(job_id)
    assert job.state == "succeeded"
    assert [(p["generator"], p["type"]) for p in job.problems] == [("poison", "crashed")]
    assert [item.generator for item in working_school.items(quiz)] == ["steady"] * 2 + ["second"] * 2


def test_job_fails_where_no_generator_gave_anything(working_school: School) -> None:
    teacher = working_school.teacher()
    article = working_school.article(teacher)
    unknown = {"name": "no-such", "count": 1, "options": {}}
    wrong = {"name": "steady", "count": 1, "options": {"pause": "long"}}
    quiz, job_id = working_school.quiz(teacher, [article], unknown, wrong, _poison("os-exit"))
    job = working_school.wait(job_id)
    assert job.state == "failed"
    types = {(p["generator"], p["type"]) for p in job.problems}
    assert {("no-such", "not-installed"), ("steady", "invalid-options"), ("poison", "crashed")} <= types
    assert working_school.items(quiz) == []


def test_deleted_article_ends_its_job(working_school: School) -> None:
    teacher = working_school.teacher()
    article = working_school.article(teacher)
    with write_transaction(working_school.sessions) as session:
        session.delete(session.get_one(ArticleRow, article))
    job = working_school.wait(working_school.read(teacher, article))
    assert job.state == "failed"
    assert [p["type"] for p in job.problems] == ["gone"]


def test_cancel_stops_a_hanging_generator_within_two_seconds(working_school: School) -> None:
    teacher = working_school.teacher()
    article = working_school.article(teacher)
    before = working_school.runs()["poison"]
    quiz, job_id = working_school.quiz(teacher, [article], _poison("hang-in-c"), "steady")
    wait_for(lambda: working_school.runs()["poison"] > before)
    hanging = int([pid for name, _, pid in working_school.run_log() if name == "poison"][-1])
    cancelled_at = now()
    working_school.cancel(teacher, job_id)
    wait_for(lambda: not is_alive(hanging))
    assert (now() - cancelled_at).total_seconds() < 2.0
    # The worker is free again, and the cancelled job changes no more.
    next_quiz, next_job = working_school.quiz(teacher, [article], "steady")
    assert working_school.wait(next_job).state == "succeeded"
    job = working_school.job(job_id)
    assert (job.state, job.result) == ("cancelled", {})
    assert working_school.items(quiz) == []
    assert len(working_school.items(next_quiz)) == 2


def test_reading_is_taken_beside_a_quiz_and_waits_for_its_turn_in_the_child(working_school: School) -> None:
    one, other = working_school.teacher(), working_school.teacher()
    before = working_school.runs()["poison"]
    _, hanging = working_school.quiz(one, [working_school.article(one)], _poison("hang-in-c"))
    wait_for(lambda: working_school.runs()["poison"] > before)
    texts = [f"Snow closed the pass for {n} days, the police said." for n in (2, 3)]
    given_up, kept = (working_school.read(other, working_school.article(other, text)) for text in texts)
    wait_for(lambda: all(working_school.job(job_id).state == "running" for job_id in (given_up, kept)))
    working_school.cancel(other, given_up)
    working_school.cancel(one, hanging)
    assert working_school.wait(kept).state == "succeeded"
    assert working_school.job(given_up).state == "cancelled"


def test_one_teachers_many_jobs_do_not_hold_up_anothers(working_school: School) -> None:
    many, one = working_school.teacher(), working_school.teacher()
    slow = {"name": "steady", "count": 1, "options": {"pause": 0.1}}
    articles = [working_school.article(teacher) for teacher in (many, one)]
    crowd = [working_school.quiz(many, articles[:1], slow)[1] for _ in range(14)]
    _, single = working_school.quiz(one, articles[1:], slow)
    finished = working_school.wait(single).finished_at
    assert finished is not None
    ends = [working_school.wait(job_id).finished_at for job_id in crowd]
    assert sum(end is not None and end > finished for end in ends) >= 2


def test_a_quiz_is_written_as_a_file_or_the_job_says_why_not(working_school: School) -> None:
    room = working_school.class_of(1)
    with write_transaction(working_school.sessions) as session:
        quiz = session.get_one(QuizRow, room.quiz)
        asked = {
            format: request_quiz_export(
                session, working_school.queue, quiz, format=format, status=status, with_key=True,
                is_partial=False, now=now(),
            ).id
            for format, status in (("gift", "all"), ("pdf", "proposed"), ("papyrus", "all"))
        }  # fmt: skip
        about: dict[str, Any] = {"status": "all", "with_key": True, "is_partial": False, "now": now()}
        direct = export_quiz(session, quiz, EXPORTERS["gift"], registry=registry_of([]), **about)
    jobs = {format: working_school.wait(job_id) for format, job_id in asked.items()}
    gift = jobs["gift"]
    assert (gift.state, gift.problems, gift.result["name"]) == ("succeeded", [], "The halls.gift.txt")
    assert (gift.result["left_out"], gift.result["size"]) == ([], len(direct.data))
    with working_school.sessions() as session:
        file = find_export(session, room.owner, room.quiz, gift.id, now=now())
    assert b"".join(parts_of(working_school.sessions, file.id)) == direct.data
    for format, type in (("pdf", "nothing-to-export"), ("papyrus", "format-unknown")):
        assert jobs[format].state == "failed"
        assert [problem["type"] for problem in jobs[format].problems] == [type]


def test_a_class_is_scored_again_and_its_results_are_written(working_school: School) -> None:
    room = working_school.class_of(250)
    repair = Repair("accept_key", "Both can be said.", key=False)
    with write_transaction(working_school.sessions) as session:
        quiz = session.get_one(QuizRow, room.quiz)
        asked = request_repair(
            session, working_school.queue, quiz, room.item, repair, source="", now=now()
        ).id
    rescored = working_school.wait(asked)
    assert (rescored.state, rescored.result["changed"], rescored.done) == ("succeeded", 250, 1)
    with write_transaction(working_school.sessions) as session:
        row = session.get_one(AssignmentRow, room.assignment)
        asked = request_results_export(session, working_school.queue, row, format="csv", now=now()).id
    written = working_school.wait(asked)
    assert (written.state, written.done, written.total) == ("succeeded", 251, 251)
    with working_school.sessions() as session:
        file = find_export(session, room.owner, room.assignment, written.id, now=now())
    lines = b"".join(parts_of(working_school.sessions, file.id)).decode("utf-8-sig").splitlines()
    assert len(lines) == 251
    assert {line.split(",")[8] for line in lines[1:]} == {"1"}


def test_worker_ends_attempts_whose_time_is_over(working_school: School) -> None:
    working_school.attempts(("over", now() - timedelta(hours=2), now() - timedelta(hours=1)))

    def state() -> str:
        with working_school.sessions() as session:
            return session.get_one(AttemptRow, "over").state

    wait_for(lambda: state() == "expired")
