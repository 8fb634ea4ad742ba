"""A causal link while it is being built: ranges of tokens, before they become spans of the text."""

from dataclasses import dataclass
from typing import TypeAlias

from spacy.tokens import Token

#: A half-open range of token indices.
Tokens: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """One candidate.

    `construction` names the pattern. `anchor` is the verb (or noun) whose mood, negation and governors say
    whether the link is asserted. `act` is true where the effect is something done on purpose (then a future
    is a plan, else a forecast). `denied` is set where the signal itself denies ("nothing to do with"),
    `feared` where it is one of fear ("lest").
    """

    cause: Tokens
    effect: Tokens
    signal: Tokens | None
    construction: str
    anchor: Token
    confidence: float
    act: bool = False
    denied: bool = False
    feared: bool = False
    conditional: bool = False


def overlap(left: Tokens, right: Tokens) -> bool:
    """Whether two ranges share a token."""
    return left[0] < right[1] and right[0] < left[1]
