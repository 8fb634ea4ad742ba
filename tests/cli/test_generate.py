import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from quizapi.cli import main

ARTICLE = Path("fixtures/articles/orrenia-freeze-wire.txt")


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["generate", *(str(a) for a in arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(scope="module")
def line() -> dict[str, Any]:
    status, out, _ = run(ARTICLE, "--count", 3, "--seed", 5, "--json")
    assert status == 0
    return dict(json.loads(out))


def test_all_generators_give_items_with_evidence(line: dict[str, Any]) -> None:
    assert {"who-said-what", "true-false", "cause-effect"} <= {item["generator"] for item in line["items"]}
    for item in line["items"]:
        assert item["evidence"]
        for piece in item["evidence"]:
            assert piece["article_id"] is None
            assert line["text"][piece["start"] : piece["end"]] == piece["text"]


def test_ids_are_of_the_content(line: dict[str, Any]) -> None:
    ids = [item["id"] for item in line["items"]]
    assert len(set(ids)) == len(ids)
    assert all(len(i) == 64 for i in ids)


@pytest.mark.parametrize("hash_seed", ["0", "1"])
def test_same_seed_gives_the_same_bytes_in_another_process(line: dict[str, Any], hash_seed: str) -> None:
    command = [
        sys.executable,
        "-m",
        "quizapi",
        "generate",
        str(ARTICLE),
        "--count",
        "3",
        "--seed",
        "5",
        "--json",
    ]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    result = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=True)
    assert json.loads(result.stdout) == line


@pytest.mark.long
def test_all_fixtures_give_the_same_bytes_in_processes_with_other_hash_seeds() -> None:
    articles = sorted(str(path) for path in Path("fixtures/articles").glob("*.txt"))
    command = [
        sys.executable,
        "-m",
        "quizapi",
        "generate",
        *articles,
        "--count",
        "4",
        "--seed",
        "11",
        "--json",
    ]
    lines = [
        subprocess.run(
            command,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            timeout=300,
            check=True,
        ).stdout
        for hash_seed in ("0", "4242")
    ]
    assert lines[0].count(b"\n") == len(articles) > 10
    assert lines[0] == lines[1]


def test_one_generator_and_its_count() -> None:
    article = "fixtures/articles/corran-bridge.txt"
    status, out, _ = run(article, "--generator", "who-said-what", "--count", 2, "--json")
    items = json.loads(out)["items"]
    assert (status, [i["generator"] for i in items]) == (0, ["who-said-what"] * 2)


def test_article_without_sanctions_gives_no_such_items_and_says_why() -> None:
    status, out, _ = run("fixtures/articles/ferry-merger.txt", "--generator", "cause-effect", "--json")
    line = json.loads(out)
    assert (status, line["items"]) == (0, [])
    assert any("sanctions" in problem["detail"] for problem in line["problems"])


def test_unknown_generator_names_the_known() -> None:
    status, out, err = run(ARTICLE, "--generator", "poems")
    assert (status, out) == (1, "")
    assert "who-said-what" in err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "empty"),
        ("Too short to ask about.", "short"),
        ("<html><body>" + "<p>Some words in a row here.</p>" * 20 + "</body></html>", "HTML"),
        ("Der Minister sagte am Montag, die Regierung werde die Steuern nicht erhöhen. " * 10, "German"),
    ],
)
def test_text_that_cannot_be_asked_about_is_a_problem(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_text(content, encoding="utf-8")
    status, out, _ = run(path, "--json")
    line = json.loads(out)
    assert (status, line["items"]) == (1, [])
    assert words in line["problems"][0]["detail"]


@pytest.mark.parametrize("count", [0, 10_000, "many"])
def test_impossible_count_is_wrong_use(count: object) -> None:
    assert run(ARTICLE, "--count", count)[0] == 2


@pytest.fixture(scope="module")
def explained() -> dict[str, Any]:
    status, out, _ = run(ARTICLE, "--count", 3, "--seed", 5, "--explain", "--json")
    assert status == 0
    return dict(json.loads(out))


def test_every_item_is_among_the_candidates_explained(explained: dict[str, Any]) -> None:
    chosen = [c for c in explained["candidates"] if c["fate"] == "chosen"]
    assert [c["stem"] for c in chosen] == [item["stem"] for item in explained["items"]]


def test_every_candidate_let_go_has_a_reason(explained: dict[str, Any]) -> None:
    others = [c for c in explained["candidates"] if c["fate"] != "chosen"]
    assert len(others) > 3
    assert all(c["why"] for c in others)
    assert {c["fate"] for c in others} <= {"spare", "flawed", "repeated", "not-needed"}


def test_explaining_changes_no_item(explained: dict[str, Any], line: dict[str, Any]) -> None:
    assert {key: value for key, value in explained.items() if key != "candidates"} == line


def test_explanation_in_words_counts_the_candidates() -> None:
    _, out, _ = run(ARTICLE, "--generator", "true-false", "--count", 2, "--explain")
    found = re.search(r"^true-false: (\d+) candidates: 2 chosen", out, re.M)
    assert found
    assert len(re.findall(r"^  (?:chosen|spare|flawed|repeated|not-needed) ", out, re.M)) == int(found[1])


def test_generator_that_fails_is_told_beside_the_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is logged about it went to standard output, before the line that a program reads."""

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("quizapi_true_false.generator.TrueFalse.generate", fail)
    status, out, err = run(ARTICLE, "--generator", "true-false", "--json")
    assert status == 0
    assert [problem["type"] for problem in json.loads(out)["problems"]] == ["failed"]
    assert "generator_failed" in err
