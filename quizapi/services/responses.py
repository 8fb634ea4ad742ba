"""Saving an answer: one read, scoring, one short write. Nothing else may be done on this path."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, sessionmaker

from quizapi.domain import Item, Response
from quizapi.exchange.item_json import answer_from_json, answer_to_json, item_from_json
from quizapi.scoring import AnswerMisfit, checked_answer, score
from quizapi.services.attempts import AttemptEnded, student_attempt
from quizapi.services.errors import Conflict, Invalid, NotFound
from quizapi.services.timing import is_over
from quizapi.store.engine import write_transaction
from quizapi.store.models import (
    AssignmentItemRow,
    AssignmentRow,
    AttemptRow,
    ResponseHistoryRow,
    ResponseRow,
)
from quizapi.store.types import new_id

AnyRow = Row[*tuple[Any, ...]]


class ItemNotAssigned(NotFound):
    """This attempt has no such item."""


class AnswerInvalid(Invalid):
    """This cannot be an answer to this item."""


class AnswerFinal(Conflict):
    """The first answer counts, and it has been given."""


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """An answer as it is stored now. `ignored` where a newer one had been stored before this one came."""

    item_id: str
    answer: Any
    client_seq: int | None
    score: float | None
    saved_at: datetime
    ignored: bool


@dataclass(frozen=True, slots=True)
class Saved:
    """What has been stored, and what is needed to tell the student about it."""

    answer: SavedAnswer
    content: dict[str, Any]
    feedback: str
    state: str
    assignment_id: str


@dataclass(frozen=True, slots=True)
class _New:
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


def save_answer(
    factory: sessionmaker[Session],
    *,
    attempt_id: str,
    token_hash: str,
    item_id: str,
    answer: Any,
    client_seq: int | None,
    now: datetime,
) -> Saved:
    """Store an answer; it is durable when this returns. May be repeated.

    Of answers that count their changes (`client_seq`) the one with the highest number stays, in whatever
    order they come; without numbers the last to come stays. Under `feedback: each` the first stays.

    Args:
        answer: In the shape of JSON.

    Raises:
        NotAuthenticated, AttemptNotFound, ItemNotAssigned, AnswerInvalid
        AttemptEnded: It is too late.
        AnswerFinal: Under `feedback: each`, and the first answer was another.
    """
    with factory() as session:
        found = session.execute(_FIND, {"token": token_hash, "attempt": attempt_id, "item": item_id}).first()
        if found is None:
            student_attempt(session, attempt_id, token_hash)  # says what is wrong
            raise ItemNotAssigned(f"This attempt has no item {item_id!r}.")
    if found.content is None:
        raise ItemNotAssigned(f"This attempt has no item {item_id!r}.")
    item = item_from_json(found.content)
    given = _checked(item, answer)
    new = _New(attempt_id, item_id, given.json, client_seq, given.score, now)
    stored = _write(factory, new, found)
    return Saved(stored, found.content, found.feedback, found.state, found.assignment_id)


_FIND = (
    select(
        AttemptRow.state,
        AttemptRow.deadline,
        AttemptRow.assignment_id,
        AssignmentRow.feedback,
        AssignmentItemRow.content,
        ResponseRow.answer,
        ResponseRow.client_seq,
        ResponseRow.score,
        ResponseRow.saved_at,
    )
    .join(AssignmentRow, AssignmentRow.id == AttemptRow.assignment_id)
    .outerjoin(
        AssignmentItemRow,
        (AssignmentItemRow.assignment_id == AttemptRow.assignment_id)
        & (AssignmentItemRow.item_id == bindparam("item")),
    )
    .outerjoin(
        ResponseRow,
        (ResponseRow.attempt_id == AttemptRow.id) & (ResponseRow.item_id == AssignmentItemRow.item_id),
    )
    .where(AttemptRow.token_hash == bindparam("token"), AttemptRow.id == bindparam("attempt"))
)
_LOCK = (
    select(AttemptRow.state, AttemptRow.deadline)
    .where(AttemptRow.id == bindparam("attempt"))
    .with_for_update(key_share=True)
)
_STORED = select(ResponseRow.answer, ResponseRow.client_seq, ResponseRow.score, ResponseRow.saved_at).where(
    ResponseRow.attempt_id == bindparam("attempt"), ResponseRow.item_id == bindparam("item")
)


@dataclass(frozen=True, slots=True)
class _Given:
    json: Any
    score: float | None


def _checked(item: Item, answer: Any) -> _Given:
    try:
        reply = checked_answer(item, answer_from_json(item.interaction, answer))
    except (ValueError, AnswerMisfit) as error:
        raise AnswerInvalid(str(error), pointer="/answer") from error
    return _Given(answer_to_json(reply), score(item, Response(reply)).value)


def _write(factory: sessionmaker[Session], new: _New, found: AnyRow) -> SavedAnswer:
    is_open = _takes_answers(found, new.now)
    if found.saved_at is not None:
        settled = _settled(new, found, feedback=found.feedback, is_open=is_open)
        if settled is not None:
            return settled
    if not is_open:
        raise AttemptEnded("Answers are not taken any more.")
    with write_transaction(factory) as session:
        if found.saved_at is None and _insert_first(session, new):
            return _as_saved(new)
        return _replace(session, new, found.feedback)


def _takes_answers(attempt: AnyRow | None, now: datetime) -> bool:
    return attempt is not None and attempt.state == "open" and not is_over(attempt.deadline, now)


def _insert_first(session: Session, new: _New) -> bool:
    """Store a first answer in one statement, if the attempt is still open and has no other.

    The attempt's row is locked as `_replace` locks it: a weaker lock that is then made stronger would let two
    answers of one student wait for each other.
    """
    rows = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    table = ResponseRow.__table__
    columns = new.columns
    values = select(*(literal(value, table.c[name].type) for name, value in columns.items())).where(
        AttemptRow.id == new.attempt_id, AttemptRow.state == "open"
    )
    statement = (
        rows.insert(ResponseRow)
        .from_select(list(columns), values.select_from(AttemptRow).with_for_update(key_share=True))
        .on_conflict_do_nothing(index_elements=["attempt_id", "item_id"])
        .returning(ResponseRow.attempt_id)
    )
    return session.scalar(statement) is not None


def _replace(session: Session, new: _New, feedback: str) -> SavedAnswer:
    """Store an answer where there may be one already: the row is locked, looked at, and written."""
    keys = {"attempt": new.attempt_id, "item": new.item_id}
    attempt = session.execute(_LOCK, {"attempt": new.attempt_id}).first()
    is_open = _takes_answers(attempt, new.now)
    stored = session.execute(_STORED, keys).first()
    if stored is not None:
        settled = _settled(new, stored, feedback=feedback, is_open=is_open)
        if settled is not None:
            return settled
    if not is_open:
        raise AttemptEnded("Answers are not taken any more.")
    if stored is None:
        session.add(ResponseRow(**new.columns))
        return _as_saved(new)
    if not _is_same(new, stored):
        session.add(
            ResponseHistoryRow(
                id=new_id(),
                attempt_id=new.attempt_id,
                item_id=new.item_id,
                answer=stored.answer,
                client_seq=stored.client_seq,
                saved_at=stored.saved_at,
            )
        )
    # An answer without a number keeps the highest seen, so that late retries of older ones stay ignored.
    seq = stored.client_seq if new.client_seq is None else new.client_seq
    session.execute(
        update(ResponseRow)
        .where(ResponseRow.attempt_id == new.attempt_id, ResponseRow.item_id == new.item_id)
        .values(answer={"value": new.answer}, client_seq=seq, score=new.score, saved_at=new.now)
        .execution_options(synchronize_session=False)
    )
    return _as_saved(new, client_seq=seq)


def _settled(new: _New, stored: AnyRow, *, feedback: str, is_open: bool) -> SavedAnswer | None:
    """The stored answer where the new one changes nothing; None where it takes its place."""
    same = _is_same(new, stored)
    numbered = new.client_seq is not None and stored.client_seq is not None
    older = numbered and new.client_seq <= stored.client_seq
    if feedback == "each" and not same:
        raise AnswerFinal("You have seen the feedback: your first answer counts.")
    # The same answer under a new number is written: or an older one that comes late would win over it.
    repeated = same and (new.client_seq is None or feedback == "each" or not is_open)
    if not (older or repeated):
        return None
    value, seq = stored.answer["value"], stored.client_seq
    return SavedAnswer(new.item_id, value, seq, stored.score, stored.saved_at, ignored=not same)


def _is_same(new: _New, stored: AnyRow) -> bool:
    value = stored.answer["value"]
    return bool(value == new.answer) and type(value) is type(new.answer)


def _as_saved(new: _New, *, client_seq: int | None = None) -> SavedAnswer:
    seq = new.client_seq if client_seq is None else client_seq
    return SavedAnswer(new.item_id, new.answer, seq, new.score, new.now, ignored=False)
