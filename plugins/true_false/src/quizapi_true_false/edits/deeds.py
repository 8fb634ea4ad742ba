"""What a sentence tells of a name in it: who alone did it, whose it was, where it happened, who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapi_true_false.edits.base import Scene, is_reported
from quizapi_true_false.edits.naming import SHARED
from quizapi_true_false.lexicon import SOLE_OFFICES, words
from quizapi_true_false.objects import CONTESTS

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token


_SPEAKING = words(
    """say tell add argue claim announce state note warn report explain insist write believe think predict
    acknowledge admit stress suggest reveal describe observe declare estimate"""
)
#: Done to somebody, of whom nobody else is said to have suffered it.
HARMS = words(
    "ban suspend expel bar exclude punish blame criticise criticize remove oust beat defeat humiliate"
)
#: "Abara runs the bakery": one does.
OFFICES = words("run lead own chair head manage direct coach edit represent")
_EMPTY = frozenset({"he", "she", "it", "they", "that", "who", "which", "him", "her", "them"})


def is_sole_doer(span: DocSpan, *, named_body: bool) -> bool:
    """Whether the name is who did something that, told in the past of a certain thing, one did."""
    root = span.root
    if any(c.dep_ in ("prep", "relcl", "acl") for c in root.children):
        return False
    verb = root.head
    if root.dep_ == "pobj" and verb.dep_ == "agent":
        verb = verb.head
    elif root.dep_ not in ("nsubj", "nsubjpass"):
        return False
    if verb.pos_ != "VERB" or verb.lemma_ in SHARED | _SPEAKING or is_reported(verb):
        return False
    if named_body and not any(c.dep_ in ("dobj", "nsubjpass", "ccomp", "xcomp") for c in verb.children):
        # "The championship ran for a week": what a body of another kind may not even be able to do.
        return False
    forms = {verb.tag_, *(c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass"))}
    target = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if verb.tag_ == "VBZ" and verb.lemma_ in OFFICES:
        return target is not None and any(c.lower_ == "the" for c in target.children)
    if root.dep_ == "nsubj" and not (_is_one(target) or _is_won(verb, target)):
        # "Low criticised tax cuts": who else did, the article need not tell.
        return False
    done = verb.tag_ == "VBN" and any(c.lower_ in ("has", "have") for c in verb.children if c.dep_ == "aux")
    return bool(forms & {"VBD", "MD"}) or done


def _is_one(target: Token | None) -> bool:
    """Whether what is done to is one certain thing, or so many: "the pier", "37 ferries", a name."""
    if target is None:
        return True
    if target.ent_type_ in ("FAC", "ORG", "PRODUCT", "WORK_OF_ART", "MONEY", "GPE"):
        return True
    marks = {c.lower_ for c in target.children if c.dep_ == "det"}
    return bool(marks & {"the", "a", "an"}) or any(c.dep_ == "nummod" for c in target.children)


def _is_won(verb: Token, target: Token | None) -> bool:
    """ "won Velisk's election": one wins it."""
    return verb.lemma_ == "win" and target is not None and target.lemma_.lower() in CONTESTS


def is_described(span: DocSpan) -> bool:
    """ "Low is the owner of the yard": what one alone is."""
    root = span.root
    if (
        span.start > 0
        or root.dep_ != "nsubj"
        or root.head.lemma_ != "be"
        or any(c.dep_ == "neg" for c in root.head.children)
    ):
        return False
    attribute = next((c for c in root.head.children if c.dep_ == "attr"), None)
    if attribute is None:
        return False
    bare = not any(c.dep_ in ("det", "poss") for c in attribute.children)
    if bare and attribute.lemma_.lower() in SOLE_OFFICES:
        return any(c.dep_ == "prep" and c.lower_ == "of" for c in attribute.children)
    return any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ == "the") for c in attribute.children)


def happened_again(span: DocSpan, scene: Scene) -> bool:
    """Whether the article tells of such a deed more than once: then another may have done it too."""
    node = span.root
    while node.pos_ not in ("VERB", "AUX") and node.head.i != node.i:
        node = node.head
    target = next((c.lemma_ for c in node.children if c.dep_ in ("dobj", "nsubjpass", "attr")), None)
    times = 0
    for token in scene.article.doc:
        if token.lemma_ != node.lemma_ or token.pos_ not in ("VERB", "AUX"):
            continue
        own = next((c.lemma_ for c in token.children if c.dep_ in ("dobj", "nsubjpass", "attr")), None)
        if (
            node.lemma_ == "be"
            or own == target
            or own is None
            or target is None
            or own in _EMPTY
            or target in _EMPTY
        ):
            times += 1
    return times > 1


def is_owner(span: DocSpan) -> bool:
    """ "Fan's attempt in the 18th minute failed": whose it was, told in the past of one certain thing."""
    root = span.root
    if (
        root.dep_ != "poss"
        or root.head.tag_ not in ("NN", "NNP")
        or root.head.dep_ not in ("nsubj", "nsubjpass", "dobj")
    ):
        return False
    return _tense(root.head.head) in ("past", "ahead") and not is_reported(root.head.head)


def is_scene_of(span: DocSpan) -> bool:
    """ "in Aldhaven", "a visit to Rome": where one thing happened or will happen."""
    root = span.root
    if root.dep_ != "pobj" or root.head.lower_ not in ("in", "at", "to", "from", "near"):
        return False
    node = root.head.head
    if node.pos_ == "NOUN":
        marked = any(c.lower_ in ("a", "an", "the") or c.dep_ in ("compound", "poss") for c in node.children)
        if node.tag_ != "NN" or not marked or _is_known_place(node):
            return False
        while node.pos_ not in ("VERB", "AUX") and node.head.i != node.i:
            node = node.head
    dated = any(t.ent_type_ == "DATE" for t in span.doc)
    return node.pos_ in ("VERB", "AUX") and not is_reported(node) and (_tense(node) != "general" or dated)


def _is_known_place(noun: Token) -> bool:
    """ "the Harbour Works office in Velisk": where a firm or a school has its house a class may know."""
    return any(
        c.pos_ == "PROPN"
        and c.dep_ in ("compound", "poss", "nmod")
        and c.ent_type_ in ("ORG", "FAC", "PRODUCT")
        for c in noun.children
    )


def is_only_one(span: DocSpan) -> bool:
    """ "The only state without one is Ohio", "Ohio is the only state": nowhere else is it so."""
    root = span.root
    if root.dep_ not in ("nsubj", "attr") or root.head.lemma_ != "be" or root.head.dep_ != "ROOT":
        return False
    other = next((c for c in root.head.children if c.dep_ in ("nsubj", "attr") and c.i != root.i), None)
    return other is not None and any(c.lower_ == "only" for c in other.children)


def _tense(verb: Token) -> str:
    """ "past", "ahead", "perfect" or "general" (present, of what is always so)."""
    forms = {verb.tag_, *(c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass"))}
    if "VBD" in forms:
        return "past"
    if "MD" in forms:
        return "ahead"
    helped = any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    return "perfect" if helped else "general"


def is_speaker(span: DocSpan) -> bool:
    root = span.root
    if root.dep_ == "pobj" and root.head.lower_ in ("to", "by") and "ccording" in root.head.head.text:
        return True
    return (
        root.dep_ == "nsubj"
        and root.head.lemma_ in _SPEAKING
        and not any(c.dep_ in ("prep", "relcl", "acl") for c in root.children)
    )
