"""Whether a verb is used in the one sense that its opposite is the opposite of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapi_true_false.lexicon import (
    BUILT,
    CONTESTS,
    COURSES,
    HARMS,
    LASTING,
    MEASURED,
    PAPERS,
    POLICIES,
    ROOMS,
    RULERS,
    STANDING,
    VENTURES,
    VIEWED,
    words,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OBJECTS = {"built": BUILT, "lasting": LASTING, "harm": HARMS, "course": COURSES, "standing": STANDING}
#: Beside these a lead is one in numbers, not an office.
_POLLED = words("poll point percent percentage survey goal seat vote")
_PLANS = words(
    """plan decision agreement proposal promise pledge offer vote deal contract order request call move bid
    campaign attempt law bill measure petition motion threat"""
)
_LEADING = words(
    """agree plan decide propose vote promise refuse threaten offer expect vow pledge want intend urge tell
    order ask recommend likely due set"""
)


def names_extreme(doc: Doc) -> bool:
    """ "fell to a 40-year low": the direction is told twice."""
    return any(
        token.lemma_.lower() in ("low", "high", "record", "peak") and token.pos_ == "NOUN" for token in doc
    )


def sense_is_certain(verb: Token, kind: str) -> bool:
    """Whether the verb is used in the sense that its opposite is the opposite of."""
    target = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if any(c.dep_ == "prt" for c in verb.children) or any(c.dep_ == "acomp" for c in verb.children):
        return False
    if any(c.dep_ in ("cc", "preconj") for c in (*verb.children, *verb.head.children)) and (
        verb.dep_ == "conj" or any(c.dep_ == "conj" and c.pos_ == "VERB" for c in verb.children)
    ):
        # "either eliminated or reduced": what stands beside it goes with the one alone.
        return False
    behind = {c.lower_ for c in verb.children if c.dep_ == "prep"}
    if names_extreme(verb.doc):
        return False
    if {"from", "to"} <= {t.lower_ for t in verb.doc[verb.i + 1 :]} or not _is_asserted(verb):
        return False
    if kind in _OBJECTS:
        return target is not None and target.lemma_.lower() in _OBJECTS[kind]
    if kind == "ruled":
        doer = subject or next((c for c in verb.children if c.dep_ == "agent"), None)
        told_to = any(c.dep_ in ("xcomp", "ccomp") and _is_infinitive(c) for c in verb.children)
        return (target is not None or told_to) and doer is not None and _is_ruler(doer)
    if kind == "gerund":
        return any(c.dep_ in ("xcomp", "ccomp") and c.tag_ == "VBG" for c in verb.children)
    if kind == "venture":
        return target is not None and target.lemma_.lower() in VENTURES
    if kind == "view":
        return target is not None and target.lemma_.lower() in VIEWED
    if kind == "policy":
        return target is not None and target.lemma_.lower() in POLICIES
    if kind == "room":
        return target is not None and (
            target.lemma_.lower() in ROOMS or target.ent_type_ in ("GPE", "ORG", "FAC")
        )
    if kind == "rival":
        return target is not None and target.ent_type_ in ("PERSON", "ORG", "GPE", "NORP")
    if kind == "race":
        measured = any(t.lemma_.lower() in _POLLED for t in verb.doc)
        return measured and target is not None and target.ent_type_ in ("PERSON", "ORG", "GPE")
    if kind == "paper":
        return target is not None and target.lemma_.lower() in PAPERS
    if kind == "contest":
        if any(t.lower_ in ("most", "fewest") for t in verb.doc[verb.i :]):
            return False
        return target is not None and target.lemma_.lower() in CONTESTS
    if kind == "moves":
        # "Prices rose": something that is measured moves, by itself.
        return subject is not None and target is None and _is_measured(subject)
    if kind == "moved":
        return target is not None and _is_measured(target)
    if kind == "thing":
        if verb.lemma_ == "encourage" and any(_is_infinitive(c) for c in verb.children):
            # "discouraged them to join"
            return False
        return target is not None and target.pos_ in ("NOUN", "PROPN") and "from" not in behind
    if kind == "to":
        return any(c.dep_ in ("xcomp",) for c in verb.children)
    return kind == "clause" and any(c.dep_ in ("ccomp", "xcomp", "dobj") for c in verb.children)


def _is_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _is_ruler(noun: Token) -> bool:
    """Whether it can lay down what others have to do."""
    return noun.lemma_.lower() in RULERS or noun.ent_type_ in ("ORG", "GPE", "PERSON", "LAW")


def _is_asserted(verb: Token) -> bool:
    """Whether the verb is what the sentence, or its source, says; not what something "helped to" do."""
    if verb.dep_ in ("ROOT", "ccomp") or (verb.dep_ == "conj" and verb.head.dep_ in ("ROOT", "ccomp")):
        return True
    if verb.dep_ in ("acl", "relcl") and verb.tag_ == "VB":
        # "announced plans to cut output": as good as said of who plans.
        return is_plan(verb)
    return verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_ in _LEADING


def is_plan(verb: Token) -> bool:
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    return infinitive and verb.head.pos_ == "NOUN" and verb.head.lemma_.lower() in _PLANS


def _is_measured(noun: Token) -> bool:
    words = {noun.lemma_.lower()} | {t.lemma_.lower() for t in noun.subtree if t.dep_ in ("compound",)}
    return bool(words & MEASURED)
