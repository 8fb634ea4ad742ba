import stat
from pathlib import Path

import pytest

from quizapi.settings import Settings, SettingsError


def test_data_and_port_have_short_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA", "elsewhere")
    monkeypatch.setenv("PORT", "9001")
    settings = Settings()
    assert (settings.data, settings.port) == (Path("elsewhere"), 9001)


def test_long_names_win_over_short_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9001")
    monkeypatch.setenv("QUIZAPI_PORT", "9002")
    assert Settings().port == 9002


def test_secret_is_made_once_and_kept_private(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "new")
    secret = settings.server_secret()
    assert len(secret) >= 32
    assert settings.server_secret() == secret
    assert stat.S_IMODE((tmp_path / "new" / "secret").stat().st_mode) == 0o600


def test_short_secret_is_refused() -> None:
    with pytest.raises(SettingsError, match="32 characters"):
        Settings(secret="too short").server_secret()


def test_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="QUIZAPI_DATA"):
        Settings(data=tmp_path / "file" / "below").server_secret()


def test_secret_is_not_shown() -> None:
    assert "hush" not in repr(Settings(secret="hush" * 10))


def test_plugins_are_a_list_of_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZAPI_PLUGINS", "true-false, cause-effect")
    assert Settings().plugins == ("true-false", "cause-effect")


def test_postgresql_takes_the_place_of_the_embedded_file() -> None:
    assert Settings().database.startswith("sqlite:///")
    assert Settings(database_url="postgresql+psycopg://h/d").database == "postgresql+psycopg://h/d"
