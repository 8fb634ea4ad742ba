"""The order in which one attempt shows items and options: by its seed, the same on every device."""

import random
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
Json = dict[str, Any]


def shuffled(things: Sequence[T], *, seed: int, salt: str) -> list[T]:
    """The things in an order of chance that seed and salt decide."""
    result = list(things)
    random.Random(f"{seed}:{salt}").shuffle(result)
    return result


def shown_options(content: Mapping[str, Any], *, item_id: str, seed: int, shuffle: bool) -> list[Json]:
    """The options as this attempt shows them; those of an `order` never stand in the key's order."""
    options: list[Json] = list(content["options"])
    if content["interaction"] != "order":
        return shuffled(options, seed=seed, salt=item_id) if shuffle else options
    options = shuffled(options, seed=seed, salt=item_id)
    if len(options) > 1 and [option["id"] for option in options] == content["key"]:
        options = [*options[1:], options[0]]
    return options


def shown_matches(content: Mapping[str, Any], *, item_id: str, seed: int) -> list[Json]:
    """The right side of a `match`, always shuffled: as it was written, it often mirrors the key."""
    return shuffled(content.get("matches") or [], seed=seed, salt=f"{item_id}:matches")
