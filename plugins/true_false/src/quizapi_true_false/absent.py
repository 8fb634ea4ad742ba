"""Statements of the article told of somebody else: what it neither says nor denies.

They are made of the same sentences as the true and the false ones, so that nothing but the article tells
which they are. What only one can have done ("won the race", "runs the bakery") would be denied of another;
taken is what many can do or be, and words that another may have said as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapi.plugin_api import Evidence
from quizapi_true_false.edits.base import Candidate, Scene, in_quotes
from quizapi_true_false.edits.deeds import is_speaker
from quizapi_true_false.edits.names import others
from quizapi_true_false.edits.naming import NEGATIVE, SHARED, is_listed, span_of, tells_of_crime
from quizapi_true_false.edits.stand_ins import has_said_so
from quizapi_true_false.lexicon import words
from quizapi_true_false.proof import is_contradicted
from quizapi_true_false.statements import Named, Statement

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

#: Besides `SHARED`: what one does, others do as well.
_COMMON = words(
    """welcome praise criticise criticize visit call urge warn condemn endorse defend dismiss question address
    campaign promise pledge plan intend propose demand spend raise donate receive contact attack mention
    reject favour favor object arrive appear perform train apply register travel serve write watch"""
)
_SOLE = re.compile(
    r"\b(?:only|alone|first|last|sole|solely|single|exclusively|except|unlike|both|\w+est)\b", re.IGNORECASE
)
#: Edits that say of somebody else what he may have done or said, too.
_OF_OTHERS = frozenset({"name", "source"})


@dataclass(frozen=True, slots=True)
class Absent:
    """A statement that the article leaves open, what it leaves open, and what it says instead."""

    text: str
    open_question: str
    evidence: tuple[Evidence, ...]
    worth: float


def is_open(candidate: Candidate) -> bool:
    """Whether an edit tells of somebody else what the article does not deny of him."""
    return candidate.edit.kind in _OF_OTHERS


def absent_statements(statements: Sequence[Statement], scene: Scene) -> dict[str, Absent]:
    """For statements, by their text, the same told of somebody else, where the article leaves that open."""
    found = {}
    for statement in statements:
        one = next(_told_of_another(statement, scene), None)
        if one is not None:
            found[statement.text] = one
    return found


def _told_of_another(statement: Statement, scene: Scene) -> Iterator[Absent]:
    if NEGATIVE.search(statement.text) or _SOLE.search(statement.text) or tells_of_crime(statement):
        return
    for named in statement.names:
        span = span_of(statement, named)
        if span is None or in_quotes(statement, named.start) or is_listed(span):
            continue
        speaker = named.type in ("PERSON", "ORG") and is_speaker(span)
        if not speaker and not (named.type in ("PERSON", "ORG", "GPE") and _does_what_many_do(span)):
            continue
        for candidate in others(statement, named, scene, "source" if speaker else "name"):
            if is_contradicted(candidate, statement, scene.article) and _is_unsaid(
                candidate, statement, scene
            ):
                yield _absent(candidate, statement, named, speaker=speaker)


def _does_what_many_do(span: DocSpan) -> bool:
    root = span.root
    verb: Token = root.head
    if root.dep_ != "nsubj" or any(c.dep_ in ("prep", "relcl", "acl") for c in root.children):
        return False
    if verb.lemma_ == "be":
        attribute = next((c for c in verb.children if c.dep_ == "attr"), None)
        return attribute is not None and any(c.lower_ in ("a", "an") for c in attribute.children)
    return verb.pos_ == "VERB" and verb.dep_ == "ROOT" and verb.lemma_ in SHARED | _COMMON


def _is_unsaid(candidate: Candidate, statement: Statement, scene: Scene) -> bool:
    """Whether nothing the article says of the other one comes near: not the verb, nor what it is done to."""
    name = candidate.edit.after
    if has_said_so(name, statement, scene):
        return False
    article = scene.article
    entity = next((e.id for e in article.annotations.entities if e.name == name), None)
    if entity is None:
        return False
    root = next(token for token in statement.doc if token.dep_ == "ROOT")
    own = {c.lemma_.lower() for c in root.children if c.dep_ in ("dobj", "attr", "pobj")} | {
        root.lemma_.lower()
    }
    for mention in article.mentions(entity):
        sentence = article.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        if sentence is None:
            return False
        told = {token.lemma_.lower() for token in sentence.sent}
        if candidate.edit.kind == "name" and own & told - {"be", "have"}:
            return False
    return True


def _absent(candidate: Candidate, statement: Statement, named: Named, *, speaker: bool) -> Absent:
    said = statement.text[named.start : named.end]
    other = candidate.edit.after
    question = (
        f"whether {other} said so, too"
        if speaker
        else f"whether that holds for {other} as well as for {said}"
    )
    return Absent(candidate.edit.apply(), question, statement.evidence, statement.worth)
