"""Items from Moodle XML."""

import re
from collections.abc import Callable
from functools import partial
from xml.etree.ElementTree import Element

from quizapi.domain import Item
from quizapi.exchange import building
from quizapi.exchange.building import Details
from quizapi.exchange.collecting import Collector
from quizapi.exchange.errors import FileRefused, NotTaken
from quizapi.exchange.formats import Imported
from quizapi.exchange.html_text import html_to_text, strip_markup, text_or_html
from quizapi.exchange.markup import child_text, line_of, local_name, parse_xml
from quizapi.exchange.texts import clean, folded


def read_moodle_xml(data: bytes) -> Imported:
    """The items of a Moodle XML file.

    Raises:
        FileRefused: It is no XML, or not Moodle's.
    """
    root = parse_xml(data)
    if local_name(root) != "quiz":
        raise FileRefused(f"this is no Moodle XML: its root is <{local_name(root)[:40]}>, not <quiz>")
    found = Collector()
    for element in root:
        if element.get("type") == "category":
            path = clean(child_text(element, "category/text"))
            title = folded(re.split(r"(?<!/)/(?!/)", path)[-1].replace("//", "/"))
            found.title = "" if title == "top" else title
            continue
        found.take(line_of(element), _what(element), partial(_item, element))
    return found.result()


def _item(question: Element) -> Item:
    kind = question.get("type", "")
    if local_name(question) != "question" or kind not in _READERS:
        raise NotTaken(f"there is no kind of item here for Moodle's {kind or local_name(question)!r}")
    if question.find(".//file") is not None:
        raise NotTaken("it has a file (a picture or a sound), which items here cannot show")
    stem = _text(question, "questiontext")
    tags = tuple(clean(tag.text or "") for tag in question.iterfind("tags/tag/text"))
    return _READERS[kind](question, stem, Details(_text(question, "generalfeedback"), tags))


def _choice(question: Element, stem: str, details: Details) -> Item:
    single = child_text(question, "single").strip() in ("true", "1")
    options = []
    for answer in question.iterfind("answer"):
        fraction = _fraction(answer)
        if single and 0 < fraction < 100:
            raise NotTaken("it gives a part of the score for an option, which a choice here cannot")
        options.append((_text(answer), fraction > 0))
    return building.choice(stem, options, several=not single, details=details)


def _true_false(question: Element, stem: str, details: Details) -> Item:
    right = [
        child_text(answer, "text").strip().lower()
        for answer in question.iterfind("answer")
        if _fraction(answer) > 0
    ]
    if right not in (["true"], ["false"]):
        raise NotTaken("it does not say whether true or false is right")
    return building.true_false(stem, right == ["true"], details=details)


def _written(question: Element, stem: str, details: Details) -> Item:
    texts = []
    for answer in question.iterfind("answer"):
        text = child_text(answer, "text")
        if _fraction(answer) < 100:
            continue  # nothing, or a part of the score, for something that is not quite right
        if re.search(r"(?<!\\)\*", text):
            raise NotTaken("its answer has a wildcard (*), which written answers here do not have")
        texts.append(text.replace(r"\*", "*"))
    return building.text(stem, texts, details=details)


def _number(question: Element, stem: str, details: Details) -> Item:
    for answer in question.iterfind("answer"):
        if child_text(answer, "tolerance").strip() not in ("", "0", "0.0"):
            raise NotTaken("it asks for a number within a tolerance, which written answers here do not have")
    return _written(question, stem, details)


def _match(question: Element, stem: str, details: Details) -> Item:
    found = [
        (_text(part), clean(child_text(part, "answer/text"))) for part in question.iterfind("subquestion")
    ]
    spare = [right for left, right in found if not left]
    return building.match(stem, [pair for pair in found if pair[0]], spare, details=details)


def _order(question: Element, stem: str, details: Details) -> Item:
    answers = sorted(question.iterfind("answer"), key=_fraction)
    return building.order(stem, [_text(answer) for answer in answers], details=details)


_READERS: dict[str, Callable[[Element, str, Details], Item]] = {
    "multichoice": _choice,
    "truefalse": _true_false,
    "shortanswer": _written,
    "numerical": _number,
    "matching": _match,
    "ordering": _order,
}


def _fraction(answer: Element) -> float:
    try:
        return float(answer.get("fraction", "0"))
    except ValueError:
        raise NotTaken("the share of one of its answers is no number") from None


def _text(parent: Element, path: str = ".") -> str:
    """The element's text in the format that it names."""
    element = parent.find(path)
    if element is None:
        return ""
    text = child_text(element, "text")
    if element.get("format") == "plain_text":
        return clean(text)
    return html_to_text(text) if element.get("format") == "html" else text_or_html(text)


def _what(element: Element) -> str:
    name = child_text(element, "name/text") or child_text(element, "questiontext/text")
    return folded(strip_markup(name[:1_000]) or local_name(element))
