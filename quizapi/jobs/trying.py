"""The step of the playground: a text is read and asked about; nothing of it is stored but the result."""

from typing import Any

import structlog

from quizapi.jobs.faults import STOP, ChildFault, JobEnded
from quizapi.jobs.steps import Steps
from quizapi.services import jobs
from quizapi.services.playground import take_trial
from quizapi.store.engine import write_transaction
from quizapi.store.models import JobRow

log = structlog.get_logger(__name__)

Json = dict[str, Any]


class Trying(Steps):
    """Tries generators on a text."""

    def run(self, job_id: str) -> Json:
        """Read the text, ask every generator, and end the job: `{outcome}` or `STOP`."""
        with write_transaction(self._sessions) as session:
            job = session.get(JobRow, job_id)
            trial = None if job is None else take_trial(job)
            if trial is None or not jobs.start(
                session, job_id, total=1 + len(trial["generators"]), now=self._clock()
            ):
                return STOP
        key = f"trial/{job_id}"
        try:
            result, problems = self._tried(job_id, key, trial)
        except JobEnded:
            return STOP
        except ChildFault as fault:
            log.warning("trial_failed", job_id=job_id, type=fault.type)
            result, problems = {}, [_problem("", fault.type, f"reading: {fault.detail}")]
        finally:
            self._calls.forget(job_id, key)
        state: jobs.EndState = "succeeded" if result else "failed"
        with write_transaction(self._sessions) as session:
            jobs.finish(session, job_id, state=state, result=result, problems=problems, now=self._clock())
        return {"outcome": state}

    def _tried(self, job_id: str, key: str, trial: Json) -> tuple[Json, list[Json]]:
        reading = self._calls.read_text(job_id, trial["article"]["text"])
        article = {**trial["article"], "id": key, "revision": 1}
        proposals, requests, problems, let_go = [], [], [], []
        for done, request in enumerate(trial["generators"], 1):
            self._tell(job_id, done=done, total=1 + len(trial["generators"]), step=request["name"])
            try:
                found = self._calls.explain(job_id, request, reading, article, seed=trial["seed"])
            except ChildFault as fault:
                problems.append(_problem(request["name"], fault.type, fault.detail))
                continue
            let_go += found.pop("let_go")
            problems += found["problems"]
            proposals.append({"generator": request["name"], "article_index": 0, **found, "problems": []})
            requests.append(request)
        through = self._calls.fates(job_id, proposals, requests, len(article["text"]))["candidates"]
        result = {
            "article": trial["article"],
            "annotations": reading["annotations"],
            "candidates": [*through, *let_go],
        }
        return result, problems

    def _tell(self, job_id: str, *, done: int, total: int, step: str) -> None:
        with write_transaction(self._sessions) as session:
            jobs.report_progress(session, job_id, done=done, total=total, step=step)


def _problem(generator: str, type: str, detail: str) -> Json:
    return {"generator": generator, "type": type, "detail": detail}
