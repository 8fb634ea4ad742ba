"""Dates as news sites write them."""

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[6-9]|20|21)\d\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_MONTH} {_DAY},? {_YEAR}\b",
        rf"\b{_DAY} (?:of )?{_MONTH},? {_YEAR}\b",
        r"\b(?P<year>(?:1[6-9]|20|21)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
    )
)
_NUMERIC = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.]((?:19|20|21)\d\d)\b")
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
#: What may stand beside the date on a date line.
_AROUND = re.compile(
    rf"\b(?:first |last |originally )?(?:published|posted|updated|modified|issued|released|printed|filed"
    r"|dated?)\b(?: on| at)?:?"
    rf"|\b{_WEEKDAY}\b\.?|\b\d{{1,2}}[:.]\d\d(?::\d\d)?(?: ?[ap]\.?m\b\.?)?|\b\d{{1,2}} ?[ap]\.?m\b\.?"
    r"|\b(?:utc|gmt|bst|cet|cest|ist|e[sd]?t|c[sd]?t|m[sd]t|p[sd]?t|z)\b|\b(?:at|on|the)\b|(?<=\d)t(?=\d)"
    r"|[+-]\d\d:?\d\d\b|[\s,;:|·•()\[\]—–-]",
    re.IGNORECASE,
)
_MAX_LINE = 120


def date_in(text: str) -> date | None:
    """The first date with a year; None where there is none, or where day and month cannot be told apart."""
    for form in _FORMS:
        if found := form.search(text):
            month = found["month"].lower().rstrip(".")
            return _date(int(found["year"]), _MONTHS.get(month) or _number(month), int(found["day"]))
    if found := _NUMERIC.search(text):
        first, second, year = (int(part) for part in found.groups())
        if first > 12 or first == second:
            return _date(year, second, first)
        if second > 12:
            return _date(year, first, second)
    return None


def is_date_line(text: str) -> bool:
    """Whether the line is a date and nothing but what belongs to it (weekday, time, "Published")."""
    if len(text) > _MAX_LINE:
        return False
    rest = text
    for form in (*_FORMS, _NUMERIC):
        rest = form.sub(" ", rest)
    return rest != text and not _AROUND.sub("", rest).strip()


def _number(month: str) -> int:
    return int(month) if month.isdigit() else 0


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
