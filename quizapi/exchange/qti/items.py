"""One item as a QTI assessment item, in the names of QTI 2.1."""

from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element, SubElement

from quizapi.domain import Item, Option
from quizapi.exchange.markup import add
from quizapi.exchange.parts import (
    all_pairs,
    in_right_order,
    in_shown_order,
    is_true,
    right_ids,
    texts_accepted,
)
from quizapi.exchange.texts import folded, name_of

_FEEDBACK = "FEEDBACK"
_EXPLANATION = "EXPLANATION"


def assessment_item(identifier: str, number: int, item: Item) -> Element:
    """The item with its right answer, its scoring, and its explanation and evidence as feedback."""
    root = Element(
        "assessmentItem",
        identifier=identifier,
        title=name_of(number, item),
        adaptive="false",
        timeDependent="false",
    )
    response = add(root, "responseDeclaration", identifier="RESPONSE")
    _add_outcome(root, "SCORE", "float", "0")
    _add_outcome(root, "MAXSCORE", "float", "1")
    _add_outcome(root, _FEEDBACK, "identifier")
    body = add(root, "itemBody")
    _WRITERS[item.interaction](response, body, item)
    _add_processing(root, mapped=response.find("mapping") is not None)
    _add_feedback(root, item)
    return root


def _add_choice(response: Element, body: Element, item: Item) -> None:
    single = item.interaction == "choice"
    right = right_ids(item)
    keys = {option.id: f"OPTION_{n}" for n, option in enumerate(item.options, 1)}
    _declare(
        response,
        "single" if single else "multiple",
        "identifier",
        [keys[o.id] for o in item.options if o.id in right],
    )
    if not single:
        share = 1 / len(right)
        mapping = add(response, "mapping", lowerBound="0", upperBound="1", defaultValue="0")
        for option in item.options:
            value = share if option.id in right else -share
            add(mapping, "mapEntry", mapKey=keys[option.id], mappedValue=f"{value:.6f}")
    interaction = _add_interaction(body, "choiceInteraction", item.stem)
    interaction.set("shuffle", "true")
    interaction.set("maxChoices", "1" if single else "0")
    _add_choices(interaction, "simpleChoice", [(keys[o.id], o) for o in item.options])


def _add_true_false(response: Element, body: Element, item: Item) -> None:
    _declare(response, "single", "identifier", ["TRUE" if is_true(item) else "FALSE"])
    interaction = _add_interaction(body, "choiceInteraction", item.stem)
    interaction.set("shuffle", "false")
    interaction.set("maxChoices", "1")
    _add_choices(interaction, "simpleChoice", [("TRUE", Option("", "True")), ("FALSE", Option("", "False"))])


def _add_order(response: Element, body: Element, item: Item) -> None:
    keys = {option.id: f"OPTION_{n}" for n, option in enumerate(item.options, 1)}
    _declare(response, "ordered", "identifier", [keys[option.id] for option in in_right_order(item)])
    interaction = _add_interaction(body, "orderInteraction", item.stem)
    interaction.set("shuffle", "true")
    _add_choices(interaction, "simpleChoice", [(keys[o.id], o) for o in in_shown_order(item)])


def _add_match(response: Element, body: Element, item: Item) -> None:
    left = {option.id: f"LEFT_{n}" for n, option in enumerate(item.options, 1)}
    right = {option.id: f"RIGHT_{n}" for n, option in enumerate(item.matches, 1)}
    right_pairs = [f"{left[a.id]} {right[b.id]}" for a, b in all_pairs(item)]
    _declare(response, "multiple", "directedPair", right_pairs)
    mapping = add(response, "mapping", lowerBound="0", upperBound="1", defaultValue="0")
    for pair in right_pairs:
        add(mapping, "mapEntry", mapKey=pair, mappedValue=f"{1 / len(right_pairs):.6f}")
    interaction = _add_interaction(body, "matchInteraction", item.stem)
    interaction.set("shuffle", "true")
    interaction.set("maxAssociations", str(len(left)))
    for names, options, most in ((left, item.options, 1), (right, item.matches, len(left))):
        group = add(interaction, "simpleMatchSet")
        for choice in _add_choices(group, "simpleAssociableChoice", [(names[o.id], o) for o in options]):
            choice.set("matchMax", str(most))


def _add_text(response: Element, body: Element, item: Item) -> None:
    texts = texts_accepted(item)
    _declare(response, "single", "string", texts[:1])
    mapping = add(response, "mapping", lowerBound="0", upperBound="1", defaultValue="0")
    for text in texts:
        add(mapping, "mapEntry", mapKey=text, mappedValue="1", caseSensitive="false")
    _add_lines(body, "p", item.stem)
    line = add(body, "p")
    longest = max(map(len, texts), default=20)
    add(line, "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength=str(max(20, longest)))


_WRITERS: dict[str, Callable[[Element, Element, Item], None]] = {
    "choice": _add_choice,
    "multiple": _add_choice,
    "true_false": _add_true_false,
    "order": _add_order,
    "match": _add_match,
    "text": _add_text,
}


def _declare(response: Element, cardinality: str, base_type: str, values: Sequence[str]) -> None:
    response.set("cardinality", cardinality)
    response.set("baseType", base_type)
    right = add(response, "correctResponse")
    for value in values:
        add(right, "value", value)


def _add_interaction(body: Element, tag: str, stem: str) -> Element:
    interaction = add(body, tag, responseIdentifier="RESPONSE")
    _add_lines(interaction, "prompt", stem)
    return interaction


def _add_choices(parent: Element, tag: str, choices: Sequence[tuple[str, Option]]) -> list[Element]:
    found = []
    for identifier, option in choices:
        found.append(_add_lines(parent, tag, option.text))
        found[-1].set("identifier", identifier)
    return found


def _add_outcome(root: Element, identifier: str, base_type: str, value: str = "") -> None:
    declared = add(
        root, "outcomeDeclaration", identifier=identifier, cardinality="single", baseType=base_type
    )
    if value:
        add(add(declared, "defaultValue"), "value", value)


def _add_processing(root: Element, *, mapped: bool) -> None:
    """Score by the mapping where there is one, else all or nothing; then show the explanation."""
    processing = add(root, "responseProcessing")
    condition = add(processing, "responseCondition")
    if mapped:
        unanswered = add(condition, "responseIf")
        add(add(unanswered, "isNull"), "variable", identifier="RESPONSE")
        _set_score(unanswered, "0")
        answered = add(condition, "responseElse")
        add(add(answered, "setOutcomeValue", identifier="SCORE"), "mapResponse", identifier="RESPONSE")
    else:
        right = add(condition, "responseIf")
        match = add(right, "match")
        add(match, "variable", identifier="RESPONSE")
        add(match, "correct", identifier="RESPONSE")
        _set_score(right, "1")
        _set_score(add(condition, "responseElse"), "0")
    shown = add(processing, "setOutcomeValue", identifier=_FEEDBACK)
    add(shown, "baseValue", _EXPLANATION, baseType="identifier")


def _set_score(parent: Element, value: str) -> None:
    add(add(parent, "setOutcomeValue", identifier="SCORE"), "baseValue", value, baseType="float")


def _add_feedback(root: Element, item: Item) -> None:
    evidence = [folded(piece.text) for piece in item.evidence if piece.text]
    if not item.explanation and not evidence:
        return
    feedback = add(
        root, "modalFeedback", outcomeIdentifier=_FEEDBACK, identifier=_EXPLANATION, showHide="show"
    )
    if item.explanation:
        _add_lines(feedback, "p", item.explanation)
    for text in evidence:
        add(add(feedback, "blockquote"), "p", f"“{text}”")


def _add_lines(parent: Element, tag: str, text: str) -> Element:
    """A text with its line ends as `<br/>`."""
    first, *others = text.split("\n")
    element = add(parent, tag, first)
    for line in others:
        SubElement(element, "br").tail = line
    return element
