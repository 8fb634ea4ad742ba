"""Results, statistics and attempts of an assignment, live while students answer."""

import hashlib
from collections.abc import Iterator
from typing import Any

from flask import Response, jsonify, request
from marshmallow import fields, validate

from quizapi.api.attempts import ItemRepairSchema, PointsSchema
from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.callers import caller
from quizapi.api.context import context, session
from quizapi.api.etags import with_etag
from quizapi.api.live import answer_live, expire_before_reading
from quizapi.api.paging import PageArgs, page_schema, paginate
from quizapi.api.schemas import Schema, UtcTime
from quizapi.api.tries import note_export
from quizapi.services import results
from quizapi.services.assignments import find_assignment
from quizapi.services.repaired import max_points
from quizapi.services.results import Given, StudentResult
from quizapi.services.results_table import results_csv, results_filename, results_xlsx
from quizapi.services.statistics import statistics
from quizapi.store.engine import read_of_one_moment
from quizapi.store.models import AssignmentItemRow, AssignmentRow, AttemptRow

blueprint = ApiBlueprint("results", "What came of an assignment.")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_JSON = "application/json"
#: Media types by which the form may be asked for; the first that fits is taken.
_FORMATS = {_JSON: "json", "text/csv": "csv", XLSX: "xlsx"}


class ResultsArgs(Schema):
    """The form of the results."""

    format = fields.String(load_default=None, validate=validate.OneOf(["json", "csv", "xlsx"]))


class GivenSchema(Schema):
    """One stored answer."""

    item_id = fields.String(required=True)
    answer = fields.Raw(required=True)
    score = fields.Float(required=True, allow_none=True)
    correct = fields.Boolean(required=True, allow_none=True)
    saved_at = UtcTime(required=True)


class AttemptPointsSchema(Schema):
    """One of a student's attempts."""

    id = fields.String(required=True)
    number = fields.Integer(required=True)
    state = fields.String(required=True, metadata={"enum": ["open", "submitted", "expired"]})
    points = fields.Float(required=True)
    counts = fields.Boolean(required=True)


class StudentResultSchema(Schema):
    """One student. `state`, times and responses are those of the attempt that counts, or of an open one."""

    student_id = fields.String(required=True)
    nickname = fields.String(required=True)
    excused = fields.Boolean(required=True)
    points = fields.Float(required=True, metadata={"description": "So far, where no attempt has ended."})
    max = fields.Float(required=True)
    attempt_id = fields.String(required=True)
    state = fields.String(required=True, metadata={"enum": ["open", "submitted", "expired"]})
    started_at = UtcTime(required=True)
    submitted_at = UtcTime(required=True, allow_none=True)
    answered = fields.Integer(required=True)
    responses = fields.List(fields.Nested(GivenSchema), required=True)
    attempts = fields.List(fields.Nested(AttemptPointsSchema), required=True)


class ItemResultSchema(Schema):
    """One item, over the attempts shown for each student; blank answers are left out."""

    item_id = fields.String(required=True)
    position = fields.Integer(required=True)
    interaction = fields.String(required=True)
    stem = fields.String(required=True)
    answered = fields.Integer(required=True)
    correct = fields.Integer(required=True)
    mean_score = fields.Float(required=True, allow_none=True)
    repair = fields.Nested(ItemRepairSchema, required=True, allow_none=True)


class ResultsSchema(Schema):
    """Results per student and per item."""

    assignment_id = fields.String(required=True)
    title = fields.String(required=True)
    attempt_counts = fields.String(required=True, metadata={"enum": ["best", "last", "first", "mean"]})
    max = fields.Float(required=True)
    items = fields.List(fields.Nested(ItemResultSchema), required=True)
    students = fields.List(fields.Nested(StudentResultSchema), required=True)


class AttemptEntrySchema(Schema):
    """Who has answered what."""

    id = fields.String(required=True)
    student_id = fields.String(required=True)
    nickname = fields.String(required=True)
    number = fields.Integer(required=True)
    state = fields.String(required=True, metadata={"enum": ["open", "submitted", "expired"]})
    started_at = UtcTime(required=True)
    deadline = UtcTime(required=True, allow_none=True)
    submitted_at = UtcTime(required=True, allow_none=True)
    score = fields.Nested(PointsSchema, required=True, allow_none=True)
    responses = fields.List(fields.Nested(GivenSchema), required=True)


class CountedSchema(Schema):
    """How many gave an answer, and how they did on the whole quiz."""

    count = fields.Integer(required=True)
    share = fields.Float(required=True, allow_none=True)
    mean_points = fields.Float(required=True, allow_none=True)


class OptionCountSchema(CountedSchema):
    """An option, a pair, or a whole answer."""

    id = fields.String(required=True)
    text = fields.String(required=True)
    is_key = fields.Boolean(required=True)


class ItemStatisticsSchema(Schema):
    """Figures of one item. Scores, indices, weights and shares are fractions; null is "not defined"."""

    item_id = fields.String(required=True)
    position = fields.Integer(required=True)
    interaction = fields.String(required=True)
    stem = fields.String(required=True)
    n = fields.Integer(required=True)
    too_few = fields.Boolean(required=True)
    facility_index = fields.Float(required=True, allow_none=True)
    standard_deviation = fields.Float(required=True, allow_none=True)
    random_guess_score = fields.Float(required=True, allow_none=True)
    intended_weight = fields.Float(required=True)
    effective_weight = fields.Float(required=True, allow_none=True)
    discrimination_index = fields.Float(required=True, allow_none=True)
    discriminative_efficiency = fields.Float(required=True, allow_none=True)
    hint = fields.String(required=True)
    hints = fields.Dict(fields.String(), fields.String(), required=True)
    options = fields.List(fields.Nested(OptionCountSchema), required=True)
    no_answer = fields.Nested(CountedSchema, required=True)


class QuizStatisticsSchema(Schema):
    """Figures of the whole quiz; mean, median, deviation and error in points."""

    n = fields.Integer(required=True)
    max_points = fields.Float(required=True)
    mean = fields.Float(required=True, allow_none=True)
    median = fields.Float(required=True, allow_none=True)
    standard_deviation = fields.Float(required=True, allow_none=True)
    skewness = fields.Float(required=True, allow_none=True)
    kurtosis = fields.Float(required=True, allow_none=True)
    internal_consistency = fields.Float(
        required=True,
        allow_none=True,
        metadata={"description": "Cronbach's alpha (KR-20 for items of all or nothing); may be negative."},
    )
    error_ratio = fields.Float(required=True, allow_none=True)
    standard_error = fields.Float(required=True, allow_none=True)
    hints = fields.Dict(fields.String(), fields.String(), required=True)


class StatisticsSchema(Schema):
    """Statistics over the ended attempts that count (under `mean`: all ended ones)."""

    assignment_id = fields.String(required=True)
    attempts_used = fields.String(required=True, metadata={"enum": ["best", "last", "first", "mean"]})
    n = fields.Integer(required=True)
    few = fields.Integer(required=True, metadata={"description": "Below this n, too_few is true."})
    too_few = fields.Boolean(required=True)
    quiz = fields.Nested(QuizStatisticsSchema, required=True)
    items = fields.List(fields.Nested(ItemStatisticsSchema), required=True)


@blueprint.route("/assignments/<assignment_id>/attempts")
class AssignmentAttempts(ApiView):
    """Attempts at an assignment."""

    @blueprint.arguments(PageArgs, location="query")
    @blueprint.response(200, page_schema(AttemptEntrySchema, "AttemptPage"))
    def get(self, page: dict[str, Any], assignment_id: str) -> Response:
        """List the attempts at an assignment"""
        expire_before_reading(assignment_id=assignment_id)
        find_assignment(session(), caller().user_id, assignment_id)
        query = results.attempts_query(assignment_id)
        rows = paginate(session(), query, by=[AttemptRow.id], **page)
        answers = results.answers_of(session(), [row.id for row in rows.items])
        schema = AttemptEntrySchema(many=True)
        entries = schema.dump([_entry(row, answers[row.id]) for row in rows.items])
        return answer_live({"items": entries, "next_cursor": rows.next_cursor})


@blueprint.route("/assignments/<assignment_id>/results")
class Results(ApiView):
    """Results of an assignment."""

    @blueprint.arguments(ResultsArgs, location="query")
    @blueprint.response(200, ResultsSchema)
    @blueprint.alt_response(200, content_type="text/csv", schema={"type": "string"}, success=True)
    @blueprint.doc(responses={200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}})
    def get(self, args: dict[str, Any], assignment_id: str) -> Response:
        """Show results per student and per item"""
        expire_before_reading(assignment_id=assignment_id)
        assignment = find_assignment(session(), caller().user_id, assignment_id)
        wanted = args["format"] or _FORMATS[request.accept_mimetypes.best_match(list(_FORMATS), _JSON)]
        if wanted != "json":
            file = _csv(assignment) if wanted == "csv" else _xlsx(assignment)
            note_export("results-exported", assignment_id, user_id=caller().user_id)
            return file
        unchanged = _unchanged("results", assignment)
        if unchanged is not None:
            return unchanged
        return with_etag(jsonify(_results(assignment)), _tag("results", assignment))


@blueprint.route("/assignments/<assignment_id>/statistics")
class Statistics(ApiView):
    """Statistics of an assignment."""

    @blueprint.response(200, StatisticsSchema)
    def get(self, assignment_id: str) -> Response:
        """Show the statistics of an assignment"""
        expire_before_reading(assignment_id=assignment_id)
        assignment = find_assignment(session(), caller().user_id, assignment_id)
        unchanged = _unchanged("statistics", assignment)
        if unchanged is not None:
            return unchanged
        return with_etag(jsonify(statistics(session(), assignment)), _tag("statistics", assignment))


def _xlsx(assignment: AssignmentRow) -> Response:
    data = b"".join(results_xlsx(session(), assignment))
    return _file(Response(data, content_type=XLSX), assignment, "xlsx")


def _tag(kind: str, assignment: AssignmentRow) -> str:
    mark = f"{kind}|{assignment.id}|{results.fingerprint(session(), assignment)}"
    return hashlib.sha256(mark.encode()).hexdigest()[:32]


def _unchanged(kind: str, assignment: AssignmentRow) -> Response | None:
    """304 where the client has the present state already; it is not put together then."""
    tag = _tag(kind, assignment)
    if not request.if_none_match.contains(tag):
        return None
    response = Response(status=304)
    response.set_etag(tag)
    return response


def _results(assignment: AssignmentRow) -> dict[str, Any]:
    items = results.assignment_items(session(), assignment.id)
    students = list(results.student_results(session(), assignment))
    order = {item.item_id: item.position for item in items}
    return {
        "assignment_id": assignment.id,
        "title": assignment.title,
        "attempt_counts": assignment.attempt_counts,
        "max": max_points(items),
        "items": [_item(item, students) for item in items],
        "students": [
            _student(student, assignment.attempt_counts, order, most=max_points(items))
            for student in students
        ],
    }


def _item(item: AssignmentItemRow, students: list[StudentResult]) -> dict[str, Any]:
    answers = [s.shown.answers[item.item_id] for s in students if item.item_id in s.shown.answers]
    scores = [given.score for given in answers if given.score is not None]
    return {
        "item_id": item.item_id,
        "position": item.position,
        "interaction": item.interaction,
        "stem": item.content["stem"],
        "answered": len(answers),
        "correct": sum(given.correct is True for given in answers),
        "mean_score": sum(scores) / len(scores) if scores else None,
        "repair": item.content.get("repair"),
    }


def _student(student: StudentResult, rule: str, order: dict[str, int], *, most: float) -> dict[str, Any]:
    # Written by hand: marshmallow takes longer for the answers of a thousand students than all the rest.
    shown = student.shown
    answers = sorted(shown.answers.items(), key=lambda entry: order[entry[0]])
    return {
        "student_id": student.student_id,
        "nickname": student.nickname,
        "excused": student.excused,
        "points": student.points,
        "max": most,
        "attempt_id": shown.id,
        "state": shown.state,
        "started_at": _time(shown.started_at),
        "submitted_at": _time(shown.submitted_at),
        "answered": len(answers),
        "responses": [_given(item_id, given) for item_id, given in answers],
        "attempts": [
            {
                "id": attempt.id,
                "number": attempt.number,
                "state": attempt.state,
                "points": attempt.points,
                "counts": student.counts(attempt, rule),
            }
            for attempt in student.attempts
        ],
    }


def _given(item_id: str, given: Given) -> dict[str, Any]:
    return {
        "item_id": item_id,
        "answer": given.answer,
        "score": given.score,
        "correct": given.correct,
        "saved_at": _time(given.saved_at),
    }


def _time(value: Any) -> str | None:
    return None if value is None else value.isoformat().replace("+00:00", "Z")


def _entry(row: AttemptRow, answers: list[Any]) -> dict[str, Any]:
    fields_of_row = (
        "id",
        "student_id",
        "nickname",
        "number",
        "state",
        "started_at",
        "deadline",
        "submitted_at",
    )
    return {
        **{name: getattr(row, name) for name in fields_of_row},
        "score": None if row.points is None else {"points": row.points, "max": row.max_points},
        "responses": [
            {
                "item_id": answer.item_id,
                "answer": answer.answer["value"],
                "score": answer.score,
                "correct": None if answer.score is None else answer.score >= 1.0,
                "saved_at": answer.saved_at,
            }
            for answer in answers
        ],
    }


def _csv(assignment: AssignmentRow) -> Response:
    """A stream: the file is written while the answers are read."""
    sessions, assignment_id = context().sessions, assignment.id
    # Excel reads UTF-8 only with a mark; who asks for text/csv by header is a program and gets none.
    mark = "\ufeff" if request.args.get("format") == "csv" else ""

    def lines() -> Iterator[str]:
        with read_of_one_moment(sessions) as reading:
            yield mark
            yield from results_csv(reading, reading.get_one(AssignmentRow, assignment_id))

    return _file(Response(lines(), content_type="text/csv; charset=utf-8"), assignment, "csv")


def _file(response: Response, assignment: AssignmentRow, ending: str) -> Response:
    name = results_filename(assignment, ending)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
