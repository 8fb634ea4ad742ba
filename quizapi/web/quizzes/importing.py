"""A quiz from a file: what it holds is shown first, then stored."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapi.exchange.registry import IMPORTERS
from quizapi.web.blueprint import blueprint
from quizapi.web.calling import ApiRefusal, call
from quizapi.web.languages.speaking import gettext


@blueprint.get("/quizzes/import")
def import_quiz() -> str:
    """The form for the file."""
    return _page(error="")


@blueprint.post("/quizzes/import")
def do_import_quiz() -> str | Response | tuple[str, int]:
    """Make a quiz of the file; what was not taken is told with its reason."""
    files = [file for file in request.files.getlist("file") if file.filename]
    if not files:
        return _page(error=gettext("Choose a file.")), 422
    query = {"store": "true", "title": request.form.get("title", "").strip()}
    try:
        report = call("POST", "/quizzes/import", files=files[:1], query=query).data
    except ApiRefusal as refusal:
        if refusal.status in (401, 404):
            raise
        return _page(error=refusal.detail or refusal.title), refusal.status
    if report["skipped"]:
        return render_template("quizzes/imported.html", report=report)
    return redirect(url_for("web.review", quiz_id=report["quiz_id"], notice="quiz-imported"), 303)


def _page(*, error: str) -> str:
    return render_template("quizzes/import.html", error=error, formats=list(IMPORTERS))
