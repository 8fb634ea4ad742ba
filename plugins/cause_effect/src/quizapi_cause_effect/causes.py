"""What led to it: the cause is asked for by what it did, among causes of other things."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item, lettered
from quizapi_cause_effect.alone import leans
from quizapi_cause_effect.effects import predicate
from quizapi_cause_effect.facts import Fact, proof, words
from quizapi_cause_effect.pool import Candidate, Pool
from quizapi_cause_effect.reasons import is_one_of_several
from quizapi_cause_effect.sanctions import SANCTIONS
from quizapi_cause_effect.wording import DATED, capital

_MEASURES: Final = SANCTIONS.instruments | SANCTIONS.ambiguous | SANCTIONS.references
_LEAST: Final = 2
_MOST_WORDS: Final = 22


def items(
    article: AnnotatedArticle, facts: list[Fact], pool: Pool, rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """One choice for each effect told as a fact by a verb: "What cut exports by a third?"."""
    for fact in facts:
        if fact.relation.status != "asserted" or fact.cause.kind != "phrase" or fact.cause.text is None:
            continue
        did = predicate(fact, tools)
        if (
            did is None
            or len(did.split()) > _MOST_WORDS
            or DATED.search(did)
            or is_one_of_several(fact, pool)
        ):
            continue
        key = capital(fact.cause.text)
        if leans(f"{key} {did}.", article, tools):
            continue
        wrong = pool.pick(pool.phrases, key, fact, count=3, rng=rng, unfit=_may_be_the_measure)
        if len(wrong) < _LEAST:
            continue
        options, right = lettered(key, [candidate.text for candidate in wrong], rng=rng)
        yield Item(
            interaction="choice",
            stem=f"{fact.according}, what {did}?",
            options=options,
            key=(right,),
            evidence=proof(article, [fact]),
            explanation=f"The article says: “{words(article, fact)}”",
            confidence=fact.relation.confidence,
            tags=("form:cause", "status:asserted"),
        )


def _may_be_the_measure(candidate: Candidate) -> bool:
    """A measure, which could be the one asked about under another name, or a part of what it is for."""
    return bool(candidate.lemmas & _MEASURES)
