"""What an item must look like for its kind of interaction, whoever wrote it."""

from collections.abc import Mapping, Sequence
from typing import Any

from quizapi.domain.item_faults import OPTION_COUNTS, answer_in_stem, no_evidence, telling_lengths
from quizapi.exchange.item_json import answer_from_json, item_from_json
from quizapi.services.errors import Invalid

Json = dict[str, Any]
INTERACTIONS = ("choice", "multiple", "true_false", "order", "match", "text")
_MOST_MATCHES = 10


class ItemInvalid(Invalid):
    """The item does not have the form of its kind."""


def check_shape(item: Mapping[str, Any]) -> None:
    """Refuse an item (in the teacher's shape) that is not of its kind's form.

    Raises:
        ItemInvalid: With the pointer of the part that is at fault.
    """
    interaction = item["interaction"]
    if not item["stem"].strip():
        raise ItemInvalid("The item asks nothing.", pointer="/stem")
    _check_options(interaction, item["options"])
    _check_matches(interaction, item["matches"], least=len(item["options"]))
    _check_key(interaction, item)
    if item["accepted"] and interaction != "text":
        raise ItemInvalid("Only items of the kind text have other accepted answers.", pointer="/accepted")


def shuffled_away(item: Mapping[str, Any]) -> list[Json]:
    """The options in an order that is not the key's: an `order` item must not show its answer."""
    options = list(item["options"])
    if item["interaction"] == "order" and [option["id"] for option in options] == item["key"]:
        return [*options[1:], options[0]]
    return options


def text_flaws(item: Mapping[str, Any]) -> list[Json]:
    """Faults that show in the words alone (`domain.item_faults`). They are told: it is the teacher's item."""
    made = item_from_json({**item, "flaws": []})
    found = (*answer_in_stem(made), *telling_lengths(made), *no_evidence(made))
    return [{"code": flaw.code, "detail": flaw.detail, "fatal": False} for flaw in found]


def _check_options(interaction: str, options: Sequence[Json]) -> None:
    low, high = OPTION_COUNTS.get(interaction, (0, 26))
    if not low <= len(options) <= high:
        if not high:
            raise ItemInvalid("This kind of question has no options.", pointer="/options")
        raise ItemInvalid(
            f"This kind of question has {low} to {high} options, not {len(options)}.", pointer="/options"
        )
    _check_distinct(options, "/options")


def _check_matches(interaction: str, matches: Sequence[Json], *, least: int) -> None:
    if interaction == "match" and not least <= len(matches) <= _MOST_MATCHES:
        raise ItemInvalid(
            f"There are {len(matches)} matches; there must be {least} to {_MOST_MATCHES}.", pointer="/matches"
        )
    if interaction in INTERACTIONS and interaction != "match" and matches:
        raise ItemInvalid("Only items of the kind match have matches.", pointer="/matches")
    _check_distinct(matches, "/matches")


def _check_distinct(options: Sequence[Json], pointer: str) -> None:
    ids: set[str] = set()
    texts: set[str] = set()
    for index, option in enumerate(options):
        text = " ".join(option["text"].casefold().split())
        if not text:
            raise ItemInvalid("The option has no text.", pointer=f"{pointer}/{index}/text")
        if option["id"] in ids:
            raise ItemInvalid("Another option has this id.", pointer=f"{pointer}/{index}/id")
        if text in texts:
            raise ItemInvalid("Another option says the same.", pointer=f"{pointer}/{index}/text")
        ids.add(option["id"])
        texts.add(text)


def _check_key(interaction: str, item: Mapping[str, Any]) -> None:
    try:
        key = answer_from_json(interaction, item["key"])
    except ValueError as error:
        raise ItemInvalid(f"The key has the wrong form: {error}.", pointer="/key") from error
    ids = [option["id"] for option in item["options"]]
    fault = None
    match interaction:
        case "choice" if isinstance(key, tuple):
            fault = None if len(key) == 1 and key[0] in ids else "Name exactly one of the options."
        case "multiple" if isinstance(key, tuple):
            sound = 0 < len(set(key)) == len(key) and set(key) <= set(ids)
            fault = None if sound else "Name one or more of the options, each once."
        case "order" if isinstance(key, tuple):
            fault = None if sorted(map(str, key)) == sorted(ids) else "Name all options, each once."
        case "match" if isinstance(key, tuple):
            fault = _fault_of_pairs(key, ids, {option["id"] for option in item["matches"]})
        case "text":
            fault = None if str(key).strip() else "Write the right answer."
    if fault:
        raise ItemInvalid(fault, pointer="/key")


def _fault_of_pairs(key: tuple[Any, ...], left: Sequence[str], right: set[str]) -> str | None:
    sound = sorted(a for a, _ in key) == sorted(left) and {b for _, b in key} <= right
    return None if sound else "Pair each option, once, with one of the matches."
