"""How is a link told: as a fact, as possible, as feared, as planned, or is it denied?"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Final

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item, lettered
from quizapi_cause_effect.facts import Fact, proof, words
from quizapi_cause_effect.pool import Pool
from quizapi_cause_effect.statements import plain

_WAYS: Final = {
    "asserted": "It is stated as a fact.",
    "denied": "It is denied or ruled out.",
    "hedged": "It is called possible or likely.",
    "feared": "It is feared or warned of.",
    "proposed": "It is planned, demanded or threatened.",
}
#: What a careful reader could also call it; never offered beside it.
_NEAR: Final = {
    "hedged": ("feared", "proposed"),
    "feared": ("hedged", "proposed"),
    "proposed": ("hedged", "feared"),
}
_FACTS = 1
_GIVEN_AWAY = re.compile(r"\b(?:may|might|could|likely|possibly|perhaps|probably|allegedly|not|never)\b")


def items(
    article: AnnotatedArticle, facts: list[Fact], pool: Pool, rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """One choice among fixed answers for each relation that is not simply told as a fact, then one fact."""
    plainly = 0
    for fact in sorted(facts, key=lambda fact: fact.relation.status == "asserted"):
        status = fact.relation.status
        statement = plain(fact, tools)
        if statement is None or _GIVEN_AWAY.search(statement):
            continue
        if status == "asserted" and (plainly >= _FACTS or fact.is_purpose):
            continue
        if fact.signal in ("if", "unless", "until", "should") or _is_both(fact):
            continue
        others = [way for way in _WAYS if way != status and way not in _NEAR.get(status, ())]
        if status in ("asserted", "denied"):
            others.remove(rng.choice(["feared", "hedged", "proposed"]))
        plainly += status == "asserted"
        options, right = lettered(_WAYS[status], [_WAYS[way] for way in others], rng=rng)
        yield Item(
            interaction="choice",
            stem=f"How is this presented {_where(fact)}? “{statement}”",
            options=options,
            key=(right,),
            evidence=proof(article, [fact]),
            explanation=f"The words of the article: “{words(article, fact)}”",
            confidence=round(fact.relation.confidence - (0.2 if status == "asserted" else 0.05), 3),
            tags=("form:status", f"status:{status}"),
        )


def _is_both(fact: Fact) -> bool:
    """Planned and only possible ("an exemption, which could bring ..."): two answers would be right."""
    start = min(fact.cause.tokens.start, fact.effect.tokens.start)
    end = max(fact.cause.tokens.end, fact.effect.tokens.end)
    weak = any(t.lower_ in ("may", "might", "could") for t in fact.cause.tokens.doc[start:end])
    return fact.relation.status == "proposed" and weak


def _where(fact: Fact) -> str:
    if fact.speaker is not None:
        return f"by {fact.speaker}, according to the article"
    return "by a person quoted in the article" if fact.unnamed else "in the article"
