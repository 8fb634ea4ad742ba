"""Articles, their revisions, and what was read in a text."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapi.store.base import Base, Json, JsonList
from quizapi.store.types import new_id


class ArticleRow(Base):
    """An article; its text is that of the revision numbered `revision`."""

    __tablename__ = "articles"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    revision: Mapped[int] = mapped_column(default=1)
    title: Mapped[str]
    author: Mapped[str | None]
    published_on: Mapped[date | None]
    source_url: Mapped[str | None]
    language: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    revisions: Mapped[list["ArticleRevisionRow"]] = relationship(
        order_by="ArticleRevisionRow.revision",
        lazy="raise",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ArticleRevisionRow(Base):
    """One text of an article; never changed once a quiz refers to it."""

    __tablename__ = "article_revisions"
    __table_args__ = (UniqueConstraint("article_id", "revision"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    revision: Mapped[int]
    text: Mapped[str]
    text_hash: Mapped[str] = mapped_column(index=True)
    """SHA-256 of the text in UTF-8, hexadecimal."""
    removed: Mapped[JsonList]
    created_at: Mapped[datetime]


class AnnotationRow(Base):
    """What a pipeline read in a text: the annotations in the API's shape, and the parse."""

    __tablename__ = "annotations"

    text_hash: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    annotations: Mapped[Json]
    doc: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
