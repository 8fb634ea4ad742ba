"""Complete the words of X: a number to be typed, or a content word to be chosen."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item, in_quotes, lettered
from quizapi_who_said_what.phrases import explanation
from quizapi_who_said_what.proof import proof
from quizapi_who_said_what.statements import Statement
from quizapi_who_said_what.wording import is_vague

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


def items(
    article: AnnotatedArticle, statements: list[Statement], rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """One gap for each quotation: its number if it has one, else a noun or adjective."""
    for statement in statements:
        if statement.direct:
            item = _number_gap(article, statement) or _word_gap(article, statement, rng)
            if item is not None:
                yield item


def _number_gap(article: AnnotatedArticle, statement: Statement) -> Item | None:
    numbers = [t for t in _tokens(article, statement) if t.pos_ == "NUM" and t.ent_type_ != "ORDINAL"]
    if len(numbers) != 1:
        return None
    number = numbers[0].text
    if not _NUMBER.fullmatch(number) and number.lower() not in _SPELLED:
        return None
    shown = _with_gap(article, statement, numbers[0])
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


def _spellings(number: str) -> tuple[str, ...]:
    plain = number.replace(",", "")
    words = {digits: word for word, digits in _SPELLED.items()}
    others = [plain, _SPELLED.get(number.lower(), ""), words.get(plain, "")]
    return tuple(dict.fromkeys(other for other in others if other and other != number))


def _word_gap(article: AnnotatedArticle, statement: Statement, rng: random.Random) -> Item | None:
    words = [t for t in _tokens(article, statement) if _can_be_gap(t, statement)]
    for word in sorted(words, key=lambda t: (t.pos_ != "NOUN", -t.i)):
        distractors = _other_words(article, statement, word, rng)
        shown = _with_gap(article, statement, word)
        if len(distractors) == 3 and shown is not None:
            options, key = lettered(word.text.lower(), distractors, rng=rng)
            return _item(
                article,
                statement,
                stem=f"Which word completes what {statement.speaker} {statement.verb}, according to the "
                f"article: {shown}",
                interaction="choice",
                key=(key,),
                options=options,
            )
    return None


def _can_be_gap(token: Token, statement: Statement) -> bool:
    word = token.text
    return (
        token.tag_ in ("NN", "NNS", "JJ")
        and word.isalpha()
        and word.islower()
        and len(word) > 3
        and not is_vague(token.lemma_.lower())
        and len(re.findall(rf"\b{word}\b", statement.text, re.IGNORECASE)) == 1
        and token.dep_ != "compound"
        and (
            token.tag_ != "NN"
            or any(child.dep_ in ("det", "amod", "poss", "compound") for child in token.children)
        )
    )


def _other_words(
    article: AnnotatedArticle, statement: Statement, word: Token, rng: random.Random
) -> list[str]:
    """Words of the same form from elsewhere in the article, that fit behind the same "a" or "an"."""
    paragraph = article.paragraph_of(statement.span)
    near = {
        t.lemma_.lower()
        for t in article.doc.char_span(paragraph.start, paragraph.end, alignment_mode="expand") or ()
    }
    found: dict[str, tuple[bool, bool, float, str]] = {}
    for token in article.doc:
        text = token.text
        if token.tag_ != word.tag_ or not text.isalpha() or not text.islower() or len(text) < 4:
            continue
        lemma = token.lemma_.lower()
        if lemma in near or is_vague(lemma) or (text[0] in "aeiou") != (word.text[0] in "aeiou"):
            continue
        found.setdefault(
            lemma, (token.dep_ != word.dep_, token.ent_type_ != word.ent_type_, rng.random(), text)
        )
    return [text for *_, text in sorted(found.values())[:3]]


def _with_gap(article: AnnotatedArticle, statement: Statement, token: Token) -> str | None:
    start = token.idx - statement.span.start
    shown = article.text_of(statement.span)
    if shown[start : start + len(token.text)] != token.text:
        return None
    return in_quotes(shown[:start] + GAP + shown[start + len(token.text) :])


def _tokens(article: AnnotatedArticle, statement: Statement) -> list[Token]:
    span = article.doc.char_span(statement.span.start, statement.span.end, alignment_mode="contract")
    return list(span) if span is not None else []


def _item(article: AnnotatedArticle, statement: Statement, **fields: object) -> Item:
    return Item(
        evidence=proof(article, [statement]),
        explanation=explanation(article, statement),
        confidence=statement.confidence,
        tags=("form:complete", "direct"),
        **fields,  # type: ignore[arg-type]
    )
