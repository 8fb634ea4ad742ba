"""Reviewing a quiz: each item beside the text that proves it."""

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapi.api.context import context
from quizapi.exchange.plugged.exporters import all_exporters
from quizapi.web.blueprint import blueprint
from quizapi.web.calling import Json, call, get, get_all
from quizapi.web.languages.speaking import gettext
from quizapi.web.quizzes.shown import load_articles, on_paper, options_of

_STATUS_OF_ACTION = {"accept": "accepted", "reject": "rejected", "propose": "proposed"}


@blueprint.get("/quizzes/<quiz_id>")
def review(quiz_id: str) -> str | Response:
    """All items of the quiz, and its articles."""
    answer = call("GET", f"/quizzes/{quiz_id}")
    quiz = answer.data
    items = quiz_items(quiz_id)
    if not items and quiz["job"] and quiz["job"]["state"] in ("queued", "running"):
        return redirect(url_for("web.job", job_id=quiz["job"]["id"]))
    return render_template(
        "quizzes/review.html",
        quiz=quiz,
        etag=answer.etag,
        items=items,
        articles=load_articles(quiz["articles"], items),
        options_of=options_of,
        titles=generator_titles(),
        exporters=list(all_exporters(context().registry).values()),
    )


@blueprint.post("/quizzes/<quiz_id>/items/<item_id>")
def review_item(quiz_id: str, item_id: str) -> Response:
    """Accept, reject or replace one item, or take that back."""
    action, path = request.form.get("action", ""), f"/quizzes/{quiz_id}/items/{item_id}"
    etag = request.form.get("etag", "")
    if action == "replace":
        item_id = call("POST", f"{path}/replace", if_match=etag).data["id"]
    elif action in _STATUS_OF_ACTION:
        call("PATCH", path, body={"status": _STATUS_OF_ACTION[action]}, if_match=etag)
    return redirect(url_for("web.review", quiz_id=quiz_id, _anchor=f"item-{item_id}"), 303)


@blueprint.post("/quizzes/<quiz_id>/delete")
def delete_quiz(quiz_id: str) -> Response:
    """Delete the quiz."""
    call("DELETE", f"/quizzes/{quiz_id}", if_match=request.form.get("etag", ""))
    return redirect(url_for("web.quizzes_list", notice="quiz-deleted"), 303)


@blueprint.post("/quizzes/<quiz_id>/rename")
def rename_quiz(quiz_id: str) -> Response:
    """Give the quiz another title."""
    body = {"title": request.form.get("title", "")}
    call("PATCH", f"/quizzes/{quiz_id}", body=body, if_match=request.form.get("etag", ""))
    return redirect(url_for("web.review", quiz_id=quiz_id, notice="quiz-saved"), 303)


@blueprint.get("/quizzes/<quiz_id>/print")
def print_quiz(quiz_id: str) -> str:
    """The accepted items on paper; `?with=key` and `?with=article` add the key and the text."""
    quiz = get(f"/quizzes/{quiz_id}")
    items = [on_paper(item) for item in quiz_items(quiz_id) if item["status"] == "accepted"]
    wanted = request.args.getlist("with")
    return render_template(
        "quizzes/print.html",
        quiz=quiz,
        items=items,
        with_key="key" in wanted,
        with_article="article" in wanted,
        articles=load_articles(quiz["articles"], ()),
        options_of=options_of,
    )


def quiz_items(quiz_id: str) -> list[Json]:
    """The items that are shown: in the quiz's order, without spares and replaced ones."""
    shown = ("proposed", "accepted", "rejected")
    return [item for item in get_all(f"/quizzes/{quiz_id}/items") if item["status"] in shown]


def generator_titles() -> dict[str, Any]:
    """What each generator is called; hand-written items have an empty name."""
    return {generator["name"]: generator["title"] for generator in get("/generators")} | {
        "": gettext("Your own")
    }
