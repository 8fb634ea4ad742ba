"""Everything that a plugin may import: the marker, the protocols, the domain's words and the helpers."""

from quizapi.domain import (
    Annotations,
    Answer,
    Article,
    Attribution,
    CausalRelation,
    Claim,
    Edit,
    Entity,
    Evidence,
    Flaw,
    Interaction,
    Item,
    Option,
    Response,
    Score,
    Source,
    Span,
    TopicLexicon,
)
from quizapi.plugin_api import deprecated
from quizapi.plugin_api.annotated import AnnotatedArticle
from quizapi.plugin_api.cutting import shorter_spans
from quizapi.plugin_api.deprecated import QuizApiDeprecationWarning
from quizapi.plugin_api.errors import NothingToAsk
from quizapi.plugin_api.extending import (
    ArticleImporter,
    ArticleRefused,
    Exporter,
    ExporterBase,
    ImportedArticle,
    Scorer,
    ScorerBase,
)
from quizapi.plugin_api.forms import forms_option, in_turn, options_schema
from quizapi.plugin_api.leaning import is_told_in_full, leans_on_context
from quizapi.plugin_api.markers import ABOUT_QUOTED, API_VERSION, hookimpl
from quizapi.plugin_api.phrasing import and_list, as_sentence, in_quotes, lettered, shortened, without_quotes
from quizapi.plugin_api.placing import vague_words
from quizapi.plugin_api.protocols import (
    GeneratorTools,
    ItemCheck,
    ItemGenerator,
    JsonValue,
    Options,
    QuizCheck,
)

__all__ = [
    "ABOUT_QUOTED",
    "API_VERSION",
    "AnnotatedArticle",
    "Annotations",
    "Answer",
    "Article",
    "ArticleImporter",
    "ArticleRefused",
    "Attribution",
    "CausalRelation",
    "Claim",
    "Edit",
    "Entity",
    "Evidence",
    "Exporter",
    "ExporterBase",
    "Flaw",
    "GeneratorTools",
    "ImportedArticle",
    "Interaction",
    "Item",
    "ItemCheck",
    "ItemGenerator",
    "JsonValue",
    "NothingToAsk",
    "Option",
    "Options",
    "QuizApiDeprecationWarning",
    "QuizCheck",
    "Response",
    "Score",
    "Scorer",
    "ScorerBase",
    "Source",
    "Span",
    "TopicLexicon",
    "and_list",
    "as_sentence",
    "forms_option",
    "hookimpl",
    "in_quotes",
    "in_turn",
    "is_told_in_full",
    "leans_on_context",
    "lettered",
    "options_schema",
    "shortened",
    "shorter_spans",
    "vague_words",
    "without_quotes",
]


def __getattr__(name: str) -> object:
    return deprecated.look_up(name)
