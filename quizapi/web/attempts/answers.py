"""Answers as they stand in a form: read into the API's shapes, and written for people."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from quizapi.web.languages.speaking import gettext

Json = Mapping[str, Any]


def field_of(item_id: str, part: str = "") -> str:
    """The name of an item's field, or of the field of one of its options."""
    return f"answer-{item_id}-{part}" if part else f"answer-{item_id}"


def sent_answer(item: Json, form: "MultiDict[str, str]", kind: str = "") -> Any:
    """The answer in the API's shape; None where the item is left blank or its order is not whole.

    `kind` is the form in which the page asked (`attempts/forms.py`); without it, that of the item's own name.
    An unanswered `multiple` cannot be told from "none of these" and is None.
    """
    name, interaction = field_of(item["id"]), kind or item["interaction"]
    if interaction == "true_false":
        return {"true": True, "false": False}.get(form.get(name, ""))
    if interaction == "text":
        return form.get(name, "").strip() or None
    if interaction in ("choice", "multiple"):
        return form.getlist(name) or None
    if interaction == "order":
        return _order(item, form)
    if interaction == "match":
        pairs = [
            [option["id"], form.get(field_of(item["id"], option["id"]), "")] for option in item["options"]
        ]
        return [pair for pair in pairs if pair[1]] or None
    return None


def is_blank(answer: Any) -> bool:
    """Whether a stored answer says nothing."""
    return answer is None or answer in ("", [])


def places_of(item: Json, answer: Any) -> dict[str, int]:
    """The place that each option has in an answer to an `order` item."""
    return {option_id: place for place, option_id in enumerate(answer or (), 1)}


def partners_of(answer: Any) -> dict[str, str]:
    """What each option is matched with in an answer to a `match` item."""
    return dict(answer or ())


def answer_lines(item: Json, answer: Any) -> list[str]:
    """An answer (or key) in words, one line a part; empty where it is blank."""
    if is_blank(answer) and answer is not False:
        return []
    interaction = item["interaction"]
    texts = {option["id"]: option["text"] for option in item.get("options") or ()}
    if isinstance(answer, bool):
        return [gettext("True") if answer else gettext("False")]
    if isinstance(answer, str):
        return [answer]
    if all(isinstance(part, list) for part in answer):
        right = {match["id"]: match["text"] for match in item.get("matches") or ()}
        return [f"{texts.get(one, one)} → {right.get(other, other)}" for one, other in answer]
    if interaction == "order":
        return [f"{place}. {texts.get(part, part)}" for place, part in enumerate(answer, 1)]
    return [texts.get(part, str(part)) for part in answer]


def _order(item: Json, form: "MultiDict[str, str]") -> list[str] | None:
    places = {option["id"]: form.get(field_of(item["id"], option["id"]), "") for option in item["options"]}
    wanted = [str(place) for place in range(1, len(places) + 1)]
    if sorted(places.values(), key=lambda place: (len(place), place)) != wanted:
        return None
    return sorted(places, key=lambda option_id: int(places[option_id]))
