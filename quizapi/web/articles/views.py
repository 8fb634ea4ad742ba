"""A teacher's library: search, add, read with what was found, edit, delete."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapi.api.context import context
from quizapi.domain import QuizApiError
from quizapi.exchange.plugged.articles import article_endings
from quizapi.services.article_cleaning import prepare_text
from quizapi.web.articles.layers import LAYERS, causes_of, claims_of, marks_of, quotes_of
from quizapi.web.blueprint import blueprint
from quizapi.web.calling import ApiRefusal, Json, call, get, new_key
from quizapi.web.languages.elsewhere import translated
from quizapi.web.languages.speaking import gettext
from quizapi.web.marking import article_html

FIELDS = ("title", "author", "published_on", "source_url")


@blueprint.get("/articles")
def articles_list() -> str:
    """The library."""
    query = request.args.get("q", "").strip()
    page = get("/articles", q=query, cursor=request.args.get("cursor"), limit=30)
    return render_template("articles/list.html", page=page, query=query)


@blueprint.get("/articles/new")
def new_article() -> str:
    """The form for a pasted article."""
    return _form({"key": new_key()})


@blueprint.post("/articles/new")
def add_article() -> str | Response | tuple[str, int]:
    """Show what would be stored, or store it."""
    values = _values()
    step = request.form.get("step")
    if step == "edit":
        return _form(values)
    if step == "preview":
        return _preview(values)
    body = {name: values[name].strip() for name in FIELDS if values[name].strip()}
    try:
        article = call(
            "POST", "/articles", body={"text": values["text"], **body}, idempotency_key=values["key"]
        ).data
    except ApiRefusal as refusal:
        return _refused(refusal, values, "")
    return redirect(url_for("web.article", article_id=article["id"], notice="article-added"), 303)


@blueprint.post("/articles/import")
def import_articles() -> str | Response | tuple[str, int]:
    """Store articles from files; what cannot be taken is told file by file."""
    files = [file for file in request.files.getlist("file") if file.filename]
    if not files:
        return _form({"key": new_key()}, errors={"file": gettext("Choose one file or more.")}), 422
    try:
        answer = call("POST", "/articles/import", files=files, idempotency_key=request.form.get("key", ""))
    except ApiRefusal as refusal:
        if refusal.status in (401, 404):
            raise
        details = [str(error.get("detail", "")) for error in refusal.errors] or [refusal.detail]
        return _form({"key": new_key()}, errors={"file": " ".join(details)}), refusal.status
    if answer.status == 202:
        return redirect(url_for("web.article_import", job_id=answer.data["id"]), 303)
    return redirect(url_for("web.article", article_id=answer.data["id"], notice="article-added"), 303)


@blueprint.post("/articles/address")
def import_address() -> str | Response | tuple[str, int]:
    """Store the article of a page, where the operator lets the server read pages."""
    url = request.form.get("url", "").strip()
    try:
        article = call(
            "POST", "/articles/import", body={"url": url}, idempotency_key=request.form.get("key", "")
        ).data
    except ApiRefusal as refusal:
        if refusal.status in (401, 404):
            raise
        detail = " ".join(refusal.field_errors().values()) or f"{refusal.title}. {refusal.detail}"
        return _form({"key": new_key(), "url": url}, errors={"url": detail}), refusal.status
    return redirect(url_for("web.article", article_id=article["id"], notice="article-added"), 303)


@blueprint.get("/articles/imports/<job_id>")
def article_import(job_id: str) -> str | Response:
    """How far an import is, and in the end what became of each file."""
    job = get(f"/jobs/{job_id}")
    if job["kind"] != "import_articles":
        abort(404)
    if job["state"] == "succeeded" and not job["result"]["known"] and not job["result"]["refused"]:
        return redirect(url_for("web.articles_list", notice="articles-added"))
    return render_template("articles/imported.html", job=job, found=job["result"])


@blueprint.get("/articles/<article_id>")
def article(article_id: str) -> str:
    """The text with layers of what was found, once it has been read."""
    stored = call("GET", f"/articles/{article_id}", query={"revision": request.args.get("revision")})
    found = call("GET", f"/articles/{article_id}/annotations")
    annotations: Json | None = found.data if found.status == 200 else None
    layers = request.args.getlist("layers") if "shown" in request.args else ["quotes"]
    text = stored.data["text"]
    return render_template(
        "articles/article.html",
        article=stored.data,
        etag=stored.etag,
        html=article_html(text, marks_of(annotations, LAYERS) if annotations else ()),
        layers=layers,
        findings=_findings(text, annotations) if annotations else {},
        is_read=annotations is not None,
        job=None if annotations is not None else found.data,
    )


@blueprint.get("/articles/<article_id>/edit")
def edit_article(article_id: str) -> str:
    """The form with the stored text."""
    stored = call("GET", f"/articles/{article_id}")
    return _form({**stored.data, "etag": stored.etag}, article_id)


@blueprint.post("/articles/<article_id>/edit")
def save_article(article_id: str) -> str | Response | tuple[str, int]:
    """Store the changes alone: a text that stays the same makes no new revision."""
    values = _values()
    stored = get(f"/articles/{article_id}")
    changes: dict[str, Any] = {
        name: values[name].strip() or None
        for name in FIELDS
        if (values[name].strip() or None) != stored.get(name)
    }
    text = values["text"].replace("\r\n", "\n")
    if text != stored["text"]:
        changes["text"] = text
    try:
        if changes:
            call("PATCH", f"/articles/{article_id}", body=changes, if_match=values["etag"])
    except ApiRefusal as refusal:
        return _refused(refusal, values, article_id)
    return redirect(url_for("web.article", article_id=article_id, notice="article-saved"), 303)


@blueprint.post("/articles/<article_id>/restore")
def restore_piece(article_id: str) -> Response:
    """Put a piece that was taken out back into the text."""
    body = {"restore": [request.form.get("piece", -1, type=int)]}
    call("PATCH", f"/articles/{article_id}", body=body, if_match=request.form.get("etag", ""))
    return redirect(url_for("web.article", article_id=article_id, notice="article-saved"), 303)


@blueprint.post("/articles/<article_id>/delete")
def delete_article(article_id: str) -> Response:
    """Delete the article; one that quizzes ask about stays, and the page says so."""
    call("DELETE", f"/articles/{article_id}", if_match=request.form.get("etag", ""))
    return redirect(url_for("web.articles_list", notice="article-deleted"), 303)


def _preview(values: dict[str, str]) -> str | tuple[str, int]:
    given = {name: values[name].strip() for name in ("title", "author") if values[name].strip()}
    try:
        prepared = prepare_text(values["text"], given, max_chars=context().max_article_chars)
    except QuizApiError as error:
        return _form(values, errors={"text": translated(error.detail)}), 422
    published_on = values["published_on"] or str(prepared.published_on or "")
    return render_template(
        "articles/preview.html",
        values=values,
        prepared=prepared,
        published_on=published_on,
        html=article_html(prepared.text),
    )


def _findings(text: str, annotations: Json) -> dict[str, Any]:
    return {
        "quotes": quotes_of(text, annotations),
        "claims": claims_of(text, annotations),
        "causes": causes_of(text, annotations),
    }


def _values() -> dict[str, str]:
    return {name: request.form.get(name, "") for name in ("text", *FIELDS, "key", "etag")}


def _form(
    values: dict[str, Any], article_id: str = "", errors: dict[str, str] | None = None, general: str = ""
) -> str:
    shown = {name: values.get(name) or "" for name in ("text", *FIELDS, "key", "etag", "url")}
    return render_template(
        "articles/form.html",
        values=shown,
        article_id=article_id,
        errors=errors or {},
        general=general,
        endings=article_endings(context().registry),
    )


def _refused(refusal: ApiRefusal, values: dict[str, str], article_id: str) -> tuple[str, int]:
    """The form again, with what was wrong beside its field."""
    if refusal.status in (401, 404):
        raise refusal
    errors = refusal.field_errors()
    if "title" in errors:
        errors["title"] = gettext("Give the article a headline of at most 300 characters.")
    if "source_url" in errors:
        errors["source_url"] = gettext("Write the whole address, beginning with https:// or http://.")
    general = "" if any(errors) else f"{refusal.title}. {refusal.detail}"
    if refusal.status == 409 and not article_id:
        values["key"] = new_key()
    return _form(values, article_id, errors, general), refusal.status
