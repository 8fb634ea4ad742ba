"""A worker process of its own sends what the outbox holds, through the job engine."""

import json
import threading
from collections.abc import Iterator

import pytest
from school import School, kill, now, wait_for

from quizapi.services.systems import Systems
from quizapi.store.engine import write_transaction
from quizapi.store.models import AssignmentRow, MessageRow, WebhookRow
from quizapi.store.types import new_id
from tests.jobs.test_scoring import ask, attempt
from tests.outbound.hosts import Host, Reply, Seen, host

SYSTEMS = Systems(secret="00" * 32, webhooks=True, networks=("127.0.0.0/8",), ports=())


class Receiver:
    """Answers as it is told; the first request may be held until the test lets it go."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.holds = False
        self.held, self.free = threading.Event(), threading.Event()

    def __call__(self, seen: Seen) -> Reply:
        if self.holds:
            self.holds = False
            self.held.set()
            self.free.wait(30)
        return self.replies.pop(0) if self.replies else Reply()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.free.set()


@pytest.fixture
def server(receiver: Receiver) -> Iterator[Host]:
    with host(receiver) as running:
        yield running


def add_hook(school: School, owner_id: str, url: str, event: str = "job.finished") -> str:
    with write_transaction(school.sessions) as session:
        row = WebhookRow(id=new_id(), owner_id=owner_id, label="", url=url, events=[event], created_at=now())
        session.add(row)
    return row.id


def only_message(school: School) -> MessageRow | None:
    with school.sessions() as session:
        return session.query(MessageRow).one_or_none()


def test_a_finished_job_is_told_and_told_again_after_a_failure(
    school: School, receiver: Receiver, server: Host
) -> None:
    owner = school.teacher()
    add_hook(school, owner, server.url)
    receiver.replies = [Reply(status=500)]
    job_id = school.read(owner, school.article(owner))
    with school.worker(systems=SYSTEMS):
        assert school.wait(job_id).state == "succeeded"
        wait_for(lambda: len(server.requests) == 2)
        wait_for(lambda: (only_message(school) or MessageRow()).state == "delivered")
    first, again = server.requests
    assert first.headers["webhook-id"] == again.headers["webhook-id"]
    assert job_id.encode() in again.body
    message = only_message(school)
    assert message is not None and message.tries == 2


def test_what_a_killed_worker_was_sending_is_sent_by_the_next(
    school: School, receiver: Receiver, server: Host
) -> None:
    owner = school.teacher()
    add_hook(school, owner, server.url)
    receiver.holds = True
    job_id = school.read(owner, school.article(owner))
    worker = school.start_worker(systems=SYSTEMS)
    assert school.wait(job_id).state == "succeeded"
    assert receiver.held.wait(30)
    kill(worker)
    receiver.free.set()
    with school.worker(systems=SYSTEMS):
        wait_for(lambda: (only_message(school) or MessageRow()).state == "delivered")
    assert len({seen.headers["webhook-id"] for seen in server.requests}) == 1


def test_points_that_a_plugin_gives_after_the_end_are_told(
    sqlite_school: School, receiver: Receiver, server: Host
) -> None:
    school = sqlite_school
    attempt_id = attempt(school, {"a": "yes", "b": "no"}, state="submitted")
    with school.sessions() as session:
        owner_id = session.query(AssignmentRow.owner_id).scalar()
    add_hook(school, owner_id, server.url, "attempt.rescored")
    ask(school, attempt_id)
    with school.worker(systems=SYSTEMS):
        wait_for(lambda: bool(server.requests))
    event = json.loads(server.requests[0].body)
    assert (event["type"], event["data"]["attempt_id"]) == ("attempt.rescored", attempt_id)
    assert event["data"]["score"]["points"] > 0
    assert only_message(school) is not None  # and no second one of the same change
