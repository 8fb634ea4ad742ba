"""Complete the words of X: a number to be typed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item, in_quotes
from quizapi_who_said_what.phrases import explanation
from quizapi_who_said_what.proof import proof
from quizapi_who_said_what.statements import Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

GAP: Final = "_____"
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
#: Surest last: a gap tests memory of the wording, which a teacher wants least.
_LESS_SURE: Final = 0.15


def items(
    article: AnnotatedArticle, statements: list[Statement], rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """One gap for each quotation with one number that counts something.

    No word is taken out: what it could be replaced by depends on the phrase that it stands in ("on a daily
    basis", "over the Rocky Mountains to California"), so that wrong words betray themselves.
    """
    for statement in statements:
        if statement.direct:
            item = _number_gap(article, statement)
            if item is not None:
                yield item


def _number_gap(article: AnnotatedArticle, statement: Statement) -> Item | None:
    numbers = [t for t in _tokens(article, statement) if t.pos_ == "NUM" and t.ent_type_ != "ORDINAL"]
    if len(numbers) != 1 or not _counts(numbers[0]):
        return None
    number = numbers[0].text
    if not _NUMBER.fullmatch(number) and number.lower() not in _SPELLED:
        return None
    shown = _with_gap(article, statement, numbers[0].idx, number)
    if shown is None:
        return None
    return _item(
        article,
        statement,
        stem=f"Complete what {statement.speaker} {statement.verb}, according to the article: {shown} "
        "Which number is missing?",
        interaction="text",
        key=number,
        accepted=_spellings(number),
    )


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


def _with_gap(article: AnnotatedArticle, statement: Statement, start: int, word: str) -> str | None:
    at = start - statement.span.start
    shown = article.text_of(statement.span)
    if shown != statement.text or shown[at : at + len(word)] != word:
        return None
    return in_quotes(shown[:at] + GAP + shown[at + len(word) :])


def _tokens(article: AnnotatedArticle, statement: Statement) -> list[Token]:
    span = article.doc.char_span(statement.span.start, statement.span.end, alignment_mode="contract")
    return list(span) if span is not None else []


def _item(article: AnnotatedArticle, statement: Statement, **fields: object) -> Item:
    return Item(
        evidence=proof(article, [statement]),
        explanation=explanation(article, statement),
        confidence=round(statement.confidence - _LESS_SURE, 3),
        tags=("form:complete", "direct"),
        **fields,  # type: ignore[arg-type]
    )
