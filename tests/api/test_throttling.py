"""Guessing is held back, for all processes together; who is right is never held back by an address."""

import threading

import pytest
from sqlalchemy import select

from quizapi.services import throttling
from quizapi.store.models import AuditRow, FailedTriesRow
from tests.api.delivery import School
from tests.api.test_accounts import MARA, SIGN_IN
from tests.api.test_rosters import put_roster

WRONG = {**SIGN_IN, "password": "something else"}


def fail_sign_in(school: School, times: int, body=WRONG):
    return [school.anybody().send("POST", "/tokens", body).status_code for _ in range(times)]


def test_guesses_at_a_password_are_answered_429_with_what_to_do(school_of_each: School):
    school = school_of_each
    school.anybody().ok("POST", "/users", MARA)
    assert fail_sign_in(school, 10) == [401] * 10
    held = school.anybody().send("POST", "/tokens", WRONG)
    assert (held.status_code, held.json["type"]) == (429, "/docs/problems#too-many-tries")
    assert held.headers["Retry-After"] == "5"
    assert held.headers["RateLimit"] == '"sign-in-account";r=0;t=5'
    assert held.headers["RateLimit-Policy"] == '"sign-in-account";q=10;w=21600'


def test_the_right_password_tells_nothing_while_its_account_waits(school: School):
    school.anybody().ok("POST", "/users", MARA)
    fail_sign_in(school, 10)
    assert school.anybody().send("POST", "/tokens", SIGN_IN).status_code == 429
    school.clock.forward(seconds=6)
    school.anybody().ok("POST", "/tokens", SIGN_IN)
    assert fail_sign_in(school, 10) == [401] * 10  # the owner was here: counted anew


def test_an_unknown_account_is_held_back_like_a_known_one(school: School):
    school.anybody().ok("POST", "/users", MARA)
    unknown = {**WRONG, "email": "nobody@school.example"}
    assert fail_sign_in(school, 11) == fail_sign_in(school, 11, unknown) == [401] * 10 + [429]


def test_the_pauses_grow_up_to_a_quarter_of_an_hour(school: School):
    pauses = []
    for _ in range(20):
        answer = school.anybody().send("POST", "/tokens", WRONG)
        if answer.status_code == 429:
            pauses.append(int(answer.headers["Retry-After"]))
            school.clock.forward(seconds=pauses[-1])
            assert school.anybody().send("POST", "/tokens", WRONG).status_code == 401
    assert pauses == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900][: len(pauses)] and len(pauses) >= 8
    school.clock.forward(hours=7)
    assert fail_sign_in(school, 10) == [401] * 10


def test_guesses_at_many_accounts_from_one_address_are_held_back(school: School, monkeypatch):
    monkeypatch.setattr(throttling, "SIGN_IN_ADDRESS", throttling.Limit("sign-in-address", 5))
    answers = [fail_sign_in(school, 1, {**WRONG, "email": f"t{n}@x.example"})[0] for n in range(6)]
    assert answers == [401] * 5 + [429]


def test_guesses_at_the_same_moment_are_all_counted(school_of_each: School):
    school, answers = school_of_each, []
    barrier = threading.Barrier(14)

    def guess():
        barrier.wait()
        answers.append(school.anybody().send("POST", "/tokens", WRONG).status_code)

    threads = [threading.Thread(target=guess) for _ in range(14)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [401] * 10 + [429] * 4


def test_counters_hold_no_address_and_are_forgotten(school: School):
    fail_sign_in(school, 1)
    with school.context.sessions() as session:
        rows = session.scalars(select(FailedTriesRow)).all()
        assert len(rows) == 2
        assert not any("mara" in row.subject or "127." in row.subject for row in rows)
        assert throttling.forget_old(session, now=school.clock()) == 0
        school.clock.forward(hours=7)
        assert throttling.forget_old(session, now=school.clock()) == 2


class TestJoining:
    def test_wrong_codes_are_held_back_and_right_ones_never(self, school_of_each: School, monkeypatch):
        school = school_of_each
        monkeypatch.setattr(throttling, "JOIN_ADDRESS", throttling.Limit("join-address", 3))
        assignment = school.assignment()
        wrong = {"join_code": "3333-3333", "nickname": "Noor"}
        answers = [school.anybody().send("POST", "/attempts", wrong) for _ in range(5)]
        assert [answer.status_code for answer in answers] == [404] * 3 + [429] * 2
        assert answers[-1].headers["RateLimit"].startswith('"join-address";r=0;t=')
        student = school.join(assignment)
        item = student.answer["items"][0]["id"]
        path = f"/attempts/{student.answer['id']}"
        student.ok("PUT", f"{path}/responses/{item}", {"answer": ["a"]})
        assert school.anybody().send("POST", "/attempts", wrong).status_code == 429

    def test_guesses_at_slips_are_held_back_by_assignment(self, school: School, monkeypatch):
        monkeypatch.setattr(throttling, "JOIN_ASSIGNMENT", throttling.Limit("join-assignment", 3))
        assignment, other = school.assignment(), school.assignment()
        code = put_roster(school, assignment, "Noor")["entries"][0]["code"]
        put_roster(school, other, "Sam")
        guesses = [
            school.anybody().send(
                "POST", "/attempts", {"join_code": a["join_code"], "roster_code": "33333333"}
            )
            for a in (assignment, assignment, assignment, assignment, other)
        ]
        assert [guess.status_code for guess in guesses] == [403] * 3 + [429, 403]
        body = {"join_code": assignment["join_code"], "roster_code": code}
        assert school.anybody().send("POST", "/attempts", body).status_code == 201

    def test_a_held_back_join_code_is_refused_on_its_page_too(self, school: School, monkeypatch):
        monkeypatch.setattr(throttling, "JOIN_ADDRESS", throttling.Limit("join-address", 2))
        client = school.app.test_client()
        assert [client.get("/join/33333333").status_code for _ in range(3)] == [404, 404, 429]
        assert client.get(f"/join/{school.assignment()['join_code']}").status_code == 200


def test_guesses_at_a_deletion_code_are_held_back(school: School):
    student = school.join(school.assignment())
    path = f"/attempts/{student.answer['id']}/erase"
    wrong = [student.send("POST", path, {"deletion_code": "3333"}).status_code for _ in range(11)]
    assert wrong == [403] * 10 + [429]
    right = {"deletion_code": student.answer["deletion_code"]}
    assert student.send("POST", path, right).status_code == 429
    school.clock.forward(seconds=6)
    assert student.send("POST", path, right).status_code == 200


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), ("", ""), ("odd", "odd")],
)
def test_an_ipv6_subscriber_is_one_address(address, network):
    assert throttling.network_of(address) == network


def test_sign_ins_and_failures_are_noted_without_names(school: School):
    school.anybody().ok("POST", "/users", MARA)
    fail_sign_in(school, 1)
    school.anybody().ok("POST", "/tokens", SIGN_IN)
    with school.context.sessions() as session:
        rows = session.scalars(select(AuditRow).order_by(AuditRow.id)).all()
    assert [row.event for row in rows] == ["registered", "sign-in-failed", "signed-in"]
    assert len({row.source for row in rows}) == 1 and rows[0].user_id == rows[2].user_id
    assert not any("mara" in str(vars(row)).lower() for row in rows)
