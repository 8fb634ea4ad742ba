"""What the documentation shows must work: Python is run, curl is sent, commands and links exist."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import click
import pytest
from flask.testing import FlaskClient

from quizapi.cli import main
from quizapi.plugin_api import NothingToAsk
from quizapi.plugin_api.registry import load_registry
from quizapi.testing.pytest_plugin import MakeArticle, RunGenerator
from tests.api.delivery import make_school

PAGES = sorted([*Path("docs").rglob("*.md"), *Path().glob("*.md"), *Path("plugins").glob("*/README.md")])
TUTORIALS = Path("docs/tutorial")


def blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.M | re.S)


def links() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        for target in re.findall(
            r"(?<!!)\[[^\]]*\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")
        ):
            if not re.match(r"[a-z]+:", target):
                yield page, unquote(target)


@pytest.mark.parametrize(("page", "target"), list(links()), ids=str)
def test_link_leads_somewhere(page: Path, target: str) -> None:
    assert (page.parent / target).exists()


def named_tests() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        for name in re.findall(r"`(tests/[\w./-]+|test_\w+\.py)`", page.read_text(encoding="utf-8")):
            yield page, name


@pytest.mark.parametrize(("page", "name"), list(named_tests()), ids=str)
def test_tests_that_a_page_names_are_there(page: Path, name: str) -> None:
    del page  # for the test's name
    assert Path(name).exists() if "/" in name else list(Path("tests").rglob(name))


def test_every_page_is_reached_from_the_index() -> None:
    index = Path("docs/README.md")
    reached = {(index.parent / t).resolve() for page, t in links() if page == index}
    reached |= {child.resolve() for folder in reached if folder.is_dir() for child in folder.iterdir()}
    listed = [*TUTORIALS.glob("*.md"), *Path("docs/reference").glob("*.md"), *Path("docs/adr").glob("*.md")]
    assert {path.resolve() for path in listed} <= reached


def commands() -> Iterator[tuple[Path, list[str]]]:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for line in re.findall(r"^(?:    )?(?:\.venv/bin/)?(quizapi [a-z].*)$", text, re.M):
            yield page, shlex.split(line, comments=True)[1:]


COMMANDS = list(commands())


@pytest.mark.parametrize(("page", "words"), COMMANDS, ids=[" ".join(words) for _, words in COMMANDS])
def test_command_and_its_options_exist(page: Path, words: list[str]) -> None:
    command: click.Command = main
    context = click.Context(main)
    rest = list(words)
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        found = command.get_command(context, rest.pop(0))
        assert found is not None, words
        command = found
    known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    assert {word for word in rest if word.startswith("--")} <= known


def test_sample_plugin_of_the_tutorial_works(make_article: MakeArticle, run_generator: RunGenerator) -> None:
    code, contract = blocks(TUTORIALS / "plugin-author.md", "python")
    names: dict[str, Any] = {"__name__": "tutorial"}
    exec(compile(code, "plugin-author.md", "exec"), names)  # noqa: S102 (our own text)
    exec(compile(contract, "plugin-author.md", "exec"), names)  # noqa: S102
    plugin = type(
        "Plugin", (), {"quizapi_register_generators": staticmethod(names["quizapi_register_generators"])}
    )
    generator = load_registry(plugins=[("tutorial", plugin)], strict=True).generators["figures"]
    article = make_article("The bank of Selm raised its rate from 5% to 7% in May 2019. It was glad.")
    (item,) = run_generator(generator, article)
    assert "7%" in item.stem
    with pytest.raises(NothingToAsk, match="figure"):
        run_generator(generator, article, options={"least": 40})


class TestSampleContract:
    """The contract of the tutorial's sample, run as a plugin author would."""

    def test_inherits_the_tests_of_every_generator(self, tmp_path: Path) -> None:
        code = "\n\n".join(blocks(TUTORIALS / "plugin-author.md", "python"))
        (tmp_path / "test_figures.py").write_text(code, encoding="utf-8")
        result = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", tmp_path, tmp_path],
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert result.returncode == 0, result.stdout
        assert re.search(r"(\d+) passed", result.stdout)


@pytest.mark.parametrize("page", ["own-interaction.md", "item-check.md"])
def test_samples_of_how_to_pages_are_sound(page: str, tmp_path: Path) -> None:
    """Run as a plugin author would: the contract's tests where there are any, and the hooks."""
    code = "\n\n".join(blocks(Path("docs/how-to") / page, "python"))
    (tmp_path / "test_sample.py").write_text(f"{code}\n\n\n{_REGISTERS}", encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", tmp_path, tmp_path],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert result.returncode == 0, result.stdout
    assert re.search(r"\d+ passed", result.stdout)


_REGISTERS = """
import sys
from quizapi.plugin_api.registry import load_registry

def test_hooks_register():
    assert not load_registry(plugins=[("sample", sys.modules[__name__])], strict=True).failures
"""


def test_commands_of_the_plugin_author_lead_to_a_question(tmp_path: Path) -> None:
    """The tutorial's own lines, one after the other, in an empty folder; pip's part is done by a wheel."""
    (block,) = blocks(TUTORIALS / "plugin-author.md", "sh")
    article = Path("fixtures/articles/ferry-merger.txt").read_text(encoding="utf-8")
    (tmp_path / "article.txt").write_text(article, encoding="utf-8")
    script = f"set -e\npip() {{ {shlex.quote(sys.executable)} install.py; }}\n{block}"
    (tmp_path / "install.py").write_text(_INSTALL, encoding="utf-8")
    bin_folder = Path(sys.executable).parent
    paths = [str(tmp_path / "installed" / "site"), str(Path.cwd())]
    result = subprocess.run(
        ["/bin/bash", "-c", script.replace("check odd_one_out", "check odd_one_out --no-huge")],
        cwd=tmp_path,
        env={
            **os.environ,
            "PATH": f"{bin_folder}:{os.environ['PATH']}",
            "PYTHONPATH": ":".join(paths),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    for words in ("Made odd_one_out", "passed", "keeps what generators promise", "odd-one-out: "):
        assert words in result.stdout


def test_commands_of_the_operator_work_one_after_the_other(tmp_path: Path) -> None:
    lines = "\n".join(blocks(TUTORIALS / "operator.md", "sh")).replace("copy.sqlite3", '"$DATA/copy.sqlite3"')
    result = subprocess.run(
        ["/bin/bash", "-c", f"set -e\n{lines}"],
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith("QUIZAPI_")},
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "DATA": str(tmp_path / "data"),
        },
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "12 stored, 0 known already, 0 failed" in result.stdout
    assert (tmp_path / "data" / "copy.sqlite3").exists()


_INSTALL = """
from pathlib import Path
from tests.plugin_api.sample import install_sample
install_sample(Path("installed").resolve(), Path("odd_one_out").resolve())
"""


class Shell:
    """Runs the few forms of command that the pages use: curl on a test client, jq on files it wrote."""

    def __init__(self, client: FlaskClient, **variables: str) -> None:
        self._client = client
        self.variables = variables
        self.files: dict[str, Any] = {}

    def run(self, line: str) -> None:
        assignment = re.fullmatch(r"(\w+)=\$\((.*)\)", line)
        if assignment:
            self.variables[assignment[1]] = self._value(assignment[2])
            return
        command, _, file = line.partition(" > ")
        self.files[file] = self._curl(shlex.split(self._filled(command)))

    def _filled(self, text: str) -> str:
        return re.sub(r"\$(\w+)", lambda m: self.variables[m[1]], text)

    def _value(self, command: str) -> str:
        if command.startswith("cat "):
            return Path(command.removeprefix("cat ")).read_text().strip()
        _, _, path, file = shlex.split(command)
        value: Any = self.files[file]
        chosen = re.fullmatch(r'\[\.(\w+)\[\] \| select\(\.(\w+) == "(\w+)"\)\](.*)', path)
        if chosen:
            value = [one for one in value[chosen[1]] if one[chosen[2]] == chosen[3]]
            path = chosen[4]
        for name, index in re.findall(r"\.(\w+)|\[(\d+)\]", path):
            value = value[name] if name else value[int(index)]
        return str(value)

    def _curl(self, command: list[str]) -> Any:
        method, data, url = "GET", None, ""
        headers: dict[str, str] = {}
        words = iter(command[1:])
        for word in words:
            if word == "-X":
                method = next(words)
            elif word == "-H":
                name, _, value = next(words).partition(": ")
                headers[name] = value
            elif word == "-d":
                data = next(words)
            elif word != "-s":
                url = word
        answer = self._client.open(url, method=method, headers=headers, data=data)
        assert 200 <= answer.status_code < 300, (method, url, answer.text)
        return json.loads(answer.text)


def test_curl_of_the_student_client_takes_a_student_through(quizapi_app: Any) -> None:
    school = make_school(quizapi_app())
    assignment = school.assignment(feedback="submit")
    shell = Shell(school.app.test_client(), BASE="", CODE=assignment["join_code"])
    for block in blocks(TUTORIALS / "student-client.md", "sh"):
        if "curl" in block:
            for line in block.strip().splitlines():
                shell.run(line)
    assert shell.files["saved.json"]["answer"] == [shell.variables["OPTION"]]
    assert shell.variables["STATE"] == "submitted"
    assert shell.files["ended.json"]["score"]["max"] == len(shell.files["attempt.json"]["items"])
