"""Nouns of cause and effect, blame, and the denial of a link."""

from collections.abc import Iterator

from spacy.tokens import Token

from quizapi.reading.causal.clauses import VERBAL, child, clause, complement, phrase, shared_subject, subject
from quizapi.reading.causal.context import Context
from quizapi.reading.causal.lexicon import MEASURE_NOUNS, RAISING
from quizapi.reading.causal.links import Link, Tokens
from quizapi.reading.causal.nouns import is_agent, is_event, is_time, may_cause

# Noun -> (prepositions behind it, what the noun phrase behind them is).
NOUNS = {
    "effect": (frozenset({"of"}), "cause"),
    "impact": (frozenset({"of"}), "cause"),
    "consequence": (frozenset({"of"}), "cause"),
    "result": (frozenset({"of"}), "cause"),
    "fault": (frozenset({"of"}), "cause"),
    "outcome": (frozenset({"of"}), "cause"),
    "response": (frozenset({"to"}), "cause"),
    "reaction": (frozenset({"to"}), "cause"),
    "reply": (frozenset({"to"}), "cause"),
    "riposte": (frozenset({"to"}), "cause"),
    "answer": (frozenset({"to"}), "cause"),
    "retaliation": (frozenset({"for", "against"}), "cause"),
    "punishment": (frozenset({"for"}), "cause"),
    "reprisal": (frozenset({"for"}), "cause"),
    "reason": (frozenset({"for", "behind"}), "effect"),
    "cause": (frozenset({"of", "for"}), "effect"),
    "motive": (frozenset({"for", "behind"}), "effect"),
    "hurdle": (frozenset({"to"}), "effect"),
    "obstacle": (frozenset({"to"}), "effect"),
    "barrier": (frozenset({"to"}), "effect"),
}
AIMS = frozenset({"aim", "purpose", "goal", "objective", "object", "intention"})
_BLAME = {"blame": frozenset({"for"}), "credit": frozenset({"with", "for"})}
_ASCRIBE = {
    "attribute": frozenset({"to"}),
    "ascribe": frozenset({"to"}),
    "blame": frozenset({"on"}),
    "put": frozenset({"to"}),
    "justify": frozenset({"by", "with"}),
}
BLAMING = frozenset(_BLAME) | frozenset(_ASCRIBE)
UNRELATED = frozenset({"unrelated", "unconnected"})


def noun_of_cause(noun: Token, context: Context) -> Iterator[Link]:
    """ "X was the result of Y", "the reason for Y was X", "the effect of X on Y was Z"."""
    if noun.lemma_ in AIMS:
        yield from _aim(noun)
        return
    prepositions, role = NOUNS[noun.lemma_]
    if noun.lemma_ == "reason" and noun.dep_ == "nsubj":
        yield from _reason_that(noun)
    preposition = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ in prepositions), None)
    if preposition is None:
        return
    governed = child(preposition, "pobj", "pcomp")
    if governed is None or (role == "cause" and is_agent(governed)):
        return
    inner = clause(governed) if governed.pos_ in VERBAL else phrase(governed)
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "among" else noun.head
    if verb.lemma_ not in ("be", "remain", "become") or verb.pos_ not in VERBAL:
        return
    if noun.dep_ == "attr":
        own = subject(verb)
        if own is None and verb.dep_ == "xcomp" and verb.head.lemma_ in RAISING:
            own = subject(verb.head)  # "seems to have been a reaction to"
        other = phrase(own) if own is not None and own.dep_ != "expl" and not is_agent(own) else None
    elif noun.dep_ == "nsubj":
        other = _predicative(verb)
        yield from _but(noun, verb, inner, (noun.i, preposition.i + 1), role)
    elif noun.dep_ == "pobj" and noun.head.lower_ == "among":
        other = _predicative(verb)  # "Among the effects of the ban was a rise in smuggling"
    else:
        return
    if inner is None or other is None:
        return
    cause, effect = (inner, other) if role == "cause" else (other, inner)
    if cause[0] < effect[1] and effect[0] < cause[1]:
        return
    denied = noun.dep_ == "attr" and any(c.lower_ == "no" for c in noun.lefts)
    yield Link(cause, effect, (noun.i, preposition.i + 1), "noun of cause", verb, 0.78, denied=denied)


def _but(noun: Token, verb: Token, inner: Tokens | None, signal: Tokens, role: str) -> Iterator[Link]:
    """ "The cause of the shortage was not the embargo but hoarding": the second is the cause."""
    first = child(verb, "attr")
    second = child(first, "conj") if first is not None and child(verb, "neg") is not None else None
    if (
        second is None
        or inner is None
        or (second.nbor(-1).lower_ != "but" and second.left_edge.nbor(-1).lower_ != "but")
    ):
        return
    other = phrase(second)
    if other is not None and inner[1] <= other[0]:
        cause, effect = (inner, other) if role == "cause" else (other, inner)
        yield Link(cause, effect, signal, "noun of cause", second, 0.78)


def _reason_that(noun: Token) -> Iterator[Link]:
    """ "One reason the embargo failed was that neighbours ignored it"."""
    inner, verb = child(noun, "relcl", "acl", "ccomp"), noun.head
    if inner is None or subject(inner) is None or verb.lemma_ != "be" or inner.i > verb.i:
        return
    cause, effect = _predicative(verb), clause(inner)
    if cause is not None and effect is not None and effect[1] <= cause[0]:
        yield Link(cause, effect, (noun.i, noun.i + 1), "noun of cause", verb, 0.78)


def _aim(noun: Token) -> Iterator[Link]:
    """ "The aim of the measures is to force a ceasefire"."""
    verb, preposition = noun.head, child(noun, "prep")
    inner = child(verb, "xcomp")
    measure = child(preposition, "pobj") if preposition is not None and preposition.lower_ == "of" else None
    if verb.lemma_ != "be" or inner is None or measure is None or is_agent(measure) or preposition is None:
        return
    wanted, effect = clause(inner), phrase(measure)
    if wanted is not None and effect is not None:
        yield Link(wanted, effect, (noun.i, preposition.i + 1), "meant to", verb, 0.78, act=True)


def _predicative(verb: Token) -> Tokens | None:
    inner = child(verb, "ccomp")
    if inner is not None and inner.i > verb.i:
        return complement(verb)
    doing = child(verb, "xcomp")
    if doing is not None and doing.tag_ == "VB" and doing.i > verb.i and child(doing, "dobj") is not None:
        return clause(doing, start=doing.i)  # "The effect of the ban has been to double the price"
    attribute = child(verb, "attr")
    if attribute is None:
        return None
    but = next((c for c in attribute.rights if c.dep_ == "cc" and c.lower_ == "but"), None)
    return phrase(attribute, stop=but.i if but is not None else None)


def blame(verb: Token, context: Context) -> Iterator[Link]:
    """ "He blamed the ban for the queues", "attributed the fall to the ban"."""
    target = child(verb, "dobj") or child(verb, "nsubjpass")
    if target is None and verb.tag_ == "VB" and verb.head.lemma_ == "be":
        yield from _to_blame(verb)
        return
    if target is None:
        return
    lemma = verb.lemma_
    if lemma == "put" and not any(c.dep_ == "prt" and c.lower_ == "down" for c in verb.rights):
        return
    inside = [t for t in target.subtree if lemma in ("attribute", "ascribe") and t.lower_ == "to"]
    if any(t.lower_ in ("not", "rather") for t in target.subtree):
        inside = inside[:1]  # "to hunger and not to the bombing"
    for preposition in (*verb.rights, *inside[-1:]):
        if preposition.dep_ not in ("prep", "dative") and preposition.pos_ not in VERBAL:
            preposition = next((c for c in preposition.rights if c.dep_ == "prep"), preposition)
        governed = child(preposition, "pobj", "pcomp")
        if governed is None:
            continue
        found = clause(governed) if governed.pos_ in VERBAL else phrase(governed)
        if target.tag_ in ("WDT", "WP"):
            first = _what_came_before(verb, target) if verb.dep_ == "relcl" else None
        else:
            first = phrase(target, stop=preposition.i if preposition.i > target.i else None)
        if found is None or first is None:
            continue
        signal = (verb.i, verb.i + 1)
        if preposition.lower_ in _BLAME.get(lemma, ()) and may_cause(target) and _is_matter(target, context):
            yield Link(first, found, signal, "blame", verb, 0.85)
            return
        if lemma == "blame" and preposition.lower_ == "on" and target.lemma_ in MEASURE_NOUNS:
            continue  # "blamed the duty on scrap": a duty on it
        if preposition.lower_ in _ASCRIBE.get(lemma, ()) and may_cause(governed):
            yield Link(found, first, signal, "blame", verb, 0.82)
            return


def _is_matter(target: Token, context: Context) -> bool:
    """Whether a pronoun stands for an event: "I blame it for its haste" may be said of an assembly."""
    if target.lower_ not in ("it", "they", "them"):
        return True
    meant = context.antecedent(target)
    return meant is not None and is_event(meant)


def _what_came_before(verb: Token, relative: Token) -> Tokens | None:
    """ "Exports have fallen by half, which they blame on the tariff": a noun, or the whole clause."""
    noun = verb.head
    if noun.pos_ == "NOUN" and (is_event(noun) or relative.nbor(-1).text != ","):
        return phrase(noun, stop=relative.i)
    governor = noun
    while governor.pos_ not in VERBAL and governor.head != governor:
        governor = governor.head
    return clause(governor, stop=relative.i - 1) if governor.pos_ in VERBAL else None


def _to_blame(verb: Token) -> Iterator[Link]:
    """ "The ban is to blame for the queues"."""
    own, preposition = subject(verb.head), child(verb, "prep")
    governed = child(preposition, "pobj", "pcomp") if preposition is not None else None
    if own is None or governed is None or preposition is None or preposition.lower_ != "for" or is_agent(own):
        return
    cause, effect = phrase(own), clause(governed) if governed.pos_ in VERBAL else phrase(governed)
    if cause is not None and effect is not None:
        signal = (verb.i - 1, preposition.i + 1)
        yield Link(cause, effect, signal, "blame", verb.head, 0.8)


def has_effect_on(noun: Token, context: Context) -> Iterator[Link]:
    """ "The ban had no effect on exports"."""
    verb, preposition = noun.head, child(noun, "prep")
    doing = child(preposition, "pcomp") if preposition is not None and preposition.lower_ == "of" else None
    if noun.dep_ == "dobj" and verb.lemma_ == "have" and preposition is not None and doing is not None:
        yield from _has_effect_of(noun, verb, preposition, doing)
        return
    if (
        noun.dep_ != "dobj"
        or verb.lemma_ != "have"
        or preposition is None
        or preposition.lower_ not in ("on", "upon")
    ):
        return
    own, governed = shared_subject(verb), child(preposition, "pobj")
    if own is None or governed is None or not may_cause(own) or own.tag_ in ("WDT", "WP"):
        return
    cause, effect = phrase(own), phrase(governed)
    denied = any(c.lower_ == "no" for c in noun.lefts)
    if any(c.lower_ in ("little", "limited", "scant") for c in noun.lefts):
        return  # neither told nor denied
    if cause is not None and effect is not None:
        yield Link(cause, effect, (noun.i, preposition.i + 1), "noun of cause", verb, 0.7, denied=denied)


def _has_effect_of(noun: Token, verb: Token, preposition: Token, doing: Token) -> Iterator[Link]:
    """ "The quota had the effect of doubling prices"."""
    own = shared_subject(verb)
    if own is None or doing.tag_ != "VBG" or not may_cause(own) or own.tag_ in ("WDT", "WP"):
        return
    cause, effect = phrase(own), clause(doing)
    if cause is not None and effect is not None and cause[1] <= effect[0]:
        yield Link(cause, effect, (noun.i, preposition.i + 1), "noun of cause", verb, 0.75)


def plays_part_in(noun: Token, context: Context) -> Iterator[Link]:
    """ "The embargo played no part in the fall of the cabinet"."""
    verb, preposition = noun.head, child(noun, "prep") or child(noun.head, "prep")
    if noun.dep_ != "dobj" or verb.lemma_ != "play" or preposition is None or preposition.lower_ != "in":
        return
    if preposition.i < verb.i:
        return  # "In the 1970s the campaign played a large part"
    own, governed = shared_subject(verb), child(preposition, "pobj", "pcomp")
    if own is None or governed is None or not may_cause(own):
        return
    cause = phrase(own)
    effect = clause(governed) if governed.pos_ in VERBAL else phrase(governed)
    denied = any(c.lower_ == "no" for c in noun.lefts)
    if cause is not None and effect is not None:
        yield Link(cause, effect, (verb.i, preposition.i + 1), "noun of cause", verb, 0.7, denied=denied)


def responsible_for(adjective: Token, context: Context) -> Iterator[Link]:
    """ "The freeze is responsible for the queues", "does not hold the controls responsible for them"."""
    verb, preposition = adjective.head, child(adjective, "prep")
    governed = child(preposition, "pobj", "pcomp") if preposition is not None else None
    if preposition is None or governed is None or preposition.lower_ != "for" or verb.pos_ not in VERBAL:
        return
    passive = any(c.dep_ == "auxpass" for c in verb.lefts)  # "cannot be held responsible for"
    own = subject(verb) if verb.lemma_ == "be" or passive else child(verb, "dobj")
    if own is None and adjective.dep_ in ("ccomp", "oprd"):
        own = subject(adjective)
    if own is None or not may_cause(own) or own.lower_ == "they" or is_time(governed):
        return
    cause = phrase(own, stop=adjective.i if own.i < adjective.i else None)
    effect = clause(governed) if governed.pos_ in VERBAL else phrase(governed)
    if cause is not None and effect is not None and cause[1] <= effect[0]:
        signal = (adjective.i, preposition.i + 1)
        yield Link(cause, effect, signal, "noun of cause", verb, 0.75)


def done_nothing_to(token: Token, context: Context) -> Iterator[Link]:
    """ "The boycott did nothing to free the prisoners"."""
    verb = token.head
    inner = child(token, "relcl", "acl") or child(verb, "xcomp", "advcl")
    if token.dep_ != "dobj" or verb.lemma_ != "do" or inner is None or inner.tag_ != "VB":
        return
    own = shared_subject(verb)
    if own is None or not may_cause(own) or inner.lemma_ == "do":
        return
    cause, effect = phrase(own), clause(inner, start=inner.i)
    if cause is not None and effect is not None:
        yield Link(cause, effect, (token.i, token.i + 1), "change", verb, 0.7, denied=True)


def nothing_to_do_with(token: Token, context: Context) -> Iterator[Link]:
    """ "The closures had nothing to do with the quota", "the cut was unrelated to the ban"."""
    doc = context.doc
    if token.lower_ == "nothing":
        if [t.lower_ for t in doc[token.i : token.i + 4]] != ["nothing", "to", "do", "with"]:
            return
        preposition, verb = doc[token.i + 3], token.head
        signal = (token.i, token.i + 4)
    else:
        found = next((c for c in token.rights if c.dep_ == "prep" and c.lower_ in ("to", "with")), None)
        if found is None:
            return
        preposition, verb = found, token.head
        signal = (token.i, preposition.i + 1)
    governed = child(preposition, "pobj", "pcomp")
    while verb.pos_ not in VERBAL and verb.head != verb:
        verb = verb.head
    own = shared_subject(verb)
    if governed is None or own is None or is_agent(own):
        return
    right = clause(governed) if governed.pos_ in VERBAL else phrase(governed)
    left = phrase(own)
    if right is None or left is None or (left[0] < right[1] and right[0] < left[1]):
        return
    # "The retreat had nothing to do with sanctions", "they had nothing to do with it".
    turned = governed.pos_ == "PRON"
    # "Sanctions had nothing to do with the retreat": which is the cause, only knowledge of the matter tells.
    doubtful = own.lemma_ in MEASURE_NOUNS and governed.lemma_ not in MEASURE_NOUNS and not turned
    cause, effect = (left, right) if turned else (right, left)
    yield Link(cause, effect, signal, "nothing to do with", verb, 0.5 if doubtful else 0.8, denied=True)
