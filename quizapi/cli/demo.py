"""`quizapi demo`: a served application with articles, a quiz and a join link in it."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from quizapi.settings import Settings

EMAIL = "demo@quizapi.example"


@click.command()
@click.argument(
    "folder", default="fixtures/articles", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
def demo(folder: Path) -> None:
    """Load the articles of FOLDER, build and publish a quiz of three kinds of question, and serve it.

    The demonstration accepts its own items, and its pages say so. It can be run again over its own data.
    """
    from quizapi.cli.demo_content import fill
    from quizapi.settings import Settings

    os.environ.setdefault("QUIZAPI_LOG_LEVEL", "WARNING")  # else a line a request hides the addresses
    settings = Settings(allow_unreviewed=True)
    settings.data.mkdir(parents=True, exist_ok=True)
    password = _password(settings.data / "demo-password")
    server = _Server(settings)
    try:
        links = fill(
            settings.base_url,
            email=EMAIL,
            password=password,
            folder=folder,
            server_alive=server.is_alive,
            say=_say,
        )
        _say("")
        _say(f"  Address            {settings.base_url}")
        _say(f"  Teacher's sign-in  {EMAIL}")
        _say(f"  Password           {password}")
        _say(f"  Student's link     {links.join_url}")
        _say("")
        _say("The demonstration accepted its own items: read them before you trust them. Ctrl-C stops it.")
        status = server.wait()
    finally:
        server.stop()
    raise SystemExit(status)


def _say(line: str) -> None:
    click.echo(line, err=False)
    sys.stdout.flush()


def _password(path: Path) -> str:
    """The demo teacher's password: made once, and readable by the owner of the data alone."""
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(9))
    return path.read_text().strip()


class _Server:
    """`quizapi serve` as a child, stopped with this process however it ends."""

    def __init__(self, settings: Settings) -> None:
        from quizapi.cli.supervisor import child_environment, die_with_parent

        self._stopping = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "quizapi", "serve"],
            env=dict(child_environment(settings)),
            start_new_session=True,
            preexec_fn=die_with_parent,
        )

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True
        raise SystemExit(0)

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def wait(self) -> int:
        return self._process.wait()

    def stop(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        if self.is_alive():
            self._process.terminate()
        self._process.wait()
