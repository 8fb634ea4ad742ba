"""Items as Moodle XML."""

import html
from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element

from quizapi.domain import Item
from quizapi.exchange.errors import CannotHold
from quizapi.exchange.formats import About, Entry, Export, each
from quizapi.exchange.markup import add, document
from quizapi.exchange.moodle.shares import share_of_each
from quizapi.exchange.parts import all_pairs, in_right_order, is_true, right_ids, texts_accepted, unmatched
from quizapi.exchange.texts import feedback_of, folded, name_of

#: Our kinds by Moodle's names; `ordering` is part of Moodle since 4.4.
TYPES = {
    "choice": "multichoice",
    "multiple": "multichoice",
    "true_false": "truefalse",
    "text": "shortanswer",
    "match": "matching",
    "order": "ordering",
}


def write_moodle_xml(entries: Sequence[Entry], about: About) -> Export:
    """Items as a question bank category with the quiz's title."""
    questions, left_out = each(entries, _question)
    root = Element("quiz")
    category = add(root, "question", type="category")
    path = "$course$/top/" + folded(about.title).replace("/", "//")
    add(add(category, "category"), "text", path)
    root.extend(questions)
    return Export(document(root), left_out)


def _question(number: int, entry: Entry) -> Element:
    item = entry.item
    question = Element("question", type=TYPES[item.interaction])
    add(add(question, "name"), "text", name_of(number, item))
    _add_html(question, "questiontext", item.stem)
    _add_html(question, "generalfeedback", feedback_of(item))
    add(question, "defaultgrade", "1")
    add(question, "penalty", "1" if item.interaction == "true_false" else "0.3333333")
    add(question, "hidden", "0")
    add(question, "idnumber", entry.id)
    _WRITERS[item.interaction](question, item)
    if item.tags:
        tags = add(question, "tags")
        for tag in item.tags:
            add(add(tags, "tag"), "text", tag)
    return question


def _add_choice(question: Element, item: Item) -> None:
    right = right_ids(item)
    add(question, "single", "true" if item.interaction == "choice" else "false")
    add(question, "shuffleanswers", "true")
    add(question, "answernumbering", "abc")
    wrong = "0" if item.interaction == "choice" else "-" + share_of_each(len(right))
    for option in item.options:
        answer = _add_html(question, "answer", option.text)
        answer.set("fraction", share_of_each(len(right)) if option.id in right else wrong)


def _add_true_false(question: Element, item: Item) -> None:
    for value in (True, False):
        answer = add(question, "answer", format="moodle_auto_format")
        answer.set("fraction", "100" if value == is_true(item) else "0")
        add(answer, "text", "true" if value else "false")


def _add_text(question: Element, item: Item) -> None:
    add(question, "usecase", "0")
    for text in texts_accepted(item):
        answer = add(question, "answer", fraction="100", format="moodle_auto_format")
        add(answer, "text", text.replace("*", r"\*"))


def _add_match(question: Element, item: Item) -> None:
    if len(item.options) < 2:
        raise CannotHold("Moodle needs two pairs or more")
    add(question, "shuffleanswers", "true")
    sides = [(left.text, right.text) for left, right in all_pairs(item)]
    for left, right in sides + [("", option.text) for option in unmatched(item)]:
        subquestion = _add_html(question, "subquestion", left)
        add(add(subquestion, "answer"), "text", right)


def _add_order(question: Element, item: Item) -> None:
    for name, value in (
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("selectcount", "0"),
        ("gradingtype", "ABSOLUTE_POSITION"),
        ("showgrading", "SHOW"),
        ("numberingstyle", "none"),
    ):
        add(question, name, value)
    for place, option in enumerate(in_right_order(item), 1):
        _add_html(question, "answer", option.text).set("fraction", f"{place}.0000000")


_WRITERS: dict[str, Callable[[Element, Item], None]] = {
    "choice": _add_choice,
    "multiple": _add_choice,
    "true_false": _add_true_false,
    "text": _add_text,
    "match": _add_match,
    "order": _add_order,
}


def _add_html(parent: Element, tag: str, text: str) -> Element:
    """A text that Moodle shows as HTML: our text with its markup made harmless."""
    child = add(parent, tag, format="html")
    add(child, "text", html.escape(text, quote=False).replace("\n", "<br>\n"))
    return child
