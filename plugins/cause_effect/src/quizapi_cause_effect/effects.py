"""What did a measure do: the effect is asked for, among effects of other things and denied ones."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from typing import Final

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item, lettered
from quizapi_cause_effect.alone import leans
from quizapi_cause_effect.facts import Fact, proof, words
from quizapi_cause_effect.pool import Pool
from quizapi_cause_effect.sanctions import SANCTIONS
from quizapi_cause_effect.statements import is_plural, opposed, plain_predicate
from quizapi_cause_effect.wording import capital, content_lemmas

_MEASURES: Final = SANCTIONS.instruments | SANCTIONS.ambiguous | SANCTIONS.references
_POINTING: Final = re.compile(r"\b(?:it|its|they|them|their)\b")


def items(
    article: AnnotatedArticle, facts: list[Fact], pool: Pool, rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """One choice for each measure with an effect told as a fact, where others can be set beside it."""
    told = {id(fact): predicate(fact, tools) for fact in facts}
    told_all = {id(fact): predicate(fact, tools) for fact in pool.facts}
    for fact in facts:
        key = told[id(fact)]
        if fact.relation.status != "asserted" or key is None or fact.cause.text is None:
            continue
        if fact.cause.kind != "phrase":
            continue
        wrong = _others(fact, pool.facts, told_all, rng)
        against = opposed(fact, tools, past=True)
        if against is not None:
            wrong.insert(0, against)
        if len(wrong) < 2:
            continue
        one = "They" if is_plural(fact) else "It"
        if leans(f"{capital(fact.cause.text)} {key}.", article, tools):
            continue
        key, wrong = f"{one} {key}", [f"{one} {text}" for text in wrong]
        options, right = lettered(key, wrong[:3], rng=rng)
        yield Item(
            interaction="choice",
            stem=f"{fact.according}, what effect did {fact.cause.text} have?",
            options=options,
            key=(right,),
            evidence=proof(article, [fact]),
            explanation=f"The article says: “{words(article, fact)}”",
            confidence=fact.relation.confidence,
            tags=("form:effect", "status:asserted"),
        )


def predicate(fact: Fact, tools: GeneratorTools) -> str | None:
    """The effect as "cut exports by a third", whatever the tense in the article."""
    found = plain_predicate(fact, tools, past=True)
    return None if found is None or _POINTING.search(found) else found


def _others(fact: Fact, facts: Sequence[Fact], told: dict[int, str | None], rng: random.Random) -> list[str]:
    """Effects that this measure surely did not have: denied ones, and those of things not tied to it."""
    mine = content_lemmas(fact.effect.tokens)
    found = []
    for other in facts:
        text = told[id(other)]
        if (
            other.relation == fact.relation
            or text is None
            or fact.overlaps(other)
            or content_lemmas(other.effect.tokens) & mine
        ):
            continue
        same = (
            other.cause.text is not None and other.cause.text.casefold() == (fact.cause.text or "").casefold()
        )
        causes = content_lemmas(other.cause.tokens)
        # Neither the same thing, nor what the key led to in turn, nor a measure under another name.
        apart = not causes & (content_lemmas(fact.cause.tokens) | mine | _MEASURES)
        if (other.relation.status == "denied" and same and other.speaker == fact.speaker) or (
            other.relation.status == "asserted" and not other.relation.topics and apart
        ):
            found.append(text)
    rng.shuffle(found)
    return list(dict.fromkeys(found))
