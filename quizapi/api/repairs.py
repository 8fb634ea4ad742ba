"""Items that turned out wrong after students answered, and what was done about them."""

from typing import Any

from flask import Response, jsonify
from marshmallow import fields, validate

from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.callers import caller
from quizapi.api.context import context, session
from quizapi.api.items import AnswerField
from quizapi.api.job_schema import JobSchema, accepted
from quizapi.api.paging import PageArgs, page_schema, paginate
from quizapi.api.schemas import Id, Line, Schema, UtcTime
from quizapi.api.tries import note_here, source
from quizapi.api.waiting import prefers_async
from quizapi.services import repairs, undoing
from quizapi.services.quizzes import find_quiz
from quizapi.services.repaired import ACTIONS
from quizapi.services.repairs_shown import repairs_shown
from quizapi.services.rescore_jobs import request_repair, request_undo
from quizapi.store.models import RepairRow

blueprint = ApiBlueprint("repairs", "Items that turned out wrong.")
_AS_JOB = "With `Prefer: respond-async`: the job that does it."


class NewRepairSchema(Schema):
    """What to do in all assignments of the quiz that hold the item. Students are shown the reason."""

    action = fields.String(
        required=True,
        validate=validate.OneOf(ACTIONS),
        metadata={
            "description": "`drop`: the item counts for nobody. `accept_key`: `key` is right as well. "
            "`full_credit`: everybody has its point, also who left it blank."
        },
    )
    key = AnswerField(load_default=None, allow_none=True)
    reason = Line(required=True, longest=500)


class RepairSchema(Schema):
    """A repair. Who was given what stands in the attempts."""

    id = Id(required=True)
    item_id = Id(required=True)
    action = fields.String(required=True, metadata={"enum": [*ACTIONS, undoing.UNDO]})
    key = fields.Raw(required=True, allow_none=True)
    reason = fields.String(required=True)
    made_by = fields.String(required=True, allow_none=True)
    made_at = UtcTime(required=True)
    assignment_ids = fields.List(fields.String(), required=True)
    attempts = fields.Integer(required=True, metadata={"description": "Attempts at these assignments."})
    changed = fields.Integer(required=True, metadata={"description": "Attempts whose score changed."})
    undoes = fields.String(
        required=True, allow_none=True, metadata={"description": "The repair that this one takes back."}
    )
    undone_by = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The one that took it back; null: it stands."},
    )


class UndoSchema(Schema):
    """Why a repair is taken back. Students are shown the reason."""

    reason = Line(required=True, longest=500)


@blueprint.route("/quizzes/<quiz_id>/items/<item_id>/repair")
class ItemRepair(ApiView):
    """An item that turned out wrong."""

    answers_result = frozenset({"POST"})

    @blueprint.arguments(
        NewRepairSchema, example={"action": "full_credit", "reason": "Two of the options were right."}
    )
    @blueprint.response(200, RepairSchema)
    @blueprint.alt_response(202, schema=JobSchema, description=_AS_JOB, success=True)
    def post(self, data: dict[str, Any], quiz_id: str, item_id: str) -> Response:
        """Put right an item that students have answered

        All attempts are scored again before the answer comes. With `Prefer: respond-async` a job does it:
        its result is what the answer would have been, and so is the answer where it ends in the time of
        `wait=N`.
        """
        quiz = find_quiz(session(), caller().user_id, quiz_id, lock=True)
        repair = repairs.Repair(**data)
        now = context().now()
        if prefers_async():
            return accepted(
                request_repair(session(), context().queue, quiz, item_id, repair, source=source(), now=now)
            )
        row = repairs.repair_item(session(), quiz, item_id, repair, user_id=caller().user_id, now=now)
        note_here("scores-repaired", user_id=caller().user_id, subject=item_id)
        return jsonify(RepairSchema().dump(repairs_shown(session(), [row])[0]))


@blueprint.route("/quizzes/<quiz_id>/repairs/<repair_id>/undo")
class RepairUndo(ApiView):
    """A repair taken back."""

    answers_result = frozenset({"POST"})

    @blueprint.arguments(UndoSchema, example={"reason": "The first key was right after all."})
    @blueprint.response(200, RepairSchema)
    @blueprint.alt_response(202, schema=JobSchema, description=_AS_JOB, success=True)
    def post(self, data: dict[str, str], quiz_id: str, repair_id: str) -> Response:
        """Take a repair back

        With `Prefer: respond-async` in a job, like the repair.
        """
        quiz = find_quiz(session(), caller().user_id, quiz_id, lock=True)
        if prefers_async():
            return accepted(
                request_undo(
                    session(),
                    context().queue,
                    quiz,
                    repair_id,
                    reason=data["reason"],
                    source=source(),
                    now=context().now(),
                )
            )
        undo = undoing.undo_repair(
            session(),
            context().queue,
            quiz,
            repair_id,
            reason=data["reason"],
            user_id=caller().user_id,
            now=context().now(),
        )
        note_here("repair-undone", user_id=caller().user_id, subject=undo.item_id)
        return jsonify(RepairSchema().dump(repairs_shown(session(), [undo])[0]))


@blueprint.route("/quizzes/<quiz_id>/repairs")
class Repairs(ApiView):
    """Repairs of a quiz's items."""

    @blueprint.arguments(PageArgs, location="query")
    @blueprint.response(200, page_schema(RepairSchema, "RepairPage"))
    def get(self, args: dict[str, Any], quiz_id: str) -> dict[str, Any]:
        """List the repairs of a quiz's items"""
        query = repairs.repairs_query(find_quiz(session(), caller().user_id, quiz_id))
        page = paginate(session(), query, by=[RepairRow.id], descending=True, **args)
        return {"items": repairs_shown(session(), page.items), "next_cursor": page.next_cursor}
