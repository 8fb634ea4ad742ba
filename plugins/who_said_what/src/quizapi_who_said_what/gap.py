"""Complete the words of X: a number or a name to be typed, or a word to be chosen."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item, in_quotes, lettered
from quizapi_who_said_what.missing_values import names_in, number_in
from quizapi_who_said_what.missing_words import is_fit, wrong_words
from quizapi_who_said_what.phrases import explanation
from quizapi_who_said_what.proof import proof
from quizapi_who_said_what.statements import Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

GAP: Final = "_____"
#: Surest last: a gap tests memory of the wording, which a teacher wants least.
_LESS_SURE: Final = 0.15
#: Words that must be left around a gap.
_LEAST_LEFT: Final = 6


def items(
    article: AnnotatedArticle, statements: list[Statement], rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """Gaps in quotations: numbers that count something, names, and nouns, one of each quotation.

    A number or a name is typed. A noun is chosen among nouns of the article that it does not use in such a
    place: one that is said of the same things, or that could mean the same, is never among them.
    """
    for statement in statements:
        if not statement.direct:
            continue
        words = _tokens(article, statement)
        made = (
            _number_gap(article, statement, words)
            or _name_gap(article, statement, words)
            or _word_gap(article, statement, words, _lemmas_of_others(statement, statements), rng)
        )
        if made is not None:
            yield made


def _lemmas_of_others(statement: Statement, statements: list[Statement]) -> frozenset[str]:
    return frozenset(lemma for s in statements if s.span != statement.span for lemma in s.lemmas)


def _number_gap(article: AnnotatedArticle, statement: Statement, words: list[Token]) -> Item | None:
    found = number_in(words)
    return None if found is None else _typed(article, statement, *found, asked="number")


def _name_gap(article: AnnotatedArticle, statement: Statement, words: list[Token]) -> Item | None:
    for text, start, ways in names_in(article, statement.span, words):
        made = _typed(article, statement, text, start, ways, asked="name")
        if made is not None:
            return made
    return None


def _typed(
    article: AnnotatedArticle,
    statement: Statement,
    text: str,
    start: int,
    accepted: tuple[str, ...],
    *,
    asked: str,
) -> Item | None:
    shown = _with_gap(article, statement, start, text)
    if shown is None:
        return None
    return _item(
        article,
        statement,
        stem=f"{_complete(article, statement)} {shown} Which {asked} is missing?",
        interaction="text",
        key=text,
        accepted=accepted,
    )


def _word_gap(
    article: AnnotatedArticle,
    statement: Statement,
    words: list[Token],
    first: frozenset[str],
    rng: random.Random,
) -> Item | None:
    around = proof(article, [statement])
    near = {t.i for t in article.doc if any(e.span.start <= t.idx < e.span.end for e in around)}
    for token in words:
        if not is_fit(token, words):
            continue
        shown = _with_gap(article, statement, token.idx, token.text)
        wrong = wrong_words(article, token, near, rng, first=first)
        if shown is None or len(wrong) < 2:
            continue
        options, key = lettered(token.text, wrong, rng=rng)
        return _item(
            article,
            statement,
            stem=f"{_complete(article, statement)} {shown} Which word is missing?",
            interaction="choice",
            options=options,
            key=(key,),
        )
    return None


def _complete(article: AnnotatedArticle, statement: Statement) -> str:
    speaker = article.written(statement.speaker)
    return f"Complete what {speaker} {statement.verb}, according to the article:"


def _with_gap(article: AnnotatedArticle, statement: Statement, start: int, word: str) -> str | None:
    at = start - statement.span.start
    shown = statement.text
    if shown.casefold() != article.text_of(statement.span).casefold():
        return None
    if shown[at : at + len(word)].casefold() != word.casefold():
        return None
    if len(re.findall(r"\w+", shown)) <= _LEAST_LEFT:
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
