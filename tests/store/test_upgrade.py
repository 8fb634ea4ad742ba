"""Migrations: they make what the models say, forwards and back, and several may start at once."""

import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from quizapi.queue import migrate
from quizapi.store.engine import create_session_factory, write_transaction
from quizapi.store.models import Base, TokenRow, UserRow
from quizapi.store.revisions import current_revision, head_revision
from quizapi.store.upgrade import downgrade_database, upgrade_database

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def test_models_and_migrations_agree(database: Engine) -> None:
    with database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_upgrade_reaches_the_head_and_downgrade_leaves_nothing(empty_database: Engine) -> None:
    assert current_revision(empty_database) is None
    upgrade_database(empty_database)
    assert current_revision(empty_database) == head_revision()
    assert set(Base.metadata.tables) <= set(inspect(empty_database).get_table_names())
    downgrade_database(empty_database, "base")
    assert current_revision(empty_database) is None
    assert not set(Base.metadata.tables) & set(inspect(empty_database).get_table_names())
    upgrade_database(empty_database)
    assert current_revision(empty_database) == head_revision()


def test_upgrade_keeps_rows(database: Engine) -> None:
    sessions = create_session_factory(database)
    with write_transaction(sessions) as session:
        session.add(UserRow(id="u1", email="a@b.c", name="A", password_hash="x", created_at=NOW))
        session.flush()
        session.add(
            TokenRow(user_id="u1", token_hash="h", label="", kind="api", scopes=["all"], created_at=NOW)
        )
    upgrade_database(database)
    with sessions() as session:
        token = session.query(TokenRow).one()
        assert (token.user_id, token.scopes, token.created_at) == ("u1", ["all"], NOW)


def test_a_new_sqlite_file_and_those_beside_it_are_the_operators_alone(sqlite_url: str) -> None:
    from quizapi.store.engine import create_database_engine

    engine = create_database_engine(sqlite_url, pool_size=1)
    path = Path(str(engine.url.database))
    upgrade_database(engine)
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        files = sorted(path.parent.glob(f"{path.name}*"))
        assert [file.name.removeprefix(path.name) for file in files] == ["", "-shm", "-wal"]
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    path.chmod(0o640)  # an operator's choice
    upgrade_database(engine)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    engine.dispose()


def test_sqlite_file_is_in_wal_mode_and_foreign_keys_hold_again(sqlite_url: str) -> None:
    from quizapi.store.engine import create_database_engine

    engine = create_database_engine(sqlite_url, pool_size=1)
    upgrade_database(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
        assert connection.scalar(text("PRAGMA synchronous")) == 2
    engine.dispose()


_UPGRADE = """
import sys
from quizapi.queue import migrate
from quizapi.store.engine import create_database_engine
from quizapi.store.upgrade import upgrade_database
sys.stdin.readline()
engine = create_database_engine(sys.argv[1])
upgrade_database(engine)
migrate(engine)
"""


def test_processes_that_start_together_upgrade_once(database_url: str, empty_database: Engine) -> None:
    processes = [
        subprocess.Popen([sys.executable, "-c", _UPGRADE, database_url], stdin=subprocess.PIPE)
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"\n")
        process.stdin.close()
    assert [process.wait(30) for process in processes] == [0, 0]
    assert current_revision(empty_database) == head_revision()


def test_tables_of_the_engine_do_not_disturb_ours(database: Engine) -> None:
    migrate(database)
    upgrade_database(database)
    migrate(database)
    assert current_revision(database) == head_revision()
