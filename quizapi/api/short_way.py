"""The short way of the commonest request: a student saves an answer, and nothing is unusual about it.

A class of thousands sends little else, so that what a framework does beside saving would be most of the work.
Here are the same steps without it: who sends (`callers`), the form of the body, `FirstAnswers` or else
`save_answer`, the same words back (`responses`). Whatever is unusual, from a wrong header to a fault of the
database, goes the long way, which answers it as all other requests; an answer may be sent again, so that
nothing is lost by it.
"""

import json
import re
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from flask import Flask

from quizapi.api.access import ACCESS, STUDENT
from quizapi.api.blueprint import BASE_PATH
from quizapi.api.callers import STUDENT_PREFIX, hash_token
from quizapi.api.context import EXTENSION, ApiContext
from quizapi.api.observing import ROUTE
from quizapi.api.responses import shown_answer
from quizapi.api.schemas import is_id
from quizapi.services.first_answers import FirstAnswers
from quizapi.services.responses import save_answer

_RULE = "/attempts/<attempt_id>/responses/<item_id>"
_PATH = re.compile(rf"{BASE_PATH}/attempts/([^/]+)/responses/([^/]+)")
_LONGEST_BODY = 16_384
_LARGEST_SEQ = 2**31 - 1
_FIELDS = {"answer", "client_seq"}

StartResponse = Callable[..., Any]


class ShortWay:
    """The application behind the short way."""

    def __init__(self, app: Flask) -> None:
        if ACCESS[f"PUT {_RULE}"] is not STUDENT:
            raise RuntimeError("the short way is for students alone")
        self._app = app
        self._first_answers = FirstAnswers(app.extensions[EXTENSION].engine)
        self._long_way = app.wsgi_app

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "PUT":
            match = _PATH.fullmatch(environ.get("PATH_INFO", ""))
            if match and is_id(match[1]) and is_id(match[2]):
                answer = self._answer(environ, match[1], match[2])
                if answer is not None:
                    environ[ROUTE] = BASE_PATH + _RULE
                    length = str(len(answer))
                    headers = [("Content-Type", "application/json"), ("Content-Length", length)]
                    start_response("200 OK", headers)
                    return [answer]
        return self._long_way(environ, start_response)

    def _answer(self, environ: dict[str, Any], attempt_id: str, item_id: str) -> bytes | None:
        """What is sent back once the answer is saved; None where something is unusual."""
        token = environ.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
        if not token.startswith(STUDENT_PREFIX) or environ.get("CONTENT_TYPE") != "application/json":
            return None
        body = _body(environ)
        if body is None:
            return None
        parts: ApiContext = self._app.extensions[EXTENSION]
        given: dict[str, Any] = {
            "attempt_id": attempt_id,
            "token_hash": hash_token(token),
            "item_id": item_id,
            "answer": body["answer"],
            "client_seq": body.get("client_seq"),
            "now": parts.now(),
        }
        try:
            saved = self._first_answers.save(**given)
            if saved is None:
                saved = save_answer(parts.engine, parts.queue, **given)
                self._first_answers.remember(saved)
        except Exception:
            # The long way meets the same fault, and has the words for it.
            return None
        shown = shown_answer(saved, parts)
        return (self._app.json.dumps(shown, separators=(",", ":")) + "\n").encode()


def _body(environ: dict[str, Any]) -> dict[str, Any] | None:
    """The body where it has the usual form. It can be read again from the environment."""
    length = environ.get("CONTENT_LENGTH", "")
    if not length.isascii() or not length.isdigit() or not 0 < int(length) <= _LONGEST_BODY:
        return None
    data = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = BytesIO(data)
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(body, dict) or "answer" not in body or not body.keys() <= _FIELDS:
        return None
    return body if _is_usual(body["answer"]) and _is_seq(body.get("client_seq")) else None


def _is_usual(answer: Any) -> bool:
    """A boolean, a line of writing, option ids, or pairs of ids; without what no database can hold."""
    if isinstance(answer, list):
        return all(_is_line(part) or _is_pair(part) for part in answer)
    return isinstance(answer, bool) or _is_line(answer)


def _is_line(value: Any) -> bool:
    return isinstance(value, str) and value.isprintable()


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_line, value))


def _is_seq(value: Any) -> bool:
    return value is None or (type(value) is int and 0 <= value <= _LARGEST_SEQ)
