"""How is a link told: as a fact, as possible, as feared, as planned, or is it denied?"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Final

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item, lettered
from quizapi_cause_effect.alone import leans
from quizapi_cause_effect.facts import Fact, proof, words
from quizapi_cause_effect.pool import Pool
from quizapi_cause_effect.statements import joined, plain, takes_stance

_WAYS: Final = {
    "asserted": "It is a fact that",
    "denied": "It is untrue that",
    "hedged": "It is possible or likely that",
    "feared": "It is a danger that",
    "proposed": "It is a plan, a demand or a threat that",
}
#: What a careful reader could also call it; never offered beside it.
_NEAR: Final = {
    "hedged": ("feared", "proposed"),
    "feared": ("hedged", "proposed"),
    "proposed": ("hedged", "feared"),
}
_FACTS = 1
_MOST_WORDS = 24
_GIVEN_AWAY = re.compile(
    r"\b(?:may|might|could|likely|possibly|perhaps|probably|allegedly|must|should|not|never|any|ever|single"
    r"|at all|yet|(?:is|are) to)\b"
)

_BEHIND_HEAD = re.compile(r" (?:of|in|on|at|from|for|with|who|near) ")


def items(
    article: AnnotatedArticle, facts: list[Fact], pool: Pool, rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """One choice for each relation that is not simply told as a fact, then one fact.

    The options say the same relation as a fact, as untrue, as possible, feared or planned.
    """
    plainly = 0
    for fact in sorted(facts, key=lambda fact: fact.relation.status == "asserted"):
        status = fact.relation.status
        statement = plain(fact, tools)
        if (
            takes_stance(fact)
            or statement is None
            or _GIVEN_AWAY.search(statement)
            or len(statement.split()) > _MOST_WORDS
        ):
            continue
        if leans(statement, article, tools):
            continue
        inner = joined(statement, (fact.effect, fact.cause), tools).rstrip(".")
        if status == "asserted" and fact.speaker is None and article.annotations.genre == "opinion":
            continue  # what an opinion piece states is no fact
        if status == "asserted" and fact.speaker is not None:
            continue  # what somebody claims is no fact
        if status == "asserted" and (plainly >= _FACTS or fact.is_purpose):
            continue
        if fact.signal in ("if", "unless", "until", "should", "after") or _is_both(fact):
            continue
        others = [way for way in _WAYS if way != status and way not in _NEAR.get(status, ())]
        if status in ("asserted", "denied"):
            # What has been done is no plan and no danger any more: those would give the key away.
            others = [way for way in others if way not in ("feared", "proposed")]
        plainly += status == "asserted"
        texts = [f"{_WAYS[way]} {inner}" for way in (status, *others)]
        options, right = lettered(texts[0], texts[1:], rng=rng)
        yield Item(
            interaction="choice",
            stem=f"Which of these fits what {_who(fact)}?",
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


def _who(fact: Fact) -> str:
    if fact.speaker is not None:
        head = _BEHIND_HEAD.split(fact.speaker)[0]
        verb = "say" if head.islower() and head.endswith("s") else "says"
        return f"{fact.speaker} {verb}, according to the article"
    return "the article says"
