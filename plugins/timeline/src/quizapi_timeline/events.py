"""Events that the article itself reports, with the date that it gives for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, Claim, Entity, GeneratorTools, Span
from quizapi_timeline import lexicon
from quizapi_timeline.dates import Days, days_of

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

_MAX_WORDS: Final = 28
_YEAR: Final = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_LEAST_CONTENT: Final = 3
_SAME: Final = 0.8


@dataclass(frozen=True, slots=True)
class Event:
    """`text` tells it without its date; `days` is when; `span` is the sentence that says both."""

    text: str
    days: Days
    span: Span
    date_text: str
    lemmas: frozenset[str]
    confidence: float


def find_events(article: AnnotatedArticle, tools: GeneratorTools) -> list[Event]:
    """Events with a date of their own, the earliest first; none that happened twice as it is told.

    What a source says, hedges, denials, states and forecasts are no events here.
    """
    found: list[Event] = []
    for claim in article.annotations.claims:
        event = _event(article, claim, tools)
        if event is not None:
            found.append(event)
    kept = [event for n, event in enumerate(found) if not _told_elsewhere(event, n, found)]
    return sorted(kept, key=lambda event: (event.days, event.span))


def _event(article: AnnotatedArticle, claim: Claim, tools: GeneratorTools) -> Event | None:
    if claim.status != "factual" or claim.attributed_to is not None or _is_quoted(article, claim.span):
        return None
    words = article.doc.char_span(claim.span.start, claim.span.end, alignment_mode="expand")
    dated = _only_date(article, claim.span)
    if words is None or dated is None:
        return None
    days = days_of(article.text_of(dated.span), before=_year_end(article, claim.span))
    verb = words.root
    if days is None or not _happened(verb) or not _dates(article, words, verb, dated.span):
        return None
    statement = tools.standalone(article, claim.span)
    text = None if statement is None else _without_date(statement, article.text_of(dated.span))
    if text is None or not _can_be_shown(text, tools):
        return None
    return Event(
        text=text,
        days=days,
        span=article.sentence_of(claim.span),
        date_text=" ".join(article.text_of(dated.span).split()),
        lemmas=_content(text, tools),
        confidence=claim.confidence,
    )


def _is_quoted(article: AnnotatedArticle, span: Span) -> bool:
    """Whether any of it is somebody's words: then it is not the article that reports it."""
    return any(a.level != "phrase" and a.content.overlaps(span) for a in article.annotations.attributions)


def _only_date(article: AnnotatedArticle, span: Span) -> Entity | None:
    """The date of a clause that has one expression of time and no year besides."""
    times = [e for e in article.annotations.entities if e.type in ("DATE", "TIME") and e.span.overlaps(span)]
    if len(times) != 1 or not span.contains(times[0].span):
        return None
    inside = article.text_of(times[0].span)
    return times[0] if len(_YEAR.findall(article.text_of(span))) == len(_YEAR.findall(inside)) <= 1 else None


def _year_end(article: AnnotatedArticle, span: Span) -> date | None:
    """The day that a date without a year is the last one before: that of publication.

    None where the paragraph tells of another year, which such a date may then be of.
    """
    published = article.article.published_on
    years = set(_YEAR.findall(article.text_of(article.paragraph_of(span))))
    return published if published is not None and years <= {str(published.year)} else None


def _happened(verb: Token) -> bool:
    """Whether the verb tells one finished event: simple past, not negated, no state."""
    helpers = [t for t in verb.children if t.dep_ in ("aux", "auxpass")]
    passive = [t for t in helpers if t.dep_ == "auxpass"]
    finite = passive[0] if passive else verb
    return (
        verb.pos_ == "VERB"
        and finite.tag_ == "VBD"
        and len(helpers) == len(passive) <= 1
        and verb.lemma_.casefold() not in lexicon.STATES
        and not any(t.dep_ in ("neg", "conj", "ccomp", "xcomp", "advcl", "parataxis") for t in verb.children)
        and not any(t.lower_ in lexicon.NOT_SO for t in verb.subtree)
    )


def _dates(article: AnnotatedArticle, words: SpacySpan, verb: Token, dated: Span) -> bool:
    """Whether the date is the verb's, beyond what a parser may get wrong.

    "In 2015 ..." at the start and a date right behind the verb are. Behind an object they are only where the
    object has no time of its own, and nothing but places and agents of the verb stands between.
    """
    tokens = article.doc.char_span(dated.start, dated.end, alignment_mode="expand")
    if tokens is None:
        return False
    preposition = tokens[0].nbor(-1) if tokens[0].i > words.start else None
    if preposition is None or preposition.lower_ not in ("on", "in") or preposition.head != verb:
        return False
    if preposition.i == words.start or preposition.i == verb.i + 1:
        return True
    if preposition.i < verb.i or verb.lemma_.casefold() in lexicon.ABOUT_ANOTHER:
        return False
    return not any(_has_its_time(token, verb) for token in article.doc[verb.i + 1 : preposition.i])


def _has_its_time(token: Token, verb: Token) -> bool:
    if token.pos_ == "VERB" or token.dep_ in ("relcl", "acl"):
        return True
    if token.pos_ == "ADP" and token.lower_ != "of":
        named = any(t.dep_ == "pobj" and t.ent_type_ in lexicon.NAMED for t in token.children)
        return token.head != verb or not (named or token.dep_ == "agent")
    if token.pos_ != "NOUN":
        return False
    return token.lemma_.casefold() in lexicon.EVENT_NOUNS or bool(lexicon.EVENT_ENDING.search(token.lower_))


def _without_date(statement: str, written: str) -> str | None:
    """The statement without "on <date>"; None where the date does not stand there once, at an edge.

    A weekday is left out of statements that stand alone, so that there is nothing to take out.
    """
    if written not in statement:
        return statement
    when = rf"(?:on|in) (?:the )?{re.escape(' '.join(written.split()))}"
    start = re.match(rf"{when},? (?=\S)", statement, re.IGNORECASE)
    if start:
        rest = statement[start.end() :]
        return rest[0].upper() + rest[1:]
    found = list(re.finditer(rf",? {when}(?=[.,]|$)", statement))
    if len(found) != 1:
        return None
    return statement[: found[0].start()] + statement[found[0].end() :]


def _can_be_shown(text: str, tools: GeneratorTools) -> bool:
    if len(text.split()) > _MAX_WORDS or _YEAR.search(text):
        return False
    doc = tools.parse(text)
    if any(t.ent_type_ in ("DATE", "TIME") for t in doc):
        return False
    # "then", "again" and "first" tell the order, or lean on what is not shown.
    return not any(t.lower_ in lexicon.TELLTALE for t in doc) and len(_content(text, tools)) >= _LEAST_CONTENT


def _content(text: str, tools: GeneratorTools) -> frozenset[str]:
    return frozenset(
        t.lemma_.casefold() for t in tools.parse(text) if t.pos_ in ("NOUN", "PROPN", "VERB", "NUM", "ADJ")
    )


def _told_elsewhere(event: Event, index: int, events: list[Event]) -> bool:
    """Whether another says nearly the same: with the same date the first stands for both, else none can."""
    for n, other in enumerate(events):
        shared = len(event.lemmas & other.lemmas)
        alike = n != index and shared > _SAME * min(len(event.lemmas), len(other.lemmas))
        if alike and (other.days != event.days or n < index):
            return True
    return False


def chain(events: list[Event]) -> Iterator[Event]:
    """The events whose dates settle their order: each lies wholly behind the one before it."""
    last: Event | None = None
    for event in sorted(events, key=lambda e: (e.days.last, e.days.first)):
        if last is None or last.days.before(event.days):
            last = event
            yield event
