"""True or false: a relation as the article tells it, denied, or turned round."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item
from quizapi_cause_effect.facts import Fact, proof
from quizapi_cause_effect.pool import Pool
from quizapi_cause_effect.wording import clean, is_lost

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

_OPENING = "True or false? "
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CAUSAL_PHRASES = {
    "because": "because", "since": "because", "as": "because",
    "because of": "because of", "due to": "because of", "over": "over", "for": "for",
    "in response to": "in response to", "in retaliation for": "in retaliation for",
}  # fmt: skip


def items(
    article: AnnotatedArticle, facts: list[Fact], pool: Pool, rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """One item for each relation that is told as a fact or denied, true and false in turn."""
    false = rng.random() < 0.5
    for fact in facts:
        if fact.unnamed or fact.relation.status not in ("asserted", "denied"):
            continue
        true = _statement(fact)
        if true is None:
            continue
        wrong = _reversed(fact) or tools.negate(true)
        if false and wrong is None:
            continue
        shown = wrong if false and wrong is not None else true
        if fact.cause.text is None or len(shown.split()) > 45:
            continue
        yield Item(
            interaction="true_false",
            stem=f"{_OPENING}{fact.according}, {_inner(shown)}",
            key=not false,
            evidence=proof(article, [fact]),
            explanation=f"The article says: “{_words(article, fact)}”",
            confidence=round(fact.relation.confidence - (0.05 if false else 0.1), 3),
            tags=("form:true-false", f"status:{fact.relation.status}"),
        )
        false = not false


def _statement(fact: Fact) -> str | None:
    """The relation as one sentence."""
    cause, effect = fact.cause.text, fact.effect.text
    if cause is None or effect is None:
        return _verb_statement(fact)
    if fact.relation.status == "asserted" and fact.effect.kind == "clause":
        word = _CAUSAL_PHRASES.get(fact.signal)
        if word in ("because",) and fact.cause.kind == "clause":
            return f"{_sentence(effect)} {word} {_small(cause)}."
        if word not in (None, "because") and fact.cause.kind in ("phrase", "gerund"):
            return f"{_sentence(effect)} {word} {cause}."
        if fact.is_purpose and fact.cause.kind == "infinitive":
            return f"{_sentence(effect)} to {cause}."
        return None
    return _verb_statement(fact)


def _verb_statement(fact: Fact) -> str | None:
    """Cause and verb phrase as the article has them: "The embargo has already forced two firms to close"."""
    cause, effect = fact.cause, fact.effect
    if cause.kind != "phrase" or cause.text is None or cause.tokens.end > effect.tokens.start:
        return None
    verbs: Tokens = cause.tokens.doc[cause.tokens.end : effect.tokens.end]
    while len(verbs) > 1 and (verbs[0].is_punct or verbs[0].tag_ in ("WDT", "WP")):
        verbs = verbs[1:]
    if not len(verbs) or is_lost(verbs) or "\n" in verbs.text or any(t.text in '()"“”—–;:' for t in verbs):
        return None
    first_verb = next((t for t in verbs if t.pos_ in ("VERB", "AUX")), None)
    if (
        first_verb is None
        or first_verb.tag_ not in _FINITE
        or verbs[0].pos_ not in ("VERB", "AUX", "ADV", "PART")
    ):
        return None
    return f"{_sentence(cause.text)} {clean(verbs.text)}."


def _reversed(fact: Fact) -> str | None:
    """ "Y because X" as "X because Y", for two clauses that could each be either."""
    if _CAUSAL_PHRASES.get(fact.signal) != "because" or fact.relation.status != "asserted":
        return None
    if fact.cause.kind != "clause" or fact.effect.kind != "clause":
        return None
    if fact.cause.text is None or fact.effect.text is None:
        return None
    return f"{_sentence(fact.cause.text)} because {_small(fact.effect.text)}."


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    first = text.split()[0]
    common = (
        "The",
        "A",
        "An",
        "Some",
        "Many",
        "Most",
        "All",
        "In",
        "Its",
        "Their",
        "These",
        "This",
        "Two",
        "Three",
    )
    return text[:1].lower() + text[1:] if first in common else text


def _inner(statement: str) -> str:
    return _small(statement)


def _words(article: AnnotatedArticle, fact: Fact) -> str:
    return " ".join(proof(article, [fact])[0].text.split())
