"""A question about an act: the one that took a measure or met it, among others that the article names."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, Entity, GeneratorTools, Item, Span, lettered

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEAST_WRONG: Final = 2
_MOST_WRONG: Final = 3


def ask_for(
    article: AnnotatedArticle,
    right: Entity,
    verb: Token,
    *,
    stem: str,
    form: str,
    exclude: Iterable[int],
    tools: GeneratorTools,
    rng: random.Random,
) -> Item | None:
    """A choice of the one named in the verb's sentence; None where the article has too few others.

    Args:
        exclude: Ids of entities that would be right as well, or that the question names.
    """
    own = {entity.name for entity in article.annotations.entities}
    found = tools.distractors(
        article, type=right.type, exclude={right.id, *exclude}, like=right.id, count=6, rng=rng
    )
    wrong = [name for name in found if name in own][:_MOST_WRONG]
    if len(wrong) < _LEAST_WRONG:
        return None
    options, key = lettered(right.name, wrong, rng=rng)
    span = article.sentence_of(Span(verb.idx, verb.idx + len(verb.text)))
    return Item(
        interaction="choice",
        stem=stem,
        options=options,
        key=(key,),
        evidence=(article.evidence(span, "act"),),
        explanation=f"The article says: “{' '.join(article.text_of(span).split())}”",
        confidence=0.65,
        tags=(f"form:{form}",),
    )
