"""A repair as a job (`Prefer: respond-async`): what the request would have done, once, or not at all."""

import threading
from typing import Any

from sqlalchemy import func, select

from quizapi.jobs.rescoring import Rescoring
from quizapi.store.models import AuditRow, JobRow, RepairRow
from tests.api.delivery import Caller, School
from tests.api.test_repairs import WHY, ended, points, published

ASYNC = "respond-async"


def work(school: School, job_id: str) -> Any:
    """Do the job, as a worker does."""
    calls: Any = None  # the child, which is not asked
    steps = Rescoring(school.context.sessions, calls, school.context.queue, school.clock)
    begun = steps.begin(job_id)
    return begun or steps.rescore(job_id)


def send(school: School, path: str, prefer: str, **body: Any) -> Any:
    return school.teacher.send("POST", path, {"reason": WHY, **body}, Prefer=prefer)


def repair_path(assignment: dict[str, Any], item_id: str) -> str:
    return f"/quizzes/{assignment['quiz_id']}/items/{item_id}/repair"


def one_wrong_key(school: School) -> tuple[dict[str, Any], str, Caller]:
    assignment, ids = published(school)
    return assignment, ids[0], ended(school, assignment, "Noor", {ids[0]: ["a"]})


def n_repairs(school: School) -> int:
    with school.context.sessions() as session:
        return session.scalar(select(func.count()).select_from(RepairRow)) or 0


def test_job_repairs_as_the_request_does_and_has_its_answer(school_of_each: School) -> None:
    school = school_of_each
    assignment, item_id, _ = one_wrong_key(school)
    sent = send(school, repair_path(assignment, item_id), ASYNC, action="accept_key", key=["a"])
    assert (sent.status_code, sent.json["kind"], sent.json["state"]) == (202, "rescore", "queued")
    assert sent.headers["Location"] == f"/api/v1/jobs/{sent.json['id']}"
    assert points(school, assignment) == {"Noor": (0.0, 6.0)}
    assert work(school, sent.json["id"]) == {"outcome": "succeeded"}
    job = school.teacher.ok("GET", f"/jobs/{sent.json['id']}")
    (listed,) = school.teacher.ok("GET", f"/quizzes/{assignment['quiz_id']}/repairs")["items"]
    assert (job["state"], job["result"], job["problems"]) == ("succeeded", listed, [])
    assert (listed["changed"], listed["made_by"]) == (1, school.user_id)
    assert points(school, assignment) == {"Noor": (1.0, 6.0)}
    # Whoever runs it again finds it done.
    assert work(school, sent.json["id"]) == {"stop": True}
    assert n_repairs(school) == 1
    undone = send(school, f"/quizzes/{assignment['quiz_id']}/repairs/{listed['id']}/undo", ASYNC)
    assert work(school, undone.json["id"]) == {"outcome": "succeeded"}
    assert school.teacher.ok("GET", f"/jobs/{undone.json['id']}")["result"]["undoes"] == listed["id"]
    assert points(school, assignment) == {"Noor": (0.0, 6.0)}
    with school.context.sessions() as session:
        noted = session.execute(
            select(AuditRow.event, AuditRow.subject, AuditRow.user_id).where(AuditRow.source != "")
        ).all()
    for event in ("scores-repaired", "repair-undone"):
        assert (event, item_id, school.user_id) in noted


def test_faults_are_told_at_once_and_what_has_become_one_since_by_the_job(school: School) -> None:
    assignment, item_id, _ = one_wrong_key(school)
    path = repair_path(assignment, item_id)
    wrong = send(school, path, ASYNC, action="accept_key", key=["b"])
    assert (wrong.status_code, wrong.json["type"]) == (422, "/docs/problems#key-right-already")
    jobs = [send(school, path, ASYNC, action="accept_key", key=["a"]).json["id"] for _ in range(2)]
    assert [work(school, job)["outcome"] for job in jobs] == ["succeeded", "failed"]
    late = school.teacher.ok("GET", f"/jobs/{jobs[1]}")
    assert (late["state"], [p["type"] for p in late["problems"]]) == ("failed", ["key-right-already"])
    assert n_repairs(school) == 1


def test_who_waits_is_answered_like_who_did_not_ask_for_a_job(school: School) -> None:
    assignment, item_id, _ = one_wrong_key(school)
    stop = threading.Event()

    def worker() -> None:
        while not stop.wait(0.05):
            with school.context.sessions() as session:
                job_id = session.scalar(select(func.max(JobRow.id)).where(JobRow.state == "queued"))
            if job_id is not None:
                work(school, job_id)

    thread = threading.Thread(target=worker)
    thread.start()
    try:
        sent = send(
            school, repair_path(assignment, item_id), f"{ASYNC}, wait=20", action="accept_key", key=["a"]
        )
    finally:
        stop.set()
        thread.join()
    (listed,) = school.teacher.ok("GET", f"/quizzes/{assignment['quiz_id']}/repairs")["items"]
    assert (sent.status_code, sent.json) == (200, listed)
    assert sent.headers["Preference-Applied"] == "wait=20"


def test_cancelled_repair_changes_nothing(school: School) -> None:
    assignment, item_id, _ = one_wrong_key(school)
    job = send(school, repair_path(assignment, item_id), ASYNC, action="drop").json
    school.teacher.ok("POST", f"/jobs/{job['id']}/cancel")
    assert work(school, job["id"]) == {"stop": True}
    assert (n_repairs(school), points(school, assignment)) == (0, {"Noor": (0.0, 6.0)})


def test_other_preferences_are_answered_at_once(school: School) -> None:
    assignment, item_id, _ = one_wrong_key(school)
    path = repair_path(assignment, item_id)
    made = send(school, path, "handling=strict, wait=1, not-respond-async", action="full_credit")
    assert (made.status_code, made.json["action"]) == (200, "full_credit")
