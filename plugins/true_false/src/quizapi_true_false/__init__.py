"""True or false: the plugin."""

from collections.abc import Callable

from quizapi.plugin_api import ItemGenerator, hookimpl
from quizapi_true_false.generator import TrueFalse


@hookimpl
def quizapi_register_generators(register: Callable[[ItemGenerator], None]) -> None:
    """Register the generator `true-false`."""
    register(TrueFalse())


__all__ = ["TrueFalse"]
