"""Numbers, times and the API's short names in words that a teacher reads."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup, escape

INTERACTIONS = {
    "choice": "One right answer",
    "multiple": "Several right answers",
    "true_false": "True or false",
    "order": "Put in order",
    "match": "Match pairs",
    "text": "Short text",
}
ITEM_STATUSES = {
    "proposed": "To review",
    "accepted": "Accepted",
    "rejected": "Rejected",
    "replaced": "Replaced",
    "spare": "In reserve",
}
FEEDBACK = {
    "each": "after each answer, which is then final",
    "submit": "after handing in",
    "close": "after the quiz has closed",
    "never": "not shown",
}
SHOW_ARTICLE = {"always": "while answering", "feedback": "with the feedback only", "never": "not shown"}
ATTEMPT_STATES = {"open": "Answering", "submitted": "Handed in", "expired": "Time ran out"}
JOB_STATES = {
    "queued": "Waiting for a free worker",
    "running": "At work",
    "succeeded": "Done",
    "failed": "Failed",
    "cancelled": "Cancelled",
}
CLAIM_STATUSES = {
    "factual": "stated as fact",
    "hedged": "hedged",
    "opinion": "opinion",
    "question": "question",
    "prediction": "prediction",
}
QUOTE_KINDS = {"direct": "direct quote", "mixed": "partly quoted", "indirect": "reported speech"}


def words(value: str, table: str) -> str:
    """The words for a short name; the name itself where there are none."""
    found: dict[str, str] = globals()[table]
    return found.get(value, value.replace("_", " ").replace("-", " "))


def confidence(value: float | None) -> str:
    """How sure the reader is, in words."""
    if value is None:
        return "Not rated"
    if value >= 0.9:
        return "Very sure"
    if value >= 0.75:
        return "Sure"
    return "Fairly sure" if value >= 0.5 else "Unsure: read it closely"


def moment(value: str | None) -> str:
    """A time of the API (UTC) for reading; scripts turn it into the reader's own zone."""
    if not value:
        return ""
    at = datetime.fromisoformat(value).astimezone(UTC)
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


def instant(value: str | None) -> str:
    """A time of the API for the attribute `datetime`: whole seconds."""
    if not value:
        return ""
    return datetime.fromisoformat(value).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(value: str | None) -> str:
    """A date for reading: "3 May 2025"."""
    if not value:
        return ""
    at = datetime.fromisoformat(value)
    return f"{at.day} {at:%B %Y}"


def duration(seconds: float | None) -> str:
    """Seconds for reading: "1 h 5 min", "40 s"."""
    if seconds is None:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{hours} h" if hours else "", f"{minutes} min" if minutes else "", f"{rest} s" if rest else ""]
    return " ".join(part for part in parts if part) or "0 s"


def number(value: float | None, digits: int = 2) -> str:
    """A figure, or a dash where it is not defined. Whole numbers have no decimals."""
    if value is None:
        return "–"
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: float | None) -> str:
    """A share in [0, 1] as a whole percentage."""
    return "–" if value is None else f"{value * 100:.0f}%"


def inline_code(text: str) -> Markup:
    """Text of the API's own documentation: what stands between backticks is code."""
    parts = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else escape(part)
        for index, part in enumerate(parts)
    )


def plural(count: int, one: str, many: str = "") -> str:
    """ "1 item", "2 items"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def code_in_groups(code: str) -> str:
    """A join code in groups that can be read aloud: "KDTM 4Q7R"."""
    if len(code) < 6:
        return code
    size = 3 if len(code) % 3 == 0 else 4
    return " ".join(code[start : start + size] for start in range(0, len(code), size))


FILTERS: dict[str, Callable[..., Any]] = {
    "words": words,
    "confidence": confidence,
    "moment": moment,
    "instant": instant,
    "day": day,
    "duration": duration,
    "number": number,
    "percent": percent,
    "plural": plural,
    "inline_code": inline_code,
    "code_in_groups": code_in_groups,
}
