import os
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from quizapi.plugin_api import API_VERSION, ExporterBase, ImportedArticle, Item, ScorerBase, hookimpl
from quizapi.plugin_api.errors import PluginError
from quizapi.plugin_api.registry import load_registry
from tests.generation.builders import Given


def plugin(*generators: object) -> Any:
    class Plugin:
        @hookimpl
        def quizapi_register_generators(self, register: Any) -> None:
            for generator in generators:
                register(generator)

    return Plugin()


def test_registers_what_a_plugin_gives() -> None:
    registry = load_registry(plugins=[("mine", plugin(Given()))])
    assert set(registry.generators) == {"given"}
    assert registry.plugin_of["given"].package == "mine"


def test_name_taken_twice_leaves_the_first_alone() -> None:
    first = Given()
    registry = load_registry(plugins=[("one", plugin(first)), ("two", plugin(Given()))])
    assert registry.generators["given"] is first
    assert [f.plugin for f in registry.failures] == ["two"]
    assert "registered twice" in registry.failures[0].detail


def test_plugin_that_fails_half_way_registers_nothing() -> None:
    registry = load_registry(plugins=[("half", plugin(Given(name="good"), object()))])
    assert registry.generators == {}
    assert registry.failures


def test_misspelt_hook_is_named() -> None:
    class Misspelt:
        @hookimpl
        def quizapi_register_generator(self, register: Any) -> None: ...

    registry = load_registry(plugins=[("typo", Misspelt())])
    assert "quizapi_register_generator" in registry.failures[0].detail


def test_misspelt_hook_without_the_marker_is_named_too() -> None:
    registry = load_registry(plugins=[("typo", SimpleNamespace(quizapi_register_itemgenerators=print))])
    assert "quizapi_register_itemgenerators" in registry.failures[0].detail


def test_failing_plugin_harms_no_other() -> None:
    class Raises:
        @hookimpl
        def quizapi_register_generators(self, register: Any) -> None:
            raise RuntimeError("no licence")

    registry = load_registry(plugins=[("bad", Raises()), ("good", plugin(Given()))])
    assert set(registry.generators) == {"given"}
    assert registry.failures[0].detail == "RuntimeError: no licence"


def test_strict_start_raises_with_the_plugins_name() -> None:
    with pytest.raises(PluginError, match="typo"):
        load_registry(plugins=[("typo", SimpleNamespace(quizapi_register_typo=print))], strict=True)


def test_generator_with_a_broken_schema_is_refused() -> None:
    broken = Given()
    broken.options_schema = {"type": "nonsense"}
    registry = load_registry(plugins=[("bad", plugin(broken))])
    assert registry.generators == {}


def test_only_allowed_plugins_are_loaded() -> None:
    registry = load_registry(
        plugins=[("one", plugin(Given(name="a"))), ("two", plugin(Given(name="b")))], allow=["two"]
    )
    assert set(registry.generators) == {"b"}


def test_allowed_plugin_that_is_not_there_is_told() -> None:
    there = [("one", plugin(Given(name="a")))]
    registry = load_registry(plugins=there, allow=["one", "oen"])
    assert set(registry.generators) == {"a"}
    assert [(f.plugin, f.detail) for f in registry.failures] == [("oen", "it is not installed")]
    with pytest.raises(PluginError, match="oen"):
        load_registry(plugins=there, allow=["oen"], strict=True)


def test_the_three_shipped_plugins_are_installed() -> None:
    registry = load_registry(strict=True)
    assert {"who-said-what", "true-false", "cause-effect"} <= set(registry.generators)
    assert "sanctions" in registry.topics


@pytest.mark.parametrize("version", [0, 2, "1", None])
def test_plugin_for_another_version_is_refused_with_the_reason(version: object) -> None:
    other = plugin(Given())
    other.quizapi_api_version = version
    registry = load_registry(plugins=[("other", other)])
    assert registry.generators == {}
    assert f"made for version {version} of quizapi.plugin_api" in registry.failures[0].detail


def test_plugin_for_this_version_is_loaded() -> None:
    mine = plugin(Given())
    mine.quizapi_api_version = API_VERSION
    assert load_registry(plugins=[("mine", mine)], strict=True).generators


def test_plugin_that_wants_to_end_the_process_is_left_out() -> None:
    class Leaves:
        @hookimpl
        def quizapi_register_generators(self, register: Any) -> None:
            sys.exit(7)

    registry = load_registry(plugins=[("leaves", Leaves()), ("good", plugin(Given()))])
    assert set(registry.generators) == {"given"}
    assert "SystemExit" in registry.failures[0].detail


def test_plugin_that_hangs_is_left_out_and_what_it_registers_later_reaches_nobody() -> None:
    goes_on = threading.Event()
    registered = threading.Event()

    class Hangs:
        @hookimpl
        def quizapi_register_generators(self, register: Any) -> None:
            goes_on.wait(30)
            register(Given(name="late"))
            registered.set()

    registry = load_registry(plugins=[("hangs", Hangs()), ("good", plugin(Given()))], import_seconds=0.3)
    goes_on.set()
    assert registered.wait(10)
    assert set(registry.generators) == {"given"}
    assert "not imported within 0.3 seconds" in registry.failures[0].detail


def test_installed_plugin_that_imports_for_ten_seconds_stops_nobody(tmp_path: Path) -> None:
    """As it comes: a distribution with an entry point, and a command of a process of its own."""
    (tmp_path / "sleepy.py").write_text("import time; time.sleep(10)")
    info = tmp_path / "sleepy-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: sleepy\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[quizapi]\nsleepy = sleepy\n")
    code = (
        "from quizapi.plugin_api.registry import load_registry\n"
        "r = load_registry(import_seconds=1)\n"
        "print(sorted(r.generators), r.failures)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert "true-false" in result.stdout
    assert "plugin='sleepy'" in result.stdout


@pytest.mark.parametrize(
    "nonsense",
    [None, "text", SimpleNamespace(name=""), SimpleNamespace(name=3), SimpleNamespace(name="half")],
)
def test_nonsense_is_not_registered(nonsense: object) -> None:
    registry = load_registry(plugins=[("bad", plugin(nonsense)), ("good", plugin(Given()))])
    assert set(registry.generators) == {"given"}
    assert [f.plugin for f in registry.failures] == ["bad"]


def test_checks_and_topics_are_registered_by_hooks_of_their_own() -> None:
    lexicon = load_registry(strict=True).topics["sanctions"]

    class Mine:
        @hookimpl
        def quizapi_register_item_checks(self, register: Any) -> None:
            register(SimpleNamespace(name="no-shouting", needs_parse=False, check=lambda *_: ()))

        @hookimpl
        def quizapi_register_topics(self, register: Any) -> None:
            register(lexicon)

    registry = load_registry(plugins=[("mine", Mine())], strict=True)
    assert set(registry.checks) == {"no-shouting"}
    assert set(registry.topics) == {"sanctions"}
    assert registry.plugin_of["no-shouting"].package == "mine"


class _Sentence(ScorerBase):
    interaction = "mine:sentence"
    title = "Sentence"


class _Cards(ExporterBase):
    name, title, media_type, extension = "cards", "Cards", "text/plain", "cards.txt"

    def export(self, items: Any, *, title: str) -> bytes:
        return b""


class _Stories:
    name, title, endings = "stories", "Stories", ("story",)

    def read(self, data: bytes, *, filename: str) -> ImportedArticle:
        return ImportedArticle("")


class _Mine:
    """Registers what it is given by the hook of its kind."""

    def __init__(self, *, scorers: Any = (), exporters: Any = (), importers: Any = ()) -> None:
        self.scorers, self.exporters, self.importers = scorers, exporters, importers

    @hookimpl
    def quizapi_register_scorers(self, register: Any) -> None:
        for one in self.scorers:
            register(one)

    @hookimpl
    def quizapi_register_exporters(self, register: Any) -> None:
        for one in self.exporters:
            register(one)

    @hookimpl
    def quizapi_register_article_importers(self, register: Any) -> None:
        for one in self.importers:
            register(one)


def changed(thing: Any, **values: Any) -> Any:
    return type(type(thing).__name__, (type(thing),), values)()


def test_scorers_exporters_and_importers_are_registered_with_their_plugin() -> None:
    mine = _Mine(scorers=[_Sentence()], exporters=[_Cards()], importers=[_Stories()])
    registry = load_registry(plugins=[("mine", mine)], strict=True)
    assert set(registry.scorers) == {"mine:sentence"}
    assert set(registry.exporters) == {"cards"}
    assert set(registry.importers) == {"stories"}
    assert registry.origin("exporters", "cards").package == "mine"


REFUSED = {
    "interaction without its plugin": (
        {"scorers": [changed(_Sentence(), interaction="sentence")]},
        "<plugin>:<name>",
    ),
    "answer schema that is none": (
        {"scorers": [changed(_Sentence(), answer_schema={"type": "word"})]},
        "word",
    ),
    "part that students never see": ({"scorers": [changed(_Sentence(), shown=("key",))]}, "not key"),
    "renderer that is missing": (
        {"scorers": [changed(_Sentence(), renderer="quizapi/nothing.js")]},
        "cannot be read",
    ),
    "renderer elsewhere": ({"scorers": [changed(_Sentence(), renderer="https://x.example/a.js")]}, "is none"),
    "no scorer": ({"scorers": [SimpleNamespace(interaction="a:b")]}, "no Scorer"),
    "two scorers of one interaction": ({"scorers": [_Sentence(), _Sentence()]}, "registered twice"),
    "our own format": ({"exporters": [changed(_Cards(), name="gift")]}, "quizapi's own"),
    "format with a path": ({"exporters": [changed(_Cards(), extension="../x")]}, "no file extension"),
    "media type with a line": ({"exporters": [changed(_Cards(), media_type="a/b\r\nX: y")]}, "no media type"),
    "format without a name": ({"exporters": [changed(_Cards(), name="My Cards")]}, "no name"),
    "our own ending": ({"importers": [changed(_Stories(), endings=("pdf",))]}, "importer already"),
    "one ending twice": (
        {"importers": [_Stories(), changed(_Stories(), name="others")]},
        "importer already",
    ),
    "no endings": ({"importers": [changed(_Stories(), endings=())]}, "names no endings"),
}


@pytest.mark.parametrize(("things", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_sound_is_refused_with_the_reason(things: Any, words: str) -> None:
    registry = load_registry(plugins=[("mine", _Mine(**things)), ("good", plugin(Given()))])
    assert set(registry.generators) == {"given"}
    assert not registry.scorers
    assert not registry.exporters
    assert not registry.importers
    assert words in registry.failures[0].detail


def test_an_ending_that_another_plugin_reads_is_refused() -> None:
    first, second = _Mine(importers=[_Stories()]), _Mine(importers=[changed(_Stories(), name="others")])
    registry = load_registry(plugins=[("first", first), ("second", second)])
    assert set(registry.importers) == {"stories"}
    assert registry.failures[0].plugin == "second"


def test_items_of_an_own_interaction_need_its_plugin_and_a_fitting_key() -> None:
    (check,) = load_registry(plugins=[("mine", _Mine(scorers=[_Sentence()]))], strict=True).all_checks

    def codes(interaction: str, key: Any) -> list[str]:
        item = Item(interaction, "Which?", key, ())
        return [flaw.code for flaw in check.check(item, None, None) if flaw.fatal]

    assert codes("mine:sentence", ("a",)) == []
    assert codes("mine:sentence", "a") == ["key-misfit"]
    assert codes("other:sentence", ("a",)) == ["interaction-unknown"]
    assert codes("true_false", True) == []
