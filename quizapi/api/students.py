"""What is stored about one student: exported, erased, and what the student marks to look at again."""

import hmac
from typing import Any

from flask import Response, jsonify, request
from marshmallow import fields, validate
from sqlalchemy import select
from werkzeug.exceptions import PreconditionFailed, PreconditionRequired

from quizapi.api.attempts import AttemptRepairSchema, deletion_code
from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.callers import caller
from quizapi.api.context import context, session
from quizapi.api.live import answer_live, content_tag
from quizapi.api.paging import PageArgs, page_schema, paginate_ids
from quizapi.api.rosters import ExceptionSchema
from quizapi.api.schemas import Id, Line, Schema, UtcTime
from quizapi.api.tries import count_failure, note_export, note_here, refuse_while_waiting
from quizapi.services import attempts, throttling
from quizapi.services.allowances import student_id_of
from quizapi.services.assignments import find_assignment
from quizapi.services.errors import Forbidden
from quizapi.services.join_codes import normal_code
from quizapi.services.students import erase_student, everybody, student_record

blueprint = ApiBlueprint("students", "What is stored about students.")


class DeletionCodeWrong(Forbidden):
    """This is not the deletion code of this attempt."""


class ErasureSchema(Schema):
    """The code that was given when the student joined."""

    deletion_code = Line(required=True, longest=40)


class ErasedSchema(Schema):
    """What was deleted."""

    attempts = fields.Integer(required=True)


class FlagsSchema(Schema):
    """Items to look at again."""

    item_ids = fields.List(Id(), required=True, validate=validate.Length(max=500))


class StoredAnswerSchema(Schema):
    """An answer as it was stored."""

    item_id = fields.String(required=True)
    answer = fields.Raw(required=True)
    client_seq = fields.Integer(required=True, allow_none=True)
    saved_at = UtcTime(required=True)


class StoredResponseSchema(StoredAnswerSchema):
    """The answer that counts."""

    score = fields.Float(required=True, allow_none=True)


class StoredMessageSchema(Schema):
    """A message to another system about an attempt; its text is made when it is sent where `payload` is
    empty."""

    kind = fields.String(required=True)
    event = fields.String(required=True)
    state = fields.String(required=True)
    payload = fields.Dict(keys=fields.String(), required=True)
    created_at = UtcTime(required=True)


class StoredLearnerSchema(Schema):
    """As whom a learning platform knows the student."""

    platform = fields.String(required=True)
    subject = fields.String(required=True, metadata={"description": "The platform's own id of the person."})
    nickname = fields.String(required=True)
    created_at = UtcTime(required=True)


class StoredAttemptSchema(Schema):
    """An attempt with every answer that was ever saved."""

    id = fields.String(required=True)
    number = fields.Integer(required=True)
    nickname = fields.String(required=True)
    state = fields.String(required=True)
    started_at = UtcTime(required=True)
    deadline = UtcTime(required=True, allow_none=True)
    submitted_at = UtcTime(required=True, allow_none=True)
    points = fields.Float(required=True, allow_none=True)
    flagged = fields.List(fields.String(), required=True)
    responses = fields.List(fields.Nested(StoredResponseSchema), required=True)
    history = fields.List(fields.Nested(StoredAnswerSchema), required=True)
    repairs = fields.List(
        fields.Nested(AttemptRepairSchema),
        required=True,
        metadata={"description": "What was put right after the student had answered, and what it changed."},
    )
    messages = fields.List(
        fields.Nested(StoredMessageSchema),
        required=True,
        metadata={"description": "What other systems are or were told of this attempt."},
    )


class StoredEntrySchema(Schema):
    """The student's line of the roster."""

    name = fields.String(required=True)
    code = fields.String(required=True)


class StudentRecordSchema(Schema):
    """Everything that is stored about a student."""

    assignment_id = fields.String(required=True)
    student_id = fields.String(required=True)
    roster_entry = fields.Nested(StoredEntrySchema, required=True, allow_none=True)
    exception = fields.Nested(ExceptionSchema, required=True, allow_none=True)
    learner = fields.Nested(StoredLearnerSchema, required=True, allow_none=True)
    attempts = fields.List(fields.Nested(StoredAttemptSchema), required=True)


@blueprint.route("/attempts/<attempt_id>/flags")
class Flags(ApiView):
    """Items marked to be looked at again."""

    @blueprint.arguments(FlagsSchema, example={"item_ids": ["0199a3c2-7d1e-7c44-9a51-3f0c6f0f5b1a"]})
    @blueprint.response(200, FlagsSchema)
    def put(self, data: dict[str, list[str]], attempt_id: str) -> Response:
        """Mark the items to look at again"""
        attempt = attempts.set_flags(
            session(), attempt_id, caller().attempt_token_hash, data["item_ids"], now=context().now()
        )
        return jsonify({"item_ids": attempt.flagged})


@blueprint.route("/attempts/<attempt_id>/erase")
class Erasure(ApiView):
    """The end of all that is stored about a student."""

    idempotent = frozenset()

    @blueprint.arguments(ErasureSchema, example={"deletion_code": "4WXT-7KPM-92QD"})
    @blueprint.response(200, ErasedSchema)
    def post(self, data: dict[str, str], attempt_id: str) -> Response:
        """Erase all that is stored about a student"""
        refuse_while_waiting(throttling.ERASURE, attempt_id)
        attempt = attempts.any_attempt(session(), attempt_id)
        given = normal_code(data["deletion_code"]).encode()
        if not hmac.compare_digest(given, normal_code(deletion_code(attempt.id)).encode()):
            count_failure(throttling.ERASURE, attempt_id)
            raise DeletionCodeWrong("It was shown when you joined, and stands on the quiz's page.")
        count = erase_student(session(), attempt.assignment_id, attempt.student_id)
        note_here("student-erased", subject=attempt.assignment_id)
        return jsonify({"attempts": count})


@blueprint.route("/assignments/<assignment_id>/students")
class Students(ApiView):
    """The students of an assignment."""

    @blueprint.arguments(PageArgs, location="query")
    @blueprint.response(200, page_schema(StudentRecordSchema, "StudentRecordPage"))
    def get(self, page: dict[str, Any], assignment_id: str) -> Response:
        """Export all that is stored about all students

        In the order of their ids; with its rules and its results that is all there is of an assignment.
        """
        assignment = find_assignment(session(), caller().user_id, assignment_id)
        known = everybody(assignment.id).c.id
        students = paginate_ids(session(), select(known), by=known, **page)
        records = [student_record(session(), assignment.id, student) for student in students.items]
        entries = StudentRecordSchema(many=True).dump(records)
        note_export("student-exported", assignment_id, user_id=caller().user_id)
        return answer_live({"items": entries, "next_cursor": students.next_cursor})


@blueprint.route("/assignments/<assignment_id>/students/<student_id>")
class StudentById(ApiView):
    """One student of an assignment."""

    @blueprint.response(200, StudentRecordSchema)
    def get(self, assignment_id: str, student_id: str) -> Response:
        """Export all that is stored about a student"""
        record = _record(assignment_id, student_id)
        note_export("student-exported", assignment_id, user_id=caller().user_id)
        return answer_live(record)

    @blueprint.response(200, ErasedSchema)
    def delete(self, assignment_id: str, student_id: str) -> Response:
        """Delete all that is stored about a student"""
        record = _record(assignment_id, student_id)
        _require_match(content_tag(record))
        count = erase_student(session(), assignment_id, record["student_id"])
        note_here("student-erased", user_id=caller().user_id, subject=assignment_id)
        return jsonify({"attempts": count})


def _record(assignment_id: str, student_id: str) -> dict[str, Any]:
    assignment = find_assignment(session(), caller().user_id, assignment_id)
    student = student_id_of(session(), assignment.id, student_id)
    record: dict[str, Any] = StudentRecordSchema().dump(student_record(session(), assignment.id, student))
    return record


def _require_match(tag: str) -> None:
    """Delete only what the teacher has read: the record may have grown since."""
    if "If-Match" not in request.headers:
        raise PreconditionRequired("Send If-Match with the ETag of the export, or If-Match: *.")
    if not (request.if_match.star_tag or request.if_match.contains(tag)):
        raise PreconditionFailed("More has been stored since. Export again, then delete.")
