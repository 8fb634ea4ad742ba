"""Another day, month or year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from quizapi_true_false.edits.base import Candidate, Scene, edit_of, in_quotes
from quizapi_true_false.edits.calendars import FULL, MONTH_YEAR, MONTHS, SHORT, YEAR
from quizapi_true_false.lexicon import words
from quizapi_true_false.statements import Statement

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"\b[Oo]n ({'|'.join(_WEEKDAYS)})\b")
#: Before these an earlier or later date may be true as well.
_OPEN = re.compile(r"\b(?:by|until|till|before|after|from|between|through|to|and|or|-|–)\s*$", re.IGNORECASE)
_RANGE = re.compile(r"\s?(?:[-–]|to|through|until|and)\s?(?:\d|[A-Z])")
_REPEATED = re.compile(r"\b(?:every|each|annual|annually|yearly|always|usually|regularly)\b", re.IGNORECASE)

#: What comes round every few years happened in another of them as well, and in a year between in none.
_RECURRING = re.compile(
    r"\b(?:elect(?:ed|ion|ions)?|re-?elect\w*|nominat\w+|nominee|primary|primaries|caucus\w*|convention"
    r"|inaugurat\w+|midterms?|campaign\w*|ran|running|president|ballot|Olympics?|World Cup|championships?"
    r"|census|festival|awards?|season|league|candidate|candidacy|presidential)\b",
    re.IGNORECASE,
)


_OF_ELECTION = re.compile(
    r" (?:[\w.]+ ){0,3}(?:elections?|primar(?:y|ies)|caucus(?:es)?|convention|vote|ballot)\b"
)


_VOTING = re.compile(r"\b(?:vot(?:e|es|ed|ing|ers?)|elections?|ballots?|polls)\b", re.IGNORECASE)


def change_date(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "on April 22" → "on April 9", "in October 2022" → "in March 2022", "in 2019" → "in 2017"."""
    once = _happened_once(statement)
    if _REPEATED.search(statement.text):
        return
    for start, before, after in _changes(statement.text, scene):
        if _RANGE.match(statement.text[start + len(before) :]) or in_quotes(statement, start):
            continue
        fixed = once or _is_on_calendar(statement, before)
        if not (_ends(statement, start) or (fixed and not _OPEN.search(statement.text[:start]))):
            continue
        if not _is_told(before, statement) or after in scene.article.text or _also_said(after, scene):
            continue
        yield Candidate(
            edit_of("date", statement, start, before, after),
            f"The article says {before}, not {after}.",
            claimed=after,
        )


def _ends(statement: Statement, start: int) -> bool:
    """ "runs through March 11", "continues until May 2": the day on which it ends, and no other."""
    root = next(token for token in statement.doc if token.dep_ == "ROOT")
    led = statement.text[:start].rstrip().rpartition(" ")[2].lower()
    return root.lemma_.lower() in _GOING_ON and led in ("through", "until", "till")


def _is_on_calendar(statement: Statement, told: str) -> bool:
    """ "The festival opens on June 14": a day told in the present is that of one thing to come."""
    root = next(token for token in statement.doc if token.dep_ == "ROOT")
    day = bool(re.search(r"\b\d{1,2}\b", told))
    return day and root.tag_ in ("VBZ", "VBP") and root.lemma_.lower() in _SCHEDULED


_SCHEDULED = words(
    "be open begin start end close come take hold meet vote expire run arrive leave debut air fall"
)
_GOING_ON = words("run last continue extend go")


def _is_told(before: str, statement: Statement) -> bool:
    """Whether the proof itself has the date: one reckoned from the day of writing the text does not show."""
    written = before.split(",")[0]
    short = next((written.replace(m, s) for m, s in zip(MONTHS, SHORT, strict=True) if m in written), written)
    return written in statement.proof or short in statement.proof


_STATES = words(
    """be have account amount stand include represent comprise remain live work earn cost total own belong
    exist consist contain prohibit ban allow require cover see know hold run rise fall grow increase
    decrease last use produce make employ average show suffer receive"""
)


def _happened_once(statement: Statement) -> bool:
    """Whether it is one event, told in the past or ahead: what lasted one year may have lasted others too."""
    root = next(token for token in statement.doc if token.dep_ == "ROOT")
    if root.lemma_.lower() in _STATES and not any(c.dep_ == "auxpass" for c in root.children):
        return False
    if root.lemma_.lower() in _STATES - {"hold", "make", "use", "produce", "show", "see", "employ"}:
        return False
    forms = {root.tag_, *(c.tag_ for c in root.children if c.dep_ in ("aux", "auxpass"))}
    return bool(forms & {"VBD", "MD"})


def _changes(text: str, scene: Scene) -> Iterator[tuple[int, str, str]]:
    """Offset, words before and words after, one for each date in the statement."""
    taken: list[tuple[int, int]] = []
    latest = scene.article.article.published_on
    for match in FULL.finditer(text):
        taken.append(match.span())
        if _OF_ELECTION.match(text[match.end() :]):
            # "the Nov. 8 presidential election": everybody knows the day.
            continue
        yield from _chosen(match.start(), match[0], _other_days(match), scene)
    for match in MONTH_YEAR.finditer(text):
        if _VOTING.search(text) and not match["year"]:
            # "will vote in November": a class knows when.
            continue
        if not _covered(match.start("month"), taken):
            taken.append(match.span())
            start, month = match.start("month"), match["month"]
            before = text[start : match.end()]
            near = _other_months(month, match["year"], latest)
            yield from _chosen(start, before, [before.replace(month, m, 1) for m in near], scene)
    for match in YEAR.finditer(text):
        if not _RECURRING.search(text) and not _covered(match.start("year"), taken):
            years = [int(match["year"]) + n for n in (-6, -5, -4, -3, -2, 2, 3, 4, 5)]
            near = [str(year) for year in years if latest is None or year <= latest.year]
            yield from _chosen(match.start("year"), match["year"], near, scene)
    for match in _WEEKDAY.finditer(text):
        yield from _chosen(match.start(1), match[1], [day for day in _WEEKDAYS if day != match[1]], scene)


def _other_months(month: str, year: str | None, latest: date | None) -> list[str]:
    """Months some way off in the same year, written alike; none behind the article for what is told."""
    names = MONTHS if month in MONTHS else SHORT
    own = names.index(month)
    this_year = latest is not None and (year is None or int(year) == latest.year)
    # A month without a year that is later in the year than the article is of the year before, or to come.
    last = latest.month - 1 if latest is not None and this_year and own < latest.month else len(names) - 1
    return [m for n, m in enumerate(names[: last + 1]) if __NEAR_MONTHS <= abs(n - own) <= _FAR_MONTHS]


__NEAR_MONTHS, _FAR_MONTHS = 2, 5


def _other_days(match: re.Match[str]) -> list[str]:
    """The same date on other days of its month."""
    day = int(match["day"] or match["day2"])
    days = [n for n in range(max(1, day - 12), min(28, day + 12) + 1) if abs(n - day) >= 3]
    if match["day2"]:
        return [match[0].replace(str(day), str(n), 1) for n in days]
    return [match[0].replace(f"{match['month']} {day}", f"{match['month']} {n}", 1) for n in days]


def _chosen(start: int, before: str, near: list[str], scene: Scene) -> Iterator[tuple[int, str, str]]:
    """One of the dates near by that the article does not have."""
    free = [after for after in near if after not in scene.article.text]
    if free:
        yield start, before, scene.rng.choice(free)


def _covered(place: int, taken: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in taken)


def _also_said(after: str, scene: Scene) -> bool:
    """Whether the article has the new day or year in another form."""
    years = re.findall(r"\b\d{4}\b", after)
    plain = after.isdigit() and bool(years)
    return plain and years[0] in scene.article.text
