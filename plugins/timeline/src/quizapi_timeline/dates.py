"""Dates as articles write them, as ranges of days."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_MONTHS: Final = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_WEEKDAYS: Final = tuple(calendar.day_name)
_MONTH: Final = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>1[5-9]\d\d|20\d\d)"
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:the )?{_DAY}(?: of)? {_MONTH},? {_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        rf"{_MONTH},? {_YEAR}",
        _YEAR,
    )
)


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """All days from `first` to `last`, both included: a day, a month or a year."""

    first: date
    last: date

    def before(self, other: Days) -> bool:
        """Whether every day of this range lies before every day of the other."""
        return self.last < other.first


#: A date without a year that lies longer back than this would have been given one.
_LONGEST_BACK: Final = timedelta(days=330)


def days_of(text: str, *, before: date | None = None) -> Days | None:
    """The days that a date names; None for anything else, relative dates too.

    Args:
        before: A weekday, or a month or day without a year, is the last one up to here; None leaves it alone.
    """
    folded = " ".join(text.split()).strip(" ,")
    if before is not None and folded in _WEEKDAYS:
        day = before - timedelta(days=(before.weekday() - _WEEKDAYS.index(folded)) % 7)
        return Days(day, day)
    found = _with_year(folded)
    if found is not None or before is None or re.search(r"\d{3}", folded):
        return found
    for year in (before.year, before.year - 1):
        days = _with_year(f"{folded} {year}")
        if days is not None and days.last <= before:
            return days if before - days.first <= _LONGEST_BACK else None
    return None


def _with_year(folded: str) -> Days | None:
    for form in _FORMS:
        found = form.fullmatch(folded)
        if found is None:
            continue
        parts = found.groupdict()
        year = int(parts["year"])
        if not parts.get("month"):
            return Days(date(year, 1, 1), date(year, 12, 31))
        month = _MONTHS[parts["month"].casefold()]
        length = calendar.monthrange(year, month)[1]
        if not parts.get("day"):
            return Days(date(year, month, 1), date(year, month, length))
        day = int(parts["day"])
        return Days(date(year, month, day), date(year, month, day)) if 1 <= day <= length else None
    return None
