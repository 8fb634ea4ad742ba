"""The statement denied, or a denial taken back."""

from __future__ import annotations

from collections.abc import Iterator

from quizapi_true_false.edits.base import Candidate, Scene, difference
from quizapi_true_false.edits.naming import NEGATIVE
from quizapi_true_false.lexicon import words
from quizapi_true_false.statements import Statement

_REFUSING = words("would wo could")
_DENYING = words(
    """refuse deny fail reject decline lack oppose ban avoid miss forget ignore abstain prevent forbid
    stop cease"""
)


def change_polarity(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "Rates did not change" → "Rates changed"; only for what the article says itself, without a hedge."""
    if statement.attribution is not None:
        yield from _report_affirmed(statement, scene)
        return
    if statement.claim.status not in ("factual", "prediction"):
        return
    if any(token.tag_ in ("WP", "WDT", "WRB") or token.lower_ == "since" for token in statement.doc):
        # "has not run the bakery since 1986": then he has not, or not all the time?
        # "did not say what he wanted" → "said what he wanted": no sentence anybody would write.
        return
    root = next(token for token in statement.doc if token.dep_ == "ROOT")
    if any(c.dep_ == "aux" and c.lower_ in _REFUSING for c in root.children):
        # "would not discuss it": who refuses, and not what will be.
        return
    if root.lemma_ == "have" and any(c.dep_ == "xcomp" for c in root.children):
        # "did not have to rebuild it entirely": what of it was not so?
        return
    if root.lemma_ == "be" and any(c.dep_ == "attr" and c.pos_ == "NOUN" for c in root.children):
        # "is not a consultant": nobody asks what somebody is not.
        return
    if root.lemma_.lower() in _DENYING or any(c.lower_ == "had" and c.dep_ == "aux" for c in root.children):
        # "has not refused", "had not sparred": nobody writes so without a reason.
        return
    if not NEGATIVE.search(statement.text) and _is_crowded(statement):
        return
    changed = scene.tools.negate(statement.text)
    if changed is None or len(NEGATIVE.findall(changed)) > 1:
        # "does not recommend that it should not": nobody takes that in.
        return
    yield Candidate(
        difference("polarity", statement.text, changed),
        f"The article says the opposite: {statement.text}",
        claimed="",
    )


def _is_crowded(statement: Statement) -> bool:
    """ "did not sell 37 ferries in May": did it sell fewer, or later, or none?"""
    doc = statement.doc
    return len(doc) > _MOST_TOKENS or any(
        t.like_num or t.ent_type_ in ("DATE", "TIME", "ORDINAL") for t in doc
    )


_MOST_TOKENS = 18


def _report_affirmed(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "Low said she did not want it" → "Low said she wanted it"; a "not" is only ever taken away."""
    text = statement.text
    if statement.is_quotation or len(NEGATIVE.findall(text)) != 1 or any(t.is_quote for t in statement.doc):
        return
    root = next(token for token in statement.doc if token.dep_ == "ROOT")
    clause = next((c for c in root.children if c.dep_ == "ccomp" and c.i > root.i), None)
    if clause is None or root.lemma_.lower() in _DENYING or clause.lemma_.lower() in _DENYING:
        return
    first = statement.doc[clause.left_edge.i]
    start = first.nbor(1).idx if first.lower_ == "that" and first.dep_ == "mark" else first.idx
    said = text[start:]
    changed = scene.tools.negate(said) if NEGATIVE.search(said) else None
    if changed is None or NEGATIVE.search(changed):
        return
    yield Candidate(
        difference("polarity", text, text[:start] + changed),
        f"The article says the opposite: {text}",
        claimed="",
    )
