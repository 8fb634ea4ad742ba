"""Disks that can be filled, and servers on each database."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.system.answering import Classroom
from tests.system.server import Server

Mount = Callable[..., None]


@pytest.fixture
def mount() -> Iterator[Mount]:
    """`mount(*arguments, folder)`: as the program; taken away at the end. Skips where it is not allowed."""
    mounted: list[Path] = []

    def call(*arguments: str, folder: Path) -> None:
        done = subprocess.run(["mount", *arguments, str(folder)], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"a disk of its own cannot be mounted here: {done.stderr.strip()}")
        if "remount" not in str(arguments):
            mounted.append(folder)

    yield call
    for folder in reversed(mounted):
        subprocess.run(["umount", "--lazy", str(folder)], check=False)


@pytest.fixture
def open_room() -> Iterator[Callable[..., Classroom]]:
    """`open_room(data, database_url="", command=...)`: a server without a worker and a published quiz."""
    servers: list[Server] = []

    def make(
        data: Path, database_url: str = "", command: tuple[str, ...] = ("serve", "--no-worker")
    ) -> Classroom:
        environment = {"QUIZAPI_DATABASE_URL": database_url} if database_url else {}
        server = Server(data, command, environment)
        servers.append(server)
        server.start()
        room = Classroom(server, database_url or f"sqlite:///{data / 'quizapi.sqlite3'}")
        room.publish()
        return room

    yield make
    for server in servers:
        server.stop()
