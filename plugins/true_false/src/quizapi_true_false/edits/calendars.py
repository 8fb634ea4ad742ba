"""Days, months and years as statements write them, and the days that they mean."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Final

MONTHS: Final = tuple(calendar.month_name)[1:]
#: As papers shorten them; March to July they do not.
SHORT: Final = (
    "Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip
_MONTH: Final = "|".join(re.escape(month) for month in dict.fromkeys((*MONTHS, *SHORT)))
FULL: Final = re.compile(
    rf"\b(?:(?P<month>{_MONTH}) (?P<day>\d{{1,2}})\b|(?P<day2>\d{{1,2}}) (?P<month2>{_MONTH})(?!\w))"
    r"(?:,? (?P<year>\d{4}))?"
)
MONTH_YEAR: Final = re.compile(
    rf"\b(?:[Ii]n|[Ss]ince) (?P<part>early |mid-|late )?(?P<month>{_MONTH})"
    r"(?:(?: of)? (?P<year>\d{4})\b)?(?![\w’'])(?! \d)"
)
YEAR: Final = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|of|[Tt]he|a) (?P<year>(?:1[5-9]|20)\d\d)\b"
    r"(?![ -](?:percent|people|euros|years?|votes))"
)
#: First and last day of a part of a month, as wide as the word may be meant.
_PARTS: Final = {"early ": (1, 14), "mid-": (8, 22), "late ": (16, 31)}
_DECEMBER: Final = 12


def days_told(match: re.Match[str], published: date | None) -> tuple[date, date] | None:
    """First and last day that a date of a statement can mean.

    Args:
        match: Of one of the three patterns.
        published: The article's day: a day or a month without a year is the last one up to it.
    """
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    month = _number(parts.get("month") or parts.get("month2"))
    if month is None:
        return (date(year, 1, 1), date(year, _DECEMBER, 31)) if year is not None else None
    if year is None and published is None:
        return None
    if year is None and published is not None:
        year = published.year
        days = _in_month(year, month, parts)
        if days is not None and days[0] > published:
            year -= 1
    return _in_month(year, month, parts) if year is not None else None


def _number(month: str | None) -> int | None:
    for names in (MONTHS, SHORT):
        if month in names:
            return names.index(month) + 1
    return None


def _in_month(year: int, month: int, parts: dict[str, str | None]) -> tuple[date, date] | None:
    length = calendar.monthrange(year, month)[1]
    day = parts.get("day") or parts.get("day2")
    if day is not None:
        number = int(day)
        return (date(year, month, number), date(year, month, number)) if 1 <= number <= length else None
    first, last = _PARTS.get(parts.get("part") or "", (1, length))
    return date(year, month, first), date(year, month, min(last, length))
