"""A number or a name taken out of a quotation, and the ways in which it may be written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, Entity, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SPELLED: Final = dict(
    zip(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        map(str, range(2, 13)),
        strict=True,
    )
)
#: What a number counts or measures stands right behind it.
_COUNTED: Final = frozenset({"NOUN", "ADJ"})
_UNITS: Final = frozenset({"%", "percent", "per", "pct", "million", "billion", "thousand", "hundred"})
_NAMED: Final = frozenset({"PERSON", "ORG", "GPE"})
_PLACES: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_MOST_NAME_WORDS: Final = 3
#: Words around a name that is left out, so that they tell enough of it.
_LEAST_AROUND: Final = 9


def number_in(words: list[Token]) -> tuple[str, int, tuple[str, ...]] | None:
    """The only number of the words, if it counts or measures something: text, place, other spellings."""
    numbers = [t for t in words if t.pos_ == "NUM" and t.ent_type_ != "ORDINAL"]
    if len(numbers) != 1 or not _counts(numbers[0]):
        return None
    number = numbers[0].text
    if not _NUMBER.fullmatch(number) and number.lower() not in _SPELLED:
        return None
    return number, numbers[0].idx, _spellings(number)


def _counts(number: Token) -> bool:
    """Whether it stands before what it counts or measures, and is no piece of a name or of a date."""
    if number.ent_type_ not in ("CARDINAL", "QUANTITY", "MONEY", "PERCENT", "DATE", "TIME"):
        return False
    if number.i + 1 >= len(number.doc):
        return False
    if number.lower_ == "two" and number.i and number.nbor(-1).lower_ in ("the", "these", "those"):
        return False  # "between the two countries"
    after, before = number.nbor(), number.nbor(-1) if number.i else number
    money = before.text in ("$", "€", "£", "¥")
    return money or after.lower_ in _UNITS or (after.pos_ in _COUNTED and after.text.isalpha())


def _spellings(number: str) -> tuple[str, ...]:
    plain = number.replace(",", "")
    words = {digits: word for word, digits in _SPELLED.items()}
    others = [plain, _SPELLED.get(number.lower(), ""), words.get(plain, "")]
    return tuple(dict.fromkeys(other for other in others if other and other != number))


def names_in(
    article: AnnotatedArticle, span: Span, words: list[Token]
) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """Names of the words that are a subject or an object: text, place, other ways to write them.

    Only a name that the article writes as a name elsewhere too: what the reader saw once, and in other
    people's words, may be no name.
    """
    for entity in article.annotations.entities:
        if entity.type not in _NAMED or not span.contains(entity.span):
            continue
        text = article.text_of(entity.span)
        inside = [t for t in words if entity.span.start <= t.idx < entity.span.end]
        if not inside or not _stands_alone(inside, words) or not _is_clean(text):
            continue
        if sum(t.is_alpha for t in words) - len(inside) < _LEAST_AROUND:
            continue
        if len(article.mentions(entity.id)) < 2 or _says_again(article, span, entity, words):
            continue
        yield text, entity.span.start, _ways_to_write(article, entity, text)


def _is_clean(text: str) -> bool:
    parts = text.split()
    return len(parts) <= _MOST_NAME_WORDS and all(
        part[0].isupper() and part[-1].isalnum() | (part[-1] == ".") for part in parts
    )


def _stands_alone(inside: list[Token], words: list[Token]) -> bool:
    """Whether the name is a subject or an object by itself: not "the Trump campaign", not "Orr's"."""
    head = next((t for t in inside if t.head not in inside), inside[-1])
    if head.dep_ not in _PLACES or head.tag_ not in ("NNP", "NNPS"):
        return False
    if any(c not in inside and c.dep_ not in ("det", "punct", "relcl", "cc", "prep") for c in head.children):
        return False
    after = inside[-1].nbor() if inside[-1].i + 1 < len(head.doc) else None
    before = inside[0].nbor(-1) if inside[0].i else None
    beside = [t for t in (before, after) if t is not None]
    return not any(
        t.pos_ in ("PROPN", "NOUN", "NUM") or t.text in ("'s", "’s", "'", "’", "-", "and", "or")
        for t in beside
    )


def _says_again(article: AnnotatedArticle, span: Span, entity: Entity, words: list[Token]) -> bool:
    """Whether the words name it twice, or hold a piece of its name elsewhere."""
    parts = {p.casefold() for name in article.names(entity.id) for p in re.findall(r"\w{3,}", name)}
    return any(t.lower_ in parts for t in words if not entity.span.start <= t.idx < entity.span.end)


def _ways_to_write(article: AnnotatedArticle, entity: Entity, text: str) -> tuple[str, ...]:
    ways = [name.removesuffix("'s").removesuffix("’s") for name in article.names(entity.id)]
    if entity.type == "PERSON":
        ways += [way.split()[-1] for way in ways]
    ways += [way.removeprefix("the ").removeprefix("The ") for way in ways] + [text.replace(".", "")]
    return tuple(dict.fromkeys(way for way in ways if way and way != text))
