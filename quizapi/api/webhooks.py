"""Webhooks: events sent to addresses of a teacher's own."""

from typing import Any

from flask import Response, jsonify
from marshmallow import fields, validate

from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.callers import caller
from quizapi.api.context import context, session
from quizapi.api.etags import etag_of, require_match, with_etag
from quizapi.api.paging import PageArgs, page_schema, paginate
from quizapi.api.schemas import Line, Schema, UtcTime
from quizapi.services import webhooks
from quizapi.services.outbox import EVENTS, TEST_EVENT
from quizapi.services.systems import client_of
from quizapi.store.models import MessageRow, WebhookRow

blueprint = ApiBlueprint("webhooks", "Events sent to addresses of your own, where that is switched on.")
_EXAMPLE = {"url": "https://school.example/hooks/quiz", "events": ["attempt.submitted"]}


class NewWebhookSchema(Schema):
    """Where to, and what."""

    url = Line(required=True, longest=1000, metadata={"format": "uri"})
    events = fields.List(
        fields.String(validate=validate.OneOf(EVENTS)),
        load_default=EVENTS,
        validate=validate.Length(min=1, max=len(EVENTS)),
        metadata={"description": "Types of events; all where left out."},
    )
    label = Line(load_default="", shortest=0, longest=100)


class WebhookPatchSchema(NewWebhookSchema):
    """Changes to a webhook."""

    enabled = fields.Boolean(truthy={True}, falsy={False})


class WebhookSchema(Schema):
    """An address that gets events, signed after Standard Webhooks."""

    id = fields.String(required=True)
    url = fields.String(required=True)
    events = fields.List(fields.String(metadata={"enum": list(EVENTS)}), required=True)
    label = fields.String(required=True)
    enabled = fields.Boolean(
        required=True, metadata={"description": "False, too, once the receiver has answered 410."}
    )
    secret_changed_at = UtcTime(required=True, allow_none=True)
    created_at = UtcTime(required=True)
    etag = fields.String(required=True)


class WebhookSecretSchema(WebhookSchema):
    """A webhook with its secret, which is shown when it is made and when it is changed."""

    secret = fields.String(required=True, metadata={"example": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})


class DeliveryErrorSchema(Schema):
    """Why the last try failed."""

    status = fields.Integer(required=True, allow_none=True, metadata={"description": "Null: no answer."})
    detail = fields.String(required=True)


class DeliverySchema(Schema):
    """One event on its way to a webhook."""

    id = fields.String(required=True, metadata={"description": "The header `webhook-id`, same for each try."})
    event = fields.String(required=True, metadata={"enum": [*EVENTS, TEST_EVENT]})
    state = fields.String(required=True, metadata={"enum": ["pending", "delivered", "failed"]})
    tries = fields.Integer(required=True)
    error = fields.Nested(DeliveryErrorSchema, required=True, allow_none=True)
    created_at = UtcTime(required=True)
    next_at = UtcTime(
        required=True, allow_none=True, metadata={"description": "When it is tried again, if it is."}
    )
    ended_at = UtcTime(required=True, allow_none=True)


@blueprint.route("/webhooks")
class Webhooks(ApiView):
    """All webhooks."""

    secret_fields = ("secret",)

    @blueprint.arguments(PageArgs, location="query")
    @blueprint.response(200, page_schema(WebhookSchema, "WebhookPage"))
    def get(self, page: dict[str, Any]) -> Response:
        """List your webhooks"""
        query = webhooks.webhooks_query(caller().user_id)
        found = paginate(session(), query, by=[WebhookRow.id], **page)
        items = [_shown(row) for row in found.items]
        return jsonify({"items": items, "next_cursor": found.next_cursor})

    @blueprint.arguments(NewWebhookSchema, example=_EXAMPLE)
    @blueprint.response(201, WebhookSecretSchema)
    def post(self, data: dict[str, Any]) -> Response:
        """Have events sent to an address"""
        _check_usable(data["url"])
        row = webhooks.add_webhook(session(), caller().user_id, **data, now=context().now())
        return _with_secret(row, status=201)

    def restore_secrets(self, data: dict[str, object]) -> None:
        data["secret"] = webhooks.secret_of(context().secret, str(data["id"]), 1)


@blueprint.route("/webhooks/<webhook_id>")
class WebhookById(ApiView):
    """One webhook."""

    @blueprint.response(200, WebhookSchema)
    def get(self, webhook_id: str) -> Response:
        """Show a webhook"""
        row = _find(webhook_id)
        return with_etag(jsonify(_shown(row)), etag_of(row))

    @blueprint.arguments(WebhookPatchSchema(partial=True), example={"enabled": False})
    @blueprint.response(200, WebhookSchema)
    def patch(self, data: dict[str, Any], webhook_id: str) -> Response:
        """Change a webhook"""
        row = _find(webhook_id)
        require_match(row)
        if "url" in data:
            _check_usable(data["url"])
        webhooks.change_webhook(session(), row, data)
        return with_etag(jsonify(_shown(row)), etag_of(row))

    @blueprint.response(204)
    def delete(self, webhook_id: str) -> None:
        """Delete a webhook"""
        row = _find(webhook_id)
        require_match(row)
        session().delete(row)


@blueprint.route("/webhooks/<webhook_id>/secret")
class WebhookSecret(ApiView):
    """The secret of a webhook."""

    # Told again it would be another secret: a retry just changes it once more.
    idempotent = frozenset()

    @blueprint.response(200, WebhookSecretSchema)
    def post(self, webhook_id: str) -> Response:
        """Change the secret of a webhook

        For 24 hours events are signed with the secret before as well.
        """
        row = _find(webhook_id)
        webhooks.change_secret(session(), row, now=context().now())
        return _with_secret(row, status=200)


@blueprint.route("/webhooks/<webhook_id>/test")
class WebhookTest(ApiView):
    """Trying a webhook out."""

    @blueprint.response(201, DeliverySchema)
    def post(self, webhook_id: str) -> Response:
        """Send a test event to a webhook"""
        row = _find(webhook_id)
        _check_usable(row.url)
        response = jsonify(_delivery(webhooks.send_test(session(), row, now=context().now())))
        response.status_code = 201
        response.headers["Location"] = f"/api/v1/webhooks/{row.id}/deliveries"
        return response


@blueprint.route("/webhooks/<webhook_id>/deliveries")
class WebhookDeliveries(ApiView):
    """What became of events."""

    @blueprint.arguments(PageArgs, location="query")
    @blueprint.response(200, page_schema(DeliverySchema, "DeliveryPage"))
    def get(self, page: dict[str, Any], webhook_id: str) -> Response:
        """List the recent deliveries of a webhook, newest first"""
        query = webhooks.deliveries_query(_find(webhook_id))
        found = paginate(session(), query, by=[MessageRow.id], descending=True, **page)
        items = [_delivery(row) for row in found.items]
        return jsonify({"items": items, "next_cursor": found.next_cursor})


def _find(webhook_id: str) -> WebhookRow:
    return webhooks.find_webhook(session(), caller().user_id, webhook_id)


def _check_usable(url: str) -> None:
    """Refuse what could never be sent to; what its name resolves to is checked when something is sent."""
    systems = context().systems
    if not systems.webhooks:
        raise webhooks.WebhooksOff("The operator can switch them on.")
    from quizapi.outbound import AddressRefused

    try:
        client_of(systems, is_strict=True).guard.check_form(url)
    except AddressRefused as error:
        raise webhooks.WebhookAddressInvalid(error.detail, pointer="/url") from error


def _shown(row: WebhookRow) -> dict[str, Any]:
    shown: dict[str, Any] = WebhookSchema().dump(row)
    return {**shown, "etag": etag_of(row)}


def _with_secret(row: WebhookRow, *, status: int) -> Response:
    secret = webhooks.secret_of(context().secret, row.id, row.secret_number)
    response = with_etag(jsonify({**_shown(row), "secret": secret}), etag_of(row))
    response.status_code = status
    if status == 201:
        response.headers["Location"] = f"/api/v1/webhooks/{row.id}"
    return response


def _delivery(row: MessageRow) -> dict[str, Any]:
    shown: dict[str, Any] = DeliverySchema().dump(row)
    failed = row.tries > 0 and row.state != "delivered" and bool(row.detail)
    return {
        **shown,
        "error": {"status": row.status, "detail": row.detail} if failed else None,
        "next_at": shown["next_at"] if row.state == "pending" else None,
    }
