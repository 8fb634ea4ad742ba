"""Verbs of causing: "X led to Y", "X forced Y to", "X cut Y", "Y was caused by X", "Y resulted from X"."""

from collections.abc import Iterator

from spacy.tokens import Token

from quizapi.reading.causal.clauses import child, clause, phrase, subject, trimmed
from quizapi.reading.causal.context import Context
from quizapi.reading.causal.frames import Frame, frame_of
from quizapi.reading.causal.lexicon import (
    CAUSE_INFINITIVE,
    CAUSE_OBJECT,
    CAUSE_PARTICLE,
    CAUSE_PREPOSITION,
    CHANGE,
    CHANGE_WITH_PARTICLE,
    EFFECT_PREPOSITION,
    EITHER,
    PREVENT_FROM,
    RESULT_PARTICIPLES,
)
from quizapi.reading.causal.links import Link, overlap
from quizapi.reading.causal.nouns import is_agent, is_document, is_event, is_time
from quizapi.reading.causal.participles import is_participle_of_result, result_participle
from quizapi.reading.causal.passives import passive
from quizapi.reading.causal.subjects import cause_of, is_passive

VERBS = (
    CAUSE_OBJECT
    | CAUSE_INFINITIVE
    | PREVENT_FROM
    | CHANGE
    | EITHER
    | CHANGE_WITH_PARTICLE
    | RESULT_PARTICIPLES
    | frozenset(CAUSE_PREPOSITION)
    | frozenset(CAUSE_PARTICLE)
    | frozenset(EFFECT_PREPOSITION)
    | frozenset(
        [
            "make",
            "mean",
            "follow",
            "come",
            "help",
            "let",
            "account",
            "turn",
            "pave",
            "open",
            "clear",
            "prepare",
            "lay",
            "send",
            "give",
            "put",
            "hand",
            "shift",
        ]
    )
)
SAME_PAST = frozenset({"cut", "hit", "hurt", "shut", "cost", "split"})
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
_UNDERGOING = frozenset({"suffer", "die", "benefit"})
_PROVIDING = frozenset({"oblige", "allow", "permit"})
_CAUSING = CAUSE_INFINITIVE | {"make", "help"}


def verb_of_causing(verb: Token, context: Context) -> Iterator[Link]:
    """All frames of one verb; the first that fits is taken."""
    if is_passive(verb):
        yield from passive(verb)
        return
    if verb.tag_ == "VBG" and is_participle_of_result(verb):
        yield from result_participle(verb)
        return
    frame = frame_of(verb)
    if frame is not None and verb.lemma_ in _UNDERGOING and frame.construction == "effect of":
        yield from _undergone(verb, frame)
        return
    if frame is None or _completes_a_cause(verb) or (frame.construction == "change" and _goes_on(verb)):
        return
    before = cause_of(verb, lexical=frame.lexical, context=context)
    if before is None or overlap(before, frame.other):
        return
    if verb.lemma_ in _PROVIDING and is_document(verb.doc[before[0] : before[1]].root):
        return  # "the rules oblige banks to report": what they say, and not what they did
    backwards = frame.construction == "effect of"
    cause, effect = (frame.other, before) if backwards else (before, frame.other)
    confidence = 0.7 if frame.lexical else 0.8
    yield Link(cause, effect, frame.signal, frame.construction, verb, confidence)


def _undergone(verb: Token, frame: Frame) -> Iterator[Link]:
    """ "Growers have suffered from the ban": the effect is that they have."""
    last = frame.signal[1] if frame.signal is not None else verb.i + 1
    effect = clause(verb, stop=last - 1) if subject(verb) is not None else None
    if effect is not None and not overlap(effect, frame.other):
        yield Link(frame.other, effect, (last - 1, last), "effect of", verb, 0.74)


def opposed(token: Token, context: Context) -> Iterator[Link]:
    """ "Instead of cutting the price, the ceiling emptied the shelves": it did not cut it."""
    second = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if (token.lower_, second) not in (("instead", "of"), ("rather", "than"), ("far", "from")):
        return
    inner = _inner_verb(token.nbor(1))
    main = _main_over(inner) if inner is not None else None
    frame = frame_of(inner) if inner is not None else None
    if inner is None or main is None or frame is None or frame.construction == "effect of":
        return
    cause = cause_of(main, lexical=True, context=context)
    if cause is not None and not overlap(cause, frame.other):
        yield Link(cause, frame.other, frame.signal, frame.construction, inner, 0.7, denied=True)


def _inner_verb(word: Token) -> Token | None:
    """The verb behind "of", "than" or "from"."""
    for other in word.doc[word.i + 1 : word.i + 4]:
        if other.tag_ in ("VBG", "VB") and other.pos_ == "VERB":
            return other
    return None


def _main_over(inner: Token) -> Token | None:
    node = inner
    for _ in range(4):
        if node.head == node:
            return None
        node = node.head
        if node.pos_ == "VERB" and subject(node) is not None:
            return node
    return None


def verb_taken_for_noun(verb: Token, context: Context) -> Iterator[Link]:
    """ "The embargo cut exports by a third" in a parse that takes it for one long noun phrase.

    Only verbs whose past is their plain form, in a sentence without a finite verb.
    """
    target = verb.head
    if verb.dep_ != "compound" or target.dep_ != "ROOT" or target.pos_ != "NOUN":
        return
    sent = context.sent(verb)
    if verb.i - 1 < sent.start:
        return
    before = verb.nbor(-1)
    if before.pos_ != "NOUN" or not is_event(before) or any(t.tag_ in _FINITE_TAGS for t in sent):
        return
    cause = trimmed(verb.doc, sent.start, verb.i)
    effect = trimmed(verb.doc, verb.i, target.right_edge.i + 1)
    if cause is not None and effect is not None and verb.doc[cause[0]].pos_ in ("DET", "NOUN", "ADJ", "PRON"):
        yield Link(cause, effect, None, "change", verb, 0.66)


def source_taken_for_noun(verb: Token, context: Context) -> Iterator[Link]:
    """ "The embargo emanates from a quarrel" in a parse that takes the verb for a plural noun."""
    preposition = child(verb, "prep")
    governed = (
        child(preposition, "pobj") if preposition is not None and preposition.lower_ == "from" else None
    )
    before = verb.nbor(-1) if verb.i else verb
    if verb.tag_ != "NNS" or verb.dep_ != "ROOT" or governed is None or preposition is None:
        return
    if preposition.i != verb.i + 1 or before.pos_ != "NOUN" or is_time(governed) or is_agent(governed):
        return
    cause = phrase(governed)
    effect = trimmed(verb.doc, context.sent(verb).start, verb.i)
    if cause is not None and effect is not None:
        yield Link(cause, effect, (verb.i, preposition.i + 1), "effect of", verb, 0.7)


def _goes_on(verb: Token) -> bool:
    """Whether the verb is the second of two effects under one subject: both are one span."""
    first = verb.head
    return (
        verb.dep_ == "conj"
        and subject(verb) is None
        and first.lemma_ in CHANGE | CHANGE_WITH_PARTICLE
        and (child(first, "dobj") is not None or child(first, "prt") is not None)
    )


def _completes_a_cause(verb: Token) -> bool:
    """Whether the verb is the infinitive of a verb of causing ("forced the yard to cut jobs")."""
    return verb.dep_ in ("ccomp", "xcomp") and verb.tag_ == "VB" and verb.head.lemma_ in _CAUSING
