"""True or false: a relation as the article tells it, denied, or turned round."""

from __future__ import annotations

import random
from collections.abc import Iterator

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item
from quizapi_cause_effect.facts import Fact, proof, words
from quizapi_cause_effect.pool import Pool
from quizapi_cause_effect.statements import told, turned

_MOST_WORDS = 42


def items(
    article: AnnotatedArticle, facts: list[Fact], pool: Pool, rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """One item for each relation that is told as a fact, denied or tied to a condition.

    True and false in turn. The false one says the opposite of the article's own sentence, or takes the
    cause for the effect.
    """
    false = rng.random() < 0.5
    for fact in facts:
        true = told(fact)
        if true is None or fact.relation.status in ("feared", "hedged") or len(true.split()) > _MOST_WORDS:
            continue
        if fact.relation.status == "proposed" and fact.signal not in ("until", "if"):
            continue
        wrong = turned(fact) or _opposite(fact, true, tools)
        if false and wrong is None:
            continue
        shown = wrong if false and wrong is not None else tools.reword(true, rng=rng) or true
        first = fact.effect if fact.effect.kind == "clause" and shown == true else fact.cause
        if fact.effect.kind == "clause" and false and wrong != turned(fact):
            first = fact.effect
        inner = shown if first.text is None else _joined(shown, first.inner)
        yield Item(
            interaction="true_false",
            stem=f"True or false? {fact.according}, {inner}",
            key=not false,
            evidence=proof(article, [fact]),
            explanation=f"The article says: “{words(article, fact)}”",
            confidence=round(fact.relation.confidence - 0.05, 3),
            tags=("form:true-false", f"status:{fact.relation.status}"),
        )
        false = not false


def _opposite(fact: Fact, true: str, tools: GeneratorTools) -> str | None:
    if fact.signal == "until" and " not " in true:
        return true.replace(" not ", " ", 1).replace(" until ", " even before ", 1)
    if fact.effect.kind == "clause":
        return None  # a "not" before "because" could deny the reason or the deed
    return tools.negate(true)


def _joined(sentence: str, inner: str) -> str:
    """The sentence with a small letter where its first piece has one."""
    return sentence[:1].lower() + sentence[1:] if inner[:1].islower() else sentence
