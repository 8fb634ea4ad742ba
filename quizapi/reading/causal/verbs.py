"""Verbs of causing: "X led to Y", "X forced Y to", "X cut Y", "Y was caused by X", "Y resulted from X"."""

from collections.abc import Iterator

from spacy.tokens import Token

from quizapi.reading.causal.clauses import (
    SUBJECTS,
    VERBAL,
    child,
    clause,
    complement,
    phrase,
    predicate,
    subject,
    trimmed,
)
from quizapi.reading.causal.context import Context
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
    RAISING,
    RESULT_PARTICIPLES,
    words,
)
from quizapi.reading.causal.links import Link, Tokens
from quizapi.reading.causal.nouns import is_agent, is_event, is_time

VERBS = (
    CAUSE_OBJECT
    | CAUSE_INFINITIVE
    | PREVENT_FROM
    | CHANGE
    | CHANGE_WITH_PARTICLE
    | RESULT_PARTICIPLES
    | frozenset(CAUSE_PREPOSITION)
    | frozenset(CAUSE_PARTICLE)
    | frozenset(EFFECT_PREPOSITION)
    | frozenset({"make", "mean", "follow", "come", "help", "let", "account", "turn"})
)
SAME_PAST = frozenset({"cut", "hit", "hurt", "shut", "cost", "split"})
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
_WISHING = words("want wish like need ask urge tell")
_CAUSING = CAUSE_INFINITIVE | {"make", "help"}
_RELATIVES = frozenset({"which", "that", "who"})
_RESULT_CLAUSE = frozenset({"advcl", "conj", "dep", "acl"})


def verb_of_causing(verb: Token, context: Context) -> Iterator[Link]:
    """All frames of one verb; the first that fits is taken."""
    if _is_passive(verb):
        yield from _passive(verb, context)
        return
    if verb.tag_ == "VBG" and _is_participle_of_result(verb):
        yield from _result_participle(verb)
        return
    frame = _frame(verb)
    if frame is None or _completes_a_cause(verb):
        return
    effect, signal, lexical, name = frame
    if name == "change" and _goes_on(verb):
        return
    cause = _cause(verb, lexical=lexical, context=context)
    if cause is None or _overlap(cause, effect):
        return
    confidence = 0.8 if not lexical else 0.7
    if name == "effect of":
        cause, effect = effect, cause
    yield Link(cause, effect, signal, name, verb, confidence)


def verb_taken_for_noun(verb: Token, context: Context) -> Iterator[Link]:
    """ "The embargo cut exports by a third" in a parse that takes it for one long noun phrase.

    Only verbs whose past is their plain form, in a sentence without a finite verb.
    """
    sent, target = verb.sent, verb.head
    if verb.dep_ != "compound" or target.dep_ != "ROOT" or target.pos_ != "NOUN" or verb.i - 1 < sent.start:
        return
    before = verb.nbor(-1)
    if before.pos_ != "NOUN" or not is_event(before) or any(t.tag_ in _FINITE_TAGS for t in sent):
        return
    cause = trimmed(verb.doc, sent.start, verb.i)
    effect = trimmed(verb.doc, verb.i, target.right_edge.i + 1)
    if cause is not None and effect is not None and verb.doc[cause[0]].pos_ in ("DET", "NOUN", "ADJ", "PRON"):
        yield Link(cause, effect, None, "change", verb, 0.66)


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


def _frame(verb: Token) -> tuple[Tokens, Tokens | None, bool, str] | None:
    """(effect, signal, lexical, construction) of an active verb."""
    lemma = verb.lemma_
    particle = child(verb, "prt", "prep", "advmod")
    if lemma in EFFECT_PREPOSITION:
        preposition = _preposition(verb, EFFECT_PREPOSITION[lemma])
        if preposition is not None:
            inner = child(preposition, "pobj", "pcomp")
            found = phrase(inner) if inner is not None and inner.pos_ not in VERBAL else None
            if inner is not None and inner.pos_ in VERBAL:
                found = clause(inner)
            if found is not None and not is_time(inner) and not is_agent(inner):  # type: ignore[arg-type]
                return found, (verb.i, preposition.i + 1), False, "effect of"
        if lemma not in CAUSE_PREPOSITION:
            return None
    if lemma in CAUSE_PREPOSITION:
        preposition = _preposition(verb, CAUSE_PREPOSITION[lemma])
        if preposition is not None and lemma == "lead" and child(verb, "dobj") is not None:
            effect = complement(verb)
            return (
                None
                if effect is None
                else (effect, (verb.i, verb.i + 1), False, "cause verb with infinitive")
            )
        if preposition is not None and (lemma != "give" or _object_is(verb, "rise")):
            effect = complement(verb, after=preposition.i)
            if effect is not None and (lemma == "account" or not is_time(_first_governed(preposition))):
                return effect, (verb.i, preposition.i + 1), False, "cause verb"
    if lemma in CAUSE_PARTICLE and particle is not None and particle.lower_ in CAUSE_PARTICLE[lemma]:
        effect = complement(verb, after=particle.i)
        if effect is not None and particle.i == verb.i + 1 and child(verb, "dobj") is not None:
            return effect, (verb.i, particle.i + 1), False, "cause verb"
    infinitive = _infinitive(verb)
    if lemma in CAUSE_INFINITIVE and infinitive is not None:
        effect = complement(verb)
        if effect is not None and not effect[0] <= infinitive.i < effect[1]:
            tail = clause(infinitive)
            effect = None if tail is None else (effect[0], tail[1])
        if effect is not None:
            return effect, (verb.i, verb.i + 1), False, "cause verb with infinitive"
    if lemma in PREVENT_FROM and _prevents(verb):
        effect = complement(verb)
        if effect is not None:
            return effect, (verb.i, verb.i + 1), False, "prevent"
    if lemma == "mean":
        inner = child(verb, "ccomp")
        if inner is not None and subject(inner) is not None:
            effect = complement(verb)
            return None if effect is None else (effect, (verb.i, verb.i + 1), False, "mean")
        meant = child(verb, "dobj")
        effect = complement(verb) if meant is not None and meant.pos_ == "NOUN" else None
        return None if effect is None else (effect, (verb.i, verb.i + 1), True, "mean")
    if lemma == "make":
        return _made(verb)
    if lemma == "help":
        inner = child(verb, "xcomp", "ccomp")
        after = verb.i + 1 if verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ == "to" else verb.i
        effect = complement(verb, after=after) if inner is not None else None
        if effect is not None:
            return effect, (verb.i, verb.i + 1), True, "help"
    if lemma == "follow":
        target = child(verb, "dobj")
        if target is None or not is_event(target) or is_time(target):
            return None
        found = phrase(target)
        return None if found is None else (found, (verb.i, verb.i + 1), True, "effect of")
    if child(verb, "dobj") is None:
        return None
    target = child(verb, "dobj")
    if lemma in EITHER and target is not None and not is_agent(target) and target.i > verb.i:
        effect = complement(verb)
        return None if effect is None else (effect, (verb.i, verb.i + 1), True, "cause verb")
    if (
        lemma == "help"
        and target is not None
        and target.i > verb.i
        and target.lower_ not in ("nobody", "none")
    ):
        effect = complement(verb)
        return None if effect is None else (effect, (verb.i, verb.i + 1), True, "help")
    if lemma in CAUSE_OBJECT and target is not None and target.lower_ not in ("which", "that", "what"):
        effect = complement(verb)
        return None if effect is None else (effect, (verb.i, verb.i + 1), False, "cause verb")
    if any(c.lower_ == "thereby" for c in verb.lefts):
        return None
    if lemma == "turn" and any(c.dep_ == "prep" and c.lower_ == "into" for c in verb.rights):
        effect = predicate(verb)
        return None if effect is None else (effect, None, True, "change")
    if lemma == "raise" and target is not None and target.lemma_ in _SAID:
        return None
    if lemma in CHANGE or (lemma in CHANGE_WITH_PARTICLE and _moves(verb)):
        effect = predicate(verb)
        if (
            effect is not None
            and target is not None
            and target.i > verb.i
            and target.ent_type_ not in ("DATE", "TIME")
        ):
            if lemma in CHANGE_WITH_PARTICLE and lemma not in CHANGE:
                effect = predicate(verb)
                return None if effect is None else (effect, None, True, "change")
            return effect, None, True, "change"
    return None


_SAID = words("slogan question issue objection voice pitch flag point matter alarm demand topic eyebrow")


def _moves(verb: Token) -> bool:
    return any(
        other.dep_ in ("prt", "prep", "oprd", "acomp") and other.lower_ != "by" for other in verb.rights
    )


def _prevents(verb: Token) -> bool:
    if verb.lemma_ == "prevent" and child(verb, "dobj") is not None:
        return True
    if verb.lemma_ in ("bar", "prohibit", "ban", "save", "spare") and child(verb, "dobj") is None:
        return False
    return (
        any(
            other.dep_ == "prep" and other.lower_ in ("from", "out") and other.right_edge.i > other.i
            for other in verb.rights
        )
        and child(verb, "dobj") is not None
    )


def _made(verb: Token) -> tuple[Tokens, Tokens | None, bool, str] | None:
    inner = child(verb, "ccomp")
    if inner is None or inner.i < verb.i or subject(inner) is None:
        return None
    effect = complement(verb)
    return None if effect is None else (effect, (verb.i, verb.i + 1), True, "make")


def _infinitive(verb: Token) -> Token | None:
    """The infinitive that completes verb and object ("forced the yard to close")."""
    for other in verb.rights:
        if verb.lemma_ == "let" and other.dep_ in ("xcomp", "ccomp") and other.tag_ == "VB":
            return other
        if other.dep_ in ("xcomp", "ccomp", "advcl") and other.tag_ == "VB":
            to = child(other, "aux")
            if to is None or to.lower_ != "to":
                continue
            if child(verb, "dobj") is not None or subject(other) is not None:
                return other
    target = child(verb, "dobj")
    behind = None if target is None else target.right_edge.i + 1
    if behind is not None and verb.i < behind < len(verb.doc) - 1:
        marker = verb.doc[behind]
        # The parser may hang the infinitive elsewhere ("might persuade the U.S. to drop it, analysts said").
        if marker.tag_ == "TO" and marker.head.tag_ == "VB" and marker.head.i > behind:
            return marker.head
    return None


def _object_is(verb: Token, lemma: str) -> bool:
    target = child(verb, "dobj")
    return target is not None and target.lemma_ == lemma


def _preposition(verb: Token, allowed: frozenset[str]) -> Token | None:
    for other in verb.rights:
        if other.dep_ in ("prep", "prt") and other.lower_ in allowed and other.right_edge.i > other.i:
            return other
    return None


def _first_governed(preposition: Token) -> Token:
    return child(preposition, "pobj", "pcomp") or preposition


def _cause(verb: Token, *, lexical: bool, context: Context) -> Tokens | None:
    """The subject (own, shared, raised or the antecedent of a relative), if it can be a cause."""
    holder = verb
    own = subject(holder)
    for _ in range(4):
        if own is not None:
            break
        if holder.dep_ in ("conj", "xcomp") and holder.head.pos_ in VERBAL | {"ADJ"}:
            if holder.dep_ == "xcomp" and not _raises(holder.head):
                return None
            holder = holder.head
        elif holder.pos_ == "ADJ" and holder.dep_ == "acomp":
            holder = holder.head
        elif holder.dep_ == "acl" and holder.head.pos_ == "NOUN" and verb.tag_ in ("VBD", "VBZ", "VBP"):
            own = holder.head
            return _noun_cause(own, verb, lexical=lexical, context=context, stop=verb.i)
        else:
            return None
        own = subject(holder)
    if own is None or own.i > verb.i:
        return None
    if own.lower_ in _RELATIVES and (holder.dep_ == "relcl" or own.tag_ in ("WDT", "WP")):
        return _antecedent_cause(holder, own, lexical=lexical, context=context)
    return _noun_cause(own, verb, lexical=lexical, context=context)


def _raises(verb: Token) -> bool:
    return (
        verb.lemma_ in RAISING
        or verb.pos_ == "ADJ"
        or (
            verb.lemma_ in ("expect", "say", "believe", "think", "report", "fear", "know", "use")
            and _is_passive(verb)
        )
    )


def _noun_cause(
    noun: Token, verb: Token, *, lexical: bool, context: Context, stop: int | None = None
) -> Tokens | None:
    if noun.dep_ in ("csubj", "csubjpass") or (noun.pos_ in VERBAL and noun.tag_ == "VBG"):
        return clause(noun, stop=verb.i if verb.i > noun.i else None)
    if any(c.lower_ == "whose" for c in noun.lefts) or (
        verb.dep_ == "ccomp" and verb.head.lemma_ in _WISHING and any(c.tag_ == "TO" for c in verb.lefts)
    ):
        return None
    if noun.dep_ == "expl" or (noun.pos_ in VERBAL and noun.tag_ != "VBG"):
        return None
    if is_agent(noun) or is_time(noun):
        return None
    if noun.pos_ == "PRON":
        if not is_event(noun):
            return None
        if noun.lower_ in ("they", "it"):
            stands_for = context.antecedent(noun)
            if stands_for is None or (lexical and not is_event(stands_for)):
                return None
    elif lexical and not is_event(noun):
        return None
    return phrase(noun, stop=stop)


def _antecedent_cause(verb: Token, relative: Token, *, lexical: bool, context: Context) -> Tokens | None:
    doc = verb.doc
    antecedent = verb.head
    node = antecedent if relative.lower_ != "who" else verb
    while (
        node != verb
        and not is_event(node)
        and node.dep_ in ("pobj", "prep", "conj", "appos")
        and node.head.i < node.i
    ):
        node = node.head
        if node.pos_ == "NOUN" and is_event(node):
            antecedent = node
    comma = relative.i > 0 and doc[relative.i - 1].text == ","
    if antecedent.pos_ in VERBAL or (comma and relative.lower_ == "which" and not is_event(antecedent)):
        governor = antecedent
        while governor.pos_ not in VERBAL and governor.head != governor:
            governor = governor.head
        if governor.pos_ not in VERBAL or governor.i > relative.i or relative.lower_ != "which":
            return None
        return clause(governor, stop=relative.i - 1)
    if is_agent(antecedent) or is_time(antecedent) or (lexical and not is_event(antecedent)):
        return None
    if not comma and antecedent.dep_ not in ("appos", "npadvmod", "attr"):
        # A restrictive clause says which one is meant; it belongs to the noun phrase.
        return None
    return phrase(antecedent, stop=relative.i)


def _is_passive(verb: Token) -> bool:
    if verb.tag_ != "VBN":
        return False
    if any(other.dep_ in ("auxpass", "nsubjpass", "agent") for other in verb.children):
        return True
    return verb.dep_ == "acl"


def _passive(verb: Token, context: Context) -> Iterator[Link]:
    by = _agent(verb)
    if by is None:
        return
    inner = child(by, "pobj", "pcomp")
    if inner is None or is_time(inner) or is_agent(inner):
        return
    lemma = verb.lemma_
    pure = lemma in CAUSE_OBJECT or lemma in _FORCED or (lemma in CAUSE_PARTICLE and _has_particle(verb))
    change = lemma in CHANGE or lemma in PREVENT_FROM
    if change and not pure and inner.tag_ == "VBG" and inner.dep_ == "pcomp":
        return  # "by forming committees" is the means
    if not (pure or change) or (inner.pos_ not in VERBAL and not is_event(inner)):
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
    if verb.dep_ == "acl":
        effect = trimmed(verb.doc, verb.head.left_edge.i, verb.i)
    elif pure and not completed:
        effect = phrase(own) if own is not None else None
    else:
        whole = (
            verb.head if own is None and verb.dep_ in ("acomp", "oprd") and verb.head.pos_ in VERBAL else verb
        )
        if own is None and subject(whole) is None:
            return
        effect = clause(whole, stop=by.i)
    if effect is None or _overlap(cause, effect):
        return
    signal = (verb.i, by.i + 1) if pure and not completed else (by.i, by.i + 1)
    modifies = verb.dep_ in ("acl", "relcl")
    name = "passive (noun)" if modifies else "passive"
    yield Link(cause, effect, signal, name, verb, (0.8 if pure else 0.7) - (0.1 if modifies else 0.0))


_FORCED = frozenset({"force", "prompt", "compel", "drive", "oblige", "motivate", "inspire"})


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


def _is_participle_of_result(verb: Token) -> bool:
    return (
        verb.dep_ in _RESULT_CLAUSE
        and verb.head.i < verb.i
        and verb.i > 1
        and any(
            verb.doc[i].text in (",", "–", "—") for i in (verb.i - 1, max(0, verb.i - 2), max(0, verb.i - 3))
        )
        and not any(other.dep_ in SUBJECTS or other.dep_ in ("aux", "mark") for other in verb.lefts)
    )


def _result_participle(verb: Token) -> Iterator[Link]:
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
    frame = _frame(verb)
    if frame is not None and frame[3] == "effect of":
        return
    if frame is None:
        if lemma not in RESULT_PARTICIPLES or child(verb, "dobj", "ccomp") is None:
            return
        effect, signal = predicate(verb), None
    else:
        effect, signal = frame[0], frame[1]
    comma = verb.i
    while comma > governor.i and verb.doc[comma].text not in (",", "–", "—"):
        comma -= 1
    cause = _cause_clause(governor, comma)
    if effect is None or cause is None or _overlap(cause, effect):
        return
    yield Link(cause, effect, signal, "participle of result", governor, 0.75)


def _cause_clause(governor: Token, stop: int) -> Tokens | None:
    if governor.dep_ == "relcl" and governor.head.i < governor.i:
        return trimmed(governor.doc, governor.head.left_edge.i, stop)
    from quizapi.reading.causal.clauses import act_verb

    return clause(act_verb(governor), stop=stop)


def _overlap(left: Tokens, right: Tokens) -> bool:
    return left[0] < right[1] and right[0] < left[1]
