"""Events reach a real receiver over HTTP, signed, and come again until it has taken them."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from quizapi.services.outbox import WAITS, forget_messages, take_due
from quizapi.store.engine import write_transaction
from quizapi.store.models import MessageRow, UserRow
from tests.api.delivery import ITEMS, RIGHT, Caller, School, make_school
from tests.jobs.outgoing.delivering import LOOPBACK, deliver, messages, sending_of, telling_school
from tests.outbound.hosts import Host, Reply, Seen, host


class Receiver:
    """Takes events as a customer's server would: verifies, and keeps each id once."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.secret = ""
        self.taken: dict[str, Any] = {}

    def __call__(self, seen: Seen) -> Reply:
        reply = self.replies.pop(0) if self.replies else Reply(status=204)
        if reply.status < 300:
            self.taken[seen.headers["webhook-id"]] = self.verified(seen)
        return reply

    def verified(self, seen: Seen) -> Any:
        # Not `verify`: the school's clock, which tests move, would be too far from this machine's.
        id, moment = seen.headers["webhook-id"], int(seen.headers["webhook-timestamp"])
        expected = Webhook(self.secret).sign(id, datetime.fromtimestamp(moment, UTC), seen.body.decode())
        assert expected in seen.headers["webhook-signature"].split()
        return json.loads(seen.body)


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def server(receiver: Receiver) -> Iterator[Host]:
    with host(receiver) as running:
        yield running


@pytest.fixture
def school(quizapi_app: Callable[..., Flask]) -> School:
    return telling_school(quizapi_app, webhooks=True)


@pytest.fixture
def hook(school: School, receiver: Receiver, server: Host) -> dict[str, Any]:
    made: dict[str, Any] = school.teacher.ok(
        "POST", "/webhooks", {"url": f"{server.url}/quiz", "label": "LMS"}
    )
    receiver.secret = made["secret"]
    return made


def take_quiz(school: School, nickname: str = "Noor Haddad") -> Caller:
    """A student answers all items right and submits."""
    student = school.join(school.assignment(), nickname)
    submit(student)
    return student


def submit(student: Caller) -> None:
    path = f"/attempts/{student.answer['id']}"
    for item in student.answer["items"]:
        place = next(n for n, known in enumerate(ITEMS) if known["stem"] == item["stem"])
        student.ok("PUT", f"{path}/responses/{item['id']}", {"answer": RIGHT[place]})
    student.ok("POST", f"{path}/submit")


def deliveries(school: School, hook: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = school.teacher.ok("GET", f"/webhooks/{hook['id']}/deliveries")["items"]
    return found


def test_a_submitted_attempt_is_told_by_ids_and_points(
    school: School, hook: dict[str, Any], receiver: Receiver, server: Host
) -> None:
    student = take_quiz(school)
    assert deliver(school) == 1
    (event,) = receiver.taken.values()
    assert event["type"] == "attempt.submitted"
    assert event["data"]["attempt_id"] == student.answer["id"]
    assert event["data"]["score"] == {"points": 6.0, "max": 6.0}
    (seen,) = server.requests
    assert (seen.method, seen.path, seen.headers["content-type"]) == ("POST", "/quiz", "application/json")
    for private in ("Noor", "Haddad", "ZEBRAPROOF", "QUAGGAKEY", "Port stays shut", "port", student.token):
        assert private.encode() not in seen.body
    (told,) = deliveries(school, hook)
    assert (told["state"], told["tries"], told["error"], told["id"]) == (
        "delivered", 1, None, seen.headers["webhook-id"],
    )  # fmt: skip
    assert deliver(school) == 0


def test_an_attempt_whose_time_is_over_is_told(
    school: School, hook: dict[str, Any], receiver: Receiver
) -> None:
    school.join(assignment := school.assignment(time_limit_s=60))
    school.clock.forward(minutes=2)
    school.teacher.ok("GET", f"/assignments/{assignment['id']}/results")
    deliver(school)
    assert [event["type"] for event in receiver.taken.values()] == ["attempt.expired"]


def test_a_repair_that_changes_points_is_told(
    school: School, hook: dict[str, Any], receiver: Receiver
) -> None:
    assignment = school.assignment(ITEMS[:1])
    student = school.join(assignment)
    (item,) = student.answer["items"]
    student.ok("PUT", f"/attempts/{student.answer['id']}/responses/{item['id']}", {"answer": ["a"]})
    student.ok("POST", f"/attempts/{student.answer['id']}/submit")
    body = {"action": "full_credit", "reason": "Two are right."}
    school.teacher.ok("POST", f"/quizzes/{assignment['quiz_id']}/items/{item['id']}/repair", body)
    deliver(school)
    told = [(event["type"], event["data"]["score"]["points"]) for event in receiver.taken.values()]
    assert told == [("attempt.submitted", 0.0), ("attempt.rescored", 1.0)]


def test_only_events_asked_for_are_sent(school: School, hook: dict[str, Any], server: Host) -> None:
    body = {"events": ["job.finished"]}
    school.teacher.ok("PATCH", f"/webhooks/{hook['id']}", body, If_Match="*")
    take_quiz(school)
    assert (deliver(school), messages(school), server.requests) == (0, [], [])


def test_another_teachers_events_are_not_sent(school: School, hook: dict[str, Any]) -> None:
    other = make_school(school.app)
    take_quiz(other)
    assert messages(school) == []


def test_nothing_is_kept_while_webhooks_are_off(quizapi_app: Callable[..., Flask], server: Host) -> None:
    on = telling_school(quizapi_app, webhooks=True)
    on.teacher.ok("POST", "/webhooks", {"url": server.url})
    off = School(quizapi_app(**LOOPBACK), on.clock, on.teacher, on.user_id)
    off.teacher = Caller(off.app.test_client(), on.teacher.token)
    take_quiz(off)
    assert messages(off) == []
    refused = off.teacher.send("POST", "/webhooks", {"url": server.url})
    assert (refused.status_code, refused.json["type"]) == (409, "/docs/problems#webhooks-off")
    take_quiz(on)
    assert deliver(off) == 1  # kept before, and switched off since
    assert [(row.state, row.detail) for row in messages(off)] == [("failed", "switched off")]
    assert server.requests == []


def test_the_event_is_kept_with_what_it_tells_or_not_at_all(
    school: School, hook: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault after the attempt was ended undoes both."""
    student = school.join(school.assignment())

    def broken(*args: Any, **kwargs: Any) -> Any:
        raise OSError("the disk went")

    with monkeypatch.context() as patched:
        patched.setattr("quizapi.api.attempts._student_view", broken)
        assert student.send("POST", f"/attempts/{student.answer['id']}/submit").status_code == 500
    assert messages(school) == []
    assert student.ok("GET", f"/attempts/{student.answer['id']}")["state"] == "open"


def test_submitted_twice_it_is_told_once(school: School, hook: dict[str, Any]) -> None:
    student = take_quiz(school)
    student.ok("POST", f"/attempts/{student.answer['id']}/submit")
    assert len(messages(school)) == 1


def test_a_receiver_that_fails_is_asked_again_with_the_same_id(
    school: School, hook: dict[str, Any], receiver: Receiver, server: Host
) -> None:
    receiver.replies = [Reply(status=500), Reply(status=302, headers={"Location": "/other"}), Reply(b"ok")]
    take_quiz(school)
    deliver(school)
    (told,) = deliveries(school, hook)
    assert (told["state"], told["error"]["status"]) == ("pending", 500)
    assert deliver(school) == 0
    school.clock.forward(seconds=6)
    deliver(school)
    assert deliveries(school, hook)[0]["error"]["status"] == 302
    school.clock.forward(minutes=6)
    deliver(school)
    (told,) = deliveries(school, hook)
    assert (told["state"], told["tries"], told["error"]) == ("delivered", 3, None)
    assert len({seen.headers["webhook-id"] for seen in server.requests}) == 1
    assert len({seen.headers["webhook-signature"] for seen in server.requests}) == 3
    assert len(receiver.taken) == 1


def test_after_the_last_try_it_counts_as_failed(
    school: School, hook: dict[str, Any], receiver: Receiver
) -> None:
    receiver.replies = [Reply(status=503)] * (len(WAITS) + 5)
    take_quiz(school)
    tries = 0
    while deliver(school):
        tries += 1
        school.clock.forward(hours=27)
    assert tries == len(WAITS) + 1
    (told,) = deliveries(school, hook)
    assert (told["state"], told["next_at"], told["error"]["status"]) == ("failed", None, 503)


def test_a_wish_to_wait_is_heeded(school: School, hook: dict[str, Any], receiver: Receiver) -> None:
    receiver.replies = [Reply(status=429, headers={"Retry-After": "3600"})]
    take_quiz(school)
    deliver(school)
    school.clock.forward(minutes=59)
    assert deliver(school) == 0
    school.clock.forward(minutes=2)
    assert deliver(school) == 1


def test_a_receiver_that_is_gone_switches_the_webhook_off(
    school: School, hook: dict[str, Any], receiver: Receiver, server: Host
) -> None:
    receiver.replies = [Reply(status=410)]
    take_quiz(school)
    deliver(school)
    assert school.teacher.ok("GET", f"/webhooks/{hook['id']}")["enabled"] is False
    assert deliveries(school, hook)[0]["state"] == "failed"
    take_quiz(school)
    assert (deliver(school), len(server.requests)) == (0, 1)


def test_a_receiver_that_is_away_is_asked_once_for_all_that_waits(
    school: School, hook: dict[str, Any], receiver: Receiver, server: Host
) -> None:
    receiver.replies = [Reply(status=500)]
    for name in ("Noor", "Sam", "Kim"):
        take_quiz(school, name)
    deliver(school)
    assert len(server.requests) == 1
    assert {row.state for row in messages(school)} == {"pending"}
    school.clock.forward(seconds=6)
    deliver(school)
    assert len(receiver.taken) == 3


def test_an_event_that_is_refused_holds_up_no_other(
    school: School, hook: dict[str, Any], receiver: Receiver, server: Host
) -> None:
    receiver.replies = [Reply(status=422)]
    for name in ("Noor", "Sam", "Kim"):
        take_quiz(school, name)
    deliver(school)
    assert [row.state for row in messages(school)] == ["pending", "delivered", "delivered"]
    assert (len(server.requests), len(receiver.taken)) == (3, 2)


def test_a_message_whose_job_was_lost_comes_back(
    school: School, hook: dict[str, Any], receiver: Receiver
) -> None:
    take_quiz(school)
    with write_transaction(school.context.sessions) as session:
        (lost,) = take_due(session, now=school.clock())
    assert deliver(school) == 0
    school.clock.forward(minutes=16)
    assert deliver(school) == 1
    assert len(receiver.taken) == 1
    late = sending_of(school).send(lost.kind, lost.destination, [list(one) for one in lost.messages])
    assert late == {"delivered": 0, "failed": 0}  # the job that was thought lost does nothing


def test_a_secret_is_changed_with_both_good_for_a_day(
    school: School, hook: dict[str, Any], server: Host
) -> None:
    changed = school.teacher.ok("POST", f"/webhooks/{hook['id']}/secret")
    assert changed["secret"] != hook["secret"]
    server.requests.clear()
    with host(lambda seen: Reply()) as other:
        school.teacher.ok("PATCH", f"/webhooks/{hook['id']}", {"url": other.url}, If_Match="*")
        take_quiz(school, "Noor")
        deliver(school)
        (seen,) = other.requests
        for secret in (hook["secret"], changed["secret"]):
            assert Webhook(secret).verify(seen.body, seen.headers)
        with pytest.raises(WebhookVerificationError):
            Webhook(changed["secret"]).verify(seen.body + b" ", seen.headers)
        school.clock.forward(hours=25)
        take_quiz(school, "Sam")
        deliver(school)
        assert len(other.requests[1].headers["webhook-signature"].split()) == 1


def test_a_test_event_tells_whether_the_address_works(
    school: School, hook: dict[str, Any], receiver: Receiver
) -> None:
    made = school.teacher.ok("POST", f"/webhooks/{hook['id']}/test")
    assert (made["event"], made["state"]) == ("test", "pending")
    deliver(school)
    assert receiver.taken[made["id"]]["type"] == "test"


def test_an_address_that_leads_inside_by_now_is_not_asked(
    school: School, hook: dict[str, Any], server: Host, quizapi_app: Callable[..., Flask]
) -> None:
    take_quiz(school)
    strict = School(
        quizapi_app(webhooks=True, outbound_ports="any"), school.clock, school.teacher, school.user_id
    )
    deliver(strict)
    (row,) = messages(strict)
    assert (row.state, server.requests) == ("pending", [])
    assert "https" in row.detail or "public" in row.detail


def test_with_the_attempt_its_messages_go(school: School, hook: dict[str, Any]) -> None:
    student = take_quiz(school)
    code = student.answer["deletion_code"]
    student.ok("POST", f"/attempts/{student.answer['id']}/erase", {"deletion_code": code})
    assert messages(school) == []


def test_old_messages_are_forgotten(school: School, hook: dict[str, Any]) -> None:
    take_quiz(school)
    with write_transaction(school.context.sessions) as session:
        forget_messages(session, before=school.clock() + timedelta(days=99))
    assert len(messages(school)) == 1  # not sent yet
    deliver(school)
    with write_transaction(school.context.sessions) as session:
        forget_messages(session, before=school.clock() - timedelta(days=1))
    assert len(messages(school)) == 1
    with write_transaction(school.context.sessions) as session:
        forget_messages(session, before=school.clock() + timedelta(days=1))
    assert messages(school) == []


def test_what_a_teacher_has_goes_with_the_teacher(school: School, hook: dict[str, Any]) -> None:
    school.teacher.ok("POST", f"/webhooks/{hook['id']}/test")
    with write_transaction(school.context.sessions) as session:
        session.delete(session.get_one(UserRow, school.user_id))
    with school.context.sessions() as session:
        assert session.query(MessageRow).count() == 0


def test_payloads_are_json_that_says_when(school: School, hook: dict[str, Any], server: Host) -> None:
    take_quiz(school)
    deliver(school)
    event = json.loads(server.requests[0].body)
    assert set(event) == {"type", "timestamp", "data"}
    assert event["timestamp"].endswith("Z")
