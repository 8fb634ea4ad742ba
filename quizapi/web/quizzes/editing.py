"""Editing an item, writing one by hand, and judging all that are left."""

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapi.web.blueprint import blueprint
from quizapi.web.calling import ApiRefusal, Json, call, get, new_key
from quizapi.web.quizzes.items_form import WRITABLE, content_of, empty_values, sent_values, values_of
from quizapi.web.quizzes.reviewing import quiz_items

MOST_AT_ONCE = 100


@blueprint.get("/quizzes/<quiz_id>/items/<item_id>/edit")
def edit_item(quiz_id: str, item_id: str) -> str:
    """The form for an item."""
    item = get(f"/quizzes/{quiz_id}/items/{item_id}")
    return _form(quiz_id, values_of(item), item=item, etag=item["etag"])


@blueprint.post("/quizzes/<quiz_id>/items/<item_id>/edit")
def save_item(quiz_id: str, item_id: str) -> str | Response | tuple[str, int]:
    """Save the item, and accept it where the teacher says so."""
    item = get(f"/quizzes/{quiz_id}/items/{item_id}")
    values = sent_values(request.form, item["interaction"])
    changes: Json = content_of(values)
    if request.form.get("then") == "accept":
        changes["status"] = "accepted"
    etag = request.form.get("etag", "")
    try:
        call("PATCH", f"/quizzes/{quiz_id}/items/{item_id}", body=changes, if_match=etag)
    except ApiRefusal as refusal:
        if refusal.status not in (409, 422):
            raise
        return _form(quiz_id, values, item=item, etag=etag, refusal=refusal), refusal.status
    return redirect(
        url_for("web.review", quiz_id=quiz_id, notice="item-saved", _anchor=f"item-{item_id}"), 303
    )


@blueprint.get("/quizzes/<quiz_id>/items/new")
def new_item(quiz_id: str) -> str:
    """The form for an item of the teacher's own; `?interaction=` chooses its kind."""
    interaction = request.args.get("interaction", "choice")
    return _form(quiz_id, empty_values(interaction if interaction in WRITABLE else "choice"))


@blueprint.post("/quizzes/<quiz_id>/items/new")
def add_item(quiz_id: str) -> str | Response | tuple[str, int]:
    """Add it at the end."""
    interaction = request.form.get("interaction", "choice")
    values = sent_values(request.form, interaction if interaction in WRITABLE else "choice")
    body = {"interaction": values["interaction"], **content_of(values)}
    try:
        item = call(
            "POST", f"/quizzes/{quiz_id}/items", body=body, idempotency_key=request.form.get("key", "")
        ).data
    except ApiRefusal as refusal:
        if refusal.status not in (409, 422):
            raise
        return _form(quiz_id, values, refusal=refusal), refusal.status
    return redirect(
        url_for("web.review", quiz_id=quiz_id, notice="item-added", _anchor=f"item-{item['id']}"), 303
    )


@blueprint.post("/quizzes/<quiz_id>/accept-all")
def accept_all(quiz_id: str) -> Response:
    """Accept all that nobody has judged yet."""
    left = [item["id"] for item in quiz_items(quiz_id) if item["status"] == "proposed"]
    for start in range(0, len(left), MOST_AT_ONCE):
        body = {"item_ids": left[start : start + MOST_AT_ONCE], "status": "accepted"}
        call("POST", f"/quizzes/{quiz_id}/items/bulk", body=body)
    return redirect(url_for("web.review", quiz_id=quiz_id, notice="items-accepted"), 303)


@blueprint.get("/quizzes/<quiz_id>/arrange")
def arrange(quiz_id: str) -> str:
    """The items in their order, to be moved."""
    return render_template("quizzes/arrange.html", quiz=get(f"/quizzes/{quiz_id}"), items=quiz_items(quiz_id))


@blueprint.post("/quizzes/<quiz_id>/arrange")
def save_order(quiz_id: str) -> Response:
    """Order the items by the places that the form holds; equal places keep the order they have."""
    ids = [item["id"] for item in quiz_items(quiz_id)]
    places = {item_id: request.form.get(f"place-{item_id}", len(ids), type=int) for item_id in ids}
    ids.sort(key=lambda item_id: places[item_id])
    call("PUT", f"/quizzes/{quiz_id}/order", body={"item_ids": ids})
    return redirect(url_for("web.review", quiz_id=quiz_id, notice="order-saved"), 303)


def _form(
    quiz_id: str, values: Json, *, item: Json | None = None, etag: str = "", refusal: ApiRefusal | None = None
) -> str:
    errors: dict[str, Any] = refusal.field_errors() if refusal else {}
    general = f"{refusal.title}. {refusal.detail}" if refusal and not any(errors) else ""
    return render_template(
        "quizzes/edit_item.html",
        quiz=get(f"/quizzes/{quiz_id}"),
        item=item,
        values=values,
        etag=etag,
        key=new_key(),
        errors=errors,
        general=general,
        writable=WRITABLE,
    )
