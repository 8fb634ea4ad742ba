"""Did X say this? True, or false because somebody else said it."""

from __future__ import annotations

import random
from collections.abc import Iterator

from quizapi.plugin_api import AnnotatedArticle, Edit, GeneratorTools, Item
from quizapi_who_said_what.people import others
from quizapi_who_said_what.phrases import as_clause, explanation, in_stem
from quizapi_who_said_what.proof import proof
from quizapi_who_said_what.statements import Statement

_OPENING = "True or false? According to the article, it was "


def items(
    article: AnnotatedArticle, statements: list[Statement], rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """One item for each statement that another speaker of the article could have made."""
    false = rng.random() < 0.5
    for statement in statements:
        swapped = others(article, statement, rng, tools, count=1, speakers_only=True, same_type=True)
        if not swapped:
            continue
        true_stem = _stem(article, statement)
        edit = Edit("speaker", true_stem, len(_OPENING), statement.speaker, swapped[0]) if false else None
        yield Item(
            interaction="true_false",
            stem=edit.apply() if edit else true_stem,
            key=not false,
            evidence=proof(article, [statement]),
            explanation=explanation(article, statement),
            confidence=statement.confidence,
            tags=("form:true-false", "direct" if statement.direct else "indirect"),
            edit=edit,
        )
        false = not false


def _stem(article: AnnotatedArticle, statement: Statement) -> str:
    if statement.direct:
        return f"{_OPENING}{statement.speaker} who {statement.verb}: {in_stem(statement)}."
    return f"{_OPENING}{statement.speaker} who {statement.verb} that {as_clause(article, statement)}."
