"""Who imposed what on whom: the one that acted is asked for, where the article names it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, Entity, GeneratorTools, Item
from quizapi_cause_effect.acts import ask_for
from quizapi_cause_effect.facts import Fact
from quizapi_cause_effect.pool import Pool
from quizapi_cause_effect.sanctions import SANCTIONS
from quizapi_cause_effect.wording import clean, is_lost, lowered, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

_SENDERS: Final = frozenset({"GPE", "ORG", "NORP"})
_ACTS: Final = SANCTIONS.act_verbs - {"list", "cut", "press", "seize", "resume"}
_IMPOSING: Final = word_set(
    """impose lift ease tighten extend renew adopt introduce levy slap scrap remove"""
)


def items(
    article: AnnotatedArticle, facts: list[Fact], pool: Pool, rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """One choice for each sentence that says who imposed or lifted a measure, as a fact."""
    entities = {e.span.start: e for e in article.annotations.entities}
    asked: set[str] = set()
    for verb in article.doc:
        found = _act(article, verb, entities)
        if found is None:
            continue
        sender, what = found
        if what.casefold() in asked:
            continue
        asked.add(what.casefold())
        item = ask_for(
            article,
            sender,
            verb,
            stem=f"According to the article, who {what}?",
            form="sender",
            exclude=_named_in(what, article),
            tools=tools,
            rng=rng,
        )
        if item is not None:
            yield item


def _act(article: AnnotatedArticle, verb: Token, entities: dict[int, Entity]) -> tuple[Entity, str] | None:
    """(who acted, "imposed a full trade embargo on Iraq"), where both are told plainly."""
    if verb.tag_ != "VBD" or verb.dep_ not in ("ROOT", "ccomp", "advcl", "conj", "relcl"):
        return None
    own = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    target = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if own is None or target is None or any(c.dep_ in ("neg", "aux") for c in verb.lefts):
        return None
    if not _is_measure(verb, target):
        return None
    sender = _entity_of(own, entities)
    if sender is None or sender.type not in _SENDERS:
        return None
    doc = verb.doc
    end = target.right_edge.i + 1
    for other in verb.rights:
        if (
            other.dep_ == "prep"
            and other.lower_ in ("on", "against", "to", "in")
            and other.left_edge.i == end
        ) and (other.lower_ != "in" or any(t.like_num and len(t.text) == 4 for t in other.subtree)):
            end = other.right_edge.i + 1
    for index in range(target.i + 1, end):
        token = doc[index]
        if (token.is_punct and token.text not in ("-", "'", "’")) or token.dep_ in ("relcl", "mark"):
            end = token.left_edge.i if token.dep_ == "relcl" else index
            break
    tail = doc[verb.i + 1 : end]
    if not len(tail) or is_lost(tail) or "\n" in tail.text or len(tail) > 22:
        return None
    if sender.name.casefold() in tail.text.casefold():
        return None
    return sender, f"{verb.text.lower()} {lowered(clean(tail.text), tail[0])}"


def _is_measure(verb: Token, target: Token) -> bool:
    words = {target.lemma_.lower(), target.lower_}
    inner = [t for c in target.rights if c.dep_ == "prep" and c.lower_ == "of" for t in c.children]
    words |= {t.lemma_.lower() for t in inner} | {t.lower_ for t in inner}
    if verb.lemma_ in _IMPOSING:
        return bool(words & (SANCTIONS.instruments | SANCTIONS.ambiguous))
    return verb.lemma_ in _ACTS and bool(words & SANCTIONS.act_objects)


def _entity_of(head: Token, entities: dict[int, Entity]) -> Entity | None:
    """The entity that is the whole subject, not one inside it."""
    for token in head.subtree:
        found = entities.get(token.idx)
        if found is not None and found.span.start <= head.idx < found.span.end:
            return found
    return None


def _named_in(what: str, article: AnnotatedArticle) -> set[int]:
    """Ids of those whose name, or whose mention in the text, stands in the question."""
    asked = what.casefold()
    return {
        e.id
        for e in article.annotations.entities
        if e.name.casefold() in asked or article.text_of(e.span).casefold() in asked
    }
