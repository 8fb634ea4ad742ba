"""A job as its owner sees it."""

from typing import Any

from marshmallow import fields

from quizapi.api.schemas import Schema, UtcTime
from quizapi.store.models import JobRow


class ProgressSchema(Schema):
    """How far a job is."""

    done = fields.Integer(required=True)
    total = fields.Integer(required=True)
    step = fields.String(required=True, metadata={"example": "reading the article"})


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

    def get_attribute(self, obj: Any, attr: str, default: Any) -> Any:
        # `progress` is three columns of the row
        return obj if attr == "progress" else super().get_attribute(obj, attr, default)


def job_path(job: JobRow) -> str:
    """Where a job is found."""
    return f"/api/v1/jobs/{job.id}"
