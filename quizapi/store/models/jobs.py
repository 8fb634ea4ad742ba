"""Long work, as its owner sees it. The engine's own tables are its own; the ids are the same."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from quizapi.store.base import Base, Json, JsonList
from quizapi.store.types import new_id


class JobRow(Base):
    """A job. `id` is also the id of the engine's workflow."""

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_state_finished_at", "state", "finished_at"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    """`read_article`, `build_quiz`, `import_articles`, `check_item`, `score_answers`, `try_text`, `rescore`
    or `export`."""
    subject_id: Mapped[str | None] = mapped_column(index=True)
    """The id of the article, quiz, item, attempt or assignment that it works on."""
    state: Mapped[str] = mapped_column(default="queued")
    """`queued`, `running`, `succeeded`, `failed` or `cancelled`."""
    params: Mapped[Json]
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    step: Mapped[str] = mapped_column(default="")
    result: Mapped[Json]
    problems: Mapped[JsonList]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class ImportFileRow(Base):
    """A file that a job is to import. Gone once the job has ended."""

    __tablename__ = "import_files"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    data: Mapped[bytes]


class ExportFileRow(Base):
    """A file that a job writes. It may be had once it is finished, and goes with what it was made of."""

    __tablename__ = "export_files"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), index=True)
    assignment_id: Mapped[str | None] = mapped_column(
        ForeignKey("assignments.id", ondelete="CASCADE"), index=True
    )
    quiz_id: Mapped[str | None] = mapped_column(ForeignKey("quizzes.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(default=0)
    """In bytes."""
    created_at: Mapped[datetime] = mapped_column(index=True)
    finished_at: Mapped[datetime | None]


class ExportPartRow(Base):
    """A piece of such a file, so that no process ever holds the whole of it."""

    __tablename__ = "export_parts"

    file_id: Mapped[str] = mapped_column(ForeignKey("export_files.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[bytes]
