"""How the job engine reaches the database: our own SQLite library, the same file, and JSON."""

from typing import Any

from dbos import DBOSPortableJSONSerializer, Serializer
from sqlalchemy import Engine, create_engine, event

#: Jobs are read by whoever can write to the database, so never pickle.
SERIALIZER: Serializer = DBOSPortableJSONSerializer()


def engine_for_queue(engine: Engine) -> Engine:
    """The engine to hand to DBOS, on the same database as `engine`.

    On PostgreSQL it is `engine` itself. On SQLite it is one of its own, because DBOS relies on transactions
    that begin (with the write lock) at the first write and not before; ours begin at once.
    """
    if engine.dialect.name != "sqlite":
        return engine
    queue_engine = create_engine(
        engine.url,
        module=engine.dialect.dbapi,
        pool_size=8,
        max_overflow=0,
        hide_parameters=True,
        connect_args={"timeout": 30.0},
    )
    event.listen(queue_engine, "connect", _prepare_sqlite)
    return queue_engine


def _prepare_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = "IMMEDIATE"
    cursor = connection.cursor()
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
