"""What was read in an article."""

from datetime import timedelta
from typing import Any

from flask import Response, jsonify
from marshmallow import fields

from quizapi.api.articles import RevisionArgs
from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.callers import caller
from quizapi.api.context import close_session, context, session
from quizapi.api.etags import with_etag
from quizapi.api.job_schema import JobSchema, accepted
from quizapi.api.schemas import Schema, SpanSchema
from quizapi.services import articles
from quizapi.services.errors import Conflict
from quizapi.services.jobs import ACTIVE
from quizapi.services.readings import newest_reading
from quizapi.store.engine import write_transaction
from quizapi.store.models import ArticleRow, JobRow

blueprint = ApiBlueprint("annotations", "What was read in an article.")
#: A reading that failed is tried again when somebody asks for it this much later.
_RETRY_SECONDS = 60


class ReadingFailed(Conflict):
    """The article could not be read."""


class EntitySchema(SpanSchema):
    """A mention of an entity; mentions of one entity share `id` and `name`."""

    type = fields.String(required=True, metadata={"example": "PERSON"})
    name = fields.String(required=True)
    id = fields.Integer(required=True)
    gender = fields.String(allow_none=True)
    role = fields.String(allow_none=True)


class SourceSchema(SpanSchema):
    """Who is quoted; `name` is the fullest that the article gives, null where it does not settle it."""

    name = fields.String(required=True, allow_none=True)
    entity = fields.Integer(required=True, allow_none=True)


class AttributionSchema(Schema):
    """Reported speech."""

    content = fields.Nested(SpanSchema, required=True)
    cue = fields.Nested(SpanSchema, required=True, allow_none=True)
    source = fields.Nested(SourceSchema, required=True, allow_none=True)
    kind = fields.String(required=True, metadata={"enum": ["direct", "mixed", "indirect"]})
    confidence = fields.Float(required=True)
    level = fields.String(metadata={"enum": ["said", "asked", "shown", "thought", "phrase"]})
    inner = fields.List(
        fields.Nested("AttributionSchema"),
        metadata={"description": "What the source says that others have said: attributions in its content."},
    )


class ClaimSchema(SpanSchema):
    """What can stand as a claim; `attributed_to` is an index into `attributions`."""

    status = fields.String(
        required=True, metadata={"enum": ["factual", "hedged", "opinion", "question", "prediction"]}
    )
    attributed_to = fields.Integer(required=True, allow_none=True)
    confidence = fields.Float(required=True)


class CausalRelationSchema(Schema):
    """Cause and effect."""

    cause = fields.Nested(SpanSchema, required=True)
    effect = fields.Nested(SpanSchema, required=True)
    signal = fields.Nested(SpanSchema, required=True, allow_none=True)
    status = fields.String(
        required=True, metadata={"enum": ["asserted", "denied", "hedged", "feared", "proposed"]}
    )
    topics = fields.List(fields.String(), required=True, metadata={"example": ["sanctions"]})
    attributed_to = fields.Integer(required=True, allow_none=True)
    confidence = fields.Float(required=True)


class AnnotationsSchema(Schema):
    """All that was found in a text."""

    entities = fields.List(fields.Nested(EntitySchema), required=True)
    attributions = fields.List(fields.Nested(AttributionSchema), required=True)
    claims = fields.List(fields.Nested(ClaimSchema), required=True)
    causal_relations = fields.List(fields.Nested(CausalRelationSchema), required=True)
    genre = fields.String(metadata={"enum": ["report", "opinion"]})


@blueprint.route("/articles/<article_id>/annotations")
class Annotations(ApiView):
    """What was read in an article."""

    @blueprint.arguments(RevisionArgs, location="query")
    @blueprint.response(200, AnnotationsSchema)
    @blueprint.alt_response(202, schema=JobSchema, description="It is being read: the job.", success=True)
    def get(self, args: dict[str, Any], article_id: str) -> Response:
        """Get what was read in an article"""
        return annotations_answer(article_id, args["revision"])


def annotations_answer(article_id: str, number: int | None) -> Response:
    """The annotations, or the job that will give them; one is asked for where none is under way.

    Raises:
        ReadingFailed: The reading has just failed.
    """
    article = articles.find_article(session(), caller().user_id, article_id)
    revision = articles.find_revision(session(), article, number)
    reading = newest_reading(session(), revision.text_hash)
    if reading is not None:
        etag = f"{revision.text_hash[:16]}-{reading.fingerprint[:16]}"
        return with_etag(jsonify(reading.annotations), etag)
    job = articles.newest_reading_job(session(), article, revision.revision)
    if job is not None and job.state == "failed" and not _is_long_ago(job):
        reasons = "; ".join(problem["detail"] for problem in job.problems) or "The job failed."
        raise ReadingFailed(f"{reasons} It is tried again when you ask in a minute.")
    if job is None or job.state not in ACTIVE:
        job = _request(article, revision.revision)
    return accepted(job)


def _is_long_ago(job: JobRow) -> bool:
    ended = job.finished_at or job.created_at
    return context().now() - ended > timedelta(seconds=_RETRY_SECONDS)


def _request(article: ArticleRow, revision: int) -> JobRow:
    """In a transaction of its own: that of a GET only reads."""
    close_session()
    with write_transaction(context().sessions) as own:
        job = articles.newest_reading_job(own, article, revision)
        if job is None or job.state not in ACTIVE:
            job = articles.request_reading(own, context().queue, article, revision, now=context().now())
    return job
