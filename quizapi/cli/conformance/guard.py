"""Watches a plugin while it runs: what it may not do is refused and remembered.

Python's audit hooks (PEP 578) see what goes through the interpreter. They are a check of honest code, not a
cage for hostile code: a C extension gets past them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = frozenset(
    f"os.{name}"
    for name in (
        "remove",
        "rename",
        "rmdir",
        "mkdir",
        "truncate",
        "chmod",
        "chown",
        "link",
        "symlink",
        "utime",
    )
)
_PROCESSES = frozenset(
    {
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "pty.spawn",
    }
)
_HARMLESS_SOCKETS = frozenset({"socket.__new__", "socket.gethostname"})

Tell = Callable[[str, str], None]


class Refused(PermissionError):
    """The plugin did what generators may not do."""


class Guard:
    """Refuses network, other processes and writing outside one folder while `watching`.

    Args:
        folder: The only place where writing is allowed.
        tell: Called with the kind ("network", "process", "writing") and what was done.
    """

    def __init__(self, folder: Path, tell: Tell) -> None:
        self._folder = str(folder.resolve())
        self._tell = tell
        self._active = False
        sys.addaudithook(self._hook)

    @contextmanager
    def watching(self) -> Iterator[None]:
        self._active = True
        try:
            yield
        finally:
            self._active = False

    def _hook(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self._active:
            return
        kind = self._kind(event, arguments)
        if kind is None:
            return
        what = f"{event} {' '.join(repr(a) for a in arguments[:2])}"[:200]
        self._active = False
        try:
            self._tell(kind, what)
        finally:
            self._active = True
        raise Refused(f"a generator may not do this: {what}")

    def _kind(self, event: str, arguments: tuple[object, ...]) -> str | None:
        if event.startswith("socket.") and event not in _HARMLESS_SOCKETS:
            return "network"
        if event in _PROCESSES:
            return "process"
        if event == "open":
            path, _, flags = arguments
            writes = isinstance(flags, int) and flags & _WRITING
            return "writing" if writes and not self._may_write(path) else None
        if event in _CHANGES:
            paths = [a for a in arguments if isinstance(a, str | bytes | os.PathLike)]
            return None if all(self._may_write(path) for path in paths) else "writing"
        return None

    def _may_write(self, path: object) -> bool:
        if not isinstance(path, str | bytes | os.PathLike):
            return True  # a descriptor that was opened before
        whole = os.path.realpath(os.fsdecode(path))
        return whole == os.devnull or whole == self._folder or whole.startswith(self._folder + os.sep)
