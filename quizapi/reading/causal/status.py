"""Is a link said to hold, to be likely, to be feared, to be wanted, or not to hold?"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from quizapi.domain import CausalStatus
from quizapi.reading.causal.clauses import VERBAL, child, modals, subject
from quizapi.reading.causal.lexicon import (
    DENYING,
    FAILING,
    FEAR_ADJECTIVES,
    FEAR_NOUNS,
    FEARING,
    FUTURE_MODALS,
    HEDGING_ADVERBS,
    HEDGING_VERBS,
    MARKET_VERBS,
    MEASURE_NOUNS,
    PROPOSAL_NOUNS,
    PROPOSING,
    WEAK_MODALS,
    words,
)
from quizapi.reading.causal.links import Link
from quizapi.reading.causal.nouns import is_agent

_VERBAL_LINKS = frozenset(
    (
        *("cause verb", "cause verb with infinitive", "prevent", "mean", "make", "help", "change"),
        *("effect of", "passive", "passive (noun)", "noun of cause", "meant to", "blame"),
    )
)
_PLAIN_ACTS = frozenset(
    ("after", "because", "since", "over", "phrase of cause", "for (judging)", "for (measure)", "so")
)
_GOVERNED = frozenset(
    {"ccomp", "xcomp", "acl", "pcomp", "relcl", "conj", "advcl", "acomp", "pobj", "prep", "dobj"}
)


def _is_none(link: Link, side: tuple[int, int]) -> bool:
    """ "caused no shortage", "nothing in the ban prevents"."""
    doc, first = link.anchor.doc, side[0]
    if link.construction == "change" and side == link.effect and first + 1 < side[1]:
        first += 1  # the effect begins with the verb itself
    return doc[first].lower_ in ("no", "nobody", "nothing", "none", "neither")


_UNTRUE = words("untrue false wrong absurd nonsense myth lie")
_EVIDENCE = frozenset({"evidence", "sign", "proof", "indication"})
_BELIEVING = frozenset({"think", "believe", "say", "mean", "claim", "suggest"})


def status_of(link: Link) -> CausalStatus:
    """The first that fits of: denied, feared, proposed, hedged, asserted."""
    if link.denied or _is_denied(link):
        return "denied"
    governors = tuple(_governors(link.anchor))
    if link.construction in _NEGATIVE_SUBJECTS and _nobody_did(link):
        return "denied"
    if link.construction == "feared condition":
        return "feared"
    if _is_feared(link.anchor, governors):
        return "feared"
    if _is_proposed(link, governors):
        return "proposed"
    if link.construction not in _VERBAL_LINKS and _is_past_inability(link):
        return "asserted"
    if link.conditional or _signal_is_hedged(link) or _is_hedged(link.anchor, governors):
        return "hedged"
    return "asserted"


_NEGATIVE_SUBJECTS = frozenset({"phrase of cause"})


def _nobody_did(link: Link) -> bool:
    """ "No one had been harmed because of the delays"."""
    own = subject(link.anchor)
    return own is not None and (
        own.lower_ in ("nobody", "nothing", "none") or any(c.lower_ == "no" for c in own.lefts)
    )


def _signal_is_hedged(link: Link) -> bool:
    """ "perhaps because of", "apparently over"."""
    if link.signal is None:
        return False
    doc = link.anchor.doc
    before = doc[max(0, link.signal[0] - 2) : link.signal[0]]
    return any(token.lower_ in HEDGING_ADVERBS for token in before)


def _is_past_inability(link: Link) -> bool:
    """ "could not pay", "could no longer pay" tells what happened."""
    verb = link.anchor
    before = verb.doc[max(0, verb.i - 4) : verb.i]
    negated = any(t.lower_ in ("not", "n't", "n’t", "no", "never") for t in before)
    return modals(verb) == {"could"} and negated


def _follows_if(link: Link) -> bool:
    """Whether the effect stands right behind "if" or "whether", in a parse that lost the tie."""
    doc, index = link.anchor.doc, link.effect[0] - 1
    floor = max(0, index - 6)
    while index >= floor and (doc[index].is_punct or doc[index].pos_ in ("DET", "PUNCT")):
        index -= 1
    return index >= floor and doc[index].lower_ in ("if", "whether")


def is_open(link: Link, sent: Span) -> bool:
    """Whether the link is only asked about: a question, or a clause with "whether" or "if"."""
    node = link.anchor
    if any(c.lower_ in ("rarely", "seldom", "hardly", "scarcely", "barely") for c in node.lefts):
        return True
    if not link.conditional and _follows_if(link):
        return True
    for _ in range(6):
        if not link.conditional and _mark(node) in ("whether", "if", "unless"):
            return True
        if node.head == node:
            break
        node = node.head
    return any(token.text == "?" for token in sent[-3:])


def _mark(verb: Token) -> str:
    mark = child(verb, "mark")
    return mark.lower_ if mark is not None and mark.i < verb.i else ""


def _governors(verb: Token) -> Iterator[Token]:
    """Words that the clause depends on, innermost first, as far as one sentence embeds another."""
    node = verb
    for _ in range(7):
        if node.head == node or node.dep_ not in _GOVERNED:
            return
        if node.dep_ == "advcl" and _mark(node):
            return
        if not (node.dep_ == "conj" and subject(node) is not None):
            yield node.head
        node = node.head


def _negated(verb: Token) -> bool:
    """ "did not cause", "Nor did it end"; not "not only cut" and "no longer"."""
    for other in verb.children:
        following = other.nbor(1).lower_ if other.i + 1 < len(other.doc) else ""
        if other.dep_ == "neg" and other.lower_ in ("not", "n't", "n’t", "never", "no"):
            return following not in ("only", "just", "merely", "longer")
        if other.lower_ == "nor" and other.i < verb.i:
            return True
    return False


def _is_denied(link: Link) -> bool:
    verb = link.anchor
    verbal = link.construction in _VERBAL_LINKS
    if verbal and (_negated(verb) or (verb.dep_ == "pcomp" and verb.head.lower_ == "without")):
        return True
    if verbal and verb.dep_ == "conj" and subject(verb) is None and _negated(verb.head) and not modals(verb):
        return not any(c.lower_ == "but" for c in verb.head.children)
    if verbal and (_is_none(link, link.effect) or _is_none(link, link.cause)):
        return True
    for governor in _governors(verb):
        if governor.lemma_ in _UNTRUE and not _negated(governor) and verb.dep_ in ("ccomp", "acl", "csubj"):
            return True
        target = child(governor, "dobj") if governor.pos_ in VERBAL else None
        if target is not None and target.lemma_ in _EVIDENCE and any(c.lower_ == "no" for c in target.lefts):
            return True
        if governor.lemma_ in _EVIDENCE and any(c.lower_ in ("no", "little") for c in governor.lefts):
            return True
        if verbal and governor.lemma_ in ("unable", "powerless") and verb.dep_ == "xcomp":
            return True
        if governor.pos_ not in VERBAL:
            continue
        if verbal and governor.lemma_ in FAILING and not _negated(governor):
            return True
        if governor.lemma_ in DENYING and not _negated(governor):
            return True
        if governor.lemma_ in _BELIEVING and _negated(governor) and governor.lemma_ in ("think", "believe"):
            return True
        if verbal and verb.dep_ == "xcomp" and _negated(governor):
            return True
    return False


def _is_feared(verb: Token, governors: tuple[Token, ...]) -> bool:
    future = bool(modals(verb)) or verb.tag_ in ("VBP", "VBZ", "VB")
    for governor in governors:
        lemma = governor.lemma_
        if lemma == "threaten" and verb.dep_ == "xcomp" and governor == verb.head:
            own = subject(governor)
            return own is None or not is_agent(own)  # "the ban threatens to ruin them"
        if governor.pos_ in VERBAL and lemma == "risk":
            return True
        if governor.pos_ in VERBAL and lemma in FEARING:
            return lemma in ("fear", "dread", "worry") or future
        if governor.pos_ == "ADJ" and lemma in FEAR_ADJECTIVES:
            return True
        if (
            governor.pos_ == "NOUN"
            and lemma in FEAR_NOUNS
            and verb.dep_ in ("acl", "ccomp", "pcomp", "relcl")
        ):
            return (lemma != "threat" and lemma != "warning") or future
    return False


def _is_proposed(link: Link, governors: tuple[Token, ...]) -> bool:
    verb = link.anchor
    own = subject(verb)
    active = own is None or _decides(own)
    passive = own is not None and own.dep_ == "nsubjpass"
    for governor in governors:
        claim = link.construction in _VERBAL_LINKS and not link.act and own is not None
        if claim and verb.dep_ == "ccomp" and governor == verb.head:
            continue  # "suggested that the ban could hurt": a claim about it and no plan
        if link.construction in _VERBAL_LINKS and verb.dep_ == "xcomp" and governor == verb.head:
            continue  # "the ban threatens to ruin": no plan of anybody
        if governor.pos_ in VERBAL and governor.lemma_ in PROPOSING and not _reports_fact(verb, governor):
            return True
        if governor.pos_ == "NOUN" and governor.lemma_ in PROPOSAL_NOUNS:
            return True
    if link.construction in _VERBAL_LINKS and _is_open_act(link):
        return True
    if link.construction == "in order to" or link.act:
        return (
            bool(modals(verb) & FUTURE_MODALS)
            or _is_to_be(verb)
            or (verb.lemma_ in PROPOSING and link.effect[0] > verb.i)
        )
    if link.construction == "until":
        return active or passive
    if link.conditional and modals(verb) & {"should", "must", "shall"}:
        return True
    if link.conditional and any(c.dep_ == "acomp" and c.lemma_ in _READY for c in verb.rights):
        return True
    if link.conditional:
        acts = active and verb.lemma_ not in MARKET_VERBS and verb.lemma_ not in _EXPERIENCES
        return bool(modals(verb) & FUTURE_MODALS) and (acts or (passive and verb.lemma_ in _MEASURE_ACTS))
    if link.construction in _PLAIN_ACTS and verb.lemma_ == "be" and verb.tag_ in ("VBZ", "VBP"):
        coming = child(verb, "xcomp")
        return coming is not None and coming.tag_ == "VB"
    if link.construction in _PLAIN_ACTS:
        if verb.lemma_ in _ONLY_WANTED and not _negated(verb):
            return True
        if modals(verb) & {"must", "should", "shall"} and (passive or active):
            return verb.lemma_ not in _EXPERIENCES
        return bool(modals(verb) & {"will", "would"}) and active and verb.lemma_ not in _EXPERIENCES
    return False


_ONLY_WANTED = words("threaten propose demand urge seek consider recommend plan advocate intend vow pledge")


def _decides(own: Token) -> bool:
    """Whether the subject can plan an act of state: "we", a name, a body; "traders" only do things."""
    if own.pos_ == "PRON":
        return is_agent(own)
    return own.pos_ == "PROPN" or own.lemma_.lower() in _DECIDING or own.ent_type_ in ("GPE", "ORG", "PERSON")


_DECIDING = words(
    "government council ministry minister president senate parliament congress assembly cabinet state league"
    " commission court chancellor party regime king queen union alliance bloc committee board governor mayor"
    " administration envoy army police treasury country kingdom republic authority agency company"
)
_READY = words("ready willing prepared determined")
_PLANNED = words("plan propose proposal bill consider planned proposed mull contemplate threatened looming")


def _is_open_act(link: Link) -> bool:
    """A measure that is only talked of: "a ban would ...", "its plan would ...", "freezing it might ..."."""
    doc = link.anchor.doc
    head = doc[link.cause[0] : link.cause[1]].root
    talked_of = any(c.lemma_ in _PLANNED or c.lower_ in _PLANNED for c in head.lefts)
    if talked_of and modals(link.anchor) & (FUTURE_MODALS | WEAK_MODALS):
        return True
    weak = modals(link.anchor) & {"would", "could", "might", "may"}
    if not weak or any(c.lemma_ == "have" for c in link.anchor.lefts):
        return False
    if head.lemma_ in PROPOSAL_NOUNS or head.tag_ == "VBG":
        return True
    reported = link.anchor.dep_ == "ccomp" and link.anchor.head.tag_ in ("VBD", "VBN")
    if weak == {"would"} and head.lemma_ in _TALKED_OF and not reported:
        return True  # a measure in force "will"; one that "would" is not yet in force
    if "would" in weak and (head.pos_ == "PRON" or head.lemma_ in _TALKED_OF) and _was_planned(link):
        return True
    indefinite = any(c.lower_ in ("a", "an", "such") for c in head.lefts)
    indefinite = indefinite and all(c.lower_ != "further" for c in head.lefts)
    return indefinite and head.lemma_ in _TALKED_OF


def _was_planned(link: Link) -> bool:
    """Whether a plan is spoken of just before ("the planned merger ..., it would leave")."""
    doc, sent = link.anchor.doc, link.anchor.sent
    start = sent.start
    for _ in range(3):
        start = doc[start - 1].sent.start if start > 0 else 0
    return any(t.lemma_ in _PLANNED or t.lower_ in _PLANNED for t in doc[start : link.cause[0]])


_TALKED_OF = MEASURE_NOUNS | words(
    "step move deadline deal cut exemption withdrawal blockade halt suspension tax law bill"
)


def _reports_fact(verb: Token, governor: Token) -> bool:
    """ "suggested that the ban hurt", "recommended": a claim and no plan."""
    return (
        governor.lemma_ in ("suggest", "consider", "want", "offer", "warn")
        and governor.lemma_ != "want"
        and (verb.dep_ == "ccomp" and not modals(verb))
    )


_EXPERIENCES = words(
    "be have face suffer lose see need feel become get receive remain know find die fall experience"
    " run cope struggle benefit gain"
)
_MEASURE_ACTS = words(
    "list impose lift ease cut suspend halt stop freeze expel ban bar tighten extend renew add strike"
    " raise introduce restore resume end punish sanction blacklist cancel withdraw release arrest"
    " apply seize"
)


def _is_to_be(verb: Token) -> bool:
    holder = verb.head
    return verb.dep_ == "xcomp" and holder.lemma_ == "be" and holder.tag_ in ("VBZ", "VBP")


_SAID_TO = words("believe think allege suspect say report rumour rumor reckon")
_HEDGING = WEAK_MODALS | (FUTURE_MODALS - {"must"})


def _is_hedged(verb: Token, governors: tuple[Token, ...]) -> bool:
    if modals(verb) & _HEDGING:
        return True
    if any(c.dep_ == "advmod" and c.lower_ in HEDGING_ADVERBS for c in verb.children):
        return True
    before = verb.doc[max(0, verb.i - 2) : verb.i]
    if any(t.lower_ in HEDGING_ADVERBS for t in before):
        return True
    for governor in governors:
        if governor.pos_ in VERBAL and governor.lemma_ in HEDGING_VERBS:
            return True
        passive = any(c.dep_ == "auxpass" for c in governor.lefts)
        if verb.dep_ == "xcomp" and passive and governor.lemma_ in _SAID_TO:
            return True
        if governor.pos_ == "ADJ" and governor.lemma_ in (
            "likely",
            "unlikely",
            "possible",
            "set",
            "bound",
            "able",
        ):
            return governor.lemma_ != "able"
        if governor.dep_ != "ROOT" and verb.dep_ == "xcomp" and modals(governor) & _HEDGING:
            return True
        if verb.dep_ == "xcomp" and governor == verb.head and modals(governor) & _HEDGING:
            return True
    return False
