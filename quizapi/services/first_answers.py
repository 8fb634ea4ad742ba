"""First answers to items that this process has met before: one statement that looks and writes at once.

What is remembered of an item spares a read, and proves nothing: the statement writes only where the database
says the same of the item now, and where attempt, token, time and rules allow it. Else nothing is written, and
`save_answer` finds out why.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from quizapi.services.answer_statements import FIRST, NewAnswer, first_values
from quizapi.services.frozen_items import FrozenItem, check_answer
from quizapi.services.responses import Saved, as_saved
from quizapi.store.direct import DirectStatement

_MOST_ITEMS = 1_000


class FirstAnswers:
    """Saves first answers to the items that other answers have shown to this process."""

    def __init__(self, engine: Engine) -> None:
        self._statement = DirectStatement(engine, FIRST[engine.dialect.name])
        self._met: dict[str, tuple[FrozenItem, str]] = {}

    def remember(self, saved: Saved) -> None:
        """Note how the item of a saved answer is scored. Items that a job scores are left out."""
        if saved.frozen.is_by_plugin:
            return
        if len(self._met) >= _MOST_ITEMS:
            self._met.clear()
        self._met[saved.answer.item_id] = saved.frozen, saved.feedback

    def save(
        self,
        *,
        attempt_id: str,
        token_hash: str,
        item_id: str,
        answer: Any,
        client_seq: int | None,
        now: datetime,
    ) -> Saved | None:
        """Store an answer that is the first of its attempt to that item; it is durable when this returns.

        Returns:
            None where nothing was stored: it is not the first, it is too late, the token is another's, the
            item has been repaired since, or nothing is remembered.

        Raises:
            AnswerInvalid
            Exception: The database driver's.
        """
        met = self._met.get(item_id)
        if met is None:
            return None
        frozen, feedback = met
        given = check_answer(frozen, answer)
        new = NewAnswer(attempt_id, item_id, given.json, client_seq, given.score, now)
        values = first_values(new, token_hash=token_hash, feedback=feedback, content=frozen.text)
        return Saved(as_saved(new), frozen, feedback, "open") if self._statement.write(values) else None
