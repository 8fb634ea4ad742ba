"""Items as GIFT.

Every text is marked `[plain]`, so that Moodle shows markup as it was written instead of obeying it.
"""

import re
from collections.abc import Callable, Sequence
from html import escape

from quizapi.domain import Item
from quizapi.exchange.errors import CannotHold
from quizapi.exchange.formats import About, Entry, Export, Note, each
from quizapi.exchange.moodle.shares import share_of_each
from quizapi.exchange.parts import (
    all_pairs,
    in_right_order,
    in_shown_order,
    is_true,
    right_ids,
    texts_accepted,
    unmatched,
)
from quizapi.exchange.texts import feedback_of, folded, name_of

#: Marks a question that stands for another kind of item than Moodle takes it for.
ORDER_TAG = "quizapi-order"


def write_gift(entries: Sequence[Entry], about: About) -> Export:
    """Items as a GIFT file in UTF-8."""
    questions, left_out = each(entries, _question)
    head = f"// {folded(about.title)}\n\n"
    gone = {note.item_id for note in left_out}
    changed = tuple(
        Note(entry.id, "GIFT has no ordering: it is written as matching parts with their places")
        for entry in entries
        if entry.item.interaction == "order" and entry.id not in gone
    )
    return Export((head + "\n\n".join(questions) + "\n").encode(), left_out, changed)


def _question(number: int, entry: Entry) -> str:
    item = entry.item
    tags = [*item.tags, *([ORDER_TAG] if item.interaction == "order" else [])]
    marks = "".join(f" [tag:{tag}]" for tag in map(_tag, tags) if tag)
    lines = [f"\t{line}" for line in _ANSWERS[item.interaction](item)]
    feedback = feedback_of(item)
    if feedback:
        lines.append(f"\t####{_rich(feedback)}")
    name = _escaped(name_of(number, item))
    body = "\n".join(lines)
    return f"// [id:{_tag(entry.id)}]{marks}\n::{name}::[plain]{_escaped(item.stem)} {{\n{body}\n}}"


def _choice(item: Item) -> list[str]:
    right = right_ids(item)
    return [f"{'=' if o.id in right else '~'}{_option(o.text)}" for o in item.options]


def _multiple(item: Item) -> list[str]:
    right = right_ids(item)
    wrong = len(item.options) - len(right)
    plus, minus = share_of_each(len(right)), share_of_each(len(right)) if wrong else ""
    return [f"~%{plus if o.id in right else '-' + minus}%{_rich(o.text)}" for o in item.options]


def _true_false(item: Item) -> list[str]:
    return ["TRUE" if is_true(item) else "FALSE"]


def _text(item: Item) -> list[str]:
    texts = texts_accepted(item)
    if any("->" in text for text in texts):
        raise CannotHold("GIFT reads '->' in a written answer as a pair")
    return ["=" + _answer(text.replace("*", r"\*")) for text in texts]


def _match(item: Item) -> list[str]:
    if len(item.options) < 2:
        raise CannotHold("GIFT needs two pairs or more")
    return _pairs(
        [(left.text, right.text) for left, right in all_pairs(item)] + [("", o.text) for o in unmatched(item)]
    )


def _order(item: Item) -> list[str]:
    place = {option.id: str(n) for n, option in enumerate(in_right_order(item), 1)}
    return _pairs([(option.text, place[option.id]) for option in in_shown_order(item)])


def _pairs(pairs: list[tuple[str, str]]) -> list[str]:
    if any("->" in left for left, _ in pairs):
        raise CannotHold("GIFT cannot tell '->' in a left side from the pair's own arrow")
    return [f"={_rich(left) + ' ' if left else ''}-> {_escaped(right)}" for left, right in pairs]


_ANSWERS: dict[str, Callable[[Item], list[str]]] = {
    "choice": _choice,
    "multiple": _multiple,
    "true_false": _true_false,
    "text": _text,
    "match": _match,
    "order": _order,
}


def _answer(text: str) -> str:
    """An answer whose first sign could be read as a share ("%50%") says that it is a text.

    In a choice Moodle looks for a share behind `~` alone, others behind `=` as well; `[plain]` stops both.
    """
    return f"[plain]{_escaped(text)}" if text.startswith("%") else _rich(text)


def _option(text: str) -> str:
    """An option with an arrow in it is written as HTML: some readers take the arrow for that of a pair."""
    return f"[html]{_escaped(escape(text, quote=False))}" if "->" in text else _answer(text)


def _rich(text: str) -> str:
    """A text that may begin with the name of a format; one that only looks so is marked as plain."""
    return ("[plain]" if text.startswith("[") else "") + _escaped(text)


def _escaped(text: str) -> str:
    return re.sub(r"[\\~=#{}:]", r"\\\g<0>", text).replace("\n", r"\n")


def _tag(text: str) -> str:
    return re.sub(r"[\[\]]", "", folded(text))
