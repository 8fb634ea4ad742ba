"""Two events whose order the article tells by its words: "after", "because", "two days later", "had"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Span
from quizapi_timeline import lexicon
from quizapi_timeline.clauses import Clause, find_clauses, phrased
from quizapi_timeline.events import alike_in
from quizapi_timeline.links import Link, find_links
from quizapi_timeline.phrasing import content, happened, shown, with_subject
from quizapi_timeline.told import is_own

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan

_SURE: Final = 0.8
_LESS_SURE: Final = 0.75


@dataclass(frozen=True, slots=True)
class Sequence:
    """`first` happened before `second`; `sign` are the words that say so, `spans` where."""

    first: str
    second: str
    sign: str
    spans: tuple[Span, ...]
    confidence: float


def find_sequences(article: AnnotatedArticle, tools: GeneratorTools) -> list[Sequence]:
    """All of them, in the order of the text, no pair twice."""
    found = [*_within_sentences(article, tools), *_across_sentences(article, tools)]
    told = {
        (s.first, s.second): s
        for s in reversed(found)
        if not alike_in(content(tools.parse(s.first)), content(tools.parse(s.second)))
    }
    return sorted(told.values(), key=lambda sequence: (sequence.spans[0], sequence.first))


def _within_sentences(article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Sequence]:
    """ "The council closed the tunnel after a lorry hit the gate."."""
    for clause in find_clauses(article):
        if not happened(clause.verb):
            continue
        for link in find_links(clause):
            pair = _told_apart(article, clause, link, tools)
            if pair is None:
                continue
            main, other = pair
            first, second = (main, other) if link.follows else (other, main)
            yield Sequence(first, second, link.sign, (article.sentence_of(clause.span),), _SURE)


def _told_apart(
    article: AnnotatedArticle, clause: Clause, link: Link, tools: GeneratorTools
) -> tuple[str, str] | None:
    """The main clause and the other one, each by itself."""
    words = clause.words
    if link.last >= words.end - 2 and link.first > clause.verb.i:
        rest = words.doc[words.start : link.first]
        while rest and rest[-1].text == ",":
            rest = rest[:-1]
    elif link.first <= words.start + 1:
        rest = words.doc[link.last + 1 : words.end]
        rest = rest[1:] if rest and rest[0].text == "," else rest
    else:
        return None
    if not rest or not rest.start <= clause.verb.i < rest.end:
        return None
    main = phrased(article, Clause(clause.verb, rest, clause.subject), tools)
    if main is None:
        return None
    if link.subject is not None:
        other = phrased(article, Clause(link.verb, link.words, link.subject), tools)
    elif link.finite:
        other = shown(article, Span(link.words.start_char, link.words.end_char), tools)
    else:
        other = with_subject(main, link.verb, link.words, tools)
    return None if other is None else (main, other)


def _across_sentences(article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Sequence]:
    """ "Two days later, ..." behind what a sentence tells, and "had" behind what came after it."""
    for before, sentence in zip(article.sentences, article.sentences[1:], strict=False):
        if not (is_own(article, before) and is_own(article, sentence)):
            continue
        words = article.words(sentence)
        if not happened(article.words(before).root):
            continue
        marker = lexicon.LATER.match(article.text_of(sentence))
        if marker is not None and happened(words.root):
            behind = article.text[sentence.start + marker.end() : sentence.end]
            start = sentence.end - len(behind.lstrip(", "))
            pair = (shown(article, before, tools), shown(article, Span(start, sentence.end), tools))
            sign = marker[0].lower()
        elif happened(words.root, earlier=True) and not _is_dated(words):
            pair = (shown(article, sentence, tools), shown(article, before, tools))
            sign = "had"
        else:
            continue
        first, second = pair
        if first is not None and second is not None:
            yield Sequence(first, second, sign, (before, sentence), _LESS_SURE)


def _is_dated(words: SpacySpan) -> bool:
    """ "By then the bridge had ...", "in 2012 he had ...": not earlier than the sentence before."""
    return any(t.ent_type_ in ("DATE", "TIME") for t in words)
