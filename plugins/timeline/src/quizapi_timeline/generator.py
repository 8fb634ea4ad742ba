"""The generator: events to be put in order, the first or last of some, and which of two came first."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any, Final

from quizapi.plugin_api import (
    AnnotatedArticle,
    GeneratorTools,
    Item,
    Option,
    Options,
    Span,
    forms_option,
    in_quotes,
    in_turn,
    lettered,
    options_schema,
)
from quizapi_timeline.events import Event, alike_in, chain, find_events
from quizapi_timeline.sequences import Sequence as Sequenced
from quizapi_timeline.sequences import find_sequences
from quizapi_timeline.whens import right_time, times

_LEAST: Final = 3
_ORDINALS: Final = ("first", "last")
_MOST_PAIRS: Final = 20
_SAME_DAY: Final = "Both happened on the same day."
_UNTOLD: Final = "The article does not tell which came first."

OPTIONS_SCHEMA: Final[Options] = options_schema(
    forms=forms_option(("order", "first", "pair", "when")),
    events={
        "type": "integer",
        "title": "Events in a question, at most",
        "minimum": 3,
        "maximum": 6,
        "default": 4,
    },
)


class Timeline:
    """Asks in which order events of an article happened."""

    name = "timeline"
    version = "3.0.0"
    title = "Timeline"
    description = "Put the events of an article in order, where its dates or its words settle the order."
    interactions: Sequence[str] = ("order", "choice")
    languages: Sequence[str] = ("en",)
    options_schema: Options = OPTIONS_SCHEMA

    def generate(
        self,
        article: AnnotatedArticle,
        *,
        options: Options,
        limit: int,
        rng: random.Random,
        tools: GeneratorTools,
    ) -> Iterable[Item]:
        """Yield all forms in turn, over different events as far as they reach.

        Raises:
            NothingToAsk: No two events have an order that the article settles.
        """
        settings: Any = options
        events = find_events(article, tools)
        dated = list(chain(events))
        groups = list(_groups(dated, settings["events"], rng)) if len(dated) >= _LEAST else []
        make = {
            "order": (_order(article, group, rng) for group in groups),
            "first": (_extreme(article, group, rng) for group in groups),
            "pair": _pairs(article, events, find_sequences(article, tools), rng),
            "when": _whens(article, events, rng),
        }
        yield from in_turn(
            [make[form] for form in settings["forms"]],
            limit,
            nothing="The article does not settle the order of two events by their dates or by its words.",
        )


def _groups(events: Sequence[Event], size: int, rng: random.Random) -> Iterator[list[Event]]:
    """Groups of events in order: first as many as there can be without an event twice, then other ones."""
    count = max(1, len(events) // max(_LEAST, min(size, len(events))))
    yield from ([*events[start::count]][:size] for start in range(count))
    seen = set()
    for _ in range(2 * len(events)):
        picked = tuple(sorted(rng.sample(range(len(events)), min(size, len(events)))))
        if picked not in seen:
            seen.add(picked)
            yield [events[n] for n in picked]


def _order(article: AnnotatedArticle, events: Sequence[Event], rng: random.Random) -> Item:
    listed = list(events)
    while listed == list(events):
        rng.shuffle(listed)
    ids = {event: chr(ord("a") + n) for n, event in enumerate(listed)}
    return Item(
        interaction="order",
        stem="According to the article, in which order did these events happen? Begin with the earliest.",
        options=tuple(Option(ids[event], event.text) for event in listed),
        key=tuple(ids[event] for event in events),
        evidence=tuple(article.evidence(event.span) for event in events),
        explanation=_explained(article, events),
        confidence=min(event.confidence for event in events),
        tags=("form:order",),
    )


def _extreme(article: AnnotatedArticle, events: Sequence[Event], rng: random.Random) -> Item:
    which = rng.choice(_ORDINALS)
    right = events[0] if which == "first" else events[-1]
    options, key = lettered(right.text, [e.text for e in events if e is not right], rng=rng)
    return Item(
        interaction="choice",
        stem=f"According to the article, which of these events happened {which}?",
        options=options,
        key=(key,),
        evidence=tuple(article.evidence(event.span) for event in events),
        explanation=_explained(article, events),
        confidence=min(event.confidence for event in events) - 0.05,
        tags=("form:first",),
    )


def _pairs(
    article: AnnotatedArticle, events: Sequence[Event], sequences: Sequence[Sequenced], rng: random.Random
) -> Iterator[Item]:
    """Two events each: first those whose order words tell, then those that dates do."""
    for sequence in sequences:
        why = f"The article tells it by “{sequence.sign}”. First: {sequence.first} Then: {sequence.second}"
        texts = (sequence.first, sequence.second)
        yield _pair(article, texts, _UNTOLD, sequence.spans, why, sequence.confidence, rng)
    pairs = [pair for pair in combinations(events, 2) if not alike_in(pair[0].lemmas, pair[1].lemmas)]
    rng.shuffle(pairs)
    settled = [pair for pair in pairs if pair[0].days.before(pair[1].days)]
    for one, other in settled[:_MOST_PAIRS]:
        third = _SAME_DAY if one.days.is_day and other.days.is_day else _UNTOLD
        yield _pair(
            article, (one.text, other.text), third, (one.span, other.span),
            _explained(article, (one, other)), min(one.confidence, other.confidence) - 0.02, rng,
        )  # fmt: skip


def _pair(
    article: AnnotatedArticle,
    texts: tuple[str, str],
    third: str,
    spans: Iterable[Span],
    why: str,
    confidence: float,
    rng: random.Random,
) -> Item:
    """The first of `texts` is the key; that neither came first is always the last option."""
    listed = list(texts)
    rng.shuffle(listed)
    ids = dict(zip((*listed, third), "abc", strict=True))
    return Item(
        interaction="choice",
        stem="According to the article, which of these two events happened first?",
        options=tuple(Option(id, text) for text, id in ids.items()),
        key=(ids[texts[0]],),
        evidence=tuple(article.evidence(span) for span in dict.fromkeys(spans)),
        explanation=why,
        confidence=confidence,
        tags=("form:pair",),
    )


def _whens(article: AnnotatedArticle, events: Sequence[Event], rng: random.Random) -> Iterator[Item]:
    """The time of one event, among others in their order."""
    for event in rng.sample(events, len(events)):
        today = article.article.published_on
        texts = times(event, events, today=today, rng=rng)
        if not texts or (today is not None and right_time(event) == str(today.year)):
            # the year of a report is that of most of what it reports
            continue
        ids = dict(zip(texts, "abcd", strict=True))
        yield Item(
            interaction="choice",
            stem=f"According to the article, when did the following happen? {in_quotes(event.text)}",
            options=tuple(Option(id, text) for text, id in ids.items()),
            key=(ids[right_time(event)],),
            evidence=(article.evidence(event.span),),
            explanation=_explained(article, [event]),
            confidence=event.confidence - 0.08,
            tags=("form:when",),
        )


def _explained(article: AnnotatedArticle, events: Sequence[Event]) -> str:
    told = "; ".join(f"{event.date_text}: {event.text.rstrip('.')}" for event in events)
    published = article.article.published_on
    since = f" It is of {published.isoformat()}." if published is not None else ""
    return f"The article gives these dates. {told}.{since}"
