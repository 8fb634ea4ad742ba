"""In which form a student answers each interaction, without scripts too.

Our six interactions are forms of the same names. A plugin's own interaction is answered in the form that its
answer's JSON Schema asks for, so that it needs no page of its own; with scripts, a plugin's renderer may put
better controls in its place (`static/interactions.js` says what a renderer is).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from flask import Response, abort, request

from quizapi.api.context import context
from quizapi.web.blueprint import blueprint
from quizapi.web.calling import get
from quizapi.web.safety import secured

Json = Mapping[str, Any]
OUR_FORMS = ("choice", "multiple", "true_false", "order", "match", "text")


@dataclass(frozen=True, slots=True)
class Form:
    """How one interaction is answered.

    `name` is one of `OUR_FORMS`, or empty where nobody knows the interaction; `renderer` is the address of a
    plugin's module, or empty.
    """

    name: str
    renderer: str = ""


def forms_of(items: Iterable[Json]) -> dict[str, Form]:
    """The form of each interaction that the items have.

    Raises:
        ApiRefusal
    """
    interactions = {item["interaction"] for item in items}
    forms = {name: Form(name) for name in interactions if name in OUR_FORMS}
    if len(forms) < len(interactions):
        for own in get("/interactions"):
            forms[own["name"]] = Form(form_for(own["answer_schema"]), own["renderer"] or "")
    return {name: forms.get(name, Form("")) for name in interactions}


def form_for(schema: Json) -> str:
    """The form for answers of that JSON Schema: one of the shapes that the API takes, or empty."""
    kind = schema.get("type")
    if kind == "boolean":
        return "true_false"
    if kind == "string":
        return "text"
    if kind != "array":
        return ""
    items = schema.get("items")
    inner = items.get("type") if isinstance(items, Mapping) else None
    if inner == "array":
        return "match"
    return "choice" if schema.get("maxItems") == 1 else "multiple"


@blueprint.get("/static/interactions/<plugin>/<name>.js")
def interaction_module(plugin: str, name: str) -> Response:
    """The ES module of a plugin's interaction, as the plugin ships it; caches ask whether it has changed."""
    scorer = context().registry.scorers.get(f"{plugin}:{name}")
    package, _, path = (scorer.renderer if scorer else "").partition("/")
    file = resources.files(package).joinpath(*path.split("/")) if package and path.endswith(".js") else None
    if file is None or ".." in path.split("/") or not file.is_file():
        abort(404)
    response = Response(file.read_bytes(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return secured(response)
