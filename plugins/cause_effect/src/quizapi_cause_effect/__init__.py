"""Cause and effect: questions about what led to what, by topic; ships the topic of sanctions."""

from collections.abc import Callable

from quizapi.plugin_api import TopicLexicon, hookimpl
from quizapi_cause_effect.sanctions import SANCTIONS


@hookimpl
def quizapi_register_topics(register: Callable[[TopicLexicon], None]) -> None:
    register(SANCTIONS)


__all__ = ["SANCTIONS"]
