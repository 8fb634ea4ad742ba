"""An article's stored text and ranges of it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of Unicode code points in an article's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def text(self, of: str) -> str:
        """The piece of `of` that this span covers."""
        return of[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One revision of an article: the text that all offsets refer to, and what is known about it."""

    text: str
    title: str = ""
    author: str | None = None
    published_on: date | None = None
    language: str = "en"
    id: str | None = None
    revision: int = 1
