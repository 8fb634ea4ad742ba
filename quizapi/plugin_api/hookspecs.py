"""The hooks. Each is called once, when the application starts, and only registers objects."""

from collections.abc import Callable

from quizapi.domain import TopicLexicon
from quizapi.plugin_api.extending import ArticleImporter, Exporter, Scorer
from quizapi.plugin_api.markers import hookspec
from quizapi.plugin_api.protocols import ItemCheck, ItemGenerator, QuizCheck


@hookspec
def quizapi_register_generators(register: Callable[[ItemGenerator], None]) -> None:
    """Register generators of items.

    Args:
        register: Call it once for each generator; a name taken twice is an error.

    Since: 1
    """


@hookspec
def quizapi_register_item_checks(register: Callable[[ItemCheck | QuizCheck], None]) -> None:
    """Register checks that every candidate item (or the whole selection) meets.

    Args:
        register: Call it once for each check.

    Since: 1
    """


@hookspec
def quizapi_register_topics(register: Callable[[TopicLexicon], None]) -> None:
    """Register topics, by which causal relations are said to be about something.

    Args:
        register: Call it once for each lexicon.

    Since: 1
    """


@hookspec
def quizapi_register_scorers(register: Callable[[Scorer], None]) -> None:
    """Register interactions of the plugin's own, each with what scores and shows it.

    Args:
        register: Call it once for each scorer; an interaction taken twice is an error.

    Since: 1
    """


@hookspec
def quizapi_register_exporters(register: Callable[[Exporter], None]) -> None:
    """Register formats that quizzes can be written in.

    Args:
        register: Call it once for each exporter; a name taken twice, or quizapi's own, is an error.

    Since: 1
    """


@hookspec
def quizapi_register_article_importers(register: Callable[[ArticleImporter], None]) -> None:
    """Register kinds of files that articles can be read from.

    Args:
        register: Call it once for each importer; a name or an ending taken twice, or quizapi's own, is an
            error.

    Since: 1
    """
