"""Exporters and importers as bad as a plugin can be: each does what its name says."""

import ctypes
import os
import sys
import time
from collections.abc import Sequence
from typing import Any

from quizapi.plugin_api import ExporterBase, ImportedArticle, Item, Score, ScorerBase, hookimpl


def _hang() -> bytes:
    while True:
        time.sleep(0.01)


def _memory() -> bytes:
    return b"x" * 4_000_000_000


def _raise() -> bytes:
    raise LookupError("no such word")


def _print() -> bytes:
    print("noise")
    os.write(1, b"and past Python")
    return b"fine"


HARMS: dict[str, Any] = {
    "hang": _hang,
    "memory": _memory,
    "raise": _raise,
    "exit": lambda: sys.exit(0),
    "os-exit": lambda: os._exit(0),
    "crash": lambda: ctypes.string_at(0),
    "nonsense": lambda: 7,
    "print": _print,
}


class Bad(ExporterBase):
    """Does harm when it is asked to write."""

    media_type, extension = "text/plain", "txt"

    def __init__(self, name: str) -> None:
        self.name = self.title = name

    def export(self, items: Sequence[Item], *, title: str) -> bytes:
        return HARMS[self.name]()  # type: ignore[no-any-return]


class BadFiles:
    """Does harm when it is asked to read."""

    name = title = "bad-files"
    endings = tuple(name.replace("-", "") for name in HARMS)

    def read(self, data: bytes, *, filename: str) -> ImportedArticle:
        ending = filename.rsplit(".", 1)[-1]
        return HARMS[next(name for name in HARMS if name.replace("-", "") == ending)]()  # type: ignore[no-any-return]


class BadFallback(ScorerBase):
    """Gives another form that no format can hold."""

    interaction, title = "bad:fallback", "Bad"

    def score(self, item: Item, response: Any) -> Score:
        return Score(1.0)

    def fallback(self, item: Item) -> Item | None:
        return Item("choice", item.stem, ("x",), ())


class _Plugin:
    @hookimpl
    def quizapi_register_exporters(self, register: Any) -> None:
        for name in HARMS:
            register(Bad(name))

    @hookimpl
    def quizapi_register_article_importers(self, register: Any) -> None:
        register(BadFiles())

    @hookimpl
    def quizapi_register_scorers(self, register: Any) -> None:
        register(BadFallback())


plugin = _Plugin()
