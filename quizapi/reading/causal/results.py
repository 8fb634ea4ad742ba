"""so, so that, so weak that: a clause and what comes of it."""

from collections.abc import Iterator

from spacy.tokens import Token

from quizapi.reading.causal.clauses import VERBAL, act_verb, child, clause, content_verb, modals, subject
from quizapi.reading.causal.context import Context
from quizapi.reading.causal.links import Link, overlap
from quizapi.reading.causal.modality import negated


def so(token: Token, context: Context) -> Iterator[Link]:
    """ "X, so Y"; "X so that Y" (what is wanted); "X, so that Y" (what comes of it); "so weak that Y"."""
    doc = context.doc
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if following is not None and following.lower_ == "that":
        yield from _so_that(token, following)
    elif token.i > 0 and doc[token.i - 1].text in (",", ";", "and", "–", "—"):
        yield from _and_so(token, context)
    elif token.dep_ == "advmod" and token.head.pos_ in ("ADJ", "ADV"):
        yield from _so_much_that(token)


def in_order_that(token: Token, context: Context) -> Iterator[Link]:
    """ "Y in order that X may ...", before or behind."""
    doc, start = context.doc, token.i - 1
    if start < 0 or token.i + 1 >= len(doc) or (doc[start].lower_, doc[token.i + 1].lower_) != ("in", "that"):
        return
    verb, main = doc[token.i + 1].head, doc[start].head
    if verb.pos_ not in VERBAL or verb.i < token.i or subject(verb) is None or main.pos_ not in VERBAL:
        return
    main = act_verb(main)
    if subject(main) is None:
        return
    wanted = clause(verb, start=token.i + 2)
    act = clause(main, stop=start if main.i < start else None)
    if wanted is not None and act is not None and not overlap(wanted, act):
        yield Link(wanted, act, (start, token.i + 2), "so that", main, 0.75, act=True)


def such(token: Token, context: Context) -> Iterator[Link]:
    """ "provoked such anger that she took it back"."""
    noun = token.head
    verb = child(noun, "ccomp", "acl", "relcl") or child(noun.head, "ccomp", "advcl")
    mark = child(verb, "mark") if verb is not None else None
    main = noun.head if noun.head.pos_ in VERBAL else None
    if verb is None or mark is None or main is None or mark.lower_ != "that" or subject(verb) is None:
        return
    if mark.i < token.i or subject(main) is None or subject(verb).tag_ in ("WDT", "WP"):  # type: ignore[union-attr]
        return
    cause, effect = clause(main, stop=mark.i), clause(verb)
    if cause is not None and effect is not None and cause[1] <= effect[0]:
        yield Link(cause, effect, (token.i, token.i + 1), "so that (degree)", verb, 0.7)


def _so_that(token: Token, that: Token) -> Iterator[Link]:
    verb = that.head if that.head.pos_ in VERBAL else token.head
    if verb.dep_ != "advcl" or verb.i < token.i or verb.head.i > token.i:
        return
    main = verb.head
    while main.dep_ in ("relcl", "pcomp", "csubj", "acl") and main.head != main:
        # The aim belongs to the deed, not to a clause that only says who or what.
        main = main.head
        while main.pos_ not in VERBAL and main.head != main:
            main = main.head
    main = act_verb(main)
    wanted, act = clause(verb, start=that.i + 1), clause(main, stop=token.i)
    if wanted is None or act is None:
        return
    signal = (token.i, that.i + 1)
    if token.i > 0 and token.nbor(-1).text == ",":
        # Behind a comma it is what comes of it (Quirk et al. 15.49), unless a modal says otherwise.
        if not modals(verb) & {"may", "might", "should", "will", "would", "can", "could"} or negated(verb):
            yield Link(act, wanted, signal, "so", verb, 0.75)
        return
    yield Link(wanted, act, signal, "so that", main, 0.75, act=True)


def _and_so(token: Token, context: Context) -> Iterator[Link]:
    effect_verb = token.head
    doc = context.doc
    shares = subject(effect_verb) is None and effect_verb.dep_ == "conj" and doc[token.i - 1].text == "and"
    if effect_verb.pos_ not in VERBAL or effect_verb.i < token.i:
        return
    if subject(effect_verb) is None and not shares:
        return
    if doc[token.i + 1].lower_ in ("did", "do", "does", "is", "was", "far", "on", "much", "many", "called"):
        return
    cause_verb = _clause_before(effect_verb, token)
    if cause_verb is None:
        return
    cause_verb = content_verb(cause_verb)
    cause = clause(cause_verb, stop=token.i)
    effect = clause(effect_verb, start=effect_verb.i if shares else None)
    if cause is None or effect is None or cause[1] > token.i:
        return
    yield Link(cause, effect, (token.i, token.i + 1), "so", effect_verb, 0.85)


def _clause_before(verb: Token, signal: Token) -> Token | None:
    """The verb of the clause that stands before `signal` in the same sentence."""
    if verb.dep_ in ("conj", "advcl") and verb.head.i < signal.i and verb.head.pos_ in VERBAL:
        return verb.head
    for other in verb.children:
        if other.dep_ in ("ccomp", "conj", "advcl") and other.i < signal.i and other.pos_ in VERBAL:
            return other if other.dep_ != "advcl" and subject(other) is not None else None
    return None


def _so_much_that(token: Token) -> Iterator[Link]:
    word = token.head
    holder = word.head
    for verb in (child(word, "ccomp"), child(holder, "ccomp", "advcl")):
        if verb is None or verb.i < word.i or subject(verb) is None:
            continue
        mark = child(verb, "mark")
        if mark is None or mark.lower_ != "that":
            continue
        main = word.head if word.head.pos_ in VERBAL else None
        if main is not None and main.dep_ == "xcomp" and subject(main) is None and main.head.pos_ in VERBAL:
            main = main.head  # "the laws seem to be so vague that"
        cause = clause(main, stop=mark.i) if main is not None else None
        effect = clause(verb)
        if cause is not None and effect is not None:
            yield Link(cause, effect, (token.i, token.i + 1), "so that (degree)", verb, 0.7)
        return
