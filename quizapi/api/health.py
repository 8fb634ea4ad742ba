"""Is the process alive, and can it answer?"""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from flask import Blueprint, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from quizapi.api.context import context
from quizapi.store.revisions import current_revision, head_revision

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def readyz() -> Response:
    """Database, schema and queue are as the process needs them: 200, else 503 and what is not.

    The model and plugins are told as well, but are no reason for 503: answers are saved without them.
    """
    checks = {"database": "ok", "schema": "ok", "queue": "ok", "model": _model(), "plugins": "ok"}
    try:
        with context().engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        checks["database"] = type(error).__name__
    if checks["database"] == "ok":
        current, head = current_revision(context().engine), head_revision()
        if current != head:
            checks["schema"] = f"at {current}, needs {head}: run quizapi db upgrade"
        try:
            checks["waiting_jobs"] = str(context().queue.waiting())
        except Exception as error:
            checks["queue"] = type(error).__name__
    if context().registry.failures:
        checks["plugins"] = "; ".join(f"{f.plugin}: {f.detail}" for f in context().registry.failures)
    ready = all(checks[name] == "ok" for name in ("database", "schema", "queue"))
    response = jsonify(status="ready" if ready else "not ready", checks=checks)
    response.status_code = 200 if ready else 503
    return response


def _model() -> str:
    """Whether the pipeline that workers read with is there; it is not loaded."""
    name = context().model
    try:
        version(name)
    except (PackageNotFoundError, ValueError):
        return "ok" if Path(name).is_dir() else f"{name} is not installed"
    return "ok"
