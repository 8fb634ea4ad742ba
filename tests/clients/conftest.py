"""A server on this machine with a published quiz of every interaction."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.web.site import CONTENT, Teacher, serve

ROOT = Path(__file__).parents[2]
CONTRACT = ROOT / "openapi.yaml"
#: Right answers by the item's text, but for one.
ANSWERS: dict[str, Any] = {item["stem"]: item["key"] for item in CONTENT} | {CONTENT[0]["stem"]: ["a"]}


@dataclass(frozen=True)
class Published:
    """What a student is told, and the teacher who told it."""

    url: str
    join_code: str
    teacher: Teacher


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with serve(tmp_path_factory.mktemp("clients")) as site:
        teacher = site.teacher()
        assignment = teacher.published(feedback="submit", attempts_allowed=3)
        yield Published(site.url, assignment["join_code"], teacher)
