"""One assessment item, in the names of QTI 2.1, to one of ours."""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from quizapi.domain import Item
from quizapi.exchange import building
from quizapi.exchange.building import Details
from quizapi.exchange.errors import NotTaken
from quizapi.exchange.texts import clean

_PICTURES = frozenset(["img", "object", "audio", "video", "picture", "math", "svg", "include", "table"])
_HIDDEN = frozenset(
    ["rubricBlock", "feedbackBlock", "feedbackInline", "templateBlock", "stylesheet", "script"]
)
_BLOCKS = frozenset(["p", "div", "li", "ul", "ol", "prompt", "blockquote", "pre", "h1", "h2", "h3", "h4"])
#: Where a line ends, and where the answer is written: signs that no document has.
_BREAK, _GAP = "\x00", "\x01"
Readers = Callable[[Element, Element, str, Details], Item]


def item_of(root: Element) -> Item:
    """Read an item of one interaction.

    Raises:
        NotTaken
    """
    body = root.find("itemBody")
    if body is None:
        raise NotTaken("it has no body")
    shown = [element for element in body.iter() if element.tag in _PICTURES]
    if shown:
        raise NotTaken(f"it shows a <{shown[0].tag}>, which items here cannot")
    interactions = [element for element in body.iter() if str(element.tag).endswith("Interaction")]
    if len(interactions) != 1:
        raise NotTaken(f"it has {len(interactions)} interactions; an item here has one")
    interaction = interactions[0]
    if interaction.tag not in _READERS:
        raise NotTaken(f"there is no kind of item here for a {interaction.tag}")
    name = interaction.get("responseIdentifier", "")
    declared = [r for r in root.iterfind("responseDeclaration") if r.get("identifier") == name]
    if not declared:
        raise NotTaken("it does not declare its response")
    details = Details(_explanation(root))
    return _READERS[str(interaction.tag)](interaction, declared[0], _stem(body, interaction), details)


def _choice(interaction: Element, response: Element, stem: str, details: Details) -> Item:
    right = _right(response)
    several = response.get("cardinality") == "multiple"
    choices = [(c.get("identifier", ""), _text(c)) for c in interaction.iter("simpleChoice")]
    if not several and sorted(text.lower() for _, text in choices) == ["false", "true"]:
        key = [text.lower() == "true" for identifier, text in choices if identifier in right]
        if len(key) != 1:
            raise NotTaken("it does not say whether true or false is right")
        return building.true_false(stem, key[0], details=details)
    options = [(text, identifier in right) for identifier, text in choices]
    return building.choice(stem, options, several=several, details=details)


def _order(interaction: Element, response: Element, stem: str, details: Details) -> Item:
    choices = {c.get("identifier", ""): _text(c) for c in interaction.iter("simpleChoice")}
    right = _right(response)
    if sorted(right) != sorted(choices):
        raise NotTaken("its right order does not name every part once")
    shown = [right.index(identifier) for identifier in choices]
    return building.order(stem, [choices[identifier] for identifier in right], shown, details=details)


def _match(interaction: Element, response: Element, stem: str, details: Details) -> Item:
    sides = [
        {c.get("identifier", ""): _text(c) for c in group.iter("simpleAssociableChoice")}
        for group in interaction.iter("simpleMatchSet")
    ]
    if len(sides) != 2:
        raise NotTaken("it does not have two sides")
    left, right = sides
    pairs = [tuple(value.split()) for value in _right(response)]
    if not all(len(pair) == 2 and pair[0] in left and pair[1] in right for pair in pairs):
        raise NotTaken("its right pairs name parts that it does not have")
    partner = {pair[0]: pair[1] for pair in pairs}
    if sorted(partner) != sorted(left) or len(partner) != len(pairs):
        raise NotTaken("its pairs do not give every left side one right side")
    found = [(text, right[partner[identifier]]) for identifier, text in left.items()]
    spare = [text for identifier, text in right.items() if identifier not in partner.values()]
    return building.match(stem, found, spare, details=details)


def _written(interaction: Element, response: Element, stem: str, details: Details) -> Item:
    if response.get("baseType") not in ("string", "integer", "float"):
        raise NotTaken(f"its answer is of the kind {response.get('baseType')!r}, not a text")
    return building.text(stem, [*_right(response), *_mapped(response)], details=details)


_READERS: dict[str, Readers] = {
    "choiceInteraction": _choice,
    "orderInteraction": _order,
    "matchInteraction": _match,
    "textEntryInteraction": _written,
}


def _right(response: Element) -> list[str]:
    """What is declared as right; where nothing is, what the mapping gives something for."""
    values = [clean(value.text or "") for value in response.iterfind("correctResponse/value")]
    return values or _mapped(response)


def _mapped(response: Element) -> list[str]:
    return [
        entry.get("mapKey", "")
        for entry in response.iter("mapEntry")
        if _number(entry.get("mappedValue", "")) > 0
    ]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _explanation(root: Element) -> str:
    return "\n\n".join(text for text in map(_text, root.iterfind("modalFeedback")) if text)


def _stem(body: Element, interaction: Element) -> str:
    """All that is read before an answer is given; a gap inside a sentence is shown."""
    around = _marked(body, gap=interaction)
    if interaction.tag == "textEntryInteraction":
        before, _, after = around.partition(_GAP)
        return _tidy(f"{before}_____{after}" if after.replace(_BREAK, " ").strip() else before)
    prompt = interaction.find("prompt")
    asked = "" if prompt is None else _BREAK + _marked(prompt)
    return _tidy(around.replace(_GAP, _BREAK) + asked)


def _text(element: Element) -> str:
    """The text inside; blocks and `<br/>` become line ends."""
    return _tidy(_marked(element))


def _tidy(marked: str) -> str:
    text = re.sub(r"[ \t\r]+", " ", marked)
    return clean(re.sub(rf" ?{_BREAK}[ {_BREAK}]*", "\n", text))


def _marked(element: Element, gap: Element | None = None) -> str:
    pieces: list[str] = []
    _collect(element, gap, pieces)
    return "".join(pieces)


def _collect(element: Element, gap: Element | None, pieces: list[str]) -> None:
    if element is gap:
        pieces.append(_GAP)
        return
    if element.tag in _HIDDEN:
        return
    if element.tag == "br" or element.tag in _BLOCKS:
        pieces.append(_BREAK)
    pieces.append((element.text or "").replace("\n", " "))
    for child in element:
        _collect(child, gap, pieces)
        pieces.append((child.tail or "").replace("\n", " "))
    if element.tag in _BLOCKS:
        pieces.append(_BREAK)
