"""The front page."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from quizapi.web.blueprint import blueprint
from quizapi.web.sessions import present_teacher


@blueprint.get("/")
def front() -> str | Response:
    """For students the field for the code, for teachers the way to their articles."""
    if present_teacher():
        return redirect(url_for("web.articles_list"))
    return render_template("home/front.html")
