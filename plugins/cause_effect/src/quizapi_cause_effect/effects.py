"""What did a measure do: the effect is asked for, among effects of other things and effects that are denied."""

from __future__ import annotations

import random
from collections.abc import Iterator

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item, lettered
from quizapi_cause_effect.facts import Fact, proof
from quizapi_cause_effect.pool import Pool
from quizapi_cause_effect.wording import capital, clean, content_lemmas, is_lost

_PURE = ("led to", "caused", "triggered", "sparked", "prompted", "provoked", "resulted in", "brought about")


def items(
    article: AnnotatedArticle, facts: list[Fact], pool: Pool, rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """One choice for each measure with an effect told as a fact, where others can be set beside it."""
    told = {id(fact): predicate(fact, tools) for fact in facts}
    for fact in facts:
        key = told[id(fact)]
        if fact.relation.status != "asserted" or fact.unnamed or key is None or fact.cause.text is None:
            continue
        if fact.cause.kind != "phrase":
            continue
        wrong = _others(fact, facts, told, rng)
        if len(wrong) < 2:
            continue
        options, right = lettered(key, wrong[:3], rng=rng)
        number = "they" if _plural(fact) else "it"
        yield Item(
            interaction="choice",
            stem=f"{fact.according}, what effect did {fact.cause.text} have?",
            options=options,
            key=(right,),
            evidence=proof(article, [fact]),
            explanation=f"The article says that {number} had this effect.",
            confidence=fact.relation.confidence,
            tags=("form:effect", "status:asserted"),
        )


def predicate(fact: Fact, tools: GeneratorTools) -> str | None:
    """The effect as "It cut exports by a third", whatever the tense in the article."""
    if (
        fact.cause.tokens.end > fact.effect.tokens.start
        or fact.cause.kind != "phrase"
        or fact.effect.text is None
    ):
        return None
    effect = fact.effect
    if fact.signal in _PURE and effect.kind == "phrase":
        return f"It {fact.signal} {effect.text}"
    if fact.signal and len(fact.signal.split()) == 1:
        signal = effect.tokens.doc[effect.tokens.start - 1]
        if signal.pos_ == "VERB":
            return f"It {tools.inflect(signal.lemma_.lower(), 'VBD')} {effect.text}"
        return None
    verb = effect.tokens[0]
    if not fact.signal and verb.pos_ == "VERB" and len(effect.tokens) > 1:
        rest = clean(effect.tokens[1:].text)
        if is_lost(effect.tokens) or any(
            t.tag_ in ("VBD", "VBN") and t.dep_ == "conj" for t in effect.tokens
        ):
            return None
        return f"It {tools.inflect(verb.lemma_.lower(), 'VBD')} {rest}"
    return None


def _others(fact: Fact, facts: list[Fact], told: dict[int, str | None], rng: random.Random) -> list[str]:
    """Effects that this measure surely did not have: denied ones, and those of things that are not tied to it."""
    mine = content_lemmas(fact.effect.tokens)
    found = []
    for other in facts:
        text = told[id(other)]
        if (
            other is fact
            or text is None
            or fact.overlaps(other)
            or content_lemmas(other.effect.tokens) & mine
        ):
            continue
        same = (
            other.cause.text is not None and other.cause.text.casefold() == (fact.cause.text or "").casefold()
        )
        if other.relation.status == "denied" and same and other.speaker == fact.speaker:
            found.append(text)
        elif other.relation.status == "asserted" and not other.relation.topics:
            found.append(text)
    rng.shuffle(found)
    return [capital(text) for text in dict.fromkeys(found)]


def _plural(fact: Fact) -> bool:
    return "Plur" in fact.cause.tokens.root.morph.get("Number", [])
