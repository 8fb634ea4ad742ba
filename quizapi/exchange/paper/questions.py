"""What is printed of an item, whatever it is printed with."""

from collections.abc import Callable
from dataclasses import dataclass

from quizapi.domain import Item
from quizapi.exchange.parts import (
    all_pairs,
    in_right_order,
    in_shown_order,
    is_true,
    right_ids,
    texts_accepted,
)
from quizapi.exchange.texts import folded, letter

Labelled = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """An item as it is printed. Options and matches have labels; `answers` are lines of the key."""

    stem: str
    instruction: str
    options: tuple[Labelled, ...]
    matches: tuple[Labelled, ...]
    has_line: bool
    answers: tuple[str, ...]
    explanation: str
    evidence: tuple[str, ...]


_INSTRUCTIONS = {
    "choice": "Choose one.",
    "multiple": "Choose all that are right.",
    "true_false": "True or false?",
    "order": "Put these in order.",
    "match": "Give each letter its number.",
    "text": "Write your answer.",
}


def question_of(item: Item) -> Question:
    """The item as it is printed.

    Raises:
        CannotHold: Its key does not fit its options.
    """
    shown = in_shown_order(item) if item.interaction == "order" else item.options
    labels = {option.id: letter(n) for n, option in enumerate(shown)}
    numbers = {option.id: str(n) for n, option in enumerate(item.matches, 1)}
    return Question(
        stem=item.stem,
        instruction=_INSTRUCTIONS[item.interaction],
        options=tuple((labels[option.id], option.text) for option in shown),
        matches=tuple((numbers[option.id], option.text) for option in item.matches),
        has_line=item.interaction == "text",
        answers=tuple(_ANSWERS[item.interaction](item, labels, numbers)),
        explanation=item.explanation,
        evidence=tuple(folded(piece.text) for piece in item.evidence if piece.text),
    )


Labels = dict[str, str]


def _right_options(item: Item, labels: Labels, numbers: Labels) -> list[str]:
    return [f"{labels[o.id]}. {o.text}" for o in item.options if o.id in right_ids(item)]


def _true_false(item: Item, labels: Labels, numbers: Labels) -> list[str]:
    return ["True" if is_true(item) else "False"]


def _order(item: Item, labels: Labels, numbers: Labels) -> list[str]:
    return [f"{n}: {labels[o.id]}. {o.text}" for n, o in enumerate(in_right_order(item), 1)]


def _match(item: Item, labels: Labels, numbers: Labels) -> list[str]:
    return [
        f"{labels[left.id]} – {numbers[right.id]}: {left.text} – {right.text}"
        for left, right in all_pairs(item)
    ]


def _text(item: Item, labels: Labels, numbers: Labels) -> list[str]:
    key, *others = texts_accepted(item)
    return [key, *(f"also: {text}" for text in others)]


_ANSWERS: dict[str, Callable[[Item, Labels, Labels], list[str]]] = {
    "choice": _right_options,
    "multiple": _right_options,
    "true_false": _true_false,
    "order": _order,
    "match": _match,
    "text": _text,
}
