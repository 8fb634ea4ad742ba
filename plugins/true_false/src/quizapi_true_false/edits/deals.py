"""A deal told the other way round: sold to somebody, and bought from him."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi_true_false.edits.around import has_no, is_wished, names_reason
from quizapi_true_false.edits.base import Candidate, Scene, edit_of, in_quotes
from quizapi_true_false.statements import Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

#: The verb with the small word that names the other side, and the same of the other verb.
_DEALS = {
    ("sell", "to"): ("buy", "from"),
    ("buy", "from"): ("sell", "to"),
    ("lend", "to"): ("borrow", "from"),
    ("borrow", "from"): ("lend", "to"),
}
_SIDES = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def change_deal(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "sold 37 ferries to Norrholm" → "bought 37 ferries from Norrholm".

    Only of a certain thing or number of things: who sells timber to somebody may buy timber from him as well.
    """
    if has_no(statement.doc) or names_reason(statement.doc):
        return
    for verb in statement.doc:
        prep = _other_side(verb)
        if prep is None or in_quotes(statement, verb.idx) or is_wished(verb):
            continue
        new_verb, new_prep = _DEALS[(verb.lemma_.lower(), prep.lower_)]
        form = scene.tools.inflect(new_verb, verb.tag_)
        before = statement.doc[verb.i : prep.i + 1].text
        after = f"{form}{before[len(verb.text) : -len(prep.text)]}{new_prep}"
        yield Candidate(
            edit_of("antonym", statement, verb.idx, before, after),
            f"The article says “{before}”, not “{after}”.",
            claimed="",
        )


def _other_side(verb: Token) -> Token | None:
    """The small word before whom the deal was made with; None where it is no certain deal."""
    if verb.tag_ not in ("VBD", "VB", "VBZ") or verb.dep_ not in ("ROOT", "ccomp"):
        return None
    target = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if target is None or not any(
        c.dep_ == "nummod" or c.lower_ in ("the", "a", "an", "its", "his", "her", "their")
        for c in target.children
    ):
        return None
    # The parser may hang "to Norrholm" on the thing sold.
    for prep in (c for head in (verb, target) for c in head.children if c.dep_ in ("prep", "dative")):
        inner = next((c for c in prep.children if c.dep_ == "pobj"), None)
        named = inner is not None and inner.ent_type_ in _SIDES
        if named and prep.i > target.i and (verb.lemma_.lower(), prep.lower_) in _DEALS:
            return prep
    return None
