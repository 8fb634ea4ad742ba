"""Acts that are planned, threatened, demanded or called for, and not yet done."""

from spacy.tokens import Token

from quizapi.reading.causal.clauses import VERBAL, child, modals, subject
from quizapi.reading.causal.embedding import Step
from quizapi.reading.causal.lexicon import (
    FUTURE_MODALS,
    MARKET_VERBS,
    MEASURE_NOUNS,
    PROPOSAL_NOUNS,
    PROPOSING,
    REPORTING,
    WEAK_MODALS,
    words,
)
from quizapi.reading.causal.links import Link
from quizapi.reading.causal.modality import OBLIGING, hedged_by_adverb, is_to_be, negated, will_be_done
from quizapi.reading.causal.nouns import is_agent

_PLAIN_ACTS = frozenset(
    ("after", "because", "since", "over", "phrase of cause", "for (judging)", "for (measure)", "so")
)
_ONLY_WANTED = words(
    "threaten propose demand urge seek consider recommend plan advocate intend vow pledge weigh mull"
)
_ASKING = words("ask call demand urge press propose request recommend lobby petition appeal plead")
_DECIDING = words(
    "government council ministry minister president senate parliament congress assembly cabinet state league"
    " commission court chancellor party regime king queen union alliance bloc committee board governor mayor"
    " administration envoy army police treasury country kingdom republic authority agency company"
)
READY = words("ready willing prepared determined")
_PLANNED = words(
    "suggest recommend demand urge threaten plan propose proposal bill consider planned proposed mull"
    " contemplate threatened looming"
)
_TALKED_OF = MEASURE_NOUNS | words(
    "step move deadline deal cut exemption withdrawal blockade halt suspension tax law bill return"
)
_EXPERIENCES = words(
    "be have face suffer lose see need feel become get receive remain know find die fall experience"
    " run cope struggle benefit gain default collapse starve crumble stagnate shrink perish freeze"
)
_MEASURE_ACTS = words(
    "list impose lift ease cut suspend halt stop freeze expel ban bar tighten extend renew add strike"
    " raise introduce restore resume end punish sanction blacklist cancel withdraw release arrest"
    " apply seize"
)
_BEFORE_URGING = frozenset({"ADV", "PUNCT", "INTJ", "CCONJ"})
_CLOSING = words("close shut open reopen move leave stay return start begin")
_ONLY_SAYING = words("suggest consider offer warn")
_OPEN = frozenset({"would", "could", "might", "may"})


def is_proposed(link: Link, above: tuple[Step, ...], *, linking: bool) -> bool:
    """Whether the act on either side is wanted and not done.

    Args:
        above: What stands above the link's verb.
        linking: The verb is the link itself ("the ban will cut"), so that a future is a forecast and no plan.
    """
    if any(_wants(step, link, linking=linking) for step in above) or _under_a_plan(link.anchor):
        return True
    if not linking and is_urged(link.anchor):
        return True
    if linking and not link.act:
        return _is_planned_measure(link)
    if link.act or link.construction == "in order to":
        return _is_aim_of_a_plan(link)
    if link.construction == "until":
        return True
    return _is_threat(link) if link.conditional else _is_act_to_come(link)


def may_be_proposed(link: Link) -> bool:
    """A measure that is only talked of: "a ban would ...", "freezing it might ..."."""
    weak = modals(link.anchor) & _OPEN
    head = link.anchor.doc[link.cause[0] : link.cause[1]].root
    if modals(link.anchor) == {"will"} and (head.pos_ == "PRON" or head.lemma_ in _TALKED_OF):
        return _was_planned(link)
    if not weak:
        return False
    if head.lemma_ in PROPOSAL_NOUNS or head.tag_ == "VBG":
        return True
    reported = link.anchor.dep_ == "ccomp" and link.anchor.head.tag_ in ("VBD", "VBN")
    if weak == {"would"} and head.lemma_ in _TALKED_OF and not reported:
        return True  # a measure in force "will"; one that "would" is not yet in force
    if (head.pos_ == "PRON" or head.lemma_ in _TALKED_OF) and _was_planned(link):
        return True
    if weak == {"would"} and link.anchor.dep_ == "relcl" and _speaks_of_plan(link):
        return True  # "Under a plan to be put to the council, they would lose them, which would ..."
    indefinite = any(c.lower_ in ("a", "an", "such", "any") for c in head.lefts)
    indefinite = indefinite and all(c.lower_ != "further" for c in head.lefts)
    return indefinite and (head.lemma_ in _TALKED_OF or "would" in weak)


def may_be_planned(link: Link) -> bool:
    """ "The team will not travel in protest", "imports may be banned in response": a plan or a guess?"""
    verb = link.anchor
    own = subject(verb)
    if hedged_by_adverb(verb):
        return False  # "will probably withdraw": a guess
    if link.conditional:
        return _may_be_threatened(link, own)
    if link.construction not in _PLAIN_ACTS or own is None or verb.lemma_ in _EXPERIENCES:
        return False
    if own.dep_ == "nsubjpass":
        return bool(modals(verb) & (FUTURE_MODALS | WEAK_MODALS))
    if verb.lemma_ in _MEASURE_ACTS | _CLOSING and modals(verb) & {"will", "would"}:
        return True  # "the plant will close because of the ban": decided, or foreseen?
    acts = is_agent(own) or own.lower_ in ("they", "it")
    return acts and bool(modals(verb) & {"will", "would"})


def _may_be_threatened(link: Link, own: Token | None) -> bool:
    """A condition on what somebody may do on purpose, or on a measure: a threat, or what may come of it?"""
    verb = link.anchor
    doc = verb.doc
    measure = doc[link.cause[0] : link.cause[1]].root
    if _is_remote(link) or (measure.lemma_ in ("do", "happen") and "would" in modals(verb)):
        return True  # "if that were done": something that was asked for?
    acts = own is not None and is_agent(own) and verb.lemma_ not in MARKET_VERBS | _EXPERIENCES
    done_to = own is not None and own.dep_ == "nsubjpass" and verb.lemma_ in _MEASURE_ACTS
    doer = subject(measure)
    decided = doer is None or doer.dep_ == "nsubjpass" or _decides(doer)
    return (
        (acts and bool(modals(verb) & FUTURE_MODALS))
        or not modals(verb)  # "the offer lapses if": what always is so, or what is meant to be?
        or (measure.lemma_ in _MEASURE_ACTS and decided)
        or (done_to and bool(modals(verb) & WEAK_MODALS))
    )


def _is_remote(link: Link) -> bool:
    """ "If they were to lift it, I should not go back": imagined, and neither promised nor threatened."""
    condition = link.anchor.doc[link.cause[0] : link.cause[1]]
    return any(t.lower_ == "were" and t.nbor(1).lower_ == "to" for t in condition[:-1])


def _wants(step: Step, link: Link, *, linking: bool) -> bool:
    """Whether the word above plans, threatens or demands what it embeds."""
    word, below = step.word, step.below
    if linking and below == link.anchor:
        own = subject(below)
        if below.dep_ == "ccomp" and own is not None and not link.act:
            return False  # "suggested that the ban could hurt": a claim about it and no plan
        if below.dep_ == "xcomp":
            return False  # "the ban threatens to ruin": no plan of anybody
    if word.pos_ == "NOUN":
        told = below.tag_ == "VBD" or any(
            c.dep_ in ("aux", "auxpass") and c.tag_ == "VBD" for c in below.lefts
        )
        if told and not modals(below):
            return False  # "the idea that the ban hurt them"
        return word.lemma_ in PROPOSAL_NOUNS and below.dep_ not in ("pobj", "prep")
    if word.pos_ not in VERBAL or word.lemma_ not in PROPOSING:
        return False
    tells = word.lemma_ in _ONLY_SAYING and below.dep_ == "ccomp" and not modals(below)
    return not tells


def _under_a_plan(verb: Token) -> bool:
    """ "Under the plan, banks would be fined": said of the plan."""
    if not modals(verb) & (FUTURE_MODALS | WEAK_MODALS):
        return False
    under = next((c for c in verb.lefts if c.dep_ == "prep" and c.lower_ == "under"), None)
    plan = child(under, "pobj") if under is not None else None
    return plan is not None and plan.lemma_ in PROPOSAL_NOUNS


def is_urged(verb: Token) -> bool:
    """ "Let us lift the ban", "Lift the ban": an act asked for."""
    if verb.tag_ != "VB" or modals(verb):
        return False
    if verb.dep_ == "ccomp" and verb.head.lemma_ == "let":
        own = subject(verb)
        return own is not None and own.lower_ in ("us", "'s", "’s")
    alone = subject(verb) is None and not any(c.tag_ in ("TO", "MD") for c in verb.lefts)
    return alone and verb.dep_ == "ROOT" and all(t.pos_ in _BEFORE_URGING for t in verb.lefts)


def _is_planned_measure(link: Link) -> bool:
    """ "The planned ban would ...", "the proposed duty may ..."."""
    head = link.anchor.doc[link.cause[0] : link.cause[1]].root
    planned = any(c.lemma_ in _PLANNED or c.lower_ in _PLANNED for c in head.lefts)
    return planned and bool(modals(link.anchor) & (FUTURE_MODALS | WEAK_MODALS))


def _is_aim_of_a_plan(link: Link) -> bool:
    verb = link.anchor
    if link.construction == "meant to" and verb.lemma_ == "be":
        return bool(modals(verb) & FUTURE_MODALS)  # "the aim is to": it is one already
    if modals(verb) & FUTURE_MODALS or is_to_be(verb) or will_be_done(verb):
        return True
    if verb.lemma_ in _ONLY_WANTED and not negated(verb) and verb.tag_ != "VBN":
        return True  # "is weighing a ban in the hope of"
    if verb.lemma_ in _ASKING and link.construction in ("so that", "in order to"):
        return True
    return verb.lemma_ in PROPOSING and link.effect[0] > verb.i


def _is_threat(link: Link) -> bool:
    """A condition on an act: "If they fire, we shall cut aid"; not on what then happens to somebody."""
    verb = link.anchor
    if _is_remote(link) or hedged_by_adverb(verb):
        return False
    if modals(verb) & OBLIGING or any(c.dep_ == "acomp" and c.lemma_ in READY for c in verb.rights):
        return True
    own = subject(verb)
    passive = own is not None and own.dep_ == "nsubjpass"
    acts = own is None or (_decides(own) and not passive and own.lower_ != "you")
    acts = acts and verb.lemma_ not in MARKET_VERBS | _EXPERIENCES
    return bool(modals(verb) & FUTURE_MODALS) and (acts or (passive and verb.lemma_ in _MEASURE_ACTS))


def _is_act_to_come(link: Link) -> bool:
    verb = link.anchor
    if link.construction not in _PLAIN_ACTS or hedged_by_adverb(verb):
        return False
    own = subject(verb)
    done_to = own is not None and own.dep_ == "nsubjpass"  # "several plans were considered": that was done
    if will_be_done(verb) or (verb.lemma_ in _ONLY_WANTED and not negated(verb) and not done_to):
        return True
    if verb.lemma_ in _EXPERIENCES:
        return False
    active = own is None or _decides(own)
    if modals(verb) & OBLIGING and (active or done_to):
        return True
    return active and bool(modals(verb) & {"will", "would"})


def _decides(own: Token) -> bool:
    """Whether the subject can plan an act of state: "we", a name, a body; "traders" only do things."""
    if own.pos_ == "PRON":
        return is_agent(own) or (own.lower_ in ("they", "it") and _is_reported(own.head))
    return own.pos_ == "PROPN" or own.lemma_.lower() in _DECIDING or own.ent_type_ in ("GPE", "ORG", "PERSON")


def _is_reported(verb: Token) -> bool:
    """ "The union's leaders say they will call a strike", "Kessel said it would": of themselves."""
    teller = verb.head
    own = subject(teller) if verb.dep_ == "ccomp" and teller.lemma_ in REPORTING else None
    return own is not None and is_agent(own)


def _speaks_of_plan(link: Link) -> bool:
    doc = link.anchor.doc
    return any(t.lemma_ in _PLANNED for t in doc[link.anchor.sent.start : link.cause[0]])


def _was_planned(link: Link) -> bool:
    """Whether a plan is spoken of just before ("the planned merger ..., it would leave")."""
    doc, sent = link.anchor.doc, link.anchor.sent
    start = sent.start
    for _ in range(3):
        start = doc[start - 1].sent.start if start > 0 else 0
    return any(t.lemma_ in _PLANNED or t.lower_ in _PLANNED for t in doc[start : link.cause[0]])
