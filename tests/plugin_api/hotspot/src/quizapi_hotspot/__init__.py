"""Mark the sentence of a passage: the plugin."""

from collections.abc import Callable

from quizapi.plugin_api import (
    ArticleImporter,
    Exporter,
    ItemCheck,
    ItemGenerator,
    QuizCheck,
    Scorer,
    hookimpl,
)
from quizapi_hotspot.checks import OneSpeakerCheck
from quizapi_hotspot.files import CueCards, Stories
from quizapi_hotspot.generator import WhichSentence
from quizapi_hotspot.interaction import SentenceScorer

quizapi_api_version = 1


@hookimpl
def quizapi_register_generators(register: Callable[[ItemGenerator], None]) -> None:
    """Register the generator."""
    register(WhichSentence())


@hookimpl
def quizapi_register_scorers(register: Callable[[Scorer], None]) -> None:
    """Register the interaction of its items."""
    register(SentenceScorer())


@hookimpl
def quizapi_register_item_checks(register: Callable[[ItemCheck | QuizCheck], None]) -> None:
    """Register the check."""
    register(OneSpeakerCheck())


@hookimpl
def quizapi_register_exporters(register: Callable[[Exporter], None]) -> None:
    """Register the format."""
    register(CueCards())


@hookimpl
def quizapi_register_article_importers(register: Callable[[ArticleImporter], None]) -> None:
    """Register the kind of article file."""
    register(Stories())
