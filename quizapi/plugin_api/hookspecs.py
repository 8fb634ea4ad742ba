"""The hooks. Each is called once, when the application starts, and only registers objects."""

from collections.abc import Callable

from quizapi.domain import TopicLexicon
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
