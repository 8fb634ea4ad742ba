"""What a worker would have made of a text that is tried, without a worker."""

from datetime import UTC, datetime
from typing import Any

from quizapi.services.jobs import finish, start
from quizapi.store.engine import write_transaction
from quizapi.store.models import JobRow
from tests.web.site import Site, gold_annotations


def finish_trial(site: Site, job_id: str) -> None:
    """End the job with the sample's gold annotations and a candidate of each fate."""
    now = datetime.now(UTC)
    with write_transaction(site.parts.sessions) as session:
        article = session.get_one(JobRow, job_id).params["article"]
        start(session, job_id, total=2, now=now)
        finish(
            session,
            job_id,
            state="succeeded",
            result={
                "article": article,
                "annotations": gold_annotations(),
                "candidates": [_candidate(fate, why) for fate, why in FATES.items()],
            },
            problems=[
                {"generator": "timeline", "type": "nothing-to-ask", "detail": "The article has no year."}
            ],
            now=now,
        )


FATES = {
    "chosen": "",
    "spare": "the count was reached without it",
    "flawed": "key-in-stem: The question holds its own answer.",
}


def _candidate(fate: str, why: str) -> dict[str, Any]:
    return {
        "generator": "true-false",
        "fate": fate,
        "why": why,
        "interaction": "true_false",
        "stem": f"True or false? According to the article, this is {fate}.",
        "key": "true",
        "evidence": [{"start": 0, "end": 40}],
        "confidence": 0.9,
    }
