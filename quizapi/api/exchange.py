"""Quizzes as files: out in many formats, and in with a preview."""

import io
from collections.abc import Iterable
from typing import Any

from flask import Response, jsonify, request, send_file
from marshmallow import ValidationError, fields, validate
from werkzeug.exceptions import UnsupportedMediaType

from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.callers import caller
from quizapi.api.context import context, session
from quizapi.api.items import AnswerField, FlawSchema
from quizapi.api.schemas import EvidenceSchema, Line, OptionSchema, Schema
from quizapi.api.tries import note_export
from quizapi.exchange.formats import Exporter, Imported
from quizapi.exchange.plugged.exporters import find_exporter
from quizapi.exchange.registry import EXPORTERS, IMPORTERS, importer_of
from quizapi.exchange.templates import TEMPLATES, template
from quizapi.services import exchange
from quizapi.services.errors import Invalid
from quizapi.services.quizzes import find_quiz

blueprint = ApiBlueprint("exchange", "Quizzes as files of many formats.")
_ANY_FILE = {"type": "string", "format": "binary"}


def _files_of(formats: Iterable[str], *others: str) -> Any:
    """The description of an answer that is a file of one of these formats, or of other media types."""
    types = [EXPORTERS[name].media_type.partition(";")[0] for name in formats]
    content = {
        media_type: {"schema": {"type": "object"} if media_type.endswith("json") else _ANY_FILE}
        for media_type in (*types, *others)
    }
    return {200: {"content": content}}


_EXAMPLE = {
    "format": "quizapi-quiz",
    "version": 1,
    "title": "The old bridge",
    "items": [
        {
            "interaction": "true_false",
            "stem": "The bridge will be closed.",
            "options": [],
            "key": True,
            "explanation": "The council voted for it.",
            "evidence": [],
            "confidence": 1.0,
            "flaws": [],
            "tags": [],
            "generator": "",
            "generator_version": "",
        }
    ],
}


class FieldsInvalid(Invalid):
    """A field of the form cannot be used."""


class FileMissing(Invalid):
    """The form has no file."""


class ExportLookArgs(Schema):
    """Which file is thought of, of which items."""

    format = fields.String(
        required=True,
        validate=validate.Regexp(r"\A[a-z0-9-]{1,60}\Z"),
        metadata={
            "example": "moodle-xml",
            "description": f"One of {', '.join(EXPORTERS)}, or of a plugin's own (`GET /formats`).",
        },
    )
    status = fields.String(load_default="all", validate=validate.OneOf(list(exchange.EXPORTED)))


class ExportArgs(ExportLookArgs):
    """Which file is wanted, of which items."""

    key = fields.Boolean(
        load_default=True, metadata={"description": "Papers (markdown, html, pdf): with the key or without."}
    )
    is_partial = fields.Boolean(
        data_key="partial",
        load_default=False,
        metadata={"description": "Leave out the items that the format cannot hold."},
    )


class ImportArgs(Schema):
    """How the file is read, and whether a quiz is made of it. May be fields of the form as well."""

    format = fields.String(
        load_default="",
        validate=validate.OneOf(["", *IMPORTERS, "qti21", "qti3"]),
        metadata={"description": "Told by the file's name where not given."},
    )
    title = Line(load_default=None, longest=300)
    store = fields.Boolean(load_default=False, metadata={"description": "Make a quiz; else only look."})


class TemplateArgs(Schema):
    """Which template."""

    format = fields.String(load_default="xlsx", validate=validate.OneOf(TEMPLATES))


class ExportNoteSchema(Schema):
    """What becomes of an item."""

    item_id = fields.String(required=True)
    reason = fields.String(required=True)


class ExportLookSchema(Schema):
    """What a file would lose."""

    format = fields.String(required=True, metadata={"example": "aiken"})
    item_count = fields.Integer(required=True, metadata={"description": "Items of that status."})
    left_out = fields.List(
        fields.Nested(ExportNoteSchema), required=True, metadata={"description": "What has no place in it."}
    )
    changed = fields.List(
        fields.Nested(ExportNoteSchema), required=True, metadata={"description": "What takes another form."}
    )
    loses = fields.String(
        required=True, metadata={"description": "What of every item has no place, as a sentence; or empty."}
    )


class ImportedItemSchema(Schema):
    """An item as it would be stored."""

    interaction = fields.String(required=True, metadata={"example": "choice"})
    stem = fields.String(required=True)
    options = fields.List(fields.Nested(OptionSchema), required=True)
    matches = fields.List(fields.Nested(OptionSchema), required=True)
    key = AnswerField(required=True)
    accepted = fields.List(fields.String(), required=True)
    explanation = fields.String(required=True)
    evidence = fields.List(fields.Nested(EvidenceSchema), required=True)
    flaws = fields.List(fields.Nested(FlawSchema), required=True)
    tags = fields.List(fields.String(), required=True)
    generator = fields.String(required=True)


class SkippedSchema(Schema):
    """A part of the file that was not taken."""

    line = fields.Integer(required=True, allow_none=True, metadata={"description": "From 1; or null."})
    what = fields.String(required=True, metadata={"description": "How the part begins, or its name."})
    reason = fields.String(required=True)


class ImportReportSchema(Schema):
    """What a file holds."""

    format = fields.String(required=True, metadata={"enum": list(IMPORTERS)})
    title = fields.String(required=True)
    items = fields.List(fields.Nested(ImportedItemSchema), required=True)
    skipped = fields.List(fields.Nested(SkippedSchema), required=True)
    quiz_id = fields.String(
        required=True, allow_none=True, metadata={"description": "The quiz that was made; null in a preview."}
    )


@blueprint.route("/quizzes/<quiz_id>/export")
class QuizExport(ApiView):
    """A quiz as a file."""

    @blueprint.arguments(ExportArgs, location="query")
    @blueprint.response(200, _ANY_FILE, content_type="application/octet-stream")
    @blueprint.doc(responses=_files_of(EXPORTERS))
    @blueprint.alt_response(502, description="The plugin that writes the format failed.")
    def get(self, args: dict[str, Any], quiz_id: str) -> Response:
        """Export a quiz as a file

        Items that the format cannot hold are named in a problem (409), or left out with `partial=true`: then
        the header `Quizapi-Left-Out` has their ids. Items of a plugin's own interaction are written in the
        form that the plugin gives for others; `Quizapi-Changed` has their ids.
        """
        registry = context().registry
        exporter = find_exporter(registry, args["format"])
        quiz = find_quiz(session(), caller().user_id, quiz_id)
        written = exchange.export_quiz(
            session(),
            quiz,
            exporter,
            registry=registry,
            status=args["status"],
            with_key=args["key"],
            is_partial=args["is_partial"],
            now=context().now(),
        )
        response = _file(
            written.data, exporter.media_type, exchange.export_filename(quiz, exporter.extension)
        )
        for name, notes in (("Quizapi-Left-Out", written.left_out), ("Quizapi-Changed", written.changed)):
            if notes:
                response.headers[name] = ", ".join(note.item_id for note in notes)
        note_export("quiz-exported", quiz_id, user_id=caller().user_id)
        return response


@blueprint.route("/quizzes/<quiz_id>/export/look")
class QuizExportLook(ApiView):
    """What a file of a quiz would lose."""

    @blueprint.arguments(ExportLookArgs, location="query")
    @blueprint.response(200, ExportLookSchema)
    @blueprint.alt_response(502, description="The plugin that writes the format failed.")
    def get(self, args: dict[str, Any], quiz_id: str) -> dict[str, Any]:
        """Look at what a file loses

        Items that the format has no place for and items that take another form in it, each with the reason.
        """
        registry = context().registry
        exporter = find_exporter(registry, args["format"])
        quiz = find_quiz(session(), caller().user_id, quiz_id)
        seen, count = exchange.look_at_export(
            session(), quiz, exporter, registry=registry, status=args["status"], now=context().now()
        )
        return {
            "format": exporter.name,
            "item_count": count,
            "left_out": seen.left_out,
            "changed": seen.changed,
            "loses": exporter.loses,
        }


@blueprint.route("/quizzes/import")
class QuizImport(ApiView):
    """A quiz from a file."""

    other_bodies = frozenset({"POST"})

    @blueprint.arguments(ImportArgs, location="query")
    @blueprint.response(200, ImportReportSchema, description="What the file holds; nothing is stored.")
    @blueprint.alt_response(
        201, schema=ImportReportSchema, description="With `store=true`: the quiz is made.", success=True
    )
    @blueprint.doc(
        requestBody={
            "required": True,
            "description": "A file, or the content of a file of ours (`export?format=json`) as JSON.",
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "properties": {
                            "file": _ANY_FILE,
                            "format": {"type": "string"},
                            "title": {"type": "string"},
                            "store": {"type": "boolean"},
                        },
                        "required": ["file"],
                    }
                },
                "application/json": {"schema": {"type": "object"}, "example": _EXAMPLE},
            },
        }
    )
    def post(self, args: dict[str, Any]) -> Response:
        """Import a quiz from a file

        Without `store=true` it is a preview. What is not taken is named with its line and the reason.
        """
        args = {**args, **_form_fields()}
        filename, name, found = _read(args["format"])
        report = exchange.check_import(
            session(),
            caller().user_id,
            found,
            title=args["title"],
            scorers=context().registry.scorers,
        )
        quiz = None
        if args["store"]:
            source = {"format": name, "filename": filename}
            quiz = exchange.store_import(
                session(), caller().user_id, report, source=source, now=context().now()
            )
        data = {
            "format": name,
            "title": report.title,
            "items": report.items,
            "skipped": report.skipped,
            "quiz_id": quiz and quiz.id,
        }
        response = jsonify(ImportReportSchema().dump(data))
        if quiz is not None:
            response.status_code = 201
            response.headers["Location"] = f"/api/v1/quizzes/{quiz.id}"
        return response


@blueprint.route("/quizzes/import/template")
class ImportTemplate(ApiView):
    """A table to be filled in."""

    @blueprint.arguments(TemplateArgs, location="query")
    @blueprint.response(200, _ANY_FILE, content_type="application/octet-stream")
    @blueprint.doc(responses=_files_of(("csv", "xlsx"), "application/schema+json"))
    def get(self, args: dict[str, str]) -> Response:
        """Get a template for import

        A table with one row of each kind (`csv`, `xlsx`), or the JSON Schema of our own file (`json`).
        """
        data = template(args["format"])
        if args["format"] == "json":
            return _file(data, "application/schema+json", "quiz.schema.json")
        exporter: Exporter = EXPORTERS[args["format"]]
        return _file(data, exporter.media_type, f"quiz-template.{exporter.extension}")


def _read(format: str) -> tuple[str, str, Imported]:
    """The file's name, its format, and what it holds. The database is not touched."""
    if request.mimetype == "application/json":
        importer = importer_of(format or "json")
        return "", importer.name, importer.read(request.get_data())
    if request.mimetype != "multipart/form-data":
        raise UnsupportedMediaType("Send the file as the form's field `file` (multipart/form-data).")
    file = request.files.get("file")
    if file is None:
        raise FileMissing("Send it as the field `file`.", pointer="/file")
    data = file.read()
    filename = (file.filename or "")[:200]
    importer = importer_of(format, filename=filename, data=data)
    return filename, importer.name, importer.read(data)


def _form_fields() -> dict[str, Any]:
    """The arguments that came as fields of the form instead of the query."""
    known = {name: value for name, value in request.form.items() if name in ImportArgs().fields}
    try:
        loaded: dict[str, Any] = ImportArgs().load(known)
    except ValidationError as error:
        name, messages = next(iter(error.messages_dict.items()))
        raise FieldsInvalid(str(messages[0]), pointer=f"/{name}") from error
    return {name: loaded[name] for name in known}


def _file(data: bytes, media_type: str, filename: str) -> Response:
    response = send_file(
        io.BytesIO(data), as_attachment=True, download_name=filename, conditional=False, etag=False
    )
    response.headers["Content-Type"] = media_type
    return response
