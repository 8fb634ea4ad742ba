"""Which generators are installed, and what they can be told."""

from typing import Any

from flask import Response, jsonify
from marshmallow import fields

from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.context import context
from quizapi.api.schemas import Schema

blueprint = ApiBlueprint("generators", "The installed generators.")


class PluginSchema(Schema):
    """The distribution that a generator came with."""

    package = fields.String(required=True, metadata={"example": "quizapi-true-false"})
    version = fields.String(required=True)


class GeneratorSchema(Schema):
    """A generator."""

    name = fields.String(required=True, metadata={"example": "true-false"})
    version = fields.String(required=True)
    title = fields.String(required=True)
    description = fields.String(required=True)
    interaction_types = fields.List(fields.String(), required=True, metadata={"example": ["true_false"]})
    languages = fields.List(fields.String(), required=True, metadata={"example": ["en"]})
    options_schema = fields.Dict(required=True, metadata={"description": "JSON Schema of its options."})
    plugin = fields.Nested(PluginSchema, required=True)


@blueprint.route("/generators")
class Generators(ApiView):
    """Generators."""

    @blueprint.response(200, GeneratorSchema(many=True))
    def get(self) -> Response:
        """List the generators"""
        return jsonify(installed_generators())


def installed_generators() -> list[dict[str, Any]]:
    """All generators in the shape of the API, by name."""
    registry = context().registry
    return [
        {
            "name": name,
            "version": generator.version,
            "title": generator.title,
            "description": generator.description,
            "interaction_types": list(generator.interactions),
            "languages": list(generator.languages),
            "options_schema": generator.options_schema,
            "plugin": {
                "package": registry.plugin_of[name].package,
                "version": registry.plugin_of[name].version,
            },
        }
        for name, generator in sorted(registry.generators.items())
    ]
