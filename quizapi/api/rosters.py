"""Rosters and exceptions: whom an assignment is for, and what single students are allowed."""

from collections.abc import Sequence
from typing import Any

from flask import Response, jsonify, request
from marshmallow import fields, validate
from werkzeug.exceptions import UnsupportedMediaType

from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.callers import caller
from quizapi.api.context import context, session
from quizapi.api.live import answer_live
from quizapi.api.results import XLSX
from quizapi.api.schemas import Line, Schema, Text, Whole
from quizapi.services import one_roster, rosters
from quizapi.services.allowances import allow, student_id_of
from quizapi.services.assignments import allowances, find_assignment
from quizapi.store.models import AssignmentRow

blueprint = ApiBlueprint("rosters", "Whom an assignment is for.")


class PreviewArgs(Schema):
    """Whether to report only."""

    preview = fields.Boolean(load_default=False)


class RosterImportArgs(PreviewArgs):
    """Whether to report only, and which class of several."""

    one_class = Line(
        data_key="class",
        load_default=None,
        longest=200,
        metadata={"description": "Of a OneRoster file with several: the class's id, code or title."},
    )


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

    @blueprint.arguments(RosterImportArgs, location="query")
    @blueprint.response(200, RosterReportSchema)
    @blueprint.doc(
        requestBody={
            "required": True,
            "description": "A table with a column `name` or first and last names, or files of OneRoster "
            "where the operator has switched them on.",
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "properties": {
                            "file": {"type": "array", "items": {"type": "string", "format": "binary"}}
                        },
                        "required": ["file"],
                    }
                },
                "text/csv": {"schema": {"type": "string"}},
                XLSX: {"schema": {"type": "string", "format": "binary"}},
                "application/zip": {"schema": {"type": "string", "format": "binary"}},
            },
        }
    )
    def post(self, args: dict[str, Any], assignment_id: str) -> Response:
        """Replace the roster by a table

        Files of OneRoster (`users.csv`, `classes.csv`, `enrollments.csv`, in 1.2 `roles.csv`) come as one zip
        or as several fields `file`, where the operator has switched them on. Of them the names of a class's
        active students are taken, and nothing else; who is left out is in the report.
        """
        names, left_out = _names_of(_sent_files(), named=args["one_class"])
        return _replaced(_find(assignment_id), names, left_out, preview=args["preview"])


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


def _sent_files() -> dict[str, bytes]:
    """The table or package that was sent under an empty name, or files by their names."""
    if request.mimetype == "multipart/form-data" or request.files:
        files = request.files.getlist("file")
        if len(files) == 1:
            return {"": files[0].read()}
        if files:
            return {file.filename or "": file.read() for file in files}
    if request.mimetype not in ("text/csv", XLSX, "application/zip"):
        raise UnsupportedMediaType("Send the file as text/csv, XLSX or zip, or as the form's field: file.")
    return {"": request.get_data()}


def _names_of(
    files: dict[str, bytes], *, named: str | None
) -> tuple[Sequence[tuple[int, str]], Sequence[rosters.RosterLine]]:
    """The names that were sent, with their lines, and who is left out of them."""
    package = files if "" not in files else one_roster.files_of(files[""])
    if package is not None:
        if not context().systems.one_roster:
            raise one_roster.OneRosterOff(
                "Send one table with a column “name”, or with first and last names."
            )
        found = one_roster.read_class(package, named=named, today=context().now().date())
        return found.names, found.left_out
    data = files[""]
    is_workbook = data.startswith(b"PK\x03\x04")
    return rosters.names_in_xlsx(data) if is_workbook else rosters.names_in_csv(data), ()


def _replaced(
    assignment: AssignmentRow,
    names: Sequence[tuple[int, str]],
    left_out: Sequence[rosters.RosterLine] = (),
    *,
    preview: bool,
) -> Response:
    now = context().now()
    lines = rosters.replace_roster(session(), assignment, names, preview=preview, now=now)
    report = RosterLineSchema(many=True).dump([*lines, *left_out])
    return jsonify({"entries": _entries(assignment), "preview": preview, "report": report})
