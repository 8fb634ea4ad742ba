"""if, unless, should, until: what happens, and what it hangs on."""

from collections.abc import Iterator

from spacy.tokens import Token

from quizapi.reading.causal.clauses import (
    VERBAL,
    act_verb,
    child,
    clause,
    content_verb,
    modals,
    phrase,
    subject,
)
from quizapi.reading.causal.context import Context
from quizapi.reading.causal.joining import behind
from quizapi.reading.causal.lexicon import FEARING, FUTURE_MODALS, REPORTING, words
from quizapi.reading.causal.links import Link, overlap
from quizapi.reading.causal.proposing import READY

_ELLIPTIC = frozenset(
    {"any", "not", "so", "anything", "ever", "necessary", "possible", "requested", "needed"}
)

_FEELING_IT = words("regret welcome appreciate prefer hate like mind resent love find")
# ("’" is what the lemmatizer makes of "’s".)
_ARGUING = words("be 's ’ look seem care mind think believe say ask wonder know matter have")


def condition(token: Token, context: Context) -> Iterator[Link]:
    """ "If X, Y", "Y unless X", "Should X, Y", "Had X, Y"."""
    verb, over = _verbs(token)
    if (
        verb.pos_ == "AUX"
        and verb.right_edge.i <= verb.i + 1
        and child(verb, "attr", "acomp", "prep") is None
    ):
        return  # "if he was", "if it isn't"
    # "If sanctions lapse", "unless parliament votes": the model may take the subject for part of a compound.
    whole = subject(verb) is not None or any(c.dep_ == "compound" and c.i > token.i for c in verb.lefts)
    if over is None or over.pos_ not in VERBAL or not whole:
        return
    doc = context.doc
    if token.i + 1 < len(doc) and doc[token.i + 1].lower_ in _ELLIPTIC:
        return  # "few if any", "if necessary"
    before = doc[token.i - 1].lower_ if token.i else ""
    if before in ("as", "even", "what", "wonder", "ask"):
        return
    own = subject(verb)
    inverted = token.lower_ in ("should", "had")
    if inverted and (own is None or own.i < token.i):
        return
    behind_main = verb.i > over.i  # "would retaliate should sanctions be imposed"
    if inverted and (token.lower_ == "had" if behind_main else not token.is_sent_start):
        return
    main = content_verb(over) if over.lemma_ in REPORTING else act_verb(over)
    if subject(main) is None and main.dep_ not in ("xcomp", "ccomp"):
        return
    if main.lemma_ in _FEELING_IT and any(c.dep_ == "dobj" and c.lower_ == "it" for c in main.rights):
        return  # "would regret it if": what is regretted
    feared = child(main, "dobj") if main.lemma_ in FEARING else None
    about = child(main, "prep") if main.lemma_ in FEARING and feared is None else None
    if about is not None and about.lower_ in ("of", "about"):
        feared = child(about, "pobj")
    if feared is not None and token.i > feared.i:
        cause, effect = clause(verb, start=behind(token, verb)), phrase(feared, stop=token.i)
        if cause is not None and effect is not None:
            yield Link(cause, effect, (token.i, token.i + 1), "feared condition", feared, 0.7)
        return
    cause = clause(verb) if inverted else clause(verb, start=behind(token, verb))
    effect = clause(main, stop=token.i if token.i > main.i else None)
    if cause is None or effect is None or overlap(cause, effect) or _holds_anyway(main, verb):
        return
    yield Link(cause, effect, (token.i, token.i + 1), "condition", main, 0.72, conditional=True)


def _verbs(token: Token) -> tuple[Token, Token | None]:
    """The verb of the condition, and the verb that it hangs on.

    Of "Should the talks fail, prices will double" the parser makes a complement, of "Had the ban held" one
    verb over another.
    """
    verb = token.head
    if token.is_sent_start and token.lower_ == "had" and token.dep_ == "advcl":
        inner = child(token, "ccomp")
        if inner is not None and inner.tag_ in ("VBN", "VBD"):
            return inner, token.head
    hangs = verb.dep_ == "advcl" or (
        token.is_sent_start and token.lower_ == "should" and verb.dep_ == "ccomp" and verb.i < verb.head.i
    )
    return verb, verb.head if hangs else None


def _holds_anyway(main: Token, condition_verb: Token) -> bool:
    """ "If the ban is lifted, prices will still be too high": a concession and no condition."""
    if any(c.lower_ == "still" for c in main.lefts) and not _never_was(condition_verb):
        return True
    ready = any(c.dep_ == "acomp" and c.lemma_ in READY for c in main.rights)
    if not modals(main) and main.lemma_ in _ARGUING and main.tag_ != "VB" and not ready:
        return True  # "If anybody is to blame, it is the ministry"
    # "If they were meant to end the war, they have failed": an argument.
    return not modals(main) and any(c.dep_ == "aux" and c.lemma_ == "have" for c in main.lefts)


def _never_was(verb: Token) -> bool:
    """ "If they had let him in": a condition that was not met, so that "would still" hangs on it."""
    had = any(c.dep_ == "aux" and c.lower_ in ("had", "'d", "’d") for c in verb.lefts)
    return had or verb.head.lower_ == "had"


def until(token: Token, context: Context) -> Iterator[Link]:
    """ "will not lift them until X": X is what the step waits for."""
    verb = token.head
    if verb.dep_ != "advcl" or verb.i < token.i or subject(verb) is None:
        return
    main = verb.head
    for _ in range(3):
        if main.pos_ in VERBAL and child(main, "neg") is not None and modals(main) & FUTURE_MODALS:
            break
        main = main.head
    else:
        return
    cause, effect = clause(verb, start=behind(token, verb)), clause(main, stop=token.i)
    if cause is not None and effect is not None and not overlap(cause, effect):
        yield Link(cause, effect, (token.i, token.i + 1), "until", main, 0.7, conditional=True)
