"""Numbers, times and the API's short names in words that a teacher reads."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent
from markupsafe import Markup, escape

from quizapi.web.languages.elsewhere import translated
from quizapi.web.languages.marking import N_
from quizapi.web.languages.speaking import gettext, ngettext, present_locale

INTERACTIONS = {
    "choice": N_("One right answer"),
    "multiple": N_("Several right answers"),
    "true_false": N_("True or false"),
    "order": N_("Put in order"),
    "match": N_("Match pairs"),
    "text": N_("Short text"),
}
ITEM_STATUSES = {
    "proposed": N_("To review"),
    "accepted": N_("Accepted"),
    "rejected": N_("Rejected"),
    "replaced": N_("Replaced"),
    "spare": N_("In reserve"),
}
FEEDBACK = {
    "each": N_("after each answer, which is then final"),
    "submit": N_("after handing in"),
    "close": N_("after the quiz has closed"),
    "never": N_("not shown"),
}
SHOW_ARTICLE = {
    "always": N_("while answering"),
    "feedback": N_("with the feedback only"),
    "never": N_("not shown"),
}
ATTEMPT_STATES = {"open": N_("Answering"), "submitted": N_("Handed in"), "expired": N_("Time ran out")}
JOB_STATES = {
    "queued": N_("Waiting for a free worker"),
    "running": N_("At work"),
    "succeeded": N_("Done"),
    "failed": N_("Failed"),
    "cancelled": N_("Cancelled"),
}
#: Values of the options of the shipped generators; other plugins' schemas give words of their own, or none.
CHOICES = {
    "true_false": N_("true or false"),
    "true-false": N_("true or false"),
    "true-false-not-given": N_("true, false or not given"),
    "speaker": N_("speaker"),
    "content": N_("content"),
    "match": N_("match"),
    "complete": N_("complete"),
    "reason": N_("reason"),
    "cause": N_("cause"),
    "effect": N_("effect"),
    "sender": N_("sender"),
    "target": N_("target"),
    "status": N_("status"),
    "order": N_("order"),
    "exception": N_("exception"),
    "number": N_("number"),
    "date": N_("date"),
    "place": N_("place"),
    "name": N_("name"),
    "source": N_("source"),
    "role-swap": N_("role swap"),
    "thing": N_("thing"),
    "antonym": N_("antonym"),
    "comparison": N_("comparison"),
    "polarity": N_("polarity"),
    "any": N_("any"),
    "easy": N_("easy"),
    "medium": N_("medium"),
    "hard": N_("hard"),
    "first": N_("first"),
    "pair": N_("pair"),
    "when": N_("when"),
    "whose": N_("whose"),
    "facts": N_("facts"),
}
TRUTH = {"true": N_("True"), "false": N_("False")}
CLAIM_STATUSES = {
    "factual": N_("stated as fact"),
    "hedged": N_("hedged"),
    "opinion": N_("opinion"),
    "question": N_("question"),
    "prediction": N_("prediction"),
}
QUOTE_KINDS = {"direct": N_("direct quote"), "mixed": N_("partly quoted"), "indirect": N_("reported speech")}
#: What a quoted content is to its source, where it is not simply said.
QUOTE_LEVELS = {
    "said": N_("said"),
    "asked": N_("asked"),
    "shown": N_("shown by it"),
    "thought": N_("thought or felt"),
    "phrase": N_("a phrase of theirs"),
}
CAUSAL_STATUSES = {
    "asserted": N_("stated as fact"),
    "denied": N_("denied"),
    "hedged": N_("hedged"),
    "feared": N_("feared or expected"),
    "proposed": N_("wanted or proposed"),
}
CAUSAL_PARTS = {"cause": N_("cause"), "effect": N_("effect")}
#: What became of a candidate of a generator.
FATES = {
    "chosen": N_("Chosen"),
    "spare": N_("In reserve"),
    "not-needed": N_("Not needed"),
    "repeated": N_("Repeated"),
    "flawed": N_("Refused by a check"),
}
ASSIGNMENT_STATES = {"open": N_("Open"), "closed": N_("Closed"), "scheduled": N_("Not open yet")}
COUNTED = {
    "best": N_("the best result counts"),
    "last": N_("the last one counts"),
    "first": N_("the first one counts"),
    "mean": N_("the mean counts"),
}
#: What becomes of a line of a list of students.
ROSTER_RESULTS = {
    "added": N_("New, with a code of its own"),
    "kept": N_("Stays, with the same code"),
    "removed": N_("Taken off the list"),
    "refused": N_("Cannot be taken"),
}
REPAIRS = {
    "drop": N_("It counts for nobody."),
    "accept_key": N_("Another answer counts as right, too."),
    "full_credit": N_("Everybody has its point."),
    "undo": N_("That was taken back: it counts as it did before."),
}
#: What other programs are told of by webhooks.
EVENTS = {
    "job.finished": N_("Work has ended: an article is read, a quiz is made"),
    "attempt.submitted": N_("A student has handed in"),
    "attempt.expired": N_("A student's time has run out"),
    "attempt.rescored": N_("Results were counted again after a repair"),
}
#: English dates as they are written outside America: the day comes first.
_WRITTEN_AS = {"en": Locale("en", "GB")}


def words(value: str, table: str) -> str:
    """The words for a short name; the name itself where there are none."""
    found: dict[str, str] = globals()[table]
    return gettext(found[value]) if value in found else readable(value)


def readable(name: str) -> str:
    """A short name as words: "min_count", "min-count" and "minCount" are "min count"."""
    apart = re.sub(r"(?<=[a-z0-9])[A-Z](?=[a-z])", lambda capital: f" {capital[0].lower()}", name)
    return " ".join(apart.replace("_", " ").replace("-", " ").split())


def counted(count: int, status: str) -> str:
    """How many items have that status: "3 to review"."""
    return {
        "proposed": gettext("%(number)s to review", number=count),
        "accepted": gettext("%(number)s accepted", number=count),
        "rejected": gettext("%(number)s rejected", number=count),
    }[status]


def capitalized(text: str) -> str:
    """The text with a capital first, the rest as it is."""
    return text[:1].upper() + text[1:]


def confidence(value: float | None) -> str:
    """How sure the reader is, in words."""
    if value is None:
        return gettext("Not rated")
    if value >= 0.9:
        return gettext("Very sure")
    if value >= 0.75:
        return gettext("Sure")
    return gettext("Fairly sure") if value >= 0.5 else gettext("Unsure: read it closely")


def moment(value: str | None) -> str:
    """A time of the API (UTC) for reading; scripts turn it into the reader's own zone."""
    if not value:
        return ""
    at = datetime.fromisoformat(value).astimezone(UTC)
    date, time = format_date(at, "long", _locale()), format_time(at, "HH:mm", locale=_locale())
    return gettext("%(date)s, %(time)s UTC", date=date, time=time)


def timed(value: str | None) -> Markup:
    """A time of the API for reading, as an element that scripts turn into the reader's own zone."""
    if not value:
        return Markup("")
    return Markup('<time datetime="{}">{}</time>').format(instant(value), moment(value))


def instant(value: str | None) -> str:
    """A time of the API for the attribute `datetime`: whole seconds."""
    if not value:
        return ""
    return datetime.fromisoformat(value).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(value: str | None) -> str:
    """A date for reading: "3 May 2025"."""
    if not value:
        return ""
    return format_date(datetime.fromisoformat(value), "long", _locale())


def duration(seconds: float | None) -> str:
    """Seconds for reading: "1 h 5 min", "40 s"."""
    if seconds is None:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [
        gettext("%(number)s h", number=hours) if hours else "",
        gettext("%(number)s min", number=minutes) if minutes else "",
        gettext("%(number)s s", number=rest) if rest or not (hours or minutes) else "",
    ]
    return " ".join(part for part in parts if part)


def time_left(seconds: int | None) -> str:
    """How long work goes on, to five seconds, from a minute and a half to minutes; `job.js` says the same."""
    if seconds is None:
        return ""
    if seconds >= 90:
        return ngettext("About %(num)s minute left", "About %(num)s minutes left", (seconds + 30) // 60)
    rounded = max(5, -(-seconds // 5) * 5)
    return ngettext("About %(num)s second left", "About %(num)s seconds left", rounded)


def number(value: float | None, digits: int = 2) -> str:
    """A figure, or a dash where it is not defined. Whole numbers have no decimals."""
    if value is None:
        return "–"
    return format_decimal(round(value, digits), "0." + "#" * digits, locale=_locale())


def points(value: float | None) -> str:
    """A number of points: "1 point", "2.5 points"; a dash where it is not defined."""
    if value is None:
        return number(value)
    return ngettext(
        "%(points)s point", "%(points)s points", 1 if round(value, 2) == 1 else 2, points=number(value)
    )


def percent(value: float | None) -> str:
    """A share in [0, 1] as a whole percentage."""
    return "–" if value is None else format_percent(value, locale=_locale())


def inline_code(text: str) -> Markup:
    """Text of the API's own documentation: what stands between backticks is code."""
    parts = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else escape(part)
        for index, part in enumerate(parts)
    )


def code_in_groups(code: str) -> str:
    """A join code in groups that can be read aloud: "KDTM 4Q7R"."""
    if len(code) < 6:
        return code
    size = 3 if len(code) % 3 == 0 else 4
    return " ".join(code[start : start + size] for start in range(0, len(code), size))


def _locale() -> Locale:
    locale = present_locale()
    return _WRITTEN_AS.get(locale.language, locale)


FILTERS: dict[str, Callable[..., Any]] = {
    "words": words,
    "confidence": confidence,
    "moment": moment,
    "instant": instant,
    "timed": timed,
    "day": day,
    "duration": duration,
    "time_left": time_left,
    "number": number,
    "points": points,
    "percent": percent,
    "capitalized": capitalized,
    "counted": counted,
    "translated": translated,
    "inline_code": inline_code,
    "code_in_groups": code_in_groups,
}
