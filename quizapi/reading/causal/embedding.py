"""What stands above a clause: the verbs, nouns and adjectives that embed it, and what they make of it.

An embedding word belongs to a class (it denies, fears, plans, supposes, or only reports what it embeds), and
may itself be negated. A relative clause is not embedded by what is said of its noun, and an adverbial clause
with a conjunction is its own sentence.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from quizapi.reading.causal.clauses import VERBAL, child, is_said_behind, modals, subject
from quizapi.reading.causal.lexicon import (
    DENYING,
    FEAR_ADJECTIVES,
    FEAR_NOUNS,
    FEARING,
    HEDGING_VERBS,
    REPORTING,
    words,
)
from quizapi.reading.causal.modality import HEDGING, negated
from quizapi.reading.causal.nouns import is_agent

_EMBEDS = frozenset(
    {"ccomp", "xcomp", "acl", "pcomp", "relcl", "conj", "advcl", "acomp", "pobj", "prep", "dobj", "csubj"}
)
_CONTENT = frozenset({"ccomp", "acl", "csubj", "relcl"})
_UNTRUE = words("untrue false wrong absurd nonsense myth lie fiction illusion unfounded groundless baseless")
_GROUNDS = words("foundation basis substance merit truth")
_UNABLE = words("unable powerless insufficient")
_EVIDENCE = words("evidence sign proof indication")
_SUPPOSING = words("believe think suspect reckon guess suppose presume imagine")
_NOT_SO = words("think believe expect accept agree suppose consider imagine mean prove show")
LIKELY = words("likely unlikely possible probable set bound poised conceivable")
_HOPE_NOUNS = words("hope expectation possibility chance prospect likelihood belief speculation suspicion")
_ACCUSING = words("accuse suspect charge")
_SHOWING = words("suggest show indicate prove point confirm")
_CLAIMS = words(
    "claim allegation charge accusation notion idea suggestion theory view argument assertion assumption"
    " story"
)
_SAYING = words("say claim argue know tell deny dispute pretend assert maintain")
_SURE = words("convinced persuaded certain sure clear confident")
_ALARMED = words("alarm concern frighten unsettle")
_FEW = words("nobody nothing none no-one few")
_SAID_TO = words("believe think allege suspect say report rumour rumor reckon")
_FAR = 7


@dataclass(frozen=True, slots=True)
class Step:
    """One word above, and the edge by which what is below hangs on it."""

    word: Token
    below: Token


def steps(verb: Token) -> tuple[Step, ...]:
    """The words that a clause depends on, innermost first, as far as one embeds another."""
    return tuple(_climb(verb))


def _climb(verb: Token) -> Iterator[Step]:
    node = verb
    for _ in range(_FAR):
        for aside in node.children:
            # "An embargo, the admiral warned, would leave the fleet without fuel"
            if (aside.dep_ == "parataxis" and aside.lemma_ in REPORTING) or is_said_behind(aside):
                yield Step(aside, node)
        if node.head == node or node.dep_ not in _EMBEDS:
            return
        if node.dep_ == "advcl" and node.tag_ == "VBG" and node.lemma_ in REPORTING:
            return  # "rejected the idea that X, saying that Y": who rejects it says it
        mark = _mark(node) if node.dep_ == "advcl" else None
        if mark is not None and mark.lower_ != "for":
            return
        if node.dep_ == "relcl" and not _is_content(node):
            holder = _told_in(node)
            if holder is None:
                return
            node = holder  # "fears that it would halt sales, which would raise the price"
            continue
        if node.dep_ == "acl" and node.tag_ == "VBN" and subject(node) is None:
            return  # "will lift the sanctions imposed for X": that they were is taken for granted
        if not (node.dep_ == "conj" and subject(node) is not None):
            yield Step(node.head, node)
        node = node.head


def _told_in(relative: Token) -> Token | None:
    """The verb of the clause that ", which would ..." goes on with."""
    own = subject(relative)
    if own is None or own.lower_ != "which" or "would" not in modals(relative):
        return None
    node = relative.head
    while node.pos_ not in VERBAL and node.head != node:
        node = node.head
    return node if node.pos_ in VERBAL and modals(node) else None


def _mark(verb: Token) -> Token | None:
    mark = child(verb, "mark")
    return mark if mark is not None and mark.i < verb.i else None


def _is_content(clause: Token) -> bool:
    """Whether a "relative" clause is what its noun says ("the risk that a ban would ...")."""
    own = subject(clause)
    mark = _mark(clause)
    if own is None:
        return clause.tag_ == "VB"
    return mark is not None and mark.lower_ == "that" and own.tag_ not in ("WDT", "WP")


def asked_about(verb: Token) -> bool:
    """A clause with "whether" or "if" above or at the verb."""
    node = verb
    for _ in range(6):
        mark = _mark(node)
        if mark is not None and mark.lower_ in ("whether", "if", "unless"):
            return True
        if node.head == node:
            return False
        node = node.head
    return False


def denies(step: Step, *, linking: bool) -> bool:
    """Whether the word denies what it embeds.

    Args:
        linking: The clause below is the link itself ("the ban caused"), so that an infinitive that nobody
            managed ("failed to cause") is a link that is not there.
    """
    word, below = step.word, step.below
    if word.lemma_ in _UNTRUE and not negated(word) and below.dep_ in _CONTENT | {"csubj"}:
        return True
    if word.pos_ in ("NOUN", "PROPN") and word.dep_ == "nsubj" and below.dep_ in _CONTENT:
        said = child(word.head, "acomp", "attr")  # "the claim that X caused Y is false"
        if said is not None and said.lemma_ in _UNTRUE and not negated(word.head):
            return True
        lacking = next((c for c in word.head.rights if c.dep_ == "prep" and c.lower_ == "without"), None)
        if lacking is not None and any(c.lemma_ in _GROUNDS for c in lacking.rights):
            return not negated(word.head)
    if word.pos_ in ("NOUN", "PROPN"):
        return word.lemma_ in _EVIDENCE and any(c.lower_ in ("no", "little") for c in word.lefts)
    if linking and word.lemma_ in _UNABLE and below.dep_ == "xcomp":
        return True
    if word.pos_ == "ADJ" and word.lemma_ in _UNTRUE and below.dep_ == "xcomp":
        return below.lemma_ in REPORTING  # "wrong to say that it hurt them"
    if word.pos_ not in VERBAL:
        return False
    if linking and below.dep_ == "xcomp" and any(c.lemma_ in _UNABLE for c in word.rights):
        return not negated(word)  # "proved powerless to stop it"
    if word.lemma_ in _SHOWING and word.dep_ in ("relcl", "acl") and word.head.lower_ == "nothing":
        return True  # "there was nothing to suggest that"
    shown = child(word, "dobj")
    if (
        shown is not None
        and shown != below  # "found no evidence that": the noun says it
        and shown.lemma_ in _EVIDENCE
        and any(c.lower_ in ("no", "little") for c in shown.lefts)
    ):
        return True
    if word.lemma_ in DENYING or rules_out(word):
        return not negated(word)
    if linking and word.lemma_ in ("fail", "cease") and below.dep_ == "xcomp":
        return not negated(word)
    if is_unbelieved(step):
        return True
    if word.lemma_ == "be" and negated(word) and any(c.lemma_ in ("true", "case") for c in word.rights):
        return True
    return linking and below.dep_ == "xcomp" and negated(word)


def is_unbelieved(step: Step) -> bool:
    """ "does not expect the ban to", "nobody believes that", "nothing suggests that"."""
    word, below = step.word, step.below
    if word.pos_ not in VERBAL or below.dep_ not in ("ccomp", "xcomp"):
        return False
    nobody = _nobody(word)
    return (word.lemma_ in _NOT_SO and (negated(word) or nobody)) or (word.lemma_ in _SHOWING and nobody)


def _nobody(verb: Token) -> bool:
    own = subject(verb)
    return own is not None and own.lower_ in _FEW


def accuses(step: Step) -> bool:
    """ "accused of using the ban to win votes": a charge is neither a claim nor a guess."""
    word = step.word
    return word.pos_ in VERBAL and word.lemma_ in _ACCUSING and step.below.dep_ in ("prep", "pcomp", "xcomp")


def fears(step: Step, *, future: bool) -> bool:
    """Whether the word fears, warns of or sees a danger in what it embeds.

    Args:
        future: The clause below has a modal or no past form: what is warned of is still to come.
    """
    word, below = step.word, step.below
    lemma = word.lemma_
    if lemma == "threaten" and below.dep_ == "xcomp":
        own = subject(word)
        return own is None or not is_agent(own)  # "the ban threatens to ruin them"
    if word.pos_ in VERBAL and lemma == "risk":
        return True
    if _named_by(step, FEAR_NOUNS):
        return lemma != "threat" or future  # "the danger is that a ban will"
    if word.tag_ == "VBN" and lemma in _ALARMED:
        return future and below.dep_ == "ccomp"  # "alarmed that the ban could"
    if word.pos_ in VERBAL and lemma in FEARING:
        return not negated(word) and (lemma in ("fear", "dread", "worry") or future)
    if word.pos_ in VERBAL and lemma == "object":
        return future and (below.dep_ == "ccomp" or word.head == below)
    if word.pos_ == "ADJ" and lemma in FEAR_ADJECTIVES:
        return True
    if word.pos_ == "NOUN" and lemma in FEAR_NOUNS and below.dep_ in ("acl", "ccomp", "pcomp", "relcl"):
        return (lemma != "threat" and lemma != "warning") or future
    return False


def _named_by(step: Step, nouns: frozenset[str]) -> bool:
    """Whether what is embedded stands behind "is", and its subject is such a noun ("the hope is that")."""
    if step.word.lemma_ != "be" or step.below.dep_ != "ccomp" or negated(step.word):
        return False
    own = subject(step.word)
    return own is not None and own.lemma_ in nouns


def unsettles(step: Step) -> bool:
    """Whether two readers would differ on what the word makes of it.

    "the claim that X hurt them was repeated", "he is not convinced that", "people like to say".
    """
    word, below = step.word, step.below
    if word.pos_ == "NOUN" and word.lemma_ in _CLAIMS:
        return below.dep_ in _CONTENT and _mark(below) is not None
    if is_unsaid(step):
        return True
    if word.lemma_ == "say" and word.dep_ == "xcomp" and word.head.lemma_ == "like":
        return below.dep_ == "ccomp"
    unsure = word if word.lower_ in _SURE else child(word, "acomp")
    if unsure is None or unsure.lower_ not in _SURE or below.dep_ != "ccomp":
        return False
    return negated(word) or (word != unsure and negated(unsure)) or negated(unsure.head)


def rules_out(verb: Token) -> bool:
    """ "ruled out that the ban had hurt them"."""
    return verb.lemma_ == "rule" and any(c.dep_ == "prt" and c.lower_ == "out" for c in verb.rights)


def is_unsaid(step: Step) -> bool:
    """ "I do not say that it killed him", "nobody can say that": neither told nor denied."""
    word = step.word
    says = word.pos_ in VERBAL and word.lemma_ in _SAYING and step.below.dep_ == "ccomp"
    return says and (negated(word) or _nobody(word))


def believes(step: Step) -> bool:
    """ "Traders believe that the tariff hurt them": one reader takes it for a claim, another for a guess."""
    return step.word.pos_ in VERBAL and step.word.lemma_ in _SUPPOSING and step.below.dep_ == "ccomp"


def supposes(step: Step, *, direct: bool) -> bool:
    """Whether the word makes what it embeds a guess, a hope or a forecast.

    Args:
        direct: The clause below is the link's own, not one that holds it.
    """
    word, below = step.word, step.below
    if _named_by(step, _HOPE_NOUNS):
        return True
    if word.pos_ in VERBAL:
        likely = child(word, "acomp") if word.lemma_ == "be" and below.dep_ in ("ccomp", "csubj") else None
        if likely is not None and likely.lemma_ in LIKELY:
            return True  # "it is possible that the ban hurt them"
        if word.lemma_ == "doubt" and (negated(word) or _nobody(word)):
            return False  # "nobody doubts that"
        if word.lemma_ in HEDGING_VERBS or (rules_out(word) and negated(word)):
            return True
        passive = any(c.dep_ == "auxpass" for c in word.lefts)
        if below.dep_ == "xcomp" and passive and word.lemma_ in _SAID_TO:
            return True
        return below.dep_ == "xcomp" and bool(modals(word) & HEDGING) and (direct or word.dep_ != "ROOT")
    if word.pos_ == "ADJ":
        # "may be weak enough to prompt a cut"
        return word.lemma_ in LIKELY or bool(word.head.pos_ in VERBAL and modals(word.head) & HEDGING)
    return word.pos_ == "NOUN" and word.lemma_ in _HOPE_NOUNS and below.dep_ in _CONTENT | {"pcomp"}
