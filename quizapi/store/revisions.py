"""Which schema a database has, and which one this version of the code expects.

Web processes ask this at every `/readyz`; Alembic, which migrates, takes megabytes of memory and is not
needed to know it.
"""

import re
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, inspect, text

_VERSIONS = Path(__file__).parent / "migrations" / "versions"
_REVISION = re.compile(r'^revision = "(\w+)"$', re.MULTILINE)
_DOWN_REVISION = re.compile(r'^down_revision = "(\w+)"$', re.MULTILINE)


def current_revision(engine: Engine) -> str | None:
    """The revision that the database is at; None for a database without our tables."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


@cache
def head_revision() -> str:
    """The revision that this version of the code expects: the one that no other migration builds on.

    Raises:
        RuntimeError: There is none, or more than one.
    """
    sources = [path.read_text() for path in _VERSIONS.glob("*.py")]
    known: set[str] = {revision for source in sources for revision in _REVISION.findall(source)}
    heads = known - {revision for source in sources for revision in _DOWN_REVISION.findall(source)}
    if len(heads) != 1:
        raise RuntimeError(f"the migrations have {len(heads)} heads: {', '.join(sorted(heads))}")
    return heads.pop()
