"""When an event was, among other times of the same form."""

from __future__ import annotations

import calendar
import random
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from quizapi_timeline.dates import Days
from quizapi_timeline.events import Event

_OTHERS: Final = 3
_YEAR: Final = re.compile(r"\d{4}")
#: How far beside the right one the others may lie, in days, months or years.
_FARTHEST: Final = 6


def times(event: Event, events: Sequence[Event], *, today: date | None, rng: random.Random) -> list[str]:
    """The event's time and three others, in order; empty where it is no day, month or year.

    The others are times of other events of the article, of the same form, then near ones. None is in days
    that the right one may mean, nor behind `today`.
    """
    form = _form(event)
    if form is None:
        return []
    taken = {_written(event.days, form): event.days}
    for other in (*(e.days for e in events if _form(e) == form), *_beside(event.days, form, rng)):
        apart = other.before(event.days) or event.days.before(other)
        past = today is None or other.first <= today
        if len(taken) <= _OTHERS and apart and past:
            taken.setdefault(_written(other, form), other)
    return sorted(taken, key=lambda text: taken[text]) if len(taken) > _OTHERS else []


def right_time(event: Event) -> str:
    """The event's own time, as `times` writes it."""
    return _written(event.days, _form(event) or "day")


def _form(event: Event) -> str | None:
    written = event.date_text
    if written.split()[0] in calendar.day_name:
        # a weekday is no more than a detail
        return None
    with_year = " with its year" if re.search(r"\d{4}", written) else ""
    named = any(month and month[:3] in written for month in calendar.month_name)
    if event.days.is_day and named:
        return f"day{with_year}"
    if event.days.first.replace(day=1) == event.days.last.replace(day=1) and named:
        return f"month{with_year}"
    return "year" if re.fullmatch(r"\d{4}", written) else None


def _written(days: Days, form: str) -> str:
    first = days.first
    match form:
        case "year":
            return str(first.year)
        case "month" | "month with its year":
            text = calendar.month_name[first.month]
            return f"{text} {first.year}" if form != "month" else text
    text = f"{calendar.month_name[first.month]} {first.day}"
    return f"{text}, {first.year}" if form != "day" else text


def _beside(days: Days, form: str, rng: random.Random) -> Iterator[Days]:
    """Times of the same form near the right one, in no order; days and months of the same year."""
    shifts = [n for n in range(-_FARTHEST, _FARTHEST + 1) if n]
    rng.shuffle(shifts)
    for shift in shifts:
        if form == "year":
            year = days.first.year + shift
            yield Days(date(year, 1, 1), date(year, 12, 31))
        elif form.startswith("month"):
            month = days.first.month + shift
            if 1 <= month <= len(calendar.month_name) - 1:
                last = calendar.monthrange(days.first.year, month)[1]
                yield Days(date(days.first.year, month, 1), date(days.first.year, month, last))
        else:
            day = days.first + timedelta(days=shift)
            yield Days(day, day)
