"""A small learning platform on loopback: signs launches, gives tokens, names members, takes scores."""

import html
import json
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.outbound.hosts import Host, Reply, Seen, host

Json = dict[str, Any]
CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
LINEITEM = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem"
CLIENT_ID = "quiz-tool"
DEPLOYMENT = "deployment-1"


@dataclass
class Platform:
    """The platform. A launch's claims are made by `message`; a test may spoil them before they go."""

    server: Host
    key: rsa.RSAPrivateKey
    members: list[Json] = field(default_factory=list)
    scores: list[Json] = field(default_factory=list)
    lineitems: list[Json] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    tool_url: str = ""
    tokens: dict[str, str] = field(default_factory=dict)
    assertions: set[str] = field(default_factory=set)
    chosen: list[str] = field(default_factory=list)
    name: str = "127.0.0.1"
    """What browsers call the platform's host; another than the tool's makes it another site."""

    @property
    def issuer(self) -> str:
        return f"http://{self.name}:{self.server.port}"

    def registration(self) -> Json:
        return {
            "name": "School",
            "issuer": self.issuer,
            "client_id": CLIENT_ID,
            "auth_login_url": f"{self.issuer}/auth",
            "auth_token_url": f"{self.issuer}/token",
            "key_set_url": f"{self.issuer}/jwks",
            "deployment_ids": [DEPLOYMENT],
        }

    def sign(self, claims: Json, *, key: rsa.RSAPrivateKey | None = None, **header: Any) -> str:
        return jwt.encode(claims, key or self.key, algorithm="RS256", headers={"kid": "k1", **header})

    def message(self, *, nonce: str, sub: str, role: str, **claims: Any) -> Json:
        """The claims of a launch; a value of None takes a claim out."""
        now = int(time.time())
        made = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": sub,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "name": "Noor Haddad",
            "email": "noor@school.example",
            f"{CLAIM}version": "1.3.0",
            f"{CLAIM}message_type": "LtiResourceLinkRequest",
            f"{CLAIM}deployment_id": DEPLOYMENT,
            f"{CLAIM}target_link_uri": f"{self.tool_url}/lti/launch",
            f"{CLAIM}resource_link": {"id": "place-1"},
            f"{CLAIM}context": {"id": "course-1", "title": "Reading the news"},
            f"{CLAIM}roles": [MEMBERSHIP + role],
            f"{CLAIM}launch_presentation": {
                "document_target": "iframe",
                "return_url": f"{self.issuer}/course",
            },
            "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": {
                "scope": [SCORE, LINEITEM],
                "lineitem": f"{self.issuer}/Course/lineitems/1",
                "lineitems": f"{self.issuer}/Course/lineitems",
            },
            "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice": {
                "context_memberships_url": f"{self.issuer}/Course/members",
                "service_versions": ["2.0"],
            },
            **claims,
        }
        return {name: value for name, value in made.items() if value is not None}

    def __call__(self, seen: Seen) -> Reply:
        path = urlsplit(seen.path).path
        if path == "/jwks":
            return _json({"keys": [jwk_of(self.key)]})
        if path == "/token":
            return self._token(seen)
        if path in ("/course", "/auth", "/deep"):
            return self._page(path, seen)
        if self.replies:
            return self.replies.pop(0)
        scope = self.tokens.get(seen.headers.get("authorization", "").removeprefix("Bearer "), "")
        if path == "/Course/members":
            return self._members(seen) if "contextmembership" in scope else Reply(status=401)
        if path == "/Course/lineitems/1/scores" and seen.method == "POST":
            return self._score(seen) if SCORE in scope else Reply(status=401)
        if path == "/Course/lineitems":
            return self._lineitems(seen) if LINEITEM in scope else Reply(status=401)
        return Reply(status=404)

    def _page(self, path: str, seen: Seen) -> Reply:
        """What a browser is shown: a course with the tool in a frame or a window; the way back by form."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(seen.path).query).items()}
        if path == "/deep":
            self.chosen.append(dict(parse_qsl(seen.body.decode()))["JWT"])
            return _html("<h1>Chosen</h1>")
        if path == "/auth":
            sub, role, assignment_id = query["login_hint"].split("|")
            claims = self.deep_linking() if role == "Instructor" else {}
            claims[f"{CLAIM}custom"] = {"assignment_id": assignment_id}
            message = self.message(nonce=query["nonce"], sub=sub, role=role, **claims)
            return _posting(query["redirect_uri"], {"state": query["state"], "id_token": self.sign(message)})
        hint = query["who"]
        login = f"{self.tool_url}/lti/login?{urlencode({'iss': self.issuer, 'login_hint': hint})}"
        if query.get("in") == "window":
            return _html(f'<a href="{html.escape(login)}">Open</a>')
        return _html(f'<iframe name="tool" src="{html.escape(login)}" width="800" height="700"></iframe>')

    def deep_linking(self) -> Json:
        """The claims of a request to choose something."""
        return {
            f"{CLAIM}message_type": "LtiDeepLinkingRequest",
            f"{CLAIM}resource_link": None,
            "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings": {
                "deep_link_return_url": f"{self.issuer}/deep",
                "accept_types": ["ltiResourceLink"],
                "accept_presentation_document_targets": ["iframe"],
            },
        }

    def _token(self, seen: Seen) -> Reply:
        """As RFC 7523 asks: the assertion is signed by the tool's published key, for us, and used once."""
        sent = dict(parse_qsl(seen.body.decode()))
        keys = requests.get(f"{self.tool_url}/lti/keys", timeout=60).json()["keys"]
        kid = jwt.get_unverified_header(sent["client_assertion"])["kid"]
        key = jwt.PyJWK(next(one for one in keys if one["kid"] == kid))
        claims = jwt.decode(
            sent["client_assertion"], key, algorithms=["RS256"], audience=f"{self.issuer}/token"
        )
        if claims["iss"] != CLIENT_ID or claims["sub"] != CLIENT_ID or claims["jti"] in self.assertions:
            return Reply(status=401)
        self.assertions.add(claims["jti"])
        token = uuid.uuid4().hex
        self.tokens[token] = sent["scope"]
        return _json({"access_token": token, "token_type": "Bearer", "expires_in": 3600})

    def _members(self, seen: Seen) -> Reply:
        """Two pages, whose addresses are not the same in small letters."""
        query = parse_qs(urlsplit(seen.path).query)
        assert query["rlid"] == ["place-1"]
        middle = (len(self.members) + 1) // 2
        if "Page" in query:
            return _json({"members": self.members[middle:]})
        following = f'<{self.issuer}/Course/members?rlid=place-1&Page=2>; rel="next"'
        reply = _json({"members": self.members[:middle]})
        reply.headers["Link"] = following
        return reply

    def _score(self, seen: Seen) -> Reply:
        assert seen.headers["content-type"] == "application/vnd.ims.lis.v1.score+json"
        self.scores.append(json.loads(seen.body))
        return Reply(status=204)

    def _lineitems(self, seen: Seen) -> Reply:
        if seen.method == "GET":
            return _json(self.lineitems)
        made = {**json.loads(seen.body), "id": f"{self.issuer}/Course/lineitems/1"}
        self.lineitems.append(made)
        return _json(made)


@contextmanager
def platform(name: str = "127.0.0.1") -> Iterator[Platform]:
    """A running platform with a key of its own, under a name of this machine."""
    made: list[Platform] = []
    with host(lambda seen: made[0](seen)) as server:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        made.append(Platform(server, key, name=name))
        yield made[0]


def jwk_of(key: rsa.RSAPrivateKey, kid: str = "k1") -> Json:
    public: Json = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    return {**public, "kid": kid, "alg": "RS256", "use": "sig"}


def _html(body: str) -> Reply:
    return Reply(f"<!doctype html><body>{body}</body>".encode(), headers={"Content-Type": "text/html"})


def _posting(to: str, values: dict[str, str]) -> Reply:
    fields = "".join(f'<input type="hidden" name="{n}" value="{html.escape(v)}">' for n, v in values.items())
    form = f'<form method="post" action="{html.escape(to)}">{fields}</form>'
    return _html(f"{form}<script>document.forms[0].submit()</script>")


def _json(data: Any) -> Reply:
    return Reply(json.dumps(data).encode(), headers={"Content-Type": "application/json"})
