"""Complete the words of X: a number to be typed, or a name to be chosen among names of the same kind."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, Entity, GeneratorTools, Item, Span, in_quotes, lettered
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
#: The commonest kinds of names whose neighbours of the same kind fit the same place in a sentence.
_NAMES: Final = ("GPE", "PERSON")
#: Surest last: a gap tests memory of the wording, which a teacher wants least.
_LESS_SURE: Final = 0.15


def items(
    article: AnnotatedArticle, statements: list[Statement], rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """One gap for each quotation with a number that counts something, or with one name.

    No other word is taken out: what a common noun could be replaced by depends on the phrase that it stands
    in ("on a daily basis", "keep the economy afloat"), so that its distractors betray themselves.
    """
    for statement in statements:
        if statement.direct:
            item = _number_gap(article, statement) or _name_gap(article, statement, rng, tools)
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
    after, before = number.nbor(), number.nbor(-1) if number.i else number
    money = before.text in ("$", "€", "£", "¥")
    return money or after.lower_ in _UNITS or (after.pos_ in _COUNTED and after.text.isalpha())


def _spellings(number: str) -> tuple[str, ...]:
    plain = number.replace(",", "")
    words = {digits: word for word, digits in _SPELLED.items()}
    others = [plain, _SPELLED.get(number.lower(), ""), words.get(plain, "")]
    return tuple(dict.fromkeys(other for other in others if other and other != number))


def _name_gap(
    article: AnnotatedArticle, statement: Statement, rng: random.Random, tools: GeneratorTools
) -> Item | None:
    """A choice among names of the article of the same kind, none of which stands beside the words."""
    inside = [e for e in article.annotations.entities if statement.span.contains(e.span)]
    names = [e for e in inside if e.type in _NAMES]
    if len(names) != 1:
        return None
    name = names[0]
    written = article.text_of(name.span)
    shown = _with_gap(article, statement, name.span.start, written)
    if shown is None or not _can_be_gap(article, name, written, statement):
        return None
    distractors = _other_names(article, statement, name, rng, tools)
    if len(distractors) < 2:
        return None
    options, key = lettered(written, distractors, rng=rng)
    return _item(
        article,
        statement,
        stem=f"Which name completes what {statement.speaker} {statement.verb}, according to the "
        f"article: {shown}",
        interaction="choice",
        key=(key,),
        options=options,
    )


def _can_be_gap(article: AnnotatedArticle, name: Entity, written: str, statement: Statement) -> bool:
    """The full name, once in the words, with nothing before it that only fits it ("the", a title)."""
    if written != name.name or statement.text.count(written) != 1:
        return False
    if name.type == "PERSON" and " " not in written:
        return False
    if name.type == "GPE" and _is_the_commonest(article, name):
        return False  # whoever knows what the article is about would guess it
    token = _first_token(article, name.span)
    if token is None or token.i == 0:
        return False
    before = token.nbor(-1)
    named_before = before.pos_ in ("PROPN", "DET") and statement.span.start <= before.idx
    root = token.doc[token.i : token.i + len(written.split())].root
    return not named_before and root.dep_ in ("pobj", "dobj")


def _is_the_commonest(article: AnnotatedArticle, name: Entity) -> bool:
    times = Counter(e.id for e in article.annotations.entities if e.type == name.type)
    return times[name.id] == max(times.values())


def _first_token(article: AnnotatedArticle, span: Span) -> Token | None:
    tokens = article.doc.char_span(span.start, span.end, alignment_mode="expand")
    return None if tokens is None else tokens[0]


def _other_names(
    article: AnnotatedArticle, statement: Statement, name: Entity, rng: random.Random, tools: GeneratorTools
) -> list[str]:
    around = article.paragraph_of(statement.span)
    near = {e.id for e in article.annotations.entities if around.overlaps(e.span)}
    found = tools.distractors(
        article,
        type=name.type,
        exclude=sorted({name.id, statement.entity, *near}),
        like=name.id,
        count=6,
        rng=rng,
    )
    own = {e.name for e in article.annotations.entities if e.type == name.type}
    needs_article = {e.name for e in article.annotations.entities if _has_article(article, e)}
    shape = " " in name.name
    return [
        other
        for other in found
        if other in own and other not in needs_article and (name.type != "PERSON" or (" " in other) == shape)
    ][:3]


def _has_article(article: AnnotatedArticle, entity: Entity) -> bool:
    return article.text[max(0, entity.span.start - 4) : entity.span.start].lower() == "the "


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
