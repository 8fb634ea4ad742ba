"""When attempts end and assignments are open."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from quizapi.services.feedback import visible_feedback
from quizapi.services.timing import (
    GRACE,
    NO_EXTRA,
    NoExtra,
    all_closed_at,
    closing_time,
    deadline_of,
    is_over,
    state_of,
)

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEN, ELEVEN = NINE + timedelta(hours=1), NINE + timedelta(hours=2)


@dataclass(frozen=True)
class Rules:
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    closed_at: datetime | None = None
    time_limit_s: int | None = None


@pytest.mark.parametrize(
    ("rules", "now", "state"),
    [
        (Rules(), NINE, "open"),
        (Rules(opens_at=TEN), NINE, "scheduled"),
        (Rules(opens_at=TEN), TEN, "open"),
        (Rules(closes_at=TEN), TEN, "closed"),
        (Rules(closes_at=TEN), TEN - timedelta(microseconds=1), "open"),
        (Rules(opens_at=TEN, closed_at=NINE), NINE, "closed"),
        (Rules(closes_at=ELEVEN, closed_at=TEN), TEN, "closed"),
    ],
)
def test_state(rules: Rules, now: datetime, state: str) -> None:
    assert state_of(rules, now) == state


@pytest.mark.parametrize(
    ("rules", "extra", "deadline"),
    [
        (Rules(), NO_EXTRA, None),
        (Rules(time_limit_s=1800), NO_EXTRA, NINE + timedelta(minutes=30)),
        (Rules(time_limit_s=1800), NoExtra(1.5), NINE + timedelta(minutes=45)),
        (Rules(time_limit_s=1800), NoExtra(1.5, 60), NINE + timedelta(minutes=46)),
        (Rules(closes_at=TEN), NO_EXTRA, TEN),
        (Rules(closes_at=TEN), NoExtra(2.0), TEN),  # a factor of no time limit is nothing
        (Rules(closes_at=TEN), NoExtra(1.0, 600), TEN + timedelta(minutes=10)),
        (Rules(closes_at=TEN, time_limit_s=3600), NoExtra(1.25), TEN + timedelta(minutes=15)),
        (Rules(closes_at=ELEVEN, closed_at=TEN), NoExtra(1.0, 600), TEN),  # by hand is for everybody
    ],
)
def test_deadline_of_an_attempt_that_starts_at_nine(rules, extra, deadline) -> None:
    assert deadline_of(rules, NINE, extra) == deadline


def test_grace_is_for_what_was_under_way() -> None:
    assert not is_over(TEN, TEN + GRACE)
    assert is_over(TEN, TEN + GRACE + timedelta(microseconds=1))
    assert not is_over(None, TEN)
    assert timedelta(seconds=1) < GRACE < timedelta(seconds=30)


def test_all_have_closed_when_the_last_student_has() -> None:
    extras = [NoExtra(1.0, 600), NoExtra(1.0, 60)]
    assert all_closed_at(Rules(closes_at=TEN), extras) == TEN + timedelta(minutes=10) + GRACE
    assert all_closed_at(Rules(closes_at=TEN, closed_at=NINE), extras) == NINE + GRACE
    assert all_closed_at(Rules(), extras) is None
    assert closing_time(Rules()) is None


@pytest.mark.parametrize(
    ("rule", "state", "now", "closed", "visible"),
    [
        ("never", "submitted", ELEVEN, TEN, "nothing"),
        ("each", "open", NINE, None, "answered"),
        ("each", "expired", NINE, None, "everything"),
        ("submit", "open", NINE, None, "nothing"),
        ("submit", "submitted", NINE, None, "everything"),
        ("close", "submitted", ELEVEN, None, "nothing"),
        ("close", "submitted", NINE, TEN, "nothing"),
        ("close", "submitted", TEN, TEN, "everything"),
        ("close", "open", ELEVEN, TEN, "nothing"),
    ],
)
def test_feedback(rule, state, now, closed, visible) -> None:
    assert visible_feedback(rule, state=state, now=now, all_closed_at=closed) == visible
