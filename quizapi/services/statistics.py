"""The statistics of an assignment: from stored answers to figures, with words for a teacher."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from quizapi.exchange.item_json import item_from_json
from quizapi.scoring import normal_text
from quizapi.scoring.guessing import random_guess_score
from quizapi.scoring.hints import item_hints, quiz_hints
from quizapi.scoring.moments import mean
from quizapi.scoring.statistics import (
    FEW,
    ItemStatistics,
    QuizStatistics,
    item_statistics,
    quiz_statistics,
)
from quizapi.services.repaired import DROP, blank_score, is_right_key
from quizapi.services.results import AttemptResult, answer_text, assignment_items, counted_attempts
from quizapi.store.models import AssignmentItemRow, AssignmentRow

Json = dict[str, Any]
#: Written answers and orders are too many to list all.
MOST_ANSWERS = 20
_NOT_SCORED = ItemStatistics(0, None, None, 0.0, None, None, None)


@dataclass(slots=True)
class _Chosen:
    """Who gave one answer."""

    text: str
    is_key: bool
    points: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of an assignment. `by_item` has those of the items that are scored."""

    items: Sequence[AssignmentItemRow]
    attempts: Sequence[AttemptResult]
    quiz: QuizStatistics
    by_item: Mapping[str, ItemStatistics]


def figures_of(session: Session, assignment: AssignmentRow) -> Figures:
    """Work the figures out over the ended attempts that count.

    An item without an answer counts as 0, or 1 where all were given credit. An item that was dropped, or has
    an answer that its plugin has not scored yet, is left out.
    """
    items = assignment_items(session, assignment.id)
    attempts = list(counted_attempts(session, assignment))
    unscored = {
        item_id for attempt in attempts for item_id, given in attempt.answers.items() if given.score is None
    }
    scored = [item for item in items if item.item_id not in unscored and item.repair != DROP]
    scores = [[_score(attempt, item) for attempt in attempts] for item in scored]
    figures = item_statistics(scores) if scored else []
    by_item = dict(zip((item.item_id for item in scored), figures, strict=True))
    return Figures(items, attempts, quiz_statistics(scores), by_item)


def statistics(session: Session, assignment: AssignmentRow) -> Json:
    """Figures of the quiz and of each item, in the shape of the API; those of unscored items are null."""
    found = figures_of(session, assignment)
    return {
        "assignment_id": assignment.id,
        "attempts_used": assignment.attempt_counts,
        "n": found.quiz.n,
        "few": FEW,
        "too_few": found.quiz.n < FEW,
        "quiz": {**asdict(found.quiz), "hints": quiz_hints(found.quiz)},
        "items": [
            _item(item, found.by_item.get(item.item_id, _NOT_SCORED), found.attempts) for item in found.items
        ],
    }


def _score(attempt: AttemptResult, item: AssignmentItemRow) -> float:
    given = attempt.answers.get(item.item_id)
    if given is None:
        return blank_score(item.content) or 0.0
    return given.score or 0.0


def _item(row: AssignmentItemRow, figures: ItemStatistics, attempts: Sequence[AttemptResult]) -> Json:
    guess = random_guess_score(item_from_json(row.content))
    hints = item_hints(figures, random_guess_score=guess)
    blank = [attempt.points for attempt in attempts if row.item_id not in attempt.answers]
    return {
        "item_id": row.item_id,
        "position": row.position,
        "interaction": row.interaction,
        "stem": row.content["stem"],
        **asdict(figures),
        "random_guess_score": guess,
        "too_few": figures.n < FEW,
        "hint": hints["summary"],
        "hints": hints,
        "options": _answers(row, attempts),
        "no_answer": _counted(blank, len(attempts)),
    }


def _answers(row: AssignmentItemRow, attempts: Sequence[AttemptResult]) -> list[Json]:
    """How often each option was chosen; for pairs each pair, for orders and texts each whole answer."""
    chosen = {key: _Chosen(text, is_key) for key, text, is_key in _listed(row)}
    for attempt in attempts:
        given = attempt.answers.get(row.item_id)
        if given is None:
            continue
        for key, text in _parts(row, given.answer):
            chosen.setdefault(key, _Chosen(text, is_key=bool(given.correct))).points.append(attempt.points)
    entries = list(chosen.items())
    if row.interaction not in ("choice", "multiple", "true_false"):
        entries = sorted(entries, key=lambda entry: -len(entry[1].points))[:MOST_ANSWERS]
    return [
        {"id": key, "text": one.text, "is_key": one.is_key, **_counted(one.points, len(attempts))}
        for key, one in entries
    ]


def _listed(row: AssignmentItemRow) -> Iterable[tuple[str, str, bool]]:
    """Answers that are listed though nobody may have given them: (id, text, part of the key)."""
    content = row.content
    if row.interaction == "true_false":
        return [(word, word, is_right_key(content, word == "true")) for word in ("true", "false")]
    if row.interaction in ("choice", "multiple"):
        keys = [content["key"], *(content.get("repair") or {}).get("also_right", [])]
        return [(o["id"], o["text"], any(o["id"] in key for key in keys)) for o in content["options"]]
    if row.interaction == "match":
        return [("=".join(pair), answer_text(content, [pair]), True) for pair in content["key"]]
    return []


def _parts(row: AssignmentItemRow, answer: Any) -> list[tuple[str, str]]:
    """The answers that one reply holds: (id, text)."""
    content = row.content
    match row.interaction:
        case "true_false":
            return [(answer_text(content, answer),) * 2]
        case "choice" | "multiple":
            return [(part, answer_text(content, [part])) for part in answer]
        case "match":
            return [("=".join(pair), answer_text(content, [pair])) for pair in answer]
        case "text":
            return [(normal_text(answer), answer)]
    return [(str(answer), answer_text(content, answer))]


def _counted(points: Sequence[float], n: int) -> Json:
    return {"count": len(points), "share": len(points) / n if n else None, "mean_points": mean(points)}
