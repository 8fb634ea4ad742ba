"""What a request needs of the application, and the request's own database session."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, cast

from flask import current_app, g, request
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from quizapi.plugin_api.registry import Registry
from quizapi.queue import JobQueue
from quizapi.services.systems import Systems

EXTENSION = "quizapi"
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class ApiContext:
    """The joined parts of the application, made once by `app.create_app`."""

    engine: Engine
    sessions: sessionmaker[Session]
    queue: JobQueue
    registry: Registry
    secret: bytes
    base_url: str
    secure_cookies: bool
    max_article_chars: int
    model: str
    """Installed spaCy pipeline that workers read with."""
    registration: Literal["open", "invitation", "closed"]
    allow_unreviewed: bool
    event_streams: int = 8
    """How many threads of this process may be held by event streams and waiting requests together."""
    metrics_token: str | None = None
    """Who may read `/metrics` from another machine."""
    security_contact: str = ""
    """Address for `security.txt`; empty where the operator gave none."""
    systems: Systems = field(default_factory=Systems)
    """What is switched on towards other systems."""
    now: Callable[[], datetime] = utc_now


def context() -> ApiContext:
    """The context of the running application."""
    return cast(ApiContext, current_app.extensions[EXTENSION])


def session() -> Session:
    """The request's session, opened at first use.

    For requests that write it takes the write lock at once; `ApiView` commits it when the view has answered,
    and everything is rolled back when the view raises.
    """
    if "quizapi_session" not in g:
        g.quizapi_session = context().sessions()
        if request.method not in _SAFE_METHODS:
            g.quizapi_session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})
    return cast(Session, g.quizapi_session)


def commit() -> None:
    """Commit what the request has done so far, if it has touched the database."""
    if "quizapi_session" in g:
        session().commit()


def close_session(error: BaseException | None = None) -> None:
    """Give the request's session back (a teardown function)."""
    own = g.pop("quizapi_session", None)
    if own is not None:
        own.close()
