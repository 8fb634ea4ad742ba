"""Finds mentions of entities and joins those of one entity."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from quizapi.domain import Entity
from quizapi.reading.entities.lexicon import GENDER_OF_WORD
from quizapi.reading.entities.mentions import find_mentions
from quizapi.reading.entities.others import join_others
from quizapi.reading.entities.people import Person, join_people
from quizapi.reading.entities.roles import relative_of, role_of
from quizapi.reading.entities.tokens import Tokens

_LINE_BREAK = re.compile(r"\n\s*")


def find_entities(doc: Doc) -> tuple[Entity, ...]:
    """Find all mentions of entities, in order of the text.

    Mentions that name one entity share `id`, `name` (the fullest in the article), `gender` and `role`. Ids
    number the entities by their first mention. A surname that several people of the article have, and that
    the neighbouring paragraphs do not settle, is an entity of its own.
    """
    if not len(doc):
        return ()
    return entities_of(doc, Tokens.of(doc))


def entities_of(doc: Doc, tokens: Tokens) -> tuple[Entity, ...]:
    """`find_entities` for a doc whose tokens are already at hand."""
    mentions = find_mentions(doc, tokens)
    starts = [0, *(match.end() for match in _LINE_BREAK.finditer(tokens.text))]
    people = join_people(tokens, mentions, starts)
    for person in people:
        _describe(tokens, person)
    groups = [(p.mentions, p.name, p) for p in people]
    groups += [(t.mentions, t.name, None) for t in join_others(tokens, mentions)]  # type: ignore[misc]
    groups.sort(key=lambda group: group[0][0].first)
    entities = [
        Entity(
            span=tokens.span(mention.first, mention.last),
            type=mention.type,
            name=name,
            id=number,
            gender=person.gender if person else None,
            role=person.role if person else None,
        )
        for number, (members, name, person) in enumerate(groups)
        for mention in members
    ]
    return tuple(sorted(entities, key=lambda entity: entity.span))


def _describe(tokens: Tokens, person: Person) -> None:
    """Give the person the first role that a mention shows, and the gender that the role's words tell."""
    person.role = next((role for m in person.mentions if (role := role_of(tokens, m)) is not None), None)
    if person.gender is None and person.role is not None:
        words = person.role.lower().split()
        person.gender = next((GENDER_OF_WORD[word] for word in words if word in GENDER_OF_WORD), None)
    if person.gender is None:
        relatives = (relative_of(tokens, mention) for mention in person.mentions)
        person.gender = next((GENDER_OF_WORD[word] for word in relatives if word), None)
