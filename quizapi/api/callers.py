"""Who sends a request: a teacher (token or browser session), a student's attempt, or nobody."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Literal, cast

from flask import g, request

from quizapi.api.context import context
from quizapi.services.accounts import authenticate_teacher
from quizapi.services.errors import Forbidden, NotAuthenticated

TEACHER_PREFIX = "qat_"
STUDENT_PREFIX = "qas_"
#: Scopes a teacher's token may have.
SCOPES = ("read", "author", "results")


@dataclass(frozen=True, slots=True)
class Caller:
    """`user_id` of a teacher, or the hash of a student's attempt token; neither for anybody else."""

    kind: Literal["anonymous", "teacher", "student"]
    user_id: str = ""
    token_id: str = ""
    attempt_token_hash: str = ""
    scopes: frozenset[str] = frozenset()
    by_cookie: bool = False

    @property
    def key(self) -> str:
        """What idempotency keys belong to."""
        return f"{self.kind}:{self.user_id or self.attempt_token_hash}"


class CsrfFailed(Forbidden):
    """The page's token for changes is missing or old."""


def hash_token(token: str) -> str:
    """SHA-256, hexadecimal. Tokens are 256 random bits, so no salt and no slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def cookie_name() -> str:
    """`__Host-` binds the cookie to this host where browsers allow it."""
    return "__Host-quizapi" if context().secure_cookies else "quizapi"


def csrf_token(session_token: str) -> str:
    """The value that a page's forms and scripts send back with each change."""
    return hmac.new(context().secret, b"csrf:" + session_token.encode(), "sha256").hexdigest()


def identify() -> Caller:
    """Find out who sends the present request, and keep it in `g.caller`.

    Raises:
        NotAuthenticated: A token was sent and is not valid.
        CsrfFailed: A browser's session sends a change without its page's token.
    """
    header = request.headers.get("Authorization", "")
    cookie = request.cookies.get(cookie_name(), "")
    if header:
        caller = _by_header(header)
    elif cookie:
        caller = _by_cookie(cookie)
    else:
        caller = Caller("anonymous")
    g.caller = caller
    return caller


def caller() -> Caller:
    """Who sends the present request."""
    return cast(Caller, g.caller)


def _by_header(header: str) -> Caller:
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NotAuthenticated("Send the header Authorization: Bearer TOKEN.")
    token = token.strip()
    if token.startswith(STUDENT_PREFIX):
        return Caller("student", attempt_token_hash=hash_token(token), scopes=frozenset({"attempt"}))
    return _teacher(token, by_cookie=False)


def _by_cookie(token: str) -> Caller:
    try:
        caller = _teacher(token, by_cookie=True)
    except NotAuthenticated:
        return Caller("anonymous")  # an old cookie must not keep a student from joining
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        sent = request.headers.get("X-CSRF-Token", "")
        if not hmac.compare_digest(sent.encode(), csrf_token(token).encode()):
            raise CsrfFailed("Reload the page and try again.")
    return caller


def _teacher(token: str, *, by_cookie: bool) -> Caller:
    kind = "session" if by_cookie else "api"
    with context().sessions() as session:
        row = authenticate_teacher(session, token_hash=hash_token(token), kind=kind, now=context().now())
        return Caller("teacher", row.user_id, row.id, scopes=frozenset(row.scopes), by_cookie=by_cookie)
