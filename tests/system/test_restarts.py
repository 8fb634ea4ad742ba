"""The database restarts while students answer: they are told, and go on without a restart of ours."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.system.answering import Classroom, Crowd
from tests.system.postgres import Postgres

pytestmark = pytest.mark.serial


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    yield server
    server.stop()


@pytest.mark.parametrize("how", ["fast", "immediate", "killed"])
def test_requests_fail_cleanly_while_it_is_away_and_then_go_on(
    tmp_path: Path, postgres: Postgres, open_room: Callable[..., Classroom], how: str
) -> None:
    room = open_room(tmp_path / "data", postgres.url)
    with Crowd(room, 4) as crowd:
        crowd.wait_for_more(20)
        postgres.kill() if how == "killed" else postgres.restart(how, away_seconds=1.5)
        crowd.wait_for_more(20)
    assert room.statuses <= {200, 503}, room.statuses
    assert 200 in room.statuses
    room.assert_nothing_lost_or_doubled()
    assert room.server.client.call("GET", "/readyz").status == 200
