"""What stands around a word that is to be changed, and how the new one is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapi_true_false.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_REASONS = words("thanks due after because since despite although though so")
_REASON_NOUNS = words("retaliation response line protest reaction contrast addition")
_WISHING = words("threaten warn hope hopes hoped hoping wish want fear doubt demand insist prefer")


def names_reason(doc: Doc) -> bool:
    """ "was freed after he paid", "in retaliation for": a reason shows which word was right."""
    return any(
        (
            token.lower_ in _REASONS
            and token.dep_ in ("mark", "prep", "advmod", "pcomp", "amod", "acomp", "npadvmod")
            and not _is_of_time(token)
        )
        or (token.lower_ == "thanks" and token.i + 1 < len(doc) and token.nbor(1).lower_ == "to")
        or (token.lower_ == "as" and token.dep_ == "mark")
        or (token.lower_ == "grounds" and token.dep_ == "pobj" and token.head.lower_ == "on")
        or (token.lower_ in _REASON_NOUNS and token.i and token.nbor(-1).lower_ == "in")
        for token in doc
    )


def _is_of_time(token: Token) -> bool:
    """ "since 1964", "after May": when, and not why."""
    inner = next((c for c in token.children if c.dep_ == "pobj"), None)
    return token.dep_ == "prep" and inner is not None and inner.ent_type_ in ("DATE", "TIME")


def is_wished(token: Token) -> bool:
    """ "hopes it will be able to", "helped to make it better": the opposite is not hoped for."""
    doc = token.doc
    return any({t.lemma_.lower(), t.lower_} & _WISHING for t in doc[: token.i]) or any(
        t.lemma_ == "help" for t in doc
    )


def is_denied(token: Token) -> bool:
    return any(c.dep_ == "neg" for c in token.children) or token.lower_ in ("no", "not")


def has_no(doc: Doc) -> bool:
    return any(t.lower_ in ("no", "none", "nobody", "nothing", "never", "not", "n't", "n’t") for t in doc)


def cased(token: Token, word: str) -> str:
    """The word with a capital where the token that it replaces has one."""
    return word.capitalize() if token.text[0].isupper() else word
