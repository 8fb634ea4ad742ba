"""Statistics of a test and of its items, as Moodle's documentation defines them.

"Quiz statistics calculations" (MoodleDocs) has the formulas; where Moodle shows percentages, these are
fractions. An item without an answer counts as 0 points. Nothing is clamped, and what is not defined is None.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from quizapi.scoring.moments import (
    correlation,
    covariance,
    kurtosis,
    mean,
    median,
    skewness,
    standard_deviation,
    variance,
)

#: With fewer attempts than this, figures say more about chance than about the item.
FEW = 10


@dataclass(frozen=True, slots=True)
class QuizStatistics:
    """Figures of a whole test; `mean`, `median`, `standard_deviation` and `standard_error` in points."""

    n: int
    max_points: float
    mean: float | None
    median: float | None
    standard_deviation: float | None
    skewness: float | None
    kurtosis: float | None
    internal_consistency: float | None
    """Cronbach's alpha, for items of all or nothing the same as KR-20; at most 1, may be negative."""
    error_ratio: float | None
    """The share of the spread that is chance; None where alpha is not defined."""
    standard_error: float | None


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """Figures of one item; scores are in [0, 1]."""

    n: int
    facility_index: float | None
    standard_deviation: float | None
    intended_weight: float
    effective_weight: float | None
    """The item's share in the spread of the points; None where nothing varies or it works against it."""
    discrimination_index: float | None
    discriminative_efficiency: float | None


def quiz_statistics(scores: Sequence[Sequence[float]]) -> QuizStatistics:
    """Figures of the test.

    Args:
        scores: For each item the scores of all attempts, in [0, 1]; attempts in the same order everywhere.

    Raises:
        ValueError: The lengths differ.
    """
    points = total_points(scores)
    spread = standard_deviation(points)
    alpha = internal_consistency(scores)
    ratio = None if alpha is None else math.sqrt(1 - alpha)
    return QuizStatistics(
        n=len(points),
        max_points=float(len(scores)),
        mean=mean(points),
        median=median(points),
        standard_deviation=spread,
        skewness=skewness(points),
        kurtosis=kurtosis(points),
        internal_consistency=alpha,
        error_ratio=ratio,
        standard_error=None if ratio is None or spread is None else ratio * spread,
    )


def item_statistics(scores: Sequence[Sequence[float]]) -> list[ItemStatistics]:
    """Figures of each item, in their order.

    Args:
        scores: As for `quiz_statistics`.

    Raises:
        ValueError: The lengths differ.
    """
    points = total_points(scores)
    shares = [covariance(item, points) for item in scores]
    whole = math.fsum(math.sqrt(share) for share in shares if share is not None and share >= 0)
    return [
        ItemStatistics(
            n=len(item),
            facility_index=mean(item),
            standard_deviation=standard_deviation(item),
            intended_weight=1 / len(scores),
            effective_weight=math.sqrt(share) / whole if share is not None and share >= 0 and whole else None,
            discrimination_index=correlation(item, rest),
            discriminative_efficiency=_efficiency(item, rest),
        )
        for item, share in zip(scores, shares, strict=True)
        for rest in [[total - score for total, score in zip(points, item, strict=True)]]
    ]


def total_points(scores: Sequence[Sequence[float]]) -> list[float]:
    """The points of each attempt.

    Raises:
        ValueError: The lengths differ.
    """
    return [math.fsum(attempt) for attempt in zip(*scores, strict=True)]


def internal_consistency(scores: Sequence[Sequence[float]]) -> float | None:
    """Cronbach's alpha; None for fewer than two items or attempts, or where the points do not vary."""
    whole = variance(total_points(scores))
    if len(scores) < 2 or not whole:
        return None
    parts = math.fsum(variance(item) or 0.0 for item in scores)
    return len(scores) / (len(scores) - 1) * (1 - parts / whole)


def _efficiency(item: Sequence[float], rest: Sequence[float]) -> float | None:
    """The covariance as a share of the highest that the same scores could have, put in the best order."""
    shared, highest = covariance(item, rest), covariance(sorted(item), sorted(rest))
    return None if shared is None or not highest else shared / highest
