"""Means, variances and covariances as Moodle's quiz statistics use them. None where a figure is not defined.

Figures whose size is lost in the rounding of floats count as zero, so that scores which are all the same do
not seem to vary.
"""

import math
from collections.abc import Sequence

_ROUNDING = 1e-12


def mean(values: Sequence[float]) -> float | None:
    """The arithmetic mean; None of nothing."""
    return math.fsum(values) / len(values) if values else None


def median(values: Sequence[float]) -> float | None:
    """The value in the middle, or the mean of the two; None of nothing."""
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2


def covariance(one: Sequence[float], other: Sequence[float]) -> float | None:
    """The sample covariance (divisor n - 1); None for fewer than two pairs.

    Raises:
        ValueError: The lengths differ.
    """
    if len(one) != len(other):
        raise ValueError(f"{len(one)} values cannot be paired with {len(other)}")
    mean_one, mean_other = mean(one), mean(other)
    if mean_one is None or mean_other is None or len(one) < 2:
        return None
    products = [(a - mean_one) * (b - mean_other) for a, b in zip(one, other, strict=True)]
    size = math.fsum(abs(product) for product in products)
    total = math.fsum(products)
    scale = max(map(abs, one)) * max(map(abs, other)) * len(one)
    if abs(total) <= _ROUNDING * size or size <= _ROUNDING * scale:
        return 0.0
    return total / (len(one) - 1)


def variance(values: Sequence[float]) -> float | None:
    """The sample variance (divisor n - 1); None for fewer than two values."""
    return covariance(values, values)


def standard_deviation(values: Sequence[float]) -> float | None:
    """The root of the sample variance; None for fewer than two values."""
    spread = variance(values)
    return None if spread is None else math.sqrt(spread)


def correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Pearson's r in [-1, 1]; None where either side does not vary or there are fewer than two pairs.

    Raises:
        ValueError: The lengths differ.
    """
    shared, spread_one, spread_other = covariance(one, other), variance(one), variance(other)
    if shared is None or not spread_one or not spread_other:
        return None
    return max(-1.0, min(1.0, shared / math.sqrt(spread_one * spread_other)))


def skewness(values: Sequence[float]) -> float | None:
    """Sample skewness k3 / k2 ** 1.5 of Fisher's k-statistics; None below 3 values or without spread."""
    n, m2, m3, _ = _central(values)
    if n < 3 or not m2:
        return None
    k2 = n / (n - 1) * m2
    k3 = n**2 / ((n - 1) * (n - 2)) * m3
    return float(k3 / k2**1.5)


def kurtosis(values: Sequence[float]) -> float | None:
    """Sample excess kurtosis k4 / k2 ** 2; None below 4 values or without spread."""
    n, m2, _, m4 = _central(values)
    if n < 4 or not m2:
        return None
    k2 = n / (n - 1) * m2
    k4 = n**2 / ((n - 1) * (n - 2) * (n - 3)) * ((n + 1) * m4 - 3 * (n - 1) * m2**2)
    return float(k4 / k2**2)


def _central(values: Sequence[float]) -> tuple[int, float, float, float]:
    """n and the second, third and fourth central moment."""
    middle, n = mean(values), len(values)
    if middle is None or not variance(values):
        return n, 0.0, 0.0, 0.0
    moments = [math.fsum((value - middle) ** power for value in values) / n for power in (2, 3, 4)]
    return n, moments[0], moments[1], moments[2]
