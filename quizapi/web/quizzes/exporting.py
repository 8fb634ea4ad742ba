"""A quiz as a file: what the file would lose is told first, where it loses anything."""

from flask import redirect, render_template
from werkzeug.wrappers import Response

from quizapi.api.blueprint import BASE_PATH
from quizapi.api.context import context
from quizapi.exchange.plugged.exporters import find_exporter
from quizapi.web.blueprint import blueprint
from quizapi.web.calling import get
from quizapi.web.quizzes.reviewing import quiz_items

#: What a person has accepted is what goes out from the pages.
_STATUS = "accepted"


@blueprint.get("/quizzes/<quiz_id>/export/<format>")
def export_quiz(quiz_id: str, format: str) -> str | Response:
    """Lead to the file, or name the questions that it leaves out or changes."""
    look = get(f"/quizzes/{quiz_id}/export/look", format=format, status=_STATUS)
    path = f"{BASE_PATH}/quizzes/{quiz_id}/export?format={look['format']}&status={_STATUS}"
    if not look["left_out"] and not look["changed"]:
        return redirect(path, 303)
    return render_template(
        "quizzes/export.html",
        quiz=get(f"/quizzes/{quiz_id}"),
        exporter=find_exporter(context().registry, look["format"]),
        look=look,
        stems={item["id"]: item["stem"] for item in quiz_items(quiz_id)},
        file=f"{path}&partial=true" if len(look["left_out"]) < look["item_count"] else "",
    )
