"""What a worker does beside its jobs goes on round by round, whatever one round met."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from school import School, now, wait_for
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from quizapi.jobs.housekeeping import keep_house
from quizapi.services.retention import Retention
from quizapi.store.models import AttemptRow


class _AwayAtFirst:
    """Sessions of a database that is away for some calls."""

    def __init__(self, sessions: sessionmaker[Session], calls: int) -> None:
        self._sessions = sessions
        self.left = calls

    def __call__(self) -> Session:
        if self.left:
            self.left -= 1
            raise OperationalError("SELECT 1", {}, OSError("away"))
        return self._sessions()


def _kept(school: School, sessions: Any, until: Callable[[dict[str, str]], bool]) -> dict[str, str]:
    """The attempts and their states once they are as wanted."""
    config = replace(school.config, reap_seconds=0.01, retention=Retention(attempts_days=100))
    stop = threading.Event()
    house = threading.Thread(target=keep_house, args=(config, sessions, school.queue, stop))

    def states() -> dict[str, str]:
        with school.sessions() as session:
            return dict(session.execute(select(AttemptRow.id, AttemptRow.state)).all())

    house.start()
    try:
        wait_for(lambda: until(states()))
    finally:
        stop.set()
        house.join()
    return states()


def test_attempts_end_at_their_time_and_go_after_theirs(sqlite_school: School) -> None:
    long_ago, hour = now() - timedelta(days=101), timedelta(hours=1)
    sqlite_school.attempts(
        ("forgotten", long_ago, long_ago + hour),
        ("over", now() - 2 * hour, now() - hour),
        ("running", now(), now() + hour),
    )
    wanted = {"over": "expired", "running": "open"}
    assert _kept(sqlite_school, sqlite_school.sessions, lambda states: states == wanted) == wanted


def test_database_that_is_away_ends_one_round_and_no_more(sqlite_school: School) -> None:
    sqlite_school.attempts(("over", now() - timedelta(hours=2), now() - timedelta(hours=1)))
    sessions = _AwayAtFirst(sqlite_school.sessions, calls=3)
    assert _kept(sqlite_school, sessions, lambda states: states["over"] == "expired")
    assert sessions.left == 0
