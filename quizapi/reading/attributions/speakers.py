"""Which nouns can be the source of words at all."""

from __future__ import annotations

from typing import Final

from quizapi.reading.attributions.cues import DOCUMENTS, words
from quizapi.reading.attributions.scene import Scene
from quizapi.reading.entities.lexicon import ORG_HEADS, ROLE_NOUNS

_MUTE: Final = words(
    "this that what which there nothing something anything everything him them me us himself themselves"
)
#: Pronouns of whoever speaks or is spoken to: no source of the article's.
ONESELF: Final = frozenset({"i", "we", "you", "one"})
_SPEAKER_TYPES: Final = frozenset({"PERSON", "ORG", "GPE", "NORP", "CARDINAL", "PERCENT"})
_QUANTITIES: Final = words("percent percentage proportion share rest third quarter bulk number majority pair")
_PRONOUN_LIKE: Final = words("most more some many several all both few others another")
_ENDINGS: Final = ("er", "or", "ist", "ian", "ant", "ent", "man", "woman", "ee", "person")
_ABSTRACT: Final = (
    "tion",
    "sion",
    "ment",
    "ness",
    "ity",
    "ure",
    "ance",
    "ence",
    "ism",
    "ics",
    "age",
    "sis",
    *("event", "law", "rule", "price", "rate", "fact", "idea", "word", "thing", "result", "number", "change"),
    *("talk", "sign"),
)
_SPEAKERS: Final = words(
    """
    person people man woman boy girl child kid adult source one other another group family crowd audience
    team staff side camp campaign many some several few both critic ally guest friend colleague relative
    rival victim police public youth mob jury majority minority opposition press media pundit aide pupil
    clerk saint spouse dad mum mom guy lady folk half dozen hundred thousand fan couple pair panel bench
    board official national republican democrat conservative liberal communist socialist sceptic skeptic
    cleric academic organization organisation institution corporation delegation administration
    congregation community authority city magnate mogul surrogate
    """
)


def is_speaker(scene: Scene, head: int) -> bool:
    """Whether a noun is surely one that speaks or writes: people, bodies and documents, not "the notion"."""
    tokens = scene.tokens
    entity = scene.entity_at(head)
    if entity is not None:
        return entity.type in _SPEAKER_TYPES
    lemma = tokens.lemma[head]
    if tokens.lower[head] == "it":
        return False
    if tokens.lower[head] in _PRONOUN_LIKE:
        return True
    if (
        tokens.pos[head] in ("PRON", "PROPN")
        or lemma in DOCUMENTS
        or lemma in ROLE_NOUNS
        or lemma in ORG_HEADS
    ):
        return True
    if lemma in _QUANTITIES and tokens.lower[head + 1 : head + 2] == ["of"]:
        return True
    if tokens.tag[head] == "NNS" and not lemma.endswith(_ABSTRACT):
        return True  # most plurals that say something are people
    return lemma in _SPEAKERS or lemma.endswith(_ENDINGS)


def can_speak(scene: Scene, head: int) -> bool:
    """Whether a noun can be a source: no object pronoun, no title, no date."""
    tokens = scene.tokens
    if scene.label[head]:
        return False
    if tokens.pos[head] == "PRON":
        return tokens.lower[head] not in _MUTE
    entity = scene.entity_at(head)
    if entity is not None:
        return entity.type not in ("DATE", "TIME") or tokens.lower[head].endswith("old")
    return tokens.pos[head] in ("NOUN", "PROPN", "NUM") or tokens.tag[head] in ("JJ", "JJS", "JJR", "DT")


def is_person(scene: Scene, head: int) -> bool:
    """Whether a noun surely is one person, by name, pronoun or office."""
    tokens = scene.tokens
    entity = scene.entity_at(head)
    if entity is not None:
        return entity.type == "PERSON"
    return tokens.lower[head] in ("he", "she") or tokens.lemma[head] in ROLE_NOUNS
