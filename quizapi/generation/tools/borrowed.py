"""Names that the article does not have: from the articles beside it, then from the gazetteer."""

from __future__ import annotations

import random
import re
from collections import Counter

from quizapi.domain.annotations import Gender
from quizapi.generation.tools import gazetteer
from quizapi.generation.tools.standalone.words import words
from quizapi.plugin_api import AnnotatedArticle

_PLACES = frozenset({"GPE", "NORP", "LOC"})


def is_named_in(name: str, article: AnnotatedArticle) -> bool:
    """Whether the article, its title or its byline has the name, or any longer word of it.

    A word is enough: "Anna Keller" could be taken for the Keller that the article writes about.
    """
    told = " ".join(filter(None, (article.text, article.article.title, article.article.author)))
    has = _words(told)
    own = [word for word in _words(name) if word not in _COMMON]
    return name in told or any(word in has for word in own)


def from_gazetteer(
    article: AnnotatedArticle,
    *,
    type: str,
    model: str | None,
    gender: Gender | None,
    rng: random.Random,
) -> list[str]:
    """Names like `model` that neither the article nor those beside it have, the likeliest first.

    None where nothing tells what would be alike: a town may lie in any other place, and a body whose kind we
    do not know is like no other.

    Args:
        type: OntoNotes label.
        model: The name that they would stand in for.
        gender: Of the person `model`, where it is known.
    """
    area = _area(article)
    match type:
        case "PERSON":
            own = gazetteer.area_of_name(model) if model else None
            # Where the name tells nothing, two parts of the world: among one alone it could stand out.
            areas = (own,) if own else (area or "", "")
            names = [name for one in dict.fromkeys(areas) for name in gazetteer.people(one, gender)]
        case "ORG":
            kinds = gazetteer.kinds_of(model) if model else ()
            names = list(gazetteer.organisations(kinds[0])) if kinds else []
        case "NORP":
            names = list(gazetteer.demonyms()) if model and gazetteer.places_of(model) else []
        case "GPE":
            names = _places_like(model)
        case _:
            names = []
    rng.shuffle(names)
    if type in _PLACES:
        near = gazetteer.areas_of(model) if model else frozenset()
        names.sort(key=lambda name: not gazetteer.areas_of(name) & near)
    every = (article, *article.context)
    free = [name for name in names if not any(is_named_in(name, one) for one in every)]
    return _with_parts_once(free) if type == "PERSON" else free


def _with_parts_once(names: list[str]) -> list[str]:
    """Those of which no given name and no family name has come before: nobody of a class is called alike."""
    taken: set[str] = set()
    kept = []
    for name in names:
        parts = set(name.split())
        if not parts & taken:
            kept.append(name)
            taken |= parts
    return kept


def _places_like(model: str | None) -> list[str]:
    if model is None:
        return []
    if gazetteer.is_country(model):
        return list(gazetteer.countries())
    if gazetteer.is_capital(model):
        return list(gazetteer.capitals())
    return list(gazetteer.cities()) if gazetteer.is_city(model) else []


def _area(article: AnnotatedArticle) -> str | None:
    """The part of the world that the article names most often; None where it names none."""
    named = Counter(
        area
        for entity in article.annotations.entities
        if entity.type in _PLACES
        for area in sorted(gazetteer.areas_of(entity.name))
    )
    return min(named, key=lambda area: (-named[area], area)) if named else None


_COMMON = words(
    """the of and for in ministry department agency authority office service bank court university college
    institute centre center foundation hospital party union association society council police guard force
    group company world international national central general federal royal new south north east west
    republic states united"""
)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", text.casefold()))
