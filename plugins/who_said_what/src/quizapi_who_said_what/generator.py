"""The generator: reads the attributions of an article and asks about them in several forms."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from quizapi.plugin_api import (
    AnnotatedArticle,
    GeneratorTools,
    Item,
    NothingToAsk,
    Options,
    forms_option,
    in_turn,
    options_schema,
)
from quizapi_who_said_what import content, gap, matching, speaker, swapped
from quizapi_who_said_what.finding import find_statements
from quizapi_who_said_what.statements import Statement

Form = Callable[[AnnotatedArticle, list[Statement], random.Random, GeneratorTools], Iterator[Item]]

FORMS: Final[Mapping[str, Form]] = {
    "speaker": speaker.items,
    "content": content.items,
    "true_false": swapped.items,
    "match": matching.items,
    "complete": gap.items,
}

OPTIONS_SCHEMA: Final[Options] = options_schema(
    forms=forms_option(FORMS),
    indirect={
        "type": "boolean",
        "title": "Ask about indirect speech too",
        "default": True,
    },
    min_confidence={
        "type": "number",
        "title": "How sure the reader must be of a speaker",
        "minimum": 0.5,
        "maximum": 1,
        "default": 0.85,
    },
)


class WhoSaidWhat:
    """Asks who said something, what somebody said, and which number, name or word completes it."""

    name = "who-said-what"
    version = "1.0.0"
    title = "Who said what"
    description = "Questions about the words that an article quotes and the people who said them."
    interactions: Sequence[str] = ("choice", "text", "true_false", "match")
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
        """Yield candidates of all chosen forms in turn, the surest of each form first.

        Raises:
            NothingToAsk: No quotation is long enough, understood by itself and surely somebody's.
        """
        settings: Any = options
        statements = find_statements(
            article,
            tools,
            indirect=settings["indirect"],
            min_confidence=settings["min_confidence"],
        )
        if not statements:
            raise NothingToAsk(
                "No words in this article are both surely somebody's and understood by themselves."
            )
        yield from in_turn(
            [FORMS[name](article, statements, rng, tools) for name in settings["forms"]], limit
        )
