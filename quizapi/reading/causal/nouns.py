"""Is a noun phrase an agent, an event, or a time? A cause is an event, a measure or a state, no agent."""

from spacy.tokens import Token

from quizapi.reading.causal.kinds import (
    AGENT_NOUNS,
    BODY_NOUNS,
    EVENT_ENDINGS,
    EVENT_NOUNS,
    PERSONAL_PRONOUNS,
)
from quizapi.reading.causal.lexicon import words

_NAMED_THINGS = frozenset({"EVENT", "LAW", "DATE", "TIME", "WORK_OF_ART", "MONEY", "PERCENT"})
_DOCUMENTS = words(
    "resolution law rule decree statute clause treaty list act bill regulation directive ruling"
)
_TIME_TYPES = frozenset({"DATE", "TIME", "MONEY", "QUANTITY", "PERCENT", "CARDINAL", "ORDINAL"})
_TIME_NOUNS = words(
    "year month week day hour minute second decade century period time season moment weekend night"
    " morning afternoon evening while term life yesterday today tomorrow"
)
_POINTING = frozenset({"this", "that", "it", "these", "those", "which", "they"})
_AGENT_ENDINGS = ("er", "or", "ist", "ian", "man", "men", "woman", "women", "ee", "ant")
_AMOUNTS = words(
    "number batch group bulk majority section handful dozen dozens hundred hundreds thousand thousands couple"
    " pair crowd host lot plenty rest some most many part half third quarter score band gang party team"
)
_NOT_AGENT_ENDINGS = ("list", "fist", "mist", "twist", "wist")
_NOT_AGENTS = words(
    "order power weather number winter summer water paper answer matter disorder border danger"
    " quarter offer manner factor tremor error terror horror labor labour sector monitor transfer"
    " disaster corner layer fever hunger anger computer timber silver river timer barrier tender"
    " filter shelter letter charter fertiliser fertilizer cover over slaughter murder laughter"
    " plant restaurant grant covenant pollutant warrant constant variant descant deterrent want disinfectant"
    " surrender clamor rumor tenor vapor committee referee guarantee coffee fee knee"
)


def is_agent(token: Token) -> bool:
    """True for people, bodies and states that act."""
    if token.pos_ == "PRON":
        return token.lower_ in PERSONAL_PRONOUNS
    lemma = token.lemma_.lower()
    if lemma in _AMOUNTS:
        counted = next(
            (c for p in token.rights if p.lower_ == "of" for c in p.rights if c.dep_ == "pobj"), None
        )
        if counted is not None and counted != token:
            return counted.pos_ != "PRON" and is_agent(counted)
    if lemma in EVENT_NOUNS:
        return False
    if lemma in AGENT_NOUNS:
        return True
    if token.pos_ == "PROPN":
        return token.ent_type_ not in _NAMED_THINGS
    if token.ent_type_ in ("PERSON", "GPE", "NORP"):
        return True
    if lemma.endswith(_AGENT_ENDINGS) and len(lemma) > 4:
        return lemma not in _NOT_AGENTS and not lemma.endswith(_NOT_AGENT_ENDINGS)
    return False


def may_cause(token: Token) -> bool:
    """True for what is no agent, no time and no thing that acts: an event, a state, or most other nouns.

    Less sure than `is_event`: "the letters", "the scheme", "damp".
    """
    if is_event(token):
        return True
    if token.pos_ != "NOUN" or token.lemma_.lower() in BODY_NOUNS:
        return False
    return not is_agent(token) and not is_time(token)


def is_event(token: Token) -> bool:
    """True for events, measures and states, and for pronouns that may stand for one."""
    if token.pos_ == "PRON":
        return token.lower_ in _POINTING
    lemma = token.lemma_.lower()
    if lemma in EVENT_NOUNS:
        return True
    if is_agent(token) or is_time(token):
        return False
    if token.pos_ in ("VERB", "AUX"):
        return token.tag_ == "VBG"
    return _names_event(lemma) or (lemma in _TIME_NOUNS and _spent_on(token))


def _spent_on(token: Token) -> bool:
    """ "months of drought": no time but what filled it."""
    of = next((c for c in token.rights if c.dep_ == "prep" and c.lower_ == "of"), None)
    return of is not None and any(c.dep_ == "pobj" and _names_event(c.lemma_.lower()) for c in of.rights)


def _names_event(lemma: str) -> bool:
    return lemma in EVENT_NOUNS or (len(lemma) > 4 and lemma.endswith(EVENT_ENDINGS))


def is_document(token: Token) -> bool:
    """True for what orders something by its words: what it says is its content and not its effect."""
    return token.lemma_.lower() in _DOCUMENTS


def is_time_noun(token: Token) -> bool:
    """True for "month", also in "months of drought"."""
    return token.lemma_.lower() in _TIME_NOUNS


def is_time(token: Token) -> bool:
    """True for times, amounts and other measures."""
    if token.lemma_.lower() in _TIME_NOUNS and _spent_on(token):
        return False
    return token.ent_type_ in _TIME_TYPES or token.lemma_.lower() in _TIME_NOUNS or token.pos_ == "NUM"
