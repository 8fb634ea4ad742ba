"""Numbers of an item in one spelling, so that "a fifth" is "20 percent" and "7.5 million" is "7,500,000"."""

import math
import re
from collections.abc import Sequence

_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)*|%")
_SMALL = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {
    **{word: float(n) for n, word in enumerate(_SMALL.split())},
    **{word: 10.0 * n for n, word in enumerate(_TENS.split(), start=2)},
}
_TIMES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10}
#: Each of these begins or ends a range; `over` and `under` do not hold the number itself.
_RELATION = re.compile(
    r"\b(?:(?P<least>at least|(?:no|not) (?:less|fewer|earlier|shorter|younger) than|since)"
    r"|(?P<most>at most|up to|(?:no|not) (?:more|later|longer|older) than|until)"
    r"|(?P<over>more than|over|above|after|later than|longer than|older than)"
    r"|(?P<under>less than|fewer than|under|below|before|earlier than|shorter than|younger than))\b",
    re.IGNORECASE,
)
#: The first "from" of a line decides: tried anew from each one, a line full of them would take its square.
_RANGE = re.compile(
    r"^(?>.*?\b(?:between|from)\b).*\b(?:and|to)\b|\d\s*(?:-|–|to)\s*\d", re.IGNORECASE | re.MULTILINE
)


def plain_tokens(text: str) -> list[str]:
    """Lower-case words; each number, also one in words, as digits; each share of a whole as "share:0.2"."""
    tokens = _TOKEN.findall(text.casefold())
    plain, place = [], 0
    while place < len(tokens):
        share, used = _share_at(tokens, place)
        if used:
            plain.append(f"share:{share:.4g}")
        else:
            value, used = _number_at(tokens, place)
            percent = _percent_at(tokens, place + used) if used else 0
            if percent:
                plain.append(f"share:{value / 100:.4g}")
            elif used:
                plain.append(f"{value:.12g}")
            else:
                plain.append(tokens[place])
            used = max(1, used + percent)
        place += used
    return plain


def numbers(text: str) -> list[float]:
    """The numbers and shares of a text, in its order."""
    return [float(t.removeprefix("share:")) for t in plain_tokens(text) if is_number(t)]


def is_number(token: str) -> bool:
    """Is a plain token a number or a share?"""
    return token.startswith("share:") or token[:1].isdigit()


def interval(text: str) -> tuple[float, float] | None:
    """The range that an option such as "at most 120" or "between 10 and 30" names; None for one without."""
    values = numbers(text)
    if len(values) == 2 and _RANGE.search(text):
        return min(values), max(values)
    if len(values) != 1:
        return None
    relation = _RELATION.search(text)
    match relation and relation.lastgroup:
        case "least":
            return values[0], math.inf
        case "over":
            return math.nextafter(values[0], math.inf), math.inf
        case "most":
            return -math.inf, values[0]
        case "under":
            return -math.inf, math.nextafter(values[0], -math.inf)
    return values[0], values[0]


def _share_at(tokens: Sequence[str], place: int) -> tuple[float, int]:
    """A fraction in words and how many tokens it takes; (0, 0) where there is none."""
    word = tokens[place]
    if word == "half":
        return 0.5, 1
    above = 1.0 if word in ("a", "one") else _WORDS.get(word, 0.0)
    if not above or place + 1 >= len(tokens):
        return 0.0, 0
    part = tokens[place + 1]
    below = _PARTS.get(part) or _PARTS.get(part.removesuffix("s"))
    return (above / below, 2) if below and above < below else (0.0, 0)


def _number_at(tokens: Sequence[str], place: int) -> tuple[float, int]:
    first = tokens[place]
    if first[0].isdigit():
        value, used = float(first.replace(",", "")), 1
    elif first == "a" and place + 1 < len(tokens) and tokens[place + 1] in _TIMES:
        value, used = 1.0, 1
    elif first in _WORDS:
        value, used = _WORDS[first], 1
        after = tokens[place + 1] if place + 1 < len(tokens) else ""
        if value >= 20 and 0 < _WORDS.get(after, 0) < 10:
            value, used = value + _WORDS[after], 2
    else:
        return 0.0, 0
    while place + used < len(tokens) and tokens[place + used] in _TIMES:
        value, used = value * _TIMES[tokens[place + used]], used + 1
    return value, used


def _percent_at(tokens: Sequence[str], place: int) -> int:
    if tokens[place : place + 1] in (["%"], ["percent"], ["pct"]):
        return 1
    return 2 if tokens[place : place + 2] == ["per", "cent"] else 0
