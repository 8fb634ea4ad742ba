"""Registering platforms, our key, and that nothing of it is there unless it is switched on."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner
from flask import Flask

from quizapi.cli import main
from tests.lti.conftest import World


def test_platforms_are_registered_listed_and_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, world: World
) -> None:
    database = world.school.context.engine.url.database
    monkeypatch.setenv("QUIZAPI_DATABASE_URL", f"sqlite:///{database}")
    monkeypatch.setenv("QUIZAPI_DATA", str(tmp_path))
    file = tmp_path / "canvas.json"
    file.write_text(
        '{"name": "Canvas", "issuer": "https://canvas.example", "client_id": "10", "auth_login_url": '
        '"https://canvas.example/auth", "auth_token_url": "https://canvas.example/token", '
        '"key_set_url": "https://canvas.example/jwks", "deployment_ids": ["1", "2"]}'
    )
    run = CliRunner().invoke
    added = run(main, ["lti", "add", str(file)])
    assert added.exit_code == 0, added.output
    assert "Canvas  https://canvas.example  client 10  deployments 1,2" in run(main, ["lti", "list"]).output
    assert "registered already" in run(main, ["lti", "add", str(file)]).output
    plain = run(main, ["lti", "add", str(file), "--issuer", "http://canvas.example"])
    assert plain.exit_code == 1 and "https" in plain.output
    assert run(main, ["lti", "add", "--name", "x"]).exit_code == 2
    file.write_text('{"name": 5}')
    assert run(main, ["lti", "add", str(file)]).exit_code == 1
    assert run(main, ["lti", "remove", added.output.strip()]).exit_code == 0
    assert run(main, ["lti", "remove", added.output.strip()]).exit_code == 1
    shown = run(main, ["lti", "config"])
    assert '"oidc_initiation_url"' in shown.output and "PRIVATE" not in shown.output


def test_the_key_is_made_once_and_nobody_else_may_read_it(world: World) -> None:
    kids = {requests.get(f"{world.url}/lti/keys", timeout=60).json()["keys"][0]["kid"] for _ in range(2)}
    assert len(kids) == 1
    path = Path(world.school.context.systems.lti_key_file)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    shown = requests.get(f"{world.url}/lti/keys", timeout=60).json()["keys"][0]
    assert set(shown) == {"kty", "n", "e", "kid", "alg", "use"}


def test_it_is_off_by_default(quizapi_app: Callable[..., Flask]) -> None:
    client = quizapi_app().test_client()
    assert client.get("/lti/keys").status_code == 404
    assert client.post("/lti/launch").status_code in (404, 405)
