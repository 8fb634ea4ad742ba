"""Rosters and exceptions: whom an assignment is for, and what single students are allowed."""

from typing import Any

from flask import Response, jsonify, request
from marshmallow import fields, validate
from werkzeug.exceptions import UnsupportedMediaType

from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.callers import caller
from quizapi.api.context import context, session
from quizapi.api.live import answer_live
from quizapi.api.results import XLSX
from quizapi.api.schemas import Schema, Text, Whole
from quizapi.services import rosters
from quizapi.services.allowances import allow, student_id_of
from quizapi.services.assignments import allowances, find_assignment
from quizapi.store.models import AssignmentRow

blueprint = ApiBlueprint("rosters", "Whom an assignment is for.")


class PreviewArgs(Schema):
    """Whether to report only."""

    preview = fields.Boolean(load_default=False)


class RosterNameSchema(Schema):
    """A learner."""

    name = Text(required=True, longest=200, metadata={"example": "Noor Haddad"})


class NewRosterSchema(Schema):
    """The whole roster; who is on it already keeps the code."""

    entries = fields.List(
        fields.Nested(RosterNameSchema), required=True, validate=validate.Length(max=rosters.MOST_ENTRIES)
    )


class RosterEntrySchema(Schema):
    """A learner with the code that stands on the slip."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    code = fields.String(required=True)


class RosterLineSchema(Schema):
    """What became of one line of the list; row 0 for entries that are not on it any more."""

    row = fields.Integer(required=True)
    name = fields.String(required=True)
    result = fields.String(required=True, metadata={"enum": ["added", "kept", "removed", "refused"]})
    detail = fields.String(required=True)


class RosterSchema(Schema):
    """The roster; without entries anybody may join under a nickname."""

    entries = fields.List(fields.Nested(RosterEntrySchema), required=True)


class RosterReportSchema(RosterSchema):
    """The roster after a change, and what became of each line."""

    preview = fields.Boolean(required=True)
    report = fields.List(fields.Nested(RosterLineSchema), required=True)


class NewExceptionSchema(Schema):
    """What a student is allowed; what is left out is as the rules say."""

    time_factor = fields.Float(
        load_default=1.0,
        validate=validate.Range(1.0, 10.0),
        metadata={"description": "Times the time limit; the closing date moves by the time gained."},
    )
    extra_time_s = Whole(
        least=0,
        most=30 * 24 * 3600,
        load_default=0,
        metadata={"description": "Seconds more; the closing date moves by them too."},
    )
    extra_attempts = Whole(least=0, most=100, load_default=0)
    excused = fields.Boolean(load_default=False, truthy={True}, falsy={False})


class ExceptionSchema(Schema):
    """What a student is allowed beyond the rules."""

    student_id = fields.String(required=True)
    time_factor = fields.Float(required=True)
    extra_time_s = fields.Integer(required=True)
    extra_attempts = fields.Integer(required=True)
    excused = fields.Boolean(required=True)


class ExceptionsSchema(Schema):
    """All exceptions of an assignment."""

    items = fields.List(fields.Nested(ExceptionSchema), required=True)


@blueprint.route("/assignments/<assignment_id>/roster")
class Roster(ApiView):
    """The roster of an assignment."""

    @blueprint.response(200, RosterSchema)
    def get(self, assignment_id: str) -> Response:
        """Show the roster with its codes"""
        return answer_live({"entries": _entries(_find(assignment_id))})

    @blueprint.arguments(PreviewArgs, location="query")
    @blueprint.arguments(NewRosterSchema, example={"entries": [{"name": "Noor Haddad"}]})
    @blueprint.response(200, RosterReportSchema)
    def put(self, args: dict[str, bool], data: dict[str, Any], assignment_id: str) -> Response:
        """Replace the roster"""
        names = [(number, entry["name"]) for number, entry in enumerate(data["entries"], start=1)]
        return _replaced(_find(assignment_id), names, preview=args["preview"])


@blueprint.route("/assignments/<assignment_id>/roster/import")
class RosterImport(ApiView):
    """The roster from a file."""

    other_bodies = frozenset({"POST"})
    idempotent = frozenset()

    @blueprint.arguments(PreviewArgs, location="query")
    @blueprint.response(200, RosterReportSchema)
    @blueprint.doc(
        requestBody={
            "required": True,
            "description": "A table with a column `name`, or with first and last names.",
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "properties": {"file": {"type": "string", "format": "binary"}},
                        "required": ["file"],
                    }
                },
                "text/csv": {"schema": {"type": "string"}},
                XLSX: {"schema": {"type": "string", "format": "binary"}},
            },
        }
    )
    def post(self, args: dict[str, bool], assignment_id: str) -> Response:
        """Replace the roster by a table"""
        file = request.files.get("file")
        data = request.get_data() if file is None else file.read()
        kind = request.mimetype if file is None else file.mimetype
        if file is None and kind not in ("text/csv", XLSX):
            raise UnsupportedMediaType("Send the file as text/csv, as XLSX, or as the form's field: file.")
        is_workbook = data.startswith(b"PK\x03\x04")
        names = rosters.names_in_xlsx(data) if is_workbook else rosters.names_in_csv(data)
        return _replaced(_find(assignment_id), names, preview=args["preview"])


@blueprint.route("/assignments/<assignment_id>/exceptions")
class Exceptions(ApiView):
    """Exceptions of an assignment."""

    @blueprint.response(200, ExceptionsSchema)
    def get(self, assignment_id: str) -> Response:
        """List what single students are allowed"""
        rows = allowances(session(), _find(assignment_id).id).values()
        return answer_live({"items": ExceptionSchema(many=True).dump(rows)})


@blueprint.route("/assignments/<assignment_id>/exceptions/<student_id>")
class ExceptionByStudent(ApiView):
    """What one student is allowed."""

    @blueprint.arguments(NewExceptionSchema, example={"extra_attempts": 1})
    @blueprint.response(200, ExceptionSchema)
    def put(self, data: dict[str, Any], assignment_id: str, student_id: str) -> Response:
        """Make an exception for a student

        More time or attempts, or the student is excused. The id is that of an attempt, of a roster entry or
        of the student.
        """
        assignment = _find(assignment_id)
        student = student_id_of(session(), assignment.id, student_id)
        row = allow(session(), assignment, student, data, now=context().now())
        return jsonify(ExceptionSchema().dump(row))


def _find(assignment_id: str) -> AssignmentRow:
    return find_assignment(session(), caller().user_id, assignment_id)


def _entries(assignment: AssignmentRow) -> Any:
    return RosterEntrySchema(many=True).dump(rosters.roster(session(), assignment.id))


def _replaced(assignment: AssignmentRow, names: list[tuple[int, str]], *, preview: bool) -> Response:
    now = context().now()
    lines = rosters.replace_roster(session(), assignment, names, preview=preview, now=now)
    report = RosterLineSchema(many=True).dump(lines)
    return jsonify({"entries": _entries(assignment), "preview": preview, "report": report})
