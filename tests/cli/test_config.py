"""`quizapi config show`: everything but secrets."""

from click.testing import CliRunner

from quizapi.cli import main
from quizapi.settings import Settings

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
