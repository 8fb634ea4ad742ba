"""Every name of `quizapi.plugin_api` that will go away: since when, when, and what takes its place.

To deprecate a name, take it out of `quizapi.plugin_api`, and add it here with the object that it stood for.
It works on with a warning until the release that removes it; a test fails when that release is reached.
"""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


class QuizApiDeprecationWarning(DeprecationWarning):
    """A plugin uses a name that a later release removes."""


@dataclass(frozen=True, slots=True)
class Deprecated:
    """One name: `since` and `removed_in` are releases of quizapi, `instead` says what to use."""

    since: str
    removed_in: str
    instead: str
    thing: object


#: Nothing is deprecated in this release.
NAMES: Final[Mapping[str, Deprecated]] = {}


def look_up(name: str, names: Mapping[str, Deprecated] = NAMES) -> object:
    """The object of a deprecated name, with a warning at the line that asked `quizapi.plugin_api` for it.

    Raises:
        AttributeError: The name is not deprecated; it never was, or is gone.
    """
    found = names.get(name)
    if found is None:
        raise AttributeError(f"module 'quizapi.plugin_api' has no attribute {name!r}")
    warnings.warn(
        f"quizapi.plugin_api.{name} is deprecated since {found.since} and removed in {found.removed_in}: "
        f"{found.instead}",
        QuizApiDeprecationWarning,
        stacklevel=3,
    )
    return found.thing
