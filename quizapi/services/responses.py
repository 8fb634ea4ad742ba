"""Saving an answer: one read, scoring, one statement that writes. Nothing else may be done on this path."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row
from sqlalchemy.orm import Session

from quizapi.queue import JobQueue
from quizapi.services import answer_statements as statements
from quizapi.services.answer_statements import NewAnswer, first_values
from quizapi.services.attempts import AttemptEnded, student_attempt
from quizapi.services.errors import Conflict, NotFound
from quizapi.services.frozen_items import FrozenItem, check_answer, read_frozen
from quizapi.services.own_scores import request_scoring
from quizapi.services.timing import is_over
from quizapi.store.engine import statement_by_statement, turn_to_write, write_on
from quizapi.store.types import new_id

AnyRow = Row[*tuple[Any, ...]]


class ItemNotAssigned(NotFound):
    """This attempt has no such item."""


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
    """What has been stored, and what is needed to tell the student about it.

    `ended_assignment_id` where the attempt has ended: its assignment's closing may open the feedback.
    """

    answer: SavedAnswer
    frozen: FrozenItem
    feedback: str
    state: str
    ended_assignment_id: str | None = None


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
            statements.FIND, {"token": token_hash, "attempt": attempt_id, "item": item_id}
        ).first()
        if found is None:
            with Session(connection) as session:
                student_attempt(session, attempt_id, token_hash)  # says what is wrong
        if found is None or found.content is None:
            raise ItemNotAssigned(f"This attempt has no item {item_id!r}.")
        frozen = read_frozen(found.content)
        given = check_answer(frozen, answer)
        new = NewAnswer(attempt_id, item_id, given.json, client_seq, given.score, now)
        stored = _settled_already(new, found)
        if (
            stored is None
            and found.saved_at is None
            and not frozen.is_by_plugin
            and _is_stored_first(
                connection,
                first_values(new, token_hash=token_hash, feedback=found.feedback, content=frozen.text),
            )
        ):
            stored = as_saved(new)
    if stored is None:
        stored = _write(engine, new, found.feedback, queue if frozen.is_by_plugin else None)
    ended = None if found.state == "open" else found.assignment_id
    return Saved(stored, frozen, found.feedback, found.state, ended)


def _settled_already(new: NewAnswer, found: AnyRow) -> SavedAnswer | None:
    """The stored answer where nothing has to be written."""
    is_open = _takes_answers(found, new.now)
    if found.saved_at is not None:
        settled = _settled(new, found, feedback=found.feedback, is_open=is_open)
        if settled is not None:
            return settled
    if not is_open:
        raise AttemptEnded("Answers are not taken any more.")
    return None


def _write(engine: Engine, new: NewAnswer, feedback: str, queue: JobQueue | None) -> SavedAnswer:
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


def _is_stored_first(connection: Connection, values: dict[str, Any]) -> bool:
    first = statements.FIRST[connection.dialect.name]
    with turn_to_write(connection):
        done = connection.execute(first, values, execution_options={"preserve_rowcount": True})
    return done.rowcount == 1


def _replace(connection: Connection, new: NewAnswer, feedback: str) -> SavedAnswer:
    """Store an answer where there may be one already: the row is locked, looked at, and written."""
    keys = {"attempt": new.attempt_id, "item": new.item_id}
    attempt = connection.execute(statements.LOCK, {"attempt": new.attempt_id}).first()
    is_open = _takes_answers(attempt, new.now)
    stored = connection.execute(statements.STORED, keys).first()
    if stored is not None:
        settled = _settled(new, stored, feedback=feedback, is_open=is_open)
        if settled is not None:
            return settled
    if not is_open:
        raise AttemptEnded("Answers are not taken any more.")
    if stored is None:
        connection.execute(statements.INSERT, new.columns)
        return as_saved(new)
    if not _is_same(new, stored):
        before = {
            "id": new_id(),
            "attempt_id": new.attempt_id,
            "item_id": new.item_id,
            "answer": stored.answer,
            "client_seq": stored.client_seq,
            "saved_at": stored.saved_at,
        }
        connection.execute(statements.INSERT_BEFORE, before)
    # An answer without a number keeps the highest seen, so that late retries of older ones stay ignored.
    seq = stored.client_seq if new.client_seq is None else new.client_seq
    changes = {"answer": {"value": new.answer}, "client_seq": seq, "score": new.score, "saved_at": new.now}
    connection.execute(statements.CHANGE.values(changes), keys)
    return as_saved(new, client_seq=seq)


def _settled(new: NewAnswer, stored: AnyRow, *, feedback: str, is_open: bool) -> SavedAnswer | None:
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


def _is_same(new: NewAnswer, stored: AnyRow) -> bool:
    value = stored.answer["value"]
    return bool(value == new.answer) and type(value) is type(new.answer)


def as_saved(new: NewAnswer, *, client_seq: int | None = None) -> SavedAnswer:
    """A new answer as it is stored."""
    seq = new.client_seq if client_seq is None else client_seq
    return SavedAnswer(new.item_id, new.answer, seq, new.score, new.now, ignored=False)
