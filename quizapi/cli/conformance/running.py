"""Starts the child process, watches its time and memory, and gathers what it told."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]
_TICK_S = 0.05
#: Reading an article and loading the reader are not the plugin's, but must end too.
_READING_S = 600.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run of a generator on one article may take."""

    seconds: float = 60.0
    megabytes: int = 2_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """All lines that the child told; `ended` says how it ended before its time, None where it did not."""

    told: tuple[Json, ...]
    ended: str | None
    stage: str
    printed: str
    errors: str

    def all(self, kind: str) -> list[Json]:
        return [line for line in self.told if line["kind"] == kind]


def run_child(request: Json, folder: Path, *, limits: Limits, hash_seed: int) -> Outcome:
    """Run one child to its end, or to a limit.

    Args:
        request: What `child.main` reads, without `scratch`.
        folder: New and empty; the child's files are put there.
        hash_seed: Value of PYTHONHASHSEED: the order of sets of strings depends on it.
    """
    scratch = folder / "scratch"
    scratch.mkdir(parents=True)
    request_path, reply_path = folder / "request.json", folder / "reply.jsonl"
    request_path.write_text(json.dumps({**request, "scratch": str(scratch)}), encoding="utf-8")
    reply_path.touch()
    environment = {
        **os.environ,
        "PYTHONHASHSEED": str(hash_seed),
        "TMPDIR": str(scratch),
        "PYTHONPATH": os.pathsep.join(part for part in sys.path if part),
    }
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        process = subprocess.Popen(  # noqa: S603 (our own program)
            [sys.executable, "-m", "quizapi.cli.conformance.child", str(request_path), str(reply_path)],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            cwd=scratch,
            env=environment,
            start_new_session=True,
        )
        try:
            ended = _watched(process, reply_path, limits)
        finally:
            # Whatever the plugin has started goes with it.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    told = _lines(reply_path)
    stages = [line["name"] for line in told if line["kind"] == "stage"]
    if ended is None and not any(line["kind"] == "done" for line in told):
        ended = _how(process.returncode)
    return Outcome(
        told=told,
        ended=ended,
        stage=stages[-1] if stages else "start",
        printed=(folder / "out").read_text(encoding="utf-8", errors="replace"),
        errors=(folder / "err").read_text(encoding="utf-8", errors="replace"),
    )


def _watched(process: subprocess.Popen[bytes], reply: Path, limits: Limits) -> str | None:
    """Wait for the end; None where the child ended by itself, else the limit that it met."""
    size, since = -1, time.monotonic()
    seconds = _READING_S
    while process.poll() is None:
        now = time.monotonic()
        grown = reply.stat().st_size
        if grown != size:
            size, since = grown, now
            seconds = _seconds(reply, limits)
        if now - since > seconds:
            return f"it took longer than {seconds:g} seconds"
        if _megabytes(process.pid) > limits.megabytes:
            return f"it took more than {limits.megabytes} megabytes of memory"
        time.sleep(_TICK_S)
    return None


def _seconds(reply: Path, limits: Limits) -> float:
    """The time for what is under way: the plugin's own steps are under its limit."""
    stages = [line["name"] for line in _lines(reply) if line["kind"] == "stage"]
    plugins_own = bool(stages) and (stages[-1] == "import" or " on the article " in stages[-1])
    return limits.seconds if plugins_own else max(limits.seconds, _READING_S)


def _lines(reply: Path) -> tuple[Json, ...]:
    lines: list[Json] = []
    for line in reply.read_text(encoding="utf-8").splitlines():
        with contextlib.suppress(json.JSONDecodeError):  # the last one may be half written
            lines.append(json.loads(line))
    return tuple(lines)


def _how(status: int) -> str:
    if status >= 0:
        return f"it ended the process with status {status}"
    try:
        return f"the process was ended by {signal.Signals(-status).name}"
    except ValueError:
        return f"the process was ended by signal {-status}"


def _megabytes(pid: int) -> float:
    """Resident memory; 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000
