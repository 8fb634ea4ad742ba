"""due to, because of, in response to, over, for: an event or clause and the noun phrase that is its cause."""

from collections.abc import Iterator

from spacy.tokens import Token

from quizapi.reading.causal.attachment import from_holder, holder_of, noun_phrase_behind
from quizapi.reading.causal.clauses import VERBAL, child, phrase, subject
from quizapi.reading.causal.context import Context
from quizapi.reading.causal.lexicon import (
    CAUSE_PHRASES,
    DISPUTE_WORDS,
    FEELING_WORDS,
    JUDGING_VERBS,
    MARKET_VERBS,
    MEASURE_NOUNS,
    MEASURE_VERBS,
    REACTION_VERBS,
    words,
)
from quizapi.reading.causal.links import Link
from quizapi.reading.causal.nouns import is_agent, is_event, is_time, is_time_noun, may_cause
from quizapi.reading.causal.phrases import by_first_word, match_at

PHRASES = by_first_word(CAUSE_PHRASES)


def phrase_of_cause(token: Token, context: Context) -> Iterator[Link]:
    """The fixed phrases ("due to", "in response to", "as a result of")."""
    end = match_at(context.doc, token.i, PHRASES)
    if end is None:
        return
    if token.lower_ in ("following", "after") and not _is_reaction(token):
        return
    cause = noun_phrase_behind(context.doc[end - 1], end)
    if cause is None or context.doc[cause[0]].lower_ in _NO_CAUSES:
        return
    later = "wake" in {t.lower_ for t in context.doc[token.i : end]} and not _answers(holder_of(token))
    yield from from_holder(
        token, holder_of(token), cause, (token.i, end), "phrase of cause", 0.55 if later else 0.88
    )


def _answers(holder: Token) -> bool:
    """Whether what comes "in the wake" of something answers it: a measure, or a market that moves."""
    verb = holder if holder.pos_ in VERBAL else holder.head
    return verb.lemma_ in REACTION_VERBS | MEASURE_VERBS | MARKET_VERBS


def _is_reaction(token: Token) -> bool:
    """Whether a market moves "following" an event."""
    governed, verb = child(token, "pobj"), token.head
    own = subject(verb) if verb.pos_ in VERBAL else None
    if governed is None or own is None or not is_event(governed) or is_time(governed):
        return False
    return verb.lemma_ in MARKET_VERBS and not is_agent(own)


def over(token: Token, context: Context) -> Iterator[Link]:
    """ "over" after disputing, punishing, protesting."""
    governed = child(token, "pobj", "pcomp")
    if governed is None or is_time(governed) or is_agent(governed) or is_time_noun(governed):
        return  # "over the last two months of protest"
    holder = token.head
    if holder.dep_ == "pcomp" and holder.head.head.lemma_ in _BARRING:
        holder = holder.head.head  # "were banned from travelling over the killings"
    wondering = any(c.tag_ in ("WRB", "WP", "WDT") or c.lower_ == "whether" for c in governed.lefts)
    if wondering:
        return
    if not _names_dispute(holder):
        yield from _measure_for(token, "over")
        return
    cause = noun_phrase_behind(token, token.i + 1)
    if cause is not None:
        # With a noun of dispute "over" names the matter rather than the cause ("the row over the site").
        if holder.pos_ == "NOUN" and holder.lemma_ in MEASURE_NOUNS and holder.head.dep_ in ("relcl", "acl"):
            # "an act that outlines sanctions over missile tests": of the sanctions, not of the act
            yield from _measure_for(token, "over", aimed=True)
            return
        matter = (
            holder.pos_ == "NOUN" and holder.lemma_ in DISPUTE_WORDS and holder.lemma_ not in MEASURE_NOUNS
        )
        if matter and (holder.dep_ != "dobj" or holder.head.lemma_ in _UTTERING):
            return
        yield from from_holder(
            token, holder, cause, (token.i, token.i + 1), "over", 0.75, noun=0.5 if matter else 0.7
        )


def for_(token: Token, context: Context) -> Iterator[Link]:
    """ "for" after punishing, judging, thanking, and after imposing a measure."""
    governed = child(token, "pobj", "pcomp")
    if governed is None or is_time(governed) or governed.tag_ in ("WDT", "WP"):
        return
    before = token.nbor(-1) if token.i else token
    if token.head.lemma_ in _ANSWERS or before.lemma_ in _ANSWERS or _is_blamed(token):
        if before.lemma_ not in _ANSWERS and governed.pos_ == "NOUN" and may_cause(governed):
            yield from _measure_for(token, "for (measure)")
        return
    doing = governed.dep_ == "pcomp" and governed.tag_ == "VBG"
    event = governed.dep_ == "pobj" and governed.tag_ != "NNP"
    event = event and (may_cause(governed) or governed.lemma_ in ("part", "role", "share", "hand"))
    holder = _judging(token.head) or _imposed_just_before(token)
    owned = any(c.dep_ == "poss" for c in governed.lefts) and is_event(governed)
    if holder is None and owned and token.head.pos_ in VERBAL and token.head.lemma_ in REACTION_VERBS:
        holder = token.head  # "cut off oil to four states for their support of the raid"
    if holder is None and (doing or event):
        yield from _measure_for(token, "for (measure)")
    if holder is None or not (doing or event):
        return
    cause = noun_phrase_behind(token, token.i + 1)
    if cause is not None:
        name = "for (measure)" if holder.lemma_ in MEASURE_VERBS | MEASURE_NOUNS else "for (judging)"
        confidence = 0.78 if doing or holder.lemma_ in JUDGING_VERBS else 0.7
        yield from from_holder(token, holder, cause, (token.i, token.i + 1), name, confidence)


def _measure_for(token: Token, name: str, *, aimed: bool = False) -> Iterator[Link]:
    """ "to step up | sanctions against Iran over its missiles", "a call for | action against Japan for X"."""
    noun = token.nbor(-1) if token.i else token
    while noun.right_edge.i < token.i and noun.head.i < noun.i and noun.lemma_ not in MEASURE_NOUNS:
        noun = noun.head
    if noun.lemma_ not in MEASURE_NOUNS or noun.pos_ != "NOUN" or noun.right_edge.i != token.i - 1:
        return
    aimed = aimed or any(c.dep_ == "prep" and c.lower_ in ("on", "against") for c in noun.rights)
    cause, effect = noun_phrase_behind(token, token.i + 1), phrase(noun, stop=token.i)
    if aimed and cause is not None and effect is not None and noun.dep_ in ("dobj", "pobj", "nsubjpass"):
        yield Link(cause, effect, (token.i, token.i + 1), name, noun, 0.7)


def market(token: Token, context: Context) -> Iterator[Link]:
    """ "Shares fell on news of the ban", "revenue shrank under the cap"."""
    governed, verb = child(token, "pobj"), token.head
    verbs = MARKET_VERBS | _WITHERING if token.lower_ == "under" else MARKET_VERBS
    if governed is None or verb.lemma_ not in verbs or verb.pos_ not in VERBAL or token.i < verb.i:
        return
    nouns = {"on": _NEWS, "amid": _NEWS | MEASURE_NOUNS}.get(token.lower_, MEASURE_NOUNS)
    own = subject(verb)
    if governed.lemma_ not in nouns or own is None or is_agent(own):
        return
    cause = noun_phrase_behind(token, token.i + 1)
    if cause is not None:
        yield from from_holder(token, verb, cause, (token.i, token.i + 1), "market", 0.68)


def through(token: Token, context: Context) -> Iterator[Link]:
    """ "lost their savings through the collapse of the bank"."""
    governed, verb = child(token, "pobj"), token.head
    if governed is None or verb.lemma_ not in _LOSING or verb.pos_ not in VERBAL or token.i < verb.i:
        return
    cause = noun_phrase_behind(token, token.i + 1) if is_event(governed) and not is_time(governed) else None
    if cause is not None:
        yield from from_holder(token, verb, cause, (token.i, token.i + 1), "phrase of cause", 0.72)


def out_of(token: Token, context: Context) -> Iterator[Link]:
    """ "out of concern for the crews", "under pressure from farmers"."""
    last = token.nbor(1) if token.lower_ == "out" and token.i + 2 < len(context.doc) else token
    noun = child(last, "pobj")
    if noun is None or noun.lemma_ not in (_FEELINGS if last != token else ("pressure", "threat")):
        return
    if last == token and not any(c.lower_ in ("from", "of") for c in noun.rights):
        return
    cause = noun_phrase_behind(last, last.i + 1)
    if cause is not None and token.head.pos_ in VERBAL:
        yield from from_holder(token, token.head, cause, (token.i, last.i + 1), "phrase of cause", 0.8)


def at(token: Token, context: Context) -> Iterator[Link]:
    """ "angry at", "dismay over"."""
    governed = child(token, "pobj")
    if governed is None or token.head.lemma_ not in FEELING_WORDS or not may_cause(governed):
        return
    if token.head.dep_ in ("acl", "advcl", "amod"):
        return  # "the union, alarmed at the rise, has doubled": no clause of its own
    cause = noun_phrase_behind(token, token.i + 1)
    if cause is not None:
        yield from from_holder(
            token, token.head, cause, (token.i, token.i + 1), "feeling at", 0.75, noun=0.55
        )


_WITHERING = words(
    "wither shrivel stagnate crumble buckle suffer dwindle shrink groan languish struggle wilt sag"
)
_LOSING = words("lose miss fail die perish suffer collapse vanish disappear")
_BARRING = frozenset({"ban", "bar", "exclude", "suspend", "block"})
_FEELINGS = frozenset(
    [
        "concern",
        "fear",
        "anger",
        "spite",
        "loyalty",
        "pity",
        "sympathy",
        "frustration",
        "desperation",
        "necessity",
        "solidarity",
        "caution",
    ]
)
_NEWS = frozenset(
    {"news", "fear", "hope", "concern", "worry", "word", "report", "expectation", "rumour", "rumor"}
)
_NO_CAUSES = frozenset({"which", "whom", "what", "them", "him", "her", "me", "us", "you"})
_UTTERING = frozenset({"voice", "express", "share", "have", "feel", "show", "convey", "register", "raise"})
_ANSWERS = frozenset({"retaliation", "reprisal", "revenge", "punishment", "reason", "need", "call", "demand"})


def _is_blamed(token: Token) -> bool:
    node = token.head
    while node.pos_ not in VERBAL and node.head != node:
        node = node.head
    return node.lemma_ in ("blame", "credit")


def _judging(holder: Token) -> Token | None:
    if holder.dep_ == "pcomp" and holder.head.head.lemma_ in _BARRING:
        holder = holder.head.head  # "banned from travelling for their part in it"
    if holder.pos_ in VERBAL:
        if holder.lemma_ in JUDGING_VERBS:
            return holder
        if holder.lemma_ in MEASURE_VERBS and _measure_in(holder):
            return holder
        passive = any(c.dep_ == "auxpass" for c in holder.lefts)
        return holder if passive and holder.lemma_ in REACTION_VERBS else None
    if holder.lemma_ in MEASURE_NOUNS:
        return holder
    verb = holder
    while verb.dep_ in ("pobj", "prep", "dobj") and verb.head.i < verb.i:
        verb = verb.head
        if verb.pos_ in VERBAL:
            return _judging(verb) if verb.lemma_ in JUDGING_VERBS | MEASURE_VERBS else None
    return None


def _imposed_just_before(token: Token) -> Token | None:
    """ "lift sanctions imposed against Japan for ...": the participle that ends where "for" begins."""
    for index in range(token.i - 1, max(-1, token.i - 9), -1):
        other = token.doc[index]
        if other.dep_ == "acl" and other.tag_ == "VBN" and other.right_edge.i == token.i - 1:
            return _judging(other)
    return None


def _measure_in(verb: Token) -> bool:
    nouns = [verb.head, *verb.head.lefts] if verb.dep_ in ("acl", "relcl") else []
    for other in verb.children:
        if other.dep_ in ("dobj", "nsubjpass"):
            nouns.append(other)
        elif other.dep_ == "prep":
            nouns.extend(other.children)
    return any(noun.lemma_ in MEASURE_NOUNS for noun in nouns)


def _names_dispute(holder: Token) -> bool:
    if holder.lemma_ in DISPUTE_WORDS:
        return True
    called = child(holder, "nsubjpass") if holder.lemma_ in ("call", "hold", "stage") else None
    if called is not None and called.lemma_ in DISPUTE_WORDS:
        return True  # "the strike was called over"
    own = subject(holder) if holder.lemma_ in ("fall", "topple") and holder.pos_ in VERBAL else None
    if own is not None and is_agent(own):
        return True  # "the government fell over its refusal"
    verb = holder
    while verb.dep_ in ("pobj", "prep", "dobj") and verb.head.i < verb.i:
        verb = verb.head
        if verb.lemma_ in DISPUTE_WORDS:
            return True
    return False
