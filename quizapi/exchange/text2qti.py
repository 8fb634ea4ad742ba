"""The text that text2qti turns into a package for Canvas.

Its texts are Markdown; every sign that would be more than itself is written as a character reference. Answers
to be written are no Markdown there.
"""

import re
from collections.abc import Callable, Sequence

from quizapi.domain import Item
from quizapi.exchange.errors import CannotHold
from quizapi.exchange.formats import About, Entry, Export, each
from quizapi.exchange.parts import is_true, right_ids, texts_accepted
from quizapi.exchange.texts import LETTERS, feedback_of, folded

#: Markdown's own signs, quotation marks and dashes that it would set otherwise, and marks at the beginning.
_SPECIAL = re.compile(
    r"[\\`*_{}\[\]<>#|~&$^\"']|-(?=-)|(?<=-)-|\.(?=\.)|(?<=\.)\.|^[+\-:=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]"
)


def write_text2qti(entries: Sequence[Entry], about: About) -> Export:
    """Items of the kinds that Canvas' classic quizzes and text2qti both have."""
    seen: set[str] = set()
    questions, left_out = each(entries, lambda number, entry: _question(number, entry.item, seen))
    head = f"Quiz title: {folded(about.title) or 'Quiz'}\n\n"
    return Export((head + "\n\n".join(questions) + "\n").encode(), left_out)


def _question(number: int, item: Item, seen: set[str]) -> str:
    """One question; its text is added to `seen`."""
    if item.interaction not in _ANSWERS:
        raise CannotHold("text2qti has no such question")
    if folded(item.stem) in seen:
        raise CannotHold("text2qti takes no two questions with the same text")
    answers = [folded(option.text) for option in item.options] or list(map(folded, texts_accepted(item)))
    if len(set(answers)) < len(answers):
        raise CannotHold("two of its answers are the same without their line breaks")
    seen.add(folded(item.stem))
    feedback = folded(feedback_of(item))
    lines = [f"{number}.  {_escaped(item.stem)}", *([f"...  {_escaped(feedback)}"] if feedback else [])]
    return "\n".join([*lines, *_ANSWERS[item.interaction](item)])


def _choice(item: Item) -> list[str]:
    right = right_ids(item)
    return [_option(n, option.text, option.id in right) for n, option in enumerate(item.options)]


def _multiple(item: Item) -> list[str]:
    right = right_ids(item)
    return [f"[{'*' if option.id in right else ' '}] {_escaped(option.text)}" for option in item.options]


def _true_false(item: Item) -> list[str]:
    return [_option(0, "True", is_true(item)), _option(1, "False", not is_true(item))]


def _text(item: Item) -> list[str]:
    return [f"*   {folded(text)}" for text in texts_accepted(item)]


_ANSWERS: dict[str, Callable[[Item], list[str]]] = {
    "choice": _choice,
    "multiple": _multiple,
    "true_false": _true_false,
    "text": _text,
}


def _option(number: int, text: str, is_right: bool) -> str:
    return f"{'*' if is_right else ''}{LETTERS[number].lower()}) {_escaped(text)}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", folded(text))
