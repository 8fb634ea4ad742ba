"""Hand-made items and a generator that gives what it is told to."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from quizapi.plugin_api import AnnotatedArticle, Evidence, Item, Option, Span


def evidence(
    start: int, end: int, *, text: str = "", article_id: str | None = "a", role: str = "evidence"
) -> Evidence:
    return Evidence(Span(start, end), text or "x" * (end - start), role, article_id, 1)


def choice(
    stem: str = "Who said it?", *, key: str = "Ann", others: Iterable[str] = ("Bob", "Cy"), **fields: Any
) -> Item:
    options = tuple(Option(chr(97 + n), text) for n, text in enumerate([key, *others]))
    values: dict[str, Any] = {"evidence": (evidence(0, 5),), **fields}
    return Item(interaction="choice", stem=stem, key=("a",), options=options, **values)


class Given:
    """A generator that yields the things given, and raises those that are exceptions."""

    name = "given"
    version = "1.2.3"
    title = "Given"
    description = "Yields what it was given."
    interactions = ("choice",)
    languages = ("en",)
    options_schema: Mapping[str, Any] = {
        "type": "object",
        "properties": {"size": {"type": "integer", "minimum": 1, "default": 3}},
    }

    def __init__(self, *things: object, name: str = "given") -> None:
        self.things = things
        self.name = name
        self.seen: dict[str, Any] = {}

    def generate(self, article: AnnotatedArticle, **call: Any) -> Iterator[Any]:
        self.seen = call
        for thing in self.things:
            if isinstance(thing, BaseException):
                raise thing
            yield thing
