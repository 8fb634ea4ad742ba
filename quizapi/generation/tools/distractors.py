"""Names that could stand in for another name of the article."""

from __future__ import annotations

import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quizapi.domain import Entity
from quizapi.domain.annotations import Gender
from quizapi.generation.tools import gazetteer
from quizapi.generation.tools.borrowed import from_gazetteer, is_named_in
from quizapi.generation.tools.spellings import are_spellings_of_one_name
from quizapi.generation.tools.standalone.words import words
from quizapi.plugin_api import AnnotatedArticle

_NAME = re.compile(r"[^\W\d_].*")
_STRANGE = re.compile(r"[\n\"“”()\[\]{}|/<>:;!?@#]")
_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
#: Kinds that may stand in for each other where one alone does not give enough.
_NEIGHBOURS = {"PERSON": ("ORG",), "ORG": ("PERSON",), "GPE": ("LOC",), "LOC": ("GPE",)}
#: What the likeness of two vectors counts at the most, beside 0.75 for a role and 1.5 for a kind of place.
_WEIGHT_OF_VECTORS = 1.0
_SMALL_WORDS = words("""the of and for in de la le van von al mr mrs ms dr""")


Floats = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    entity: int
    name: str
    type: str
    mentions: int
    gender: Gender | None
    has_role: bool
    is_plural: bool = False
    vector: Floats | None = None
    """Of its name, where the language model has vectors."""


def find_distractors(
    article: AnnotatedArticle,
    *,
    type: str,
    exclude: Iterable[int] = (),
    like: int | None = None,
    count: int = 3,
    rng: random.Random,
) -> list[str]:
    """Names of other entities that could stand in for one of `type`; see `GeneratorTools.distractors`.

    First those of the article, then of the articles beside it (`article.context`), then of the gazetteer; the
    names of the latter two stand nowhere in the article.

    Names that may mean an excluded entity are never given: parts of its name, its abbreviation, and for
    states the capital, the people and the government.
    """
    excluded = set(exclude) | ({like} if like is not None else set())
    forbidden = [name for entity in sorted(excluded) for name in article.names(entity)]
    candidates = _candidates(article)
    model = next((c for c in candidates if c.entity == like), None)
    chosen: list[str] = []
    for kind in (type, *_NEIGHBOURS.get(type, ())):
        own = [c for c in candidates if c.type == kind and c.entity not in excluded]
        _choose(own, chosen, model=model, forbidden=forbidden, count=count, rng=rng)
        if len(chosen) >= count:
            return chosen
    _choose(_candidates_beside(article, type), chosen, model=model, forbidden=forbidden, count=count, rng=rng)
    if len(chosen) < count:
        spare = from_gazetteer(
            article,
            type=type,
            model=_name_of(article, like),
            gender=model.gender if model else None,
            rng=rng,
        )
        named = sorted({e.name for e in article.annotations.entities if e.type in _NAMED})
        for name in spare:
            if len(chosen) < count and _is_free(name, [*forbidden, *chosen, *named]):
                chosen.append(name)
    return chosen


def _choose(
    candidates: Iterable[_Candidate],
    chosen: list[str],
    *,
    model: _Candidate | None,
    forbidden: Sequence[str],
    count: int,
    rng: random.Random,
) -> None:
    """Add names to `chosen` until it has `count`, the likest first."""
    own = [candidate for candidate in candidates if _may_replace(candidate, model)]
    order = {candidate.entity: (-_likeness(candidate, model), rng.random()) for candidate in own}
    for candidate in sorted(own, key=lambda one: order[one.entity]):
        if len(chosen) < count and _is_free(candidate.name, [*forbidden, *chosen]):
            chosen.append(candidate.name)


def _candidates_beside(article: AnnotatedArticle, type: str) -> list[_Candidate]:
    """Of the articles beside this one: those of the type that this one does not name at all."""
    named = sorted({e.name for e in article.annotations.entities if e.type in _NAMED})
    found: dict[str, _Candidate] = {}
    for other in article.context:
        for candidate in _candidates(other):
            if (
                candidate.type == type in _NAMED
                and candidate.name not in found
                and not is_named_in(candidate.name, article)
                and _is_free(candidate.name, named)
            ):
                # Ids count within one article: here they are made anew.
                found[candidate.name] = replace(candidate, entity=-1 - len(found))
    return list(found.values())


def _name_of(article: AnnotatedArticle, entity: int | None) -> str | None:
    names = article.names(entity) if entity is not None else ()
    return names[0] if names else None


def may_be_the_same(one: str, other: str) -> bool:
    """Whether two names could be of one thing.

    They are equal, one is part of the other, its initials or its state, or they are spellings of one name:
    newspapers misspell people ("Buchtmann", "Bauchtman") and call them by short names ("Sandra", "Sandy").
    """
    a, b = _words(one), _words(other)
    if not a or not b or a <= b or b <= a:
        return True
    return are_spellings_of_one_name(one, other) or (
        _initials(one) == _plain(other)
        or _initials(other) == _plain(one)
        or gazetteer.may_mean_the_same(one, other)
    )


def is_presentable(name: str) -> bool:
    """Whether a name can be shown as an option: capitalised, of one to five words, nothing torn off."""
    words = name.split()
    if not words or len(words) > 6 or _STRANGE.search(name) or not _NAME.match(name):
        return False
    if any(word.isdigit() for word in words) or (len(words) > 1 and len(words[-1].rstrip(".")) < 2):
        return False
    if words[-1].lower() in _SMALL_WORDS or name.endswith(("'s", "’s", "-", ",")):
        return False
    return all(word[0].isupper() or word[0].isdigit() or word.lower() in _SMALL_WORDS for word in words)


def _candidates(article: AnnotatedArticle) -> list[_Candidate]:
    """One for each entity whose type the article's mentions agree on."""
    mentions: dict[int, list[Entity]] = defaultdict(list)
    for entity in article.annotations.entities:
        mentions[entity.id].append(entity)
    types_of_name: dict[str, set[str]] = defaultdict(set)
    for entity in article.annotations.entities:
        types_of_name[entity.name].add(entity.type)
    names = sorted({entity.name for entity in article.annotations.entities if entity.type in _NAMED})
    found = []
    for number, group in mentions.items():
        types = Counter(entity.type for entity in group)
        kind, times = types.most_common(1)[0]
        name = group[0].name
        if kind in _NAMED and (
            not is_presentable(name) or times < len(group) or len(types_of_name[name]) > 1
        ):
            continue
        if kind in _NAMED and _is_a_word(name, article):
            continue
        if kind == "GPE" and not _lies_somewhere(name, article):
            continue
        if _is_part(name, names) or (kind == "ORG" and _is_a_place(name, article)):
            continue
        if kind == "PERSON" and any(word.isupper() and 1 < len(word) < 4 for word in name.split()[1:]):
            continue
        if kind == "PERSON" and (_is_only_credited(article, group) or not _acts(article, group)):
            continue
        found.append(_candidate(number, kind, group, article))
    return found


def _candidate(number: int, kind: str, group: list[Entity], article: AnnotatedArticle) -> _Candidate:
    first = group[0]
    span = article.doc.char_span(first.span.start, first.span.end, alignment_mode="expand")
    vector = None
    if span is not None and span.vocab.vectors_length > 0 and span.has_vector:
        vector = tuple(map(float, span.vector))
    return _Candidate(
        number,
        first.name,
        kind,
        len(group),
        first.gender,
        has_role=any(entity.role for entity in group),
        is_plural=span is not None and span.root.tag_ in ("NNS", "NNPS"),
        vector=vector,
    )


def _is_part(name: str, names: Iterable[str]) -> bool:
    """Whether it is a piece of another, fuller name: the reader could not join the two."""
    own = _words(name)
    return any(own < _words(other) for other in names)


def _is_a_word(name: str, article: AnnotatedArticle) -> bool:
    """Whether a single word may owe its capital to the start of a sentence: "Commuters", "Parliament"."""
    if " " in name:
        return False
    word = re.escape(name)
    small = re.search(rf"\b{re.escape(name.lower())}\b", article.text)
    return bool(small) or not re.search(rf"[a-z,;’'\"“(] {word}\b", article.text)


def _lies_somewhere(name: str, article: AnnotatedArticle) -> bool:
    """Whether it is a state we know, or the article goes there: "in Velisk", "to Kest"."""
    if gazetteer.places_of(name):
        return True
    return bool(re.search(rf"\b(?:in|at|from|to|near|of|on|outside) {re.escape(name)}\b", article.text))


def _is_a_place(name: str, article: AnnotatedArticle) -> bool:
    return " " not in name and bool(re.search(rf"\bin {re.escape(name)}\b", article.text))


#: Lines in which a paper names who worked on the piece.
_CREDIT = re.compile(
    r"^\W*+(?:contributing|contributors?|(?:additional |with )?reporting|editing|edited|written|compiled"
    r"|photos?|photographs?|video|graphics?|byline)(?::| by\b| from\b)"
    r"|\bcontributed to this (?:report|story|article)",
    re.IGNORECASE,
)


def _is_only_credited(article: AnnotatedArticle, group: list[Entity]) -> bool:
    """Whether somebody stands only in lines such as "Contributing: Ann Roe": nobody of the story."""
    return all(_CREDIT.search(_line_of(article.text, entity.span.start)) for entity in group)


def _line_of(text: str, place: int) -> str:
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    return text[start : end if end >= 0 else len(text)]


def _acts(article: AnnotatedArticle, group: list[Entity]) -> bool:
    """Whether somebody is told about as a person: with an office or a gender, or doing something."""
    if any(entity.role or entity.gender for entity in group):
        return True
    spans = [article.doc.char_span(e.span.start, e.span.end, alignment_mode="expand") for e in group]
    return len(group) > 1 and any(span is not None and span.root.dep_ == "nsubj" for span in spans)


def _may_replace(candidate: _Candidate, model: _Candidate | None) -> bool:
    """A country for a country only, a city we know for such a city: else one place may lie in the other, and
    then both are right."""
    if model is None or model.type not in ("GPE", "LOC"):
        return True
    if gazetteer.is_city(model.name) and not gazetteer.is_city(candidate.name):
        return False
    return gazetteer.is_country(model.name) == gazetteer.is_country(candidate.name)


def _likeness(candidate: _Candidate, model: _Candidate | None) -> float:
    """How much a candidate looks like the name it would stand in for; higher is better."""
    score = min(candidate.mentions, 4) * 0.25
    if candidate.type == "PERSON" and " " in candidate.name:
        score += 1.0
    if model is None:
        return score
    score -= 0.5 * min(2, abs(len(candidate.name.split()) - len(model.name.split())))
    score += 0.75 * (candidate.has_role == model.has_role)
    if candidate.gender and model.gender:
        score += 1.0 if candidate.gender == model.gender else -1.0
    if candidate.type == "NORP":  # "Russians" beside "a Russian" and "the Russian army"
        score += 0.75 * (candidate.is_plural == model.is_plural)
    if candidate.vector and model.vector:
        score += _WEIGHT_OF_VECTORS * _cosine(candidate.vector, model.vector)
    if candidate.type == "GPE":
        score += 1.5 * (gazetteer.is_country(candidate.name) == gazetteer.is_country(model.name))
    return score


def _cosine(one: Floats, other: Floats) -> float:
    """From -1 to 1; 0 where one of them points nowhere. Rounded: the last digits differ between machines."""
    lengths = math.hypot(*one) * math.hypot(*other)
    return round(sum(a * b for a, b in zip(one, other, strict=True)) / lengths, 3) if lengths else 0.0


def _is_free(name: str, others: Iterable[str]) -> bool:
    return not any(may_be_the_same(name, other) for other in others)


def _words(name: str) -> frozenset[str]:
    plain = re.sub(r"['’]s\b|[.,]", "", name.lower())
    return frozenset(word for word in re.findall(r"\w+", plain) if word not in _SMALL_WORDS)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper()).lower() if " " in name else ""


def _plain(name: str) -> str:
    return re.sub(r"[^\w]", "", name).lower()
