import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizapi.cli import main

GIFT = "The market closes. {T####It says so.}\n\nWrite an essay.{}\n\nWho? {=Ann ~Bo ~Cy}\n"
USER = ("--user", "mara@school.example")


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    assert run("db", "upgrade")[0] == 0
    assert run("users", "add", USER[1], "--name", "Mara", "--password", "a long password")[0] == 0
    path = tmp_path / "quiz.gift"
    path.write_text(GIFT)
    return path


def stored(file: Path) -> str:
    status, out, err = run("import", file, *USER, "--store", "--title", "Market", "--json")
    assert status == 0, err
    return str(json.loads(out)["quiz_id"])


def test_preview_shows_items_and_what_is_not_taken(file: Path) -> None:
    status, out, err = run("import", file, *USER)
    assert status == 0
    assert "1. [true_false] The market closes." in out
    assert "line 3" in err
    assert "essay" in err
    assert json.loads(run("import", file, *USER, "--json")[1])["quiz_id"] is None


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_template_can_be_imported_as_it_is(file: Path, name: str) -> None:
    written = CliRunner().invoke(main, ["import", "--template", name])
    assert written.exit_code == 0
    path = file.with_name(f"filled.{name}")
    path.write_bytes(written.stdout_bytes)
    found = json.loads(run("import", path, *USER, "--json")[1])
    assert (len(found["items"]), found["skipped"]) == (6, [])
    assert "properties" in json.loads(run("import", "--template", "json")[1])


def test_row_that_is_not_taken_is_named_with_its_line(file: Path) -> None:
    table = file.with_name("table.csv")
    table.write_text("stem,key,option_1,option_2,option_3\nWho?,B,Ann,Bo,Cy\nWho was it?,E,Ann,Bo,Cy\n")
    status, out, err = run("import", table, *USER)
    assert (status, "1. [choice] Who?" in out) == (0, True)
    assert "line 3: Who was it?" in err
    assert "letter of no option" in err


def test_stored_quiz_is_exported_under_its_title(file: Path) -> None:
    status, out, err = run("export", stored(file), "--format", "gift")
    assert (status, out) == (0, "Market.gift.txt\n"), err
    assert "####It says so." in (file.parent / "Market.gift.txt").read_text()


def test_export_to_standard_output_is_the_file_alone_and_is_noted(file: Path) -> None:
    quiz_id = stored(file)
    status, out, _ = run("export", quiz_id, "--format", "json", "-o", "-")
    assert status == 0
    assert json.loads(out)["title"] == "Market"
    newest = json.loads(run("audit", "--json", "--limit", "1")[1])
    assert (newest["event"], newest["subject"]) == ("quiz-exported", quiz_id)


def test_items_without_a_place_are_named(file: Path) -> None:
    file.write_text(GIFT + "\nName?{=Ann}\n")
    quiz_id = stored(file)
    status, _, err = run("export", quiz_id, "--format", "aiken")
    assert status == 1
    assert "one right option" in err
    assert "--partial" in err
    status, out, err = run("export", quiz_id, "--format", "aiken", "--partial")
    assert (status, out) == (0, "Market.aiken.txt\n")
    assert "left out" in err
    assert "changed" in err


def test_bad_use_is_told(file: Path) -> None:
    assert run("export", "no-such-quiz", "--format", "gift")[0] == 1
    status, _, err = run("export", "x", "--format", "docx")
    assert (status, "moodle-xml" in err) == (1, True)
    assert run("export", "x")[0] == 2
    assert run("import", file, "--user", "nobody@school.example")[0] == 1
    assert "kahoot-xlsx" in run("export", "x", "--format", "list")[1]


def test_refused_file_is_named_and_the_others_are_done(file: Path) -> None:
    bad = file.with_name("bad.zip")
    bad.write_bytes(b"PK")
    status, out, err = run("import", bad, file.with_name("gone.gift"), file, *USER)
    assert status == 1
    assert "zip" in err
    assert "gone.gift" in err
    assert "2. [choice] Who?" in out
