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

#: Statements that the other forms keep where a match takes some.
_LEAST_LEFT: Final = 4

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
        rest, taken = statements, statements
        if "match" in settings["forms"]:
            rest, taken = _shared_out(article, statements)
        given = {"match": taken}
        yield from in_turn(
            [FORMS[name](article, given.get(name, rest), rng, tools) for name in settings["forms"]], limit
        )


def _shared_out(
    article: AnnotatedArticle, statements: list[Statement]
) -> tuple[list[Statement], list[Statement]]:
    """What the other forms ask about and what is matched, so that none asks for what another one shows.

    Where too little would be left for the others, all share all, and the engine takes the better items.
    """
    for most in range(matching.MOST, matching.LEAST - 1, -1):
        taken = matching.matched(article, statements, most=most)
        rest = [s for s in statements if not any(s.span.overlaps(one.span) for one in taken)]
        if taken and len(rest) >= _LEAST_LEFT:
            return rest, taken
    return statements, statements
