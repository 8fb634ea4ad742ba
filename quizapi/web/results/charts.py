"""Plain charts: tables of words and figures, with a bar drawn as SVG in each row.

The figures stand beside their bars as text: a chart is read out, copied and printed as the table it is.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from quizapi.web.languages.speaking import gettext, ngettext

MOST_CLASSES = 11


@dataclass(frozen=True, slots=True)
class Bar:
    """One row. `value` in [0, 1] is the length of its bar; `words` are its figure."""

    label: str
    value: float
    words: str
    is_right: bool = False


def bar_chart(bars: Sequence[Bar], *, title: str, is_short: bool = False) -> Markup:
    """The rows as a table; a tick stands before the right ones, so that colour is not needed.

    `is_short`: the labels are a word or two, and stand beside their bars on a phone as well.
    """
    rows = Markup("").join(_row(bar) for bar in bars)
    kind = " short" if is_short else ""
    return Markup(
        '<table class="chart{}"><caption class="unseen">{}</caption><tbody>{}</tbody></table>'
    ).format(kind, title, rows)


def distribution(points: Sequence[float], most: float) -> list[tuple[str, int]]:
    """How many students have how many points: at most 11 classes of whole points, from 0 to `most`.

    Points between two classes belong to the lower one; `most` itself has none above it.
    """
    if most <= 0:
        return []
    width = math.ceil((most + 1) / MOST_CLASSES)
    lows = range(0, math.floor(most) + 1, width)
    counted = [0] * len(lows)
    for value in points:
        counted[min(len(lows) - 1, int(value // width))] += 1
    return [(_class_words(low, width, most), count) for low, count in zip(lows, counted, strict=True)]


def distribution_chart(classes: Sequence[tuple[str, int]], *, title: str) -> Markup:
    """The classes as bars, the fullest one as long as the chart is wide."""
    fullest = max((count for _, count in classes), default=0) or 1
    return bar_chart(
        [
            Bar(words, count / fullest, ngettext("%(num)d student", "%(num)d students", count))
            for words, count in classes
        ],
        title=title,
        is_short=True,
    )


def _row(bar: Bar) -> Markup:
    length = round(max(0.0, min(1.0, bar.value)) * 100, 1)
    kind = " right" if bar.is_right else ""
    sign = Markup('<span aria-hidden="true">✓ </span><span class="unseen">{}: </span>').format(
        gettext("Right answer")
    )
    return Markup(
        '<tr><th scope="row" class="chart-label" dir="auto">{}{}</th>'
        '<td class="chart-space"><svg class="chart-bar{}" viewBox="0 0 100 10" preserveAspectRatio="none"'
        ' aria-hidden="true"><rect width="{}" height="10"/></svg></td><td class="chart-words">{}</td></tr>'
    ).format(sign if bar.is_right else "", bar.label, kind, length, bar.words)


def _class_words(low: int, width: int, most: float) -> str:
    high = min(low + width - 1, math.floor(most))
    return (
        ngettext("%(num)d point", "%(num)d points", low)
        if high <= low
        else gettext("%(low)s to %(high)s points", low=low, high=high)
    )
