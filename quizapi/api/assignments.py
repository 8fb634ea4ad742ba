"""Assignments: a frozen version of a quiz with its rules and its join code."""

from collections.abc import Sequence
from typing import Any

from flask import Response, jsonify
from marshmallow import fields, validate

from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.callers import caller
from quizapi.api.context import context, session
from quizapi.api.etags import etag_of, require_match, with_etag
from quizapi.api.paging import Page, PageArgs, page_schema, paginate
from quizapi.api.rosters import RosterNameSchema
from quizapi.api.schemas import Line, Schema, UtcTime, Whole
from quizapi.api.tries import note_here
from quizapi.services import assignments
from quizapi.services.quizzes import find_quiz
from quizapi.services.rosters import MOST_ENTRIES, first_roster
from quizapi.services.students import erase_assignment
from quizapi.services.timing import state_of
from quizapi.store.models import AssignmentRow

blueprint = ApiBlueprint("assignments", "Quizzes as they are handed out.")

FEEDBACK = ("each", "submit", "close", "never")
COUNTED = ("best", "last", "first", "mean")
SHOW_ARTICLE = ("always", "feedback", "never")
_WEEK = 7 * 24 * 3600


class RulesSchema(Schema):
    """The rules of an assignment."""

    opens_at = UtcTime(load_default=None, allow_none=True)
    closes_at = UtcTime(load_default=None, allow_none=True)
    time_limit_s = Whole(
        least=10,
        most=_WEEK,
        load_default=None,
        allow_none=True,
        metadata={"description": "Seconds from the start of an attempt; answers count up to 5 s later."},
    )
    attempts_allowed = Whole(
        least=1,
        most=100,
        load_default=1,
        metadata={
            "description": "Attempts of one student, known by the token of an earlier attempt or by the code "
            "of the roster. A nickname joins once. Without a roster nobody can tell whether a new name is a "
            "new student."
        },
    )
    attempt_counts = fields.String(
        load_default="last",
        validate=validate.OneOf(COUNTED),
        metadata={"description": "Which of a student's attempts counts in the results."},
    )
    feedback = fields.String(
        load_default="submit",
        validate=validate.OneOf(FEEDBACK),
        metadata={
            "description": "When students see keys, scores, explanations and evidence: after each answer, "
            "after submitting, after nobody can answer any more, or never."
        },
    )
    shuffle_items = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    shuffle_options = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    show_article = fields.String(load_default="always", validate=validate.OneOf(SHOW_ARTICLE))


class NewAssignmentSchema(RulesSchema):
    """How to publish a quiz."""

    title = Line(load_default=None, allow_none=True, longest=300)
    roster = fields.List(
        fields.Nested(RosterNameSchema),
        load_default=(),
        validate=validate.Length(max=MOST_ENTRIES),
        metadata={"description": "Whom it is for; without a roster anybody may join under a nickname."},
    )


class AssignmentPatchSchema(RulesSchema):
    """Changes to an assignment."""

    title = Line(longest=300)


class AssignmentSchema(Schema):
    """A published version of a quiz."""

    id = fields.String(required=True)
    quiz_id = fields.String(required=True)
    title = fields.String(required=True)
    state = fields.String(required=True, metadata={"enum": ["scheduled", "open", "closed"]})
    join_code = fields.String(required=True, metadata={"example": "7KPM4WXT"})
    join_url = fields.String(required=True, metadata={"example": "https://quiz.example/join/7KPM4WXT"})
    opens_at = UtcTime(required=True, allow_none=True)
    closes_at = UtcTime(required=True, allow_none=True)
    closed_at = UtcTime(
        required=True, allow_none=True, metadata={"description": "When it was closed by hand."}
    )
    time_limit_s = fields.Integer(required=True, allow_none=True)
    attempts_allowed = fields.Integer(required=True)
    attempt_counts = fields.String(required=True, metadata={"enum": list(COUNTED)})
    feedback = fields.String(required=True, metadata={"enum": list(FEEDBACK)})
    shuffle_items = fields.Boolean(required=True)
    shuffle_options = fields.Boolean(required=True)
    show_article = fields.String(required=True, metadata={"enum": list(SHOW_ARTICLE)})
    unreviewed = fields.Boolean(
        required=True, metadata={"description": "Nobody has accepted the items; the pages say so."}
    )
    attempts = fields.Integer(required=True, metadata={"description": "Attempts started so far."})
    created_at = UtcTime(required=True)
    etag = fields.String(required=True)


class ReopeningSchema(Schema):
    """When an assignment that is opened again closes."""

    closes_at = UtcTime(load_default=None, allow_none=True)


class CopySchema(Schema):
    """The title of the copy."""

    title = Line(load_default=None, allow_none=True, longest=300)


@blueprint.route("/quizzes/<quiz_id>/assignments")
class QuizAssignments(ApiView):
    """Assignments of a quiz."""

    @blueprint.arguments(PageArgs, location="query")
    @blueprint.response(200, page_schema(AssignmentSchema, "AssignmentPage"))
    def get(self, page: dict[str, Any], quiz_id: str) -> Response:
        """List the assignments of a quiz"""
        find_quiz(session(), caller().user_id, quiz_id)
        query = assignments.assignments_query(caller().user_id).where(AssignmentRow.quiz_id == quiz_id)
        return _page(paginate(session(), query, by=[AssignmentRow.id], descending=True, **page))

    @blueprint.arguments(
        NewAssignmentSchema,
        example={
            "title": "Monday's class",
            "closes_at": "2026-03-20T12:00:00Z",
            "feedback": "submit",
            "shuffle_options": True,
        },
    )
    @blueprint.response(201, AssignmentSchema)
    def post(self, data: dict[str, Any], quiz_id: str) -> Response:
        """Publish the accepted items of a quiz"""
        now = context().now()
        names = [entry["name"] for entry in data.pop("roster")]
        row = assignments.publish(
            session(),
            find_quiz(session(), caller().user_id, quiz_id, lock=True),
            title=data.pop("title"),
            rules=data,
            allow_unreviewed=context().allow_unreviewed,
            scorers=context().registry.scorers,
            now=now,
        )
        first_roster(session(), row, names, now=now)
        return _created(row)


@blueprint.route("/assignments")
class Assignments(ApiView):
    """All assignments."""

    @blueprint.arguments(PageArgs, location="query")
    @blueprint.response(200, page_schema(AssignmentSchema, "AssignmentPage"))
    def get(self, page: dict[str, Any]) -> Response:
        """List your assignments"""
        query = assignments.assignments_query(caller().user_id)
        return _page(paginate(session(), query, by=[AssignmentRow.id], descending=True, **page))


@blueprint.route("/assignments/<assignment_id>")
class AssignmentById(ApiView):
    """One assignment."""

    @blueprint.response(200, AssignmentSchema)
    def get(self, assignment_id: str) -> Response:
        """Show an assignment"""
        return _shown(assignments.find_assignment(session(), caller().user_id, assignment_id))

    @blueprint.arguments(AssignmentPatchSchema(partial=True), example={"closes_at": "2026-03-21T12:00:00Z"})
    @blueprint.response(200, AssignmentSchema)
    def patch(self, data: dict[str, Any], assignment_id: str) -> Response:
        """Change title and rules of an assignment"""
        row = assignments.find_assignment(session(), caller().user_id, assignment_id)
        require_match(row)
        assignments.change_rules(session(), row, data, now=context().now())
        return _shown(row)

    @blueprint.response(204)
    def delete(self, assignment_id: str) -> None:
        """Delete an assignment with all attempts and answers"""
        row = assignments.find_assignment(session(), caller().user_id, assignment_id)
        require_match(row)
        erase_assignment(session(), row)
        note_here("assignment-deleted", user_id=caller().user_id, subject=assignment_id)


@blueprint.route("/assignments/<assignment_id>/close")
class Closing(ApiView):
    """Closing by hand."""

    @blueprint.response(200, AssignmentSchema)
    def post(self, assignment_id: str) -> Response:
        """Close an assignment now"""
        row = assignments.find_assignment(session(), caller().user_id, assignment_id)
        assignments.close(session(), row, now=context().now())
        return _shown(row)


@blueprint.route("/assignments/<assignment_id>/reopen")
class Reopening(ApiView):
    """Opening again."""

    @blueprint.arguments(ReopeningSchema, required=False, example={"closes_at": "2026-03-22T12:00:00Z"})
    @blueprint.response(200, AssignmentSchema)
    def post(self, data: dict[str, Any], assignment_id: str) -> Response:
        """Open a closed assignment again"""
        row = assignments.find_assignment(session(), caller().user_id, assignment_id)
        closes_at = data.get("closes_at")
        assignments.reopen(session(), row, closes_at=closes_at, now=context().now())
        return _shown(row)


@blueprint.route("/assignments/<assignment_id>/duplicate")
class Copying(ApiView):
    """Copies for other classes."""

    @blueprint.arguments(CopySchema, required=False, example={"title": "Tuesday's class"})
    @blueprint.response(201, AssignmentSchema)
    def post(self, data: dict[str, Any], assignment_id: str) -> Response:
        """Copy an assignment under a new join code"""
        row = assignments.find_assignment(session(), caller().user_id, assignment_id)
        title = data.get("title")
        return _created(assignments.duplicate(session(), row, title=title, now=context().now()))


def dump(rows: Sequence[AssignmentRow]) -> list[dict[str, Any]]:
    """Assignments as their owner sees them now."""
    counts = assignments.attempt_counts(session(), [row.id for row in rows])
    now = context().now()
    extra = {
        row.id: {
            "state": state_of(row, now),
            "join_url": f"{context().base_url}/join/{row.join_code}",
            "attempts": counts.get(row.id, 0),
            "etag": etag_of(row),
        }
        for row in rows
    }
    schema = AssignmentSchema()
    return [{**schema.dump(row), **extra[row.id]} for row in rows]


def _page(page: Page[AssignmentRow]) -> Response:
    return jsonify({"items": dump(page.items), "next_cursor": page.next_cursor})


def _created(row: AssignmentRow) -> Response:
    response = _shown(row)
    response.status_code = 201
    response.headers["Location"] = f"/api/v1/assignments/{row.id}"
    return response


def _shown(row: AssignmentRow) -> Response:
    # Its state and the number of its attempts change while its version does not.
    return with_etag(jsonify(dump([row])[0]), etag_of(row), is_whole=False)
