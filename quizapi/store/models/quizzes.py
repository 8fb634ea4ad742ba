"""Quizzes and their items."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapi.store.base import Base, Json, JsonList
from quizapi.store.types import new_id


class QuizRow(Base):
    """A quiz: how it was asked for, and how it was made."""

    __tablename__ = "quizzes"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    title: Mapped[str]
    status: Mapped[str] = mapped_column(default="draft")
    """`draft` while it is made and reviewed, `ready` once the job is done, or `archived`."""
    seed: Mapped[int] = mapped_column(BigInteger)
    generators: Mapped[JsonList]
    """As asked for: `[{name, count, options}]`."""
    provenance: Mapped[Json]
    job_id: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    articles: Mapped[list["QuizArticleRow"]] = relationship(
        order_by="QuizArticleRow.position", lazy="raise", cascade="all, delete-orphan", passive_deletes=True
    )
    context_articles: Mapped[list["QuizContextArticleRow"]] = relationship(
        order_by="QuizContextArticleRow.position",
        lazy="raise",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )
    items: Mapped[list["ItemRow"]] = relationship(
        order_by="ItemRow.position", lazy="raise", cascade="all, delete-orphan", passive_deletes=True
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class QuizArticleRow(Base):
    """A revision of an article that a quiz asks about."""

    __tablename__ = "quiz_articles"
    __table_args__ = (
        ForeignKeyConstraint(
            ["article_id", "revision"],
            ["article_revisions.article_id", "article_revisions.revision"],
            name="fk_quiz_articles_revision",
        ),
    )

    quiz_id: Mapped[str] = mapped_column(ForeignKey("quizzes.id", ondelete="CASCADE"), primary_key=True)
    article_id: Mapped[str] = mapped_column(primary_key=True, index=True)
    revision: Mapped[int]
    position: Mapped[int]


class QuizContextArticleRow(Base):
    """A revision of an article that wrong options may come from. Its deletion leaves the quiz as it is."""

    __tablename__ = "quiz_context_articles"
    __table_args__ = (
        ForeignKeyConstraint(
            ["article_id", "revision"],
            ["article_revisions.article_id", "article_revisions.revision"],
            name="fk_quiz_context_articles_revision",
            ondelete="CASCADE",
        ),
    )

    quiz_id: Mapped[str] = mapped_column(ForeignKey("quizzes.id", ondelete="CASCADE"), primary_key=True)
    article_id: Mapped[str] = mapped_column(primary_key=True, index=True)
    revision: Mapped[int]
    position: Mapped[int]


class ItemRow(Base):
    """An item of a quiz. `spare` ones are the next best candidates, shown only when one replaces another."""

    __tablename__ = "items"
    __table_args__ = (UniqueConstraint("quiz_id", "content_hash"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    quiz_id: Mapped[str] = mapped_column(ForeignKey("quizzes.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    rank: Mapped[int] = mapped_column(default=0)
    """Place among the candidates of its generator, 0 = best; orders the spares."""
    status: Mapped[str] = mapped_column(default="proposed")
    """`proposed`, `accepted`, `rejected`, `spare` or `replaced`."""
    generator: Mapped[str]
    """Empty for a hand-written item."""
    generator_version: Mapped[str]
    interaction: Mapped[str]
    stem: Mapped[str]
    options: Mapped[JsonList]
    matches: Mapped[JsonList]
    key: Mapped[Json]
    """`{"value": ...}` in the shape of an answer."""
    accepted: Mapped[JsonList]
    explanation: Mapped[str]
    evidence: Mapped[JsonList]
    confidence: Mapped[float]
    flaws: Mapped[JsonList]
    tags: Mapped[JsonList]
    edit: Mapped[Json | None]
    checks: Mapped[str] = mapped_column(default="done")
    """`pending` while an edited item waits for the checks that need a parse, else `done`."""
    stale: Mapped[bool] = mapped_column(default=False)
    """True where the article was edited and no longer says what the evidence says."""
    reject_reason: Mapped[str | None]
    content_hash: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
