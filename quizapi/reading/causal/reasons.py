"""because, since, as, after, when, citing, hoping to: a clause and the reason for it."""

from collections.abc import Iterator

from spacy.tokens import Token

from quizapi.reading.causal.clauses import VERBAL, act_verb, child, clause, modals, phrase, subject
from quizapi.reading.causal.context import Context
from quizapi.reading.causal.joining import clauses_of, effect_of, reason
from quizapi.reading.causal.lexicon import (
    JUDGING_VERBS,
    MARKET_VERBS,
    MEASURE_NOUNS,
    MEASURE_VERBS,
    REACTION_VERBS,
    REPORTING,
    words,
)
from quizapi.reading.causal.links import Link, Tokens, overlap
from quizapi.reading.causal.nouns import is_agent, is_event, is_time_noun

_TIMING = words("soon shortly long even just only immediately hours days weeks months years minutes day year")
_MEASURES = words("freeze blacklist sanction embargo boycott ban bar suspend list")
_CHANGES_OF_COURSE = words(
    "close shut lay stop halt"
    " collapse resign quit exclude flee evacuate cancel reverse delay postpone abandon scrap reopen walk"
    " recall retaliate apologise apologize deploy resume relent yield surrender"
)


_STATIVE = words(
    "be have know believe fear think want need lack feel seem appear contain depend belong cost own"
    " like dislike hate love hope expect remain consider regard owe deserve mean require"
)


def because(token: Token, context: Context) -> Iterator[Link]:
    """ "Y because X", "Because X, Y", "That is because X"."""
    pair = clauses_of(token)
    if pair is None:
        return
    yield from reason(token, pair, "because", 0.9)


def since(token: Token, context: Context) -> Iterator[Link]:
    """ "Y, since X", where `since` gives a reason: behind a comma and with no span of time meant."""
    pair = clauses_of(token)
    if pair is None:
        return
    if token.is_sent_start and pair[1].i > pair[0].i:
        if pair[0].tag_ in ("VBZ", "VBP") or modals(pair[0]) or _is_stative(pair[0]):
            yield from reason(token, pair, "since", 0.7)
        return
    if token.i == 0 or context.doc[token.i - 1].text != ",":
        return
    doubtful = _is_past(pair[0]) and _is_perfect(pair[1]) and not _is_stative(pair[0])
    yield from reason(token, pair, "since", 0.65 if doubtful else 0.8)


def as_(token: Token, context: Context) -> Iterator[Link]:
    """A market that moves "as" something happens: a reporter's way to name the reason."""
    pair = clauses_of(token)
    if pair is None or token.i < pair[1].i:
        return
    if token.i > 0 and token.nbor(-1).text == "," and pair[0].lemma_ not in REPORTING:
        denies = any(c.dep_ == "neg" for c in pair[0].lefts) and subject(pair[0]) is not None
        if denies and (pair[0].tag_ != "VB" or not modals(pair[0]) & {"would", "will"}):
            yield from reason(token, pair, "since", 0.68)  # ", as the consulate did not reply"
            return
    if pair[1].lemma_ not in MARKET_VERBS:
        return
    own = subject(pair[1])
    if own is not None and not is_agent(own) and subject(pair[0]) is not None:
        yield from reason(token, pair, "as", 0.66)


def after(token: Token, context: Context) -> Iterator[Link]:
    """A market that moves, or a measure taken, "after" somebody did something."""
    pair = clauses_of(token)
    if pair is None:
        return
    doing, main = pair[1], act_verb(pair[1])
    own = subject(main)
    if doing.dep_ == "acl" and doing.lemma_ in REACTION_VERBS and own is None:
        yield from reason(token, (pair[0], doing), "after", 0.7)  # "the ban, adopted after X annexed Y"
        return
    if own is None or (_is_dated(token) and doing.lemma_ not in MARKET_VERBS):
        return
    reaction = doing.lemma_ in MARKET_VERBS and not is_agent(own)
    reaction = reaction or (doing.lemma_ in REACTION_VERBS and subject(pair[0]) is not None)
    reaction = reaction or (doing.lemma_ in MEASURE_VERBS and takes_measure(doing))
    reaction = reaction or (doing.lemma_ == "come" and is_event(own))
    reaction = reaction or (pair[0].lemma_ in _MEASURES and own.dep_ != "nsubjpass" and doing.tag_ == "VBD")
    reaction = reaction or (own.dep_ == "nsubjpass" and subject(pair[0]) is not None and doing.tag_ == "VBN")
    reaction = reaction or doing.lemma_ in _CHANGES_OF_COURSE
    reaction = reaction or (doing.lemma_ == "call" and any(c.lower_ == "off" for c in doing.rights))
    if not reaction:
        return
    yield from reason(token, (pair[0], main), "after", 0.7)


def _is_dated(token: Token) -> bool:
    """ "two days after", "soon after", "even after": a point in time and no reason."""
    if token.i == 0:
        return False
    before = token.nbor(-1)
    return before.lower_ in _TIMING or is_time_noun(before) or child(token, "npadvmod") is not None


def takes_measure(verb: Token) -> bool:
    """Whether the verb's object is a measure ("announced a series of sanctions")."""
    target = child(verb, "dobj", "nsubjpass")
    if target is None:
        return False
    if verb.lemma_ in ("put", "place", "add"):
        on = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ in ("on", "to", "under")), None)
        listed = child(on, "pobj") if on is not None else None
        if listed is not None and listed.lemma_ in MEASURE_NOUNS:
            return True  # "put its builder on a blacklist"
    inner = child(target, "prep")
    governed = child(inner, "pobj") if inner is not None else None
    return target.lemma_ in MEASURE_NOUNS or (governed is not None and governed.lemma_ in MEASURE_NOUNS)


def alleged_reason(verb: Token, context: Context) -> Iterator[Link]:
    """ "cut jobs, citing weak demand", "imposed duties, alleging that the pact was broken"."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.i == 0 or context.doc[verb.i - 1].text != ",":
        return
    main = verb.head
    if main.pos_ not in VERBAL or main.i > verb.i or main.lemma_ in REPORTING:
        return
    if verb.lemma_ == "cite":
        target = child(verb, "dobj")
        cause = phrase(target) if target is not None else None
        signal: Tokens | None = (verb.i, verb.i + 1)
    elif main.lemma_ in REACTION_VERBS | MEASURE_VERBS | JUDGING_VERBS:
        cause, signal = clause(verb, start=verb.i), None
    else:
        return
    effect = effect_of(act_verb(main), verb)
    if cause is not None and effect is not None and not overlap(cause, effect):
        yield Link(cause, effect, signal, "alleged reason", act_verb(main), 0.72)


def hoping_to(verb: Token, context: Context) -> Iterator[Link]:
    """ "outlawed the sale, hoping to bring them to terms": the hope is what the act is for."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.i == 0 or context.doc[verb.i - 1].text != ",":
        return
    inner, main = child(verb, "xcomp"), verb.head
    marker = child(inner, "aux") if inner is not None else None
    if (
        inner is None
        or marker is None
        or marker.i != verb.i + 1
        or main.pos_ not in VERBAL
        or main.i > verb.i
    ):
        return
    wanted, effect = clause(inner, start=marker.i + 1), effect_of(act_verb(main), verb)
    if wanted is not None and effect is not None and not overlap(wanted, effect):
        yield Link(wanted, effect, (verb.i, marker.i + 1), "in order to", act_verb(main), 0.7, act=True)


def when(token: Token, context: Context) -> Iterator[Link]:
    """ "When X did this, Y did that" at the head of a sentence, where the second answers the first."""
    verb = token.head
    if verb.dep_ != "advcl" or token.dep_ not in ("advmod", "mark"):
        return
    if verb.head.i < token.i:
        yield from _stopped_when(token, verb)
        return
    main = act_verb(verb.head)
    if main.lemma_ not in REACTION_VERBS or subject(main) is None:
        return
    yield from reason(token, (verb, main), "when", 0.62)


def _stopped_when(token: Token, verb: Token) -> Iterator[Link]:
    """ "Work stopped when the union put its builder on a blacklist": what ends or answers, and a measure."""
    doing = verb.head
    measure = verb.lemma_ in _MEASURES | REACTION_VERBS or (
        verb.lemma_ in MEASURE_VERBS and takes_measure(verb)
    )
    ends = doing.lemma_ in _CHANGES_OF_COURSE | REACTION_VERBS | MEASURE_VERBS and doing.pos_ in VERBAL
    told = _is_past(verb) and _is_past(doing) and subject(verb) is not None and subject(doing) is not None
    if measure and ends and told and not _is_dated(token):
        yield from reason(token, (verb, act_verb(doing)), "when", 0.64)


def _is_past(verb: Token) -> bool:
    return verb.tag_ == "VBD" or any(c.dep_ == "auxpass" and c.tag_ == "VBD" for c in verb.children)


def _is_perfect(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)


def _is_stative(verb: Token) -> bool:
    if any(c.dep_ == "neg" or (c.dep_ == "aux" and c.tag_ == "MD") for c in verb.children):
        return True
    return verb.lemma_ in _STATIVE
