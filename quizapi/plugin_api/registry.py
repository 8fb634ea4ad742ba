"""Loads plugins one by one and keeps what they register. A plugin that fails harms no other."""

import importlib.metadata
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib import import_module

import structlog

from quizapi.domain import TopicLexicon
from quizapi.plugin_api.errors import PluginError
from quizapi.plugin_api.markers import PROJECT
from quizapi.plugin_api.own_check import OwnInteractionCheck
from quizapi.plugin_api.protocols import ItemCheck, ItemGenerator, QuizCheck
from quizapi.plugin_api.registering import KINDS, Registered, register_plugin

log = structlog.get_logger(__name__)
#: A plugin that has not registered after so long is left out, so that it cannot keep a server from starting.
IMPORT_SECONDS = 30.0
_SLOW_S = 2.0


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """The distribution that a registered object came with.

    `loaded_as` is the name of its entry point, or the name that it was given under.
    """

    package: str
    version: str
    loaded_as: str = ""


@dataclass(frozen=True, slots=True)
class PluginFailure:
    """A plugin that was left out, and why."""

    plugin: str
    detail: str


@dataclass
class Registry(Registered):
    """What all loaded plugins have registered, by name."""

    origins: dict[tuple[str, str], PluginInfo] = field(default_factory=dict)
    """By kind (the name of the field above) and name."""
    failures: list[PluginFailure] = field(default_factory=list)

    @property
    def plugin_of(self) -> dict[str, PluginInfo]:
        """The plugins of generators, checks and topics by their names."""
        return {name: info for (kind, name), info in self.origins.items() if kind in KINDS[:3]}

    @property
    def all_checks(self) -> tuple[ItemCheck | QuizCheck, ...]:
        """The registered checks, and the one of plugins' own interactions."""
        return (OwnInteractionCheck(self.scorers), *self.checks.values())

    def origin(self, kind: str, name: str) -> PluginInfo:
        """The plugin that has registered this."""
        return self.origins[kind, name]

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
    found = list(_given(plugins) if plugins is not None else _installed())
    # A name that is misspelt would else go unnoticed until a teacher misses the plugin.
    for name in sorted((names or set()) - {name for name, _, _ in found}):
        if strict:
            raise PluginError(f"plugin {name!r}: it is not installed")
        registry.failures.append(PluginFailure(name, "it is not installed"))
    for name, load, info in found:
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


def registry_of(plugins: Sequence[str] | None) -> Registry:
    """Load plugins by the names of their entry points, or by paths "module:attribute"; None loads all.

    Raises:
        PluginError: Names and paths are mixed, or a path leads nowhere.
    """
    if plugins is None or not any(":" in name for name in plugins):
        return load_registry(allow=plugins)
    if not all(":" in name for name in plugins):
        raise PluginError("give either names of entry points or paths of plugins, not both")
    return load_registry(plugins=[(path, _object_at(path)) for path in plugins])


def _object_at(path: str) -> object:
    module, _, attribute = path.partition(":")
    try:
        return getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise PluginError(f"there is no plugin at {path!r}: {error}") from error


_Loadable = tuple[str, Callable[[], object], PluginInfo]


def _given(plugins: Sequence[tuple[str, object]]) -> Iterable[_Loadable]:
    for name, plugin in plugins:
        yield name, (lambda plugin=plugin: plugin), PluginInfo(name, "0", name)  # type: ignore[misc]


def _installed() -> Iterable[_Loadable]:
    for entry in sorted(importlib.metadata.entry_points(group=PROJECT), key=lambda e: e.name):
        dist = entry.dist
        yield (
            entry.name,
            entry.load,
            PluginInfo(dist.name if dist else entry.module, dist.version if dist else "0", entry.name),
        )


def _registered_in_time(
    registry: Registry, name: str, load: Callable[[], object], seconds: float
) -> Registered:
    """Import one plugin and call its hooks in a thread that is given up when it takes too long.

    A thread cannot be ended: what is given up goes on, but what it registers reaches nobody.

    Raises:
        PluginError: It took too long, or wanted to end the process.
    """
    own = Registered()
    ended: list[BaseException | None] = []

    def run() -> None:
        try:
            register_plugin(own, name, load(), taken=registry)
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


def _take_over(registry: Registry, own: Registered, info: PluginInfo) -> None:
    """Add what one plugin has registered, now that all of it is sound."""
    for kind in KINDS:
        taken: dict[str, object] = getattr(registry, kind)
        taken.update(getattr(own, kind))
        registry.origins.update({(kind, name): info for name in getattr(own, kind)})
