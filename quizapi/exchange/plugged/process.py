"""Calls a plugin in a process that is started for the call, and ended when it takes too long.

Server processes and the command line never run an exporter's or importer's code themselves: one that loops,
eats memory or ends its process costs the one request that asked for it.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from quizapi.domain import QuizApiError
from quizapi.plugin_api.registry import PluginInfo

Json = dict[str, Any]
SECONDS = 20.0
MEGABYTES = 1_500
_LONGEST_DETAIL = 300


class PluginFailed(QuizApiError):
    """A plugin could not do its part."""


def call_plugin(
    plugin: PluginInfo, request: Mapping[str, Any], *, seconds: float = SECONDS, megabytes: int = MEGABYTES
) -> Json:
    """Let a plugin answer one request (see `plugged.child` for the operations).

    Args:
        plugin: As the registry knows it.
        seconds: Wall time from the start of the process to its reply.
        megabytes: Address space of the process.

    Raises:
        PluginFailed: It raised an error, took too long, grew too large, or its process ended.
    """
    setup = {"plugin": plugin.loaded_as, "seconds": seconds, "megabytes": megabytes, **request}
    process = subprocess.Popen(
        [sys.executable, "-m", "quizapi.exchange.plugged.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        reply, _ = process.communicate(json.dumps(setup).encode(), timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise _failed(plugin, f"it was stopped after {seconds:g} seconds") from error
    finally:
        _end(process)
    if process.returncode != 0 or not reply:
        raise _failed(plugin, _how_it_ended(process.returncode))
    answer: Json = json.loads(reply)
    if "fault" in answer:
        raise _failed(plugin, answer["fault"][:_LONGEST_DETAIL])
    return answer


def _failed(plugin: PluginInfo, detail: str) -> PluginFailed:
    return PluginFailed(f"{plugin.package} {plugin.version}: {detail}")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Kill the process and all that it has started, and let go of its pipes."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


def _how_it_ended(status: int) -> str:
    if status >= 0:
        return f"its process ended with status {status}"
    try:
        return f"its process was ended by {signal.Signals(-status).name}"
    except ValueError:
        return f"its process was ended by signal {-status}"
