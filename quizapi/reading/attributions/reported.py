"""A reporting clause with what it reports, where that is not a whole quotation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from quizapi.reading.attributions.frames import Frame
from quizapi.reading.attributions.scene import Scene
from quizapi.reading.entities.tokens import Tokens

_MIN_WORDS: Final = 3
_EDGE: Final = frozenset({",", "—", "–", "-", "--"}) | {";", ":", ".", "that", "and", "but", "(", ")"}


@dataclass(slots=True)
class Reported:
    """A frame and the tokens of what is reported: `first` to `last`, both included."""

    frame: Frame
    first: int
    last: int


def piece(scene: Scene, frame: Frame, first: int, last: int, *, least: int = _MIN_WORDS) -> list[Reported]:
    """The piece without connectives and punctuation at its edges; nothing where too little is left."""
    tokens = scene.tokens
    while first <= last and (_is_edge(tokens, first) or not tokens.words[first].strip()):
        first += 1
    while (
        first <= last and scene.free(last) and (tokens.words[last] in _EDGE or not tokens.words[last].strip())
    ):
        last -= 1
    count = sum(1 for i in range(first, last + 1) if tokens.words[i][:1].isalnum())
    if count < least or scene.paragraph[first] != scene.paragraph[last]:
        return []
    return [Reported(frame, first, last)]


def _is_edge(tokens: Tokens, i: int) -> bool:
    """A connective or a mark; "that" only where it does not point to something ("that is unlikely")."""
    return tokens.lower[i] in _EDGE and not (tokens.lower[i] == "that" and tokens.tag[i] == "DT")
