"""When an attempt ends, and when an assignment is open: by the server's clock alone.

A student may be allowed more time; that moves the end of the attempt and the closing date alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

#: An answer that comes this long after the deadline still counts: it was given in time and had to travel.
GRACE = timedelta(seconds=5)


class Rules(Protocol):
    """The times of an assignment."""

    @property
    def opens_at(self) -> datetime | None: ...
    @property
    def closes_at(self) -> datetime | None: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def time_limit_s(self) -> int | None: ...


class Extra(Protocol):
    """What a student is allowed beyond the rules."""

    @property
    def time_factor(self) -> float: ...
    @property
    def extra_time_s(self) -> int: ...


@dataclass(frozen=True, slots=True)
class NoExtra:
    """What most students are allowed."""

    time_factor: float = 1.0
    extra_time_s: int = 0


NO_EXTRA = NoExtra()


def state_of(rules: Rules, now: datetime, extra: Extra = NO_EXTRA) -> Literal["scheduled", "open", "closed"]:
    """Whether students may join and answer."""
    closing = closing_time(rules, extra)
    if closing is not None and closing <= now:
        return "closed"
    return "scheduled" if rules.opens_at is not None and now < rules.opens_at else "open"


def closing_time(rules: Rules, extra: Extra = NO_EXTRA) -> datetime | None:
    """When a student's assignment closes; closing it by hand closes it for everybody."""
    ends = [] if rules.closed_at is None else [rules.closed_at]
    if rules.closes_at is not None:
        longer = timedelta(seconds=(rules.time_limit_s or 0) * (extra.time_factor - 1) + extra.extra_time_s)
        ends.append(rules.closes_at + longer)
    return min(ends, default=None)


def deadline_of(rules: Rules, started_at: datetime, extra: Extra = NO_EXTRA) -> datetime | None:
    """When an attempt ends by itself: at the end of its time or when the assignment closes."""
    ends = [closing_time(rules, extra)]
    if rules.time_limit_s is not None:
        seconds = rules.time_limit_s * extra.time_factor + extra.extra_time_s
        ends.append(started_at + timedelta(seconds=seconds))
    return min((end for end in ends if end is not None), default=None)


def is_over(deadline: datetime | None, now: datetime) -> bool:
    """Whether an answer that comes now is too late."""
    return deadline is not None and now > deadline + GRACE


def all_closed_at(rules: Rules, extras: Iterable[Extra]) -> datetime | None:
    """When nobody can answer any more, the grace included; None where that is not known yet."""
    ends = [closing_time(rules, extra) for extra in (NO_EXTRA, *extras)]
    times = [end for end in ends if end is not None]
    return max(times) + GRACE if len(times) == len(ends) else None
