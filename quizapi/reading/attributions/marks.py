"""Quotation marks paired, by kind, paragraph by paragraph.

Double marks (straight, typographic, low, guillemets, doubled backticks) and single ones are followed on a
stack, so that a quotation inside a quotation is found as such. A straight or wrongly turned mark opens or
closes by what stands beside it. A missing closing mark costs that one quotation, never the rest of the text.
Every step looks at a mark once: the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from quizapi.domain import Span

_MARK: Final = re.compile(r"``|''|[\"“”„‟«»‹›‘’'`‚‛]")
_SINGLE: Final = frozenset("‹›‘’'`‚‛")
_AFTER_OPENING: Final = frozenset("([{—–-/…")
_AFTER_CLOSING: Final = frozenset(".,;:!?)]}—–-/…")
_ALL_MARKS: Final = frozenset("\"“”„‟«»‹›‘’'`‚‛")
#: Words that begin with an apostrophe: it opens nothing.
_ELISION: Final = re.compile(r"(?:\d|(?:em|tis|twas|til|till|cause|bout|round|n)\b)", re.IGNORECASE)

Side = Literal["open", "close", "either", "none"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks, the marks included.

    `level` is 0 for one that lies in no other. `closed` is False where the closing mark is missing and the
    next paragraph does not go on with the quotation. `goes_on` tells that it belongs with the last one of
    the paragraph before, which was left open on purpose. `single` tells the kind of marks.
    """

    span: Span
    inner: Span
    paragraph: int
    level: int
    closed: bool
    goes_on: bool
    single: bool


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    sign: str
    single: bool
    side: Side


@dataclass(slots=True)
class _Open:
    mark: _Mark
    level: int


def find_quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """All quotations, in order of the text; one that lies in another follows it."""
    found: list[Quotation] = []
    left_open = False
    for number, paragraph in enumerate(paragraphs):
        marks = _marks(text, paragraph)
        begins_with_mark = bool(marks) and marks[0].start == paragraph.start and not marks[0].single
        if left_open and not begins_with_mark:
            found[-1] = _unclosed(found[-1])
        here, still_open = _pair(text, paragraph, number, marks, goes_on=left_open and begins_with_mark)
        here.sort(key=lambda q: (q.span.start, -q.span.end))
        if still_open is not None:
            here.append(still_open)
        found.extend(here)
        left_open = still_open is not None
    if left_open:
        found[-1] = _unclosed(found[-1])
    return tuple(found)


def _unclosed(q: Quotation) -> Quotation:
    return Quotation(q.span, q.inner, q.paragraph, q.level, False, q.goes_on, q.single)


def _marks(text: str, paragraph: Span) -> list[_Mark]:
    marks = []
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        sign = match[0]
        start, end = match.span()
        before = text[start - 1] if start > paragraph.start else " "
        after = text[end] if end < paragraph.end else " "
        left_free = (
            before.isspace() or before in _AFTER_OPENING or (before in _ALL_MARKS and before not in "”’»›")
        )
        right_free = (
            after.isspace() or after in _AFTER_CLOSING or (after in _ALL_MARKS and after not in "“‘«‹„‚")
        )
        single = sign in _SINGLE
        side = _side(sign, left_free, right_free)
        if single and ((not left_free and not right_free) or (side == "open" and _ELISION.match(text, end))):
            continue  # an apostrophe
        marks.append(_Mark(start, end, sign, single, side))
    return _without_lone_singles(text, marks)


def _side(sign: str, left_free: bool, right_free: bool) -> Side:
    by_place: Side = "either"
    if left_free and not right_free:
        by_place = "open"
    elif right_free and not left_free:
        by_place = "close"
    if sign in ("“", "‘", "„", "‚", "‟", "‛", "``", "`"):
        return "close" if by_place == "close" and sign in "“‘" else "open"
    if sign in ("”", "''"):
        return "open" if by_place == "open" else "close"
    return by_place


def _without_lone_singles(text: str, marks: list[_Mark]) -> list[_Mark]:
    """Drop single marks that pair with nothing: most of them are apostrophes.

    Of several marks that could close, the first behind punctuation does; "the workers' rights" goes on.
    """
    closers = [n for n, mark in enumerate(marks) if mark.single and mark.side in ("close", "either")]
    next_closer: list[int | None] = [None] * (len(marks) + 1)
    next_sure: list[int | None] = [None] * (len(marks) + 1)
    is_closer = set(closers)
    for n in range(len(marks) - 1, -1, -1):
        next_closer[n] = n if n in is_closer else next_closer[n + 1]
        sure = n in is_closer and text[marks[n].start - 1] in ".,!?…"
        next_sure[n] = n if sure else next_sure[n + 1]
    kept: set[int] = set()
    n = 0
    while n < len(marks):
        mark = marks[n]
        if not mark.single:
            kept.add(n)
        elif mark.side == "open":
            end = next_closer[n + 1]
            sure_end = next_sure[n + 1]
            if end is not None and text[marks[end].start - 1] == "s" and sure_end is not None:
                opens_between = any(m.single and m.side == "open" for m in marks[end + 1 : sure_end][:20])
                end = end if opens_between else sure_end
            if end is not None:
                kept.update((n, end))
                marks[end].side = "close"
                kept.update(k for k in range(n + 1, end) if not marks[k].single)
                n = end
        n += 1
    return [mark for n, mark in enumerate(marks) if n in kept]


def _pair(
    text: str, paragraph: Span, number: int, marks: list[_Mark], *, goes_on: bool
) -> tuple[list[Quotation], Quotation | None]:
    found: list[Quotation] = []
    stack: list[_Open] = []
    opens_left, closes_left = _counts(marks)

    def close(at: int, end: int, closed: bool) -> None:
        opened = stack.pop()
        level = opened.level
        first = goes_on and opened.mark.start == paragraph.start
        found.append(
            Quotation(
                Span(opened.mark.start, end),
                Span(opened.mark.end, at),
                number,
                level,
                closed,
                first,
                opened.mark.single,
            )
        )

    for n, mark in enumerate(marks):
        depth = next((k for k in range(len(stack) - 1, -1, -1) if stack[k].mark.single == mark.single), None)
        if depth is None:
            if mark.side != "close" or (not mark.single and mark.sign == "»"):
                stack.append(_Open(mark, len(stack)))
            continue
        opened = stack[depth].mark
        if mark.side == "open":
            if mark.start == opened.end:
                continue  # a doubled mark
            if len(stack) < 3 and closes_left[n] >= opens_left[n] + depth + 1:
                stack.append(_Open(mark, len(stack)))  # the same marks inside: a quotation in a quotation
                continue
            while len(stack) > depth:
                close(_last_end(text, opened.end, mark.start), _last_end(text, opened.end, mark.start), False)
            stack.append(_Open(mark, len(stack)))
            continue
        while len(stack) > depth + 1:
            stack.pop()  # a single mark left open inside
        close(mark.start, mark.end, True)
    if not stack:
        return found, None
    opened = stack[0].mark
    if opened.single:
        return found, None
    found = [q for q in found if q.span.start < opened.start or q.level > 0]
    first = goes_on and opened.start == paragraph.start
    open_ended = Quotation(
        Span(opened.start, paragraph.end), Span(opened.end, paragraph.end), number, 0, True, first, False
    )
    return found, open_ended


def _counts(marks: list[_Mark]) -> tuple[list[int], list[int]]:
    """For each mark, how many double marks from it on can only open, and how many behind it close."""
    opens, closes = [0] * (len(marks) + 1), [0] * (len(marks) + 1)
    for n in range(len(marks) - 1, -1, -1):
        double = not marks[n].single
        opens[n] = opens[n + 1] + (double and marks[n].side == "open")
        closes[n] = closes[n + 1] + (double and marks[n].side != "open")
    return opens, closes


def _last_end(text: str, low: int, high: int) -> int:
    """Where a quotation without a closing mark ends at the latest: before the white space at `high`."""
    while high > low and text[high - 1].isspace():
        high -= 1
    return high
