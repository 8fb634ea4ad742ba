"""The rules of an assignment as a form, and back."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from werkzeug.datastructures import MultiDict

from quizapi.web.form_values import whole
from quizapi.web.languages.marking import N_
from quizapi.web.languages.speaking import gettext

Json = Mapping[str, Any]
FEEDBACK_CHOICES = (
    ("submit", N_("After handing in: answers can be changed until then")),
    ("each", N_("After each answer: the first answer counts")),
    ("close", N_("After the quiz has closed for everybody")),
    ("never", N_("Never on the students' pages")),
)
SHOW_ARTICLE_CHOICES = (
    ("always", N_("While answering")),
    ("feedback", N_("With the feedback only")),
    ("never", N_("Never")),
)
COUNTED_CHOICES = (
    ("last", N_("The last")),
    ("best", N_("The best")),
    ("first", N_("The first")),
    ("mean", N_("The mean")),
)
DEFAULTS: dict[str, Any] = {
    "title": "",
    "opens_at": None,
    "closes_at": None,
    "time_limit_s": None,
    "attempts_allowed": 1,
    "attempt_counts": "last",
    "feedback": "submit",
    "shuffle_items": False,
    "shuffle_options": False,
    "show_article": "always",
}


def shown_rules(rules: Json) -> dict[str, Any]:
    """The rules as the form's fields show them: minutes, and times in UTC without a zone."""
    limit = rules["time_limit_s"]
    return {
        **{name: rules[name] for name in DEFAULTS},
        "minutes": "" if limit is None else f"{limit / 60:g}",
        "opens_at_local": _without_zone(rules["opens_at"]),
        "closes_at_local": _without_zone(rules["closes_at"]),
    }


def sent_rules(form: "MultiDict[str, str]") -> dict[str, Any]:
    """The rules that a form holds, in the API's shape; what cannot be read is left for the API to refuse."""
    minutes = form.get("minutes", "").strip()
    rules: dict[str, Any] = {
        "opens_at": _time(form, "opens_at"),
        "closes_at": _time(form, "closes_at"),
        "time_limit_s": _seconds(minutes) if minutes else None,
        "attempts_allowed": whole(form.get("attempts_allowed", "1")),
        "attempt_counts": form.get("attempt_counts", "last"),
        "feedback": form.get("feedback", "submit"),
        "shuffle_items": "shuffle_items" in form,
        "shuffle_options": "shuffle_options" in form,
        "show_article": form.get("show_article", "always"),
    }
    if title := form.get("title", "").strip():
        rules["title"] = title
    return rules


def as_sent(form: "MultiDict[str, str]") -> dict[str, Any]:
    """What the fields show again when a form is refused."""
    rules = sent_rules(form)
    return {
        **DEFAULTS,
        **rules,
        "minutes": form.get("minutes", ""),
        "opens_at_local": form.get("opens_at", ""),
        "closes_at_local": form.get("closes_at", ""),
    }


def plain_faults(errors: Mapping[str, str]) -> dict[str, str]:
    """The API's faults under the names of the form's fields."""
    renamed = {"time_limit_s": "minutes"}
    words = {
        "time_limit_s": N_("Write minutes, a quarter or more, at most a week; or leave it empty."),
        "attempts_allowed": N_("Write a whole number from 1 to 100."),
        "title": N_("Write a title of at most 300 characters."),
    }
    return {
        renamed.get(name, name): gettext(words[name]) if name in words else detail
        for name, detail in errors.items()
    }


def _time(form: "MultiDict[str, str]", name: str) -> str | None:
    """A script sends the time in UTC beside the field; without one the field itself is in UTC."""
    written = form.get(f"{name}_utc", "").strip() or form.get(name, "").strip()
    if not written:
        return None
    return written if written.endswith("Z") else f"{written}Z"


def _seconds(minutes: str) -> Any:
    try:
        return round(float(minutes.replace(",", ".")) * 60)
    except (ValueError, OverflowError):
        return minutes


def _without_zone(moment: str | None) -> str:
    if not moment:
        return ""
    return datetime.fromisoformat(moment).astimezone(UTC).strftime("%Y-%m-%dT%H:%M")
