"""Alembic's environment: runs on the connection that `quizapi.store.upgrade` hands over, and nowhere else."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON

from quizapi.store.models import Base
from quizapi.store.types import UtcDateTime


def _render_item(type_: str, value: Any, autogen: AutogenContext) -> str | Literal[False]:
    # A migration must not change its meaning when our own column types do.
    if type_ == "type" and isinstance(value, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if type_ == "type" and isinstance(value, JSON):
        autogen.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=_render_item,
    compare_type=True,
    transactional_ddl=True,
)
context.run_migrations()
