"""Attempts: joining, going on, submitting; and the teacher's look at one."""

import hmac
import secrets
from typing import Any

from flask import Response, jsonify, request
from marshmallow import fields

from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.callers import STUDENT_PREFIX, caller, hash_token
from quizapi.api.context import context, session
from quizapi.api.idempotency import derived_token, idempotency_key
from quizapi.api.live import answer_live, expire_before_reading
from quizapi.api.schemas import EvidenceSchema, Line, OptionSchema, Schema, UtcTime
from quizapi.api.tries import count_failure
from quizapi.services import attempts, joining, throttling
from quizapi.services.attempt_view import load_parts, student_view, teacher_view
from quizapi.services.join_codes import code_of, normal_code
from quizapi.store.models import AttemptRow

blueprint = ApiBlueprint("attempts", "What students do.")


class JoiningSchema(Schema):
    """A student who joins. A second attempt is started with the token of the first one as bearer token."""

    join_code = Line(required=True, longest=40, metadata={"example": "7KPM-4WXT"})
    nickname = Line(load_default=None, allow_none=True, longest=200, metadata={"example": "Noor"})
    roster_code = Line(load_default=None, allow_none=True, longest=40)


class AttemptItemSchema(Schema):
    """An item as a student sees it: without key, explanation and evidence."""

    id = fields.String(required=True)
    interaction = fields.String(required=True)
    stem = fields.String(required=True)
    options = fields.List(fields.Nested(OptionSchema), required=True)
    matches = fields.List(fields.Nested(OptionSchema), metadata={"description": "The right side of a match."})
    title = fields.String(
        metadata={"description": "Of a plugin's own interaction, for clients that do not know it."}
    )
    hint = fields.String(metadata={"description": "How a plugin's own interaction is answered."})
    article_ids = fields.List(
        fields.String(),
        metadata={"description": "Where the quiz is about several articles: those that the item asks about."},
    )
    answer_rule = fields.String(
        metadata={"description": "Which differences in a written answer are forgiven; to be shown beside it."}
    )


class ItemRepairSchema(Schema):
    """What was done about an item that turned out wrong."""

    action = fields.String(required=True, metadata={"enum": ["drop", "accept_key", "full_credit"]})
    reason = fields.String(required=True)
    made_at = fields.String(required=True, metadata={"format": "date-time"})
    also_right = fields.List(
        fields.Raw(), required=True, metadata={"description": "Answers that count as right beside the key."}
    )


class FeedbackSchema(Schema):
    """What a student learns about an item once the feedback rule allows it; absent before."""

    correct = fields.Boolean(allow_none=True)
    score = fields.Float(allow_none=True)
    key = fields.Raw()
    accepted = fields.List(fields.String())
    explanation = fields.String()
    evidence = fields.List(fields.Nested(EvidenceSchema))
    repair = fields.Nested(ItemRepairSchema)


class AttemptResponseSchema(FeedbackSchema):
    """An answer as it is stored."""

    item_id = fields.String(required=True)
    answer = fields.Raw(required=True)
    client_seq = fields.Integer(required=True, allow_none=True)
    saved_at = UtcTime(required=True)


class UnansweredSchema(FeedbackSchema):
    """An item without an answer."""

    item_id = fields.String(required=True)


class PointsSchema(Schema):
    """Points of an attempt."""

    points = fields.Float(required=True)
    max = fields.Float(required=True)


class AttemptRepairSchema(Schema):
    """What a repair changed for this attempt. Points are null where the attempt ran at that time."""

    item_id = fields.String(required=True)
    action = fields.String(required=True, metadata={"enum": ["drop", "accept_key", "full_credit", "undo"]})
    key = fields.Raw(required=True, allow_none=True)
    reason = fields.String(required=True)
    made_at = UtcTime(required=True)
    score_before = fields.Float(required=True, allow_none=True)
    score_after = fields.Float(required=True, allow_none=True)
    before = fields.Nested(PointsSchema, required=True, allow_none=True)
    after = fields.Nested(PointsSchema, required=True, allow_none=True)


class AttemptArticleSchema(Schema):
    """An article to read."""

    id = fields.String(required=True)
    revision = fields.Integer(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True, allow_none=True)
    published_on = fields.String(required=True, allow_none=True)
    source_url = fields.String(required=True, allow_none=True)
    text = fields.String(required=True)


class QuizTitleSchema(Schema):
    """The quiz's title."""

    title = fields.String(required=True)


class RosterLinkSchema(Schema):
    """The line of the roster that an attempt belongs to."""

    id = fields.String(required=True)
    name = fields.String(required=True)


class AttemptSchema(Schema):
    """An attempt."""

    id = fields.String(required=True)
    assignment_id = fields.String(required=True)
    nickname = fields.String(required=True)
    student_id = fields.String(metadata={"description": "In the teacher's view only."})
    roster_entry = fields.Nested(
        RosterLinkSchema, allow_none=True, metadata={"description": "In the teacher's view only."}
    )
    number = fields.Integer(required=True, metadata={"description": "1 for a student's first attempt."})
    state = fields.String(required=True, metadata={"enum": ["open", "submitted", "expired"]})
    started_at = UtcTime(required=True)
    deadline = UtcTime(required=True, allow_none=True)
    submitted_at = UtcTime(required=True, allow_none=True)
    feedback = fields.String(required=True, metadata={"enum": ["each", "submit", "close", "never"]})
    feedback_at = UtcTime(
        required=True, allow_none=True, metadata={"description": "When feedback: close opens, where known."}
    )
    show_article = fields.String(required=True, metadata={"enum": ["always", "feedback", "never"]})
    time_limit_s = fields.Integer(required=True, allow_none=True)
    unreviewed = fields.Boolean(required=True)
    items = fields.List(fields.Nested(AttemptItemSchema), required=True)
    responses = fields.List(fields.Nested(AttemptResponseSchema), required=True)
    unanswered = fields.List(fields.Nested(UnansweredSchema), required=True)
    flagged = fields.List(fields.String(), required=True)
    score = fields.Nested(PointsSchema, required=True, allow_none=True)
    repairs = fields.List(
        fields.Nested(AttemptRepairSchema),
        required=True,
        metadata={"description": "Shown with the score: what was put right since, and why."},
    )
    quiz = fields.Nested(QuizTitleSchema, required=True)
    articles = fields.List(fields.Nested(AttemptArticleSchema), required=True)


class NewAttemptSchema(AttemptSchema):
    """An attempt with its token, which is shown once."""

    token = fields.String(required=True)
    deletion_code = fields.String(
        required=True,
        metadata={"description": "Erases all that is stored about the student (POST /attempts/{id}/erase)."},
    )


@blueprint.route("/attempts")
class Attempts(ApiView):
    """Joining."""

    secret_fields = ("token", "deletion_code")

    @blueprint.arguments(JoiningSchema, example={"join_code": "7KPM4WXT", "nickname": "Noor"})
    @blueprint.response(201, NewAttemptSchema)
    def post(self, data: dict[str, Any]) -> Response:
        """Join an assignment"""
        token = _new_token(data["join_code"])
        asked = joining.Joining(
            **data, token_hash=hash_token(token), earlier_token_hash=caller().attempt_token_hash or None
        )
        # Failures alone are counted and held back: a whole school joins from one address.
        try:
            attempt = joining.join(session(), asked, seed=secrets.randbits(62), now=context().now())
        except joining.JoinCodeUnknown:
            count_failure(throttling.JOIN_ADDRESS)
            raise
        except joining.RosterCodeUnknown:
            count_failure(throttling.JOIN_ADDRESS)
            count_failure(throttling.JOIN_ASSIGNMENT, normal_code(data["join_code"]))
            raise
        secret = {"token": token, "deletion_code": deletion_code(attempt.id)}
        response = jsonify({**_student_view(attempt), **secret})
        response.status_code = 201
        response.headers["Location"] = f"/api/v1/attempts/{attempt.id}"
        return response

    def restore_secrets(self, data: dict[str, object]) -> None:
        data["token"] = _new_token(request.get_json()["join_code"])
        data["deletion_code"] = deletion_code(str(data["id"]))


@blueprint.route("/attempts/<attempt_id>")
class AttemptById(ApiView):
    """One attempt."""

    @blueprint.response(200, AttemptSchema)
    def get(self, attempt_id: str) -> Response:
        """Show an attempt"""
        expire_before_reading(attempt_id=attempt_id)
        if caller().kind == "teacher":
            parts = load_parts(session(), attempts.teacher_attempt(session(), caller().user_id, attempt_id))
            return answer_live(AttemptSchema().dump(teacher_view(parts)))
        attempt = attempts.student_attempt(session(), attempt_id, caller().attempt_token_hash)
        return answer_live(_student_view(attempt))


@blueprint.route("/attempts/<attempt_id>/submit")
class Submitting(ApiView):
    """The end of an attempt."""

    @blueprint.response(200, AttemptSchema)
    def post(self, attempt_id: str) -> Response:
        """Submit an attempt"""
        now = context().now()
        attempt = attempts.submit(session(), attempt_id, caller().attempt_token_hash, now=now)
        return jsonify(_student_view(attempt))


def deletion_code(attempt_id: str) -> str:
    """The code with which a student erases an attempt: made with the server's secret, never stored."""
    digest = hmac.digest(context().secret, b"erase:" + attempt_id.encode(), "sha256")
    return code_of(digest, length=12)


def _student_view(attempt: AttemptRow) -> dict[str, Any]:
    view = student_view(load_parts(session(), attempt), now=context().now())
    shown: dict[str, Any] = AttemptSchema().dump(view)
    return shown


def _new_token(join_code: str) -> str:
    return derived_token(
        STUDENT_PREFIX,
        "POST /attempts",
        normal_code(join_code),
        idempotency_key(),
        lambda: secrets.token_urlsafe(32),
    )
