"""Cause and effect exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi.plugin_api import CausalRelation, Span
from quizapi_true_false.edits.base import Candidate, Scene, difference
from quizapi_true_false.edits.naming import NEGATIVE, tells_of_crime
from quizapi_true_false.lexicon import words
from quizapi_true_false.statements import Statement, content_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CAUSING = words("cause trigger spark provoke fuel produce prompt create generate accelerate bring drive")
_LEADING = {"lead": "to", "result": "in", "contribute": "to"}
_BECAUSE = "because"
#: Where each may bring about the other, the other way round is no clash.
_BOTH_WAYS = words("spiral cycle circle mutual mutually feedback reinforce each")
_MIN_CONFIDENCE = 0.7
_MAX_WORDS = 9
_SHARED = 0.5


def change_cause(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "Prices rose because the harvest failed" → "The harvest failed because prices rose".

    Only where the reading has the relation, one way round alone, and both sides have words of their own.
    """
    if NEGATIVE.search(statement.text) or tells_of_crime(statement) or "“" in statement.text:
        return
    if not _is_read(statement, scene) or any(t.lemma_.lower() in _BOTH_WAYS for t in scene.article.doc):
        return
    for changed in (*_clauses_exchanged(statement.doc), *_phrases_exchanged(statement.doc)):
        if changed != statement.text and _is_sound(changed, scene):
            yield Candidate(
                difference("cause", statement.text, changed),
                f"The article tells cause and effect the other way round: {statement.text}",
                claimed="",
            )


def _is_read(statement: Statement, scene: Scene) -> bool:
    """Whether the reading has one relation in the statement's sentence, and none the other way round."""
    article = scene.article
    relations = article.annotations.causal_relations
    inside = [
        relation
        for relation in relations
        if relation.confidence >= _MIN_CONFIDENCE and _lies_in(relation, statement.evidence[0].span)
    ]
    if len(inside) != 1:
        return False
    cause, effect = (_content(span, scene) for span in (inside[0].cause, inside[0].effect))
    return not any(
        _is_like(_content(other.cause, scene), effect) and _is_like(_content(other.effect, scene), cause)
        for other in relations
        if other is not inside[0]
    )


def _lies_in(relation: CausalRelation, span: Span) -> bool:
    return span.contains(relation.cause) and span.contains(relation.effect)


def _content(span: Span, scene: Scene) -> frozenset[str]:
    found = scene.article.doc.char_span(span.start, span.end, alignment_mode="expand")
    return content_of(found.as_doc()) if found is not None else frozenset()


def _is_like(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and len(one & other) >= _SHARED * min(len(one), len(other))


def _clauses_exchanged(doc: Doc) -> Iterator[str]:
    """ "E because C" → "C because E", and with the reason in front."""
    root = next(token for token in doc if token.dep_ == "ROOT")
    clause = next((c for c in root.children if c.dep_ == "advcl" and _mark(c) is not None), None)
    if clause is None or not (_has_own_subject(root) and _has_own_subject(clause)):
        return
    inside = [t.i for t in clause.subtree]
    mark = _mark(clause)
    if mark is None or inside != list(range(inside[0], inside[-1] + 1)) or mark.i != inside[0]:
        return
    main = [t.i for t in doc if t.i not in inside and t.text != "."]
    main = [i for i in main if not (doc[i].text == "," and i in (inside[0] - 1, inside[-1] + 1))]
    if not main or main != list(range(main[0], main[-1] + 1)):
        return
    if any(doc[i].tag_ in ("PRP", "PRP$") or doc[i].lower_ in ("so", "that") for i in (*inside, *main)):
        return
    reason, effect = doc[inside[1] : inside[-1] + 1].text, doc[main[0] : main[-1] + 1].text
    effect = effect if _is_name(doc[main[0]]) else effect[0].lower() + effect[1:]
    if inside[0] == 0:
        yield f"{mark.text} {effect}, {reason}."
    else:
        yield f"{reason[0].upper()}{reason[1:]} {mark.text} {effect}."


def _phrases_exchanged(doc: Doc) -> Iterator[str]:
    """ "The drought caused the famine" → "The famine caused the drought", "A led to B" → "B led to A"."""
    root = next(token for token in doc if token.dep_ == "ROOT")
    subject = next((c for c in root.children if c.dep_ == "nsubj"), None)
    target = _target(root)
    if subject is None or target is None or subject.pos_ == "PRON":
        return
    first, second = list(subject.subtree), list(target.subtree)
    phrases = (first, second)
    if any(p[-1].i - p[0].i + 1 != len(p) or len(p) > _MAX_WORDS for p in phrases):
        return
    if any(
        t.tag_ in ("PRP", "PRP$", "WDT", "WP") or t.text in ",;" or t.like_num for p in phrases for t in p
    ):
        return
    if any(t.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") for t in (subject, target)):
        # "Low caused the crash": what is done by somebody does not cause him.
        return
    if first[0].i != 0 or (root.tag_ != "VBD" and _is_plural(subject) != _is_plural(target)):
        return
    between = doc[first[-1].i + 1 : second[0].i].text
    behind = doc[second[-1].i + 1 :].text
    lead = doc[second[0].i : second[-1].i + 1].text
    tail = doc[0 : first[-1].i + 1].text
    tail = tail if _is_name(doc[0]) else tail[0].lower() + tail[1:]
    yield f"{lead[0].upper()}{lead[1:]} {between} {tail}{'' if behind == '.' else ' '}{behind}"


def _target(root: Token) -> Token | None:
    if root.lemma_ in _CAUSING:
        return next((c for c in root.children if c.dep_ == "dobj"), None)
    wanted = _LEADING.get(root.lemma_)
    prep = next((c for c in root.children if c.dep_ == "prep" and c.lower_ == wanted), None)
    return next((c for c in prep.children if c.dep_ == "pobj"), None) if prep is not None else None


def _mark(clause: Token) -> Token | None:
    return next((c for c in clause.children if c.dep_ == "mark" and c.lower_ == _BECAUSE), None)


def _has_own_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") and c.pos_ in ("NOUN", "PROPN") for c in verb.children)


def _is_plural(noun: Token) -> bool:
    return noun.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in noun.children)


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" or (bool(token.ent_type_) and token.lower_ not in ("the", "a", "an"))


def _is_sound(text: str, scene: Scene) -> bool:
    doc = scene.tools.parse(text)
    root = next(token for token in doc if token.dep_ == "ROOT")
    return sum(1 for _ in doc.sents) == 1 and root.pos_ in ("VERB", "AUX")
