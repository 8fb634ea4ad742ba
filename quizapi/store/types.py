"""Column types and ids used by all tables."""

from datetime import UTC, datetime
from typing import Any

import uuid_utils
from sqlalchemy import DateTime, Dialect, TypeDecorator


def new_id() -> str:
    """A UUIDv7 (RFC 9562): sorts by the time it was made and cannot be guessed."""
    return str(uuid_utils.uuid7())


class UtcDateTime(TypeDecorator[datetime]):
    """A time in UTC, always aware. SQLite keeps no zone, so it is taken off and put back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("times are aware; this one has no zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)  # type: ignore[no-any-return]
