"""Putting right an item that turned out wrong after students had answered, and taking that back."""

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapi.web.attempts.answers import field_of, partners_of, places_of, sent_answer
from quizapi.web.attempts.forms import OUR_FORMS
from quizapi.web.blueprint import blueprint
from quizapi.web.calling import ApiRefusal, Json, call, get, get_all
from quizapi.web.languages.marking import N_
from quizapi.web.languages.speaking import gettext
from quizapi.web.quizzes.shown import options_of

#: What can be done, in the order of the form.
ACTIONS = (
    ("full_credit", N_("Everybody has its point, also who left it blank")),
    ("drop", N_("It counts for nobody")),
    ("accept_key", N_("Another answer counts as right, too")),
)


@blueprint.get("/assignments/<assignment_id>/items/<item_id>/repair")
def repair_item(assignment_id: str, item_id: str) -> str:
    """The item, what has been done about it, and what can be."""
    return _page(assignment_id, item_id, {})


@blueprint.post("/assignments/<assignment_id>/items/<item_id>/repair")
def do_repair(assignment_id: str, item_id: str) -> str | Response | tuple[str, int]:
    """Repair the item in all assignments that hold it."""
    quiz_id = get(f"/assignments/{assignment_id}")["quiz_id"]
    item = get(f"/quizzes/{quiz_id}/items/{item_id}")
    body: Json = {"action": request.form.get("action", ""), "reason": request.form.get("reason", "").strip()}
    if body["action"] == "accept_key":
        body["key"] = _key(item)
    try:
        call("POST", f"/quizzes/{quiz_id}/items/{item_id}/repair", body=body)
    except ApiRefusal as refusal:
        if refusal.status not in (409, 422):
            raise
        return _page(assignment_id, item_id, _faults(refusal)), refusal.status
    return redirect(_statistics(assignment_id, "repaired"), 303)


@blueprint.post("/assignments/<assignment_id>/items/<item_id>/repairs/<repair_id>/undo")
def undo_repair(assignment_id: str, item_id: str, repair_id: str) -> str | Response | tuple[str, int]:
    """Take a repair back."""
    quiz_id = get(f"/assignments/{assignment_id}")["quiz_id"]
    reason = request.form.get("undo-reason", "").strip()
    try:
        call("POST", f"/quizzes/{quiz_id}/repairs/{repair_id}/undo", body={"reason": reason})
    except ApiRefusal as refusal:
        if refusal.status not in (409, 422):
            raise
        fault = {"undo-reason": next(iter(_faults(refusal).values()), "")}
        return _page(assignment_id, item_id, fault), refusal.status
    return redirect(_statistics(assignment_id, "repair-undone"), 303)


def repairs_of(quiz_id: str) -> dict[str, list[Json]]:
    """The repairs of a quiz by item, newest first; those that take one back are not among them."""
    found: dict[str, list[Json]] = {}
    for repair in get_all(f"/quizzes/{quiz_id}/repairs"):
        if repair["undoes"] is None:
            found.setdefault(repair["item_id"], []).append(repair)
    return found


def _statistics(assignment_id: str, notice: str) -> str:
    return url_for("web.statistics", assignment_id=assignment_id, notice=notice)


def _key(item: Json) -> Any:
    """The answer that is right as well; of a statement, the other truth."""
    return not item["key"] if item["interaction"] == "true_false" else sent_answer(item, request.form)


def _actions_for(item: Json) -> list[tuple[str, str]]:
    """What can be done about the item; to a plugin's own kind no other answer can be let count."""
    own = item["interaction"] in OUR_FORMS
    return [(action, gettext(words)) for action, words in ACTIONS if own or action != "accept_key"]


def _faults(refusal: ApiRefusal) -> dict[str, str]:
    errors = {name: detail for name, detail in refusal.field_errors().items() if name}
    if "reason" in errors:
        errors["reason"] = gettext("Write the reason in a line of at most 500 characters: students read it.")
    if "action" in errors:
        errors["action"] = gettext("Choose what is to be done.")
    return errors or {"action": f"{refusal.title}. {refusal.detail}"}


def _page(assignment_id: str, item_id: str, errors: dict[str, str]) -> str:
    assignment = get(f"/assignments/{assignment_id}")
    item = get(f"/quizzes/{assignment['quiz_id']}/items/{item_id}")
    return render_template(
        "results/repair.html",
        assignment=assignment,
        item=item,
        options=options_of(item),
        repairs=repairs_of(assignment["quiz_id"]).get(item_id, []),
        actions=_actions_for(item),
        errors=errors,
        chosen=request.form.get("action", ""),
        reason=request.form.get("reason", ""),
        field_of=field_of,
        places_of=places_of,
        partners_of=partners_of,
    )
