"""What is wrong with a text that was given as an article."""

from quizapi.domain import QuizApiError


class TextEmpty(QuizApiError):
    """The text is empty."""


class TextTooShort(QuizApiError):
    """The text is too short to ask about."""


class TextTooLong(QuizApiError):
    """The text is too long."""


class TextNotText(QuizApiError):
    """This is not readable text."""


class TextIsHtml(QuizApiError):
    """The text is HTML."""


class LanguageNotSupported(QuizApiError):
    """The language of the text is not supported."""
