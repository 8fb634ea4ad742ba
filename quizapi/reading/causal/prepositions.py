"""due to, because of, in response to, over, for: an event or clause and the noun phrase that is its cause."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from quizapi.reading.causal.clauses import VERBAL, act_verb, child, clause, phrase, subject, trimmed
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
    REPORTING,
)
from quizapi.reading.causal.links import Link, Tokens
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
    cause = _governed(context.doc[end - 1], end)
    if cause is None or context.doc[cause[0]].lower_ in _NO_CAUSES:
        return
    later = "wake" in {t.lower_ for t in context.doc[token.i : end]} and not _answers(_holder(token))
    yield from _from_holder(
        token, _holder(token), cause, (token.i, end), "phrase of cause", 0.55 if later else 0.88
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
    wondering = any(c.tag_ in ("WRB", "WP", "WDT") or c.lower_ == "whether" for c in governed.lefts)
    if wondering:
        return
    if not _names_dispute(holder):
        yield from _measure_for(token, "over")
        return
    cause = _governed(token, token.i + 1)
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
        yield from _from_holder(
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
    cause = _governed(token, token.i + 1)
    if cause is not None:
        name = "for (measure)" if holder.lemma_ in MEASURE_VERBS | MEASURE_NOUNS else "for (judging)"
        confidence = 0.78 if doing or holder.lemma_ in JUDGING_VERBS else 0.7
        yield from _from_holder(token, holder, cause, (token.i, token.i + 1), name, confidence)


def _measure_for(token: Token, name: str, *, aimed: bool = False) -> Iterator[Link]:
    """ "to step up | sanctions against Iran over its missiles", "a call for | action against Japan for X"."""
    noun = token.nbor(-1) if token.i else token
    while noun.right_edge.i < token.i and noun.head.i < noun.i and noun.lemma_ not in MEASURE_NOUNS:
        noun = noun.head
    if noun.lemma_ not in MEASURE_NOUNS or noun.pos_ != "NOUN" or noun.right_edge.i != token.i - 1:
        return
    aimed = aimed or any(c.dep_ == "prep" and c.lower_ in ("on", "against") for c in noun.rights)
    cause, effect = _governed(token, token.i + 1), phrase(noun, stop=token.i)
    if aimed and cause is not None and effect is not None and noun.dep_ in ("dobj", "pobj", "nsubjpass"):
        yield Link(cause, effect, (token.i, token.i + 1), name, noun, 0.7)


def market(token: Token, context: Context) -> Iterator[Link]:
    """ "Shares fell on news of the ban", "revenue shrank under the cap"."""
    governed, verb = child(token, "pobj"), token.head
    if governed is None or verb.lemma_ not in MARKET_VERBS or verb.pos_ not in VERBAL or token.i < verb.i:
        return
    nouns = _NEWS if token.lower_ == "on" else MEASURE_NOUNS
    own = subject(verb)
    if governed.lemma_ not in nouns or own is None or is_agent(own):
        return
    cause = _governed(token, token.i + 1)
    if cause is not None:
        yield from _from_holder(token, verb, cause, (token.i, token.i + 1), "market", 0.68)


def out_of(token: Token, context: Context) -> Iterator[Link]:
    """ "out of concern for the crews", "under pressure from farmers"."""
    last = token.nbor(1) if token.lower_ == "out" and token.i + 2 < len(context.doc) else token
    noun = child(last, "pobj")
    if noun is None or noun.lemma_ not in (_FEELINGS if last != token else ("pressure", "threat")):
        return
    if last == token and not any(c.lower_ in ("from", "of") for c in noun.rights):
        return
    cause = phrase(noun)
    if cause is not None and token.head.pos_ in VERBAL:
        yield from _from_holder(token, token.head, cause, (token.i, last.i + 1), "phrase of cause", 0.8)


def at(token: Token, context: Context) -> Iterator[Link]:
    """ "angry at", "dismay over"."""
    governed = child(token, "pobj")
    if governed is None or token.head.lemma_ not in FEELING_WORDS or not may_cause(governed):
        return
    if token.head.dep_ in ("acl", "advcl", "amod"):
        return  # "the union, alarmed at the rise, has doubled": no clause of its own
    cause = _governed(token, token.i + 1)
    if cause is not None:
        yield from _from_holder(
            token, token.head, cause, (token.i, token.i + 1), "feeling at", 0.75, noun=0.55
        )


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
_NOUN_PREPOSITIONS = frozenset(
    {"of", "among", "between", "against", "by", "with", "in", "over", "on", "about"}
)
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
    own = subject(holder) if holder.lemma_ in ("fall", "topple") and holder.pos_ in VERBAL else None
    if own is not None and is_agent(own):
        return True  # "the government fell over its refusal"
    verb = holder
    while verb.dep_ in ("pobj", "prep", "dobj") and verb.head.i < verb.i:
        verb = verb.head
        if verb.lemma_ in DISPUTE_WORDS:
            return True
    return False


def _governed(preposition: Token, start: int) -> Tokens | None:
    """The noun phrase or gerund behind the preposition."""
    doc = preposition.doc
    for holder in (preposition, preposition.head):
        inner = next((c for c in holder.rights if c.dep_ in ("pobj", "pcomp") and c.i >= start), None)
        if inner is not None:
            if inner.pos_ in VERBAL and inner.tag_ == "VBG" and inner.dep_ == "pcomp":
                return clause(inner)
            if inner.pos_ in VERBAL and subject(inner) is not None:
                return clause(inner)
            found = phrase(inner)
            if found is None:
                return None
            return trimmed(doc, max(found[0], start), _with_what_follows(doc, found[1]))
    return None


def _with_what_follows(doc: Doc, end: int) -> int:
    """Prepositional phrases right behind the noun phrase that the parser hung on the verb instead."""
    while end < len(doc) and doc[end].dep_ == "prep" and doc[end].lower_ in _NOUN_PREPOSITIONS:
        inner = child(doc[end], "pobj")
        if inner is None or is_time(inner) or doc[end].right_edge.i < end:
            break
        end = min(doc[end].right_edge.i + 1, _until_mark(doc, end))
    return end


def _until_mark(doc: Doc, start: int) -> int:
    index = start
    while (
        index < len(doc)
        and not (doc[index].is_punct and doc[index].text in ",;:.–—")
        and "\n" not in doc[index].text
    ):
        index += 1
    return index


def _holder(token: Token) -> Token:
    holder = token.head
    return holder.head if holder.dep_ == "prep" and holder.i > token.i else holder


def _from_holder(
    token: Token,
    holder: Token,
    cause: Tokens,
    signal: Tokens,
    name: str,
    confidence: float,
    *,
    noun: float | None = None,
) -> Iterator[Link]:
    """Build the effect from what the preposition hangs on: a clause, or a noun phrase."""
    found = _effect(token, holder, cause)
    if found is None:
        return
    effect, anchor = found
    if effect[0] < cause[1] and cause[0] < effect[1]:
        return
    denied = token.i > 0 and token.nbor(-1).lower_ == "not"
    if anchor.pos_ not in VERBAL and noun is not None:
        confidence = noun
    if anchor.lemma_ == "come" and token.i == anchor.i + 1 and _is_link(anchor, token):
        signal = (anchor.i, signal[1])
    yield Link(cause, effect, signal, name, anchor, confidence, denied=denied)


def _effect(token: Token, holder: Token, cause: Tokens) -> tuple[Tokens, Token] | None:
    verb = _verb_over(holder, token)
    if verb is None and cause[1] <= holder.i and holder.head.pos_ in VERBAL:
        verb = holder.head  # "Thanks to smuggling, the shops are full."
    if verb is None:
        if is_agent(holder) or is_time(holder):
            return None
        found = phrase(holder, stop=token.i if token.i > holder.i else None)
        return None if found is None else (found, holder)
    stop = token.i if token.i > verb.i else None
    places = any(c.lower_ in ("where", "when", "why") for c in verb.lefts)
    modifies = (verb.dep_ == "relcl" and not places) or (verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBG"))
    modifies = modifies and not (
        verb.dep_ == "acl" and subject(verb) is not None
    )  # "the charge that X acted"
    if modifies and verb.head.i < verb.i < token.i and verb.head.pos_ not in VERBAL:
        found = trimmed(verb.doc, verb.head.left_edge.i, token.i)
        return None if found is None else (found, verb)
    own = subject(verb) or subject(verb.head)
    if token.i > verb.i and _is_link(verb, token) and not (own is not None and is_agent(own)):
        behind = verb.doc[cause[0] : cause[1] + 1]
        if (
            own is not None
            and own.lower_ == "it"
            and any(t.lower_ == "that" for t in verb.doc[cause[1] - 1 : cause[1] + 2])
        ):
            return _cleft(verb, cause)
        if own is None or (own.lower_ == "it" and any(t.lower_ == "that" for t in behind)):
            return None
        effect = phrase(own)
        return None if effect is None else (effect, verb)
    main = act_verb(verb)
    if main.lemma_ in REPORTING:
        inner = child(main, "ccomp")
        if inner is not None and inner.pos_ in VERBAL:
            main = inner
    if main.i > token.i:
        stop = None
    effect = clause(main, stop=stop)
    return None if effect is None else (effect, main)


def _cleft(verb: Token, cause: Tokens) -> tuple[Tokens, Token] | None:
    """ "It was because of the ban that the general turned to smugglers"."""
    for token in verb.doc[cause[1] : cause[1] + 25]:
        told = (
            token.pos_ in VERBAL and token.dep_ in ("ccomp", "advcl", "relcl") and subject(token) is not None
        )
        if told and any(c.lower_ == "that" for c in token.lefts):
            effect = clause(token)
            return None if effect is None else (effect, token)
    return None


def _verb_over(holder: Token, token: Token) -> Token | None:
    """The verb whose clause the phrase closes; None where the phrase only modifies a noun before the verb."""
    if holder.pos_ in VERBAL:
        incomplete = holder.dep_ in ("acomp", "oprd") and subject(holder) is None
        return holder.head if incomplete and holder.head.pos_ in VERBAL else holder
    if holder.dep_ in ("acomp", "attr", "oprd") and holder.head.pos_ in VERBAL:
        return holder.head
    node = holder
    while node.dep_ in ("pobj", "prep", "dobj", "conj", "npadvmod", "attr", "appos") and node.head != node:
        node = node.head
        if node.pos_ in VERBAL:
            return node if (node.i < holder.i and node.tag_ != "VBG") or node.dep_ == "ROOT" else None
        if node.i > holder.i:
            return None
    return None


def _is_link(verb: Token, token: Token) -> bool:
    """ "The moves were due to X", "That is partly due to X", "The step came in response to X"."""
    if verb.lemma_ == "come":
        own = subject(verb)
        return own is not None and is_event(own) and token.i == verb.i + 1
    if verb.lemma_ != "be":
        return False
    between = verb.doc[verb.i + 1 : token.i]
    return all(t.pos_ in ("ADV", "PART") and t.dep_ != "prep" and t.head.i >= verb.i for t in between)
