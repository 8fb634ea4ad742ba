"""Making a quiz: what to ask for, and watching the job."""

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapi.web.blueprint import blueprint
from quizapi.web.calling import ApiRefusal, Json, call, get, get_all, new_key
from quizapi.web.form_values import whole
from quizapi.web.languages.elsewhere import translated
from quizapi.web.languages.speaking import gettext
from quizapi.web.quizzes.options import option_fields, sent_options

DEFAULT_COUNT = 5


@blueprint.get("/quizzes")
def quizzes_list() -> str:
    """All quizzes."""
    page = get("/quizzes", cursor=request.args.get("cursor"), limit=30)
    return render_template("quizzes/list.html", page=page)


@blueprint.get("/quizzes/new")
def new_quiz() -> str:
    """The form; `?article_id=` chooses an article beforehand."""
    return _form(chosen=request.args.getlist("article_id"), key=new_key())


@blueprint.post("/quizzes/new")
def make_quiz() -> str | Response | tuple[str, int]:
    """Ask for the quiz, and show its job."""
    chosen, key = request.form.getlist("article_ids"), request.form.get("key", "")
    generators = get("/generators")
    asked = [_asked(generator) for generator in generators if f"use-{generator['name']}" in request.form]
    errors = {}
    if not chosen:
        errors["article_ids"] = gettext("Choose one article or more.")
    if not asked:
        errors["generators"] = gettext("Choose one kind of question or more.")
    if errors:
        return _form(chosen=chosen, key=key, sent=True, errors=errors), 422
    body: dict[str, Any] = {"article_ids": chosen, "generators": asked}
    if title := request.form.get("title", "").strip():
        body["title"] = title
    if seed := request.form.get("seed", "").strip():
        body["seed"] = whole(seed)
    try:
        job = call("POST", "/quizzes", body=body, idempotency_key=key).data
    except ApiRefusal as refusal:
        if refusal.status in (401, 404):
            raise
        return _refused(refusal, asked, chosen), refusal.status
    return redirect(url_for("web.job", job_id=job["id"]), 303)


@blueprint.get("/jobs/<job_id>")
def job(job_id: str) -> str | Response:
    """Progress, and in the end what came out; a quiz without problems is shown at once."""
    found = get(f"/jobs/{job_id}")
    if found["kind"] == "import_articles":
        return redirect(url_for("web.article_import", job_id=job_id))
    quiz_id = found["result"].get("quiz_id")
    if found["state"] == "succeeded" and quiz_id and not found["problems"]:
        return redirect(url_for("web.review", quiz_id=quiz_id))
    titles = {generator["name"]: generator["title"] for generator in get("/generators")}
    steps = {name: translated(title) for name, title in titles.items()}
    steps |= {"reading": gettext("Reading"), "choosing": gettext("Choosing")}
    return render_template("quizzes/job.html", job=found, quiz_id=quiz_id, titles=titles, step_titles=steps)


@blueprint.post("/jobs/<job_id>/cancel")
def cancel_job(job_id: str) -> Response:
    """Stop the work."""
    call("POST", f"/jobs/{job_id}/cancel")
    return redirect(url_for("web.job", job_id=job_id), 303)


def _asked(generator: Json) -> Json:
    name = generator["name"]
    count = request.form.get(f"count-{name}", "").strip()
    asked: Json = {"name": name, "count": whole(count or str(DEFAULT_COUNT))}
    options = sent_options(generator, request.form)
    return {**asked, "options": options} if options else asked


def _form(
    *,
    chosen: list[str],
    key: str,
    sent: bool = False,
    errors: dict[str, str] | None = None,
    general: str = "",
) -> str:
    form = request.form if sent else None
    rows = [
        {
            "generator": generator,
            "used": form is None or f"use-{generator['name']}" in form,
            "count": DEFAULT_COUNT if form is None else form.get(f"count-{generator['name']}", ""),
            "fields": option_fields(generator, form),
        }
        for generator in get("/generators")
    ]
    return render_template(
        "quizzes/new.html",
        articles=get_all("/articles", most=400),
        chosen=chosen,
        rows=rows,
        key=key,
        values=form or {},
        errors=errors or {},
        general=general,
    )


def _refused(refusal: ApiRefusal, asked: list[Json], chosen: list[str]) -> str:
    errors: dict[str, str] = {}
    for error in refusal.errors:
        parts = str(error.get("pointer", "")).strip("/").split("/")
        name = parts[0]
        if name == "generators" and len(parts) > 1 and parts[1].isdigit() and int(parts[1]) < len(asked):
            name = f"generator-{asked[int(parts[1])]['name']}"
        errors.setdefault(name, str(error.get("detail", "")))
    general = "" if errors else f"{refusal.title}. {refusal.detail}"
    return _form(chosen=chosen, key=new_key(), sent=True, errors=errors, general=general)
