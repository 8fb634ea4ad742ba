"""Executor ids: one living worker each."""

from sqlalchemy import Engine, text

from quizapi.jobs.claims import claim, claim_first_free


def test_an_id_is_held_once_and_free_after_release(database: Engine) -> None:
    held = claim(database, "host-0")
    assert held is not None
    assert held.is_held()
    assert claim(database, "host-0") is None
    other = claim(database, "host/1 ä")
    assert other is not None
    other.release()
    held.release()
    again = claim(database, "host-0")
    assert again is not None
    again.release()


def test_workers_of_one_host_get_the_first_free_ids(database: Engine) -> None:
    first, second = claim_first_free(database, "host"), claim_first_free(database, "host")
    assert (first.executor_id, second.executor_id) == ("host-0", "host-1")
    first.release()
    back = claim_first_free(database, "host")
    assert back.executor_id == "host-0"
    for held in (back, second):
        held.release()


def test_claim_is_lost_for_good_when_its_session_ends(postgres_url: str) -> None:
    from quizapi.store.engine import create_database_engine

    engine = create_database_engine(postgres_url, pool_size=2)
    held = claim(engine, "host-0")
    assert held is not None
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"))
    assert not held.is_held()
    assert not held.is_held()
    again = claim(engine, "host-0")
    assert again is not None
    again.release()
    held.release()
    engine.dispose()
