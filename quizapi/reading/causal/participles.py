"""Participles of result: "The port shut, leaving ships adrift"."""

from collections.abc import Iterator

from spacy.tokens import Token

from quizapi.reading.causal.clauses import (
    SUBJECTS,
    VERBAL,
    act_verb,
    child,
    clause,
    predicate,
    subject,
    trimmed,
)
from quizapi.reading.causal.frames import frame_of
from quizapi.reading.causal.lexicon import REPORTING, RESULT_PARTICIPLES
from quizapi.reading.causal.links import Link, Tokens, overlap
from quizapi.reading.causal.subjects import has_noun_before

_RESULT_CLAUSE = frozenset({"advcl", "conj", "dep", "acl"})


def is_participle_of_result(verb: Token) -> bool:
    return (
        verb.dep_ in _RESULT_CLAUSE
        and verb.head.i < verb.i
        and verb.i > 1
        and any(
            verb.doc[i].text in (",", "–", "—") for i in (verb.i - 1, max(0, verb.i - 2), max(0, verb.i - 3))
        )
        and not any(other.dep_ in SUBJECTS or other.dep_ in ("aux", "mark") for other in verb.lefts)
    )


def result_participle(verb: Token) -> Iterator[Link]:
    lemma = verb.lemma_
    if child(verb, "dobj", "ccomp", "prep") is None:
        return
    governor = verb.head
    while governor.pos_ not in VERBAL and governor.head != governor:
        governor = governor.head
    if governor.pos_ not in VERBAL or governor.i > verb.i:
        return
    following = verb.doc[verb.right_edge.i + 1] if verb.right_edge.i + 1 < len(verb.doc) else None
    if following is not None and (following.text in ("--", "–", "—", "-") or following.pos_ in VERBAL):
        return
    frame = frame_of(verb)
    if frame is not None and frame.construction == "effect of":
        return
    if (
        frame is None
        and lemma == "give"
        and child(verb, "dative") is not None
        and child(verb, "dobj") is not None
    ):
        effect, signal = predicate(verb), None  # "lifted the ban, giving Iran access to its funds"
    elif frame is None and lemma == "put" and _out_of_reach(verb):
        effect, signal = predicate(verb), None
    elif frame is None:
        if lemma not in RESULT_PARTICIPLES or child(verb, "dobj", "ccomp") is None:
            return
        if lemma == "add" and (child(verb, "dobj") is None or governor.lemma_ in REPORTING):
            return  # "adding that", "he said, adding a word of thanks"
        effect, signal = predicate(verb), None
    else:
        effect, signal = frame.other, frame.signal
    comma = verb.i
    while comma > governor.i and verb.doc[comma].text not in (",", "–", "—"):
        comma -= 1
    cause = _cause_clause(governor, comma)
    if effect is None or cause is None or overlap(cause, effect):
        return
    yield Link(cause, effect, signal, "participle of result", governor, 0.75)


def _out_of_reach(verb: Token) -> bool:
    """ "putting travel beyond the reach of students"."""
    prepositions = {c.lower_ for holder in (verb, child(verb, "dobj")) if holder for c in holder.rights}
    return child(verb, "dobj") is not None and bool(prepositions & {"beyond", "at", "out", "under"})


def _cause_clause(governor: Token, stop: int) -> Tokens | None:
    if governor.dep_ == "relcl" and governor.head.i < governor.i:
        return trimmed(governor.doc, governor.head.left_edge.i, stop)
    if governor.dep_ == "conj" and subject(governor) is None and has_noun_before(governor):
        return clause(governor, stop=stop, start=governor.nbor(-1).left_edge.i)
    return clause(act_verb(governor), stop=stop)
