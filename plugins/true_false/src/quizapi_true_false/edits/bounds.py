"""Bounds turned round: "at least 40" and "fewer than 40", "nearly half" and "more than half"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapi_true_false.edits.base import Candidate, Scene, edit_of, in_quotes
from quizapi_true_false.lexicon import words
from quizapi_true_false.statements import Statement

_AMOUNT = (
    r"(?=(?:about |some )?(?:[$€£]|US\$)?(?:\d|half\b"
    r"|a (?:third|quarter|fifth|dozen|hundred|thousand|million)\b"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety)\b))"
)
_LOWEST = re.compile(rf"\b[Aa]t least {_AMOUNT}")
_ALMOST = re.compile(rf"\b(?:[Nn]early|[Aa]lmost|[Jj]ust under) {_AMOUNT}")
_HIGHEST = re.compile(rf"\b(?:[Uu]p to|[Nn]o more than|[Aa]t most) {_AMOUNT}")
_OVER = re.compile(rf"\b[Oo]ver {_AMOUNT}")
_UNCOUNTED = re.compile(
    r"^\S*[$€£]|^\S+ (?:percent|per cent|pct|%|million|billion|trillion|(?:kilo|centi)?met(?:re|er)s?|miles?"
    r"|tons?"
    r"|tonnes?|hours?|days?|weeks?|months?|years?|minutes?|degrees?|of)\b|^(?:half|a )"
)
#: Behind "over" a length of time may be the time in which something happens.
_TIMES = words("day days week weeks month months year years decade decades hour hours minutes summer time")


def change_bound(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "at least 40 people" → "fewer than 40 people", "nearly half" → "more than half"."""
    text = statement.text
    for pattern, turned in ((_LOWEST, None), (_ALMOST, "more than"), (_HIGHEST, "more than"), (_OVER, None)):
        for match in pattern.finditer(text):
            behind = text[match.end() :]
            if in_quotes(statement, match.start()) or _is_open(pattern, text[: match.start()], behind):
                continue
            after = turned or ("less than" if _UNCOUNTED.search(behind) else "fewer than")
            before = match[0].rstrip()
            after = after.capitalize() if before[0].isupper() else after
            amount = re.split(r"[,.;]? ", behind, maxsplit=1)[0]
            yield Candidate(
                edit_of("comparison", statement, match.start(), before, after),
                f"The article says “{before.lower()} {amount}”, not “{after.lower()} {amount}”.",
                claimed="",
            )


def _is_open(pattern: re.Pattern[str], led: str, behind: str) -> bool:
    """Whether the words bound something else: "from 3 up to 9", "over two years" of doing something."""
    if re.search(r"\b(?:from|not|n['’]t|between)\b[^,]*$", led):
        return True
    return pattern is _OVER and bool(_TIMES & set(re.findall(r"[a-z]+", behind)[:2]))
