"""The tutorial for authors of clients: its own lines against a running server."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clients.conftest import Published
from tests.clients.test_generated import python_client

__all__ = ["python_client"]

PAGE = Path("docs/tutorial/student-client.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.M | re.S)


def test_generated_client_of_the_tutorial_hands_in(
    python_client: str, published: Published, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = blocks("python")
    exec(  # noqa: S102 (our own text)
        compile(code, "student-client.md", "exec"), {"base": published.url, "code": published.join_code}
    )
    last = capsys.readouterr().out.splitlines()[-1]
    assert re.match(r"submitted Points\(points=\d", last), last


def test_command_that_generates_it_is_the_one_that_is_tried() -> None:
    line = next(block for block in blocks("sh") if "openapi-python-client" in block)
    assert "--path openapi.yaml" in line
    assert "--config tests/clients/python-client.yaml" in line
    options = subprocess.run(
        [Path(sys.executable).with_name("openapi-python-client"), "generate", "--help"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for option in re.findall(r"--[a-z-]+", line):
        assert option in options
