"""Plugins' exporters, importers and other forms: what they break is one request, and told with the reason."""

from pathlib import Path

import pytest

from quizapi.domain import Item, Option
from quizapi.exchange.article_files import READERS
from quizapi.exchange.errors import FileRefused, FormatUnknown
from quizapi.exchange.formats import About, Entry, Export
from quizapi.exchange.plugged import exporters, process
from quizapi.exchange.plugged.articles import article_endings, read_any_article_file
from quizapi.exchange.plugged.exporters import find_exporter, held_by
from quizapi.exchange.plugged.process import PluginFailed, call_plugin
from quizapi.exchange.registry import EXPORTERS, IMPORTERS
from quizapi.plugin_api.extending import RESERVED_ENDINGS, RESERVED_FORMATS
from quizapi.plugin_api.registry import Registry, registry_of

PLUGIN = "tests.exchange.bad_extensions:plugin"
TRUE = Entry("1", Item("true_false", "According to the article, it rained.", True, ()))
OWN = Entry("2", Item("bad:fallback", "Where?", ("a",), (), (Option("a", "Here"), Option("b", "There"))))
TOLD = {
    "raise": "LookupError: no such word",
    "exit": "SystemExit",
    "os-exit": "ended with status 0",
    "crash": "SIGSEGV",
    "nonsense": "int, not",
    "memory": "memory",
}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return registry_of([PLUGIN])


def written(registry: Registry, name: str) -> Export:
    return find_exporter(registry, name).export([TRUE], title="T")


@pytest.mark.parametrize(("name", "words"), TOLD.items())
def test_an_exporter_that_breaks_is_told_with_the_reason(registry: Registry, name: str, words: str) -> None:
    with pytest.raises(PluginFailed, match=words):
        written(registry, name)


@pytest.mark.parametrize("name", ["raise", "os-exit", "nonsense"])
def test_an_importer_that_breaks_is_told_with_the_reason(registry: Registry, name: str) -> None:
    with pytest.raises(PluginFailed, match=TOLD[name]):
        read_any_article_file(registry, f"a.{name.replace('-', '')}", b"x")


def test_what_an_exporter_prints_does_not_get_into_the_file(registry: Registry) -> None:
    assert written(registry, "print").data == b"fine"


def test_an_exporter_that_hangs_is_stopped(registry: Registry) -> None:
    request = {"op": "export", "name": "hang", "title": "T", "items": [_json()], "others": {}}
    with pytest.raises(PluginFailed, match="stopped after 2 seconds"):
        call_plugin(registry.origin("exporters", "hang"), request, seconds=2)
    assert _children() == [], "the process is gone"


def test_one_whose_plugin_is_gone_is_told(registry: Registry) -> None:
    gone = process.PluginInfo("gone", "1.0", "tests.exchange.gone:plugin")
    with pytest.raises(PluginFailed, match="no plugin at"):
        call_plugin(gone, {"op": "fallback", "items": []})


def test_another_form_that_is_no_item_leaves_the_item_out(registry: Registry) -> None:
    entries, changed = held_by(registry, EXPORTERS["gift"], [TRUE, OWN])
    assert (entries, changed) == ([TRUE, OWN], [])
    left_out = EXPORTERS["gift"].write(entries, About("T")).left_out
    assert [note.item_id for note in left_out] == ["2"]


def test_our_own_file_is_never_given_another_form(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporters, "call_plugin", None)
    assert held_by(registry, EXPORTERS["json"], [OWN]) == ([OWN], [])


def test_shipped_names_and_endings_are_reserved() -> None:
    assert set(EXPORTERS) | set(IMPORTERS) == set(RESERVED_FORMATS)
    assert set(READERS) == set(RESERVED_ENDINGS)


def test_unknown_formats_and_files_are_told_with_those_there_are(registry: Registry) -> None:
    with pytest.raises(FormatUnknown, match=r"gift.*os-exit"):
        find_exporter(registry, "poems")
    with pytest.raises(FileRefused, match=r"\.docx.*\.osexit"):
        read_any_article_file(registry, "a.epub", b"x")
    assert article_endings(registry)[:6] == tuple(READERS)


def test_shipped_files_are_read_here(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizapi.exchange.plugged.articles.call_plugin", None)
    assert read_any_article_file(registry, "a.txt", b"It rained.").text == "It rained."


def _json() -> dict[str, object]:
    from quizapi.exchange.item_json import item_to_json

    return item_to_json(TRUE.item)


def _children() -> list[str]:
    tasks = Path("/proc/self/task").iterdir()
    ids = [child for task in tasks for child in (task / "children").read_text().split()]
    commands = [Path(f"/proc/{child}/cmdline").read_text() for child in ids]
    return [command for command in commands if "plugged.child" in command]
