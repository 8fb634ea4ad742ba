"""The declarative base: constraint names that migrations can refer to, and JSON that both databases keep."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, MetaData, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase

from quizapi.store.types import UtcDateTime

Json = dict[str, Any]
JsonList = list[Any]

#: JSONB on PostgreSQL, JSON text on SQLite.
JSON_TYPE = JSON().with_variant(JSONB(), "postgresql")


class Base(DeclarativeBase):
    """Every table's base."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 (read once by SQLAlchemy)
        str: String(),
        datetime: UtcDateTime(),
        date: Date(),
        Json: JSON_TYPE,
        JsonList: JSON_TYPE,
    }
