"""Statements that the driver runs by itself, for the one way that is taken more often than all others."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ClauseElement, Engine, PoolProxiedConnection
from sqlalchemy.sql.compiler import SQLCompiler

from quizapi.store.engine import turn_to_write

Processor = Callable[[Any], Any]


class DirectStatement:
    """A statement that writes, compiled once, on a connection of the engine's pool: a transaction of its own.

    What SQLAlchemy does for each execution takes longer than the driver does; it is not needed where a
    statement never changes and no rows come back.
    """

    def __init__(self, engine: Engine, statement: ClauseElement) -> None:
        compiled = statement.compile(dialect=engine.dialect)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError("only statements that use tables can be run")
        self._engine = engine
        self._sql = str(compiled)
        self._names = compiled.positiontup
        self._own_values = compiled.params
        self._processors: dict[str, Processor] = {}
        for name, bind in compiled.binds.items():
            processor = bind.type.dialect_impl(engine.dialect).bind_processor(engine.dialect)
            if processor is not None:
                self._processors[name] = processor

    def write(self, values: Mapping[str, Any]) -> int:
        """Run it; durable when it returns.

        Args:
            values: One for each of its parameters, by name.

        Returns:
            How many rows it has written.

        Raises:
            Exception: The driver's own; the connection is not used again.
        """
        given = {**self._own_values, **values}
        for name, process in self._processors.items():
            given[name] = process(given[name])
        parameters: Any = given if self._names is None else [given[name] for name in self._names]
        pooled = self._engine.raw_connection()
        done = False
        try:
            written = self._run(pooled, parameters)
            done = True
            return written
        finally:
            if done:
                pooled.close()
            else:
                pooled.invalidate()

    def _run(self, pooled: PoolProxiedConnection, parameters: Any) -> int:
        if self._engine.dialect.name == "sqlite":  # opened so that each statement is a transaction
            with turn_to_write(self._engine):
                return _rows_of(pooled.cursor(), self._sql, parameters)
        connection: Any = pooled.dbapi_connection
        connection.autocommit = True
        written = _rows_of(pooled.cursor(), self._sql, parameters)
        connection.autocommit = False
        return written


def _rows_of(cursor: Any, sql: str, parameters: Any) -> int:
    cursor.execute(sql, parameters)
    return int(cursor.rowcount)
