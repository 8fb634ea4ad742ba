"""Transcripts: paragraphs that begin with the name of who speaks and a colon, without quotation marks."""

from __future__ import annotations

from collections import Counter
from typing import Final

from quizapi.reading.attributions.frames import Frame
from quizapi.reading.attributions.reported import Reported
from quizapi.reading.attributions.scene import Scene

_MAX_LABEL: Final = 5
#: A colon behind a word or two is nothing yet; a text in which two voices take turns is a transcript.
_MIN_TURNS: Final = 4
_MIN_WORDS: Final = 3


def find_turns(scene: Scene) -> list[Reported]:
    """What each voice says, one piece a paragraph; nothing where no two voices take turns."""
    turns = [turn for first, end in scene.paragraph_tokens if (turn := _turn(scene, first, end)) is not None]
    if len(turns) < _MIN_TURNS:
        return []
    voices = Counter(_voice(scene, turn) for turn in turns)
    again = {voice for voice, count in voices.items() if count > 1}
    if len(again) < 2:
        return []
    return [turn for turn in turns if _voice(scene, turn) in again and _is_wordy(scene, turn)]


def _turn(scene: Scene, first: int, end: int) -> Reported | None:
    tokens = scene.tokens
    colon = next(
        (i for i in range(first + 1, min(first + _MAX_LABEL + 1, end)) if tokens.words[i] == ":"), None
    )
    if colon is None or colon + 1 >= end or any(scene.owner[i] >= 0 for i in range(first, colon)):
        return None
    if not all(tokens.words[i][:1].isupper() or tokens.words[i] in (".", "-") for i in range(first, colon)):
        return None
    last = end - 1
    while last > colon and not tokens.words[last].strip():
        last -= 1
    frame = Frame(colon, (colon, colon), colon - 1, (first, colon - 1), "turn")
    return Reported(frame, colon + 1, last)


def _voice(scene: Scene, turn: Reported) -> str:
    first, last = turn.frame.source
    return " ".join(scene.tokens.words[first : last + 1])


def _is_wordy(scene: Scene, turn: Reported) -> bool:
    words = scene.tokens.words[turn.first : turn.last + 1]
    return sum(word[:1].isalnum() for word in words) >= _MIN_WORDS
