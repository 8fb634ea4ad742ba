"""What a prepositional phrase hangs on: the cause that it governs, and its effect, a clause or noun."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from quizapi.reading.causal.clauses import VERBAL, act_verb, child, clause, phrase, subject, trimmed
from quizapi.reading.causal.lexicon import REPORTING
from quizapi.reading.causal.links import Link, Tokens
from quizapi.reading.causal.nouns import is_agent, is_event, is_time

_NOUN_PREPOSITIONS = frozenset(
    {"of", "among", "between", "against", "by", "with", "in", "over", "on", "about"}
)


def noun_phrase_behind(preposition: Token, start: int) -> Tokens | None:
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


def holder_of(token: Token) -> Token:
    holder = token.head
    return holder.head if holder.dep_ == "prep" and holder.i > token.i else holder


def from_holder(
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
