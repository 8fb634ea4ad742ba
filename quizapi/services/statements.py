"""What learners did, as xAPI statements (IEEE 9274.1, version 1.0.3).

Verbs and types of activities are those of ADL's vocabulary, which the cmi5 profile takes them from. The actor
is an account whose name is a pseudonym. Neither names nor texts are told: of an item its id, kind, the ids of
its options and the key; of a free answer only whether it was right.
"""

import hashlib
import hmac
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapi.store.models import AssignmentItemRow, AssignmentRow, AttemptRow, MessageRow, ResponseRow

Json = dict[str, Any]
VERSION = "1.0.3"
_VERBS = "http://adlnet.gov/expapi/verbs/"
_TYPES = "http://adlnet.gov/expapi/activities/"
#: Ours, so that the same deed has the same id however often it is told.
_NAMESPACE = uuid.UUID("5b0a6d1e-6f0c-5f62-9a37-6a3f7f0b7f6e")
_KINDS = {
    "choice": "choice",
    "multiple": "choice",
    "true_false": "true-false",
    "order": "sequencing",
    "match": "matching",
    "text": "fill-in",
}


def statements_of(session: Session, message: MessageRow, *, base_url: str, secret: bytes) -> list[Json]:
    """The statements of a message of the outbox; none where the attempt was deleted.

    `ended` tells the whole attempt: its start, each answer, its end. `rescored` tells its points alone.
    """
    found = session.execute(
        select(AttemptRow, AssignmentRow.quiz_id)
        .join(AssignmentRow, AssignmentRow.id == AttemptRow.assignment_id)
        .where(AttemptRow.id == message.attempt_id)
    ).first()
    if found is None:
        return []
    attempt, quiz_id = found
    telling = _Telling(attempt, quiz_id, base_url, secret)
    if message.event == "rescored":
        return [telling.rescored(message)]
    items = {
        row.item_id: row
        for row in session.scalars(
            select(AssignmentItemRow).where(AssignmentItemRow.assignment_id == attempt.assignment_id)
        )
    }
    responses = session.scalars(
        select(ResponseRow)
        .where(ResponseRow.attempt_id == attempt.id)
        .order_by(ResponseRow.saved_at, ResponseRow.item_id)
    )
    answered = [telling.answered(row, items[row.item_id]) for row in responses if row.item_id in items]
    return [telling.started(), *answered, telling.ended()]


class _Telling:
    """What the statements of one attempt have in common."""

    def __init__(self, attempt: AttemptRow, quiz_id: str, base_url: str, secret: bytes) -> None:
        self._attempt = attempt
        self._base = f"{base_url}/xapi"
        pseudonym = hmac.digest(secret, f"xapi:{attempt.student_id}".encode(), hashlib.sha256).hex()[:32]
        self._actor = {"objectType": "Agent", "account": {"homePage": base_url, "name": pseudonym}}
        self._assignment = _activity(f"{self._base}/assignments/{attempt.assignment_id}", "assessment")
        self._quiz = _activity(f"{self._base}/quizzes/{quiz_id}", "course")

    def started(self) -> Json:
        return self._statement("initialized", "start", self._assignment, self._attempt.started_at)

    def answered(self, response: ResponseRow, item: AssignmentItemRow) -> Json:
        activity = _activity(
            f"{self._assignment['id']}/items/{item.item_id}", "cmi.interaction", **_interaction(item)
        )
        result: Json = {}
        if response.score is not None:
            result = {"success": response.score == 1.0, "score": {"scaled": round(response.score, 4)}}
        written = _written_answer(item.interaction, response.answer["value"])
        if written is not None:
            result["response"] = written
        return self._statement(
            "answered",
            f"{item.item_id}:{response.saved_at.isoformat()}",
            activity,
            response.saved_at,
            result=result,
            parent=self._assignment,
        )

    def ended(self) -> Json:
        attempt = self._attempt
        is_submitted = attempt.state == "submitted"
        end = attempt.submitted_at or attempt.started_at
        seconds = max(0.0, (end - attempt.started_at).total_seconds())
        result = {"completion": is_submitted, "duration": f"PT{seconds:.2f}S", **self._score()}
        verb = "completed" if is_submitted else "terminated"
        return self._statement(verb, "end", self._assignment, end, result=result)

    def rescored(self, message: MessageRow) -> Json:
        return self._statement(
            "scored", message.id, self._assignment, message.created_at, result=self._score()
        )

    def _score(self) -> Json:
        points, most = self._attempt.points, self._attempt.max_points
        if points is None or not most:
            return {}
        scaled = round(min(1.0, max(0.0, points / most)), 4)
        return {"score": {"scaled": scaled, "raw": points, "min": 0, "max": most}}

    def _statement(
        self,
        verb: str,
        deed: str,
        activity: Json,
        moment: datetime,
        *,
        result: Mapping[str, Any] | None = None,
        parent: Json | None = None,
    ) -> Json:
        around: Json = {"grouping": [self._quiz]}
        if parent is not None:
            around["parent"] = [parent]
        statement = {
            "id": str(uuid.uuid5(_NAMESPACE, f"{self._attempt.id}:{verb}:{deed}")),
            "actor": self._actor,
            "verb": {"id": _VERBS + verb, "display": {"en-US": verb}},
            "object": activity,
            "context": {
                "registration": str(uuid.uuid5(_NAMESPACE, self._attempt.id)),
                "platform": "quizapi",
                "contextActivities": around,
            },
            "timestamp": moment.isoformat().replace("+00:00", "Z"),
            "version": VERSION,
        }
        return {**statement, "result": dict(result)} if result else statement


def _activity(id: str, kind: str, **definition: Any) -> Json:
    return {
        "objectType": "Activity",
        "id": id,
        "definition": {"type": f"{_TYPES}{kind}", **definition},
    }


def _interaction(item: AssignmentItemRow) -> Json:
    """An item as an interaction activity: ids of what can be chosen, and the key by those ids."""
    kind = _KINDS.get(item.interaction, "other")
    described: Json = {"interactionType": kind}
    options = _components(item.content.get("options") or ())
    matches = _components(item.content.get("matches") or ())
    if kind in ("choice", "sequencing"):
        described["choices"] = options
    elif kind == "matching":
        described |= {"source": options, "target": matches}
    key = _written_answer(item.interaction, item.content.get("key"))
    if key is not None:
        described["correctResponsesPattern"] = [key]
    return described


def _components(options: Sequence[Mapping[str, str]]) -> list[Json]:
    return [{"id": option["id"]} for option in options]


def _written_answer(interaction: str, answer: Any) -> str | None:
    """An answer in xAPI's notation; None for free text and for what only a plugin understands."""
    match interaction:
        case "choice" | "multiple" | "order":
            return "[,]".join(map(str, answer or ()))
        case "match":
            return "[,]".join(f"{left}[.]{right}" for left, right in answer or ())
        case "true_false":
            return "true" if answer else "false"
    return None
