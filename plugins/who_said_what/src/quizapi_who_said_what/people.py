"""Who else could have said it: distractors among the people and organisations of the article."""

from __future__ import annotations

import random
import re
from difflib import SequenceMatcher

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Span
from quizapi_who_said_what.statements import Statement, similar
from quizapi_who_said_what.wording import content_lemmas

_POOL = 8
_ALIKE = 0.8


def others(
    article: AnnotatedArticle,
    statement: Statement,
    rng: random.Random,
    tools: GeneratorTools,
    *,
    count: int,
    speakers_only: bool = False,
    same_type: bool = False,
) -> list[str]:
    """Names that could stand in for the speaker, those of like standing first.

    Never somebody named in the words or in the sentence that reports them, nor a source that says nearly
    the same.
    """
    named = _named_beside(article, statement)
    exclude = {statement.entity, *named, *_agreeing(article, statement)}
    names = tools.distractors(
        article, type=statement.type, exclude=sorted(exclude), like=statement.entity, count=_POOL, rng=rng
    )
    by_name = {entity.name: entity for entity in article.annotations.entities}
    spoken = _speakers(article)
    role = next((e.role for e in article.mentions(statement.entity) if e.role), None)
    shown = statement.text.casefold()
    ranked = []
    for place, name in enumerate(names):
        entity = by_name.get(name)
        if entity is None or any(part in shown for part in _parts(name)):
            continue
        fits = (
            entity.type == statement.type if same_type else entity.type in (statement.type, "PERSON", "ORG")
        )
        if not fits or (speakers_only and entity.id not in spoken):
            continue
        score = 2.0 * (entity.id in spoken) + 1.0 * _same_standing(role, entity.role)
        score += 1.5 * (entity.type == statement.type) + 0.5 * (entity.role is not None)
        ranked.append((-score, place, name))
    chosen: list[str] = []
    for _, _, name in sorted(ranked):
        if not any(_alike(name, other) for other in (statement.speaker, *chosen)):
            chosen.append(name)
    return chosen[:count]


def _alike(one: str, other: str) -> bool:
    """Whether two last words are nearly the same: a name that the article spells in two ways."""
    a, b = one.casefold().split()[-1], other.casefold().split()[-1]
    return a != b and SequenceMatcher(None, a, b).ratio() >= _ALIKE


def _parts(name: str) -> list[str]:
    return [part for part in re.findall(r"\w+", name.casefold()) if len(part) > 3] or [name.casefold()]


def _same_standing(one: str | None, other: str | None) -> bool:
    return bool(
        one and other and set(one.lower().split()) & set(other.lower().split()) - {"of", "the", "for", "and"}
    )


def _speakers(article: AnnotatedArticle) -> set[int]:
    return {
        a.source.entity
        for a in article.annotations.attributions
        if a.source is not None and a.source.entity is not None and a.kind != "indirect"
    } | {
        a.source.entity
        for a in article.annotations.attributions
        if a.source is not None and a.source.entity is not None and a.confidence >= 0.8
    }


def _named_beside(article: AnnotatedArticle, statement: Statement) -> set[int]:
    """Entities named in the words or in the sentence that reports them."""
    parts = [statement.attribution.content]
    if statement.attribution.cue is not None:
        parts.append(statement.attribution.cue)
    if statement.attribution.source is not None:
        parts.append(statement.attribution.source.span)
    spans = [article.sentence_of(part) for part in parts]
    spans.append(Span(statement.attribution.content.start, statement.attribution.content.end))
    return {
        entity.id
        for entity in article.annotations.entities
        if any(span.overlaps(entity.span) for span in spans)
    }


def _agreeing(article: AnnotatedArticle, statement: Statement) -> set[int]:
    """Sources that say something alike."""
    found = set()
    for attribution in article.annotations.attributions:
        if attribution.source is None or attribution.source.entity is None:
            continue
        words = article.doc.char_span(
            attribution.content.start, attribution.content.end, alignment_mode="expand"
        )
        if words is not None and similar(statement.lemmas, content_lemmas(words)):
            found.add(attribution.source.entity)
    return found
