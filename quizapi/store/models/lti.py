"""Learning platforms (LTI 1.3) and what was launched from them. People are known by opaque ids alone."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quizapi.store.base import Base, Json, JsonList
from quizapi.store.types import new_id


class LtiPlatformRow(Base):
    """A platform that the operator has registered."""

    __tablename__ = "lti_platforms"
    __table_args__ = (UniqueConstraint("issuer", "client_id"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    issuer: Mapped[str]
    client_id: Mapped[str]
    """What the platform calls us."""
    auth_login_url: Mapped[str]
    auth_token_url: Mapped[str]
    auth_audience: Mapped[str | None]
    key_set_url: Mapped[str]
    deployment_ids: Mapped[JsonList]
    key_set: Mapped[Json | None]
    """The platform's public keys as they were last fetched."""
    key_set_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class LtiLoginRow(Base):
    """A launch that was begun: its state may come back once, with its nonce, within minutes."""

    __tablename__ = "lti_logins"

    state_hash: Mapped[str] = mapped_column(primary_key=True)
    nonce_hash: Mapped[str] = mapped_column(unique=True)
    platform_id: Mapped[str] = mapped_column(ForeignKey("lti_platforms.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class LtiTicketRow(Base):
    """What a page of ours may do after a launch, without a cookie: kept for as long as the page is of use."""

    __tablename__ = "lti_tickets"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """`choose` (an instructor picks an assignment) or `open` (a learner's attempt)."""
    platform_id: Mapped[str] = mapped_column(ForeignKey("lti_platforms.id", ondelete="CASCADE"))
    data: Mapped[Json]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class LtiTeacherRow(Base):
    """Which teacher an instructor of a platform is, proved once with the teacher's password."""

    __tablename__ = "lti_teachers"

    platform_id: Mapped[str] = mapped_column(
        ForeignKey("lti_platforms.id", ondelete="CASCADE"), primary_key=True
    )
    subject: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]


class LtiGrantRow(Base):
    """An assignment that its teacher has chosen in a platform: it may be launched from there."""

    __tablename__ = "lti_grants"

    platform_id: Mapped[str] = mapped_column(
        ForeignKey("lti_platforms.id", ondelete="CASCADE"), primary_key=True
    )
    assignment_id: Mapped[str] = mapped_column(
        ForeignKey("assignments.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    created_at: Mapped[datetime]


class LtiLinkRow(Base):
    """A place in a course of the platform from which an assignment is launched."""

    __tablename__ = "lti_links"
    __table_args__ = (UniqueConstraint("platform_id", "deployment_id", "resource_link_id"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    platform_id: Mapped[str] = mapped_column(ForeignKey("lti_platforms.id", ondelete="CASCADE"))
    deployment_id: Mapped[str]
    resource_link_id: Mapped[str]
    assignment_id: Mapped[str] = mapped_column(ForeignKey("assignments.id", ondelete="CASCADE"), index=True)
    grades: Mapped[Json]
    """The platform's grade service for this place: `{lineitem, lineitems, scope}`, or empty."""
    memberships_url: Mapped[str]
    created_at: Mapped[datetime]


class LtiLearnerRow(Base):
    """A learner at such a place. `id` is the student's id of the attempts; no name is stored."""

    __tablename__ = "lti_learners"
    __table_args__ = (
        UniqueConstraint("link_id", "subject"),
        Index("ix_lti_learners_created_at", "created_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    link_id: Mapped[str] = mapped_column(ForeignKey("lti_links.id", ondelete="CASCADE"))
    subject: Mapped[str]
    """The platform's opaque id of the person (`sub`)."""
    nickname: Mapped[str]
    """A made-up name that the teacher sees."""
    created_at: Mapped[datetime]
