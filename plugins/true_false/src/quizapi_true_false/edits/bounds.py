"""Bounds turned round: "at least 40" and "under 40", "nearly half" and "over half"."""

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
#: Never "more than" or "fewer than", which true statements have less often.
_TURNED = (
    (_LOWEST, ("under",)),
    (_ALMOST, ("over",)),
    (_HIGHEST, ("over",)),
    # No one word, which would show by itself what is false.
    (_OVER, ("almost", "nearly", "just under")),
)
#: Behind "over" a length of time may be the time in which something happens.
_TIMES = words("day days week weeks month months year years decade decades hour hours minutes summer time")


def change_bound(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "at least 40 people" → "under 40 people", "nearly half" → "over half"."""
    text = statement.text
    for pattern, others in _TURNED:
        for match in pattern.finditer(text):
            behind = text[match.end() :]
            if in_quotes(statement, match.start()) or _is_choice(statement, match.start()):
                continue
            if _is_open(pattern, text[: match.start()], behind):
                continue
            before = match[0].rstrip()
            after = scene.rng.choice(others)
            shown = after.capitalize() if before[0].isupper() else after
            amount = re.split(r"[,.;]? ", behind, maxsplit=1)[0]
            yield Candidate(
                edit_of("comparison", statement, match.start(), before, shown),
                f"The article says “{before.lower()} {amount}”, not “{after} {amount}”.",
                claimed="",
            )


_SMALL = re.compile(
    r"(?:[1-9]|two|three|four|five|six|seven|eight|nine|ten)\b(?![,.]?\d| (?:percent|million|billion))"
)


def _is_choice(statement: Statement, start: int) -> bool:
    """ "chosen over three others": of whom it was preferred to, not how many."""
    word = next((token for token in statement.doc if token.idx == start), None)
    return word is not None and word.lower_ == "over" and word.dep_ == "prep" and word.head.pos_ == "VERB"


def _is_open(pattern: re.Pattern[str], led: str, behind: str) -> bool:
    """Whether the words bound something else: "from 3 up to 9", "over two years" of doing something."""
    if re.search(r"\b(?:from|not|n['’]t|between)\b[^,]*$", led):
        return True
    if pattern is _LOWEST and _SMALL.match(behind):
        # "under four people": nobody writes so.
        return True
    return pattern is _OVER and bool(_TIMES & set(re.findall(r"[a-z]+", behind)[:2]))
