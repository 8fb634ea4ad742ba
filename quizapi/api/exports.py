"""Files that take long to write, asked for as jobs; and the files, once they are whole."""

from typing import Any

from flask import Response
from marshmallow import fields, validate

from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.callers import caller
from quizapi.api.context import context, session
from quizapi.api.exchange import ExportArgs
from quizapi.api.job_schema import JobSchema, accepted
from quizapi.api.schemas import Schema
from quizapi.api.tries import note_export
from quizapi.exchange.plugged.exporters import find_exporter
from quizapi.services import exports
from quizapi.services.assignments import find_assignment
from quizapi.services.quizzes import find_quiz

blueprint = ApiBlueprint("exports", "Files that a job writes, kept for a day.")
_ANY_FILE = {"type": "string", "format": "binary"}
_ASKED = "Being written: the job, whose result names the file."
_ENDED = "With `Prefer: wait`: the ended job."


class ResultsExportSchema(Schema):
    """Which file of results is wanted."""

    format = fields.String(required=True, validate=validate.OneOf(list(exports.RESULTS_FORMATS)))


class QuizExportSchema(ExportArgs):
    """Which file of a quiz is wanted, of which items."""


@blueprint.route("/assignments/<assignment_id>/exports")
class ResultsExports(ApiView):
    """Files of an assignment's results."""

    @blueprint.arguments(ResultsExportSchema, example={"format": "xlsx"})
    @blueprint.response(202, JobSchema, description=_ASKED)
    @blueprint.alt_response(200, schema=JobSchema, description=_ENDED, success=True)
    def post(self, data: dict[str, str], assignment_id: str) -> Response:
        """Have a file of the results written

        For classes of any size: the same table as `results?format=`, of one moment. `file` of the job's
        result is where it is found for a day, unless answers in it are erased before.
        """
        assignment = find_assignment(session(), caller().user_id, assignment_id)
        return accepted(
            exports.request_results_export(
                session(), context().queue, assignment, format=data["format"], now=context().now()
            )
        )


@blueprint.route("/assignments/<assignment_id>/exports/<export_id>")
class ResultsExportById(ApiView):
    """A file of an assignment's results."""

    @blueprint.response(200, _ANY_FILE, content_type="application/octet-stream")
    def get(self, assignment_id: str, export_id: str) -> Response:
        """Download a file of the results"""
        find_assignment(session(), caller().user_id, assignment_id)
        response = _file(assignment_id, export_id)
        note_export("results-exported", assignment_id, user_id=caller().user_id)
        return response


@blueprint.route("/quizzes/<quiz_id>/exports")
class QuizExports(ApiView):
    """Files of a quiz."""

    @blueprint.arguments(QuizExportSchema, example={"format": "pdf", "status": "accepted"})
    @blueprint.response(202, JobSchema, description=_ASKED)
    @blueprint.alt_response(200, schema=JobSchema, description=_ENDED, success=True)
    def post(self, data: dict[str, Any], quiz_id: str) -> Response:
        """Have a file of a quiz written

        The same file as `export?format=`. The job's result tells what was left out and what took another
        form, and where the file is found for a day.
        """
        quiz = find_quiz(session(), caller().user_id, quiz_id)
        exporter = find_exporter(context().registry, data["format"])
        return accepted(
            exports.request_quiz_export(
                session(),
                context().queue,
                quiz,
                format=exporter.name,
                status=data["status"],
                with_key=data["key"],
                is_partial=data["is_partial"],
                now=context().now(),
            )
        )


@blueprint.route("/quizzes/<quiz_id>/exports/<export_id>")
class QuizExportById(ApiView):
    """A file of a quiz."""

    @blueprint.response(200, _ANY_FILE, content_type="application/octet-stream")
    def get(self, quiz_id: str, export_id: str) -> Response:
        """Download a file of a quiz"""
        find_quiz(session(), caller().user_id, quiz_id)
        response = _file(quiz_id, export_id)
        note_export("quiz-exported", quiz_id, user_id=caller().user_id)
        return response


def _file(subject_id: str, export_id: str) -> Response:
    """The file, read piece by piece while it is sent."""
    file = exports.find_export(session(), caller().user_id, subject_id, export_id, now=context().now())
    response = Response(exports.parts_of(context().sessions, file.id), content_type=file.media_type)
    response.content_length = file.size
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response
