"""The base of all schemas, and fields that several resources share."""

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate


class Schema(ma.Schema):
    """Unknown fields are refused; keys keep the order in which they are declared."""

    class Meta:
        unknown = ma.RAISE


class UtcTime(fields.AwareDateTime):
    """RFC 3339 in UTC, written with a `Z`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="iso", **kwargs)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        text = super()._serialize(value, attr, obj, **kwargs)
        return None if text is None else str(text).replace("+00:00", "Z")


class Line(fields.String):
    """One line of text without control characters, trimmed."""

    def __init__(self, *, longest: int = 300, shortest: int = 1, **kwargs: Any) -> None:
        checks = [
            validate.Length(min=shortest, max=longest),
            validate.Regexp(r"^[^\x00-\x1f\x7f\ud800-\udfff]*$"),
        ]
        super().__init__(validate=[*checks, *kwargs.pop("validate", ())], **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return super()._deserialize(value, attr, data, **kwargs).strip()


class SpanSchema(Schema):
    """A half-open range of code points in the article's text."""

    start = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))
    end = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))
