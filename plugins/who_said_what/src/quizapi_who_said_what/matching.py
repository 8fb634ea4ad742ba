"""Match each statement with its speaker, where three or more have spoken."""

from __future__ import annotations

import random
from collections.abc import Iterator

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item, Option
from quizapi_who_said_what.phrases import as_option
from quizapi_who_said_what.proof import proof
from quizapi_who_said_what.statements import Statement, similar

_STEM = "Match each statement with the speaker to whom the article attributes it; each speaker is named once."
MOST = 5
LEAST = 3


def items(
    article: AnnotatedArticle, statements: list[Statement], rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """One item with a statement of each speaker: quoted words, and reported ones where they are too few."""
    chosen = matched(article, statements)
    if not chosen:
        return
    rng.shuffle(chosen)
    speakers = [s.speaker for s in chosen]
    rng.shuffle(speakers)
    number = {name: str(n) for n, name in enumerate(speakers, start=1)}
    letters = [chr(ord("a") + n) for n in range(len(chosen))]
    yield Item(
        interaction="match",
        stem=_STEM,
        options=tuple(Option(letter, as_option(s)) for letter, s in zip(letters, chosen, strict=True)),
        matches=tuple(Option(number[name], name) for name in speakers),
        key=tuple((letter, number[s.speaker]) for letter, s in zip(letters, chosen, strict=True)),
        evidence=proof(article, chosen),
        explanation="; ".join(f"{s.speaker}: {as_option(s).rstrip('.')}" for s in chosen) + ".",
        confidence=round(min(s.confidence for s in chosen), 3),
        tags=("form:match", "direct" if all(s.direct for s in chosen) else "indirect"),
    )


def matched(article: AnnotatedArticle, statements: list[Statement], *, most: int = MOST) -> list[Statement]:
    """The statements to be matched, the least sure first; none where fewer than three have spoken."""
    last_first = statements[::-1]  # the first ones are asked about in the other forms
    chosen = _chosen(article, [s for s in last_first if s.direct], most)
    if len(chosen) < LEAST:
        chosen = _chosen(article, [s for s in last_first if s.gender is None and not s.act], most)
    return chosen if len(chosen) >= LEAST else []


def _chosen(article: AnnotatedArticle, statements: list[Statement], most: int) -> list[Statement]:
    chosen: list[Statement] = []
    for statement in statements:
        if len(chosen) < most and _fits(article, statement, chosen):
            chosen.append(statement)
    return chosen


def _fits(article: AnnotatedArticle, statement: Statement, chosen: list[Statement]) -> bool:
    """A new speaker, whose words name no other speaker and resemble no other statement."""
    shown = statement.text.casefold()
    for other in chosen:
        if other.entity == statement.entity or other.type != statement.type:
            return False
        if similar(other.lemmas, statement.lemmas):
            return False
        if _surname(other.speaker) in shown or _surname(statement.speaker) in other.text.casefold():
            return False
    return True


def _surname(name: str) -> str:
    return name.casefold().split()[-1]
