"""Kinds of refusals that use cases share. Each kind has one HTTP status, in `api.problems`."""

from collections.abc import Iterator
from contextlib import contextmanager

from quizapi.domain import QuizApiError


@contextmanager
def located(pointer: str) -> Iterator[None]:
    """Say where in the request's body the value stands that the block refuses.

    Args:
        pointer: JSON pointer that is put before the error's own.
    """
    try:
        yield
    except QuizApiError as error:
        error.pointer = pointer + error.pointer
        raise


class NotFound(QuizApiError):
    """There is no such thing, or it is not yours."""


class Conflict(QuizApiError):
    """The request does not fit the present state."""


class Invalid(QuizApiError):
    """A value in the request cannot be used.

    `pointer` is the JSON pointer of the value in the request's body ("/title"), or empty.
    """

    def __init__(self, detail: str, *, pointer: str = "") -> None:
        super().__init__(detail)
        self.pointer = pointer


class Forbidden(QuizApiError):
    """This is not allowed."""


class NotAuthenticated(QuizApiError):
    """Sign in first, or send a valid token."""


class TooManyRequests(QuizApiError):
    """Too many requests; wait and try again.

    `retry_after` and `window` are in seconds; `quota` is how many the policy allows within the window.
    """

    def __init__(
        self, detail: str, *, retry_after: int, policy: str = "requests", quota: int = 1, window: int = 60
    ) -> None:
        super().__init__(detail)
        self.retry_after = retry_after
        self.policy = policy
        self.quota = quota
        self.window = window
