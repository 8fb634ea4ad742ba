"""Whether a verb is used in the one sense that its opposite is the opposite of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapi_true_false.lexicon import PEOPLE, words
from quizapi_true_false.objects import (
    ALLEGED,
    ASKED,
    BUILT,
    CONTESTS,
    COURSES,
    HARMS,
    LASTING,
    MEASURED,
    OPENED,
    PAPERS,
    POLICIES,
    PROPOSED,
    ROOMS,
    RULED,
    RULERS,
    STANDING,
    VENTURES,
    VIEWED,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Kinds of use that the object alone tells.
_OBJECTS = {
    "built": BUILT,
    "lasting": LASTING,
    "harm": HARMS,
    "course": COURSES,
    "standing": STANDING,
    "decision": PROPOSED | RULED,
    "opened": OPENED,
    "alleged": ALLEGED,
    "asked": ASKED,
    "view": VIEWED,
    "policy": POLICIES,
    "paper": PAPERS,
}
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
        # "cancelled a campaign": what is only begun with the sentence cannot be called off in it.
        return target is not None and target.lemma_.lower() in VENTURES and not _is_new(target)
    if kind in ("practice", "judged", "somebody", "thing", "attitude"):
        return target is not None and _takes(verb, target, kind, behind)
    if kind == "room":
        if subject is not None and not _is_somebody(subject):
            # "The failure leaves the town open to attack."
            return False
        return target is not None and (
            target.lemma_.lower() in ROOMS or target.ent_type_ in ("GPE", "ORG", "FAC")
        )
    if kind == "rival":
        return target is not None and target.ent_type_ in ("PERSON", "ORG", "GPE", "NORP")
    if kind == "race":
        if _SCORE.search(verb.doc.text):
            # "leads 49 percent to 41 percent": the numbers tell who is ahead.
            return False
        measured = any(t.lemma_.lower() in _POLLED for t in verb.doc)
        return measured and target is not None and target.ent_type_ in ("PERSON", "ORG", "GPE")
    if kind == "contest":
        if any(t.lower_ in ("most", "fewest", "%", "percent", "landslide") for t in verb.doc):
            # A share of more than half is no defeat, and a class may know it.
            return False
        return target is not None and (target.lemma_.lower() in CONTESTS or target.ent_type_ == "GPE")
    if kind == "moves":
        # "Prices rose": something that is measured moves, by itself, and nothing beside it tells why.
        return subject is not None and target is None and _is_measured(subject) and not _has_grounds(verb)
    if kind == "moved":
        return target is not None and _is_measured(target)
    if kind == "to":
        # "A deadlocked court failed to reach ...": the word before the noun shows what came of it.
        told = subject is not None and any(c.dep_ == "amod" and c.tag_ == "VBN" for c in subject.children)
        return any(c.dep_ == "xcomp" for c in verb.children) and not told
    return kind == "clause" and any(_has_subject_behind(c, verb) for c in verb.children if c.dep_ == "ccomp")


_SCORE = re.compile(r"\d(?: percent|%)? to \d|\d-\d")


def _has_subject_behind(clause: Token, verb: Token) -> bool:
    """Not "who it believes deserves the prize", where the subject is asked for."""
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") and c.i > verb.i for c in clause.children)


def _is_somebody(noun: Token) -> bool:
    return noun.pos_ in ("PROPN", "PRON") or bool(noun.ent_type_) or noun.lemma_.lower() in PEOPLE


_GROUNDS = words("on amid as despite with")


def _takes(verb: Token, target: Token, kind: str, behind: set[str]) -> bool:
    """Whether both verbs of a pair are said of such an object, with what stands behind it."""
    if "from" in behind:
        return False
    if kind == "somebody":
        return target.ent_type_ in ("PERSON", "ORG") and not behind & {"as", "to"}
    if kind == "judged":
        return target.ent_type_ == "PERSON" or target.dep_ == "nsubjpass"
    if kind == "attitude":
        # "praised him for saying no", "praised as brave", "praised the “vile” speech": the rest takes a side.
        sided = behind & {"for", "as", "over"} or any(t.is_quote for t in verb.doc)
        return target.pos_ in ("NOUN", "PROPN") and not sided
    if kind == "practice" or verb.lemma_ == "encourage":
        told_to = any(c.dep_ in ("xcomp", "ccomp") and _is_infinitive(c) for c in verb.children)
        return target.pos_ == "NOUN" and not told_to
    return target.pos_ in ("NOUN", "PROPN")


def _is_new(noun: Token) -> bool:
    return any(c.lower_ in ("a", "an") for c in noun.children)


def _has_grounds(verb: Token) -> bool:
    """ "rose on strong earnings", "fell amid fears": the ground goes with the one direction alone."""
    for prep in (c for c in verb.children if c.dep_ == "prep" and c.lower_ in _GROUNDS):
        inner = next((c for c in prep.children if c.dep_ == "pobj"), None)
        if inner is None or inner.ent_type_ not in ("DATE", "TIME"):
            return True
    return False


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
