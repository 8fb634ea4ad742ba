"""A question as it is put to a student, with its key and its proof."""

from dataclasses import dataclass, field
from typing import Literal

from quizapi.domain.articles import Span

Interaction = Literal["choice", "multiple", "true_false", "order", "match", "text"]

#: `choice` and `multiple`: option ids. `true_false`: a boolean. `order`: all ids in order.
#: `match`: pairs (option id, match id). `text`: a string.
Answer = tuple[str, ...] | tuple[tuple[str, str], ...] | bool | str


@dataclass(frozen=True, slots=True)
class Option:
    """One option as shown. `id` is unique in its item."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of the article that a reader must be shown to accept the key. `text` is the span's own text."""

    span: Span
    text: str
    role: str = "evidence"
    article_id: str | None = None
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Flaw:
    """One item-writing fault found by a check. A `fatal` one keeps the item from being proposed."""

    code: str
    detail: str
    fatal: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """The one change that made a false statement of a true one: `source` with `before` replaced by `after`.

    `start` is the offset of `before` in `source`, in code points.
    """

    kind: str
    source: str
    start: int
    before: str
    after: str

    def apply(self) -> str:
        """The false statement."""
        return self.source[: self.start] + self.after + self.source[self.start + len(self.before) :]


@dataclass(frozen=True, slots=True)
class Item:
    """A task with its key. `interaction` is an `Interaction` or `<plugin>:<name>` for a plugin's own."""

    interaction: str
    stem: str
    key: Answer
    evidence: tuple[Evidence, ...]
    options: tuple[Option, ...] = ()
    matches: tuple[Option, ...] = ()
    accepted: tuple[str, ...] = ()
    explanation: str = ""
    confidence: float = 1.0
    tags: tuple[str, ...] = ()
    edit: Edit | None = None
    generator: str = ""
    generator_version: str = ""
    flaws: tuple[Flaw, ...] = field(default=())

    @property
    def key_texts(self) -> tuple[str, ...]:
        """The key as a reader sees it: texts of the right options, or the key itself for other kinds."""
        if isinstance(self.key, tuple) and all(isinstance(part, str) for part in self.key):
            texts = {option.id: option.text for option in self.options}
            # The key of a plugin's own interaction may name other things than options.
            own = ":" in self.interaction
            return tuple(texts.get(part, part if own else "") for part in self.key if isinstance(part, str))
        if isinstance(self.key, tuple):
            left = {option.id: option.text for option in self.options}
            right = {option.id: option.text for option in self.matches}
            pairs = [pair for pair in self.key if isinstance(pair, tuple)]
            return tuple(f"{left.get(a, '')} - {right.get(b, '')}" for a, b in pairs)
        return (str(self.key).lower() if isinstance(self.key, bool) else self.key,)

    @property
    def key_text(self) -> str:
        """`key_texts` as one string."""
        return "; ".join(self.key_texts)

    @property
    def distractors(self) -> tuple[Option, ...]:
        """The options that are no part of the key (`choice` and `multiple`; empty for other kinds)."""
        if self.interaction not in ("choice", "multiple") or not isinstance(self.key, tuple):
            return ()
        return tuple(option for option in self.options if option.id not in self.key)
