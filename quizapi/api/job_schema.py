"""A job as its owner sees it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from flask import Response, jsonify
from marshmallow import fields

from quizapi.api.context import context
from quizapi.api.schemas import Schema, UtcTime
from quizapi.store.models import JobRow


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is. `remaining_seconds` is None until there is something to judge by."""

    done: int
    total: int
    step: str
    remaining_seconds: int | None


def progress_of(job: JobRow, now: datetime) -> Progress:
    """The job's progress; what is left is taken to go on at the pace of what is done."""
    remaining = None
    if job.state == "running" and job.started_at is not None and 0 < job.done < job.total:
        elapsed = max(0.0, (now - job.started_at).total_seconds())
        remaining = ceil(elapsed / job.done * (job.total - job.done))
    return Progress(job.done, job.total, job.step, remaining)


class ProgressSchema(Schema):
    """How far a job is."""

    done = fields.Integer(required=True)
    total = fields.Integer(required=True)
    step = fields.String(required=True, metadata={"example": "reading the article"})
    remaining_seconds = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "An estimate from the pace so far; null until there is one."},
    )


class JobProblemSchema(Schema):
    """Why a job gave less than was asked."""

    generator = fields.String(required=True)
    type = fields.String(required=True)
    detail = fields.String(required=True)


class JobSchema(Schema):
    """Long work."""

    id = fields.String(required=True)
    kind = fields.String(required=True)
    state = fields.String(
        required=True, metadata={"enum": ["queued", "running", "succeeded", "failed", "cancelled"]}
    )
    progress = fields.Nested(ProgressSchema, required=True)
    result = fields.Dict(required=True, metadata={"example": {"quiz_id": "0199a3c2-..."}})
    problems = fields.List(fields.Nested(JobProblemSchema), required=True)
    created_at = UtcTime(required=True)
    started_at = UtcTime(required=True, allow_none=True)
    finished_at = UtcTime(required=True, allow_none=True)

    def __init__(self, *, now: Callable[[], datetime] | None = None, **options: Any) -> None:
        """`now` is needed where no request is at hand."""
        super().__init__(**options)
        self._now = now

    def get_attribute(self, obj: Any, attr: str, default: Any) -> Any:
        if attr == "progress":
            return progress_of(obj, (self._now or context().now)())
        if attr == "result" and obj.kind == "export" and obj.state == "succeeded":
            return {**obj.result, "file": _file_path(obj.result)}
        return super().get_attribute(obj, attr, default)


def _file_path(result: dict[str, Any]) -> str:
    """Where the file of an export is found."""
    of = f"quizzes/{result['quiz_id']}" if "quiz_id" in result else f"assignments/{result['assignment_id']}"
    return f"/api/v1/{of}/exports/{result['export_id']}"


def accepted(job: JobRow) -> Response:
    """202, with the job and where it is found."""
    response = jsonify(JobSchema().dump(job))
    response.status_code = 202
    response.headers["Location"] = f"/api/v1/jobs/{job.id}"
    return response
