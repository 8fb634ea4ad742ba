"""The evidence of an item: the words with their reporting clause, and what settles who is meant."""

from __future__ import annotations

from collections.abc import Iterable

from quizapi.plugin_api import AnnotatedArticle, Evidence, Span
from quizapi_who_said_what.statements import Statement

_MAX_ONE_SPAN = 700
_FEW_WORDS = 5
_OPENING_MARKS = "\"'“‘`„«"


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
    quote = sentence(article, statement.span)
    clause = sentence(article, Span(min(p.start for p in parts[1:]), max(p.end for p in parts[1:])))
    if whole == quote or quote.contains(clause):
        yield article.evidence(quote, "quote")
        shown = [quote]
    elif len(whole) <= _MAX_ONE_SPAN:
        # what is asked is in one sentence of a longer quotation; the whole of it settles whose it is
        yield article.evidence(quote, "quote")
        yield article.evidence(whole, "source")
        shown = [quote, whole]
    else:
        yield article.evidence(quote, "quote")
        yield article.evidence(clause, "source")
        shown = [quote, clause]
    if statement.about is not None and not any(span.contains(statement.about) for span in shown):
        shown.append(sentence(article, statement.about))
        yield article.evidence(shown[-1], "source")
    for span in _identity(article, statement, shown):
        yield article.evidence(span, "source")


def _is_full(article: AnnotatedArticle, span: Span, name: str) -> bool:
    """Whether the mention, with the title before it, is what the speaker is called in the question."""
    if " ".join(article.text_of(span).split()) == name:
        return True
    before = article.text[max(0, span.end - len(name)) : span.end]
    return before == name


def _identity(article: AnnotatedArticle, statement: Statement, shown: list[Span]) -> Iterable[Span]:
    """Where the shown spans lack the speaker's full name: the nearest mention before, and the full name.

    For a speaker whom the article only describes, where it does so first.
    """
    if statement.described is not None:
        first = sentence(article, statement.described.span)
        if not any(span.contains(statement.described.span) for span in shown):
            yield first
        return
    mentions = article.mentions(statement.entity)
    full = [m for m in mentions if _is_full(article, m.span, statement.speaker)]
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
        naming = _with_words(article, sentence(article, mention.span))
        if not any(span.contains(naming) for span in shown):
            yield naming


def _with_words(article: AnnotatedArticle, span: Span) -> Span:
    """A sentence as short as "Dorn said." with the one beside it, which it belongs to."""
    if len(article.text_of(span).split()) >= _FEW_WORDS:
        return span
    around = article.paragraph_of(span)
    before = [s for s in article.sentences if s.end <= span.start and around.contains(s)]
    after = [s for s in article.sentences if s.start >= span.end and around.contains(s)]
    if before:
        return Span(sentence(article, before[-1]).start, span.end)
    return Span(span.start, sentence(article, after[0]).end) if after else span


def sentence(article: AnnotatedArticle, span: Span) -> Span:
    """The whole sentences around a span, not beyond its paragraphs, without a stray mark in front."""
    around, paragraph = _unbroken(article, article.sentence_of(span)), article.paragraph_of(span)
    start, end = max(around.start, paragraph.start), min(around.end, paragraph.end)
    while start < span.start and (article.text[start].isspace() or article.text[start] in "”»\"'’-–—•*"):
        if article.text[start] in "\"'" and not article.text[start + 1].isspace():
            break
        start += 1
    end = max(end, span.end)
    while end > span.end and article.text[end - 1] in _OPENING_MARKS and _opens(article.text, end):
        end -= 1
    while end > span.end and article.text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _unbroken(article: AnnotatedArticle, span: Span) -> Span:
    """A sentence that the parser cut in two ("she felt the 13th | Amendment was ..."), joined again."""
    sentences = article.sentences
    at = next((n for n, s in enumerate(sentences) if s.overlaps(span)), None)
    if at is None:
        return span
    first = last = at
    while last + 1 < len(sentences) and sentences[last].end < span.end:
        last += 1
    while first and not _ends(article, sentences[first - 1], sentences[first]):
        first -= 1
    while last + 1 < len(sentences) and not _ends(article, sentences[last], sentences[last + 1]):
        last += 1
    return Span(min(span.start, sentences[first].start), max(span.end, sentences[last].end))


def _ends(article: AnnotatedArticle, one: Span, following: Span) -> bool:
    text = article.text_of(one).rstrip().rstrip("”’\"')»")
    return "\n" in article.text[one.end : following.start] or text[-1:] in ".!?…:;"


def _opens(text: str, end: int) -> bool:
    """Whether the mark before `end` opens the next sentence's quotation: white space stands before it."""
    start = end
    while start and text[start - 1] in _OPENING_MARKS:
        start -= 1
    return start > 0 and text[start - 1].isspace()
