"""Failed tries that are held back, and the log of what was done."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from quizapi.store.base import Base
from quizapi.store.types import new_id


class FailedTriesRow(Base):
    """How often somebody has failed at something; of whom, only a keyed hash is stored."""

    __tablename__ = "failed_tries"

    kind: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    """HMAC of an account's address or of a network address."""
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(index=True)
    blocked_until: Mapped[datetime | None]


class AuditRow(Base):
    """Something that an operator may have to trace. Ids alone: no texts, no names, no addresses."""

    __tablename__ = "audit_log"
    __table_args__ = (Index("ix_audit_log_user_id_at", "user_id", "at"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(index=True)
    event: Mapped[str]
    user_id: Mapped[str | None]
    """The teacher who did it; no foreign key, since the log outlives the account."""
    subject: Mapped[str]
    """Id of the thing, or empty."""
    source: Mapped[str]
    """Keyed hash of the network address, so that events from one place can be told to be so; or empty."""
