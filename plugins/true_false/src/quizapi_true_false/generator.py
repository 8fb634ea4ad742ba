"""Proposes statements that are true by the article, and false ones made of true ones by one edit."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item, NothingToAsk, Options
from quizapi_true_false.absent import Absent, absent_statements
from quizapi_true_false.asides import aside_statements
from quizapi_true_false.choosing import Choice, choose
from quizapi_true_false.edits import MAKERS, Candidate, Scene
from quizapi_true_false.edits.naming import NEGATIVE
from quizapi_true_false.options import SCHEMA, Wanted
from quizapi_true_false.phrasing import judged, not_given, with_three_answers
from quizapi_true_false.proof import is_contradicted
from quizapi_true_false.quotes import quoting_statements
from quizapi_true_false.statements import Statement, true_statements

#: Of "not everyone is gloomy" no other edit is surely false: not everyone need be cheerful either.
_OF_DENIALS = frozenset({"source", "polarity"})


class TrueFalse:
    """Statements to be judged true or false by the article."""

    name = "true-false"
    version = "1.0.0"
    title = "True or false"
    description = "Statements that the article proves, and statements that it contradicts by one detail."
    interactions: Sequence[str] = ("true_false", "choice")
    languages: Sequence[str] = ("en",)
    options_schema: Options = SCHEMA

    def generate(
        self,
        article: AnnotatedArticle,
        *,
        options: Options,
        limit: int,
        rng: random.Random,
        tools: GeneratorTools,
    ) -> Iterable[Item]:
        """Yield statements, the best first, true and false mixed by the ratio asked for.

        Raises:
            NothingToAsk: No claim of the article can be asked by itself.
        """
        wanted = Wanted.of(options)
        scene = Scene(article, tools, rng)
        statements = [
            *true_statements(article, tools=tools, rng=rng),
            *aside_statements(article, tools=tools),
            *quoting_statements(article, tools=tools),
        ]
        if not statements:
            raise NothingToAsk("The article has no claim that can be asked by itself.")
        pairs = [(statement, tuple(_false_ones(statement, scene, wanted))) for statement in statements]
        choices = choose(pairs, true_ratio=wanted.true_ratio, rng=rng)
        if wanted.form == "true-false":
            yield from (judged(choice, article) for choice in choices[:limit])
            return
        absent = list(absent_statements(article, rng=rng))
        yield from _mixed(choices, absent, article)


def _false_ones(statement: Statement, scene: Scene, wanted: Wanted) -> Iterator[Candidate]:
    denies = bool(NEGATIVE.search(statement.text))
    for maker in MAKERS:
        for candidate in maker(statement, scene):
            if denies and candidate.edit.kind not in _OF_DENIALS:
                continue
            if candidate.edit.kind in wanted.kinds and is_contradicted(candidate, statement, scene.article):
                yield candidate


def _mixed(choices: Sequence[Choice], absent: Sequence[Absent], article: AnnotatedArticle) -> Iterator[Item]:
    """Items of the form with three answers: what the article leaves open after every second of the others."""
    left = list(absent)
    for number, choice in enumerate(choices):
        yield with_three_answers(judged(choice, article))
        if number % 2 and left:
            yield not_given(left.pop(0), article)
    for one in left:
        yield not_given(one, article)
