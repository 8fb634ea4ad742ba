"""What the reader finds in an article. Every position is a span of code points into the article's text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quizapi.domain.articles import Span

AttributionKind = Literal["direct", "mixed", "indirect"]
AttributionLevel = Literal["said", "asked", "shown", "thought", "phrase"]
ClaimStatus = Literal["factual", "hedged", "opinion", "question", "prediction"]
CausalStatus = Literal["asserted", "denied", "hedged", "feared", "proposed"]
Gender = Literal["female", "male"]
Genre = Literal["report", "opinion"]


@dataclass(frozen=True, slots=True)
class Entity:
    """One mention of an entity. Mentions of the same entity share `id` (and so `name`).

    `type` is an OntoNotes label (PERSON, ORG, GPE, NORP, DATE, CARDINAL ...). `name` is the fullest name
    the article gives. `gender` and `role` ("foreign minister") only where the article settles them.
    """

    span: Span
    type: str
    name: str
    id: int
    gender: Gender | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Who is quoted. `name` is the fullest name in the article, None where the article does not settle it;
    `entity` is the id of the entity, None where the source is none of the entities."""

    span: Span
    name: str | None
    entity: int | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content of reported speech (PARC 3.0, PolNeAR).

    `level` tells what the content is to its source: said or written, asked, shown by a document, thought or
    felt, or a "phrase", which is no statement ("the firm of fraud" in "they accused the firm of fraud").
    `inner` are attributions within the content: what the source says that others have said.
    """

    content: Span
    cue: Span | None
    source: Source | None
    kind: AttributionKind
    confidence: float
    level: AttributionLevel = "said"
    inner: tuple[Attribution, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence or clause that can stand as a claim. `attributed_to` indexes `Annotations.attributions`."""

    span: Span
    status: ClaimStatus
    attributed_to: int | None
    confidence: float


@dataclass(frozen=True, slots=True)
class CausalRelation:
    """Cause, effect and signal (Causal News Corpus). `attributed_to` indexes `Annotations.attributions`."""

    cause: Span
    effect: Span
    signal: Span | None
    status: CausalStatus
    topics: tuple[str, ...]
    attributed_to: int | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that was found in one text, each kind in the order of the text."""

    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    causal_relations: tuple[CausalRelation, ...] = ()
    genre: Genre = "report"
