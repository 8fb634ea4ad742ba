"""The statements that save answers: Core and its tables alone, built once, since every answer needs them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, Text, bindparam, cast, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from quizapi.services.timing import GRACE
from quizapi.store.models import (
    AssignmentItemRow,
    AssignmentRow,
    AttemptRow,
    ResponseHistoryRow,
    ResponseRow,
)

_attempts: Table = AttemptRow.__table__  # type: ignore[assignment]
_assignments: Table = AssignmentRow.__table__  # type: ignore[assignment]
_items: Table = AssignmentItemRow.__table__  # type: ignore[assignment]
_responses: Table = ResponseRow.__table__  # type: ignore[assignment]
_history: Table = ResponseHistoryRow.__table__  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer that is to be stored, checked and scored."""

    attempt_id: str
    item_id: str
    answer: Any
    client_seq: int | None
    score: float | None
    now: datetime

    @property
    def columns(self) -> dict[str, Any]:
        return {
            "attempt_id": self.attempt_id,
            "item_id": self.item_id,
            "answer": {"value": self.answer},
            "client_seq": self.client_seq,
            "score": self.score,
            "saved_at": self.now,
        }


def first_values(new: NewAnswer, *, token_hash: str, feedback: str, content: str) -> dict[str, Any]:
    """The values of `FIRST`.

    Args:
        token_hash: Of the attempt's token.
        feedback: The assignment's rule.
        content: The item as the database holds it, which is what the answer was scored by.
    """
    return {
        **{f"new_{name}": value for name, value in new.columns.items()},
        "token": token_hash,
        "feedback": feedback,
        "content": content,
        "ended_before": new.now - GRACE,
    }


#: What there is to know of an attempt and an item before an answer is saved.
FIND = (
    select(
        _attempts.c.state,
        _attempts.c.deadline,
        _attempts.c.assignment_id,
        _assignments.c.feedback,
        cast(_items.c.content, Text).label("content"),
        _responses.c.answer,
        _responses.c.client_seq,
        _responses.c.score,
        _responses.c.saved_at,
    )
    .select_from(_attempts)
    .join(_assignments, _assignments.c.id == _attempts.c.assignment_id)
    .outerjoin(
        _items,
        (_items.c.assignment_id == _attempts.c.assignment_id) & (_items.c.item_id == bindparam("item")),
    )
    .outerjoin(
        _responses,
        (_responses.c.attempt_id == _attempts.c.id) & (_responses.c.item_id == _items.c.item_id),
    )
    .where(_attempts.c.token_hash == bindparam("token"), _attempts.c.id == bindparam("attempt"))
)
LOCK = (
    select(_attempts.c.state, _attempts.c.deadline)
    .where(_attempts.c.id == bindparam("attempt"))
    .with_for_update(key_share=True)
)
_THIS = (_responses.c.attempt_id == bindparam("attempt"), _responses.c.item_id == bindparam("item"))
STORED = select(
    _responses.c.answer, _responses.c.client_seq, _responses.c.score, _responses.c.saved_at
).where(*_THIS)
CHANGE = update(_responses).where(*_THIS)
INSERT = insert(_responses)
INSERT_BEFORE = insert(_history)


def _first(
    into: Callable[[Table], postgresql.Insert | sqlite.Insert],
) -> postgresql.Insert | sqlite.Insert:
    """One statement that looks at everything and stores a first answer.

    The attempt's row is locked as by `LOCK`: a weaker lock that is then made stronger would let two answers
    of one student wait for each other. Where there is an answer already, nothing is locked.
    """
    attempt, item = bindparam("new_attempt_id", type_=Text()), bindparam("new_item_id", type_=Text())
    has_answer = (
        select(_responses.c.item_id)
        .where(_responses.c.attempt_id == attempt, _responses.c.item_id == item)
        .exists()
    )
    values = (
        select(*(bindparam(f"new_{column.name}", type_=column.type) for column in _responses.c))
        .select_from(_attempts)
        .join(_assignments, _assignments.c.id == _attempts.c.assignment_id)
        .join(_items, _items.c.assignment_id == _attempts.c.assignment_id)
        .where(
            _attempts.c.id == attempt,
            _attempts.c.token_hash == bindparam("token"),
            _attempts.c.state == "open",
            or_(_attempts.c.deadline.is_(None), _attempts.c.deadline >= bindparam("ended_before")),
            _assignments.c.feedback == bindparam("feedback"),
            _items.c.item_id == item,
            cast(_items.c.content, Text) == bindparam("content"),
            ~has_answer,
        )
        .with_for_update(key_share=True, of=_attempts)
    )
    return (
        into(_responses)
        .from_select([column.name for column in _responses.c], values)
        .on_conflict_do_nothing(index_elements=["attempt_id", "item_id"])
    )


#: By dialect; `first_values` gives its values. It writes no row where anything is not as they say.
FIRST = {"postgresql": _first(postgresql.insert), "sqlite": _first(sqlite.insert)}
