"""Repairs as their teacher sees them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from quizapi.services.repairs import repair_counts
from quizapi.services.undoing import undone_by
from quizapi.store.models import RepairRow

Json = dict[str, Any]
_AS_STORED = ("id", "item_id", "action", "reason", "made_by", "made_at", "undoes")


def repairs_shown(session: Session, rows: Sequence[RepairRow]) -> list[Json]:
    """The repairs, each with how many attempts it met, and whether it was taken back."""
    counts = repair_counts(session, rows)
    undone = undone_by(session, [row.id for row in rows])
    return [
        {
            **{name: getattr(row, name) for name in _AS_STORED},
            "key": row.key["value"],
            "assignment_ids": [entry["assignment_id"] for entry in row.before],
            "attempts": counts[row.id].attempts,
            "changed": counts[row.id].changed,
            "undone_by": undone.get(row.id),
        }
        for row in rows
    ]
