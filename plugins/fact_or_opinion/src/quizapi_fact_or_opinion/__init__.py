"""Fact or opinion: the plugin."""

from collections.abc import Callable

from quizapi.plugin_api import ItemGenerator, hookimpl
from quizapi_fact_or_opinion.generator import FactOrOpinion

#: The version of quizapi.plugin_api that this plugin was written for.
quizapi_api_version = 1


@hookimpl
def quizapi_register_generators(register: Callable[[ItemGenerator], None]) -> None:
    """Register the generator `fact-or-opinion`."""
    register(FactOrOpinion())


__all__ = ["FactOrOpinion"]
