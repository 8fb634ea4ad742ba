"""One learner's reply to one item, and what it is worth."""

from dataclasses import dataclass

from quizapi.domain.items import Answer


@dataclass(frozen=True, slots=True)
class Response:
    """A reply, in the shape of the item's key."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Score:
    """`value` in [0, 1]; None while a plugin's own scorer has not run yet."""

    value: float | None

    def __post_init__(self) -> None:
        if self.value is not None and not 0.0 <= self.value <= 1.0:
            raise ValueError(f"a score is in [0, 1], not {self.value}")

    @property
    def correct(self) -> bool | None:
        """True only for the full score."""
        return None if self.value is None else self.value >= 1.0
