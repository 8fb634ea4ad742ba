"""The steps that check an edited item: those checks that need its article's parse."""

from typing import Any

import structlog

from quizapi.jobs.faults import STOP, ChildFault, JobEnded
from quizapi.jobs.steps import Steps
from quizapi.services import jobs
from quizapi.services.item_checks import item_to_check, save_checks
from quizapi.store.engine import write_transaction

log = structlog.get_logger(__name__)

Json = dict[str, Any]


class Checking(Steps):
    """Checks items."""

    def begin(self, job_id: str) -> Json:
        """`{item_id, content, digest, place}` as the item is now, or `STOP`."""
        with write_transaction(self._sessions) as session:
            job = self._begun(session, job_id, total=1)
            if job is None:
                return STOP
            found = item_to_check(session, job.subject_id or "")
            if found is None:
                # Deleted, or checked by a later job than this one.
                jobs.finish(session, job_id, state="succeeded", result={}, problems=[], now=self._clock())
                return STOP
            return found

    def check(self, job_id: str, found: Json) -> Json:
        """`{flaws, problems}` or `STOP`. A check that cannot be run is told, and holds nobody up."""
        try:
            return {"flaws": self._calls.check(job_id, found["content"], found["place"]), "problems": []}
        except JobEnded:
            with write_transaction(self._sessions) as session:
                # Cancelled, or else the article is no more.
                problem = {"generator": "", "type": "gone", "detail": "the article was deleted"}
                jobs.finish(session, job_id, state="failed", result={}, problems=[problem], now=self._clock())
            return STOP
        except ChildFault as fault:
            log.warning("item_not_checked", type=fault.type)
            detail = f"the checks could not be run: {fault.detail}"
            problem = {"generator": "", "type": "check-failed", "detail": detail}
            return {
                "flaws": [{"code": "check-failed", "detail": detail, "fatal": False}],
                "problems": [problem],
            }

    def save(self, job_id: str, found: Json, outcome: Json) -> Json:
        """Write the flaws to the item, if it is still the one that was checked, and end the job."""
        with write_transaction(self._sessions) as session:
            save_checks(session, found["item_id"], found["digest"], flaws=outcome["flaws"], now=self._clock())
            jobs.finish(
                session,
                job_id,
                state="succeeded",
                result={"item_id": found["item_id"]},
                problems=outcome["problems"],
                now=self._clock(),
            )
        return {}
