"""Paragraphs, whether they are set off by blank lines, by single line breaks, or hard-wrapped."""

from __future__ import annotations

import itertools
import re
from typing import Final

from quizapi.domain import Span

_LINE: Final = re.compile(r"[^\n]+")
_MIN_WRAPPED_LINES: Final = 6
_MAX_WRAPPED_WIDTH: Final = 100
_SENTENCE_ENDS: Final = frozenset(".!?:\"”’'»…)")


def find_paragraphs(text: str) -> tuple[Span, ...]:
    """Spans of the paragraphs, in order, without white space at their edges."""
    lines = [_trimmed(text, match.start(), match.end()) for match in _LINE.finditer(text)]
    lines = [line for line in lines if len(line)]
    if not lines or not _hard_wrapped(text, lines):
        return tuple(lines)
    joined = [lines[0]]
    for line in lines[1:]:
        gap = text[joined[-1].end : line.start]
        if gap.count("\n") == 1 and not gap.endswith(("  ", "\t")):
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return tuple(joined)


def _hard_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether most single line breaks fall inside sentences, as where a text was cut to a fixed width."""
    single = 0
    inside = 0
    for line, following in itertools.pairwise(lines):
        if text.count("\n", line.end, following.start) == 1:
            single += 1
            inside += text[line.end - 1] not in _SENTENCE_ENDS and len(line) <= _MAX_WRAPPED_WIDTH
    return single >= _MIN_WRAPPED_LINES and inside * 2 > single


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return Span(start + left, max(start + left, start + len(piece.rstrip())))
