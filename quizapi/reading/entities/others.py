"""Joins the mentions of entities that are no people: by their words, their initials and their short forms."""

from __future__ import annotations

from dataclasses import dataclass, field

from quizapi.reading.entities.lexicon import COMPANY_SUFFIXES, PLACE_ALIASES
from quizapi.reading.entities.mentions import NAMED, Mention
from quizapi.reading.entities.tokens import Tokens

_JOINED_TYPES = frozenset({"GPE", "LOC"})
_SMALL_WORDS = frozenset({"of", "the", "for", "and", "on", "in", "to", "&"})


@dataclass(slots=True)
class Thing:
    """One entity that is not a person."""

    type: str
    name: str
    words: tuple[str, ...]
    mentions: list[Mention] = field(default_factory=list)


def join_others(tokens: Tokens, mentions: list[Mention]) -> list[Thing]:
    """Group mentions of every type but PERSON."""
    things: dict[tuple[str, tuple[str, ...]], Thing] = {}
    for mention in mentions:
        if mention.type == "PERSON":
            continue
        name = " ".join(tokens.text[tokens.start[mention.first] : tokens.end[mention.last]].split())
        words = _words(name, mention.type)
        group = "place" if mention.type in _JOINED_TYPES else mention.type
        thing = things.setdefault((group, words), Thing(mention.type, name, words))
        thing.mentions.append(mention)
        if len(name) > len(thing.name) and mention.type in NAMED:
            thing.name = name
    return _join_organisations(list(things.values()))


def _words(name: str, type_: str) -> tuple[str, ...]:
    lower = name.lower().removesuffix("'s").removesuffix("’s")
    if type_ in ("GPE", "LOC", "ORG"):
        lower = PLACE_ALIASES.get(lower, lower)
    words = lower.split()
    while len(words) > 1 and type_ == "ORG" and words[-1].strip(".,") in COMPANY_SUFFIXES:
        words.pop()
    return tuple(word.strip(".,") or word for word in words)


def _join_organisations(things: list[Thing]) -> list[Thing]:
    """Join "TRC" with "Tasvar Relief Council", "the League" with "Northern League": only where one fits."""
    long = [thing for thing in things if thing.type == "ORG" and len(thing.words) > 1]
    by_short: dict[str, list[Thing]] = {}
    for thing in long:
        capitals = [word for word in thing.words if word not in _SMALL_WORDS]
        shorts = {"".join(word[0] for word in capitals), "".join(word[0] for word in thing.words)}
        for short in {*(s for s in shorts if len(s) > 1), thing.words[0], thing.words[-1]}:
            by_short.setdefault(short, []).append(thing)
    kept = []
    for thing in things:
        if thing.type == "ORG" and len(thing.words) == 1:
            fits = by_short.get(thing.words[0].replace(".", ""), ())
            if len(fits) == 1:
                fits[0].mentions.extend(thing.mentions)
                continue
        kept.append(thing)
    for thing in kept:
        thing.mentions.sort(key=lambda m: m.first)
    return kept
