"""Accounts from the operator's side: what is done to them ends sessions and is noted."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from quizapi.cli import main
from quizapi.services.accounts import WrongCredentials, verify_credentials
from quizapi.settings import Settings
from quizapi.store.engine import create_database_engine, create_session_factory, write_transaction
from quizapi.store.models import TokenRow, UserRow

EMAIL, OLD, NEW = "mara@school.example", "three little words", "four other little words"


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, list(arguments))
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(autouse=True)
def account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of a teacher in an embedded database."""
    monkeypatch.setenv("DATA", str(tmp_path))
    assert run("db", "upgrade")[0] == 0
    status, said, told = run("users", "add", EMAIL, "--name", "Mara Ellison", "--password", OLD)
    assert status == 0, told
    return said.strip()


def test_a_new_password_ends_what_the_old_one_began(account: str) -> None:
    engine = create_database_engine(Settings().database)
    sessions = create_session_factory(engine)
    with write_transaction(sessions) as session:
        now = session.get_one(UserRow, account).created_at
        for kind in ("api", "session"):
            token = {"user_id": account, "token_hash": kind, "label": kind, "kind": kind, "scopes": ["read"]}
            session.add(TokenRow(**token, created_at=now))
    assert run("users", "set-password", EMAIL, "--password", NEW)[0] == 0
    with sessions() as session:
        assert session.scalars(select(TokenRow)).all() == []
        assert verify_credentials(session, email=EMAIL, password=NEW).id == account
        with pytest.raises(WrongCredentials):
            verify_credentials(session, email=EMAIL, password=OLD)
    engine.dispose()
    events = [json.loads(line) for line in run("audit", "--json")[1].splitlines()]
    assert [(one["event"], one["subject"], one["user_id"]) for one in events] == [
        ("password-changed", account, None),
        ("registered", account, None),
    ]


@pytest.mark.parametrize("password", ["other@x.example", "short", "1234567890", "Mara Ellison"])
def test_what_is_guessed_first_is_refused_here_too(password: str) -> None:
    status, _, told = run("users", "add", "other@x.example", "--name", "Mara Ellison", "--password", password)
    assert (status, bool(told)) == (1, True)
    assert "other@" not in run("users", "list")[1]


@pytest.mark.parametrize("password", [EMAIL, "short", "1234567890", "Mara Ellison"])
def test_what_is_guessed_first_is_no_new_password_either(password: str) -> None:
    status, _, told = run("users", "set-password", EMAIL, "--password", password)
    assert (status, bool(told)) == (1, True)
    engine = create_database_engine(Settings().database)
    with create_session_factory(engine)() as session:
        verify_credentials(session, email=EMAIL, password=OLD)
    engine.dispose()


def test_an_unknown_address_is_told() -> None:
    status, _, told = run("users", "set-password", "nobody@school.example", "--password", NEW)
    assert (status, "nobody@school.example" in told) == (1, True)
