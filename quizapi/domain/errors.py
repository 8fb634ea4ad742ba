"""The root of every error that this product raises on purpose."""

import re


class QuizApiError(Exception):
    """The request could not be done.

    A child's docstring (first line) is the title a user reads; the message given when it is raised says
    what was wrong with this request and what to do. `pointer` is the JSON pointer of the faulty value in the
    request's body ("/title"), or empty.
    """

    pointer: str = ""

    def __init__(self, detail: str = "") -> None:
        self.detail = detail or self.title()
        super().__init__(self.detail)

    @classmethod
    def type_name(cls) -> str:
        """`ArticleNotFound` -> `article-not-found`: the stable name of the problem's type."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", cls.__name__).lower()

    @classmethod
    def title(cls) -> str:
        """The first line of the class's docstring, without its full stop."""
        return (cls.__doc__ or cls.__name__).strip().splitlines()[0].rstrip(".")
