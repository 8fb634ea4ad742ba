"""Answers: saved one by one, durable before the 200."""

from typing import Any

from flask import Response, jsonify
from marshmallow import fields

from quizapi.api.attempts import AttemptResponseSchema
from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.callers import caller
from quizapi.api.context import ApiContext, context
from quizapi.api.schemas import Schema, Whole
from quizapi.services.attempt_view import answer_feedback, feedback_time
from quizapi.services.feedback import visible_feedback
from quizapi.services.responses import Saved, save_answer
from quizapi.store.models import AssignmentRow

blueprint = ApiBlueprint("responses", "Students' answers.")


class AnswerSchema(Schema):
    """An answer, in the shape of the item's interaction."""

    answer = fields.Raw(
        required=True,
        metadata={
            "description": "choice, multiple: option ids. true_false: a boolean. order: all ids in order. "
            "match: pairs [option id, match id]. text: a string.",
            "example": ["b"],
        },
    )
    client_seq = Whole(
        least=0,
        most=2**31 - 1,
        load_default=None,
        allow_none=True,
        metadata={"description": "A number that grows with each change; the highest stays."},
    )


class SavedAnswerSchema(AttemptResponseSchema):
    """What is stored now."""

    ignored = fields.Boolean(
        required=True, metadata={"description": "A newer answer had come before this one, and stays."}
    )


@blueprint.route("/attempts/<attempt_id>/responses/<item_id>")
class ResponseByItem(ApiView):
    """The answer to one item."""

    @blueprint.arguments(AnswerSchema, example={"answer": ["b"], "client_seq": 3})
    @blueprint.response(200, SavedAnswerSchema)
    def put(self, data: dict[str, Any], attempt_id: str, item_id: str) -> Response:
        """Save an answer"""
        saved = save_answer(
            context().engine,
            context().queue,
            attempt_id=attempt_id,
            token_hash=caller().attempt_token_hash,
            item_id=item_id,
            answer=data["answer"],
            client_seq=data["client_seq"],
            now=context().now(),
        )
        return jsonify(shown_answer(saved, context()))


def shown_answer(saved: Saved, parts: ApiContext) -> dict[str, Any]:
    """What is stored now, and what the student may be told about it."""
    answer = saved.answer
    shown = {
        "item_id": answer.item_id,
        "answer": answer.answer,
        "client_seq": answer.client_seq,
        "saved_at": answer.saved_at.isoformat().replace("+00:00", "Z"),
        "ignored": answer.ignored,
    }
    return shown | _feedback(saved, parts)


def _feedback(saved: Saved, parts: ApiContext) -> dict[str, Any]:
    all_closed_at = None
    if saved.feedback == "close" and saved.ended_assignment_id is not None:
        with parts.sessions() as reading:
            assignment = reading.get_one(AssignmentRow, saved.ended_assignment_id)
            all_closed_at = feedback_time(reading, assignment)
    visible = visible_feedback(
        saved.feedback, state=saved.state, now=parts.now(), all_closed_at=all_closed_at
    )
    return {} if visible == "nothing" else answer_feedback(saved.frozen.content, saved.answer.score)
