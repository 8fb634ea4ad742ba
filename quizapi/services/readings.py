"""What was read in a text, stored once for each text and pipeline, whoever's article it is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from quizapi.store.models import AnnotationRow


def load_reading(session: Session, text_hash: str, fingerprint: str) -> AnnotationRow | None:
    """What that pipeline read in that text; None where it has not read it yet."""
    return session.get(AnnotationRow, (text_hash, fingerprint))


def newest_reading(session: Session, text_hash: str) -> AnnotationRow | None:
    """What was read last in that text, by whichever pipeline."""
    return session.scalar(
        select(AnnotationRow)
        .where(AnnotationRow.text_hash == text_hash)
        .order_by(AnnotationRow.created_at.desc(), AnnotationRow.fingerprint)
        .limit(1)
    )


def save_reading(
    session: Session,
    *,
    text_hash: str,
    fingerprint: str,
    annotations: Mapping[str, Any],
    doc: bytes,
    now: datetime,
) -> None:
    """Store a reading; one that is there already (from a repetition, or another worker) is kept.

    Args:
        annotations: In the shape of the API.
        doc: The parse, as `quizapi.reading.pipeline.doc_to_bytes` writes it.
    """
    values = {
        "text_hash": text_hash,
        "fingerprint": fingerprint,
        "annotations": dict(annotations),
        "doc": doc,
        "created_at": now,
    }
    if session.get_bind().dialect.name == "postgresql":
        session.execute(postgresql.insert(AnnotationRow).values(values).on_conflict_do_nothing())
    else:
        session.execute(sqlite.insert(AnnotationRow).values(values).on_conflict_do_nothing())
