"""Items as assignments hold them, read once, and what a reply to one is worth."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from quizapi.domain import Item, Response
from quizapi.exchange.item_json import answer_from_json, answer_to_json, item_from_json
from quizapi.scoring import AnswerMisfit, checked_answer
from quizapi.services.errors import Invalid
from quizapi.services.own_interactions import RULES, is_own, misfit
from quizapi.services.repaired import score_of

_KEPT = 512


class AnswerInvalid(Invalid):
    """This cannot be an answer to this item."""


@dataclass(frozen=True, slots=True)
class FrozenItem:
    """An item of an assignment: the text that the database holds, and the same read. Nothing changes it."""

    text: str
    content: dict[str, Any]
    item: Item

    @property
    def is_by_plugin(self) -> bool:
        """Whether a job has to score the answers to it."""
        return is_own(self.item.interaction)


@dataclass(frozen=True, slots=True)
class CheckedAnswer:
    """An answer in its one written form, as JSON has it, and what it is worth where that is known."""

    json: Any
    score: float | None


@lru_cache(maxsize=_KEPT)
def read_frozen(text: str) -> FrozenItem:
    """Read an item; the same text is the same item, whenever and wherever it stands."""
    content = json.loads(text)
    return FrozenItem(text, content, item_from_json(content))


def check_answer(frozen: FrozenItem, answer: Any) -> CheckedAnswer:
    """Score an answer in the shape of JSON.

    Raises:
        AnswerInvalid
    """
    item = frozen.item
    try:
        reply = checked_answer(item, answer_from_json(item.interaction, answer))
    except (ValueError, AnswerMisfit) as error:
        raise AnswerInvalid(str(error), pointer="/answer") from error
    rules = frozen.content.get(RULES)
    fault = misfit(rules["answer_schema"], answer) if rules else ""
    if fault:
        raise AnswerInvalid(fault, pointer="/answer")
    return CheckedAnswer(answer_to_json(reply), score_of(frozen.content, item, Response(reply)))
