"""Who said this?"""

from __future__ import annotations

import random
from collections.abc import Iterator

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item, lettered
from quizapi_who_said_what.people import addresses_a_place, others
from quizapi_who_said_what.phrases import as_clause, explanation, in_stem
from quizapi_who_said_what.proof import proof
from quizapi_who_said_what.statements import Statement
from quizapi_who_said_what.titles import shown_name


def items(
    article: AnnotatedArticle, statements: list[Statement], rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """A choice for each statement that at least two others could have made; the article's own come first."""
    for statement in statements:
        if statement.gender is not None or addresses_a_place(article, statement):
            continue  # "who said that she ...?" would ask whom "she" means
        # an organisation stands beside others that speak; a company's product does not stand in for it
        only_speakers = statement.type != "PERSON"
        distractors = others(
            article, statement, rng, tools, count=3, speakers_only=only_speakers, borrow=True
        )
        if len(distractors) < 2:
            continue
        names = [_shown(article, name) for name in (statement.speaker, *distractors)]
        options, key = lettered(names[0], names[1:], rng=rng)
        yield Item(
            interaction="choice",
            stem=_stem(article, statement),
            options=options,
            key=(key,),
            evidence=proof(article, [statement]),
            explanation=explanation(article, statement),
            confidence=statement.confidence,
            tags=_tags(article, statement, distractors),
        )


def _tags(article: AnnotatedArticle, statement: Statement, distractors: list[str]) -> tuple[str, ...]:
    own = {shown_name(article, entity) for entity in article.annotations.entities}
    is_own = statement.described is not None or own.issuperset(distractors)
    borrowed = () if is_own else ("options:borrowed",)
    return ("form:speaker", "direct" if statement.direct else "indirect", *borrowed)


def _shown(article: AnnotatedArticle, name: str) -> str:
    shown = article.written(name)
    return shown[0].upper() + shown[1:]


def _stem(article: AnnotatedArticle, statement: Statement) -> str:
    if statement.act:
        return f"According to the article, who {statement.text}?"
    if statement.direct:
        return f"According to the article, who {statement.verb}: {in_stem(statement)}?"
    return f"According to the article, who {statement.verb} that {as_clause(article, statement)}?"
