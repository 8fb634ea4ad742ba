import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizapi.cli import main

TEXT = "“We will act on Monday,” Finance Minister Mira Tolan told reporters in Port Selda.\n"


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_one_json_line_a_file_with_offsets_into_its_text(article: Path, tmp_path: Path) -> None:
    word = tmp_path / "word.txt"
    word.write_text("Rates", encoding="utf-8")
    status, out, _ = run("annotate", article, word, "--json")
    first, second = (json.loads(line) for line in out.splitlines())
    assert status == 0
    assert first["file"] == str(article)
    assert second["text"] == "Rates"
    (attribution,) = first["attributions"]
    content, source = attribution["content"], attribution["source"]
    assert "We will act on Monday" in first["text"][content["start"] : content["end"]]
    assert source["name"] == "Mira Tolan"


def test_without_json_a_person_can_read_it(article: Path) -> None:
    status, out, err = run("annotate", article)
    assert status == 0
    assert "Mira Tolan" in out
    assert "reading 1/1" in err


def test_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(b"caf\xe9")
    status, out, err = run("annotate", path, "--json")
    assert (status, out) == (1, "")
    assert "byte 3 is no UTF-8" in err


def test_missing_file_is_the_works_fault_and_no_file_the_users(tmp_path: Path) -> None:
    assert run("annotate", tmp_path / "none.txt")[0] == 1
    assert run("annotate")[0] == 2
