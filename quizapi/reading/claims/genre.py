"""Report or opinion piece."""

from __future__ import annotations

from collections.abc import Sequence

from quizapi.domain import Claim, Genre, Span
from quizapi.reading.claims.lexicon import DUTY_MODALS, EVALUATIVE, FIRST_PERSON
from quizapi.reading.entities.tokens import Tokens

_MIN_WORDS = 60
#: A sign for each so many of the author's own words makes an opinion piece.
_WORDS_PER_SIGN = 55


def genre_of(tokens: Tokens, claims: Sequence[Claim], quoted: Sequence[Span]) -> Genre:
    """An opinion piece where the author's own words, quotations left out, speak for themselves often enough.

    Signs: "I" and "my", "we must", judging words, questions. A report has these inside quotations only.
    """
    own = _outside(tokens, quoted)
    words = [i for i in own if tokens.words[i][0].isalnum()]
    if len(words) < _MIN_WORDS:
        return "report"
    first = sum(tokens.lower[i] in FIRST_PERSON for i in words)
    second = sum(tokens.lower[i] in ("we", "our", "us", "you") for i in words)
    duty = sum(tokens.lower[i] in DUTY_MODALS for i in words)
    judging = sum(tokens.lower[i] in EVALUATIVE for i in words)
    asked = sum(tokens.words[i] == "?" for i in own)
    signs = 2 * min(first, 6) + second + duty + 0.5 * judging + asked
    opinions = sum(claim.status == "opinion" and claim.attributed_to is None for claim in claims)
    if first < 2 and opinions < 3 and duty < 3:
        return "report"
    return "opinion" if (signs + opinions) * _WORDS_PER_SIGN >= len(words) else "report"


def _outside(tokens: Tokens, quoted: Sequence[Span]) -> list[int]:
    inside: set[int] = set()
    for span in quoted:
        first, end = tokens.touching(span.start, span.end)
        inside.update(range(first, end))
    return [i for i in range(len(tokens)) if i not in inside and tokens.words[i].strip()]
