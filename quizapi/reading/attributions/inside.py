"""What an inquiry or a headline tells without a verb: "In a new poll, Orr leads", "Orr: Wall will fall"."""

from __future__ import annotations

from typing import Final

from quizapi.reading.attributions.clauses import cut_tail, has_main_clause, sentence_limit, sentence_start
from quizapi.reading.attributions.frames import Frame, free_range
from quizapi.reading.attributions.np import noun_phrase
from quizapi.reading.attributions.reported import Reported, piece
from quizapi.reading.attributions.scene import Scene

#: Inquiries whose results are told as what stands "in" them.
INQUIRIES: Final = frozenset({"poll", "survey", "census"})
_ASIDES: Final = frozenset({"VBN", "VBG", "WDT", "WP", "CC"})
_MAX_NAME: Final = 6
_LEAST_WORDS: Final = 3


def told_in(scene: Scene, noun: int) -> list[Reported]:
    """ "In a Harbour Times poll, Orr led Dorn"."""
    tokens = scene.tokens
    prep = tokens.head[noun]
    if tokens.dep[noun] != "pobj" or tokens.lower[prep] != "in" or not scene.free(prep):
        return []
    if tokens.tag[noun] in ("NNS", "NNPS"):
        return []
    low, high = free_range(scene, noun)
    frame = Frame(prep, (prep, prep), noun, noun_phrase(tokens, noun, low=low, high=high), "told-in")
    start, limit = sentence_start(scene, prep), sentence_limit(scene, prep)
    behind = frame.source[1] + 1
    if prep != start or any(scene.owner[i] >= 0 for i in range(start, limit)):
        return []
    parted = tokens.words[behind : behind + 1] == [","] and behind + 1 < limit
    if not parted or tokens.tag[behind + 1] in _ASIDES or not has_main_clause(scene, behind + 1, limit):
        return []
    return piece(scene, frame, behind + 1, cut_tail(scene, behind + 1, limit - 1))


def headlined(scene: Scene) -> list[Reported]:
    """ "Orr: The wall will stand", where that is all that the first paragraph says."""
    tokens = scene.tokens
    if not scene.paragraph_tokens:
        return []
    first, end = scene.paragraph_tokens[0]
    colon = next(
        (i for i in range(first + 1, min(first + _MAX_NAME + 1, end)) if tokens.words[i] == ":"), None
    )
    if colon is None or any(scene.owner[i] >= 0 for i in range(first, end)):
        return []
    entity = scene.entity_at(colon - 1)
    if (
        entity is None
        or entity.type not in ("PERSON", "ORG")
        or scene.mention[first] != scene.mention[colon - 1]
    ):
        return []
    last = end - 1
    while last > colon and not tokens.words[last].strip():
        last -= 1
    frame = Frame(colon, (colon, colon), colon - 1, (first, colon - 1), "headline")
    return piece(scene, frame, colon + 1, last, least=_LEAST_WORDS)
