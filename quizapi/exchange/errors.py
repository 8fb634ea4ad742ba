"""Why a file, or a part of one, is not taken."""

from quizapi.domain import QuizApiError


class FileRefused(QuizApiError):
    """The file cannot be taken."""


class FormatUnknown(QuizApiError):
    """There is no such format."""


class CannotHold(Exception):
    """Raised while one item is written: the format has no place for it. The message is the reason."""


class NotTaken(Exception):
    """Raised while one part of a file is read: no item can be made of it. The message is the reason."""
