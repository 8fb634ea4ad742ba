"""What stands between the braces of a GIFT question, and GIFT's escapes and text formats."""

import re
from dataclasses import dataclass

from quizapi.exchange.errors import NotTaken
from quizapi.exchange.html_text import html_to_text, text_or_html
from quizapi.exchange.texts import clean

_MOST_REPLIES = 200
Pair = tuple[str, str]
_FORMAT = re.compile(r"\s*\[(html|markdown|plain|moodle)\]")
_SHARE = re.compile(r"\s*%(-?\d{1,3}(?:\.\d+)?)%")


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: `mark` is "=" or "~", `share` in percent or None, `text` still escaped.

    `whole` is all that stands behind the mark.
    """

    mark: str
    share: float | None
    text: str
    whole: str


@dataclass(frozen=True, slots=True)
class Texts:
    """A question's text, and the format that its other texts have unless they say another."""

    text: str
    format: str

    @classmethod
    def of_question(cls, escaped: str) -> "Texts":
        """Raises NotTaken where it shows a picture."""
        name, text = _format_of(escaped, "moodle")
        return cls(_read(text, name), name)

    def of_part(self, escaped: str) -> str:
        """An answer's or a feedback's text, as plain text."""
        name, text = _format_of(escaped, self.format)
        return _read(text, name)


def unescaped(text: str) -> str:
    """The text without GIFT's escapes, on as many lines as they say."""
    text = " ".join(line.strip() for line in text.split("\n"))
    return clean(re.sub(r"\\([\\~=#{}:n])", lambda m: "\n" if m[1] == "n" else m[1], text))


def general_feedback(inside: str) -> tuple[str, str]:
    """The answers, and what stands behind the last `####`."""
    places = [m.start() for m in re.finditer(r"\\[\\~=#{}:n]|####", inside) if m[0] == "####"]
    if not places:
        return inside, ""
    return inside[: places[-1]].strip(), inside[places[-1] + 4 :].strip()


def replies(inside: str) -> list[Reply]:
    """The answers with their marks; feedback on single answers is dropped.

    Raises:
        NotTaken: There are more than any question has.
    """
    marks = [m for m in re.finditer(r"\\[\\~=#{}:n]|[=~]", inside) if len(m[0]) == 1]
    if len(marks) > _MOST_REPLIES:
        raise NotTaken(f"it has {len(marks)} answers")
    found = []
    for n, mark in enumerate(marks):
        following = marks[n + 1].start() if n + 1 < len(marks) else len(inside)
        whole = inside[mark.end() : following].strip()
        share = _SHARE.match(whole)
        text = _before_feedback(whole[share.end() :] if share else whole).strip()
        found.append(Reply(mark[0], float(share[1]) if share else None, text, whole))
    return found


def pair_of(text: str) -> Pair | None:
    """Left and right side, split at the first arrow; still escaped."""
    left, arrow, right = text.partition("->")
    return (left.strip(), right.strip()) if arrow else None


def _before_feedback(text: str) -> str:
    for found in re.finditer(r"\\[\\~=#{}:n]|#", text):
        if found[0] == "#":
            return text[: found.start()]
    return text


def _format_of(escaped: str, otherwise: str) -> tuple[str, str]:
    named = _FORMAT.match(escaped)
    return (named[1], escaped[named.end() :]) if named else (otherwise, escaped)


def _read(escaped: str, format: str) -> str:
    text = unescaped(escaped)
    if format == "html":
        return html_to_text(text)
    return text if format == "plain" else text_or_html(text)
