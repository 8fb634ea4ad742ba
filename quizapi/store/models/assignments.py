"""A quiz as it was handed out, who has taken it, and what they answered."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapi.store.base import Base, Json, JsonList
from quizapi.store.types import new_id


class AssignmentRow(Base):
    """A published version of a quiz and its rules. Its items are frozen in `assignment_items`."""

    __tablename__ = "assignments"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    quiz_id: Mapped[str] = mapped_column(ForeignKey("quizzes.id", ondelete="CASCADE"), index=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    title: Mapped[str]
    join_code: Mapped[str] = mapped_column(unique=True)
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    """When the teacher closed it by hand; None while it is not closed so."""
    time_limit_s: Mapped[int | None]
    attempts_allowed: Mapped[int] = mapped_column(default=1)
    attempt_counts: Mapped[str] = mapped_column(default="last")
    """Which attempt counts: `best`, `last`, `first` or `mean`."""
    feedback: Mapped[str]
    """`each`, `submit`, `close` or `never`."""
    shuffle_items: Mapped[bool] = mapped_column(default=False)
    shuffle_options: Mapped[bool] = mapped_column(default=False)
    show_article: Mapped[str] = mapped_column(default="always")
    """`always`, `feedback` or `never`."""
    unreviewed: Mapped[bool] = mapped_column(default=False)
    """True where items were published that no person has accepted; the student's page says so."""
    articles: Mapped[JsonList]
    """`[{id, revision}]`, in the quiz's order."""
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    items: Mapped[list["AssignmentItemRow"]] = relationship(
        order_by="AssignmentItemRow.position",
        lazy="raise",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class AssignmentItemRow(Base):
    """An item as it was when the quiz was published, key included; keeps the id of the quiz's item."""

    __tablename__ = "assignment_items"

    assignment_id: Mapped[str] = mapped_column(
        ForeignKey("assignments.id", ondelete="CASCADE"), primary_key=True
    )
    item_id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    interaction: Mapped[str]
    content: Mapped[Json]
    """The item in the teacher's shape of the API; after a repair with what else is right (`also_right`)."""
    repair: Mapped[str | None]
    """`drop`, `accept_key` or `full_credit` where the item turned out wrong, else None."""


class RepairRow(Base):
    """An item of published assignments that turned out wrong, and what was done about it."""

    __tablename__ = "repairs"
    __table_args__ = (Index("ix_repairs_quiz_id_item_id", "quiz_id", "item_id"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    quiz_id: Mapped[str] = mapped_column(ForeignKey("quizzes.id", ondelete="CASCADE"))
    item_id: Mapped[str]
    action: Mapped[str]
    """`drop`, `accept_key` or `full_credit`; `undo` for the one that takes another back."""
    key: Mapped[Json]
    """`{"value": ...}`: the answer that is right as well; None within where the action takes none."""
    reason: Mapped[str]
    """Shown to the students."""
    made_by: Mapped[str | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    made_at: Mapped[datetime]
    before: Mapped[JsonList]
    """`[{assignment_id, repair, accepted}]`: how the assignments' items were scored before."""
    undoes: Mapped[str | None]
    """Id of the repair that this one takes back."""
    item_status: Mapped[str | None]
    """Status of the quiz's own item before; None where there was none."""


class RepairedAttemptRow(Base):
    """What a repair changed for one attempt. Points are None for an attempt that ran."""

    __tablename__ = "repaired_attempts"

    repair_id: Mapped[str] = mapped_column(ForeignKey("repairs.id", ondelete="CASCADE"), primary_key=True)
    attempt_id: Mapped[str] = mapped_column(
        ForeignKey("attempts.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    score_before: Mapped[float | None]
    score_after: Mapped[float | None]
    points_before: Mapped[float | None]
    points_after: Mapped[float | None]
    max_before: Mapped[float | None]
    max_after: Mapped[float | None]


class AttemptRow(Base):
    """One learner's attempt at an assignment. Only the hash of its token is stored."""

    __tablename__ = "attempts"
    __table_args__ = (
        Index("ix_attempts_assignment_started", "assignment_id", "started_at"),
        Index("ix_attempts_state_deadline", "state", "deadline"),
        UniqueConstraint("assignment_id", "nickname_key", "number", name="uq_attempts_nickname_number"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    assignment_id: Mapped[str] = mapped_column(ForeignKey("assignments.id", ondelete="CASCADE"))
    student_id: Mapped[str]
    """Whose attempt it is: a roster entry, or without a roster the id of the student's first attempt."""
    number: Mapped[int] = mapped_column(default=1)
    """1 for the student's first attempt."""
    nickname: Mapped[str]
    nickname_key: Mapped[str]
    """The nickname as it is compared, so that no two students of a class look alike."""
    token_hash: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(default="open")
    """`open`, `submitted` or `expired`."""
    seed: Mapped[int] = mapped_column(BigInteger)
    """Orders items and options where the assignment shuffles them."""
    started_at: Mapped[datetime]
    deadline: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    points: Mapped[float | None]
    max_points: Mapped[float | None]
    flagged: Mapped[JsonList] = mapped_column(default=list)
    """Ids of the items that the student wants to look at again."""
    version: Mapped[int] = mapped_column(default=1)


class ResponseRow(Base):
    """The answer that counts, one for each attempt and item."""

    __tablename__ = "responses"

    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempts.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[Json]
    """`{"value": ...}` in the shape of an answer."""
    client_seq: Mapped[int | None]
    score: Mapped[float | None]
    """None until a plugin's own scorer has run."""
    saved_at: Mapped[datetime]


class ResponseHistoryRow(Base):
    """An answer that a later one took the place of."""

    __tablename__ = "response_history"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    attempt_id: Mapped[str] = mapped_column(ForeignKey("attempts.id", ondelete="CASCADE"), index=True)
    item_id: Mapped[str]
    answer: Mapped[Json]
    client_seq: Mapped[int | None]
    saved_at: Mapped[datetime]


class RosterEntryRow(Base):
    """A learner whom the teacher expects. With a roster, nobody else can join."""

    __tablename__ = "roster_entries"
    __table_args__ = (UniqueConstraint("assignment_id", "code"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    assignment_id: Mapped[str] = mapped_column(ForeignKey("assignments.id", ondelete="CASCADE"))
    name: Mapped[str]
    code: Mapped[str]
    """What the student types beside the join code; printed on a slip, so it is kept readable."""
    created_at: Mapped[datetime]


class AllowanceRow(Base):
    """What one student is allowed beyond the assignment's rules."""

    __tablename__ = "allowances"

    assignment_id: Mapped[str] = mapped_column(
        ForeignKey("assignments.id", ondelete="CASCADE"), primary_key=True
    )
    student_id: Mapped[str] = mapped_column(primary_key=True)
    time_factor: Mapped[float] = mapped_column(default=1.0)
    extra_time_s: Mapped[int] = mapped_column(default=0)
    extra_attempts: Mapped[int] = mapped_column(default=0)
    excused: Mapped[bool] = mapped_column(default=False)
    """Left out of means and statistics."""
