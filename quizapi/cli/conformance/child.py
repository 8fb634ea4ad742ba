"""The process that a plugin is tried in: `python -m quizapi.cli.conformance.child REQUEST REPLY`.

REQUEST is a JSON file; REPLY gets a JSON line for each thing that began or was found out, so that the parent
knows what was under way when this process ends before its time.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quizapi.domain import Item
    from quizapi.plugin_api.registry import Registry

Json = dict[str, Any]
_HEAVY = ("spacy", "torch", "transformers", "tensorflow", "flask", "sqlalchemy", "nltk", "pandas", "sklearn")


class Reply:
    """Writes the lines of the reply; each is on the disk when `tell` returns."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", encoding="utf-8", buffering=1)

    def tell(self, kind: str, **values: Any) -> None:
        self._file.write(json.dumps({"kind": kind, **values}, ensure_ascii=True, default=repr) + "\n")


def main(request_path: str, reply_path: str) -> None:
    """Import the plugin under watch, then run its generators on the request's texts."""
    request: Json = json.loads(Path(request_path).read_text(encoding="utf-8"))
    reply = Reply(Path(reply_path))
    sys.dont_write_bytecode = True
    sys.path[:0] = request["folders"]
    # Hooks can never be taken off again, which is why all this has a process of its own.
    from quizapi.cli.conformance.guard import Guard

    # What every process has loaded before the first plugin is not the plugin's to answer for.
    import_module("quizapi.plugin_api.registry")
    guard = Guard(Path(request["scratch"]), lambda kind, what: reply.tell("refused", what=kind, detail=what))
    reply.tell("stage", name="import")
    registry = _imported(request, guard, reply)
    if registry is not None:
        items = _tried(registry, guard, request, reply) if registry.generators else {}
        if registry.scorers or registry.exporters or registry.importers:
            from quizapi.cli.conformance.extensions import ExtensionTrials

            ExtensionTrials(registry, guard, items, reply.tell).run()
    reply.tell("done")


def _tried(registry: Registry, guard: Any, request: Json, reply: Reply) -> dict[str, list[Item]]:
    """Run the generators on the request's texts; their items of interactions of the plugin's own."""
    from quizapi.cli.conformance.trials import Trials

    reply.tell("stage", name="loading the reader")
    trials = Trials(registry, guard, reply.tell)
    for text in request["texts"]:
        trials.run(text["name"], text["text"], seeds=text["seeds"], variants=text["variants"])
    return trials.own_items


def _imported(request: Json, guard: Any, reply: Reply) -> Registry | None:
    """The registry with this plugin alone; None, and told, where it cannot be loaded."""
    from quizapi.plugin_api.registering import KINDS
    from quizapi.plugin_api.registry import load_registry

    before = set(sys.modules)
    started = perf_counter()
    failure: str | None = None
    registry: Registry | None = None
    generators: list[Json] = []
    try:
        with guard.watching():
            plugin = _loaded(request["entry_point"])
            registry = load_registry(plugins=[(request["name"], plugin)])
            generators = [_described(g) for g in registry.generators.values()]
        failure = registry.failures[0].detail if registry.failures else None
    except BaseException as error:
        failure = f"{type(error).__name__}: {error}"
    reply.tell(
        "imported",
        seconds=perf_counter() - started,
        heavy=sorted(name for name in _HEAVY if name in sys.modules and name not in before),
        failure=failure,
        generators=generators,
        others=sorted(n for kind in KINDS[1:] for n in getattr(registry, kind)) if registry else [],
    )
    return registry if failure is None else None


def _loaded(entry_point: str) -> object:
    module, _, attribute = entry_point.partition(":")
    found: object = import_module(module.strip())
    for part in filter(None, attribute.strip().split(".")):
        found = getattr(found, part)
    return found


def _described(generator: Any) -> Json:
    read: Callable[[str], str] = lambda name: str(getattr(generator, name, ""))  # noqa: E731
    return {
        **{name: read(name) for name in ("name", "version", "title", "description")},
        "interactions": [str(i) for i in generator.interactions],
        "languages": [str(i) for i in generator.languages],
        "options_schema": generator.options_schema,
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
