"""The generator: events to be put in order, and the first or last of some."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from quizapi.plugin_api import (
    AnnotatedArticle,
    GeneratorTools,
    Item,
    NothingToAsk,
    Option,
    Options,
    forms_option,
    in_turn,
    lettered,
    options_schema,
)
from quizapi_timeline.events import Event, chain, find_events

_LEAST: Final = 3
_ORDINALS: Final = ("first", "last")

OPTIONS_SCHEMA: Final[Options] = options_schema(
    forms=forms_option(("order", "first")),
    events={
        "type": "integer",
        "title": "Events in a question, at most",
        "minimum": 3,
        "maximum": 6,
        "default": 4,
    },
)


class Timeline:
    """Asks in which order dated events of an article happened."""

    name = "timeline"
    version = "1.0.0"
    title = "Timeline"
    description = "Put the events of an article in order, where its dates settle the order."
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
        """Yield both forms in turn, over different events as far as they reach.

        Raises:
            NothingToAsk: Fewer than three events have dates that settle their order.
        """
        settings: Any = options
        events = list(chain(find_events(article, tools)))
        if len(events) < _LEAST:
            raise NothingToAsk(
                "Fewer than three events have a date in this article that settles their order."
            )
        groups = list(_groups(events, settings["events"], rng))
        forms = [_FORMS[form](article, groups, rng) for form in settings["forms"]]
        yield from in_turn(forms, limit)


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


def _orders(
    article: AnnotatedArticle, groups: Iterable[Sequence[Event]], rng: random.Random
) -> Iterator[Item]:
    return (_order(article, group, rng) for group in groups)


def _extremes(
    article: AnnotatedArticle, groups: Iterable[Sequence[Event]], rng: random.Random
) -> Iterator[Item]:
    return (_extreme(article, group, rng) for group in groups)


_FORMS: Final = {"order": _orders, "first": _extremes}


def _order(article: AnnotatedArticle, events: Sequence[Event], rng: random.Random) -> Item:
    shown = list(events)
    while shown == list(events):
        rng.shuffle(shown)
    ids = {event: chr(ord("a") + n) for n, event in enumerate(shown)}
    return Item(
        interaction="order",
        stem="According to the article, in which order did these events happen? Begin with the earliest.",
        options=tuple(Option(ids[event], event.text) for event in shown),
        key=tuple(ids[event] for event in events),
        evidence=tuple(article.evidence(event.span) for event in events),
        explanation=_explained(events),
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
        explanation=_explained(events),
        confidence=min(event.confidence for event in events) - 0.05,
        tags=("form:first",),
    )


def _explained(events: Sequence[Event]) -> str:
    told = "; ".join(f"{event.date_text}: {event.text.rstrip('.')}" for event in events)
    return f"The article gives these dates. {told}."
