"""Pages are a client of the API: each call runs the API's own view in this process.

So a page can do nothing that a client could not: schemas, ownership, conditions and retries are checked in
one place, and a page says what the API says.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask import Flask, current_app, json, request
from werkzeug.datastructures import FileStorage, Headers
from werkzeug.test import EnvironBuilder

from quizapi.api.blueprint import BASE_PATH
from quizapi.api.callers import cookie_name, csrf_token
from quizapi.web.languages.elsewhere import translated
from quizapi.web.languages.speaking import gettext

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the API answered. `data` is the decoded JSON; None where there is no body."""

    status: int
    data: Any
    headers: Headers = field(repr=False)

    @property
    def etag(self) -> str:
        """The strong ETag with its quotation marks, or empty."""
        return self.headers.get("ETag", "")


class ApiRefusal(Exception):
    """The API refused; `answer` is its problem."""

    def __init__(self, answer: Answer) -> None:
        data = answer.data if isinstance(answer.data, dict) else {}
        self.status = answer.status
        self.title = translated(str(data.get("title", ""))) or gettext("Something went wrong")
        self.detail = translated(str(data.get("detail", "")))
        self.type = str(data.get("type", "")).rpartition("#")[2]
        self.errors: list[Json] = [
            {**error, "detail": translated(str(error.get("detail", "")))} for error in data.get("errors", ())
        ]
        super().__init__(f"{self.status} {self.title}")

    def field_errors(self) -> dict[str, str]:
        """The first fault of each top-level field; those of no field under the empty name."""
        found: dict[str, str] = {}
        for error in self.errors:
            name = str(error.get("pointer", "")).lstrip("/").partition("/")[0]
            found.setdefault(name, str(error.get("detail", "")))
        return found


def call(
    method: str,
    path: str,
    *,
    body: Any = None,
    query: Mapping[str, Any] | None = None,
    attempt_token: str = "",
    if_match: str = "",
    idempotency_key: str = "",
    files: Sequence[FileStorage] = (),
) -> Answer:
    """Send a request to the API as the visitor of the present page.

    Args:
        path: Below `/api/v1`.
        attempt_token: Sends it as a student; else the teacher's session of this browser, if any. The page has
            checked its own CSRF token before.
        if_match: The ETag that a change is meant for.
        idempotency_key: Of the form that was sent, so that a form sent twice is one request.
        files: Sent as the fields `file` of a form, instead of a body.

    Raises:
        ApiRefusal: The answer is a problem (4xx, 5xx).
    """
    answer = _dispatch(
        current_app._get_current_object(),  # type: ignore[attr-defined]
        method,
        path,
        body=body,
        query=query,
        files=files,
        headers=_headers(attempt_token, if_match, idempotency_key),
    )
    if answer.status >= 400:
        raise ApiRefusal(answer)
    return answer


def get(path: str, **query: Any) -> Any:
    """The JSON of a GET as this browser's teacher.

    Raises:
        ApiRefusal
    """
    return call("GET", path, query=query).data


def get_all(path: str, *, most: int = 1000, **query: Any) -> list[Json]:
    """All elements of a list, page by page, `most` at the most.

    Raises:
        ApiRefusal
    """
    items: list[Json] = []
    cursor = None
    while True:
        page = get(path, limit=200, cursor=cursor, **query)
        items += page["items"]
        cursor = page["next_cursor"]
        if cursor is None or len(items) >= most:
            return items[:most]


def new_key() -> str:
    """A key for a form that creates something."""
    return str(uuid.uuid4())


def _headers(attempt_token: str, if_match: str, idempotency_key: str) -> Headers:
    headers = Headers({"Accept": "application/json"})
    if attempt_token:
        headers["Authorization"] = f"Bearer {attempt_token}"
    else:
        session = request.cookies.get(cookie_name(), "")
        if session:
            headers["Cookie"] = f"{cookie_name()}={session}"
            headers["X-CSRF-Token"] = csrf_token(session)
    if if_match:
        headers["If-Match"] = if_match if if_match == "*" or if_match.endswith('"') else f'"{if_match}"'
    if idempotency_key:
        headers["Idempotency-Key"] = idempotency_key
    return headers


def _dispatch(
    app: Flask,
    method: str,
    path: str,
    *,
    body: Any,
    query: Mapping[str, Any] | None,
    files: Sequence[FileStorage],
    headers: Headers,
) -> Answer:
    data: Any = None if body is None else json.dumps(body)
    if files:
        data = {"file": [(file.stream, file.filename or "file", file.mimetype) for file in files]}
    builder = EnvironBuilder(
        path=BASE_PATH + path,
        method=method,
        base_url=request.host_url,
        query_string=urlencode({k: v for k, v in (query or {}).items() if v not in (None, "")}),
        headers=headers,
        data=data,
        content_type=None if body is None else "application/json",
        environ_base={"REMOTE_ADDR": request.remote_addr or ""},
    )
    # A context of its own: the call has its own caller, session and transaction, like any request.
    with app.app_context(), app.request_context(builder.get_environ()):
        response = app.full_dispatch_request()
        payload = response.get_data()
    is_json = (response.mimetype or "").endswith("json")
    data = json.loads(payload) if is_json and payload else payload.decode() or None
    return Answer(response.status_code, data, response.headers)
