"""The generator: the relations of one topic, asked for in several forms."""

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
from quizapi_cause_effect import causes, effects, groups, presented, reasons, senders, targets, truth
from quizapi_cause_effect.facts import Fact, find_facts
from quizapi_cause_effect.pool import Pool

Form = Callable[[AnnotatedArticle, list[Fact], Pool, random.Random, GeneratorTools], Iterator[Item]]

FORMS: Final[Mapping[str, Form]] = {
    "reason": reasons.items,
    "cause": causes.items,
    "effect": effects.items,
    "sender": senders.items,
    "target": targets.items,
    "status": presented.items,
    "order": groups.orders,
    "match": groups.matches,
    "exception": groups.exceptions,
    "true_false": truth.items,
}

OPTIONS_SCHEMA: Final[Options] = options_schema(
    topic={
        "type": "string",
        "title": "Topic",
        "description": "Name of a topic that a plugin has registered; “any” asks about all relations.",
        "minLength": 1,
        "default": "sanctions",
    },
    forms=forms_option(FORMS),
    min_confidence={
        "type": "number",
        "title": "How sure the reader must be of a relation",
        "minimum": 0,
        "maximum": 1,
        "default": 0.6,
    },
)


class CauseEffect:
    """Asks what led to a measure, what it did, what is feared of it and what it waits for."""

    name = "cause-effect"
    version = "1.0.0"
    title = "Cause and effect"
    description = "Questions about causes and effects on one topic, sanctions unless another is chosen."
    interactions: Sequence[str] = ("choice", "true_false", "match", "order")
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
        """Yield candidates of all chosen forms in turn.

        Raises:
            NothingToAsk: The article tells no cause or effect on the topic, or none that stands alone.
        """
        settings: Any = options
        topic = str(settings["topic"])
        least = float(settings["min_confidence"])
        about = find_facts(article, tools, None if topic == "any" else topic)
        about = [fact for fact in about if fact.relation.confidence >= least]
        told = bool(about)
        about = [fact for fact in about if fact.is_settled]
        if topic == "sanctions":
            about = [fact for fact in about if fact.is_anchored]
        if not told:
            raise NothingToAsk(f"The article tells no cause or effect on the topic “{topic}”.")
        pool = Pool(article, tools, find_facts(article, tools, None))
        names = [
            name for name in settings["forms"] if topic == "sanctions" or name not in ("sender", "target")
        ]
        forms = [FORMS[name](article, about, pool, rng, tools) for name in names]
        yield from in_turn(
            forms,
            limit,
            nothing=f"The causes and effects on the topic “{topic}” are not understood by themselves.",
        )
