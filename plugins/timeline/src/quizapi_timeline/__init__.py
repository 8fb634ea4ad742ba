"""Timeline: the plugin."""

from collections.abc import Callable

from quizapi.plugin_api import ItemCheck, ItemGenerator, QuizCheck, hookimpl
from quizapi_timeline.checks import DatedOrderCheck
from quizapi_timeline.generator import Timeline

#: The version of quizapi.plugin_api that this plugin was written for.
quizapi_api_version = 1


@hookimpl
def quizapi_register_generators(register: Callable[[ItemGenerator], None]) -> None:
    """Register the generator `timeline`."""
    register(Timeline())


@hookimpl
def quizapi_register_item_checks(register: Callable[[ItemCheck | QuizCheck], None]) -> None:
    """Register the check of items that are put in order."""
    register(DatedOrderCheck())


__all__ = ["DatedOrderCheck", "Timeline"]
