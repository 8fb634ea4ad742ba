"""Who said what: questions about the words that an article quotes."""

from collections.abc import Callable

from quizapi.plugin_api import ItemGenerator, hookimpl
from quizapi_who_said_what.generator import WhoSaidWhat


@hookimpl
def quizapi_register_generators(register: Callable[[ItemGenerator], None]) -> None:
    register(WhoSaidWhat())


__all__ = ["WhoSaidWhat"]
