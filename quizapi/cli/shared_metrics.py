"""The folder in which the web processes of one server keep their counts."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

#: What is made here is made with mkdtemp, readable by us alone.
_MEMORY = Path("/dev/shm")  # noqa: S108 # nosec
_PREFIX = "quizapi-metrics-"


@contextlib.contextmanager
def shared_metrics_folder() -> Iterator[Path]:
    """A folder of its own, in memory where there is one; removed at the end.

    Counts are files that processes map: on a full disk a write to one would end the process, and the data's
    own disk is the one that fills up.
    """
    parent = _MEMORY if os.access(_MEMORY, os.W_OK) else Path(tempfile.gettempdir())
    _remove_left_ones(parent)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _remove_left_ones(parent: Path) -> None:
    """Folders of servers of ours that were killed."""
    for folder in parent.glob(f"{_PREFIX}*"):
        pid = folder.name.removeprefix(_PREFIX).partition("-")[0]
        with contextlib.suppress(OSError):
            is_ours = folder.stat().st_uid == os.getuid() and not folder.is_symlink()
            if is_ours and pid.isdigit() and not _runs(int(pid)):
                shutil.rmtree(folder, ignore_errors=True)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
