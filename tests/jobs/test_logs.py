"""Events of errors tell what and where, and quote nothing that somebody has written."""

import json
from collections.abc import Iterator

import pytest
import structlog

from quizapi.jobs.logs import log_as_json


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def test_error_is_told_by_type_and_place_and_not_by_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    log_as_json("INFO")
    name = " ".join(["Zebulon", "Quince"])
    try:
        try:
            int(name)
        except ValueError as error:
            raise LookupError(f"there is no {name}") from error
    except LookupError:
        structlog.get_logger().exception("job_broke", kind="read_article")
    line = capsys.readouterr().err
    event = json.loads(line)
    assert (event["event"], event["level"], event["kind"]) == ("job_broke", "error", "read_article")
    first, then = event["exception"].index("builtins.ValueError"), event["exception"].index("LookupError")
    assert first < then
    assert "test_logs.py" in event["exception"]
    assert name not in line


def test_event_without_an_error_has_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    log_as_json("INFO")
    structlog.get_logger().info("job_started")
    assert "exception" not in json.loads(capsys.readouterr().err)
