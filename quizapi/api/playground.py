"""A text tried out, for authors of generators: read and asked about, and not kept."""

import secrets
from typing import Any

from flask import Response
from marshmallow import ValidationError, fields, validate, validates_schema

from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.callers import caller
from quizapi.api.context import context, session
from quizapi.api.job_schema import JobSchema, accepted
from quizapi.api.quizzes import GeneratorRequestSchema
from quizapi.api.schemas import Line, Schema, Whole
from quizapi.services.article_cleaning import Prepared, prepare_html, prepare_text
from quizapi.services.playground import forget_trial, request_trial
from quizapi.services.quizzes import asked_generators

blueprint = ApiBlueprint("playground", "Texts tried out.")
_MOST_GENERATORS = 20
_MAX_SEED = 2**31 - 1
_EXAMPLE = {
    "text": "The city council voted on Tuesday to close the old bridge for two years. “We cannot wait any "
    "longer,” Mayor Ana Ruiz said after the vote ...",
    "generators": [{"name": "who-said-what"}],
    "seed": 7,
}


class TrialSchema(Schema):
    """What is to be tried: `text` or `html`, and the generators; all of them where none is named."""

    text = fields.String(metadata={"description": "Plain text. At least 40 words, in English."})
    html = fields.String(metadata={"description": "A page's markup instead of `text`."})
    title = Line(longest=300)
    published_on = fields.Date(metadata={"example": "2026-03-14"})
    generators = fields.List(
        fields.Nested(GeneratorRequestSchema),
        load_default=list,
        validate=validate.Length(max=_MOST_GENERATORS),
    )
    seed = Whole(least=0, most=_MAX_SEED)

    @validates_schema
    def _one_of(self, data: dict[str, Any], **kwargs: Any) -> None:
        if ("text" in data) == ("html" in data):
            raise ValidationError("Send either `text` or `html`.", "text")


@blueprint.route("/playground")
class Playground(ApiView):
    """Texts tried out."""

    @blueprint.arguments(TrialSchema, example=_EXAMPLE)
    @blueprint.response(202, JobSchema)
    def post(self, data: dict[str, Any]) -> Response:
        """Try a text

        Its job's result is `{article, annotations, candidates}`: the text as it would be stored, what was
        read in it, and each candidate of each generator with what became of it (`fate`: chosen, spare,
        not-needed, repeated or flawed) and why. Nothing is stored but the job, which is deleted after a
        quarter of an hour, or when you say so.
        """
        registry = context().registry
        wanted = data["generators"] or [{"name": name} for name in sorted(registry.generators)]
        job = request_trial(
            session(),
            context().queue,
            _prepared(data),
            owner_id=caller().user_id,
            generators=asked_generators(registry, wanted),
            seed=data.get("seed", secrets.randbelow(_MAX_SEED)),
            now=context().now(),
        )
        return accepted(job)


@blueprint.route("/playground/<trial_id>")
class PlaygroundTrial(ApiView):
    """One text that was tried."""

    conditional = frozenset()

    @blueprint.response(204)
    def delete(self, trial_id: str) -> None:
        """Forget a text that was tried"""
        forget_trial(session(), caller().user_id, trial_id)


def _prepared(data: dict[str, Any]) -> Prepared:
    details: dict[str, Any] = {name: data[name] for name in ("title", "published_on") if name in data}
    longest = context().max_article_chars
    if "html" in data:
        return prepare_html(data["html"], details, max_chars=longest)
    return prepare_text(data["text"], details, max_chars=longest)
