"""What plugins add beside generators: interactions that clients may meet, and formats of files."""

from typing import Any

from flask import Response, jsonify
from marshmallow import fields

from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.context import context
from quizapi.api.generators import PluginSchema
from quizapi.api.schemas import Schema
from quizapi.exchange.plugged.articles import article_endings
from quizapi.exchange.plugged.exporters import all_exporters
from quizapi.exchange.registry import IMPORTERS
from quizapi.plugin_api.registry import Registry

blueprint = ApiBlueprint("extensions", "What the installed plugins add.")


class InteractionSchema(Schema):
    """A plugin's own interaction."""

    name = fields.String(required=True, metadata={"example": "hotspot:sentence"})
    title = fields.String(required=True)
    hint = fields.String(required=True, metadata={"description": "How it is answered, for students."})
    answer_schema = fields.Dict(required=True, metadata={"description": "JSON Schema of an answer."})
    key_schema = fields.Dict(required=True, metadata={"description": "JSON Schema of a key."})
    shown = fields.List(
        fields.String(),
        required=True,
        metadata={
            "description": "Parts of an item that a student sees beside the stem.",
            "example": ["options"],
        },
    )
    keeps_order = fields.Boolean(required=True)
    renderer = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Address of the ES module that our pages show it with; or null."},
    )
    plugin = fields.Nested(PluginSchema, required=True)


class FormatSchema(Schema):
    """A format of files. `plugin` is null for the shipped ones."""

    name = fields.String(required=True, metadata={"example": "moodle-xml"})
    title = fields.String(required=True)
    extensions = fields.List(fields.String(), required=True, metadata={"example": ["moodle.xml"]})
    media_type = fields.String(required=True, allow_none=True)
    loses = fields.String(required=True, metadata={"description": "What it has no place for, in words."})
    plugin = fields.Nested(PluginSchema, required=True, allow_none=True)


class FormatsSchema(Schema):
    """Formats of files."""

    exports = fields.List(fields.Nested(FormatSchema), required=True)
    imports = fields.List(fields.Nested(FormatSchema), required=True)
    articles = fields.List(fields.Nested(FormatSchema), required=True)


@blueprint.route("/interactions")
class Interactions(ApiView):
    """Interactions of plugins."""

    @blueprint.response(200, InteractionSchema(many=True))
    def get(self) -> Response:
        """List the interactions of plugins

        A client that has no form for one of them says so, and lets the student go on.
        """
        return jsonify(installed_interactions())


@blueprint.route("/formats")
class Formats(ApiView):
    """Formats of files."""

    @blueprint.response(200, FormatsSchema)
    def get(self) -> dict[str, Any]:
        """List the formats of files

        Those that quizzes are exported to and imported from, and those that articles are read from.
        """
        registry = context().registry
        return {
            "exports": [
                _format(registry, "exporters", e.name, e.title, [e.extension], e.media_type, e.loses)
                for e in all_exporters(registry).values()
            ],
            "imports": [
                _format(registry, "", i.name, i.title, [x.lstrip(".") for x in i.extensions])
                for i in IMPORTERS.values()
            ],
            "articles": _article_formats(registry),
        }


def installed_interactions() -> list[dict[str, Any]]:
    """All interactions of plugins in the shape of the API, by name."""
    registry = context().registry
    return [
        {
            "name": name,
            "title": scorer.title,
            "hint": scorer.hint,
            "answer_schema": scorer.answer_schema,
            "key_schema": scorer.key_schema,
            "shown": list(scorer.shown),
            "keeps_order": scorer.keeps_order,
            "renderer": renderer_path(name) if scorer.renderer else None,
            "plugin": _plugin(registry, "scorers", name),
        }
        for name, scorer in sorted(registry.scorers.items())
    ]


def renderer_path(interaction: str) -> str:
    """Where the pages' server has the ES module of a plugin's interaction."""
    return f"/static/interactions/{interaction.replace(':', '/')}.js"


def _article_formats(registry: Registry) -> list[dict[str, Any]]:
    plugged = {ending for importer in registry.importers.values() for ending in importer.endings}
    own = [ending for ending in article_endings(registry) if ending not in plugged]
    return [
        *(_format(registry, "", ending, f".{ending}", [ending]) for ending in own),
        *(
            _format(registry, "importers", name, importer.title, list(importer.endings))
            for name, importer in sorted(registry.importers.items())
        ),
    ]


def _format(
    registry: Registry,
    kind: str,
    name: str,
    title: str,
    extensions: list[str],
    media_type: str | None = None,
    loses: str = "",
) -> dict[str, Any]:
    return {
        "name": name,
        "title": title,
        "extensions": extensions,
        "media_type": media_type,
        "loses": loses,
        "plugin": _plugin(registry, kind, name),
    }


def _plugin(registry: Registry, kind: str, name: str) -> dict[str, str] | None:
    info = registry.origins.get((kind, name))
    return None if info is None else {"package": info.package, "version": info.version}
