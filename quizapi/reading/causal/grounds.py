"""Reasons, aims and conditions by phrase: on the grounds that, for fear of, in the hope of, provided that."""

from collections.abc import Iterator

from spacy.tokens import Token

from quizapi.reading.causal.clauses import VERBAL, act_verb, child, clause, phrase, subject, trimmed
from quizapi.reading.causal.context import Context
from quizapi.reading.causal.joining import behind, effect_of
from quizapi.reading.causal.links import Link, Tokens, overlap
from quizapi.reading.causal.phrases import Phrase, by_first_word, match_at

_REASONS: tuple[Phrase, ...] = (
    ("on", "the", "ground", "that"),
    ("on", "the", "grounds", "that"),
    ("on", "grounds", "that"),
    ("for", "the", "reason", "that"),
    ("in", "the", "belief", "that"),
    ("in", "that"),
)
_HOPES: tuple[Phrase, ...] = (
    ("in", "the", "hope", "of"),
    ("in", "hope", "of"),
    ("in", "hopes", "of"),
    ("in", "the", "hope", "that"),
    ("in", "the", "hopes", "that"),
    ("with", "the", "aim", "of"),
    ("with", "the", "intention", "of"),
    ("with", "a", "view", "to"),
    ("for", "the", "purpose", "of"),
)
_CONDITIONS: tuple[Phrase, ...] = (
    ("provided", "that"),
    ("provided",),
    ("providing", "that"),
    ("on", "condition", "that"),
    ("on", "the", "condition", "that"),
    ("so", "long", "as"),
)
REASONS, HOPES, CONDITIONS = by_first_word(_REASONS), by_first_word(_HOPES), by_first_word(_CONDITIONS)
FIRST_WORDS = frozenset((*REASONS, *HOPES, *CONDITIONS))
_LACKING = frozenset({"fear", "want", "lack"})


def ground(token: Token, context: Context) -> Iterator[Link]:
    """The fixed phrases before a clause."""
    for table, build in ((REASONS, _reason), (HOPES, _hope), (CONDITIONS, _condition)):
        end = match_at(context.doc, token.i, table)
        if end is not None:
            yield from build(token, end)
            return


def for_fear(token: Token, context: Context) -> Iterator[Link]:
    """ "for fear that X", "for lack of X": the whole noun phrase is the cause."""
    noun = child(token, "pobj")
    if noun is None or noun.lemma_ not in _LACKING or noun.i != token.i + 1 or noun.right_edge.i == noun.i:
        return
    main = _governing(token)
    cause = trimmed(token.doc, noun.i, noun.right_edge.i + 1)
    effect = effect_of(act_verb(main), token) if main is not None else None
    if main is not None and cause is not None and effect is not None and not overlap(cause, effect):
        yield Link(cause, effect, (token.i, token.i + 1), "phrase of cause", act_verb(main), 0.8)


def lest(token: Token, context: Context) -> Iterator[Link]:
    """ "Y lest X": what is feared is the reason."""
    verb = token.head
    if verb.dep_ != "advcl" or verb.i < token.i or subject(verb) is None or verb.head.pos_ not in VERBAL:
        return
    main = act_verb(verb.head)
    cause, effect = clause(verb, start=behind(token, verb)), effect_of(main, token)
    if cause is not None and effect is not None and not overlap(cause, effect):
        yield Link(cause, effect, (token.i, token.i + 1), "lest", main, 0.75, feared=True)


def _reason(token: Token, end: int) -> Iterator[Link]:
    found = _sides(token, end)
    if found is not None and token.nbor(1).lower_ != "that":
        cause, effect, main = found
        yield Link(cause, effect, (token.i, end), "because", main, 0.85)


def _hope(token: Token, end: int) -> Iterator[Link]:
    found = _sides(token, end)
    if found is not None:
        cause, effect, main = found
        yield Link(cause, effect, (token.i, end), "in order to", main, 0.8, act=True)


def _condition(token: Token, end: int) -> Iterator[Link]:
    clausal = token.doc[end - 1].lower_ in ("that", "as") or token.dep_ in ("prep", "mark")
    found = _sides(token, end) if clausal else None
    if found is not None:
        cause, effect, main = found
        yield Link(cause, effect, (token.i, end), "condition", main, 0.72, conditional=True)


def _sides(token: Token, end: int) -> tuple[Tokens, Tokens, Token] | None:
    """(what the phrase governs, the clause it hangs on, that clause's verb)."""
    doc, main = token.doc, _governing(token)
    inner = doc[end - 1].head if doc[end - 1].dep_ == "mark" else child(doc[end - 1], "pcomp", "pobj")
    if main is None or inner is None or inner.i < end:
        return None
    cause = clause(inner, start=end) if inner.pos_ in VERBAL else phrase(inner)
    act = act_verb(main)
    effect = effect_of(act, token)
    if cause is None or effect is None or overlap(cause, effect):
        return None
    return cause, effect, act


def _governing(token: Token) -> Token | None:
    """The verb of the clause that the phrase closes."""
    node = token
    for _ in range(5):
        if node.head == node:
            return None
        node = node.head
        if node.pos_ in VERBAL and (node.i < token.i or (token.is_sent_start and subject(node) is not None)):
            return node
    return None
