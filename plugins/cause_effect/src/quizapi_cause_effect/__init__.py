"""Cause and effect: questions about what led to what, by topic; ships the topic of sanctions."""

from collections.abc import Callable

from quizapi.plugin_api import ItemGenerator, TopicLexicon, hookimpl
from quizapi_cause_effect.generator import CauseEffect
from quizapi_cause_effect.sanctions import SANCTIONS


@hookimpl
def quizapi_register_generators(register: Callable[[ItemGenerator], None]) -> None:
    register(CauseEffect())


@hookimpl
def quizapi_register_topics(register: Callable[[TopicLexicon], None]) -> None:
    register(SANCTIONS)


__all__ = ["SANCTIONS", "CauseEffect"]
