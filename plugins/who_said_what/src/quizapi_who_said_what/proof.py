"""The evidence of an item: the words with their reporting clause, and what settles who is meant."""

from __future__ import annotations

from collections.abc import Iterable

from quizapi.plugin_api import AnnotatedArticle, Evidence, Span
from quizapi_who_said_what.statements import Statement

_MAX_ONE_SPAN = 700


def proof(article: AnnotatedArticle, statements: Iterable[Statement]) -> tuple[Evidence, ...]:
    """Evidence for all the statements, each span once."""
    found: dict[Span, Evidence] = {}
    for statement in statements:
        for evidence in _of(article, statement):
            found.setdefault(evidence.span, evidence)
    return tuple(found.values())


def _of(article: AnnotatedArticle, statement: Statement) -> Iterable[Evidence]:
    attribution = statement.attribution
    parts = [span for span in (attribution.content, attribution.cue) if span is not None]
    if attribution.source is not None:
        parts.append(attribution.source.span)
    whole = sentence(article, Span(min(p.start for p in parts), max(p.end for p in parts)))
    if len(whole) <= _MAX_ONE_SPAN:
        yield article.evidence(whole, "quote")
        shown = [whole]
    else:
        quote = sentence(article, statement.span)
        clause = sentence(article, Span(min(p.start for p in parts[1:]), max(p.end for p in parts[1:])))
        yield article.evidence(quote, "quote")
        if not quote.contains(clause):
            yield article.evidence(clause, "quote")
        shown = [quote, clause]
    for span in _identity(article, statement, shown):
        yield article.evidence(span, "source")


def _identity(article: AnnotatedArticle, statement: Statement, shown: list[Span]) -> Iterable[Span]:
    """Where the shown spans lack the speaker's full name: the nearest mention before, and the full name."""
    mentions = article.mentions(statement.entity)
    full = [m for m in mentions if " ".join(article.text_of(m.span).split()) == statement.speaker]
    if any(span.contains(m.span) for m in full for span in shown):
        return
    source = statement.attribution.source
    start = source.span.start if source is not None else statement.span.start
    before = [m for m in mentions if m.span.end <= start and not any(s.contains(m.span) for s in shown)]
    named = any(span.contains(m.span) for m in mentions for span in shown)
    needed = [] if named or not before else [before[-1]]
    if full and full[0] not in needed:
        needed.insert(0, min(full, key=lambda m: abs(m.span.start - start)))
    for mention in needed:
        naming = sentence(article, mention.span)
        if not any(span.contains(naming) for span in shown):
            yield naming


def sentence(article: AnnotatedArticle, span: Span) -> Span:
    """The whole sentences around a span, not beyond its paragraphs, without a stray mark in front."""
    around, paragraph = article.sentence_of(span), article.paragraph_of(span)
    start, end = max(around.start, paragraph.start), min(around.end, paragraph.end)
    while start < span.start and (article.text[start].isspace() or article.text[start] in "”»\"'’"):
        if article.text[start] in "\"'" and not article.text[start + 1].isspace():
            break
        start += 1
    return Span(start, max(end, span.end))
