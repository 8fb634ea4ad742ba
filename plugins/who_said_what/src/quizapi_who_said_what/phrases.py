"""Small pieces of stems and explanations."""

from __future__ import annotations

import re
from typing import Final

from quizapi.plugin_api import AnnotatedArticle, in_quotes, shortened, without_quotes
from quizapi_who_said_what.statements import Statement

_ABBREVIATION: Final = re.compile(r"\b[A-Z]\.$")
_NAMES: Final = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"}
)


def as_clause(article: AnnotatedArticle, statement: Statement) -> str:
    """A statement's sentence as a clause behind "that": a small letter first unless a name begins it."""
    text = statement.text.strip()
    if not _ABBREVIATION.search(text):
        text = text.rstrip(".!? ")
    first = text.split(maxsplit=1)[0].strip(",")
    if first == "I" or first[1:2].isupper() or _begins_name(article, first):
        return text
    return text[0].lower() + text[1:]


def _begins_name(article: AnnotatedArticle, word: str) -> bool:
    plain = word.removesuffix("'s").removesuffix("’s")
    return any(
        form.split()[0] == plain
        for entity in article.annotations.entities
        if entity.type in _NAMES
        for form in (entity.name, article.text_of(entity.span))
    )


def in_stem(statement: Statement) -> str:
    """The words between marks, without a full stop that would meet the stem's own."""
    return in_quotes(without_quotes(statement.text).rstrip("."))


def explanation(article: AnnotatedArticle, statement: Statement) -> str:
    """Who is reported to have said it."""
    if statement.direct:
        words = in_quotes(shortened(statement.text, 40))
        return f"The article reports that {statement.speaker} {statement.verb}: {words}"
    return (
        f"The article reports that {statement.speaker} {statement.verb} that {as_clause(article, statement)}."
    )
