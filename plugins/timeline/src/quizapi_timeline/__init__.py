"""Timeline: the plugin."""

from collections.abc import Callable

from quizapi.plugin_api import ItemGenerator, hookimpl
from quizapi_timeline.generator import Timeline

#: The version of quizapi.plugin_api that this plugin was written for.
quizapi_api_version = 1


@hookimpl
def quizapi_register_generators(register: Callable[[ItemGenerator], None]) -> None:
    """Register the generator `timeline`."""
    register(Timeline())


__all__ = ["Timeline"]
