"""Proposes statements that are true by the article, and false ones made of true ones by one edit."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence

from quizapi.plugin_api import (
    AnnotatedArticle,
    GeneratorTools,
    Item,
    NothingToAsk,
    Options,
    shortened,
)
from quizapi_true_false.asides import aside_statements
from quizapi_true_false.choosing import Choice, choose
from quizapi_true_false.edits import MAKERS, Candidate, Scene
from quizapi_true_false.options import SCHEMA, Wanted, difficulty_of
from quizapi_true_false.proof import is_contradicted
from quizapi_true_false.quotes import quoting_statements
from quizapi_true_false.statements import Statement, true_statements

_QUOTED_WORDS = 40


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
        pairs = [
            (statement, tuple(_false_ones(statement, scene, wanted)))
            for statement in (
                *true_statements(article, tools=tools, rng=rng),
                *aside_statements(article, tools=tools),
                *quoting_statements(article, tools=tools),
            )
        ]
        if not pairs:
            raise NothingToAsk("The article has no claim that can be asked by itself.")
        for choice in choose(pairs, true_ratio=wanted.true_ratio, rng=rng)[:limit]:
            yield _item(choice, article)


def quoted(text: str) -> str:
    """A statement between typographic marks; double marks inside become single ones."""
    inner = re.sub(r'(^|[\s(\[])"', r"\1‘", re.sub(r"\s+", " ", text).strip()).replace('"', "’")
    return f"“{inner.replace('“', '‘').replace('”', '’')}”"


def _false_ones(statement: Statement, scene: Scene, wanted: Wanted) -> Iterator[Candidate]:
    for maker in MAKERS:
        for candidate in maker(statement, scene):
            if candidate.edit.kind in wanted.kinds and is_contradicted(candidate, statement, scene.article):
                yield candidate


def _item(choice: Choice, article: AnnotatedArticle) -> Item:
    statement, candidate = choice.statement, choice.candidate
    text = candidate.edit.apply() if candidate else statement.text
    whose = "author" if article.annotations.genre == "opinion" else "article"
    said = quoted(shortened(statement.proof, _QUOTED_WORDS))
    if candidate is None:
        explanation = f"True. The article says: {said}"
    else:
        explanation = f"False. {candidate.explanation}"
    kind = candidate.edit.kind if candidate else "none"
    tags: tuple[str, ...] = ("form:true-false", f"edit:{kind}")
    if candidate is not None:
        tags += (f"difficulty:{difficulty_of(kind)}",)
    return Item(
        interaction="true_false",
        stem=f"According to the {whose}, is this true or false? {quoted(text)}",
        key=candidate is None,
        evidence=statement.evidence,
        explanation=explanation,
        confidence=choice.confidence,
        tags=tags,
        edit=candidate.edit if candidate else None,
    )
