"""The steps that score answers to plugins' own interactions."""

from typing import Any

import structlog

from quizapi.jobs.faults import STOP, ChildFault, JobEnded
from quizapi.jobs.steps import Steps
from quizapi.services import jobs
from quizapi.services.own_scores import answers_to_score, save_scores
from quizapi.store.engine import write_transaction

log = structlog.get_logger(__name__)

Json = dict[str, Any]


class Scoring(Steps):
    """Scores the answers of an attempt that wait for it."""

    def begin(self, job_id: str) -> Json:
        """`{attempt_id}`, or `STOP`. What is answered from here on asks for another job."""
        with write_transaction(self._sessions) as session:
            job = self._begun(session, job_id, total=1)
            if job is None:
                return STOP
            return {"attempt_id": job.subject_id or ""}

    def score(self, job_id: str, attempt_id: str) -> Json:
        """Score what waits, store it and end the job: `{outcome}` or `STOP`.

        An answer that its scorer cannot score stays without a score, and the job tells why.
        """
        with self._sessions() as session:
            waiting = answers_to_score(session, attempt_id)
        scored, problems = [], []
        try:
            for one in waiting:
                found = self._scored(job_id, one)
                if "score" in found:
                    scored.append({"item_id": one["item_id"], "answer": one["answer"], **found})
                elif found["problem"] not in problems:
                    problems.append(found["problem"])
        except JobEnded:
            return STOP
        with write_transaction(self._sessions) as session:
            save_scores(session, attempt_id, scored, now=self._clock())
            outcome: jobs.EndState = "failed" if problems and not scored else "succeeded"
            jobs.finish(session, job_id, state=outcome, result={}, problems=problems, now=self._clock())
        return {"outcome": outcome}

    def _scored(self, job_id: str, one: Json) -> Json:
        try:
            found = self._calls.score(job_id, one["content"], one["answer"])
        except ChildFault as fault:
            log.warning("answer_not_scored", job_id=job_id, type=fault.type)
            found = {"problem": {"type": fault.type, "detail": fault.detail}}
        if "problem" in found:
            interaction = one["content"]["interaction"]
            detail = f"{interaction}: {found['problem']['detail']}"
            return {"problem": {**found["problem"], "generator": "", "detail": detail}}
        return found
