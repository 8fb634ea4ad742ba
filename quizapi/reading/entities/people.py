"""Joins the mentions of one person: full names first, then the short forms that point to one of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field

from quizapi.domain.annotations import Gender
from quizapi.reading.entities.first_names import GENDER_OF_FIRST_NAME, SHORT_FORMS
from quizapi.reading.entities.lexicon import GENDER_OF_WORD, NAME_SUFFIXES
from quizapi.reading.entities.mentions import Mention, name_word
from quizapi.reading.entities.roles import titles_before
from quizapi.reading.entities.tokens import Tokens


@dataclass(slots=True)
class Person:
    """One person of the article. `key` are the compared words of the fullest name so far."""

    key: tuple[str, ...]
    name: str
    gender: Gender | None = None
    mentions: list[Mention] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    role: str | None = None


@dataclass(slots=True)
class _Named:
    mention: Mention
    key: tuple[str, ...]
    name: str
    gender: Gender | None
    paragraph: int


def join_people(tokens: Tokens, mentions: list[Mention], paragraph_starts: list[int]) -> list[Person]:
    """Group mentions of type PERSON by the person they name."""
    named = [_named(tokens, mention, paragraph_starts) for mention in mentions if mention.type == "PERSON"]
    people: list[Person] = []
    by_surname: dict[str, list[Person]] = {}
    for one in named:
        if len(one.key) > 1:
            _join_full(one, people, by_surname)
    _join_short([one for one in named if len(one.key) == 1], people, by_surname)
    for person in people:
        person.mentions.sort(key=lambda m: m.first)
        person.gender = person.gender or _gender_of_first_name(person.key)
    return people


def _named(tokens: Tokens, mention: Mention, paragraph_starts: list[int]) -> _Named:
    words = tokens.words[mention.first : mention.last + 1]
    last = len(words)
    while last > 1 and name_word(words[last - 1]) in NAME_SUFFIXES:
        last -= 1
    key = tuple(name_word(word) for word in words[:last] if any(c.isalnum() for c in word))
    gender = next(
        (GENDER_OF_WORD[word] for word in titles_before(tokens, mention.first) if word in GENDER_OF_WORD),
        None,
    )
    name = " ".join(tokens.text[tokens.start[mention.first] : tokens.end[mention.last]].split())
    return _Named(mention, key, name, gender, bisect_right(paragraph_starts, tokens.start[mention.first]) - 1)


def _add(person: Person, one: _Named) -> None:
    person.mentions.append(one.mention)
    insort(person.paragraphs, one.paragraph)
    person.gender = person.gender or one.gender
    if len(one.key) > len(person.key):
        person.key, person.name = one.key, one.name


def _join_full(one: _Named, people: list[Person], by_surname: dict[str, list[Person]]) -> None:
    fits = [
        person
        for person in by_surname.get(one.key[-1], ())
        if _same_first(person.key, one.key) and not _conflict(person.gender, one.gender)
    ]
    if not fits:
        fits = [p for p in by_surname.get(one.key[-1], ()) if p.key[-len(one.key) :] == one.key]
    if fits:
        _add(fits[0], one)
        return
    person = Person(one.key, one.name, one.gender, [one.mention], [one.paragraph])
    people.append(person)
    by_surname.setdefault(one.key[-1], []).append(person)


def _same_first(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    first, other = a[0], b[0]
    if first == other or SHORT_FORMS.get(first, first) == SHORT_FORMS.get(other, other):
        return True
    if first.rstrip(".") in (other[:1], b[0][:1]) or other.rstrip(".") == first[:1]:
        return True
    # "J. Edgar Hoover", "Edgar Hoover": a person called by the second name
    return first in b[1:-1] or other in a[1:-1]


def _conflict(a: Gender | None, b: Gender | None) -> bool:
    return a is not None and b is not None and a != b


def _join_short(short: list[_Named], people: list[Person], by_surname: dict[str, list[Person]]) -> None:
    by_first: dict[str, list[Person]] = {}
    for person in people:
        by_first.setdefault(person.key[0], []).append(person)
        person.gender = person.gender or _gender_of_first_name(person.key)
    alone: dict[tuple[str, Gender | None], Person] = {}
    for one in sorted(short, key=lambda n: n.mention.first):
        word = one.key[0] if one.key else ""
        fits = [p for p in by_surname.get(word, ()) if not _conflict(p.gender, one.gender)]
        if not fits and one.gender is None:
            fits = by_first.get(word, [])
        if len(fits) > 1:
            fits = _near(fits, one.paragraph)
        if len(fits) == 1:
            _add(fits[0], one)
            continue
        person = alone.setdefault((word, one.gender), Person(one.key, one.name, one.gender))
        if not person.mentions:
            people.append(person)
        _add(person, one)


def _near(fits: list[Person], paragraph: int) -> list[Person]:
    """Of several people of one surname, the only one that this paragraph or the one before it speaks of."""
    for back in (0, 1):
        close = [p for p in fits if _speaks_of(p, paragraph - back, paragraph)]
        if close:
            return close
    return fits


def _speaks_of(person: Person, first: int, last: int) -> bool:
    at = bisect_left(person.paragraphs, first)
    return at < len(person.paragraphs) and person.paragraphs[at] <= last


def _gender_of_first_name(key: tuple[str, ...]) -> Gender | None:
    if len(key) < 2:
        return None
    return next((GENDER_OF_FIRST_NAME[word] for word in key[:2] if word in GENDER_OF_FIRST_NAME), None)
