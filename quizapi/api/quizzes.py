"""Quizzes: asked for, looked at, renamed and deleted, and how they were made."""

import secrets
from typing import Any

from flask import Response, jsonify
from marshmallow import ValidationError, fields, validate, validates

from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.callers import caller
from quizapi.api.context import context, session
from quizapi.api.etags import etag_of, require_match, with_etag
from quizapi.api.job_schema import JobSchema, accepted
from quizapi.api.paging import PageArgs, page_schema, paginate
from quizapi.api.schemas import Id, JsonObject, Line, Schema, UtcTime, Whole
from quizapi.api.tries import note_here
from quizapi.services import quizzes
from quizapi.store.models import QuizRow

blueprint = ApiBlueprint("quizzes", "Quizzes.")
STATUSES = ("draft", "ready", "archived")
MOST_ARTICLES = 50
MOST_CONTEXT_ARTICLES = 10
MOST_GENERATORS = 20
MOST_ITEMS = 100
MAX_SEED = 2**31 - 1


class GeneratorRequestSchema(Schema):
    """One generator of a quiz."""

    name = Line(required=True, longest=100, metadata={"example": "who-said-what"})
    count = Whole(
        least=1,
        most=MOST_ITEMS,
        load_default=quizzes.DEFAULT_COUNT,
        metadata={"description": "How many items, over all articles of the quiz."},
    )
    options = JsonObject(load_default=dict, metadata={"example": {"topic": "sanctions"}})


class NewQuizSchema(Schema):
    """What a quiz is to be made of."""

    title = Line(longest=300, metadata={"description": "The first article's title where not given."})
    article_ids = fields.List(Id(), required=True, validate=validate.Length(1, MOST_ARTICLES))
    context_article_ids = fields.List(
        Id(),
        load_default=list,
        validate=validate.Length(max=MOST_CONTEXT_ARTICLES),
        metadata={
            "description": "Articles that wrong options may come from where the quiz's own give too few; "
            "nothing is asked about them."
        },
    )
    generators = fields.List(
        fields.Nested(GeneratorRequestSchema),
        required=True,
        validate=validate.Length(1, MOST_GENERATORS),
    )
    seed = Whole(
        least=0,
        most=MAX_SEED,
        metadata={"description": "The same request and seed give the same items; chosen where not given."},
    )

    @validates("article_ids", "context_article_ids")
    def _distinct(self, ids: list[str], data_key: str) -> None:
        if len(set(ids)) < len(ids):
            raise ValidationError("An article is named twice.")


class QuizPatchSchema(Schema):
    """Changes to a quiz."""

    title = Line(longest=300)
    status = fields.String(validate=validate.OneOf(STATUSES))


class QuizArticleSchema(Schema):
    """The revision of an article that a quiz asks about."""

    id = fields.String(required=True)
    revision = fields.Integer(required=True)
    title = fields.String(required=True)


class AskedGeneratorSchema(Schema):
    """A generator as it was asked for, and what came of it."""

    name = fields.String(required=True)
    count = fields.Integer(required=True)
    options = fields.Dict(required=True)


class StatusCountsSchema(Schema):
    """Items by status."""

    proposed = fields.Integer(required=True)
    accepted = fields.Integer(required=True)
    rejected = fields.Integer(required=True)


class QuizCountsSchema(Schema):
    """Items by status; by generator ("" is hand-written) and status; and the spares of each generator."""

    status = fields.Nested(StatusCountsSchema, required=True)
    generators = fields.Dict(keys=fields.String(), values=fields.Nested(StatusCountsSchema), required=True)
    spares = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class QuizSchema(Schema):
    """A quiz."""

    id = Id(required=True)
    etag = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.String(required=True, metadata={"enum": list(STATUSES)})
    seed = fields.Integer(required=True)
    generators = fields.List(fields.Nested(AskedGeneratorSchema), required=True)
    articles = fields.List(fields.Nested(QuizArticleSchema), required=True)
    context_articles = fields.List(
        fields.Nested(QuizArticleSchema),
        required=True,
        metadata={"description": "Those beside it that have not been deleted since."},
    )
    counts = fields.Nested(QuizCountsSchema, required=True)
    job = fields.Nested(JobSchema, required=True, allow_none=True)
    created_at = UtcTime(required=True)
    updated_at = UtcTime(required=True)


class QuizListArgs(PageArgs):
    """`?status=` and `?article_id=` choose."""

    status = fields.String(load_default=None, validate=validate.OneOf(STATUSES))
    article_id = Id(load_default=None)


class ProvenanceSchema(Schema):
    """How a quiz was asked for and made."""

    quiz_id = fields.String(required=True)
    seed = fields.Integer(required=True)
    generators = fields.List(fields.Nested(AskedGeneratorSchema), required=True)
    articles = fields.List(fields.Dict(), required=True)
    context_articles = fields.List(fields.Dict(), required=True)
    made = fields.Dict(
        required=True,
        allow_none=True,
        metadata={
            "description": "Versions, the pipeline's fingerprint, problems, and counts by check; null before."
        },
    )


@blueprint.route("/quizzes")
class Quizzes(ApiView):
    """Quizzes."""

    @blueprint.arguments(QuizListArgs, location="query")
    @blueprint.response(200, page_schema(QuizSchema, "QuizPage"))
    def get(self, args: dict[str, Any]) -> dict[str, Any]:
        """List your quizzes"""
        query = quizzes.quizzes_query(
            caller().user_id, status=args.pop("status"), article_id=args.pop("article_id")
        )
        page = paginate(session(), query, by=[QuizRow.id], descending=True, **args)
        facts = quizzes.quiz_facts(session(), page.items)
        return {
            "items": [_data(quiz, facts[quiz.id]) for quiz in page.items],
            "next_cursor": page.next_cursor,
        }

    @blueprint.arguments(
        NewQuizSchema,
        example={
            "title": "The old bridge",
            "article_ids": ["0199a3c2-7d1e-7c44-9a51-3f0c6f0f5b1a"],
            "generators": [{"name": "who-said-what", "count": 5}, {"name": "true-false", "count": 5}],
            "seed": 7,
        },
    )
    @blueprint.response(202, JobSchema, description="Being made: the job, whose result names the quiz.")
    @blueprint.alt_response(
        200, schema=JobSchema, description="With `Prefer: wait`: the ended job.", success=True
    )
    def post(self, data: dict[str, Any]) -> Response:
        """Make a quiz"""
        _, job = quizzes.request_quiz(
            session(),
            context().queue,
            context().registry,
            owner_id=caller().user_id,
            title=data.get("title"),
            article_ids=data["article_ids"],
            context_article_ids=data["context_article_ids"],
            generators=data["generators"],
            seed=data.get("seed", secrets.randbelow(MAX_SEED + 1)),
            now=context().now(),
        )
        return accepted(job)


@blueprint.route("/quizzes/<quiz_id>")
class QuizById(ApiView):
    """One quiz."""

    @blueprint.response(200, QuizSchema)
    def get(self, quiz_id: str) -> Response:
        """Get a quiz"""
        return _shown(quizzes.find_quiz(session(), caller().user_id, quiz_id))

    @blueprint.arguments(QuizPatchSchema, example={"title": "The old bridge", "status": "archived"})
    @blueprint.response(200, QuizSchema)
    def patch(self, data: dict[str, Any], quiz_id: str) -> Response:
        """Change a quiz"""
        quiz = quizzes.find_quiz(session(), caller().user_id, quiz_id, lock=True)
        require_match(quiz)
        quizzes.change_quiz(
            session(),
            quiz,
            title=data.get("title", quiz.title),
            status=data.get("status", quiz.status),
            now=context().now(),
        )
        return _shown(quiz)

    @blueprint.response(204)
    def delete(self, quiz_id: str) -> None:
        """Delete a quiz"""
        quiz = quizzes.find_quiz(session(), caller().user_id, quiz_id, lock=True)
        require_match(quiz)
        quizzes.delete_quiz(session(), quiz)
        note_here("quiz-deleted", user_id=caller().user_id, subject=quiz_id)


@blueprint.route("/quizzes/<quiz_id>/provenance")
class QuizProvenance(ApiView):
    """How a quiz was made."""

    @blueprint.response(200, ProvenanceSchema)
    def get(self, quiz_id: str) -> dict[str, Any]:
        """Tell how a quiz was made"""
        return quizzes.quiz_provenance(session(), quizzes.find_quiz(session(), caller().user_id, quiz_id))


def _shown(quiz: QuizRow) -> Response:
    facts = quizzes.quiz_facts(session(), [quiz])[quiz.id]
    return with_etag(jsonify(QuizSchema().dump(_data(quiz, facts))), etag_of(quiz), is_whole=False)


def _data(quiz: QuizRow, facts: quizzes.QuizFacts) -> dict[str, Any]:
    return {
        "id": quiz.id,
        "etag": etag_of(quiz),
        "title": quiz.title,
        "status": quiz.status,
        "seed": quiz.seed,
        "generators": quiz.generators,
        "articles": facts.articles,
        "context_articles": facts.context_articles,
        "counts": {
            "status": facts.by_status,
            "generators": facts.by_generator,
            "spares": facts.spares,
        },
        "job": facts.job,
        "created_at": quiz.created_at,
        "updated_at": quiz.updated_at,
    }
