"""A quiz from a file: what it holds is shown first, then stored."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapi.exchange.registry import IMPORTERS
from quizapi.web.blueprint import blueprint
from quizapi.web.calling import ApiRefusal, Json, call
from quizapi.web.languages.speaking import gettext
from quizapi.web.quizzes.shown import options_of

#: How the formats are called by those who use them.
NAMES = {
    "gift": "GIFT",
    "moodle-xml": "Moodle XML",
    "qti": "QTI",
    "aiken": "Aiken",
    "csv": "CSV",
    "xlsx": "XLSX",
    "json": "JSON",
}


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
    only_look = request.form.get("step") == "preview"
    query = {"title": request.form.get("title", "").strip()} | ({} if only_look else {"store": "true"})
    try:
        report = call("POST", "/quizzes/import", files=files[:1], query=query).data
    except ApiRefusal as refusal:
        if refusal.status in (401, 404):
            raise
        return _page(error=refusal.detail or refusal.title), refusal.status
    if only_look:
        return _page(error="", report=report)
    if report["skipped"]:
        return render_template("quizzes/imported.html", report=report)
    return redirect(url_for("web.review", quiz_id=report["quiz_id"], notice="quiz-imported"), 303)


def _page(*, error: str, report: Json | None = None) -> str:
    return render_template(
        "quizzes/import.html",
        error=error,
        formats=[NAMES.get(name, name) for name in IMPORTERS],
        report=report,
        options_of=options_of,
    )
