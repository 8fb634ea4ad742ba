"""Ids of options that tell a student nothing: as they were written, they often stand in the key's order.

Whoever writes a `match` pairs a with 1 and b with 2, whoever writes an `order` names its steps in their
order, and files of other programs put the right option first. Shuffling what is shown does not help where the
ids say the same.
"""

import random
from collections.abc import Mapping, Sequence
from string import ascii_lowercase
from typing import Any

Json = dict[str, Any]


def with_plain_ids(content: Mapping[str, Any]) -> Json:
    """The item (of its kind's form, see `check_shape`) with ids of chance, in its key too.

    The same item gets the same ids, so that an item written twice is known to be one, and one that has such
    ids keeps them. Chance depends on the texts, which students see; so ids are given out in the order of the
    texts and never in that of writing, which whoever reads this could reckon out again. The right side of a
    `match` and the options of an `order` also change their order; the options of other kinds keep theirs,
    which is the teacher's own.
    """
    content = dict(content)
    texts = sorted(option["text"] for option in [*content["options"], *content["matches"]])
    rng = random.Random("\0".join((content["stem"], *texts)))
    match content["interaction"]:
        case "choice" | "multiple":
            by_text = sorted(option["text"] for option in content["options"])
            letters = dict(zip(by_text, rng.sample(_letters(content), k=len(by_text)), strict=True))
            content["options"], ids = _renamed(
                content["options"], [letters[option["text"]] for option in content["options"]]
            )
            content["key"] = [ids[part] for part in content["key"]]
        case "order":
            options = _in_other_order(content["options"], content["key"], rng)
            content["options"], ids = _renamed(options, _letters(content))
            content["key"] = [ids[part] for part in content["key"]]
        case "match":
            content["options"], left = _renamed(content["options"], _letters(content))
            matches = sorted(content["matches"], key=lambda option: str(option["text"]))
            rng.shuffle(matches)
            content["matches"], right = _renamed(matches, [str(n) for n in range(1, len(matches) + 1)])
            content["key"] = [[left[a], right[b]] for a, b in content["key"]]
    return content


def _letters(content: Mapping[str, Any]) -> list[str]:
    return list(ascii_lowercase[: len(content["options"])])


def _renamed(options: Sequence[Json], ids: Sequence[str]) -> tuple[list[Json], dict[str, str]]:
    renamed = [{**option, "id": id} for option, id in zip(options, ids, strict=True)]
    return renamed, {option["id"]: id for option, id in zip(options, ids, strict=True)}


def _in_other_order(options: Sequence[Json], key: Sequence[str], rng: random.Random) -> list[Json]:
    """Of chance, and never the key's."""
    shuffled = sorted(options, key=lambda option: str(option["text"]))
    rng.shuffle(shuffled)
    if [option["id"] for option in shuffled] == list(key):
        shuffled = [*shuffled[1:], shuffled[0]]
    return shuffled
