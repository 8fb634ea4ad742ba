"""What has happened told as still to come, and what is still to come as done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi_true_false.edits.base import Candidate, Scene, edit_of
from quizapi_true_false.edits.naming import NEGATIVE, tells_of_crime
from quizapi_true_false.lexicon import words
from quizapi_true_false.statements import Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

#: What happens again and again, or lasts, may be still to come as well.
_LASTING = words(
    """be have want know remain live seem appear believe think feel hope like love need stand mean depend
    contain include cover cost own belong work serve play say tell add rise fall grow increase decrease lose
    continue keep see hear hold run use make show get become come go try mention face begin stop"""
)
_ONCE = frozenset({"DATE", "GPE", "ORG", "PERSON", "FAC", "EVENT", "LOC"})


def change_stage(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "The council sold the ferries" → "The council will sell the ferries", and the other way round.

    Only for one deed of somebody named, told by the article itself, without a date that would give it away.
    """
    if statement.attribution is not None or statement.claim.status not in ("factual", "prediction"):
        return
    if NEGATIVE.search(statement.text) or tells_of_crime(statement):
        return
    root = next(token for token in statement.doc if token.dep_ == "ROOT")
    if root.pos_ != "VERB" or root.lemma_ in _LASTING or not _is_one_deed(root):
        return
    found = _to_come(root) or _done(root, scene)
    if found is None:
        return
    first, before, after = found
    yield Candidate(
        edit_of("stage", statement, first.idx, before, after),
        f"The article says “{before} ...”, not “{after} ...”.",
        claimed="",
    )


def _is_one_deed(root: Token) -> bool:
    if any(c.dep_ in ("conj", "advcl", "ccomp", "advmod", "prt") for c in root.children):
        return False
    if any(t.ent_type_ in ("DATE", "TIME", "ORDINAL") for t in root.doc):
        return False
    subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is not None and subject.i < root.i and subject.ent_type_ in _ONCE


def _to_come(root: Token) -> tuple[Token, str, str] | None:
    helpers = [c for c in root.children if c.dep_ in ("aux", "auxpass")]
    if not helpers and root.tag_ == "VBD" and any(c.dep_ == "dobj" for c in root.children):
        return root, root.text, f"will {root.lemma_}"
    if len(helpers) == 1 and helpers[0].lower_ in ("was", "were") and helpers[0].dep_ == "auxpass":
        return helpers[0], helpers[0].text, "will be"
    return None


def _done(root: Token, scene: Scene) -> tuple[Token, str, str] | None:
    helpers = [c for c in root.children if c.dep_ in ("aux", "auxpass")]
    if len(helpers) != 1 or helpers[0].lower_ != "will" or helpers[0].i + 1 != root.i:
        return None
    subject = next((c for c in root.children if c.dep_ == "nsubj"), None)
    if subject is None:
        return None
    have = "have" if subject.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in subject.children) else "has"
    return helpers[0], f"{helpers[0].text} {root.text}", f"{have} {scene.tools.inflect(root.lemma_, 'VBN')}"
