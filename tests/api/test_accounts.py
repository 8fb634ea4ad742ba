"""Teachers, their tokens and scopes over HTTP, from registering to revoking."""

import hashlib
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import argon2
import pytest
from click.testing import CliRunner
from flask import Flask

from quizapi.api.callers import cookie_name, hash_token
from quizapi.api.context import EXTENSION
from quizapi.cli import main
from quizapi.services.accounts import issue_token
from quizapi.services.invitations import make_invitation
from quizapi.store.engine import write_transaction
from quizapi.store.models import IdempotencyRow, TokenRow, UserRow
from tests.api.delivery import School

MARA = {"email": "mara@school.example", "password": "correct horse battery", "name": "Mara Ellison"}
SIGN_IN = {name: MARA[name] for name in ("email", "password")}


def test_a_teacher_registers_signs_in_and_is_known(school: School) -> None:
    nobody = school.anybody()
    user = nobody.ok("POST", "/users", MARA)
    assert (user["email"], user["name"]) == (MARA["email"], MARA["name"])
    token = nobody.ok("POST", "/tokens", {**SIGN_IN, "label": "Laptop"})
    assert (token["label"], token["kind"], token["scopes"]) == (
        "Laptop",
        "api",
        ["read", "author", "results"],
    )
    assert school.anybody(token["token"]).ok("GET", "/me")["id"] == user["id"]


def test_neither_password_nor_token_is_stored_or_sent_back(school: School) -> None:
    nobody = school.anybody()
    assert "password" not in nobody.send("POST", "/users", MARA).text
    secret = nobody.ok("POST", "/tokens", SIGN_IN)["token"]
    with school.context.sessions() as session:
        row = session.query(TokenRow).filter_by(label="API").one()
        assert row.token_hash == hashlib.sha256(secret.encode()).hexdigest()
        stored = session.query(UserRow).filter_by(email=MARA["email"]).one().password_hash
    assert stored.startswith("$argon2id$")
    listed = school.anybody(secret).send("GET", "/tokens")
    assert secret not in listed.text
    assert [token["id"] for token in listed.json["items"]] == [row.id]


def test_an_address_is_taken_once_whatever_its_case(school: School) -> None:
    school.anybody().ok("POST", "/users", MARA)
    again = school.anybody().send("POST", "/users", {**MARA, "email": " MARA@School.example "})
    assert (again.status_code, again.json["type"]) == (409, "/docs/problems#email-taken")
    assert school.anybody().ok("POST", "/tokens", {**SIGN_IN, "email": "MARA@school.example"})


def test_an_address_taken_at_the_same_moment_is_a_conflict(school_of_each: School) -> None:
    answers: list[int] = []
    barrier = threading.Barrier(3)

    def register() -> None:
        caller = school_of_each.anybody()
        barrier.wait()
        answers.append(caller.send("POST", "/users", MARA).status_code)

    threads = [threading.Thread(target=register) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [201, 409, 409]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"email": "mara"}, "/email"),
        ({"email": "a b@c.example"}, "/email"),
        ({"password": "ninechars"}, "/password"),
        ({"password": "x" * 1001}, "/password"),
        ({"name": ""}, "/name"),
        ({"name": "a\x00b"}, "/name"),
        ({"role": "admin"}, "/role"),
    ],
)
def test_bad_registrations_are_told_where(school: School, change: dict[str, str], pointer: str) -> None:
    response = school.anybody().send("POST", "/users", {**MARA, **change})
    assert response.status_code == 422
    assert response.json["errors"][0]["pointer"] == pointer
    assert "ninechars" not in response.text


def test_registration_can_be_closed(quizapi_app: Callable[..., Flask]) -> None:
    client = quizapi_app(registration="closed").test_client()
    response = client.post("/api/v1/users", json=MARA)
    assert (response.status_code, response.json["type"]) == (403, "/docs/problems#registration-closed")


class TestInvitation:
    """Where the server takes only who is invited."""

    @pytest.fixture
    def app(self, quizapi_app: Callable[..., Flask]) -> Flask:
        return quizapi_app(registration="invitation")

    def register(self, app: Flask, invitation: str | None) -> Any:
        return app.test_client().post("/api/v1/users", json={**MARA, "invitation": invitation})

    def invitation(self, app: Flask, email: str = MARA["email"], **left: float) -> str:
        parts = app.extensions[EXTENSION]
        until = parts.now() + timedelta(**(left or {"days": 1}))
        return make_invitation(parts.secret, email=email, until=until)

    def test_who_is_invited_may_come_once(self, app: Flask) -> None:
        invitation = self.invitation(app, email=MARA["email"].upper())
        assert self.register(app, invitation).status_code == 201
        assert self.register(app, invitation).json["type"] == "/docs/problems#email-taken"

    def test_others_may_not(self, app: Flask) -> None:
        other = self.invitation(app, email="other@school.example")
        good = self.invitation(app)
        forged = make_invitation(
            b"another secret", email=MARA["email"], until=datetime.now(UTC) + timedelta(days=1)
        )
        for bad in (None, "", "nonsense", other, good[:-1], good[1:], forged, self.invitation(app, days=-1)):
            response = self.register(app, bad)
            assert (response.status_code, response.json["type"]) == (403, "/docs/problems#invitation-needed")
        assert self.register(app, good).status_code == 201

    def test_a_closed_server_takes_no_invitation(self, quizapi_app: Callable[..., Flask]) -> None:
        app = quizapi_app(registration="closed")
        response = self.register(app, self.invitation(app))
        assert response.json["type"] == "/docs/problems#registration-closed"

    def test_the_operators_link_leads_to_the_form_and_the_form_to_an_account(
        self, app: Flask, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        secret = app.extensions[EXTENSION].secret.decode()
        monkeypatch.setenv("QUIZAPI_SECRET", secret)
        shown = CliRunner().invoke(main, ["users", "invite", MARA["email"]])
        assert shown.exit_code == 0, shown.output
        address = urlsplit(shown.output.strip())
        client = app.test_client()
        assert MARA["email"] not in shown.output
        assert 'name="email"' not in client.get("/sign-up").text
        page = client.get(f"{address.path}?{address.query}").text
        invitation = parse_qs(address.query)["invitation"][0]
        assert f'name="invitation" value="{invitation}"' in page
        done = client.post("/sign-up", data={**MARA, "invitation": invitation})
        assert done.status_code == 303

    def test_the_operator_invites_addresses_alone(self) -> None:
        shown = CliRunner().invoke(main, ["users", "invite", "nobody"])
        assert shown.exit_code == 1
        assert "name@school.example" in shown.output


def test_wrong_password_and_unknown_address_say_the_same(school: School) -> None:
    school.anybody().ok("POST", "/users", MARA)
    wrong = school.anybody().send("POST", "/tokens", {**SIGN_IN, "password": "something else"})
    unknown = school.anybody().send("POST", "/tokens", {**SIGN_IN, "email": "else@school.example"})
    assert wrong.status_code == 401
    assert wrong.json == unknown.json
    assert wrong.headers["WWW-Authenticate"].startswith("Bearer")


def test_an_unknown_address_costs_the_same_work_as_a_wrong_password(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told by what is done, not by a clock: one check of a hash with the same parameters."""
    checked: list[str] = []
    verify = argon2.PasswordHasher.verify

    def seen(self: argon2.PasswordHasher, hash: str, password: str) -> bool:
        checked.append(hash.rsplit("$", 2)[0])
        return verify(self, hash, password)

    school.anybody().ok("POST", "/users", MARA)
    monkeypatch.setattr(argon2.PasswordHasher, "verify", seen)
    for body in ({"password": "something else"}, {"email": "else@school.example"}, {"email": "no address"}):
        assert school.anybody().send("POST", "/tokens", {**SIGN_IN, **body}).status_code == 401
    assert checked[0].startswith("$argon2id$v=19$m=65536,")
    assert checked == checked[:1] * 3


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer qat_wrong", "Basic abc", "Bearer qas_x y"]
)
def test_without_a_valid_token_nothing_is_told(school: School, header: str) -> None:
    headers = {"Authorization": header} if header else {}
    response = school.app.test_client().get("/api/v1/me", headers=headers)
    assert response.status_code in (401, 403)
    assert response.content_type == "application/problem+json"
    if response.status_code == 401:
        assert "WWW-Authenticate" in response.headers


def test_a_revoked_token_is_no_token_at_once(school: School) -> None:
    school.anybody().ok("POST", "/users", MARA)
    token = school.anybody().ok("POST", "/tokens", SIGN_IN)
    me = school.anybody(token["token"])
    assert me.send("DELETE", f"/tokens/{token['id']}").status_code == 204
    assert me.send("GET", "/me").status_code == 401


def test_anothers_token_cannot_be_revoked(school: School) -> None:
    (token,) = school.teacher.ok("GET", "/tokens")["items"]
    response = school.another_teacher().send("DELETE", f"/tokens/{token['id']}")
    assert (response.status_code, response.json["type"]) == (404, "/docs/problems#token-not-found")
    assert school.teacher.send("GET", "/me").status_code == 200


def test_browsers_sessions_are_listed_beside_tokens_and_ended_from_elsewhere(school: School) -> None:
    session_token = "a browser's own"
    with write_transaction(school.context.sessions) as session:
        issue_token(
            session, user_id=school.user_id, token_hash=hash_token(session_token), label="Browser",
            kind="session", scopes=["read"], now=school.clock(), expires_at=None,
        )  # fmt: skip
    browser = school.app.test_client()
    with school.app.app_context():
        browser.set_cookie(cookie_name(), session_token)
    assert browser.get("/api/v1/me").status_code == 200
    listed = {token["kind"]: token for token in school.teacher.ok("GET", "/tokens")["items"]}
    assert set(listed) == {"api", "session"}
    assert school.teacher.send("DELETE", f"/tokens/{listed['session']['id']}").status_code == 204
    assert browser.get("/api/v1/me").status_code == 401


def test_a_password_is_the_same_however_its_signs_are_composed(school: School) -> None:
    """Some keyboards send an accent by itself (NIST SP 800-63B, 5.1.1.2)."""
    composed, apart = "schöne neue wörter", "scho\u0308ne neue wo\u0308rter"
    school.anybody().ok("POST", "/users", {**MARA, "password": apart})
    for password in (composed, apart):
        school.anybody().ok("POST", "/tokens", {**SIGN_IN, "password": password})


def test_a_token_tells_when_it_was_last_used(school: School) -> None:
    """To some minutes: no request waits for a note of its own."""
    school.anybody().ok("POST", "/users", MARA)
    made = school.anybody().ok("POST", "/tokens", SIGN_IN)
    me = school.anybody(made["token"])
    assert made["last_used_at"] is None
    times = []
    for _ in range(2):
        school.clock.forward(hours=1)
        (shown,) = me.ok("GET", "/tokens")["items"]
        assert shown["last_used_at"] == school.clock().isoformat().replace("+00:00", "Z")
        times.append(shown["last_used_at"])
    assert times[0] < times[1]


def test_an_expired_token_is_none(school: School) -> None:
    school.anybody().ok("POST", "/users", MARA)
    me = school.anybody(school.anybody().ok("POST", "/tokens", SIGN_IN)["token"])
    school.clock.forward(days=364)
    assert me.send("GET", "/me").status_code == 200
    school.clock.forward(days=2)
    assert me.send("GET", "/me").status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", "/articles", "read"),
        ("POST", "/articles", "author"),
        ("POST", "/quizzes", "author"),
        ("GET", "/assignments/0199a3c2-7d1e-7c44-9a51-3f0c6f0f5b1a/results", "results"),
    ],
)
def test_each_scope_opens_its_own_operations(school: School, method: str, path: str, scope: str) -> None:
    for held in ("read", "author", "results"):
        token = f"qat_{held}-{method}-{path}"
        with write_transaction(school.context.sessions) as session:
            issue_token(
                session,
                user_id=school.user_id,
                token_hash=hash_token(token),
                label=held,
                kind="api",
                scopes=[held],
                now=school.clock(),
                expires_at=None,
            )
        response = school.anybody(token).send(method, path, {} if method == "POST" else None)
        assert (response.status_code == 403) == (held != scope)


def test_scopes_can_be_narrowed_at_sign_in(school: School) -> None:
    school.anybody().ok("POST", "/users", MARA)
    token = school.anybody().ok("POST", "/tokens", {**SIGN_IN, "scopes": ["read"]})["token"]
    assert school.anybody(token).send("POST", "/articles", {"text": "x"}).status_code == 403
    assert school.anybody().send("POST", "/tokens", {**SIGN_IN, "scopes": ["all"]}).status_code == 422


def test_a_retried_sign_in_gives_the_same_token_and_stores_none(school: School) -> None:
    school.anybody().ok("POST", "/users", MARA)
    key = "7d0d3f2e-5f0e-4b8e-9d43-0a5b3e6f1c22"
    first: dict[str, Any] = school.anybody().ok("POST", "/tokens", SIGN_IN, Idempotency_Key=key)
    assert school.anybody().ok("POST", "/tokens", SIGN_IN, Idempotency_Key=key) == first
    with school.context.sessions() as session:
        (row,) = session.query(IdempotencyRow).all()
    assert first["token"].encode() not in row.body
    assert school.anybody(first["token"]).send("GET", "/me").status_code == 200


def test_ones_name_changes_with_the_etag(school: School) -> None:
    read = school.teacher.send("GET", "/me")
    assert school.teacher.send("PATCH", "/me", {"name": "New"}).status_code == 428
    changed = school.teacher.send("PATCH", "/me", {"name": "New"}, If_Match=read.headers["ETag"])
    assert (changed.status_code, changed.json["name"]) == (200, "New")
    assert (
        school.teacher.send("PATCH", "/me", {"name": "Old"}, If_Match=read.headers["ETag"]).status_code == 412
    )


class TestPassword:
    NEW = "seven green lanterns"

    def change(self, me: Any, **body: str) -> Any:
        etag = me.send("GET", "/me").headers["ETag"]
        return me.send("PATCH", "/me", body, If_Match=etag)

    def test_a_new_one_ends_every_token_and_session(self, school: School) -> None:
        school.anybody().ok("POST", "/users", MARA)
        me, program = (school.anybody(school.anybody().ok("POST", "/tokens", SIGN_IN)["token"]) for _ in "12")
        changed = self.change(me, password=self.NEW, current_password=MARA["password"])
        assert changed.status_code == 200 and "lanterns" not in changed.text
        assert [who.send("GET", "/me").status_code for who in (me, program)] == [401, 401]
        assert school.anybody().send("POST", "/tokens", SIGN_IN).status_code == 401
        school.anybody().ok("POST", "/tokens", {**SIGN_IN, "password": self.NEW})

    @pytest.mark.parametrize(
        ("body", "pointer"),
        [
            ({"password": NEW}, "/current_password"),
            ({"password": NEW, "current_password": "something else"}, "/current_password"),
            ({"password": "qwertyuiop", "current_password": MARA["password"]}, "/password"),
            ({"password": "short", "current_password": MARA["password"]}, "/password"),
        ],
    )
    def test_a_faulty_change_changes_nothing(
        self, school: School, body: dict[str, str], pointer: str
    ) -> None:
        school.anybody().ok("POST", "/users", MARA)
        me = school.anybody(school.anybody().ok("POST", "/tokens", SIGN_IN)["token"])
        refused = self.change(me, **body)
        assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, pointer)
        assert me.send("GET", "/me").status_code == 200
        school.anybody().ok("POST", "/tokens", SIGN_IN)

    def test_a_stolen_token_cannot_guess_the_password_without_end(self, school: School) -> None:
        school.anybody().ok("POST", "/users", MARA)
        me = school.anybody(school.anybody().ok("POST", "/tokens", SIGN_IN)["token"])
        answers = [self.change(me, password=self.NEW, current_password=f"guess {n}") for n in range(11)]
        assert [answer.status_code for answer in answers] == [422] * 10 + [429]

    def test_a_common_one_is_refused_at_registration(self, school: School) -> None:
        refused = school.anybody().send("POST", "/users", {**MARA, "password": "1234567890"})
        assert (refused.status_code, refused.json["type"]) == (422, "/docs/problems#password-too-common")


def test_a_token_lives_as_long_as_was_asked(school: School) -> None:
    school.anybody().ok("POST", "/users", MARA)
    me = school.anybody(school.anybody().ok("POST", "/tokens", {**SIGN_IN, "expires_in_days": 7})["token"])
    school.clock.forward(days=6)
    (token,) = me.ok("GET", "/tokens")["items"]
    assert token["kind"] == "api" and token["expires_at"].startswith("2026-03-09")
    school.clock.forward(days=2)
    assert me.send("GET", "/me").status_code == 401
    for days in (0, 366, 1.5, True):
        assert (
            school.anybody().send("POST", "/tokens", {**SIGN_IN, "expires_in_days": days}).status_code == 422
        )
