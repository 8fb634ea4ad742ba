"""Kahoot's spreadsheet: up to four short answers a question."""

from collections.abc import Sequence

from quizapi.domain import Item
from quizapi.exchange.errors import CannotHold
from quizapi.exchange.formats import About, Entry, Export, each
from quizapi.exchange.parts import is_true, right_ids
from quizapi.exchange.tables.sheets import workbook_of
from quizapi.exchange.texts import folded

LONGEST_QUESTION = 120
LONGEST_ANSWER = 75
_MOST_ANSWERS = 4
_SECONDS = 30
#: Kahoot's template has its columns' names in row 8, behind one for the numbers; it is read by place.
_HEAD_ROW = 8
_HEAD = [
    "",
    "Question - max 120 characters",
    "Answer 1 - max 75 characters",
    "Answer 2 - max 75 characters",
    "Answer 3 - max 75 characters",
    "Answer 4 - max 75 characters",
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
]


def write_kahoot_xlsx(entries: Sequence[Entry], about: About) -> Export:
    """Items that Kahoot has a place for, with half a minute each."""
    rows, left_out = each(entries, lambda number, entry: [number, *_row(entry.item)])
    above: list[list[str | int]] = [[], ["", folded(about.title)], *([] for _ in range(_HEAD_ROW - 3))]
    widths = [6, 60, 30, 30, 30, 30, 20, 20]
    return Export(workbook_of(about.title, [*above, _HEAD, *rows], widths, head=_HEAD_ROW), left_out)


def _row(item: Item) -> list[str | int]:
    if item.interaction == "true_false":
        answers, right = ["True", "False"], [1 if is_true(item) else 2]
    elif item.interaction in ("choice", "multiple"):
        answers = [folded(option.text) for option in item.options]
        right = [n for n, option in enumerate(item.options, 1) if option.id in right_ids(item)]
    else:
        raise CannotHold("Kahoot's spreadsheet holds questions with options only")
    stem = folded(item.stem)
    if len(stem) > LONGEST_QUESTION:
        raise CannotHold(f"its text has {len(stem)} characters; Kahoot takes {LONGEST_QUESTION}")
    if len(answers) > _MOST_ANSWERS:
        raise CannotHold(f"it has {len(answers)} options; Kahoot takes {_MOST_ANSWERS}")
    longest = max(map(len, answers))
    if longest > LONGEST_ANSWER:
        raise CannotHold(f"an option has {longest} characters; Kahoot takes {LONGEST_ANSWER}")
    padded = [*answers, *[""] * (_MOST_ANSWERS - len(answers))]
    return [stem, *padded, _SECONDS, ",".join(map(str, right)) if len(right) > 1 else right[0]]
