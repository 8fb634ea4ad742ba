"""The base of all schemas, and fields that several resources share."""

import re
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


class OptionSchema(Schema):
    """One option; `id` is unique in its item."""

    id = fields.String(required=True, metadata={"example": "a"})
    text = fields.String(required=True)


class EvidenceSchema(SpanSchema):
    """A passage of an article that proves the key; `text` is what it says there."""

    article_id = fields.String(required=True)
    revision = fields.Integer(required=True)
    role = fields.String(required=True, metadata={"example": "quote"})
    text = fields.String(required=True)


class Text(fields.String):
    """Text of any number of lines that both databases can keep: no NUL, no lone surrogates."""

    def __init__(self, *, longest: int, shortest: int = 0, **kwargs: Any) -> None:
        checks = [
            validate.Length(min=shortest, max=longest),
            validate.Regexp(r"\A[^\x00\ud800-\udfff]*\Z", error="Holds NUL or halves of characters."),
        ]
        super().__init__(validate=[*checks, *kwargs.pop("validate", ())], **kwargs)


class Whole(fields.Integer):
    """A whole number and nothing that could be read as one: no string, no boolean, no 5.0."""

    def __init__(self, *, least: int, most: int, **kwargs: Any) -> None:
        super().__init__(strict=True, validate=validate.Range(least, most), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if type(value) is not int:
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **kwargs)


class Id(fields.String):
    """An id that the server gave."""

    default_error_messages = {"invalid_id": "This is not an id that the server gave."}  # noqa: RUF012

    def __init__(self, **kwargs: Any) -> None:
        metadata = {"example": "0199a3c2-7d1e-7c44-9a51-3f0c6f0f5b1a", **kwargs.pop("metadata", {})}
        super().__init__(metadata=metadata, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str) or not is_id(value):
            raise self.make_error("invalid_id")
        return value


class JsonObject(fields.Dict):
    """An object of JSON values that both databases can keep."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(keys=fields.String(), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        check_json(value)
        return super()._deserialize(value, attr, data, **kwargs)  # type: ignore[no-untyped-call]


_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_MAX_DEPTH = 8


def is_id(value: str) -> bool:
    """Whether the value has the form of an id (a UUIDv7 in lower case)."""
    return _ID.fullmatch(value) is not None


def check_json(value: Any, depth: int = 0) -> None:
    """Refuse what JSON's text may hold and a database may not.

    Raises:
        ma.ValidationError: Nested too deeply, a number that is none or too large, or text with NUL or lone
            surrogates.
    """
    if depth > _MAX_DEPTH:
        raise ma.ValidationError(f"Nested more than {_MAX_DEPTH} deep.")
    if isinstance(value, str) and re.search(r"[\x00\ud800-\udfff]", value):
        raise ma.ValidationError("Holds NUL or halves of characters.")
    if isinstance(value, int | float) and not abs(value) < 1e15:
        raise ma.ValidationError("A number is too large, or not a number.")
    if isinstance(value, dict):
        for name, inner in value.items():
            check_json(name, depth)
            check_json(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            check_json(inner, depth + 1)
