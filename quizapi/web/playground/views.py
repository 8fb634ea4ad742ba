"""A text tried out: what is read in it, and what became of each candidate of each generator."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapi.web.articles.layers import LAYERS, causes_of, claims_of, marks_of, quotes_of
from quizapi.web.blueprint import blueprint
from quizapi.web.calling import ApiRefusal, Json, call, get
from quizapi.web.form_values import whole
from quizapi.web.languages.elsewhere import translated
from quizapi.web.languages.speaking import gettext
from quizapi.web.marking import article_html

DEFAULT_COUNT = 5
FIELDS = ("text", "title", "published_on", "seed", "count")


@blueprint.get("/playground")
def playground() -> str:
    """The form."""
    return _form({"count": str(DEFAULT_COUNT)}, {})


@blueprint.post("/playground")
def try_text() -> str | Response | tuple[str, int]:
    """Have a text tried, and show how far that is. The one tried before is forgotten."""
    values = {name: request.form.get(name, "").strip() for name in FIELDS}
    forgotten = request.form.get("before", "")
    if forgotten:
        _forget(forgotten)
    chosen = request.form.getlist("generators")
    if not chosen:
        return _form(values, {"generators": gettext("Choose one kind of question or more.")}), 422
    count, seed = whole(values["count"]), whole(values["seed"])
    body: dict[str, Any] = {
        "text": values["text"],
        "generators": [{"name": name, "count": count or DEFAULT_COUNT} for name in chosen],
        **{name: values[name] for name in ("title", "published_on") if values[name]},
        **({"seed": seed} if values["seed"] else {}),
    }
    try:
        job = call("POST", "/playground", body=body).data
    except ApiRefusal as refusal:
        if refusal.status in (401, 404):
            raise
        errors = refusal.field_errors()
        general = "" if any(errors) else f"{refusal.title}. {refusal.detail}"
        return _form(values, errors, general), refusal.status
    return redirect(url_for("web.trial", job_id=job["id"]), 303)


@blueprint.get("/playground/<job_id>")
def trial(job_id: str) -> str:
    """How far the job is, and in the end what came out."""
    job = get(f"/jobs/{job_id}")
    if job["kind"] != "try_text":
        abort(404)
    result = job["result"] if job["state"] == "succeeded" else None
    titles = {generator["name"]: translated(generator["title"]) for generator in get("/generators")}
    if result is None:
        return render_template("playground/trial.html", job=job, result=None, titles=titles)
    text, annotations = result["article"]["text"], result["annotations"]
    return render_template(
        "playground/trial.html",
        job=job,
        result=result,
        titles=titles,
        html=article_html(text, marks_of(annotations, LAYERS)),
        layers=["quotes"],
        findings={
            "quotes": quotes_of(text, annotations),
            "claims": claims_of(text, annotations),
            "causes": causes_of(text, annotations),
        },
        generators=_by_generator(result["candidates"], text),
        problems=_problems(job["problems"]),
    )


@blueprint.post("/playground/<job_id>/forget")
def forget_trial(job_id: str) -> Response:
    """Delete the text and all that came of it."""
    _forget(job_id)
    return redirect(url_for("web.playground", notice="trial-forgotten"), 303)


def _forget(job_id: str) -> None:
    try:
        call("DELETE", f"/playground/{job_id}")
    except ApiRefusal as refusal:
        if refusal.status != 404:  # it has gone by itself
            raise


def _by_generator(candidates: Sequence[Json], text: str) -> dict[str, Json]:
    """`{rows, counts}` of each generator, candidates as they come, each with the words of its proof."""
    found: dict[str, Json] = {}
    for candidate in candidates:
        proofs = [" ".join(text[e["start"] : e["end"]].split()) for e in candidate["evidence"]]
        entry = found.setdefault(candidate["generator"], {"rows": [], "counts": Counter()})
        entry["rows"].append({**candidate, "proofs": proofs})
        entry["counts"][candidate["fate"]] += 1
    return found


def _problems(problems: Sequence[Mapping[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(problem["generator"], []).append(problem["detail"])
    return found


def _form(values: Mapping[str, str], errors: Mapping[str, str], general: str = "") -> str:
    return render_template(
        "playground/form.html",
        values={**dict.fromkeys(FIELDS, ""), **values},
        generators=get("/generators"),
        chosen=request.form.getlist("generators"),
        is_sent=request.method == "POST",
        errors=errors,
        general=general,
    )
