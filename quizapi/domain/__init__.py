"""The words of the field as frozen values. Standard library only; everything else may import this."""

from quizapi.domain.annotations import (
    Annotations,
    Attribution,
    AttributionKind,
    AttributionLevel,
    CausalRelation,
    CausalStatus,
    Claim,
    ClaimStatus,
    Entity,
    Genre,
    Source,
)
from quizapi.domain.articles import Article, Span
from quizapi.domain.errors import QuizApiError
from quizapi.domain.items import Answer, Edit, Evidence, Flaw, Interaction, Item, Option
from quizapi.domain.responses import Response, Score
from quizapi.domain.topics import TopicLexicon

__all__ = [
    "Annotations",
    "Answer",
    "Article",
    "Attribution",
    "AttributionKind",
    "AttributionLevel",
    "CausalRelation",
    "CausalStatus",
    "Claim",
    "ClaimStatus",
    "Edit",
    "Entity",
    "Evidence",
    "Flaw",
    "Genre",
    "Interaction",
    "Item",
    "Option",
    "QuizApiError",
    "Response",
    "Score",
    "Source",
    "Span",
    "TopicLexicon",
]
