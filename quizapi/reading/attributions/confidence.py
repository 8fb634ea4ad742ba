"""How often each way of finding a source was right, and below what an answer is not given."""

from __future__ import annotations

from typing import Final

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
    "set-in": 0.94,
    "said-by-thing": 0.45,
}


def confidence(rule: str, *, sure: float = 1.0, closed: bool = True) -> float:
    """The confidence of an attribution, in [0, 1]."""
    return round(RULES[rule] * sure * (1.0 if closed else 0.85), 3)
