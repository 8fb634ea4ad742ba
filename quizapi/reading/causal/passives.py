"""Passives: "Y was caused by X", "exports were halved by X", "the yard was forced to close by X"."""

from collections.abc import Iterator

from spacy.tokens import Token

from quizapi.reading.causal.clauses import VERBAL, child, clause, content_verb, phrase, subject, trimmed
from quizapi.reading.causal.lexicon import CAUSE_OBJECT, CAUSE_PARTICLE, CHANGE, PREVENT_FROM, words
from quizapi.reading.causal.links import Link, Tokens, overlap
from quizapi.reading.causal.nouns import is_agent, is_event, is_time, may_cause

_FORCED = frozenset({"force", "prompt", "compel", "drive", "oblige", "motivate", "inspire"})


def passive(verb: Token) -> Iterator[Link]:
    by = _agent(verb)
    if by is None or (by.i > 0 and by.nbor(-1).lower_ == "less"):
        return  # "caused less by the controls than by a fire": neither told nor denied
    inner = child(by, "pobj", "pcomp")
    if inner is None or is_time(inner) or is_agent(inner) or _is_amount(inner):
        return
    lemma = verb.lemma_
    pure = lemma in CAUSE_OBJECT or lemma in _FORCED or (lemma in CAUSE_PARTICLE and _has_particle(verb))
    change = lemma in CHANGE or lemma in PREVENT_FROM
    fits = is_event if verb.dep_ in ("acl", "relcl") else may_cause
    if change and not pure and inner.tag_ == "VBG" and inner.dep_ == "pcomp":
        return  # "by forming committees" is the means
    if not (pure or change) or (inner.pos_ not in VERBAL and not fits(inner)):
        return
    if inner.pos_ == "PRON" and inner.lower_ not in ("this", "that", "it"):
        return
    cause = clause(inner) if inner.pos_ in VERBAL else phrase(inner)
    if cause is None or (change and not pure and inner.pos_ in ("PROPN",)):
        return
    own = subject(verb)
    if own is None and verb.dep_ == "conj" and verb.head.pos_ in VERBAL:
        own = subject(verb.head)
    if own is not None and own.tag_ in ("WDT", "WP"):
        if verb.dep_ != "relcl" or verb.doc[own.i - 1].text != ",":
            return
        own = verb.head
    completed = any(other.dep_ in ("xcomp", "dobj", "oprd") for other in verb.rights)
    if any(other.dep_ == "xcomp" and other.i > by.right_edge.i for other in verb.rights):
        return  # "was persuaded by X to do it": no connected effect
    if (
        own is None
        and verb.lemma_ in _MOVING
        and verb.dep_ in ("advcl", "acl")
        and (verb.head.i < verb.i or verb.is_sent_start)
    ):
        yield from _moved(verb, by, cause)
        return
    if verb.dep_ == "acl":
        effect = trimmed(verb.doc, verb.head.left_edge.i, verb.i + (change and not pure))
    elif pure and not completed:
        effect = phrase(own) if own is not None else None
    else:
        whole = (
            verb.head if own is None and verb.dep_ in ("acomp", "oprd") and verb.head.pos_ in VERBAL else verb
        )
        if own is None and subject(whole) is None:
            return
        effect = clause(whole, stop=by.i)
    if effect is None or overlap(cause, effect):
        return
    if change and not pure and own is not None and own.pos_ == "PRON" and is_agent(own):
        return  # "he was not upset by it"
    signal = (verb.i, by.i + 1) if pure and not completed else (by.i, by.i + 1)
    modifies = verb.dep_ in ("acl", "relcl")
    name = "passive (noun)" if modifies else "passive"
    yield Link(cause, effect, signal, name, verb, (0.8 if pure else 0.7) - (0.1 if modifies else 0.0))


_MOVING = words(
    "anger alarm worry encourage embolden frustrate spur prompt sting provoke shock outrage dismay"
)


def _moved(verb: Token, by: Token, cause: Tokens) -> Iterator[Link]:
    """ "Five states left the league, angered by its refusal"."""
    main = verb.head
    while main.pos_ not in VERBAL and main.head != main:
        main = main.head
    first = verb.is_sent_start and main.i > verb.i
    if main.pos_ not in VERBAL or not (first or (main.i < verb.i and verb.nbor(-1).text == ",")):
        return
    if first and subject(main) is None:
        return
    effect = clause(content_verb(main)) if first else clause(main, stop=verb.i)
    if effect is not None and not overlap(cause, effect):
        yield Link(cause, effect, (verb.i, by.i + 1), "phrase of cause", main, 0.75)


def _is_amount(noun: Token) -> bool:
    """ "reduced by around 35 billion dollars": how much, and not by what."""
    return any(c.dep_ == "nummod" for c in noun.lefts) and not is_event(noun)


def _has_particle(verb: Token) -> bool:
    particle = child(verb, "prt")
    return particle is not None and particle.lower_ in CAUSE_PARTICLE[verb.lemma_]


def _agent(verb: Token) -> Token | None:
    by = child(verb, "agent")
    if by is not None:
        return by
    inner = child(verb, "xcomp")
    for holder in (verb, inner):
        if holder is not None:
            for other in holder.rights:
                if other.lower_ == "by" and other.dep_ in ("prep", "agent"):
                    return other
    return None
