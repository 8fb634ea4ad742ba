"""Names full at their first mention in the statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapi.domain import Entity, Span
from quizapi.reading.entities.lexicon import COURTESY

if TYPE_CHECKING:
    from quizapi.generation.tools.standalone.draft import Draft
    from quizapi.plugin_api import AnnotatedArticle


def settle_names(draft: Draft, article: AnnotatedArticle) -> None:
    """Write a person's first mention as the fullest name, without "Mr" or "Mrs"."""
    seen = set()
    doc = draft.doc
    for entity in article.annotations.entities:
        if entity.type != "PERSON" or entity.id in seen:
            continue
        span = doc.char_span(entity.span.start, entity.span.end, alignment_mode="expand")
        if span is None or not all(token.i in draft.kept for token in span):
            continue
        seen.add(entity.id)
        written = article.text_of(entity.span)
        if (
            written == entity.name
            or span.start in draft.instead
            or len(entity.name.split()) <= len(written.split())
        ):
            continue
        first = span.start
        while first - 1 in draft.kept and doc[first - 1].lower_.rstrip(".") in COURTESY:
            first -= 1
        before = " ".join(doc[i].text for i in range(max(draft.first, first - 3), first))
        if any(before.endswith(word) for word in entity.name.split()[:-1]):
            continue
        owner = doc[span.end - 1]
        suffix = "'s" if owner.text.endswith(("'s", "’s")) else ""
        draft.replace(first, span.end - 1, entity.name + suffix)


def names_are_clear(draft: Draft, article: AnnotatedArticle) -> bool:
    """False where a short name could stand for another person named nearby."""
    people = [e for e in article.annotations.entities if e.type == "PERSON"]
    doc = draft.doc
    for entity in people:
        span = doc.char_span(entity.span.start, entity.span.end, alignment_mode="expand")
        if span is None or not any(token.i in draft.kept for token in span):
            continue
        if span.start and doc[span.start - 1].lower_.rstrip(".") in COURTESY:
            continue
        written = _words(article.text_of(entity.span))
        rivals = [e for e in people if e.id != entity.id and written < _words(e.name)]
        near = _near(article, entity)
        if any(near.overlaps(rival.span) for rival in rivals) or (rivals and entity.name.count(" ") == 0):
            return False
    return True


def _near(article: AnnotatedArticle, entity: Entity) -> Span:
    """The paragraph of a mention and the one before it."""
    own = article.paragraph_of(entity.span)
    before = article.paragraph_of(Span(max(0, own.start - 3), max(0, own.start - 3)))
    return Span(min(before.start, own.start), own.end)


def _words(name: str) -> frozenset[str]:
    return frozenset(word.removesuffix("'s").removesuffix("’s").lower() for word in name.split())
