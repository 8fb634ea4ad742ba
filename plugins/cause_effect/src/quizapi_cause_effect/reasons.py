"""Why was it done, what is it for, on what condition: the cause is asked for."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item, lettered
from quizapi_cause_effect.facts import Fact, proof
from quizapi_cause_effect.pool import Candidate, Pool
from quizapi_cause_effect.wording import asked, capital

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

_WHY: Final = frozenset(
    "because|because of|due to|owing to|thanks to|over|for|since|as|after|to|in order to|so as to|so that"
    "|in response to|in reaction to|in answer to|in retaliation for|in retaliation against|in retaliation to"
    "|in reprisal for|in revenge for|in protest at|in protest against|in protest over|on account of"
    "|as a result of|as a consequence of|in a bid to|in an attempt to|in an effort to|in view of"
    "|in light of|in the light of|in the wake of|as punishment for|citing|".split("|")
)
_CONDITIONS: Final = frozenset({"if", "unless", "should", "until"})
_ANSWERS: Final = ("came in response to", "in response to", "in retaliation for", "answer to", "response to")


def items(
    article: AnnotatedArticle, facts: list[Fact], pool: Pool, rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """One choice for each relation whose cause is a reason, an aim or a condition that can be asked for."""
    for fact in facts:
        if fact.relation.status == "denied" or fact.unnamed or fact.cause.text is None:
            continue
        found = _question(fact, tools)
        if found is None:
            continue
        stem, opening = found
        key = capital(opening + fact.cause.text) if opening else capital(fact.cause.text)
        distractors = _distractors(fact, pool, key, opening, rng)
        if len(distractors) < 2:
            continue
        options, right = lettered(key, distractors, rng=rng)
        yield Item(
            interaction="choice",
            stem=stem,
            options=options,
            key=(right,),
            evidence=proof(article, [fact]),
            explanation=_explanation(article, fact),
            confidence=round(fact.relation.confidence + (0.08 if len(distractors) > 2 else 0.0), 3),
            tags=("form:reason", f"status:{fact.relation.status}"),
        )


def _question(fact: Fact, tools: GeneratorTools) -> tuple[str, str] | None:
    """(stem, what each option begins with)."""
    if fact.effect.text is None:
        return None
    if fact.effect.kind == "clause":
        question = asked(_parsed(fact, tools), tools)
        if question is None:
            return None
        if fact.signal in _CONDITIONS:
            return _condition(fact, question)
        if fact.signal in _WHY and (fact.signal or fact.cause.kind == "gerund"):
            opening = "To " if fact.cause.kind == "infinitive" else ""
            return f"{fact.according}, why {question}?", opening
        return None
    if fact.effect.kind == "phrase" and fact.effect.text.split()[0] in ("the", "sanctions"):
        if fact.signal.endswith(" to") and fact.cause.kind == "infinitive":
            return f"{fact.according}, what is the aim of {fact.effect.text}?", "To "
        if fact.signal in _ANSWERS and fact.cause.kind == "phrase":
            return f"{fact.according}, what was the reason for {fact.effect.text}?", ""
        if fact.signal == "for" and fact.cause.kind in ("phrase", "gerund"):
            return f"{fact.according}, what was the reason given for {fact.effect.text}?", ""
        if fact.signal in ("stems from", "resulted from", "result of", "emanates from", "arose from"):
            return f"{fact.according}, what lies behind {fact.effect.text}?", ""
    return None


def _parsed(fact: Fact, tools: GeneratorTools) -> Tokens:
    """The effect's text, parsed by itself."""
    return tools.parse(capital(fact.effect.text or "") + ".")[:-1]


def _condition(fact: Fact, question: str) -> tuple[str, str] | None:
    if fact.cause.kind != "clause":
        return None
    if fact.signal == "until":
        return (
            f"{fact.according}, what has to happen before this changes? “{capital(fact.effect.text or '')}.”",
            "",
        )
    if fact.signal == "unless":
        return None
    return f"{fact.according}, in which case {question}?", "If "


def _distractors(fact: Fact, pool: Pool, key: str, opening: str, rng: random.Random) -> list[str]:
    kind = fact.cause.kind
    if kind == "clause":
        found = pool.pick(pool.clauses, key, fact, count=3, rng=rng, unfit=_has_reason)
        if opening == "If ":
            return [
                "If " + text[:1].lower() + text[1:] if _is_common(text) else "If " + text for text in found
            ]
        return found
    if kind == "infinitive":
        return pool.pick(pool.infinitives, key, fact, count=3, rng=rng)
    if kind == "gerund":
        return pool.pick(pool.gerunds, key, fact, count=3, rng=rng)
    if kind == "phrase":
        return pool.pick(pool.phrases, key, fact, count=3, rng=rng)
    return []


def _is_common(text: str) -> bool:
    return text.split()[0] in ("The", "A", "An", "Some", "Many", "Most", "All", "In", "Its", "Their")


def _has_reason(candidate: Candidate) -> bool:
    return any(word in candidate.text.split() for word in ("because", "since", "therefore"))


def _explanation(article: AnnotatedArticle, fact: Fact) -> str:
    cause, effect = (" ".join(article.text_of(s.span).split()) for s in (fact.cause, fact.effect))
    return f"The article ties “{effect}” to “{cause}”."
