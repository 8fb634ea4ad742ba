"""Is a link said to hold, to be likely, to be feared, to be wanted, or not to hold?

Read in the order of the guideline, the first that fits: denied, feared, proposed, hedged, asserted. What the
verb says of itself is in `modality`, what stands above it in `embedding`, acts not yet done in `proposing`.
"""

from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Span, Token

from quizapi.domain import CausalStatus
from quizapi.reading.causal.clauses import VERBAL, modals
from quizapi.reading.causal.embedding import (
    LIKELY,
    Step,
    accuses,
    asked_about,
    believes,
    denies,
    fears,
    is_unbelieved,
    is_unsaid,
    steps,
    supposes,
    unsettles,
)
from quizapi.reading.causal.links import Link
from quizapi.reading.causal.modality import (
    HEDGING,
    against_the_fact,
    denied_before,
    focused,
    hedged_by_adverb,
    is_none,
    must_have,
    negated,
    nobody_did,
    partly_negated,
    past_inability,
    scarcely,
    shares_negation,
)
from quizapi.reading.causal.proposing import is_proposed, may_be_planned, may_be_proposed

#: The anchor of these is the verb of causing itself: what is said of it is said of the link.
LINKING = frozenset(
    (
        *("cause verb", "cause verb with infinitive", "prevent", "mean", "make", "help", "change"),
        *("effect of", "passive", "passive (noun)", "noun of cause", "meant to", "blame"),
    )
)
_WITH_PHRASE = frozenset({"phrase of cause"})
_PUNISHING = frozenset({"for (judging)", "for (measure)", "over"})
_CLAUSES = frozenset({"because", "since", "condition", "as", "after"})


def status_of(link: Link) -> tuple[CausalStatus, bool]:
    """The status of a link, and whether the words around it settle it.

    Returns:
        (status, sure). A link whose status is not settled ("A ban would hurt", where nobody says
        whether one is planned) is better left untold.
    """
    above = steps(link.anchor)
    denials = _denials(link, above)
    if denials:
        sure = denials == 1 and not any(is_unsaid(step) for step in above)
        return "denied", sure and not _weakly_denied(link, above)
    if link.construction == "feared condition" or link.feared:
        return "feared", not link.feared  # "Y lest X": X is feared; that it moves them is told
    future = bool(modals(link.anchor)) or link.anchor.tag_ in ("VBP", "VBZ", "VB")
    # "threatened to cut aid to punish the raid": somebody's act is threatened.
    threatened = above and link.act and above[0].word.lemma_ == "threaten"
    if any(fears(step, future=future) for step in above[1 if threatened else 0 :]):
        return "feared", True
    linking = link.construction in LINKING
    if against_the_fact(link.anchor):
        return "hedged", True
    if link.construction in _CLAUSES and any(step.word.lemma_ in ("want", "wish") for step in above):
        return "hedged", False  # "I want to speak because": why I want it, or why I speak?
    if is_proposed(link, above, linking=linking):
        return "proposed", not _is_needed(link)
    sure = not (may_be_proposed(link) if linking else may_be_planned(link))
    if any(believes(step) or accuses(step) or unsettles(step) for step in above):
        return "hedged", False
    if linking and must_have(link.anchor):
        return "hedged", False
    if link.construction == "to" and negated(link.anchor):
        return "asserted", False  # "did not close the road to punish them": why not, or not for that?
    if link.construction in _PUNISHING and _is_for_a_plan(link):
        return "proposed", True
    if link.act and _belongs_above(link.anchor):
        return "asserted", False
    if not linking and past_inability(link.anchor):
        return "asserted", True
    if link.construction in _PUNISHING and nobody_did(link.anchor):
        return "asserted", False  # "no state has been fined for breaking the ban"
    if _is_hedged(link, above):
        # An act that is expected: a plan of somebody, or a guess?
        return "hedged", sure and not (link.act and any(step.word.lemma_ == "expect" for step in above))
    return "asserted", True


def is_open(link: Link, sent: Span) -> bool:
    """Whether the link is only asked about: a question, or a clause with "whether" or "if"."""
    if scarcely(link.anchor):
        return True
    if any(c.lower_ == "much" and c.i > 0 and c.nbor(-1).lower_ == "so" for c in link.anchor.lefts):
        return True  # "did not so much save the mills as"
    if any(c.lower_ == "how" and c.dep_ == "advmod" for c in link.anchor.lefts):
        return True  # "too early to say how the ban will affect them"
    if not link.conditional and (_follows_if(link) or asked_about(link.anchor)):
        return True
    return any(token.text == "?" for token in sent[-3:])


def _denials(link: Link, above: tuple[Step, ...]) -> int:
    """How often the link is denied: by its signal, at its verb, and by each word above it."""
    if link.denied:
        return 1
    linking = link.construction in LINKING
    return _denied_at_verb(link, linking=linking) + sum(denies(step, linking=linking) for step in above)


def _denied_at_verb(link: Link, *, linking: bool) -> bool:
    verb, doc = link.anchor, link.anchor.doc
    if not linking:
        signal = doc[link.signal[0]] if link.signal is not None else None
        if signal is not None and (denied_before(signal) or (focused(signal) and negated(verb))):
            return True
        if signal is not None and negated(verb) and _is_corrected(link):
            return True
        behind = signal is not None and signal.i > verb.i  # "Thanks to X no house was cut off": that was why
        return link.construction in _WITH_PHRASE and behind and nobody_did(verb)
    if link.cause[0] > 0 and doc[link.cause[0] - 1].lower_ == "neither":
        return True
    if negated(verb) or shares_negation(verb) or (verb.dep_ == "pcomp" and verb.head.lower_ == "without"):
        return True
    if link.construction in ("mean", "make"):
        return is_none(doc[link.cause[0]])  # "meant that no grain left the port" is told
    first = link.effect[0]
    if link.construction == "change" and first + 1 < link.effect[1]:
        first += 1  # the effect begins with the verb itself
    return is_none(doc[link.cause[0]]) or is_none(doc[first])


def _is_corrected(link: Link) -> bool:
    """ "We did not close because of X, but because ...": another reason is given for it."""
    doc, end = link.anchor.doc, link.anchor.sent.end
    after = [t.lower_ for t in doc[link.cause[1] : end]]
    return any(a == "but" and b in ("because", "due", "owing", "for", "over") for a, b in pairwise(after))


def _weakly_denied(link: Link, above: tuple[Step, ...]) -> bool:
    """ "may not hurt": neither a denial nor a guess that it does.

    Nor is it settled what "did not think Y, because X" denies: the thought, Y or the reason.
    """
    if link.denied:
        # "does not rule out that it was X rather than Y": nobody says that it was not Y.
        return any(supposes(step, direct=step.below == link.anchor) for step in above)
    if link.construction in _WITH_PHRASE and nobody_did(link.anchor):
        # "No ship sailed because of the strike": that was why. "Nobody came for want of bread": it was not.
        return link.anchor.doc[link.signal[0]].lower_ != "for" if link.signal is not None else True
    if modals(link.anchor) & {"may", "might"} or partly_negated(link.anchor):
        return True
    return link.construction in _CLAUSES and any(is_unbelieved(step) for step in above)


def _is_for_a_plan(link: Link) -> bool:
    """ "would raise tariffs to penalise them for the raid": the penalty is as much a plan as they are."""
    verb = link.anchor
    if verb.tag_ != "VB" or verb.dep_ not in ("advcl", "xcomp") or all(c.tag_ != "TO" for c in verb.lefts):
        return False
    main = verb.head
    whole = replace(link, anchor=main, act=True, construction="to")
    return main.pos_ in VERBAL and is_proposed(whole, steps(main), linking=False)


def _belongs_above(verb: Token) -> bool:
    """ "would be refused to a firm that helped it in order to deter others": for which of the two is it?"""
    if verb.dep_ != "relcl" or modals(verb):
        return False
    main = verb.head
    while main.pos_ not in VERBAL and main.head != main:
        main = main.head
    return bool(modals(main))


def _is_needed(link: Link) -> bool:
    """ "To win the seat, a party must ...": what it takes, and no plan of anybody."""
    return link.act and link.cause[1] <= link.effect[0] and "must" in modals(link.anchor)


def _is_hedged(link: Link, above: tuple[Step, ...]) -> bool:
    verb = link.anchor
    if any(c.dep_ == "acomp" and c.lemma_ in LIKELY for c in verb.rights):
        return True
    if link.conditional or modals(verb) & HEDGING or hedged_by_adverb(verb):
        return True
    if link.signal is not None and hedged_by_adverb(verb.doc[link.signal[0]]):
        return True
    return any(supposes(step, direct=step.below == verb) for step in above)


def _follows_if(link: Link) -> bool:
    """Whether the effect stands right behind "if" or "whether", in a parse that lost the tie."""
    doc, index = link.anchor.doc, link.effect[0] - 1
    floor = max(0, index - 6)
    while index >= floor and (doc[index].is_punct or doc[index].pos_ in ("DET", "PUNCT")):
        index -= 1
    return index >= floor and doc[index].lower_ in ("if", "whether")
