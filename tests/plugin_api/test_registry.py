from types import SimpleNamespace
from typing import Any

import pytest

from quizapi.plugin_api import hookimpl
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


def test_the_three_shipped_plugins_are_installed() -> None:
    registry = load_registry(strict=True)
    assert {"who-said-what", "true-false", "cause-effect"} <= set(registry.generators)
    assert "sanctions" in registry.topics
