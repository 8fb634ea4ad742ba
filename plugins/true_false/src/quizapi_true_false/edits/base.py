"""What every maker of edits is given, and what it gives."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapi.plugin_api import AnnotatedArticle, Edit, GeneratorTools
from quizapi_true_false.statements import Statement

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Candidate:
    """An edit, and why the article contradicts its result, in words for a student."""

    edit: Edit
    explanation: str
    #: Words of the edit that must not stand elsewhere beside what the statement is about.
    claimed: str


@dataclass(frozen=True)
class Scene:
    """The article, the tools and the source of chance."""

    article: AnnotatedArticle
    tools: GeneratorTools
    rng: random.Random


Maker = Callable[[Statement, Scene], Iterator[Candidate]]


def edit_of(kind: str, statement: Statement, start: int, before: str, after: str) -> Edit:
    return Edit(kind=kind, source=statement.text, start=start, before=before, after=after)


def difference(kind: str, source: str, changed: str) -> Edit:
    """The one edit between two sentences, cut at whole words."""
    old, new = source.split(" "), changed.split(" ")
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if head + tail == min(len(old), len(new)) and tail:
        # Nothing was taken away, or nothing put in: the word behind is written again with what is new.
        tail -= 1
    before = " ".join(old[head : len(old) - tail])
    after = " ".join(new[head : len(new) - tail])
    start = len(" ".join(old[:head])) + (head > 0)
    return Edit(kind=kind, source=source, start=start, before=before, after=after)


def is_reported(token: Token) -> bool:
    """Whether the token stands in what a source is reported to say, or under a condition."""
    node = token
    while node.head.i != node.i:
        if node.dep_ in ("ccomp", "advcl") and node.head.pos_ in ("VERB", "AUX"):
            return True
        node = node.head
    return False


def in_quotes(statement: Statement, start: int) -> bool:
    """Whether a place lies inside quotation marks: quoted words are never changed."""
    text = statement.text[:start]
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1
