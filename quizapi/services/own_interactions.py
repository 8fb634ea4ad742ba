"""Plugins' own interactions: what the plugin that scores one says of it, checked and frozen.

Server processes run nothing of the plugin here: schemas and lists are data.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import jsonschema

from quizapi.plugin_api import Scorer
from quizapi.services.errors import Conflict
from quizapi.services.item_shapes import ItemInvalid

Json = dict[str, Any]
Scorers = Mapping[str, Scorer]
#: Where a frozen item keeps what its interaction allows.
RULES = "interaction_rules"


class InteractionMissing(Conflict):
    """The plugin of an item's interaction is not installed."""


def is_own(interaction: str) -> bool:
    """Whether the interaction is a plugin's own."""
    return ":" in interaction


def check_own(scorers: Scorers, item: Mapping[str, Any]) -> None:
    """Refuse an item (in the teacher's shape) of a plugin's own interaction that nobody could score.

    Items of the shipped interactions are let through.

    Raises:
        ItemInvalid: No installed plugin has the interaction, or the key does not fit its schema.
    """
    interaction = item["interaction"]
    if not is_own(interaction):
        return
    if interaction not in scorers:
        raise ItemInvalid(f"No installed plugin has the interaction {interaction!r}.", pointer="/interaction")
    fault = misfit(scorers[interaction].key_schema, item["key"])
    if fault:
        raise ItemInvalid(f"The key does not fit {interaction}: {fault}", pointer="/key")


def rules_of(scorers: Scorers, interactions: Iterable[str]) -> dict[str, Json]:
    """What is frozen beside each item of a plugin's own interaction.

    Raises:
        InteractionMissing: Nobody could score it.
    """
    own = sorted({interaction for interaction in interactions if is_own(interaction)})
    missing = [interaction for interaction in own if interaction not in scorers]
    if missing:
        raise InteractionMissing(
            f"Reject the items of the kind {missing[0]}, or ask the operator to install its plugin."
        )
    return {
        interaction: {
            "title": scorers[interaction].title,
            "hint": scorers[interaction].hint,
            "answer_schema": scorers[interaction].answer_schema,
            "shown": list(scorers[interaction].shown),
            "keeps_order": scorers[interaction].keeps_order,
        }
        for interaction in own
    }


def misfit(schema: Mapping[str, Any], value: Any) -> str:
    """Why a value (as JSON) does not fit a schema, in words; empty where it does."""
    validator = jsonschema.Draft202012Validator(schema)
    fault = jsonschema.exceptions.best_match(validator.iter_errors(value))
    if fault is None:
        return ""
    place = "/".join(map(str, fault.absolute_path))
    return f"{place}: {fault.message[:200]}" if place else fault.message[:200]
