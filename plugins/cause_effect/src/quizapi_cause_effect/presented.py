"""How is a link told: as a fact, as possible, as feared, as planned, or is it denied?"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item, lettered
from quizapi_cause_effect.facts import Fact, proof
from quizapi_cause_effect.pool import Pool

_WAYS: Final = {
    "asserted": "As something that is the case",
    "denied": "As something that is not the case",
    "hedged": "As possible or expected, but not certain",
    "feared": "As something that somebody fears or warns of",
    "proposed": "As something planned, demanded or threatened, but not yet done",
}
#: What a careful reader could also call it; not offered beside it.
_NEAR: Final = {
    "hedged": ("feared", "proposed"),
    "feared": ("hedged", "proposed"),
    "proposed": ("hedged", "feared"),
}


def items(
    article: AnnotatedArticle, facts: list[Fact], pool: Pool, rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """One choice among fixed answers for each relation that is not simply told as a fact, then the facts."""
    order = sorted(facts, key=lambda fact: fact.relation.status == "asserted")
    for fact in order:
        status = fact.relation.status
        if fact.cause.text is None or fact.effect.text is None or fact.unnamed:
            continue
        others = [way for way in _WAYS if way != status and way not in _NEAR.get(status, ())]
        if status in ("asserted", "denied"):
            others.remove(rng.choice(["feared", "hedged", "proposed"]))
        options, right = lettered(_WAYS[status], [_WAYS[way] for way in others], rng=rng)
        first, second = ("an aim", "a step") if fact.is_purpose else ("a cause", "an effect")
        yield Item(
            interaction="choice",
            stem=_stem(fact, first, second),
            options=options,
            key=(right,),
            evidence=proof(article, [fact]),
            explanation=f"The words of the article: “{_words(article, fact)}”",
            confidence=round(fact.relation.confidence - (0.15 if status == "asserted" else 0.0), 3),
            tags=("form:status", f"status:{status}"),
        )


def _stem(fact: Fact, first: str, second: str) -> str:
    pair = f"between {first} (“{fact.cause.text}”) and {second} (“{fact.effect.text}”)"
    if fact.speaker is None:
        return f"How does the article present the link {pair}?"
    return f"How is the link {pair} presented in the words that the article gives of {fact.speaker}?"


def _words(article: AnnotatedArticle, fact: Fact) -> str:
    return " ".join(proof(article, [fact])[0].text.split())
