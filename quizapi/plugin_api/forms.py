"""Forms of questions: offered as an option of a generator, and taken in turn."""

from collections.abc import Iterable, Iterator
from typing import Final

from quizapi.domain import Item
from quizapi.plugin_api.errors import NothingToAsk
from quizapi.plugin_api.protocols import JsonValue, Options

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def options_schema(**properties: JsonValue) -> Options:
    """The JSON Schema of a generator's options: an object that has these properties and no others."""
    return {
        "$schema": _DIALECT,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def forms_option(names: Iterable[str]) -> Options:
    """The property by which a teacher chooses among forms of questions; all of them where none is chosen."""
    offered = tuple(names)
    return {
        "type": "array",
        "title": "Forms of questions",
        "items": {"enum": list(offered)},
        "uniqueItems": True,
        "minItems": 1,
        "default": list(offered),
    }


def in_turn(forms: Iterable[Iterable[Item]], limit: int, *, nothing: str | None = None) -> Iterator[Item]:
    """Take one item of each form, then the second of each, until `limit` or until none has more.

    A form is asked for an item only when its turn comes, so that nobody pays for one that is
    not looked at.

    Args:
        nothing: Why there may be nothing to ask, in plain words.

    Raises:
        NothingToAsk: No form gave an item, and `nothing` says why.
    """
    waiting = [iter(form) for form in forms]
    given = 0
    while waiting and given < limit:
        for form in list(waiting):
            item = next(form, None)
            if item is None:
                waiting.remove(form)
                continue
            given += 1
            yield item
            if given == limit:
                return
    if not given and nothing is not None and limit:
        raise NothingToAsk(nothing)
