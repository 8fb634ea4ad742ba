"""`quizapi config show`: everything but secrets."""

from typing import get_args

import pytest
from click.testing import CliRunner
from pydantic import SecretStr

from quizapi.cli import main
from quizapi.settings import Settings

SECRETS = sorted(
    name
    for name, field in Settings.model_fields.items()
    if field.annotation is SecretStr or SecretStr in get_args(field.annotation)
)
SECRET = "a secret of more than thirty-two characters"


def test_every_setting_is_shown_and_no_secret(monkeypatch):
    monkeypatch.setenv("QUIZAPI_SECRET", SECRET)
    monkeypatch.setenv(
        "QUIZAPI_DATABASE_URL", "postgresql+psycopg://quiz:geh:eim@db.example/quiz?password=auch"
    )
    result = CliRunner().invoke(main, ["config", "show"])
    assert result.exit_code == 0, result.output
    lines = dict(line.split("=", 1) for line in result.output.splitlines())
    assert set(lines) == {f"QUIZAPI_{name.upper()}" for name in Settings.model_fields}
    for secret in (SECRET, "geh", "eim", "auch"):
        assert secret not in result.output
    assert lines["QUIZAPI_DATABASE_URL"] == "postgresql+psycopg://quiz:***@db.example/quiz?password=***"


def test_every_secret_is_masked_however_it_is_given(monkeypatch, tmp_path):
    assert SECRETS == ["metrics_token", "secret", "xapi_password"]
    for name in SECRETS:
        monkeypatch.setenv(f"QUIZAPI_{name.upper()}", f"hidden {name} of more than thirty-two characters")
    for name in ("xapi_password_file", "lti_key_file"):
        (tmp_path / name).write_text(f"hidden in {name}")
        monkeypatch.setenv(f"QUIZAPI_{name.upper()}", str(tmp_path / name))
    result = CliRunner().invoke(main, ["config", "show"])
    assert result.exit_code == 0, result.output
    assert "hidden" not in result.output
    assert result.output.count("**********") == len(SECRETS)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("https://lrs.example/xapi", "https://lrs.example/xapi"),
        ("https://user:hid@den@lrs.example/xapi", "https://user:***@lrs.example/xapi"),
        ("https://hidden@lrs.example/xapi", "https://***@lrs.example/xapi"),
        ("https://:hidden@lrs.example/", "https://:***@lrs.example/"),
        ("https://lrs.example/?a=1&access_token=hidden&b=2", "https://lrs.example/?a=1&access_token=***&b=2"),
        ("https://lrs.example/@page", "https://lrs.example/@page"),
    ],
)
def test_passwords_in_addresses_are_masked(monkeypatch, given, shown):
    monkeypatch.setenv("QUIZAPI_XAPI_ENDPOINT", given)
    lines = CliRunner().invoke(main, ["config", "show"]).output.splitlines()
    assert f"QUIZAPI_XAPI_ENDPOINT={shown}" in lines
