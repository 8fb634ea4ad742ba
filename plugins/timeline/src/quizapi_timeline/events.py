"""Events that the article itself reports, with the days that it gives for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, Entity, GeneratorTools, Span
from quizapi_timeline import lexicon
from quizapi_timeline.clauses import Clause, find_clauses, phrased
from quizapi_timeline.dates import Days, days_of, is_deictic, is_weekday
from quizapi_timeline.phrasing import content, happened

if TYPE_CHECKING:
    from spacy.tokens import Token

_YEAR: Final = re.compile(r"\b(?:1[5-9]\d|20[0-3])\d\b")
_SAME: Final = 0.7
_DAYPARTS: Final = ("morning", "afternoon", "evening", "night")


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
    found = [e for clause in find_clauses(article) if (e := _event(article, clause, tools)) is not None]
    kept = [event for n, event in enumerate(found) if not _told_elsewhere(event, n, found)]
    return sorted(kept, key=lambda event: (event.days, event.span))


def _event(article: AnnotatedArticle, clause: Clause, tools: GeneratorTools) -> Event | None:
    dated = _date_of(article, clause) if happened(clause.verb) else None
    if dated is None:
        return None
    days = days_of(article.text_of(dated.span), before=_told_from(article, dated.span))
    text = phrased(article, clause, tools) if days is not None else None
    if days is None or text is None:
        return None
    return Event(
        text=text,
        days=days,
        span=article.sentence_of(clause.span),
        date_text=" ".join(article.text_of(dated.span).split()),
        lemmas=content(tools.parse(text)),
        confidence=0.8,
    )


def _date_of(article: AnnotatedArticle, clause: Clause) -> Entity | None:
    """The one date that is surely the verb's own."""
    words = clause.words
    inside = [
        e
        for e in article.annotations.entities
        if e.type in ("DATE", "TIME") and words.start_char <= e.span.start and e.span.end <= words.end_char
    ]
    # "Tuesday night" may be two: the part of the day dates nothing by itself
    whole = [e for e in inside if article.text_of(e.span).lower() not in _DAYPARTS]
    dates = [e for e in whole if _dates(article, clause, e.span)]
    return dates[0] if len(dates) == 1 else None


def _told_from(article: AnnotatedArticle, dated: Span) -> date | None:
    """The day from which relative dates are told: that of publication.

    "Last week" always is, and so are weekdays. For another date without a year None where the paragraph tells
    of another year, which it may then be of.
    """
    published = article.article.published_on
    written = article.text_of(dated)
    if is_deictic(written):
        return published
    if published is None:
        return None
    paragraph = article.words(article.paragraph_of(dated))
    years = {
        int(t.text)
        for t in paragraph
        if _YEAR.fullmatch(t.text) and t.i and t.nbor(-1).pos_ in ("ADP", "PROPN")
    }
    return published if all(year >= published.year for year in years) else None


def _dates(article: AnnotatedArticle, clause: Clause, dated: Span) -> bool:
    """Whether the date is the verb's, beyond what a parser may get wrong.

    "In 2015 ..." at the start and a date right behind the verb are. Behind an object they are only where the
    object has no time of its own, and nothing but places and agents of the verb stands between.
    """
    verb, words = clause.verb, clause.words
    tokens = article.words(dated)
    first, top = tokens.start, tokens.root
    if top.dep_ == "compound" and top.head.lower_ in _DAYPARTS:
        top = top.head
    when = top
    if first > words.start:
        lead = tokens[0].nbor(-1)
        if lead.lower_ in ("on", "in", "during") or (lead.lower_ == "over" and top.lower_ == "weekend"):
            first, top = lead.i, lead
        elif lead.pos_ in ("ADP", "SCONJ") or lead.lower_ in ("'s", "the", "a"):
            # "since Monday", "until May", "by Friday"
            return False
    if tokens.end < len(words.doc) and words.doc[tokens.end].lower_ in ("'s", "’s"):
        return False
    if top.dep_ not in ("prep", "npadvmod", "advmod") or (top.dep_ == "prep" and when.head != top):
        # "her 2008 bid"
        return False
    if _verb_of(top) != verb or words.start > first:
        return False
    if first < verb.i or first == verb.i + 1:
        # "In a speech on Monday, ..." is; "After the loss in 2008, ..." may have been later
        outer = words[0].lower_ in ("in", "at", "during") and is_weekday(tokens.text)
        return top.head == verb or (outer and words[0].head == verb)
    between = words.doc[verb.i + 1 : first]
    if verb.lemma_.casefold() in lexicon.ABOUT_ANOTHER or any(t.pos_ in ("VERB", "AUX") for t in between):
        return False
    if any(t.lower_ in lexicon.TIMED for t in between):
        # "ended his bid after a loss last week"
        return False
    # "won the primary Tuesday": news of the day that it names
    news = first == tokens.start or is_weekday(tokens.text)
    return news or not any(_has_its_time(token, verb, surely=top.head == verb) for token in between)


def _verb_of(token: Token) -> Token:
    """The verb that governs a date through nothing but nouns and prepositions."""
    while token.pos_ not in ("VERB", "AUX") and token.head != token:
        token = token.head
    return token


def _has_its_time(token: Token, verb: Token, *, surely: bool) -> bool:
    """Whether the date may be this word's and not the verb's; not `surely` the verb's by the parse."""
    if token.dep_ in ("relcl", "acl"):
        return True
    if token.pos_ == "ADP" and token.lower_ != "of" and not surely:
        named = any(t.dep_ == "pobj" and t.ent_type_ in lexicon.NAMED for t in token.children)
        return token.head != verb or not (named or token.dep_ in ("agent", "prt"))
    if token.pos_ != "NOUN" or token.lemma_.casefold() in lexicon.NO_EVENTS:
        return False
    if token.dep_ == "dobj" and token.head == verb and verb.lemma_.casefold() in lexicon.SAME_TIME:
        return False
    return token.lemma_.casefold() in lexicon.EVENT_NOUNS or bool(lexicon.EVENT_ENDING.search(token.lower_))


def _told_elsewhere(event: Event, index: int, events: list[Event]) -> bool:
    """Whether another says nearly the same: with the same date the first stands for both, else none can."""
    for n, other in enumerate(events):
        alike = n != index and alike_in(event.lemmas, other.lemmas)
        if alike and (other.days != event.days or n < index):
            return True
    return False


def alike_in(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two events are told in nearly the same words, and may be one."""
    return len(one & other) > _SAME * min(len(one), len(other))


def chain(events: list[Event]) -> Iterator[Event]:
    """The events whose dates settle their order: each lies wholly behind the one before it."""
    last: Event | None = None
    for event in sorted(events, key=lambda e: (e.days.last, e.days.first)):
        if last is None or last.days.before(event.days):
            last = event
            yield event
