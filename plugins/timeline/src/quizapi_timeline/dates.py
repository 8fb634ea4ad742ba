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

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last

    def before(self, other: Days) -> bool:
        """Whether every day of this range lies before every day of the other."""
        return self.last < other.first


#: A date without a year that lies longer back than this would have been given one.
_LONGEST_BACK: Final = timedelta(days=330)
_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
    )
} | {"a": 1, "an": 1}
#: First and last month, as wide as the word may be meant.
_SEASONS: Final = {"spring": (3, 6), "summer": (6, 9), "autumn": (9, 12), "fall": (9, 12)}
_DECADE: Final = re.compile(r"(?:early |late |mid-?)?(?P<year>(?:1[5-9]|20)\d0)s")
_AGO: Final = re.compile(r"(?P<count>\w+) (?P<unit>day|week|month|year)s? ago")
_SATURDAY: Final = 5
_DAYPART: Final = re.compile(r" (?:morning|afternoon|evening|night)$")
#: A part of a day, a month or a year is not told apart from the whole.
_PART: Final = re.compile(r"^(?:the )?(?:very )?(?:early|earlier|late|later|mid)[ -](?:in )?", re.IGNORECASE)
_OF_YEAR: Final = re.compile(
    r"(?:the )?(spring|summer|autumn|fall)(?: of)? (1[5-9]\d\d|20\d\d)", re.IGNORECASE
)
_DAYS_IN: Final = {"day": 1, "week": 7, "month": 30, "year": 365}


def days_of(text: str, *, before: date | None = None) -> Days | None:
    """The days that a date names; None for anything else.

    Args:
        before: The day that relative dates are told from ("last week", "two days ago"), and up to which a
            weekday, or a month or day without a year, is the last one; None leaves them all alone.
    """
    folded = _PART.sub("", " ".join(text.split()).strip(" ,"))
    season = _OF_YEAR.fullmatch(folded)
    if season is not None:
        first, last = _SEASONS[season[1].lower()]
        return _months(int(season[2]), first, last)
    if before is not None:
        relative = _relative(_DAYPART.sub("", folded), before)
        if relative is not None:
            return relative
    found = _with_year(folded)
    if found is not None or before is None or re.search(r"\d{3}", folded):
        return found
    for year in (before.year, before.year - 1):
        days = _with_year(f"{folded} {year}")
        if days is not None and days.last <= before:
            return days if before - days.first <= _LONGEST_BACK else None
    return None


def is_weekday(text: str) -> bool:
    """Whether it is a weekday, with or without its part of the day."""
    return _DAYPART.sub("", _PART.sub("", " ".join(text.split()))) in _WEEKDAYS


def is_deictic(text: str) -> bool:
    """Whether a date can only be told from the day of writing: "last week", "Monday", "two days ago"."""
    return bool(_DEICTIC.match(text))


_DEICTIC: Final = re.compile(
    rf"(?:(?:early|earlier|late|later) )?(?:{'|'.join(_WEEKDAYS)}|(?:this|last)(?: past)? \w+|yesterday|today"
    r"|the (?:past )?weekend|.* ago)\b[^,]*$",
    re.IGNORECASE,
)


def _relative(folded: str, today: date) -> Days | None:
    """ "Monday", "yesterday", "last month", "two weeks ago": as wide as the words may be meant."""
    if folded in _WEEKDAYS:
        day = today - timedelta(days=(today.weekday() - _WEEKDAYS.index(folded)) % 7)
        return Days(day, day)
    lowered = folded.lower().removeprefix("the ")
    if lowered in ("today", "yesterday"):
        day = today - timedelta(days=lowered == "yesterday")
        return Days(day, day)
    found = _AGO.fullmatch(lowered)
    if found is not None:
        return _ago(found["count"], found["unit"], today)
    decade = _DECADE.fullmatch(lowered)
    if decade is not None:
        return Days(date(int(decade["year"]), 1, 1), date(int(decade["year"]) + 9, 12, 31))
    season = _SEASONS.get(lowered.removeprefix("last ")) if lowered.startswith("last ") else None
    if season is not None:
        return _season(season, today)
    this = _SEASONS.get(lowered.removeprefix("this ")) if lowered.startswith("this ") else None
    if this is not None and this[0] <= today.month:
        return Days(date(today.year, this[0], 1), min(today, _months(today.year, *this).last))
    of_year = re.fullmatch(r"(\w+),? (last|this) year", lowered)
    if of_year is not None and of_year[1] in _MONTHS:
        return _with_year(f"{of_year[1]} {today.year - (of_year[2] == 'last')}")
    month = lowered.removeprefix("last ")
    if month != lowered and _MONTHS.get(month, 0) > today.month:
        return _with_year(f"{month} {today.year - 1}")
    if lowered in ("weekend", "past weekend", "last weekend", "this weekend", "this past weekend"):
        saturday = today - timedelta(days=(today.weekday() - _SATURDAY) % 7)
        # On a weekend it is the one before, or this one.
        first = saturday - timedelta(days=7) if today.weekday() >= _SATURDAY else saturday
        return Days(first, min(today, saturday + timedelta(days=1)))
    monday = today - timedelta(days=today.weekday())
    match lowered:
        case "past week" | "this past week":
            return Days(today - timedelta(days=8), today)
        case "this week":
            return Days(monday - timedelta(days=1), today)
        case "last week":
            # It may begin on a Sunday, and end on one.
            return Days(monday - timedelta(days=8), monday - timedelta(days=1))
        case "this month":
            return Days(today.replace(day=1), today)
        case "last month":
            last = today.replace(day=1) - timedelta(days=1)
            return Days(last.replace(day=1), last)
        case "this year":
            return Days(date(today.year, 1, 1), today)
        case "last year":
            return Days(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
    return None


def _months(year: int, first: int, last: int) -> Days:
    return Days(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _season(months: tuple[int, int], today: date) -> Days:
    """The last one: of the year before, and of this year too where it is over."""
    first, last = months
    year = today.year if last < today.month else today.year - 1
    return Days(date(today.year - 1, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _ago(count: str, unit: str, today: date) -> Days | None:
    """All days that the round number may mean: half a unit less to one more."""
    number = int(count) if count.isdigit() else _NUMBERS.get(count)
    if not number or number > _MOST_AGO:
        return None
    length = _DAYS_IN[unit]
    if unit == "day":
        return Days(today - timedelta(days=number), today - timedelta(days=number))
    last = today - timedelta(days=number * length - length // 2)
    return Days(today - timedelta(days=(number + 1) * length), last)


_MOST_AGO: Final = 200


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
