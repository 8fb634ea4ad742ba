"""Handing a quiz out: rules, join code, QR code, closing and opening again."""

from typing import Any

import segno
from flask import redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from quizapi.web.assignments.rules import (
    COUNTED_CHOICES,
    DEFAULTS,
    FEEDBACK_CHOICES,
    SHOW_ARTICLE_CHOICES,
    as_sent,
    plain_faults,
    sent_rules,
    shown_rules,
)
from quizapi.web.blueprint import blueprint
from quizapi.web.calling import ApiRefusal, Json, call, get, new_key
from quizapi.web.languages.speaking import gettext


@blueprint.get("/assignments")
def assignments_list() -> str:
    """All that has been handed out."""
    page = get("/assignments", cursor=request.args.get("cursor"), limit=30)
    return render_template("assignments/list.html", page=page)


@blueprint.get("/quizzes/<quiz_id>/publish")
def publish(quiz_id: str) -> str:
    """The rules to publish with."""
    quiz = get(f"/quizzes/{quiz_id}")
    return _publish_page(quiz, shown_rules(DEFAULTS), new_key(), {}, "")


@blueprint.post("/quizzes/<quiz_id>/publish")
def do_publish(quiz_id: str) -> str | Response | tuple[str, int]:
    """Publish, and show the code."""
    key = request.form.get("key", "")
    try:
        assignment = call(
            "POST", f"/quizzes/{quiz_id}/assignments", body=sent_rules(request.form), idempotency_key=key
        ).data
    except ApiRefusal as refusal:
        if refusal.status in (401, 404):
            raise
        errors = plain_faults(refusal.field_errors())
        general = "" if errors else f"{refusal.title}. {refusal.detail}"
        page = _publish_page(get(f"/quizzes/{quiz_id}"), as_sent(request.form), new_key(), errors, general)
        return page, refusal.status
    return redirect(url_for("web.assignment", assignment_id=assignment["id"], notice="published"), 303)


@blueprint.get("/assignments/<assignment_id>")
def assignment(assignment_id: str) -> str:
    """The code and link for students, and the rules."""
    found = get(f"/assignments/{assignment_id}")
    return render_template("assignments/assignment.html", assignment=found, qr=qr_code(found["join_url"]))


@blueprint.get("/assignments/<assignment_id>/poster")
def poster(assignment_id: str) -> str:
    """The code and the QR code as large as the screen, for a projector."""
    found = get(f"/assignments/{assignment_id}")
    return render_template("assignments/poster.html", assignment=found, qr=qr_code(found["join_url"]))


@blueprint.get("/assignments/<assignment_id>/rules")
def edit_rules(assignment_id: str) -> str:
    """The rules to change."""
    found = get(f"/assignments/{assignment_id}")
    return _rules_page(found, shown_rules(found), found["etag"], {}, "")


@blueprint.post("/assignments/<assignment_id>/rules")
def save_rules(assignment_id: str) -> str | Response | tuple[str, int]:
    """Change the rules; running attempts follow them."""
    etag = request.form.get("etag", "")
    try:
        call("PATCH", f"/assignments/{assignment_id}", body=sent_rules(request.form), if_match=etag)
    except ApiRefusal as refusal:
        if refusal.status != 422:
            raise
        errors = plain_faults(refusal.field_errors())
        general = "" if errors else f"{refusal.title}. {refusal.detail}"
        found = get(f"/assignments/{assignment_id}")
        return _rules_page(found, as_sent(request.form), etag, errors, general), refusal.status
    return redirect(url_for("web.assignment", assignment_id=assignment_id, notice="assignment-saved"), 303)


@blueprint.post("/assignments/<assignment_id>/<any(close, reopen, duplicate):action>")
def act_on_assignment(assignment_id: str, action: str) -> Response:
    """Close it, open it again, or make a copy under a new code."""
    key = request.form.get("key", "")
    found = call("POST", f"/assignments/{assignment_id}/{action}", body={}, idempotency_key=key).data
    notice = {"close": "assignment-closed", "reopen": "assignment-reopened", "duplicate": "published"}[action]
    return redirect(url_for("web.assignment", assignment_id=found["id"], notice=notice), 303)


def qr_code(url: str) -> Markup:
    """The address as an SVG without size, for a style sheet to size."""
    # Only our own drawing: the address is in it as squares, not as text.
    svg: str = segno.make(url, error="m").svg_inline(
        svgclass="qr", omitsize=True, dark="#000", light="#fff", border=2
    )
    return Markup('<div role="img" aria-label="{}">{}</div>').format(
        gettext("QR code of %(address)s", address=url),
        Markup(svg),  # noqa: S704 # nosec
    )


def _choices() -> dict[str, Any]:
    return {
        name: [(value, gettext(words)) for value, words in choices]
        for name, choices in (
            ("feedback_choices", FEEDBACK_CHOICES),
            ("show_article_choices", SHOW_ARTICLE_CHOICES),
            ("counted_choices", COUNTED_CHOICES),
        )
    }


def _publish_page(quiz: Json, values: Json, key: str, errors: dict[str, str], general: str) -> str:
    return render_template(
        "assignments/publish.html",
        quiz=quiz,
        values=values,
        key=key,
        errors=errors,
        general=general,
        **_choices(),
    )


def _rules_page(found: Json, values: Json, etag: str, errors: dict[str, str], general: str) -> str:
    return render_template(
        "assignments/edit.html",
        assignment=found,
        values=values,
        etag=etag,
        errors=errors,
        general=general,
        **_choices(),
    )
