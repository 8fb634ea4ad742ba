"""A row's version, which its ETag is made of."""

from datetime import datetime
from typing import Protocol

from sqlalchemy.orm.attributes import flag_modified


class Touchable(Protocol):
    """A row with a time of its last change."""

    updated_at: datetime


def touch(row: Touchable, now: datetime) -> None:
    """Give the row a new version at the next flush, also where only what belongs to it has changed, and also
    when the clock stands still."""
    row.updated_at = now
    flag_modified(row, "updated_at")
