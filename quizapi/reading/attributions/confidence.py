"""How often each way of finding a source was right, and below what an answer is not given."""

from __future__ import annotations

from typing import Final

from quizapi.domain import AttributionLevel

#: Attributions below this are dropped.
THRESHOLD: Final = 0.5

#: A name below this is not given; the attribution stays.
NAME_THRESHOLD: Final = 0.82

#: Share of right sources by the pattern that found them.
RULES: Final[dict[str, float]] = {
    "after": 0.98,
    "after-inverted": 0.98,
    "after-unknown": 0.85,
    "according": 0.95,
    "signature": 0.92,
    "before": 0.94,
    "before-within": 0.93,
    "before-called": 0.88,
    "before-thought": 0.72,
    "script": 0.9,
    "label": 0.75,
    "turn": 0.9,
    "colon": 0.75,
    "colon-above": 0.8,
    "around": 0.93,
    "shared": 0.9,
    "goes-on": 0.85,
    "continued": 0.97,
    "continued-far": 0.85,
    "next": 0.75,
    "paragraph-before": 0.72,
    "sentence-before": 0.8,
    "said-that": 0.93,
    "said": 0.93,
    "shown-that": 0.88,
    "shown": 0.85,
    "thought-that": 0.85,
    "thought": 0.78,
    "asked": 0.8,
    "shown-small": 0.8,
    "attitude": 0.8,
    "shown-thing": 0.75,
    "spoken-of": 0.75,
    "judged": 0.75,
    "stood": 0.7,
    "mentioned": 0.75,
    "promised": 0.75,
    "urged": 0.75,
    "set-in": 0.94,
    "set-in-thought": 0.8,
    "set-in-shown": 0.94,
    "said-by-noun": 0.75,
    "told-in": 0.8,
    "lacking": 0.75,
    "headline": 0.8,
}

#: Patterns of a verb of saying right beside the marks.
_BESIDE: Final = frozenset({"before", "after", "after-inverted"})

#: What a pattern tells of the content, where it is not what somebody said.
_LEVELS: Final[dict[str, AttributionLevel]] = {
    "asked": "asked",
    **dict.fromkeys(
        ("shown", "shown-that", "shown-small", "shown-thing", "set-in-shown", "told-in"), "shown"
    ),
    **dict.fromkeys(("thought", "thought-that", "set-in-thought", "before-thought", "attitude"), "thought"),
    **dict.fromkeys(("judged", "stood", "mentioned", "spoken-of", "promised", "urged", "lacking"), "phrase"),
}


def level_of(rule: str) -> AttributionLevel:
    """Whether a pattern finds what is said, asked, shown or thought, or a phrase that is no statement."""
    return _LEVELS.get(rule, "said")


def confidence(rule: str, *, sure: float = 1.0, closed: bool = True) -> float:
    """The confidence of an attribution, in [0, 1].

    Where the closing mark is missing, the words may go too far; beside their own reporting clause they are
    cut to a sentence, and whose they are is as sure as ever.
    """
    whole = 1.0 if closed else 0.92 if rule in _BESIDE else 0.85
    return round(RULES[rule] * sure * whole, 3)
