"""What a plugin raises to be understood, and what the registry raises about a plugin."""

from quizapi.domain import QuizApiError


class NothingToAsk(QuizApiError):
    """The article has nothing that this generator asks about."""


class PluginError(QuizApiError):
    """A plugin could not be loaded."""
