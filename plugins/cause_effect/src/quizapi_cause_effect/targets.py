"""On whom was a measure imposed: the one acted against is asked for, where the article names it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, Entity, GeneratorTools, Item
from quizapi_cause_effect.acts import ask_for
from quizapi_cause_effect.facts import Fact
from quizapi_cause_effect.pool import Pool
from quizapi_cause_effect.sanctions import SANCTIONS
from quizapi_cause_effect.wording import asked, capital, clean, is_lost, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

_IMPOSING: Final = word_set("impose levy slap place tighten extend renew lift ease")
_PREPOSITIONS: Final = frozenset({"on", "against"})
_MEASURES: Final = SANCTIONS.instruments | SANCTIONS.ambiguous
_KEPT: Final = frozenset({"aux", "auxpass", "advmod", "nsubj", "nsubjpass", "dobj", "prep"})
_MOST_WORDS: Final = 24


def items(
    article: AnnotatedArticle, facts: list[Fact], pool: Pool, rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """One choice for each sentence that says as a fact against whom a measure was taken."""
    entities = {e.span.start: e for e in article.annotations.entities}
    acts = [act for verb in article.doc if (act := _against(verb, entities)) is not None]
    targets = {target.id for _, _, target in acts}
    done: set[int] = set()
    for verb, preposition, target in acts:
        question = None if target.id in done else _question(verb, preposition, tools)
        if question is None or target.name.casefold() in question.casefold():
            continue
        item = ask_for(
            article,
            target,
            verb,
            stem=f"According to the article, {preposition.lower_} whom {question}?",
            form="target",
            exclude={*targets, *_named_in(question, article)},
            tools=tools,
            rng=rng,
        )
        if item is not None:
            done.add(target.id)
            yield item


def _against(verb: Token, entities: dict[int, Entity]) -> tuple[Token, Token, Entity] | None:
    """(verb, preposition, the state acted against), for a measure that was taken."""
    if verb.lemma_ not in _IMPOSING or verb.tag_ not in ("VBD", "VBN") or verb.dep_ in ("acl", "amod"):
        return None
    before = list(verb.lefts)
    if any(c.dep_ == "neg" or c.tag_ == "MD" or c.lower_ in ("if", "whether", "unless") for c in before):
        return None
    measure = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if measure is None or not {measure.lemma_.lower(), measure.lower_} & _MEASURES:
        return None
    for holder in (verb, measure):
        for preposition in holder.rights:
            if preposition.dep_ != "prep" or preposition.lower_ not in _PREPOSITIONS:
                continue
            inner = next((c for c in preposition.rights if c.dep_ == "pobj"), None)
            found = None if inner is None else _entity(inner, entities)
            if found is not None and found.type == "GPE":
                return verb, preposition, found
    return None


def _entity(noun: Token, entities: dict[int, Entity]) -> Entity | None:
    """The entity that is all of the noun phrase: "Iraq", not "Iraqi oil" or "Iraq and Iran"."""
    if any(c.dep_ in ("conj", "appos", "relcl") for c in noun.rights):
        return None
    whole = noun.doc[noun.left_edge.i : noun.i + 1]
    for token in whole:
        found = entities.get(token.idx)
        if found is not None and found.span.end == noun.idx + len(noun.text):
            return found if all(t.lower_ == "the" for t in whole if t.idx < found.span.start) else None
    return None


def _question(verb: Token, preposition: Token, tools: GeneratorTools) -> str | None:
    """ "did the council impose sanctions in 1990", from the clause without the one acted against."""
    if not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.lefts):
        return None
    left_out = {t.i for t in preposition.subtree}
    kept = {verb.i}
    for other in verb.children:
        whole = {t.i for t in other.subtree}
        if other.dep_ == "prep" and not (other.lower_ == "in" and _is_dated(other)):
            continue
        if other.dep_ in _KEPT and not any(t.is_punct or t.dep_ == "relcl" for t in other.subtree):
            kept |= whole
        elif other.dep_ in ("nsubj", "nsubjpass", "dobj"):
            return None
    tokens = [verb.doc[i] for i in sorted(kept - left_out)]
    if len(tokens) > _MOST_WORDS or "\n" in "".join(t.text for t in tokens):
        return None
    if any(is_lost(verb.doc[t.i : t.i + 1]) for t in tokens):
        return None
    sentence = capital(clean("".join(t.text_with_ws if t.whitespace_ else f"{t.text} " for t in tokens)))
    return asked(tools.parse(f"{sentence}.")[:-1], tools)


def _is_dated(preposition: Token) -> bool:
    return any(t.like_num and len(t.text) == 4 for t in preposition.subtree)


def _named_in(question: str, article: AnnotatedArticle) -> set[int]:
    return {e.id for e in article.annotations.entities if e.name.casefold() in question.casefold()}
