"""Launches that are not what they say. Each is refused, leaves nothing behind, and its state is used up."""

import hmac
import json
import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.utils import base64url_encode

from quizapi.store.engine import write_transaction
from quizapi.store.models import AttemptRow, LtiLearnerRow, LtiPlatformRow, LtiTicketRow
from tests.lti.conftest import World
from tests.lti.platform import CLAIM, CLIENT_ID, jwk_of
from tests.outbound.hosts import Reply

Json = dict[str, Any]
Spoiling = Callable[[Json], None]


@pytest.fixture
def assignment_id(world: World) -> str:
    found: str = world.assignment()["id"]
    return found


def message(world: World, nonce: str, assignment_id: str) -> Json:
    custom = {f"{CLAIM}custom": {"assignment_id": assignment_id}}
    return world.platform.message(nonce=nonce, sub="person-7", role="Learner", **custom)


def left_behind(world: World) -> int:
    with world.school.context.sessions() as session:
        return sum(session.query(row).count() for row in (AttemptRow, LtiLearnerRow, LtiTicketRow))


def change(name: str, value: Any) -> Spoiling:
    return lambda claims: claims.update({name: value})


def drop(name: str) -> Spoiling:
    return lambda claims: claims.pop(name) and None


NOW = int(time.time())
SPOILT: dict[str, Spoiling] = {
    "wrong nonce": change("nonce", "another"),
    "no nonce": drop("nonce"),
    "wrong issuer": change("iss", "https://other.example"),
    "no issuer": drop("iss"),
    "wrong audience": change("aud", "another-tool"),
    "no audience": drop("aud"),
    "several audiences, made for another": lambda c: c.update(aud=[CLIENT_ID, "other"], azp="other"),
    "several audiences, nobody named": change("aud", [CLIENT_ID, "other"]),
    "made for another": change("azp", "other"),
    "expired": lambda c: c.update(iat=NOW - 300, exp=NOW - 200),
    "no end": drop("exp"),
    "no beginning": drop("iat"),
    "good for years, made long ago": lambda c: c.update(iat=NOW - 86_400, exp=NOW + 10**8),
    "made in the future": lambda c: c.update(iat=NOW + 3600, exp=NOW + 7200),
    "end that is no number": change("exp", "soon"),
    "wrong deployment": change(f"{CLAIM}deployment_id", "another"),
    "no deployment": drop(f"{CLAIM}deployment_id"),
    "deployment of another kind": change(f"{CLAIM}deployment_id", {"a": 1}),
    "no subject": drop("sub"),
    "empty subject": change("sub", ""),
    "long subject": change("sub", "x" * 300),
    "wrong version": change(f"{CLAIM}version", "1.1"),
    "unknown message": change(f"{CLAIM}message_type", "LtiSubmissionReviewRequest"),
    "no message type": drop(f"{CLAIM}message_type"),
    "no roles": drop(f"{CLAIM}roles"),
    "roles of another kind": change(f"{CLAIM}roles", "Learner"),
    "role of the institution alone": change(
        f"{CLAIM}roles", ["http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor"]
    ),
    "no place": drop(f"{CLAIM}resource_link"),
    "place of another kind": change(f"{CLAIM}resource_link", "x"),
}


@pytest.fixture(scope="module")
def stranger() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def test_a_message_that_is_spoilt_in_anything_is_refused(world: World, assignment_id: str) -> None:
    let_through = []
    for name, spoil in SPOILT.items():
        browser = world.browser()
        state, nonce = world.begin(browser)
        claims = message(world, nonce, assignment_id)
        spoil(claims)
        answer = world.send(browser, state, world.platform.sign(claims))
        assert answer.status_code < 500, (name, answer.text)
        if answer.status_code != 403 or "quiz-tool" in answer.text:
            let_through.append((name, answer.status_code))
        good = world.platform.sign(message(world, nonce, assignment_id))
        assert world.send(browser, state, good).status_code == 403, name  # the state was used up
    assert let_through == []
    assert left_behind(world) == 0


def signed_with_public_key(world: World, claims: Json) -> str:
    """The old trick: what everybody knows is taken for the secret of an HMAC."""
    pem = world.platform.key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    header = {"alg": "HS256", "typ": "JWT", "kid": "k1"}
    parts = [base64url_encode(json.dumps(part).encode()) for part in (header, claims)]
    signature = hmac.digest(pem, b".".join(parts), "sha256")
    return b".".join([*parts, base64url_encode(signature)]).decode()


def test_a_signature_that_is_not_the_platforms_is_refused(
    world: World, assignment_id: str, stranger: rsa.RSAPrivateKey
) -> None:
    def tokens(claims: Json) -> dict[str, str]:
        good = world.platform.sign(claims)
        head, body, signature = good.split(".")
        other = world.platform.sign({**claims, "sub": "person-8"})
        return {
            "another's key": world.platform.sign(claims, key=stranger),
            "another's key under its own name": world.platform.sign(claims, key=stranger, kid="k2"),
            "no key named": jwt.encode(claims, world.platform.key, algorithm="RS256"),
            "a key within": world.platform.sign(claims, key=stranger, jwk=jwk_of(stranger)),
            "a key elsewhere": world.platform.sign(claims, key=stranger, jku="http://127.0.0.1:9/keys"),
            "not signed": jwt.encode(claims, None, algorithm="none", headers={"kid": "k1"}),
            "signed with the public key": signed_with_public_key(world, claims),
            "another algorithm": jwt.encode(
                claims, world.platform.key, algorithm="RS512", headers={"kid": "k1"}
            ),
            "another's body": f"{head}.{other.split('.')[1]}.{signature}",
            "cut": good[:-10],
            "no signature": f"{head}.{body}.",
            "nothing": "",
            "no token": "a.b.c",
        }

    let_through = []
    for name in tokens(message(world, "n", assignment_id)):
        browser = world.browser()
        state, nonce = world.begin(browser)
        token = tokens(message(world, nonce, assignment_id))[name]
        answer = world.send(browser, state, token)
        if answer.status_code != 403:
            let_through.append((name, answer.status_code, answer.text[-300:]))
    assert let_through == []
    assert left_behind(world) == 0


def test_a_launch_is_good_once(world: World, assignment_id: str) -> None:
    browser = world.browser()
    state, nonce = world.begin(browser)
    token = world.platform.sign(message(world, nonce, assignment_id))
    assert world.send(browser, state, token).status_code == 200
    assert world.send(browser, state, token).status_code == 403
    other, _ = world.begin(browser)
    assert world.send(browser, other, token).status_code == 403  # its nonce is another launch's


def test_a_state_that_nobody_began_or_that_is_too_old_is_refused(world: World, assignment_id: str) -> None:
    browser = world.browser()
    state, nonce = world.begin(browser)
    token = world.platform.sign(message(world, nonce, assignment_id))
    assert world.send(browser, "state-made-up", token).status_code == 403
    world.school.clock.forward(minutes=11)
    assert world.send(browser, state, token).status_code == 403


def test_a_launch_that_another_browser_began_is_refused(world: World, assignment_id: str) -> None:
    mine, theirs = world.browser(), world.browser()
    state, nonce = world.begin(theirs)
    (name,) = theirs.cookies
    mine.cookies[name] = "state-of-mine"
    token = world.platform.sign(message(world, nonce, assignment_id))
    assert world.send(mine, state, token).status_code == 403


@pytest.mark.parametrize(
    "changes",
    [{"iss": "https://other.example"}, {"iss": ""}, {"client_id": "another"}, {"login_hint": ""}],
)
def test_a_login_of_an_unknown_platform_is_refused(world: World, changes: dict[str, str]) -> None:
    sent = {"iss": world.platform.issuer, "login_hint": "x", "client_id": CLIENT_ID, **changes}
    answer = world.browser().ask("POST", "/lti/login", data={k: v for k, v in sent.items() if v})
    assert answer.status_code in (403, 404)
    assert "Location" not in answer.headers


def test_a_platforms_login_address_may_have_a_query_of_its_own(world: World) -> None:
    with write_transaction(world.school.context.sessions) as session:
        session.query(LtiPlatformRow).one().auth_login_url = f"{world.platform.issuer}/auth?school=7"
    sent = {"iss": world.platform.issuer, "login_hint": "x"}
    to = world.browser().ask("POST", "/lti/login", data=sent).headers["Location"]
    assert to.startswith(f"{world.platform.issuer}/auth?school=7&scope=openid&")
    assert to.count("?") == 1


def test_a_refusal_is_a_page_that_the_platform_can_show(world: World) -> None:
    answer = world.send(world.browser(), "state", "token")
    assert answer.headers["Content-Type"].startswith("text/html")
    assert f"frame-ancestors {world.platform.issuer}" in answer.headers["Content-Security-Policy"]


def test_a_new_key_of_the_platform_is_fetched_when_it_is_used(
    world: World, assignment_id: str, stranger: rsa.RSAPrivateKey
) -> None:
    def launch() -> int:
        browser = world.browser()
        state, nonce = world.begin(browser)
        token = world.platform.sign(message(world, nonce, assignment_id), kid=kid)
        return world.send(browser, state, token).status_code

    kid = "k1"
    assert (launch(), launch()) == (200, 200)
    assert world.platform.server.paths().count("/jwks") == 1
    kid = "made-up"
    assert (launch(), launch()) == (403, 403)
    assert world.platform.server.paths().count("/jwks") == 1  # not again at once
    world.school.clock.forward(minutes=1)
    assert (launch(), launch()) == (403, 403)
    assert world.platform.server.paths().count("/jwks") == 2
    world.school.clock.forward(seconds=-60)
    kid = "k1"
    world.platform.key = stranger
    assert launch() == 403  # the old key is kept for an hour
    world.school.clock.forward(minutes=1)


def test_keys_that_cannot_be_fetched_are_told(world: World, assignment_id: str) -> None:
    with write_transaction(world.school.context.sessions) as session:
        session.query(LtiPlatformRow).one().key_set_url = f"{world.platform.issuer}/missing"
    world.platform.replies = [Reply(b"[]"), Reply(b'{"keys": 5}'), Reply(status=500), Reply(b"x")]
    for _ in range(5):
        answer = world.launch(world.browser(), assignment_id=assignment_id)
        assert answer.status_code == 403
