"""What can be asked of the generator."""

from dataclasses import dataclass
from typing import Final, Literal, cast

from quizapi.plugin_api import Options, options_schema

Form = Literal["true-false", "true-false-not-given"]

#: Kinds of edit, in the order in which they are told in the documentation.
KINDS: Final = (
    "number", "date", "place", "name", "source", "role-swap", "thing", "antonym", "comparison", "order",
    "cause", "polarity",
)  # fmt: skip

SCHEMA: Final = options_schema(
    true_ratio={
        "title": "Share of true statements",
        "type": "number",
        "minimum": 0,
        "maximum": 1,
        "default": 0.5,
    },
    edits={
        "title": "Kinds of change that make a statement false",
        "type": "array",
        "items": {"type": "string", "enum": list(KINDS)},
        "minItems": 1,
        "uniqueItems": True,
        "default": list(KINDS),
    },
    difficulty={
        "title": "How closely the text must be read",
        "description": "easy: names, places; medium: numbers, dates; hard: who to whom, order, cause",
        "type": "string",
        "enum": ["any", "easy", "medium", "hard"],
        "default": "any",
    },
    form={
        "title": "Answers to choose from",
        "type": "string",
        "enum": ["true-false", "true-false-not-given"],
        "default": "true-false",
    },
)

_DIFFICULTY_OF: Final = {
    "name": "easy", "place": "easy", "source": "medium", "number": "medium", "date": "medium",
    "antonym": "medium", "thing": "medium", "comparison": "hard", "role-swap": "hard", "order": "hard",
    "cause": "hard",
    "polarity": "hard",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options as values."""

    true_ratio: float
    kinds: frozenset[str]
    form: Form

    @classmethod
    def of(cls, options: Options) -> "Wanted":
        difficulty = options["difficulty"]
        kinds = frozenset(
            kind
            for kind in cast("list[str]", options["edits"])
            if difficulty in ("any", _DIFFICULTY_OF[kind])
        )
        return cls(
            true_ratio=float(cast("float", options["true_ratio"])),
            kinds=kinds,
            form=cast("Form", options["form"]),
        )


def difficulty_of(kind: str) -> str:
    """How closely the text must be read to see through a kind of edit."""
    return _DIFFICULTY_OF[kind]
