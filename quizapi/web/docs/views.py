"""The API's reference and the list of its problems, as plain pages that need no network."""

from flask import render_template

from quizapi.web.blueprint import blueprint
from quizapi.web.calling import get
from quizapi.web.docs.problems import problem_types
from quizapi.web.docs.reference import schemas_of, tags_of


@blueprint.get("/docs")
def docs() -> str:
    """Every operation and every schema."""
    spec = get("/openapi.json")
    return render_template("docs/reference.html", spec=spec, tags=tags_of(spec), schemas=schemas_of(spec))


@blueprint.get("/docs/problems")
def problems() -> str:
    """Every problem type and what to do."""
    return render_template("docs/problems.html", problems=problem_types())
