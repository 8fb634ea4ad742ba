"""Connections: a closed one is never handed out, and statements may be transactions of their own."""

import threading
import time

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from quizapi.queue import engine_for_queue
from quizapi.store.engine import (
    create_database_engine,
    create_session_factory,
    statement_by_statement,
    turn_to_write,
    write_transaction,
)

PID = text("SELECT pg_backend_pid()")


def test_connection_that_the_server_closed_is_replaced(postgres_url: str) -> None:
    engine = create_database_engine(postgres_url, pool_size=2)
    with engine.connect() as connection, engine.connect() as second:
        closed = {connection.scalar(PID), second.scalar(PID)}
    other = create_database_engine(postgres_url, pool_size=1)
    with other.begin() as connection:
        for pid in closed:
            connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
    for _ in range(2):
        with engine.connect() as connection, engine.connect() as second:
            assert not closed & {connection.scalar(PID), second.scalar(PID)}
    engine.dispose()
    other.dispose()


def test_connection_that_the_server_told_something_is_kept(postgres_url: str) -> None:
    engine = create_database_engine(postgres_url, pool_size=1)
    with engine.connect() as connection:
        pid = connection.scalar(PID)
        connection.execute(text("LISTEN news"))
        connection.commit()
    other = create_database_engine(postgres_url, pool_size=1)
    with other.begin() as connection:
        connection.execute(text("NOTIFY news, 'told while the other lies idle'"))
    for _ in range(2):
        with engine.connect() as connection:
            assert connection.scalar(PID) == pid
    engine.dispose()
    other.dispose()


def test_statement_is_durable_without_a_commit(empty_database: Engine) -> None:
    single = statement_by_statement(empty_database)
    with single.connect() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
        connection.execute(text("INSERT INTO t VALUES (1)"))
    with empty_database.connect() as connection:
        connection.execute(text("INSERT INTO t VALUES (2)"))
    with empty_database.connect() as connection:
        assert connection.scalars(text("SELECT n FROM t")).all() == [1]


def test_turn_to_write_is_given_back_by_whoever_fails(sqlite_url: str) -> None:
    engine = create_database_engine(sqlite_url, pool_size=2)
    sessions = create_session_factory(engine)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), write_transaction(sessions):
            raise ZeroDivisionError
    with write_transaction(sessions) as session:
        session.execute(text("CREATE TABLE t (n INTEGER)"))
    engine.dispose()


def test_writers_of_one_process_wait_in_line(sqlite_url: str) -> None:
    """Without a line each would find the file busy, sleep and try again."""
    engine = create_database_engine(sqlite_url, pool_size=8)
    sessions = create_session_factory(engine)
    inside: list[int] = []
    most = 0

    def write(n: int) -> None:
        nonlocal most
        with turn_to_write(engine):
            inside.append(n)
            most = max(most, len(inside))
            time.sleep(0.01)
            inside.remove(n)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    with write_transaction(sessions) as session:
        assert inside == []
        session.execute(text("SELECT 1"))
    for thread in threads:
        thread.join()
    assert most == 1
    engine.dispose()


def test_error_does_not_quote_what_was_to_be_stored(database: Engine) -> None:
    for engine in (database, engine_for_queue(database)):
        with pytest.raises(DBAPIError) as caught, engine.begin() as connection:
            connection.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": "Zebulon Quince"})
        assert "nowhere" in str(caught.value)
        assert "Zebulon" not in str(caught.value)
        engine.dispose()
