"""What is asked of the engine, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from quizapi.domain import Item


@dataclass(frozen=True, slots=True)
class GeneratorRequest:
    """One generator of a quiz: `count` items in all, over all articles of the quiz."""

    name: str
    count: int = 5
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a generator gave less than was asked. `type` is a stable code ("nothing-to-ask", "failed" ...)."""

    generator: str
    type: str
    detail: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """The sound candidates of one generator for one article, best first, each with its flaws.

    `dropped` counts the candidates refused, by the code of the fatal flaw.
    """

    generator: str
    article_index: int
    candidates: tuple[Item, ...]
    problems: tuple[Problem, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Selection:
    """`items` become the quiz; `spares` wait as replacements, best first, for each generator."""

    items: tuple[Item, ...]
    spares: tuple[Item, ...]
    problems: tuple[Problem, ...] = ()
