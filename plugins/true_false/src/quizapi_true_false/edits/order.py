"""What came before what, told the other way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi_true_false.edits.around import cased
from quizapi_true_false.edits.base import Candidate, Scene, edit_of, in_quotes
from quizapi_true_false.lexicon import CRIMES, words
from quizapi_true_false.statements import Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

_EVENTS = frozenset({"VBD", "VBN", "VBZ", "VBP", "VBG"})
_BY_PLAN = words(
    """approve visit meet open start publish vote arrive leave sign announce return travel speak play sell buy
    build move send debate write test inspect read call finish launch"""
)
_LASTING = words(
    "be have want know remain live receive get award win lose hear learn welcome respond react reply"
)


def change_order(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "after inspectors found chips" → "before inspectors found chips"."""
    if statement.joined_at is not None:
        yield from _dates_exchanged(statement)
        return
    for token in statement.doc:
        other = {"after": "before", "before": "after"}.get(token.lower_)
        if other is None or in_quotes(statement, token.idx) or not _orders_events(token):
            continue
        yield Candidate(
            edit_of("order", statement, token.idx, token.text, cased(token, other)),
            f"The article tells it in the other order: “{token.lower_}”, not “{other}”.",
            claimed="",
        )


def _dates_exchanged(statement: Statement) -> Iterator[Candidate]:
    """Two dated events the other way round; their dates are the proof."""
    start = statement.joined_at or 0
    word = statement.text[start:].split(" ", 1)[0]
    other = {"after": "before", "before": "after"}[word]
    yield Candidate(
        edit_of("order", statement, start, word, other),
        f"By the dates that the article gives it was “{word}”, not “{other}”.",
        claimed="",
    )


def _orders_events(token: Token) -> bool:
    """Whether the word joins two events that each happened once."""
    if token.dep_ == "mark":
        clause = token.head
        if clause.head.lemma_ not in _BY_PLAN or any(t.tag_ in ("PRP", "PRP$") for t in clause.subtree):
            # "fell after the party left", "freed after he paid": one led to the other and cannot come behind.
            return False
        return (
            clause.dep_ == "advcl"
            and clause.tag_ in _EVENTS
            and clause.head.pos_ == "VERB"
            and _is_event(clause.head)
        )
    if token.dep_ == "prep" and token.head.lemma_ in _BY_PLAN and _is_event(token.head):
        inner = next((c for c in token.children if c.dep_ in ("pcomp", "pobj")), None)
        if inner is None:
            return False
        return inner.dep_ == "pcomp" or (
            inner.pos_ == "NOUN"
            and any(c.lower_ in ("the", "a", "an") for c in inner.children)
            and not inner.ent_type_
        )
    return False


def _is_event(verb: Token) -> bool:
    forms = {verb.tag_, *(c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass"))}
    return "VBD" in forms and verb.lemma_ not in CRIMES | _LASTING
