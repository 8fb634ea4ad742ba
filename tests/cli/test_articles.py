from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from quizapi.cli import main
from quizapi.store.engine import create_database_engine
from quizapi.store.models import ArticleRow, JobRow

FIXTURES = Path("fixtures/articles")


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DATA", str(tmp_path / "data"))
    assert run("db", "upgrade")[0] == 0
    status, _, err = run(
        "users", "add", "mara@school.example", "--name", "Mara", "--password", "a long password"
    )
    assert status == 0, err
    return f"sqlite:///{tmp_path / 'data' / 'quizapi.sqlite3'}"


def counts(database: str) -> tuple[int, int]:
    engine = create_database_engine(database)
    with engine.connect() as connection:
        articles = connection.scalar(select(func.count()).select_from(ArticleRow)) or 0
        jobs = connection.scalar(select(func.count()).select_from(JobRow)) or 0
    engine.dispose()
    return articles, jobs


def test_folder_is_stored_each_article_with_its_reading(database: str) -> None:
    status, out, err = run("articles", "import", FIXTURES, "--user", "mara@school.example")
    n = len(list(FIXTURES.glob("*.txt")))
    assert (status, out) == (0, f"{n} stored, 0 known already, 0 failed\n"), err
    assert counts(database) == (n, n)


def test_second_run_stores_nothing_twice(database: str) -> None:
    run("articles", "import", FIXTURES, "--user", "mara@school.example")
    status, out, _ = run("articles", "import", FIXTURES, "--user", "mara@school.example")
    assert status == 0
    assert out.startswith("0 stored")


def test_bad_file_is_named_and_the_others_are_stored(database: str, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("Too short.")
    good = FIXTURES / "ferry-merger.txt"
    status, out, err = run("articles", "import", bad, good, "--user", "mara@school.example")
    assert (status, out) == (1, "1 stored, 0 known already, 1 failed\n")
    assert str(bad) in err
    assert counts(database) == (1, 1)


def test_unknown_teacher_is_told_how_to_be_added(database: str) -> None:
    status, _, err = run("articles", "import", FIXTURES, "--user", "nobody@school.example")
    assert status == 1
    assert "quizapi users add" in err
