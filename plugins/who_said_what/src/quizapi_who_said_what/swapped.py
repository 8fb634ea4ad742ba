"""Did X say this? True, or false because somebody else said it."""

from __future__ import annotations

import random
from collections.abc import Iterator

from quizapi.plugin_api import AnnotatedArticle, Edit, GeneratorTools, Item
from quizapi_who_said_what.described import DESCRIBED
from quizapi_who_said_what.people import addresses_a_place, others
from quizapi_who_said_what.phrases import as_clause, explanation, in_stem
from quizapi_who_said_what.proof import proof
from quizapi_who_said_what.statements import Statement
from quizapi_who_said_what.titles import shown_name

_OPENING = "True or false? According to the article, it was "


def items(
    article: AnnotatedArticle, statements: list[Statement], rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """One item for each statement that somebody else of the article could have made, speakers first."""
    false = rng.random() < 0.5
    accused: set[str] = set()
    for statement in statements:
        if addresses_a_place(article, statement):
            continue
        swapped = others(article, statement, rng, tools, count=4, speakers_only=True)
        if not swapped and statement.type == "PERSON":
            swapped = others(article, statement, rng, tools, count=4)
        if statement.type not in ("PERSON", DESCRIBED):
            swapped = [name for name in swapped if name not in _people(article)]
        # one false item would answer another if both were about the same two people
        fresh = [name for name in swapped if name not in accused]
        if not swapped or (false and not fresh):
            continue
        speaker = article.written(statement.speaker)
        true_stem = _stem(article, statement, speaker)
        edit = None
        if false:
            accused |= {fresh[0], statement.speaker}
            edit = Edit("speaker", true_stem, len(_OPENING), speaker, article.written(fresh[0]))
        yield Item(
            interaction="true_false",
            stem=edit.apply() if edit else true_stem,
            key=not false,
            evidence=proof(article, [statement]),
            explanation=("False. " if edit else "True. ") + explanation(article, statement),
            confidence=statement.confidence,
            tags=("form:true-false", "direct" if statement.direct else "indirect"),
            edit=edit,
        )
        false = not false


def _stem(article: AnnotatedArticle, statement: Statement, speaker: str) -> str:
    who = "who" if statement.type in ("PERSON", DESCRIBED) else "that"
    if statement.act:
        return f"{_OPENING}{speaker} {who} {statement.text}."
    if statement.direct:
        return f"{_OPENING}{speaker} {who} {statement.verb}: {in_stem(statement)}."
    return f"{_OPENING}{speaker} {who} {statement.verb} that {as_clause(article, statement).rstrip('.')}."


def _people(article: AnnotatedArticle) -> set[str]:
    """The people of the article, each as an option names it."""
    return {shown_name(article, entity) for entity in article.annotations.entities if entity.type == "PERSON"}
