"""Webhooks: addresses that a teacher has events sent to, signed after Standard Webhooks."""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from quizapi.services.errors import Conflict, Invalid, NotFound
from quizapi.services.outbox import EVENTS, keep_test
from quizapi.store.models import MessageRow, UserRow, WebhookRow
from quizapi.store.types import new_id

MOST_WEBHOOKS = 20
#: The secret before is signed with as well for so long, so that a receiver has time to change it.
BOTH_SECRETS = timedelta(hours=24)


class WebhookNotFound(NotFound):
    """There is no such webhook of yours."""


class WebhooksOff(Conflict):
    """Webhooks are switched off on this server."""


class TooManyWebhooks(Conflict):
    """You have as many webhooks as a teacher can have."""


class WebhookAddressInvalid(Invalid):
    """Events cannot be sent to this address."""


def webhooks_query(owner_id: str) -> Select[WebhookRow]:
    """The teacher's webhooks."""
    return select(WebhookRow).where(WebhookRow.owner_id == owner_id)


def find_webhook(session: Session, owner_id: str, webhook_id: str) -> WebhookRow:
    """The teacher's webhook.

    Raises:
        WebhookNotFound
    """
    row = session.scalar(webhooks_query(owner_id).where(WebhookRow.id == webhook_id))
    if row is None:
        raise WebhookNotFound(f"There is no webhook {webhook_id!r} of yours.")
    return row


def add_webhook(
    session: Session, owner_id: str, *, url: str, events: Sequence[str], label: str, now: datetime
) -> WebhookRow:
    """Add a webhook. Whether the address may be asked is checked before, and with each message.

    Raises:
        TooManyWebhooks
    """
    # Two requests at once must not both add the last one.
    session.execute(select(UserRow.id).where(UserRow.id == owner_id).with_for_update())
    owned = select(func.count()).select_from(WebhookRow).where(WebhookRow.owner_id == owner_id)
    if (session.scalar(owned) or 0) >= MOST_WEBHOOKS:
        raise TooManyWebhooks(f"{MOST_WEBHOOKS} are the most; delete one first.")
    row = WebhookRow(
        id=new_id(),
        owner_id=owner_id,
        label=label,
        url=url,
        events=in_order(events),
        enabled=True,
        secret_number=1,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row


def change_webhook(session: Session, row: WebhookRow, changes: Mapping[str, Any]) -> None:
    """Change `url`, `events`, `label` or `enabled`."""
    for name in ("url", "label", "enabled"):
        if name in changes:
            setattr(row, name, changes[name])
    if "events" in changes:
        row.events = in_order(changes["events"])
    session.flush()


def change_secret(session: Session, row: WebhookRow, *, now: datetime) -> None:
    """Give the webhook a new secret; the one before is good for `BOTH_SECRETS` more."""
    row.secret_number += 1
    row.secret_changed_at = now
    session.flush()


def send_test(session: Session, row: WebhookRow, *, now: datetime) -> MessageRow:
    """Send an event that tells nothing."""
    message = keep_test(session, row, now=now)
    session.flush()
    return message


def deliveries_query(row: WebhookRow) -> Select[MessageRow]:
    """The webhook's messages."""
    return select(MessageRow).where(MessageRow.webhook_id == row.id)


def secret_of(server_secret: bytes, webhook_id: str, number: int) -> str:
    """The secret that messages are signed with, in the form of Standard Webhooks. Derived, never stored."""
    key = hmac.digest(server_secret, f"webhook:{webhook_id}:{number}".encode(), hashlib.sha256)
    return f"whsec_{base64.b64encode(key).decode()}"


def secrets_of(server_secret: bytes, row: WebhookRow, *, now: datetime) -> list[str]:
    """The secrets to sign with now: the present one, and after a change the one before for a while."""
    numbers = [row.secret_number]
    if row.secret_changed_at is not None and now < row.secret_changed_at + BOTH_SECRETS:
        numbers.append(row.secret_number - 1)
    return [secret_of(server_secret, row.id, number) for number in numbers]


def in_order(events: Sequence[str]) -> list[str]:
    """Each event once, in the order of `EVENTS`."""
    return [event for event in EVENTS if event in events]
