"""A student's attempt: answering, what is blank, handing in, the result."""

from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapi.api.attempts import deletion_code
from quizapi.api.context import context
from quizapi.web.assets import asset_response
from quizapi.web.attempts.answers import (
    answer_lines,
    field_of,
    is_blank,
    partners_of,
    places_of,
    sent_answer,
)
from quizapi.web.attempts.forms import forms_of
from quizapi.web.attempts.tokens import attempt_token, forget_token, keep_token
from quizapi.web.blueprint import blueprint
from quizapi.web.calling import ApiRefusal, Json, call
from quizapi.web.languages.speaking import gettext
from quizapi.web.marking import article_html
from quizapi.web.quizzes.shown import evidence_marks, in_context
from quizapi.web.safety import public_form


@blueprint.get("/attempts/worker.js")
def worker() -> Response:
    """The service worker of the attempts: served from here, it may speak for all that is below."""
    return asset_response("worker.js", lasting=False)


@blueprint.get("/attempts/<attempt_id>")
def attempt(attempt_id: str) -> str | Response | tuple[str, int]:
    """The questions and the article; once it has ended, the result."""
    token = attempt_token(attempt_id)
    if not token:
        return render_template("attempts/resume.html", attempt_id=attempt_id), 401
    found = _load(attempt_id, token)
    if found["state"] != "open":
        return _result_page(found, token)
    page = make_response(_answer_page(found, token))
    # What `static/worker.js` may keep on the device: this page, and none that comes after it.
    page.headers["Quizapi-Keep"] = "attempt"
    return page


@blueprint.post("/attempts/<attempt_id>")
@public_form
def save_answers(attempt_id: str) -> str | Response | tuple[str, int]:
    """Save what the form holds; `check` names one item, `then=review` goes on to what is blank."""
    token = attempt_token(attempt_id)
    if not token:
        return redirect(url_for("web.attempt", attempt_id=attempt_id), 303)
    found = _load(attempt_id, token)
    if found["state"] != "open":
        return redirect(url_for("web.attempt", attempt_id=attempt_id), 303)
    only = request.form.get("check", "")
    errors = _save(found, token, only)
    if errors:
        return _answer_page(_load(attempt_id, token), token, errors), 422
    if request.form.get("then") == "review":
        return redirect(url_for("web.review_answers", attempt_id=attempt_id), 303)
    anchor = f"item-{only}" if only else None
    return redirect(url_for("web.attempt", attempt_id=attempt_id, notice="saved", _anchor=anchor), 303)


@blueprint.get("/attempts/<attempt_id>/review")
def review_answers(attempt_id: str) -> str | Response:
    """What is answered and what is blank, before handing in."""
    token = attempt_token(attempt_id)
    found = _load(attempt_id, token) if token else None
    if found is None or found["state"] != "open":
        return redirect(url_for("web.attempt", attempt_id=attempt_id))
    answers = {response["item_id"]: response["answer"] for response in found["responses"]}
    rows = [
        {"item": item, "number": number, "lines": answer_lines(item, answers.get(item["id"]))}
        for number, item in enumerate(found["items"], 1)
    ]
    return render_template("attempts/review.html", attempt=found, token=token, rows=rows)


@blueprint.post("/attempts/<attempt_id>/submit")
@public_form
def hand_in(attempt_id: str) -> Response:
    """End the attempt."""
    token = attempt_token(attempt_id)
    if token:
        call("POST", f"/attempts/{attempt_id}/submit", attempt_token=token)
    return redirect(url_for("web.attempt", attempt_id=attempt_id, notice="handed-in"), 303)


@blueprint.post("/attempts/<attempt_id>/resume")
@public_form
def resume(attempt_id: str) -> Response:
    """A script gives the token that the device has kept; the cookie is set anew."""
    token = request.form.get("token", "")
    if not token:  # and not as the teacher who may be signed in
        return redirect(url_for("web.attempt", attempt_id=attempt_id), 303)
    call("GET", f"/attempts/{attempt_id}", attempt_token=token)
    return keep_token(redirect(url_for("web.attempt", attempt_id=attempt_id), 303), attempt_id, token)


@blueprint.post("/attempts/<attempt_id>/forget")
@public_form
def forget(attempt_id: str) -> Response:
    """Take the attempt off this device, for the next student at it."""
    response = redirect(url_for("web.join", notice="forgotten"), 303)
    return forget_token(response, attempt_id)


@blueprint.post("/attempts/<attempt_id>/erase")
@public_form
def erase(attempt_id: str) -> Response:
    """Delete all that is stored about the student in this quiz, and take the attempt off this device."""
    token = attempt_token(attempt_id)
    if token:
        _load(attempt_id, token)
        body = {"deletion_code": deletion_code(attempt_id)}
        call("POST", f"/attempts/{attempt_id}/erase", body=body, attempt_token=token)
    return forget_token(redirect(url_for("web.join", notice="erased"), 303), attempt_id)


def _load(attempt_id: str, token: str) -> Json:
    found: Json = call("GET", f"/attempts/{attempt_id}", attempt_token=token).data
    return found


def _save(found: Json, token: str, only: str) -> dict[str, str]:
    """Save the answers of the form that differ from what is stored; what was refused, by item."""
    stored = {response["item_id"]: response["answer"] for response in found["responses"]}
    errors = {}
    forms = forms_of(found["items"])
    for item in found["items"]:
        if only and item["id"] != only:
            continue
        answer = sent_answer(item, request.form, forms[item["interaction"]].name)
        if answer is None:
            if item["id"] == only:
                errors[only] = gettext("Choose or write an answer first.")
            elif item["interaction"] == "order" and _was_begun(item):
                errors[item["id"]] = gettext("Give each line another place, from 1 to the last.")
            continue
        if answer == stored.get(item["id"]):
            continue
        try:
            call(
                "PUT",
                f"/attempts/{found['id']}/responses/{item['id']}",
                body={"answer": answer},
                attempt_token=token,
            )
        except ApiRefusal as refusal:
            if refusal.status not in (409, 422):
                raise
            errors[item["id"]] = refusal.detail or refusal.title
    return errors


def _was_begun(item: Json) -> bool:
    return any(request.form.get(field_of(item["id"], option["id"])) for option in item["options"])


def _answer_page(found: Json, token: str, errors: dict[str, str] | None = None) -> str:
    responses = {response["item_id"]: response for response in found["responses"]}
    judged = found["feedback"] == "each"
    forms = forms_of(found["items"])
    titles = {article["id"]: article["title"] for article in found["articles"]}
    rows = [
        {
            "item": item,
            "about": [titles[key] for key in item.get("article_ids", ()) if titles.get(key)],
            "form": forms[item["interaction"]],
            "number": number,
            "answer": responses.get(item["id"], {}).get("answer"),
            "response": responses.get(item["id"]),
            "is_final": judged and item["id"] in responses,
        }
        for number, item in enumerate(found["items"], 1)
    ]
    return render_template(
        "attempts/answer.html",
        attempt=found,
        token=token,
        rows=rows,
        errors=errors or {},
        answered=sum(not is_blank(response["answer"]) for response in found["responses"]),
        articles=_articles(found),
        field_of=field_of,
        places_of=places_of,
        partners_of=partners_of,
        answer_lines=answer_lines,
        now=context().now().isoformat(),
    )


def _articles(found: Json) -> list[dict[str, Any]]:
    """The articles, with the evidence of what the student may see by now."""
    responses = found["responses"]
    return [
        {
            **article,
            "html": article_html(
                article["text"],
                [
                    mark
                    for response in responses
                    for mark in evidence_marks({**response, "id": response["item_id"]}, article["id"])
                ],
            ),
        }
        for article in found["articles"]
    ]


def _result_page(found: Json, token: str) -> str:
    told = {row["item_id"]: row for row in (*found["responses"], *found["unanswered"])}
    texts = {article["id"]: article["text"] for article in found["articles"]}
    rows = []
    for number, item in enumerate(found["items"], 1):
        response = told.get(item["id"], {})
        rows.append(
            {
                "item": item,
                "number": number,
                "response": response,
                "given": answer_lines(item, response.get("answer")),
                "key": answer_lines(item, response["key"]) if "key" in response else [],
                "proofs": [_proof(span, texts) for span in response.get("evidence") or ()],
            }
        )
    return render_template(
        "attempts/result.html", attempt=found, rows=rows, deletion_code=deletion_code(found["id"])
    )


def _proof(span: Json, texts: dict[str, str]) -> dict[str, Any]:
    text = texts.get(span.get("article_id") or "")
    if text is None and len(texts) == 1 and span.get("article_id") is None:
        text = next(iter(texts.values()))
    return {"html": in_context(text, span) if text else None, "text": span["text"]}
