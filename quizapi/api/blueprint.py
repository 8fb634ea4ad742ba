"""The house rules of every operation, once: who may call, JSON bodies, one transaction, retries, waiting."""

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar, cast

from flask import Response, request
from flask.views import MethodView
from flask_smorest import Blueprint
from marshmallow import Schema
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import UnsupportedMediaType

from quizapi.api.access import ACCESS, rule_of
from quizapi.api.callers import Caller, identify
from quizapi.api.context import close_session, commit
from quizapi.api.idempotency import answer_once
from quizapi.api.operation_docs import operation_doc
from quizapi.api.schemas import is_id
from quizapi.api.waiting import preferred_wait, wait_for_job
from quizapi.services.errors import NotFound

BASE_PATH = "/api/v1"


class ApiView(MethodView):
    """A resource. Its methods only find, check, change and return."""

    #: Methods whose retries are replayed.
    idempotent: ClassVar[frozenset[str]] = frozenset({"POST"})
    #: Methods that need `If-Match`; `etags.require_match` asks for it.
    conditional: ClassVar[frozenset[str]] = frozenset({"PATCH", "DELETE"})
    #: Methods that `Prefer: respond-async` makes a job of, whose result is what they answer themselves.
    answers_result: ClassVar[frozenset[str]] = frozenset()
    #: Top-level fields of an answer that are secrets: not stored, given again by `restore_secrets`.
    secret_fields: ClassVar[tuple[str, ...]] = ()
    #: Methods that take another body than JSON.
    other_bodies: ClassVar[frozenset[str]] = frozenset()

    def restore_secrets(self, data: dict[str, object]) -> None:
        """Put the secrets back into an answer that is replayed."""

    def dispatch_request(self, **path: Any) -> Response:
        route = route_of(str(request.url_rule))
        caller = identify()
        rule_of(request.method, route).check(caller)
        self._require_json()
        if not all(is_id(value) for name, value in path.items() if name.endswith("_id")):
            raise NotFound("The address holds an id that the server never gave.")

        def view() -> Response:
            return cast(Response, super(ApiView, self).dispatch_request(**path))

        if request.method in self.idempotent and "Idempotency-Key" in request.headers:
            concrete = f"{request.method} {request.path}"
            response = answer_once(concrete, view, secrets=self.secret_fields, restore=self.restore_secrets)
        else:
            response = view()
        commit()
        waited = self._waited(caller, response)
        if waited is not response and request.method == "GET":
            # What was asked for is the thing, not the job that made it.
            close_session()
            return view()
        return waited

    def _require_json(self) -> None:
        method = request.method
        if method not in ("POST", "PUT", "PATCH") or method in self.other_bodies:
            return
        has_body = bool(request.content_length) or "Transfer-Encoding" in request.headers
        if has_body and not request.is_json:
            raise UnsupportedMediaType("Send the body as JSON, with Content-Type: application/json.")

    def _waited(self, caller: Caller, response: Response) -> Response:
        """`Prefer: wait=N` on an answer that points to a job (RFC 7240)."""
        seconds = preferred_wait()
        if response.status_code != 202 or seconds is None:
            return response
        return wait_for_job(
            response,
            response.headers["Location"].rsplit("/", 1)[-1],
            owner_id=caller.user_id,
            seconds=seconds,
            as_result=request.method in self.answers_result,
        )


@cache
def _schema(kind: type[Schema]) -> Schema:
    """One instance a class: to make its fields anew takes longer than to parse a small body."""
    return kind()


class JsonParser(FlaskParser):
    """webargs' parser, which takes for a fault of the sender what Python's JSON cannot hold."""

    def _get_schema(self, argmap: Any, req: Any) -> Schema:
        if isinstance(argmap, type) and issubclass(argmap, Schema):
            return _schema(argmap)
        return super()._get_schema(argmap, req)

    def _raw_load_json(self, req: Any) -> Any:
        try:
            return super()._raw_load_json(req)
        except json.JSONDecodeError:
            raise
        except (RecursionError, ValueError) as error:
            raise json.JSONDecodeError("nested too deeply, or a number too long", " ", 0) from error


class ApiBlueprint(Blueprint):
    """A blueprint under `/api/v1`; `operationId` is made from the first line of a method's docstring."""

    ARGUMENTS_PARSER = JsonParser()

    def __init__(self, name: str, description: str) -> None:
        super().__init__(name, f"quizapi.api.{name}", url_prefix=BASE_PATH, description=description)
        self._prepare_doc_cbks.append(self._operation_doc)

    def route(self, rule: str, **options: Any) -> Callable[[type[ApiView]], type[ApiView]]:
        return cast(Callable[[type[ApiView]], type[ApiView]], super().route(rule, **options))

    def add_url_rule(
        self, rule: str, endpoint: str | None = None, view_func: Any = None, **options: Any
    ) -> None:
        if isinstance(view_func, type) and issubclass(view_func, ApiView):
            for method in view_func.methods or ():
                rule_of(method, rule)  # an operation nobody decided about must not be served
        super().add_url_rule(rule, endpoint, view_func, **options)
        for method, doc in self._docs[self._endpoints[-1]].items():
            if isinstance(doc, dict):
                doc["quizapi_rule"] = ACCESS[f"{method.upper()} {rule}"]
                doc["quizapi_conditional"] = method.upper() in getattr(view_func, "conditional", ())
                doc["quizapi_idempotent"] = method.upper() in getattr(view_func, "idempotent", ())

    def _operation_doc(self, doc: Any, doc_info: Any, *, api: Any, app: Any, spec: Any, method: str) -> Any:
        return operation_doc(
            doc,
            method=method,
            summary=doc_info["docstring"].get("summary", ""),
            rule=doc_info["quizapi_rule"],
            is_conditional=doc_info["quizapi_conditional"],
            is_idempotent=doc_info["quizapi_idempotent"],
        )


def route_of(rule: str) -> str:
    """The path under the base path, as it stands in `access.ACCESS`."""
    return re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", rule.removeprefix(BASE_PATH))
