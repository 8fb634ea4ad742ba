"""Words of one sense as one word, so that "Exports fell" and "Exports declined" are found to be the same."""

from collections.abc import Mapping
from functools import cache

from quizapi.generation.checks.words import stem
from quizapi.generation.tools.inflection import inflected
from quizapi.generation.tools.rewording_synonyms import ALIKE

_TAGS = ("VB", "VBD", "VBN", "VBG", "VBZ", "NNS")


def sense_of(stemmed: str) -> str:
    """What stands for the sense of a stemmed word; the stem itself where no other word of it is known."""
    return _senses().get(stemmed, stemmed)


@cache
def _senses() -> Mapping[str, str]:
    """Stem of each form of each word -> the first lemma of its sense; pairs that share a word are one."""
    group: dict[str, str] = {}
    for one, other in ALIKE:
        joined = min(group.get(one, one), group.get(other, other))
        gone = {group.get(one, one), group.get(other, other)}
        group |= {one: joined, other: joined}
        group = {lemma: joined if sense in gone else sense for lemma, sense in group.items()}
    return {stem(inflected(lemma, tag)): sense for lemma, sense in group.items() for tag in _TAGS}
