"""Saving an answer: one read, scoring, one statement that writes. Nothing else may be done on this path."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Table, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from quizapi.domain import Response
from quizapi.exchange.item_json import answer_from_json, answer_to_json, item_from_json
from quizapi.queue import JobQueue
from quizapi.scoring import AnswerMisfit, checked_answer
from quizapi.services.attempts import AttemptEnded, student_attempt
from quizapi.services.errors import Conflict, Invalid, NotFound
from quizapi.services.own_interactions import RULES, is_own, misfit
from quizapi.services.own_scores import request_scoring
from quizapi.services.repaired import score_of
from quizapi.services.timing import is_over
from quizapi.store.engine import statement_by_statement, turn_to_write, write_on
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
    engine: Engine,
    queue: JobQueue,
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
        queue: Gets a job for an answer to a plugin's own interaction, in the same transaction.
        answer: In the shape of JSON.

    Raises:
        NotAuthenticated, AttemptNotFound, ItemNotAssigned, AnswerInvalid
        AttemptEnded: It is too late.
        AnswerFinal: Under `feedback: each`, and the first answer was another.
    """
    with statement_by_statement(engine).connect() as connection:
        found = connection.execute(
            _FIND, {"token": token_hash, "attempt": attempt_id, "item": item_id}
        ).first()
        if found is None:
            with Session(connection) as session:
                student_attempt(session, attempt_id, token_hash)  # says what is wrong
        if found is None or found.content is None:
            raise ItemNotAssigned(f"This attempt has no item {item_id!r}.")
        given = _checked(found.content, answer)
        new = _New(attempt_id, item_id, given.json, client_seq, given.score, now)
        is_by_plugin = is_own(found.content["interaction"])
        stored = _settled_already(new, found)
        if (
            stored is None
            and found.saved_at is None
            and not is_by_plugin
            and _is_stored_first(connection, new)
        ):
            stored = _as_saved(new)
    if stored is None:
        stored = _write(engine, new, found.feedback, queue if is_by_plugin else None)
    return Saved(stored, found.content, found.feedback, found.state, found.assignment_id)


# Core and its tables alone, built once: this path is taken for every answer of every student.
_attempts: Table = AttemptRow.__table__  # type: ignore[assignment]
_assignments: Table = AssignmentRow.__table__  # type: ignore[assignment]
_items: Table = AssignmentItemRow.__table__  # type: ignore[assignment]
_responses: Table = ResponseRow.__table__  # type: ignore[assignment]
_history: Table = ResponseHistoryRow.__table__  # type: ignore[assignment]

_FIND = (
    select(
        _attempts.c.state,
        _attempts.c.deadline,
        _attempts.c.assignment_id,
        _assignments.c.feedback,
        _items.c.content,
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
_LOCK = (
    select(_attempts.c.state, _attempts.c.deadline)
    .where(_attempts.c.id == bindparam("attempt"))
    .with_for_update(key_share=True)
)
_STORED = select(
    _responses.c.answer, _responses.c.client_seq, _responses.c.score, _responses.c.saved_at
).where(_responses.c.attempt_id == bindparam("attempt"), _responses.c.item_id == bindparam("item"))
_CHANGE = update(_responses).where(
    _responses.c.attempt_id == bindparam("attempt"), _responses.c.item_id == bindparam("item")
)


def _first_answer(
    insert: Callable[[Table], postgresql.Insert | sqlite.Insert],
) -> postgresql.Insert | sqlite.Insert:
    """One statement that stores a first answer, if the attempt is still open and has no other.

    The attempt's row is locked as `_replace` locks it: a weaker lock that is then made stronger would let two
    answers of one student wait for each other.
    """
    values = (
        select(*(bindparam(f"new_{column.name}", type_=column.type) for column in _responses.c))
        .select_from(_attempts)
        .where(_attempts.c.id == bindparam("new_attempt_id"), _attempts.c.state == "open")
        .with_for_update(key_share=True)
    )
    return (
        insert(_responses)
        .from_select([column.name for column in _responses.c], values)
        .on_conflict_do_nothing(index_elements=["attempt_id", "item_id"])
    )


_FIRST = {"postgresql": _first_answer(postgresql.insert), "sqlite": _first_answer(sqlite.insert)}


@dataclass(frozen=True, slots=True)
class _Given:
    json: Any
    score: float | None


def _checked(content: dict[str, Any], answer: Any) -> _Given:
    item = item_from_json(content)
    try:
        reply = checked_answer(item, answer_from_json(item.interaction, answer))
    except (ValueError, AnswerMisfit) as error:
        raise AnswerInvalid(str(error), pointer="/answer") from error
    fault = misfit(content[RULES]["answer_schema"], answer) if content.get(RULES) else ""
    if fault:
        raise AnswerInvalid(fault, pointer="/answer")
    return _Given(answer_to_json(reply), score_of(content, item, Response(reply)))


def _settled_already(new: _New, found: AnyRow) -> SavedAnswer | None:
    """The stored answer where nothing has to be written."""
    is_open = _takes_answers(found, new.now)
    if found.saved_at is not None:
        settled = _settled(new, found, feedback=found.feedback, is_open=is_open)
        if settled is not None:
            return settled
    if not is_open:
        raise AttemptEnded("Answers are not taken any more.")
    return None


def _write(engine: Engine, new: _New, feedback: str, queue: JobQueue | None) -> SavedAnswer:
    """Store the answer where there is one already, or where a job has to be asked for with it."""
    with engine.connect() as connection, write_on(connection):
        if queue is not None:
            # Before the answer is written: the job's row is locked first, as its start locks it.
            with Session(connection) as session:
                request_scoring(session, queue, new.attempt_id, now=new.now)
                session.flush()
        return _replace(connection, new, feedback)


def _takes_answers(attempt: AnyRow | None, now: datetime) -> bool:
    return attempt is not None and attempt.state == "open" and not is_over(attempt.deadline, now)


def _is_stored_first(connection: Connection, new: _New) -> bool:
    values = {f"new_{name}": value for name, value in new.columns.items()}
    with turn_to_write(connection):
        done = connection.execute(
            _FIRST[connection.dialect.name], values, execution_options={"preserve_rowcount": True}
        )
    return done.rowcount == 1


def _replace(connection: Connection, new: _New, feedback: str) -> SavedAnswer:
    """Store an answer where there may be one already: the row is locked, looked at, and written."""
    keys = {"attempt": new.attempt_id, "item": new.item_id}
    attempt = connection.execute(_LOCK, {"attempt": new.attempt_id}).first()
    is_open = _takes_answers(attempt, new.now)
    stored = connection.execute(_STORED, keys).first()
    if stored is not None:
        settled = _settled(new, stored, feedback=feedback, is_open=is_open)
        if settled is not None:
            return settled
    if not is_open:
        raise AttemptEnded("Answers are not taken any more.")
    if stored is None:
        connection.execute(insert(_responses).values(new.columns))
        return _as_saved(new)
    if not _is_same(new, stored):
        before = {
            "id": new_id(),
            "attempt_id": new.attempt_id,
            "item_id": new.item_id,
            "answer": stored.answer,
            "client_seq": stored.client_seq,
            "saved_at": stored.saved_at,
        }
        connection.execute(insert(_history).values(before))
    # An answer without a number keeps the highest seen, so that late retries of older ones stay ignored.
    seq = stored.client_seq if new.client_seq is None else new.client_seq
    changes = {"answer": {"value": new.answer}, "client_seq": seq, "score": new.score, "saved_at": new.now}
    connection.execute(_CHANGE.values(changes), keys)
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
