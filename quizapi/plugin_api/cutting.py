"""Shorter spans of a clause that are as true as the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi.domain import Span
from quizapi.plugin_api.annotated import AnnotatedArticle

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token


def _list(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SUBJECTS = ("nsubj", "nsubjpass", "expl")
#: Clauses behind these are told besides; the main clause is said to be so with or without them.
_BESIDES = _list("after before as while although though because whereas even")
#: With these a part that is cut off may have been what is denied, limited or only wished for.
_LIMITING = _list(
    "not n't n’t never no only if unless until would could might may should hardly few little than all "
    "every any each almost nearly"
)
#: Phrases behind these only add to what is told.
_LOOSE = _list("in at during on after before amid despite following ahead throughout within")
_LEAST_WORDS = 7


def shorter_spans(article: AnnotatedArticle, span: Span) -> Iterator[Span]:
    """Cuts of one sentence, the longest first: from its first words to a seam, or from a seam to its end.

    Cut off are: a second verb phrase behind "and", a clause behind or before the main one that only tells
    what happened besides, a phrase at the end that only tells where or when, and a relative clause there.
    Nothing is cut where a word denies or limits.
    """
    clause = article.doc.char_span(span.start, span.end, alignment_mode="expand")
    if clause is None or any(token.lower_ in _LIMITING for token in clause):
        return
    found = {*_without_end(clause), *_without_start(clause)}
    for first, last in sorted(found, key=lambda ends: ends[0] - ends[1]):
        part = article.doc[first:last]
        if sum(token.is_alpha for token in part) >= _LEAST_WORDS:
            yield Span(part.start_char, part.end_char)


def _without_end(clause: DocSpan) -> Iterator[tuple[int, int]]:
    root = clause.root
    for token in clause:
        start = token.left_edge.i
        if token.i <= root.i or start <= root.i or token.right_edge.i < clause.end - 2:
            continue
        if token.dep_ == "conj" and token.head.i == root.i and _is_finite(token) and not _subject(token):
            seam = next((c.i for c in root.children if c.dep_ == "cc" and c.i < token.i), None)
            if seam is not None and root.i < seam:
                yield clause.start, _before_mark(clause, seam)
        elif (
            (token.dep_ == "advcl" and token.head.i == root.i and _tells_besides(token))
            or (
                token.dep_ == "prep"
                and token.head.i == root.i
                and token.lower_ in _LOOSE
                and _stands_without(root)
            )
            or (token.dep_ == "relcl" and start > token.head.i and clause.doc[start - 1].text == ",")
        ):
            yield clause.start, _before_mark(clause, start)


def _without_start(clause: DocSpan) -> Iterator[tuple[int, int]]:
    root = clause.root
    subject = _subject(root)
    if subject is None or subject.left_edge.i <= clause.start:
        return
    lead = clause[0]
    fronted = [c for c in root.children if c.dep_ == "advcl" and c.right_edge.i < subject.left_edge.i]
    if len(fronted) != 1 or fronted[0].left_edge.i != lead.i or not _tells_besides(fronted[0]):
        return
    if clause.doc[subject.left_edge.i - 1].text == ",":
        yield subject.left_edge.i, clause.end


def _tells_besides(verb: Token) -> bool:
    marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod") and c.i < verb.i}
    if not marks:
        return verb.tag_ in ("VBG", "VBN") and not any(c.dep_ == "aux" for c in verb.children)
    return marks <= _BESIDES


def _stands_without(root: Token) -> bool:
    """Whether the verb has its object, or what it is, beside the phrase."""
    return any(c.dep_ in ("dobj", "attr", "acomp", "ccomp", "xcomp", "nsubjpass") for c in root.children)


def _before_mark(clause: DocSpan, seam: int) -> int:
    """The end of what stands before a seam, without a comma."""
    return seam - 1 if clause.doc[seam - 1].text == "," else seam


def _subject(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in _SUBJECTS), None)


def _is_finite(verb: Token) -> bool:
    return verb.pos_ in ("VERB", "AUX") and verb.tag_ in ("VBD", "VBZ", "VBP")
