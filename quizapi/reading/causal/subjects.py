"""The cause before a verb of causing: its subject, shared, raised or the antecedent of a relative."""

from spacy.tokens import Token

from quizapi.reading.causal.clauses import VERBAL, child, clause, phrase, subject
from quizapi.reading.causal.context import Context
from quizapi.reading.causal.lexicon import HANDS_ON, RAISING, words
from quizapi.reading.causal.links import Tokens
from quizapi.reading.causal.nouns import is_agent, is_document, is_event, is_time, may_cause

_WISHING = words("want wish like need ask urge tell")
_RELATIVES = frozenset({"which", "that", "who"})


def cause_of(verb: Token, *, lexical: bool, context: Context) -> Tokens | None:
    """The subject (own, shared, raised or the antecedent of a relative), if it can be a cause."""
    holder = verb
    own = subject(holder)
    if own is None:
        own = _before_participle(holder)
    if own is None and holder.dep_ == "conj" and has_noun_before(holder):
        return None
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
    if own.lower_ == "what" and verb.dep_ in ("csubj", "ccomp") and verb.head.lemma_ == "be":
        told = child(verb.head, "attr")  # "What caused the slump was the collapse of the market"
        return phrase(told) if told is not None and told.i > verb.head.i and may_cause(told) else None
    if own.lower_ in _RELATIVES and (holder.dep_ == "relcl" or own.tag_ in ("WDT", "WP")):
        return _antecedent_cause(holder, own, lexical=lexical, context=context)
    return _noun_cause(own, verb, lexical=lexical, context=context)


def _before_participle(verb: Token) -> Token | None:
    """ "The cap, meant to hold the price down, emptied the bakeries": the parse gives "meant" the subject."""
    for other in verb.lefts:
        if other.dep_ == "advcl" and other.tag_ in ("VBD", "VBN") and other.nbor(-1).text == ",":
            own = subject(other)
            if own is not None and own.i == other.i - 2:
                return own
    return None


def has_noun_before(verb: Token) -> bool:
    """ "The deal came as Iran yielded and the States lifted them": the parse lost the subject."""
    index = verb.i - 1
    while index > 0 and verb.doc[index].pos_ in ("ADV", "AUX", "PART"):
        index -= 1
    before = verb.doc[index]
    return before.pos_ in ("NOUN", "PROPN", "PRON") and before.head != verb


def _raises(verb: Token) -> bool:
    return (
        verb.lemma_ in RAISING
        or verb.pos_ == "ADJ"
        or (
            verb.lemma_ in ("expect", "say", "believe", "think", "report", "fear", "know", "use")
            and is_passive(verb)
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
    if is_agent(noun) or is_time(noun) or any(is_agent(c) for c in noun.conjuncts if c.pos_ == "NOUN"):
        return None
    if noun.pos_ == "PRON":
        if not is_event(noun):
            return None
        if noun.lower_ in ("they", "it"):
            stands_for = context.antecedent(noun)
            if stands_for is None or (lexical and not is_event(stands_for)):
                return None
    elif not _fits_as_noun(noun, verb, lexical=lexical):
        return None
    return phrase(noun, stop=stop)


def _fits_as_noun(noun: Token, verb: Token, *, lexical: bool) -> bool:
    if noun.pos_ == "NOUN" and not may_cause(noun):
        return False
    if verb.tag_ == "VBG" and not any(c.dep_ == "aux" for c in verb.lefts) and not is_event(noun):
        return False  # "head for the station prompting lines": what prompts them stands further off
    if not lexical:
        return True
    if verb.lemma_ in HANDS_ON:
        return is_event(noun) and not is_document(noun)
    return may_cause(noun)


def _antecedent_cause(verb: Token, relative: Token, *, lexical: bool, context: Context) -> Tokens | None:
    doc = verb.doc
    cleft = verb.head if verb.dep_ == "ccomp" and verb.head.lemma_ == "be" else None
    told = child(cleft, "attr") if cleft is not None else None
    if cleft is not None and told is not None and told.i < relative.i and relative.lower_ == "that":
        own = subject(cleft)  # "it was hunger at home that ended the war"
        fitting = own is not None and own.lower_ == "it" and may_cause(told)
        return phrase(told, stop=relative.i) if fitting else None
    fits = is_event if verb.lemma_ in HANDS_ON else may_cause
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
    if antecedent.dep_ == "conj" and any(c.dep_ == "neg" for c in antecedent.lefts):
        told = antecedent.head  # "the frost, and not the embargo, that ruined"
        fitting = told.i < relative.i and not is_agent(told) and not is_time(told)
        mark = next((t.i for t in told.rights if t.dep_ in ("punct", "cc", "conj")), relative.i)
        return phrase(told, stop=mark) if fitting else None
    comma = relative.i > 0 and doc[relative.i - 1].text == ","
    in_turn = comma and [t.lower_ for t in doc[relative.i + 1 : relative.i + 3]] == ["in", "turn"]
    if in_turn and antecedent.left_edge == antecedent:
        return None  # "forced it to stop work, which in turn": that it stopped
    if comma and antecedent.pos_ == "NOUN" and is_agent(antecedent) and antecedent.dep_ == "dobj":
        return None  # "angered the union, which suspended talks"
    if antecedent.pos_ in VERBAL or (comma and relative.lower_ == "which" and not is_event(antecedent)):
        governor = antecedent
        while governor.pos_ not in VERBAL and governor.head != governor:
            governor = governor.head
        if governor.pos_ not in VERBAL or governor.i > relative.i or relative.lower_ != "which":
            return None
        return clause(governor, stop=relative.i - 1)
    if is_agent(antecedent) or is_time(antecedent) or (lexical and not fits(antecedent)):
        return None
    if not comma and antecedent.dep_ not in ("appos", "npadvmod", "attr"):
        # A restrictive clause says which one is meant; it belongs to the noun phrase.
        return None
    return phrase(antecedent, stop=relative.i)


def is_passive(verb: Token) -> bool:
    if verb.tag_ != "VBN":
        return False
    if any(other.dep_ in ("auxpass", "nsubjpass", "agent") for other in verb.children):
        return True
    finished = any(other.dep_ == "aux" and other.lemma_ == "have" for other in verb.lefts)
    return verb.dep_ == "acl" and not finished and subject(verb) is None
