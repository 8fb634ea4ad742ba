"""A backup is whole, of one moment, and made while others write."""

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text

from quizapi.queue import migrate
from quizapi.store.backup import BackupFailed, backup_database
from quizapi.store.engine import create_database_engine, create_session_factory, write_transaction
from quizapi.store.models import TokenRow, UserRow
from quizapi.store.types import new_id
from quizapi.store.upgrade import upgrade_database
from quizapi.testing.builders import NOON


@pytest.fixture
def engine(sqlite_url: str) -> Engine:
    engine = create_database_engine(sqlite_url, pool_size=8)
    upgrade_database(engine)
    migrate(engine)
    return engine


def _add_pair(engine: Engine) -> None:
    """A teacher and a token in one transaction: never one without the other."""
    with write_transaction(create_session_factory(engine)) as session:
        user = UserRow(
            id=new_id(), email=f"{new_id()}@x.org", name="x" * 900, password_hash="x", created_at=NOON
        )
        session.add(user)
        session.flush()
        session.add(
            TokenRow(user_id=user.id, token_hash=new_id(), label="", kind="api", scopes=[], created_at=NOON)
        )


def test_copies_made_under_writes_are_each_of_one_moment(engine: Engine, tmp_path: Path) -> None:
    stop = threading.Event()
    acknowledged = [0, 0]

    def write(n: int) -> None:
        while not stop.is_set():
            _add_pair(engine)
            acknowledged[n] += 1

    writers = [threading.Thread(target=write, args=(n,)) for n in range(len(acknowledged))]
    for writer in writers:
        writer.start()
    try:
        for number in range(5):
            while sum(acknowledged) < 20 * (number + 1):
                pass
            before = sum(acknowledged)
            backup_database(engine, tmp_path / f"{number}.sqlite3")
            copy = create_database_engine(f"sqlite:///{tmp_path / f'{number}.sqlite3'}", pool_size=1)
            with copy.connect() as connection:
                users = connection.scalar(select(func.count()).select_from(UserRow)) or 0
                assert connection.scalar(select(func.count()).select_from(TokenRow)) == users
                assert users >= before
                assert connection.scalar(text("SELECT count(*) FROM workflow_status")) == 0
            copy.dispose()
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert sum(acknowledged) > 100


def test_copy_is_one_file_for_its_owner_alone(engine: Engine, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "a.sqlite3"
    target.parent.mkdir()
    assert backup_database(engine, target) == target.stat().st_size
    assert [path.name for path in target.parent.iterdir()] == ["a.sqlite3"]
    assert target.stat().st_mode & 0o077 == 0


def test_existing_file_is_replaced_only_on_demand(engine: Engine, tmp_path: Path) -> None:
    target = tmp_path / "a.sqlite3"
    target.write_text("something dear")
    with pytest.raises(BackupFailed, match="--overwrite"):
        backup_database(engine, target)
    assert target.read_text() == "something dear"
    backup_database(engine, target, overwrite=True)
    with sqlite3.connect(target) as copy:
        assert copy.execute("SELECT count(*) FROM users").fetchone() == (0,)
    copy.close()


def test_nothing_is_left_where_it_fails(engine: Engine, tmp_path: Path) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    target = tmp_path / "copies" / "a.sqlite3"
    target.parent.mkdir()
    with pytest.raises(BackupFailed, match="0001"):
        backup_database(engine, target)
    assert list(target.parent.iterdir()) == []
    with pytest.raises(BackupFailed, match="No such file"):
        backup_database(engine, tmp_path / "no" / "such" / "a.sqlite3")


def test_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    engine = create_database_engine(f"sqlite:///{tmp_path / 'none.sqlite3'}", pool_size=1)
    with pytest.raises(BackupFailed, match="no database"):
        backup_database(engine, tmp_path / "a.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_postgresql_is_refused_with_what_to_do(tmp_path: Path) -> None:
    engine = create_database_engine("postgresql+psycopg://nobody@127.0.0.1:1/none")
    with pytest.raises(BackupFailed, match="pg_dump"):
        backup_database(engine, tmp_path / "a.sqlite3")
