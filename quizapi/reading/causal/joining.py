"""Two clauses and the conjunction between them: which verb is which, and where each clause begins."""

from collections.abc import Iterator

from spacy.tokens import Token

from quizapi.reading.causal.clauses import (
    SUBJECTS,
    VERBAL,
    act_verb,
    child,
    clause,
    is_content,
    phrase,
    says_where,
    subject,
    trimmed,
)
from quizapi.reading.causal.lexicon import FEARING, REPORTING
from quizapi.reading.causal.links import Link, Tokens, overlap


def clauses_of(token: Token) -> tuple[Token, Token] | None:
    """(verb behind the conjunction, verb of the main clause)."""
    verb = token.head
    if token.dep_ not in ("mark", "advmod", "prep") or verb.pos_ not in VERBAL or verb.i < token.i:
        if token.dep_ == "prep" and token.head.pos_ in VERBAL:
            inner = child(token, "pcomp")
            if inner is not None and inner.pos_ in VERBAL and subject(inner) is not None:
                return inner, token.head
        return None
    if verb.dep_ == "conj" and token.i > 0 and token.nbor(-1).lower_ == "but":
        return _set_against(verb)
    if verb.dep_ not in ("advcl", "ccomp") or verb.head.pos_ not in VERBAL | {"ADJ", "NOUN"}:
        return None
    if verb.head.i > token.i and verb.head.i < verb.i:
        return None
    return verb, verb.head


def _set_against(verb: Token) -> tuple[Token, Token] | None:
    """ "Y, not because X but because Z": Z is a reason for Y, and no sequel of X."""
    main = verb.head
    while main.dep_ in ("advcl", "conj") and main.i < verb.i and child(main, "mark") is not None:
        main = main.head
    return (verb, main) if main.pos_ in VERBAL and subject(main) is not None else None


def reason(token: Token, pair: tuple[Token, Token], name: str, confidence: float) -> Iterator[Link]:
    verb, main = pair
    signal = (token.i, token.i + 1)
    denied = token.i > 0 and token.nbor(-1).lower_ == "not"
    cause = clause(verb, start=behind(token, verb))
    if cause is None:
        return
    if _is_only_pointing(main, token):
        own = subject(main)
        effect = _reasoned(own) or phrase(own) if own is not None else None
    else:
        main = _told_before(_reattached(main, verb, token), token)
        effect = effect_of(main, token)
    if effect is None or overlap(cause, effect):
        return
    denied = denied or (child(main, "neg") is not None and _is_only_pointing(main, token))
    if main.lemma_ in FEARING and child(main, "dobj") is not None:
        return  # what is feared, or that it is feared?
    yield Link(cause, effect, signal, name, main, confidence, denied=denied)


def _reasoned(own: Token) -> Tokens | None:
    """ "The reason that Y is because X", "one of the reasons Y ...": Y itself."""
    for noun in (own, *(c for p in own.rights if p.lower_ == "of" for c in p.rights)):
        if noun.lemma_ == "reason":
            verb = child(noun, "relcl", "acl", "ccomp")
            return clause(verb) if verb is not None and subject(verb) is not None else None
    return None


def _told_before(main: Token, token: Token) -> Token:
    """ "Y because X, not because Z": the second reason too is one for Y."""
    if main.dep_ in ("advcl", "pcomp") and token.i > 0 and token.nbor(-1).lower_ == "not":
        mark = child(main, "mark")
        if mark is not None and mark.lower_ == token.lower_ and main.head.pos_ in VERBAL:
            return act_verb(main.head)
    return main


def behind(token: Token, verb: Token) -> int:
    own = subject(verb)
    if own is not None and own.left_edge.i > token.i:
        return int(own.left_edge.i)
    return token.i + 1


def _is_only_pointing(main: Token, token: Token) -> bool:
    """ "That is because ...", "It was not because ..."."""
    if main.lemma_ not in ("be", "come") or main.pos_ not in VERBAL:
        return False
    return (
        all(
            other.dep_ in SUBJECTS
            or (
                other.dep_ in ("advcl", "punct", "neg", "aux", "advmod", "ccomp", "cc", "mark", "prep")
                and (other.dep_ not in ("prep",) or other.right_edge.i < main.i or other.i >= token.i)
            )
            for other in main.children
        )
        and subject(main) is not None
    )


def _reattached(main: Token, verb: Token, token: Token) -> Token:
    """The verb that the reason belongs to: the reported one, where the reporting clause holds both."""
    if main.lemma_ in REPORTING:
        inner = child(main, "ccomp")
        if inner is not None and inner.pos_ in VERBAL and (inner.i < token.i or token.i < main.i):
            return act_verb(inner)
    return act_verb(main)


def effect_of(main: Token, token: Token) -> Tokens | None:
    if main.pos_ not in VERBAL:
        holder = main.head
        if main.dep_ in ("acomp", "attr", "oprd") and holder.pos_ in VERBAL:
            return clause(holder, stop=token.i if token.i > main.i else None)
        return phrase(main, stop=token.i if token.i > main.i else None)
    modifies = main.dep_ in ("relcl", "acl") and not says_where(main) and not is_content(main)
    if modifies and main.head.i < main.i < token.i:
        return trimmed(main.doc, main.head.left_edge.i, token.i)
    return clause(main, stop=token.i if token.i > main.i else None)
