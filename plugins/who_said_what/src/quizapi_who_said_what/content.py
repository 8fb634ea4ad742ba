"""What did X say? A choice among words that the article really quotes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item, lettered
from quizapi_who_said_what.phrases import as_option, explanation
from quizapi_who_said_what.proof import proof
from quizapi_who_said_what.statements import Statement, similar
from quizapi_who_said_what.topics import shared_topic

_NEARLY: Final = 0.8


def items(
    article: AnnotatedArticle, statements: list[Statement], rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """A choice for the surest statement for which others have said at least two of like length.

    Quoted words stand among quoted words, reported clauses among reported clauses.
    """
    quoted = [s for s in statements if s.direct and s.about is None]
    reported = [s for s in statements if not s.direct and not s.act and s.gender is None]
    for pool in (quoted, reported):
        for statement in pool:
            item = _item(article, statement, pool, rng)
            if item is not None:
                yield item
                return  # a second one would show who said the first one's options


def _item(
    article: AnnotatedArticle, statement: Statement, pool: list[Statement], rng: random.Random
) -> Item | None:
    fitting = [s for s in pool if _could_stand_beside(statement, s)]
    topic, fitting = shared_topic(article, statement, fitting)
    chosen: list[Statement] = []
    for other in sorted(fitting, key=lambda s: abs(len(s.text) - len(statement.text))):
        if len(chosen) < 3 and not any(similar(other.lemmas, c.lemmas) for c in chosen):
            chosen.append(other)
    if len(chosen) < 2 or max(len(c.text) for c in chosen) < _NEARLY * len(statement.text):
        return None  # too few, or the key stands out by its length
    options, key = lettered(as_option(statement), [as_option(s) for s in chosen], rng=rng)
    about = f" about {topic}" if topic else ""
    question = "write" if statement.verb == "wrote" else "say"
    speaker = article.written(statement.speaker)
    return Item(
        interaction="choice",
        stem=f"According to the article, what did {speaker} {question}{about}?",
        options=options,
        key=(key,),
        evidence=proof(article, [statement]),
        explanation=explanation(article, statement),
        confidence=round(min(statement.confidence, *(s.confidence for s in chosen)), 3),
        tags=("form:content", "direct" if statement.direct else "indirect"),
    )


def _could_stand_beside(statement: Statement, other: Statement) -> bool:
    """Somebody else's words, of like length, not nearly the same, that name neither speaker."""
    if other.entity == statement.entity or similar(other.lemmas, statement.lemmas):
        return False
    ratio = len(other.text) / max(1, len(statement.text))
    surname = statement.speaker.casefold().split()[-1]
    return 0.5 <= ratio <= 2.0 and surname not in other.text.casefold()
