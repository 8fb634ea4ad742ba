"""The pieces of a quotation that can be shown by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, Span
from quizapi_who_said_what.wording import MAX_WORDS

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan

#: A word by which a speaker goes on from before; what is said can be shown without it.
_OPENING: Final = re.compile(
    r"(?:(?:And|But|So|Well),? "
    r"|(?:Look|Listen|Again|Frankly|Of course|In fact|In other words|After all), )(?=\w)"
)
_INNER_OPENS: Final = re.compile(r"(?:^|(?<=[\s(]))[‘'](?=\w)")
_INNER_CLOSES: Final = re.compile(r"(?<=[\w.,!?…])[’'](?!\w)")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])[\"'’”]?\s+(?=[\"'‘“]?[A-Z0-9])")


def pieces_of(article: AnnotatedArticle, content: Span) -> Iterator[Span]:
    """The quotation if it is short enough, else its sentences, joined from each on as far as they fit."""
    text = article.text
    inner = _inside_marks(text, content)
    starts = _starts(article, inner)
    ends = [*starts[1:], inner.end]
    if len(inner.text(text).split()) <= MAX_WORDS:
        opening = _OPENING.match(text, inner.start, inner.end)
        if opening is not None:
            yield Span(opening.end(), inner.end)
        yield inner
    for n, start in enumerate(starts):
        best = None
        for end in ends[n:]:
            if len(text[start:end].split()) > MAX_WORDS:
                break
            best = Span(start, start + len(text[start:end].rstrip()))
        if best is not None:
            opening = _OPENING.match(text, start, best.end)
            if opening is not None:
                yield Span(opening.end(), best.end)
            yield best
            yield Span(start, start + len(text[start : ends[n]].rstrip()))


def sentences_of(article: AnnotatedArticle, content: Span) -> list[Span]:
    """The sentences of a quotation, each without a conjunction that opens it; none where there is but one."""
    found = []
    for sentence in _sentences(article, _inside_marks(article.text, content)):
        opening = _OPENING.match(article.text, sentence.start, sentence.end)
        found.append(Span(sentence.start if opening is None else opening.end(), sentence.end))
    return found if len(found) > 1 else []


def clauses_of(article: AnnotatedArticle, content: Span) -> Iterator[Span]:
    """What stands before ", and ..." or ", but ..." where a clause with a subject of its own goes on."""
    for sentence in _sentences(article, _inside_marks(article.text, content)):
        words = tokens_of(article, sentence)
        comma = None if words is None else _second_clause(words)
        if comma is not None:
            yield Span(sentence.start, comma)


def _sentences(article: AnnotatedArticle, inner: Span) -> Iterator[Span]:
    starts = _starts(article, inner)
    for start, end in zip(starts, [*starts[1:], inner.end], strict=True):
        yield Span(start, start + len(article.text[start:end].rstrip()))


def _starts(article: AnnotatedArticle, inner: Span) -> list[int]:
    """Where sentences begin; not behind a full stop that belongs to a word ("Mr. Dorn")."""
    starts = [inner.start]
    for match in _SENTENCE_END.finditer(article.text, inner.start, inner.end):
        before = article.doc.char_span(match.start() - 1, match.start(), alignment_mode="expand")
        if before is None or not before.text[:1].isalpha():
            starts.append(match.end())
    return starts


def _second_clause(words: SpacySpan) -> int | None:
    """Where the comma before the second of two main clauses stands."""
    for token in words[2:]:
        if token.lower_ not in ("and", "but") or token.nbor(-1).text != "," or token.dep_ != "cc":
            continue
        second = next((c for c in token.head.conjuncts if c.i > token.i and c in words), None)
        own = second is not None and any(c.dep_ in ("nsubj", "nsubjpass") for c in second.children)
        if own and token.head.dep_ in ("ROOT", "ccomp"):
            comma: int = token.nbor(-1).idx
            return comma
    return None


def _inside_marks(text: str, content: Span) -> Span:
    start, end = content.start, content.end
    while start < end and (text[start] in "\"“”„«»‘’'`" or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in "\"“”„«»‘’'`" or text[end - 1].isspace()):
        end -= 1
    if text[end : end + 1] in ("’", "'") and opens_within(text[start:end]):
        end += 1
    return Span(start, end)


def opens_within(text: str) -> bool:
    """Whether a quotation within is opened and not closed: its mark stood at the very end."""
    return len(_INNER_OPENS.findall(text)) > len(_INNER_CLOSES.findall(text))


def tokens_of(article: AnnotatedArticle, span: Span) -> SpacySpan | None:
    return article.doc.char_span(span.start, span.end, alignment_mode="expand")
