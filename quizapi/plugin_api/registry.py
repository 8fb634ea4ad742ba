"""Loads plugins one by one and keeps what they register. A plugin that fails harms no other."""

import importlib.metadata
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import TypeVar

import jsonschema
import pluggy
import structlog

from quizapi.domain import TopicLexicon
from quizapi.plugin_api import hookspecs
from quizapi.plugin_api.errors import PluginError
from quizapi.plugin_api.markers import API_VERSION, PROJECT, VERSION_ATTRIBUTE
from quizapi.plugin_api.protocols import ItemCheck, ItemGenerator, QuizCheck

T = TypeVar("T")
log = structlog.get_logger(__name__)
#: A plugin that has not registered after so long is left out, so that it cannot keep a server from starting.
IMPORT_SECONDS = 30.0
_SLOW_S = 2.0


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """The distribution that a registered object came with."""

    package: str
    version: str


@dataclass(frozen=True, slots=True)
class PluginFailure:
    """A plugin that was left out, and why."""

    plugin: str
    detail: str


@dataclass
class Registry:
    """What all loaded plugins have registered, by name."""

    generators: dict[str, ItemGenerator] = field(default_factory=dict)
    checks: dict[str, ItemCheck | QuizCheck] = field(default_factory=dict)
    topics: dict[str, TopicLexicon] = field(default_factory=dict)
    plugin_of: dict[str, PluginInfo] = field(default_factory=dict)
    failures: list[PluginFailure] = field(default_factory=list)

    def generator(self, name: str) -> ItemGenerator | None:
        return self.generators.get(name)

    @property
    def lexicons(self) -> tuple[TopicLexicon, ...]:
        """Topic lexicons ordered by name."""
        return tuple(self.topics[name] for name in sorted(self.topics))


def load_registry(
    *,
    plugins: Sequence[tuple[str, object]] | None = None,
    allow: Iterable[str] | None = None,
    strict: bool = False,
    import_seconds: float = IMPORT_SECONDS,
) -> Registry:
    """Load the installed plugins (entry-point group `quizapi`), or those given, each on its own.

    Args:
        plugins: Pairs of name and plugin object; None means all installed entry points.
        allow: Names of the only entry points to load; None means all.
        strict: Raise at the first failure instead of keeping it in `failures`.
        import_seconds: The time that one plugin has to be imported and to register; then it is left out.

    Raises:
        PluginError: In strict mode, naming the plugin and the reason.
    """
    registry = Registry()
    names = None if allow is None else set(allow)
    for name, load, info in _given(plugins) if plugins is not None else _installed():
        if names is not None and name not in names:
            continue
        try:
            _take_over(registry, _registered_in_time(registry, name, load, import_seconds), info)
        except Exception as error:
            failure = PluginFailure(name, f"{type(error).__name__}: {error}")
            if strict:
                raise PluginError(f"plugin {name!r}: {failure.detail}") from error
            registry.failures.append(failure)
    return registry


_Loadable = tuple[str, Callable[[], object], PluginInfo]


def _given(plugins: Sequence[tuple[str, object]]) -> Iterable[_Loadable]:
    for name, plugin in plugins:
        yield name, (lambda plugin=plugin: plugin), PluginInfo(name, "0")  # type: ignore[misc]


def _installed() -> Iterable[_Loadable]:
    for entry in sorted(importlib.metadata.entry_points(group=PROJECT), key=lambda e: e.name):
        dist = entry.dist
        yield (
            entry.name,
            entry.load,
            PluginInfo(dist.name if dist else entry.module, dist.version if dist else "0"),
        )


def _registered_in_time(
    registry: Registry, name: str, load: Callable[[], object], seconds: float
) -> Registry:
    """Import one plugin and call its hooks in a thread that is given up when it takes too long.

    A thread cannot be ended: what is given up goes on, but what it registers reaches nobody.

    Raises:
        PluginError: It took too long, or wanted to end the process.
    """
    own = Registry()
    ended: list[BaseException | None] = []

    def run() -> None:
        try:
            _register(own, name, load(), taken=registry)
        except BaseException as error:
            ended.append(error)
        else:
            ended.append(None)

    started = time.monotonic()
    thread = threading.Thread(target=run, name=f"plugin-{name}", daemon=True)
    thread.start()
    thread.join(seconds)
    if not ended:
        raise PluginError(f"it was not imported within {seconds:g} seconds")
    (error,) = ended
    if isinstance(error, Exception):
        raise error
    if error is not None:
        raise PluginError(f"importing it raised {type(error).__name__}")
    if time.monotonic() - started > _SLOW_S:
        log.warning("plugin_slow", plugin=name, duration_s=round(time.monotonic() - started, 1))
    return own


def _register(own: Registry, name: str, plugin: object, *, taken: Registry) -> None:
    """Call one plugin's hooks on a manager of its own; names in `taken` are refused."""
    _refuse_other_version(plugin)
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    manager.register(plugin, name=name)
    manager.check_pending()
    _refuse_unknown_hooks(plugin)
    manager.hook.quizapi_register_generators(
        register=_taker(own.generators, taken.generators, check=_check_generator)
    )
    manager.hook.quizapi_register_item_checks(register=_taker(own.checks, taken.checks))
    manager.hook.quizapi_register_topics(register=_taker(own.topics, taken.topics))


def _take_over(registry: Registry, own: Registry, info: PluginInfo) -> None:
    """Add what one plugin has registered, now that all of it is sound."""
    registry.generators.update(own.generators)
    registry.checks.update(own.checks)
    registry.topics.update(own.topics)
    registry.plugin_of.update(dict.fromkeys((*own.generators, *own.checks, *own.topics), info))


def _refuse_other_version(plugin: object) -> None:
    """A plugin that says for which version it was made must have been made for this one."""
    made_for = getattr(plugin, VERSION_ATTRIBUTE, API_VERSION)
    if made_for != API_VERSION:
        raise PluginError(
            f"it was made for version {made_for} of quizapi.plugin_api, and this is version {API_VERSION}: "
            f"install a release of it for version {API_VERSION}"
        )


def _taker(
    into: dict[str, T], taken: dict[str, T], *, check: Callable[[T], None] = lambda _: None
) -> Callable[[T], None]:
    def register(thing: T) -> None:
        name = getattr(thing, "name", None)
        if not isinstance(name, str) or not name:
            raise PluginError(f"{thing!r} has no name")
        if name in into or name in taken:
            raise PluginError(f"the name {name!r} is registered twice")
        check(thing)
        into[name] = thing

    return register


def _check_generator(generator: ItemGenerator) -> None:
    if not isinstance(generator, ItemGenerator):
        raise PluginError(f"{generator!r} is no ItemGenerator: see quizapi.plugin_api.ItemGenerator")
    jsonschema.Draft202012Validator.check_schema(generator.options_schema)


def _refuse_unknown_hooks(plugin: object) -> None:
    """A function that is named like a hook but is none was misspelt, marked or not."""
    known = {name for name in vars(hookspecs) if name.startswith("quizapi_")}
    names = vars(plugin) if isinstance(plugin, ModuleType) else dir(plugin)
    for name in names:
        if name.startswith("quizapi_") and callable(getattr(plugin, name)) and name not in known:
            raise PluginError(f"there is no hook {name!r}; the hooks are {', '.join(sorted(known))}")
