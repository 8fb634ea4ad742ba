"""Whom an assignment is for: a list with codes on slips, and what single students are allowed."""

from collections import Counter
from typing import Any

from flask import jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapi.api.context import context
from quizapi.services.nicknames import name_order
from quizapi.web.blueprint import blueprint
from quizapi.web.calling import ApiRefusal, Json, call, get, get_all
from quizapi.web.languages.speaking import gettext

_EVERYBODY = 1_000_000
#: What became of a line, what a teacher must know first.
_REPORTED = ("refused", "removed", "added", "kept")
NOTHING = {"time_factor": 1.0, "extra_time_s": 0, "extra_attempts": 0, "excused": False}


@blueprint.get("/assignments/<assignment_id>/students")
def students(assignment_id: str) -> str:
    """The list, and everybody who may be allowed something."""
    return _page(assignment_id)


@blueprint.post("/assignments/<assignment_id>/students")
def save_roster(assignment_id: str) -> str | Response | tuple[str, int]:
    """Replace the list by the names of the form or of a file; who is on it already keeps the code.

    Looked at first, nothing is stored: what would become of each line is shown, its names in the form.
    """
    files = [file for file in request.files.getlist("file") if file.filename]
    names = [line.strip() for line in request.form.get("names", "").splitlines() if line.strip()]
    path = f"/assignments/{assignment_id}/roster"
    only_look = request.form.get("step") == "preview"
    query = {"preview": "true"} if only_look else {}
    try:
        if files:
            query["class"] = request.form.get("class", "").strip()
            report = call("POST", f"{path}/import", query=query, files=files).data["report"]
        else:
            body = {"entries": [{"name": name} for name in names]}
            report = call("PUT", path, query=query, body=body).data["report"]
    except ApiRefusal as refusal:
        if refusal.status in (401, 404):
            raise
        several = refusal.type == "class-not-named"
        said = refusal.field_errors().get("class", "") if several else ""
        said = said or refusal.detail or refusal.title
        return _page(assignment_id, error=said, several=several, names=names), refusal.status
    if only_look or any(line["result"] != "kept" for line in report):
        taken = [line["name"] for line in report if line["row"] and line["result"] in ("added", "kept")]
        return _page(assignment_id, report=report, names=taken if only_look else None, only_look=only_look)
    return redirect(url_for("web.students", assignment_id=assignment_id, notice="roster-saved"), 303)


@blueprint.get("/assignments/<assignment_id>/slips")
def slips(assignment_id: str) -> str:
    """A slip a student, to be cut out."""
    return render_template(
        "assignments/slips.html",
        assignment=get(f"/assignments/{assignment_id}"),
        entries=get(f"/assignments/{assignment_id}/roster")["entries"],
    )


@blueprint.get("/assignments/<assignment_id>/everything")
def everything(assignment_id: str) -> Response:
    """All that is stored of an assignment and its students, in one file."""
    stored = {
        "assignment": get(f"/assignments/{assignment_id}"),
        "students": get_all(f"/assignments/{assignment_id}/students", most=_EVERYBODY),
    }
    file = jsonify(stored)
    file.headers["Content-Disposition"] = 'attachment; filename="assignment.json"'
    return file


@blueprint.get("/assignments/<assignment_id>/students/<student_id>")
def student(assignment_id: str, student_id: str) -> str:
    """What one student is allowed, and all that is stored about the student."""
    return _student_page(assignment_id, student_id, {})


@blueprint.post("/assignments/<assignment_id>/students/<student_id>")
def save_exception(assignment_id: str, student_id: str) -> str | Response | tuple[str, int]:
    """Allow more time or attempts, or excuse the student."""
    body = {
        "time_factor": _number(request.form.get("time_factor", "1")),
        "extra_time_s": _seconds(request.form.get("minutes", "0")),
        "extra_attempts": _number(request.form.get("extra_attempts", "0"), whole=True),
        "excused": "excused" in request.form,
    }
    try:
        call("PUT", f"/assignments/{assignment_id}/exceptions/{student_id}", body=body)
    except ApiRefusal as refusal:
        if refusal.status != 422:
            raise
        errors = refusal.field_errors()
        errors["minutes"] = errors.pop("extra_time_s", "")
        shown = {name: detail for name, detail in errors.items() if detail}
        return _student_page(assignment_id, student_id, shown), refusal.status
    return redirect(
        url_for("web.student", assignment_id=assignment_id, student_id=student_id, notice="exception-saved"),
        303,
    )


@blueprint.post("/assignments/<assignment_id>/students/<student_id>/erase")
def erase_student(assignment_id: str, student_id: str) -> Response:
    """Delete all that is stored about the student."""
    etag = request.form.get("etag", "")
    call("DELETE", f"/assignments/{assignment_id}/students/{student_id}", if_match=etag)
    return redirect(url_for("web.students", assignment_id=assignment_id, notice="student-erased"), 303)


def _page(
    assignment_id: str,
    *,
    error: str = "",
    several: bool = False,
    names: list[str] | None = None,
    report: list[Json] | None = None,
    only_look: bool = False,
) -> str:
    """The page with the list.

    Args:
        several: The error is that a file holds several classes, and which is meant was not said.
        names: What stands in the form; else the list as it is stored.
        report: What became of each line of a list, or would become: `only_look`.
    """
    entries = get(f"/assignments/{assignment_id}/roster")["entries"]
    results = get(f"/assignments/{assignment_id}/results")["students"]
    exceptions = {row["student_id"]: row for row in get(f"/assignments/{assignment_id}/exceptions")["items"]}
    rows = {
        entry["id"]: {"id": entry["id"], "name": entry["name"], "code": entry["code"]} for entry in entries
    }
    for row in results:
        rows.setdefault(row["student_id"], {"id": row["student_id"], "name": row["nickname"], "code": ""})
    return render_template(
        "assignments/students.html",
        assignment=get(f"/assignments/{assignment_id}"),
        entries=entries,
        rows=sorted(rows.values(), key=lambda row: name_order(row["name"])),
        exceptions=exceptions,
        names="\n".join(names if names is not None else [entry["name"] for entry in entries]),
        error=error,
        several=several,
        one_class=request.form.get("class", ""),
        report=sorted(report or (), key=lambda line: _REPORTED.index(line["result"])),
        counts=Counter(line["result"] for line in report or ()),
        only_look=only_look,
        one_roster_on=context().systems.one_roster,
    )


def _student_page(assignment_id: str, student_id: str, errors: dict[str, str]) -> str:
    record = call("GET", f"/assignments/{assignment_id}/students/{student_id}")
    entry = record.data["roster_entry"]
    attempts = record.data["attempts"]
    return render_template(
        "assignments/student.html",
        assignment=get(f"/assignments/{assignment_id}"),
        student_id=student_id,
        name=entry["name"] if entry else attempts[-1]["nickname"] if attempts else gettext("Student"),
        record=record.data,
        etag=record.etag,
        allowed=record.data["exception"] or NOTHING,
        errors=errors,
    )


def _number(written: str, *, whole: bool = False) -> Any:
    try:
        return int(written or 0) if whole else float((written or "1").replace(",", "."))
    except ValueError:
        return written


def _seconds(minutes: str) -> Any:
    try:
        return round(float((minutes or "0").replace(",", ".")) * 60)
    except (ValueError, OverflowError):
        return minutes
