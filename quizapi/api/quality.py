"""How good a generator's items have been for this teacher."""

from typing import Any

from flask import Response
from marshmallow import fields

from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.callers import caller
from quizapi.api.context import context, session
from quizapi.api.live import answer_live
from quizapi.api.schemas import Schema
from quizapi.scoring.statistics import FEW
from quizapi.services.errors import NotFound
from quizapi.services.quality import VersionQuality, generator_quality

blueprint = ApiBlueprint("quality", "What came of generated items.")


class GeneratorNotFound(NotFound):
    """There is no such generator."""


class RejectReasonSchema(Schema):
    """Why items were rejected; an empty reason is that none was given."""

    reason = fields.String(required=True)
    count = fields.Integer(required=True)


class VersionQualitySchema(Schema):
    """One version of a generator."""

    version = fields.String(required=True)
    offered = fields.Integer(required=True, metadata={"description": "Items that the teacher was shown."})
    proposed = fields.Integer(required=True, metadata={"description": "Not decided about yet."})
    accepted = fields.Integer(required=True)
    edited = fields.Integer(required=True)
    rejected = fields.Integer(required=True)
    replaced = fields.Integer(required=True)
    accepted_share = fields.Float(required=True, allow_none=True)
    reject_reasons = fields.List(fields.Nested(RejectReasonSchema), required=True)
    measured_items = fields.Integer(
        required=True, metadata={"description": f"Published items with at least {FEW} attempts."}
    )
    mean_facility_index = fields.Float(required=True, allow_none=True)
    mean_discrimination_index = fields.Float(required=True, allow_none=True)


class GeneratorQualitySchema(Schema):
    """What teachers did with a generator's items, and how students fared."""

    generator = fields.String(required=True)
    versions = fields.List(fields.Nested(VersionQualitySchema), required=True)


@blueprint.route("/generators/<name>/quality")
class GeneratorQuality(ApiView):
    """The quality of a generator's items."""

    @blueprint.response(200, GeneratorQualitySchema)
    def get(self, name: str) -> Response:
        """Show the quality of a generator's items"""
        found = generator_quality(session(), caller().user_id, name) if name.isprintable() else []
        if not found and context().registry.generator(name) is None:
            raise GeneratorNotFound(f"No generator of this name is installed: {name[:80]!r}.")
        data = {"generator": name, "versions": [_shown(version) for version in found]}
        return answer_live(GeneratorQualitySchema().dump(data))


def _shown(quality: VersionQuality) -> dict[str, Any]:
    names = ("version", "offered", "proposed", "accepted", "edited", "rejected", "replaced")
    return {
        **{name: getattr(quality, name) for name in names},
        "accepted_share": quality.accepted_share,
        "reject_reasons": [
            {"reason": reason, "count": count} for reason, count in quality.reject_reasons.most_common()
        ],
        "measured_items": len(quality.measured),
        "mean_facility_index": quality.mean_facility_index,
        "mean_discrimination_index": quality.mean_discrimination_index,
    }
