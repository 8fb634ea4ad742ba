"""What a verb says of itself: denied, possible, to come, against the fact. Nothing above it is looked at."""

from spacy.tokens import Token

from quizapi.reading.causal.clauses import VERBAL, child, modals, subject
from quizapi.reading.causal.lexicon import FUTURE_MODALS, HEDGING_ADVERBS, WEAK_MODALS, words

_NEGATORS = frozenset({"not", "n't", "n’t", "never", "no"})
_NOT_REALLY = words("only just merely simply longer least")
_SCARCELY = words("rarely seldom hardly scarcely barely")
_FOCUS = words("simply merely just only solely purely primarily mainly")
_NO_ONE = words("nobody nothing none neither no-one")
_PARTLY = words(
    "necessarily sufficiently fully entirely completely wholly altogether always exactly adequately"
)
HEDGING = WEAK_MODALS | (FUTURE_MODALS - {"must"})
OBLIGING = frozenset({"must", "should", "shall"})


def negated(verb: Token) -> bool:
    """ "did not cause", "Nor did it end"; neither "not only cut" nor "no longer"."""
    for other in verb.children:
        following = other.nbor(1).lower_ if other.i + 1 < len(other.doc) else ""
        if other.dep_ == "neg" and other.lower_ in _NEGATORS:
            return following not in _NOT_REALLY
        if other.lower_ in ("nor", "neither") and other.i < verb.i and other.dep_ != "nsubj":
            return True
    return False


def shares_negation(verb: Token) -> bool:
    """ "did not free the prisoners or end the war": the second verb stands under the first one's "not"."""
    if verb.dep_ != "conj" or subject(verb) is not None or verb.head.pos_ not in VERBAL:
        return False
    if not negated(verb.head) or modals(verb) != modals(verb.head) or verb.tag_ != verb.head.tag_:
        return False
    return not any(c.lower_ in ("but", "and") for c in verb.head.children if c.dep_ == "cc")


def partly_negated(verb: Token) -> bool:
    """ "did not necessarily cut", "does not fully protect": neither a denial nor a claim."""
    return negated(verb) and any(c.lower_ in _PARTLY for c in verb.children if c.dep_ == "advmod")


def must_have(verb: Token) -> bool:
    """ "must have cost": concluded, and not told."""
    return "must" in modals(verb) and any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.lefts)


def nobody_did(verb: Token) -> bool:
    """ "No one had been harmed"."""
    own = subject(verb)
    return own is not None and (own.lower_ in _NO_ONE or any(c.lower_ == "no" for c in own.lefts))


def is_none(word: Token) -> bool:
    """ "caused no shortage", "nothing in the ban prevents"."""
    but = word.i + 1 < len(word.doc) and word.nbor(1).lower_ in ("but", "except", "other")
    return (word.lower_ == "no" or word.lower_ in _NO_ONE) and not but


def scarcely(verb: Token) -> bool:
    """ "hardly hurt": neither told nor denied."""
    return any(c.lower_ in _SCARCELY for c in verb.lefts)


def focused(signal: Token) -> bool:
    """ "simply because of", "only over"."""
    return signal.i > 0 and signal.nbor(-1).lower_ in _FOCUS


def denied_before(word: Token) -> bool:
    """ "not because", "not primarily because", "never for"."""
    index = word.i - 1
    if index > 0 and word.doc[index].lower_ in _FOCUS:
        index -= 1
    return index >= 0 and word.doc[index].lower_ in ("not", "never") and word.doc[index].dep_ != "punct"


def hedged_by_adverb(word: Token) -> bool:
    """ "probably hurt", "perhaps because of"."""
    if any(c.dep_ == "advmod" and c.lower_ in HEDGING_ADVERBS for c in word.children):
        return True
    return any(t.lower_ in HEDGING_ADVERBS for t in word.doc[max(0, word.i - 2) : word.i])


def against_the_fact(verb: Token) -> bool:
    """ "would have fallen", "might have been spared": neither was it so nor is it planned."""
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.lefts)
    return perfect and bool(modals(verb) & (FUTURE_MODALS | WEAK_MODALS) - {"must", "will", "shall"})


def past_inability(verb: Token) -> bool:
    """ "could not pay", "could no longer pay" tells what happened."""
    before = verb.doc[max(0, verb.i - 4) : verb.i]
    return modals(verb) == {"could"} and any(t.lower_ in _NEGATORS for t in before)


def is_to_be(verb: Token) -> bool:
    """ "is to cut", "are to be listed": arranged, and not yet done."""
    holder = verb.head
    return verb.dep_ == "xcomp" and holder.lemma_ == "be" and holder.tag_ in ("VBZ", "VBP")


def will_be_done(verb: Token) -> bool:
    """The main clause "is to" with its infinitive behind."""
    if verb.lemma_ != "be" or verb.tag_ not in ("VBZ", "VBP"):
        return False
    coming = child(verb, "xcomp")
    if negated(verb) or child(verb, "attr", "acomp", "prep") is not None:
        return False  # "it is not my job to comment"
    return coming is not None and coming.tag_ == "VB"
