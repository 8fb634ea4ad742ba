"""Webhooks of one's own: where events are sent to, whether they arrive, and the secret, shown once."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapi.api.context import context
from quizapi.web.blueprint import blueprint
from quizapi.web.calling import ApiRefusal, Json, call, get, get_all, new_key
from quizapi.web.languages.speaking import gettext
from quizapi.web.wording import EVENTS

_NEWEST = 20


@blueprint.get("/account/webhooks")
def webhooks() -> str:
    """All webhooks, and the form for another."""
    return _list({"url": "", "label": "", "events": list(EVENTS), "key": new_key()})


@blueprint.post("/account/webhooks")
def add_webhook() -> str | tuple[str, int]:
    """Add one, and show its secret."""
    sent = {
        "url": request.form.get("url", "").strip(),
        "label": request.form.get("label", "").strip(),
        "events": request.form.getlist("events"),
    }
    key = request.form.get("key", "")
    if not sent["events"]:
        fault = {"events": gettext("Choose one kind of event or more.")}
        return _list({**sent, "key": key}, fault), 422
    try:
        made = call("POST", "/webhooks", body=sent, idempotency_key=key).data
    except ApiRefusal as refusal:
        if refusal.status not in (409, 422):
            raise
        faults = refusal.field_errors()
        said = "" if faults else f"{refusal.title}. {refusal.detail}"
        # Another address under the key of the form before would be refused.
        return _list({**sent, "key": new_key()}, faults, said), refusal.status
    return _one(made["id"], secret=made["secret"])


@blueprint.get("/account/webhooks/<webhook_id>")
def webhook(webhook_id: str) -> str:
    """One webhook, and what became of its newest events."""
    return _one(webhook_id)


@blueprint.post("/account/webhooks/<webhook_id>/test")
def test_webhook(webhook_id: str) -> str | Response | tuple[str, int]:
    """Send an event that tells nothing."""
    try:
        call("POST", f"/webhooks/{webhook_id}/test")
    except ApiRefusal as refusal:
        if refusal.status not in (409, 422):
            raise
        return _one(webhook_id, error=f"{refusal.title}. {refusal.detail}"), refusal.status
    return redirect(url_for("web.webhook", webhook_id=webhook_id, notice="webhook-tested"), 303)


@blueprint.post("/account/webhooks/<webhook_id>/secret")
def change_webhook_secret(webhook_id: str) -> str:
    """Make another secret, and show it."""
    return _one(webhook_id, secret=call("POST", f"/webhooks/{webhook_id}/secret").data["secret"])


@blueprint.post("/account/webhooks/<webhook_id>/switch")
def switch_webhook(webhook_id: str) -> Response:
    """Stop sending, or send again."""
    body = {"enabled": request.form.get("enabled") == "yes"}
    call("PATCH", f"/webhooks/{webhook_id}", body=body, if_match=request.form.get("etag", ""))
    return redirect(url_for("web.webhook", webhook_id=webhook_id, notice="webhook-saved"), 303)


@blueprint.post("/account/webhooks/<webhook_id>/delete")
def delete_webhook(webhook_id: str) -> Response:
    """Delete it; what waits is not sent any more."""
    call("DELETE", f"/webhooks/{webhook_id}", if_match=request.form.get("etag", ""))
    return redirect(url_for("web.webhooks", notice="webhook-deleted"), 303)


def _list(written: Json, errors: dict[str, str] | None = None, general: str = "") -> str:
    return render_template(
        "account/webhooks.html",
        hooks=get_all("/webhooks"),
        is_on=context().systems.webhooks,
        events=EVENTS,
        written=written,
        errors=errors or {},
        general=general,
    )


def _one(webhook_id: str, *, secret: str = "", error: str = "") -> str:
    return render_template(
        "account/webhook.html",
        hook=get(f"/webhooks/{webhook_id}"),
        deliveries=get(f"/webhooks/{webhook_id}/deliveries", limit=_NEWEST)["items"],
        is_on=context().systems.webhooks,
        events=EVENTS,
        secret=secret,
        error=error,
    )
