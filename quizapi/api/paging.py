"""Cursor pagination: the one way in which lists are cut into pages."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from marshmallow import fields, validate
from sqlalchemy import ColumnElement, Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from quizapi.api.schemas import Schema
from quizapi.services.errors import Invalid

T = TypeVar("T")


class InvalidCursor(Invalid):
    """The cursor is not one that this list gave."""


class PageArgs(Schema):
    """`?limit=` and `?cursor=`."""

    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200))
    cursor = fields.String(load_default=None, validate=validate.Length(max=500))


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list."""

    items: Sequence[T]
    next_cursor: str | None


@cache
def page_schema(item: type[Schema], name: str) -> type[Schema]:
    """The schema of a page of `item`; the same class for the same name, so that it is described once."""
    return Schema.from_dict(  # type: ignore[return-value]
        {
            "items": fields.List(fields.Nested(item), required=True),
            "next_cursor": fields.String(required=True, allow_none=True),
        },
        name=name,
    )


def paginate(
    session: Session,
    query: Select[T],
    *,
    by: Sequence[InstrumentedAttribute[Any]],
    limit: int,
    cursor: str | None,
    descending: bool = False,
) -> Page[T]:
    """Run one page of a query.

    Args:
        by: Columns of the row that order the list and together are unique; ids and numbers or strings.
        cursor: `next_cursor` of the page before.

    Raises:
        InvalidCursor: It was not made by this list.
    """
    if cursor is not None:
        values = _decode(cursor, [column.type.python_type for column in by])
        query = query.where(tuple_(*by) < tuple_(*values) if descending else tuple_(*by) > tuple_(*values))
    ordered = query.order_by(*(column.desc() if descending else column for column in by))
    rows = list(session.scalars(ordered.limit(limit + 1)))
    last = rows[limit - 1] if len(rows) > limit else None
    following = None if last is None else _encode([getattr(last, column.key) for column in by])
    return Page(rows[:limit], following)


def paginate_ids(
    session: Session, query: Select[str], *, by: ColumnElement[str], limit: int, cursor: str | None
) -> Page[str]:
    """Run one page of a query for ids alone, in their order.

    Args:
        by: The column that the query selects.
        cursor: As for `paginate`.

    Raises:
        InvalidCursor: It was not made by this list.
    """
    if cursor is not None:
        query = query.where(by > _decode(cursor, [str])[0])
    ids = list(session.scalars(query.order_by(by).limit(limit + 1)))
    return Page(ids[:limit], _encode([ids[limit - 1]]) if len(ids) > limit else None)


def _encode(values: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _decode(cursor: str, kinds: Sequence[type]) -> list[Any]:
    """The values of a cursor, each of its column's type.

    Raises:
        InvalidCursor
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        values = None
    if (
        not isinstance(values, list)
        or [type(value) for value in values] != list(kinds)
        or not all(_is_storable(value) for value in values)
    ):
        raise InvalidCursor("Send a next_cursor that this list gave, unchanged, or none.", pointer="/cursor")
    return values


def _is_storable(value: str | int) -> bool:
    """Whether both databases can compare with it."""
    if isinstance(value, int):
        return abs(value) < 2**31
    return value.isprintable()
