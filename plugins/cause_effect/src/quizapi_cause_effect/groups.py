"""Several relations in one question: match causes and effects, order a chain, find what did not follow."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item, Option, lettered
from quizapi_cause_effect.alone import leans
from quizapi_cause_effect.effects import predicate
from quizapi_cause_effect.facts import Fact, proof
from quizapi_cause_effect.pool import Pool
from quizapi_cause_effect.statements import is_plural, plain_predicate
from quizapi_cause_effect.wording import capital, content_lemmas

_LEAST = 3
_MOST = 4
_ON_TOPIC = 2
_LEAST_WORDS = 2


def matches(
    article: AnnotatedArticle, facts: list[Fact], pool: Pool, rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """Match causes with effects, where at least three relations have nothing in common."""
    others = [fact for fact in pool.facts if fact not in facts]
    fitting = [fact for fact in [*facts, *others] if _is_plain(fact) and not fact.is_purpose]
    fitting = [fact for fact in fitting if _reads_alone(fact, article, tools)]
    chosen = _apart(_of_one_kind(fitting))[:_MOST]
    if len(chosen) < _LEAST or sum(fact in facts for fact in chosen) < _ON_TOPIC:
        return
    rng.shuffle(chosen)
    left = [Option(chr(ord("a") + n), capital(fact.cause.text or "")) for n, fact in enumerate(chosen)]
    order = list(range(len(chosen)))
    rng.shuffle(order)
    right = [Option(str(n + 1), _shown(chosen[k], tools) or "") for n, k in enumerate(order)]
    key = tuple((left[k].id, right[order.index(k)].id) for k in range(len(chosen)))
    yield Item(
        interaction="match",
        stem="Match each cause with its effect, according to the article.",
        options=tuple(left),
        matches=tuple(right),
        key=key,
        evidence=proof(article, chosen),
        explanation="Each pair stands in the article as cause and effect.",
        confidence=round(min(fact.relation.confidence for fact in chosen), 3),
        tags=("form:match",),
    )


def orders(
    article: AnnotatedArticle, facts: list[Fact], pool: Pool, rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """Put cause, effect and what the effect led to in order, where the article tells such a chain."""
    plain = [fact for fact in facts if _is_plain(fact) and not fact.is_purpose]
    for first in plain:
        for second in plain:
            if first is second or not second.cause.span.contains(first.effect.span):
                continue
            if second.effect.span.overlaps(first.cause.span):
                continue
            texts = [first.cause.text, first.effect.text, second.effect.text]
            lemmas = [content_lemmas(s.tokens) for s in (first.cause, first.effect, second.effect)]
            if {s.kind for s in (first.cause, first.effect, second.effect)} not in ({"clause"}, {"phrase"}):
                continue  # a noun among sentences is no step like the others
            if any(leans(capital(text or "") + ".", article, tools) for text in texts):
                continue
            if None in texts or len({t for t in texts if t}) < _LEAST or lemmas[1] & lemmas[2]:
                continue
            yield _order(article, [capital(text or "") for text in texts], [first, second], rng)


def _order(article: AnnotatedArticle, texts: Sequence[str], facts: list[Fact], rng: random.Random) -> Item:
    places = list(range(len(texts)))
    while places == sorted(places):
        rng.shuffle(places)
    options = tuple(Option(chr(ord("a") + n), texts[k]) for n, k in enumerate(places))
    key = tuple(options[places.index(k)].id for k in range(len(texts)))
    return Item(
        interaction="order",
        stem="Put these in order, the first cause first: each led to the next, according to the article.",
        options=options,
        key=key,
        evidence=proof(article, facts),
        explanation=" → ".join(texts),
        confidence=round(min(fact.relation.confidence for fact in facts), 3),
        tags=("form:order",),
    )


def exceptions(
    article: AnnotatedArticle, facts: list[Fact], pool: Pool, rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """Which did NOT follow: three true effects of one measure and one that is denied or has another cause."""
    by_cause: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.relation.status == "asserted" and fact.cause.kind == "phrase" and fact.cause.text is not None:
            by_cause.setdefault(fact.cause.text.casefold(), []).append(fact)
    for name, group in by_cause.items():
        told = [(fact, predicate(fact, tools)) for fact in group if fact.speaker is None]
        true = [(fact, text) for fact, text in told if text is not None]
        wrong = [
            (fact, text)
            for fact in facts
            if (text := predicate(fact, tools)) is not None
            and not any(fact.overlaps(other) for other in group)
            and (
                (fact.relation.status == "denied" and (fact.cause.text or "").casefold() == name)
                or (fact.relation.status == "asserted" and not fact.relation.topics)
            )
        ]
        if len(true) < _LEAST or not wrong:
            continue
        odd = rng.choice(wrong)
        kept = true[:_LEAST]
        one = "They" if is_plural(group[0]) else "It"
        options, right = lettered(f"{one} {odd[1]}", [f"{one} {text}" for _, text in kept], rng=rng)
        yield Item(
            interaction="choice",
            stem=f"According to the article, which of these was NOT an effect of {group[0].cause.text}?",
            options=options,
            key=(right,),
            evidence=proof(article, [*(fact for fact, _ in kept), odd[0]]),
            explanation="The article names the other three as effects.",
            confidence=round(min(fact.relation.confidence for fact, _ in kept), 3),
            tags=("form:exception",),
        )


def _reads_alone(fact: Fact, article: AnnotatedArticle, tools: GeneratorTools) -> bool:
    effect = _shown(fact, tools)
    if effect is None or len(effect.split()) < _LEAST_WORDS:
        return False
    return not leans(f"{capital(fact.cause.text or '')}. {effect}.", article, tools)


def _of_one_kind(facts: list[Fact]) -> list[Fact]:
    """Those whose causes are all clauses or all noun phrases, whichever are more."""
    by_kind = [[fact for fact in facts if fact.cause.kind == kind] for kind in ("phrase", "clause")]
    return max(by_kind, key=len)


def _shown(fact: Fact, tools: GeneratorTools) -> str | None:
    """The effect as one side of a pair: a clause, or what "led to" leads to, or a verb phrase in the past."""
    if fact.effect.kind in ("clause", "phrase") and not (fact.effect.kind == "phrase" and not fact.signal):
        return capital(fact.effect.text or "") or None
    found = plain_predicate(fact, tools, past=True)
    return None if found is None else capital(found)


def _is_plain(fact: Fact) -> bool:
    kinds = fact.cause.kind in ("clause", "phrase")
    texts = fact.cause.text is not None and fact.effect.text is not None
    return fact.relation.status == "asserted" and kinds and texts and fact.cause.tokens[0].pos_ != "PRON"


def _apart(facts: list[Fact]) -> list[Fact]:
    """Relations of which no two share words that matter, so that no effect fits two causes."""
    chosen: list[Fact] = []
    for fact in facts:
        mine = content_lemmas(fact.cause.tokens) | content_lemmas(fact.effect.tokens)
        if all(
            not fact.overlaps(other)
            and not (mine & (content_lemmas(other.cause.tokens) | content_lemmas(other.effect.tokens)))
            for other in chosen
        ):
            chosen.append(fact)
    return chosen
