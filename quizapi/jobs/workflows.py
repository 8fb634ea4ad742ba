"""The workflows: which steps a job has, in which order. The engine remembers each finished step's answer, so
that a job goes on where it stopped, on whichever worker.

A workflow must take the same way each time it is run: all that it decides by comes out of a step.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog
from dbos import DBOS, StepOptions
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from quizapi.jobs.faults import ChildUnavailable
from quizapi.jobs.work import QuizGone, Work
from quizapi.services.jobs import ACTIVE

log = structlog.get_logger(__name__)

Json = dict[str, Any]
#: How often a step is tried that meets faults of the machinery, and the first pause. Each pause is twice as
#: long as the one before, so that the last try is 32 seconds after the first.
MOST_TRIES = 8
FIRST_PAUSE_S = 0.25
_NOTHING: Json = {"items": [], "spares": [], "problems": []}


def register_workflows(work: Work, *, max_recoveries: int) -> None:
    """Tell the engine the workflows, by their jobs' kinds. Once a process, before the engine is launched."""

    def add(kind: str, body: Callable[[Work, str], str]) -> None:
        @DBOS.workflow(name=kind, max_recovery_attempts=max_recoveries)
        def workflow(job_id: str) -> None:
            with work.busy():
                _run(work, kind, job_id, body)

    add("read_article", _read_article)
    add("build_quiz", _build_quiz)
    add("import_articles", _import_articles)
    add("check_item", _check_item)
    add("score_answers", _score_answers)
    add("try_text", _try_text)
    add("rescore", _rescore)
    add("export", _export)


def _run(work: Work, kind: str, job_id: str, body: Callable[[Work, str], str]) -> None:
    started = time.monotonic()
    structlog.contextvars.bind_contextvars(job_id=job_id)
    log.info("job_started", kind=kind, executor_id=work.executor_id)
    try:
        outcome = body(work, job_id)
    except Exception as error:
        log.exception("job_broke", kind=kind)
        detail = f"{type(error).__name__}: the job could not be brought to its end"
        _step("fail", work.fail, job_id, "internal", detail)
        outcome = "failed"
    finally:
        work.rest()
    duration_s = round(time.monotonic() - started, 3)
    log.info("job_finished", kind=kind, outcome=outcome, duration_s=duration_s)
    structlog.contextvars.unbind_contextvars("job_id")


def _read_article(work: Work, job_id: str) -> str:
    begun = _step("begin", _begin_reading, work, job_id)
    if "stop" in begun:
        return "stopped"
    outcome = _step("read", work.read, job_id, begun["article_id"], begun["revision"])
    if "stop" in outcome:
        return "stopped"
    _step("finish", work.finish_reading, job_id, outcome)
    return "succeeded" if outcome["problem"] is None else "failed"


def _build_quiz(work: Work, job_id: str) -> str:
    plan = _step("begin", _begin_quiz, work, job_id)
    if "stop" in plan:
        return "stopped"
    readings: list[Json] = []
    for done, article in enumerate(plan["articles"]):
        readings.append(_step("read", _read_for_quiz, work, job_id, plan, article, done))
        if "stop" in readings[-1]:
            return "stopped"
    beside: list[Json] = []
    # Plans of jobs that an earlier release began have no articles beside.
    for done, article in enumerate(plan.get("context", []), len(plan["articles"])):
        readings.append(_step("read", _read_for_quiz, work, job_id, plan, article, done))
        if "stop" in readings[-1]:
            return "stopped"
        if readings[-1]["problem"] is None:
            beside.append({"id": article["id"], "revision": article["revision"]})
    read = [
        {"id": article["id"], "revision": article["revision"], "index": index, "context": beside}
        for index, article in enumerate(plan["articles"])
        if readings[index]["problem"] is None
    ]
    outcomes: list[Json] = []
    for request in plan["generators"]:
        outcomes.append(_step("propose", _propose, work, job_id, plan, request, read))
        if "stop" in outcomes[-1]:
            return "stopped"
    chosen = _step("choose", _choose, work, job_id, plan, outcomes)
    if "stop" in chosen:
        return "stopped"
    saved = _step("save", _save, work, job_id, plan, readings, outcomes, chosen)
    return "succeeded" if saved["n_items"] else "failed"


def _import_articles(work: Work, job_id: str) -> str:
    begun = _step("begin", work.importing.begin, job_id)
    if "stop" in begun:
        return "stopped"
    for _ in range(begun["files"]):
        if "stop" in _step("import", work.importing.import_next, job_id):
            return "stopped"
    done = _step("finish", work.importing.finish, job_id)
    return "succeeded" if done["is_taken"] else "failed"


def _check_item(work: Work, job_id: str) -> str:
    begun = _step("begin", work.checking.begin, job_id)
    if "stop" in begun:
        return "stopped"
    found = _step("check", work.checking.check, job_id, begun)
    if "stop" in found:
        return "stopped"
    _step("save", work.checking.save, job_id, begun, found)
    return "succeeded"


def _score_answers(work: Work, job_id: str) -> str:
    begun = _step("begin", work.scoring.begin, job_id)
    if "stop" in begun:
        return "stopped"
    done = _step("score", work.scoring.score, job_id, begun["attempt_id"])
    return "stopped" if "stop" in done else str(done["outcome"])


def _try_text(work: Work, job_id: str) -> str:
    # One step: what a step answers is kept by the engine, and nothing of the text may be.
    done = _step("try", work.trying.run, job_id)
    return "stopped" if "stop" in done else str(done["outcome"])


def _rescore(work: Work, job_id: str) -> str:
    if "stop" in _step("begin", work.rescoring.begin, job_id):
        return "stopped"
    done = _step("rescore", work.rescoring.rescore, job_id)
    return "stopped" if "stop" in done else str(done["outcome"])


def _export(work: Work, job_id: str) -> str:
    if "stop" in _step("begin", work.exporting.begin, job_id):
        return "stopped"
    # One step: a file that was half written when its worker died is written anew.
    done = _step("write", work.exporting.write, job_id)
    return "stopped" if "stop" in done else str(done["outcome"])


# -- steps


def _begin_reading(work: Work, job_id: str) -> Json:
    job = work.job(job_id)
    if job is None or job.state not in ACTIVE or not work.start(job_id, 1):
        return {"stop": True}
    return {"article_id": job.subject_id, "revision": job.params.get("revision")}


def _begin_quiz(work: Work, job_id: str) -> Json:
    job = work.job(job_id)
    if job is None or job.state not in ACTIVE or job.subject_id is None:
        return {"stop": True}
    request = work.quiz_request(job.subject_id)
    if request is None:
        work.fail(job_id, "gone", "the quiz was deleted")
        return {"stop": True}
    total = len(request["articles"]) * (1 + len(request["generators"])) + len(request["context"]) + 1
    if not work.start(job_id, total):
        return {"stop": True}
    known = {article["id"] for article in request["context"]}
    gone = [article_id for article_id in job.params.get("context_article_ids", []) if article_id not in known]
    return {**request, "quiz_id": job.subject_id, "total": total, "context_gone": gone}


def _read_for_quiz(work: Work, job_id: str, plan: Json, article: Json, done: int) -> Json:
    work.progress(job_id, done=done, total=plan["total"], step="reading")
    return work.read(job_id, article["id"], article["revision"])


def _propose(work: Work, job_id: str, plan: Json, request: Json, read: Sequence[Json]) -> Json:
    n_articles = len(plan["articles"])
    before = n_articles * (1 + plan["generators"].index(request)) + len(plan.get("context", []))

    def progress(done: int) -> None:
        work.progress(job_id, done=before + done, total=plan["total"], step=request["name"])

    return work.propose(job_id, request, read, seed=plan["seed"], progress=progress)


def _choose(work: Work, job_id: str, plan: Json, outcomes: Sequence[Json]) -> Json:
    work.progress(job_id, done=plan["total"] - 1, total=plan["total"], step="choosing")
    proposals = [proposal for outcome in outcomes for proposal in outcome["proposals"]]
    requests = [
        {"name": request["name"], "count": request["count"]}
        for request, outcome in zip(plan["generators"], outcomes, strict=True)
        if not outcome["stopped"] and outcome["proposals"]
    ]
    if not requests:
        return _NOTHING
    lengths = [article["length"] for article in plan["articles"]]
    return work.choose(job_id, proposals, requests, lengths)


def _save(
    work: Work,
    job_id: str,
    plan: Json,
    readings: Sequence[Json],
    outcomes: Sequence[Json],
    chosen: Json,
) -> Json:
    problems = [reading["problem"] for reading in readings if reading["problem"] is not None]
    problems += [
        {"generator": "", "type": "gone", "detail": f"the article {article_id} beside the quiz was deleted"}
        for article_id in plan.get("context_gone", [])
    ]
    problems += [problem for outcome in outcomes for problem in outcome["problems"]]
    problems += chosen["problems"]
    provenance = _provenance(work.provenance(), job_id, plan, outcomes, chosen, problems)
    try:
        return work.save(job_id, plan["quiz_id"], chosen, provenance=provenance, problems=problems)
    except QuizGone:
        work.fail(job_id, "gone", "the quiz was deleted while it was made")
        return {"n_items": 0}


def _provenance(
    about: Json,
    job_id: str,
    plan: Json,
    outcomes: Sequence[Json],
    chosen: Json,
    problems: Sequence[Json],
) -> Json:
    generators = [
        {
            "name": request["name"],
            **about["generators"].get(request["name"], {}),
            "count": request["count"],
            "options": outcome["options"] or request["options"],
            "proposed": sum(len(proposal["candidates"]) for proposal in outcome["proposals"]),
            "dropped": _added(proposal["dropped"] for proposal in outcome["proposals"]),
            "selected": _count(chosen["items"], request["name"]),
            "spares": _count(chosen["spares"], request["name"]),
        }
        for request, outcome in zip(plan["generators"], outcomes, strict=True)
    ]
    return {
        "job_id": job_id,
        "seed": plan["seed"],
        "quizapi": about["quizapi"],
        "pipeline": about["pipeline"],
        "articles": plan["articles"],
        "context_articles": plan.get("context", []),
        "generators": generators,
        "problems": list(problems),
    }


def _added(counts: Any) -> dict[str, int]:
    total: dict[str, int] = {}
    for count in counts:
        for code, n in count.items():
            total[code] = total.get(code, 0) + n
    return total


def _count(items: Sequence[Mapping[str, Any]], generator: str) -> int:
    return sum(item["generator"] == generator for item in items)


# -- the engine


def _step(name: str, function: Callable[..., Json], *args: Any) -> Json:
    """Run a step once. Only a fault of the machinery is worth another try."""
    options = StepOptions(
        name=name,
        retries_allowed=True,
        max_attempts=MOST_TRIES,
        interval_seconds=FIRST_PAUSE_S,
        backoff_rate=2.0,
        should_retry=is_machinery_fault,
    )
    return DBOS.run_step(options, function, *args)


def is_machinery_fault(error: BaseException) -> bool:
    """Whether the same step may well succeed a little later."""
    return isinstance(
        error, OperationalError | InterfaceError | PoolTimeoutError | ChildUnavailable | OSError
    )
