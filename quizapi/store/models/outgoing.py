"""What is to be told to other systems, and to whom."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from quizapi.store.base import Base, Json, JsonList
from quizapi.store.types import new_id


class WebhookRow(Base):
    """An address that a teacher has events sent to. Its secret is derived, never stored."""

    __tablename__ = "webhooks"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    label: Mapped[str]
    url: Mapped[str]
    events: Mapped[JsonList]
    """Types of events."""
    enabled: Mapped[bool] = mapped_column(default=True)
    secret_number: Mapped[int] = mapped_column(default=1)
    """Grows when the secret is changed; the secret is derived from it."""
    secret_changed_at: Mapped[datetime | None]
    """The secret before is signed with as well for a while from then on."""
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class MessageRow(Base):
    """A message to another system, written in the transaction of what it tells. Ids and points alone."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_state_next_at", "state", "next_at"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    """Told to the receiver with each try, so that it can take the message once."""
    kind: Mapped[str]
    """`webhook`, `xapi` or `lti_score`."""
    destination: Mapped[str]
    """What messages are sent together by: the webhook's id, the platform's, or `xapi`."""
    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    webhook_id: Mapped[str | None] = mapped_column(ForeignKey("webhooks.id", ondelete="CASCADE"), index=True)
    attempt_id: Mapped[str | None] = mapped_column(ForeignKey("attempts.id", ondelete="CASCADE"), index=True)
    """With the attempt the message goes, too."""
    event: Mapped[str]
    payload: Mapped[Json]
    state: Mapped[str] = mapped_column(default="pending")
    """`pending`, `delivered` or `failed`."""
    tries: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    status: Mapped[int | None]
    """HTTP status of the last try; None where there was no answer."""
    detail: Mapped[str] = mapped_column(default="")
    """Why the last try failed."""
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
