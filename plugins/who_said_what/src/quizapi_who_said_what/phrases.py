"""Small pieces of stems and explanations."""

from __future__ import annotations

import re
from typing import Final

from quizapi.plugin_api import AnnotatedArticle, in_quotes, shortened, without_quotes
from quizapi_who_said_what.statements import Statement
from quizapi_who_said_what.wording import word_set

_ABBREVIATION: Final = re.compile(r"\b[A-Z]\.$")
_MARK_INSIDE: Final = re.compile(r"(?<![,.])[,.]++(''|[\"”’])$")
_SMALL: Final = word_set(
    """
    the a an in on at for if when as but and this that his her their its our only even some many most all
    no by with under after before since while because although both
    """
)
_NAMES: Final = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"}
)


def as_clause(article: AnnotatedArticle, statement: Statement) -> str:
    """A statement's sentence as a clause behind "that": a small letter first unless a name begins it."""
    text = statement.text.strip()
    if not _ABBREVIATION.search(text):
        text = text.rstrip(".!? ")
    text = _MARK_INSIDE.sub(r"\1", text)
    first = text.split(maxsplit=1)[0].strip(",")
    if article.text[statement.span.start :].startswith(first[0].lower() + first[1:]):
        return text[0].lower() + text[1:]  # the article writes it small
    second = text.split()[1:2]
    if second and second[0][:1].isupper() and first.lower() not in _SMALL:
        return text  # "President Ada Orr"
    if first == "I" or first.endswith(".") or first[1:2].isupper() or _begins_name(article, first):
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
    return in_quotes(_MARK_INSIDE.sub(r"\1", without_quotes(statement.text).rstrip(".")))


def as_option(statement: Statement) -> str:
    """A statement as one option among others: none ends in a full stop, whatever the article wrote."""
    text = _MARK_INSIDE.sub(r"\1", without_quotes(statement.text))
    if not _ABBREVIATION.search(text):
        text = text.rstrip(".,; ")
    return in_quotes(text) if statement.direct else text


def explanation(article: AnnotatedArticle, statement: Statement) -> str:
    """Who is reported to have said it."""
    speaker = article.written(statement.speaker)
    if statement.act:
        return f"The article reports that {speaker} {statement.text}."
    if statement.direct:
        words = in_quotes(shortened(statement.text, 40))
        full_stop = "" if words.rstrip("”")[-1:] in ".!?…" else "."
        return f"The article reports that {speaker} {statement.verb}: {words}{full_stop}"
    clause = as_clause(article, statement)
    full_stop = "" if clause.endswith(".") else "."
    return f"The article reports that {speaker} {statement.verb} that {clause}{full_stop}"
