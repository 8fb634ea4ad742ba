"""Plausible statements about people and bodies of the article that it neither makes nor denies."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizapi.plugin_api import AnnotatedArticle, Entity, Evidence
from quizapi_true_false.lexicon import words

#: Offices that stand without an article: "has been mayor for years".
_OFFICES = words(
    """
    mayor president minister premier chancellor governor chairman chairwoman director executive ambassador
    commissioner speaker captain coach manager treasurer principal
    """
)
_MAX_ROLE_WORDS = 3
#: Words by which an article tells how long somebody has been something, or will be.
_TERMS = (
    r"since|appointed|elected|election|took office|in office|former|years as|new \w+|resign|retire|quit|term"
    r"|step(?:s|ped)? down|stand(?:s|ing)? down|successor|leaves?\b|left\b|died|late\b"
)
_COLLEAGUES = (
    r"colleague|work(?:ed|s)? (?:together|with|for)|friend|partner|related|co-author|cousin|brother|sister"
)
_WITH_THE = words(
    """
    department ministry council authority commission committee association union party agency board court
    office university institute bank church federation league army police government
    """
)


@dataclass(frozen=True, slots=True)
class Absent:
    """A statement that the article does not settle, what it leaves open, and where it tells of the matter."""

    text: str
    open_question: str
    evidence: tuple[Evidence, ...]


def absent_statements(article: AnnotatedArticle, *, rng: random.Random) -> Iterator[Absent]:
    """At most one statement of each kind, each only where the article has no word about the matter.

    Kinds: how long somebody has held an office, whether somebody will give it up, whether two have worked
    together before, whether a body was asked for its view.
    """
    makers = [_office_held, _office_given_up, _worked_together, _no_comment]
    rng.shuffle(makers)
    told: set[int] = set()
    for make in makers:
        for entities, text, question in make(article, rng):
            if told & {entity.id for entity in entities}:
                continue
            told |= {entity.id for entity in entities}
            yield Absent(text, question, _evidence(article, entities))
            break


_Made = Iterator[tuple[list[Entity], str, str]]


def _office_held(article: AnnotatedArticle, rng: random.Random) -> _Made:
    if _speaks(article, _TERMS):
        return
    for person in _people(article, rng):
        role = _office(person)
        if role:
            yield (
                [person],
                f"{person.name} has been {role} for more than five years.",
                "how long that has been so",
            )


def _office_given_up(article: AnnotatedArticle, rng: random.Random) -> _Made:
    if _speaks(article, _TERMS):
        return
    for person in _people(article, rng):
        role = _office(person)
        if role:
            yield (
                [person],
                f"{person.name} plans to step down as {role} next year.",
                "whether there are such plans",
            )


def _worked_together(article: AnnotatedArticle, rng: random.Random) -> _Made:
    if _speaks(
        article,
        _COLLEAGUES,
    ):
        return
    people = [person for person in _people(article, rng) if person.role]
    for one, other in itertools.pairwise(people):
        text = f"{one.name} and {other.name} have worked together before."
        yield [one, other], text, "whether they have worked together"


def _no_comment(article: AnnotatedArticle, rng: random.Random) -> _Made:
    if _speaks(article, r"comment|declin|respond|response|reply|replied|answer|contacted|reached"):
        return
    speakers = {a.source.entity for a in article.annotations.attributions if a.source}
    bodies = [
        e for e in _first_mentions(article) if e.type == "ORG" and " " in e.name and e.id not in speakers
    ]
    for body in rng.sample(bodies, len(bodies)):
        written = re.search(rf"\bthe {re.escape(body.name)}", article.text, re.IGNORECASE)
        lead = "The " if written or body.name.split()[-1].lower() in _WITH_THE else ""
        yield (
            [body],
            f"{lead}{body.name} declined to comment to reporters.",
            "whether it was asked for a comment",
        )


def _people(article: AnnotatedArticle, rng: random.Random) -> list[Entity]:
    people = [e for e in _first_mentions(article) if e.type == "PERSON" and " " in e.name]
    return rng.sample(people, len(people))


def _first_mentions(article: AnnotatedArticle) -> list[Entity]:
    seen: dict[int, Entity] = {}
    for entity in article.annotations.entities:
        seen.setdefault(entity.id, entity)
    return list(seen.values())


def _office(person: Entity) -> str | None:
    role = person.role or ""
    parts = role.split()
    if (
        not parts
        or len(parts) > _MAX_ROLE_WORDS
        or parts[-1] not in _OFFICES
        or not role.replace(" ", "").isalpha()
    ):
        return None
    return role


def _speaks(article: AnnotatedArticle, pattern: str) -> bool:
    """Whether the article has any word about the matter."""
    return bool(re.search(rf"\b(?:{pattern})", article.text, re.IGNORECASE))


def _evidence(article: AnnotatedArticle, entities: list[Entity]) -> tuple[Evidence, ...]:
    spans = dict.fromkeys(article.sentence_of(entity.span) for entity in entities)
    return tuple(article.evidence(span, role="context") for span in spans)
