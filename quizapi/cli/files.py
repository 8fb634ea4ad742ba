"""Reading the files that a command was given, and telling how far it is."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from quizapi.domain import QuizApiError


class FileNotReadable(QuizApiError):
    """The file cannot be read as text."""


def read_text(path: Path) -> str:
    """The file's text in UTF-8 (with or without a byte order mark).

    Raises:
        FileNotReadable: It is missing, a folder, or no UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileNotReadable(
            f"{path}: byte {error.start} is no UTF-8; save the file as UTF-8 and try again"
        ) from error
    except OSError as error:
        raise FileNotReadable(f"{path}: {error.strerror}") from error


def files_in(paths: Iterable[Path], endings: Collection[str]) -> list[Path]:
    """The paths, with folders replaced by the files in them that have one of the endings, in order of their
    names."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (p for p in path.rglob("*") if p.suffix.lower().lstrip(".") in endings and p.is_file())
            found += sorted(inside)
        else:
            found.append(path)
    return found


class Progress:
    """Counts steps towards a total."""

    def advance(self, label: str) -> None:
        """One more is done; `label` names it."""


class _PlainProgress(Progress):
    def __init__(self, title: str, total: int) -> None:
        self._title, self._total, self._done = title, total, 0

    def advance(self, label: str) -> None:
        self._done += 1
        print(f"{self._title} {self._done}/{self._total} {label}", file=sys.stderr, flush=True)


@contextmanager
def progress(title: str, total: int, *, quiet: bool = False) -> Iterator[Progress]:
    """A bar on a terminal, plain lines elsewhere, both on standard error; nothing where `quiet`."""
    if quiet:
        yield Progress()
        return
    if not sys.stderr.isatty():
        yield _PlainProgress(title, total)
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=total)

        class _BarProgress(Progress):
            def advance(self, label: str) -> None:
                bar.update(task, advance=1, description=f"{title} {label}")

        yield _BarProgress()
