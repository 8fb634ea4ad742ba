"""The process of one call: `python -m quizapi.exchange.plugged.child`, a request in, a reply out, as JSON.

What the plugin prints goes nowhere, so that it cannot get between.
"""

from __future__ import annotations

import base64
import json
import math
import os
import resource
import signal
import sys
from importlib import import_module, metadata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quizapi.plugin_api.registry import Registry

Json = dict[str, Any]
_LARGEST_FILE = 50_000_000


def main() -> None:
    """Answer the request on standard input."""
    replies = os.dup(1)
    os.dup2(2, 1)
    request: Json = json.load(sys.stdin)
    _limit(request["seconds"], request["megabytes"])
    reply = json.dumps(_answer(request)).encode()
    while reply:
        reply = reply[os.write(replies, reply) :]
    # Threads that the plugin has left behind must not keep the process.
    os._exit(0)


def _limit(seconds: float, megabytes: int) -> None:
    """Nobody is left to end this process when the one that started it dies: the system does it."""
    signal.alarm(math.ceil(seconds) + 5)
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(request: Json) -> Json:
    try:
        return _OPERATIONS[request["op"]](_registry(request["plugin"]), request)
    except MemoryError:
        return {"fault": "it ran out of memory"}
    except BaseException as error:
        return {"fault": f"{type(error).__name__}: {error}"}


def _registry(plugin: str) -> Registry:
    """The registry with this plugin alone: an entry point, a path "module:attribute", or a module."""
    from quizapi.plugin_api.registry import load_registry, registry_of

    entries = {entry.name for entry in metadata.entry_points(group="quizapi")}
    if plugin in entries or ":" in plugin:
        registry = registry_of([plugin])
    else:
        registry = load_registry(plugins=[(plugin, import_module(plugin))])
    if registry.failures:
        raise RuntimeError(registry.failures[0].detail)
    return registry


def _export(registry: Registry, request: Json) -> Json:
    """`{name, title, items, others}` to `{left_out: [[index, reason]], changed: [index], data}`.

    `others` are other forms of items, by their indexes, for those that are refused; `data` is null where
    nothing is left.
    """
    from quizapi.exchange.item_json import item_from_json

    exporter = registry.exporters[request["name"]]
    held, changed, left_out = [], [], []
    for index, given in enumerate(request["items"]):
        item, other = item_from_json(given), request["others"].get(str(index))
        reason = exporter.refuses(item)
        if reason and other is not None:
            item = item_from_json(other)
            reason = exporter.refuses(item)
            changed += [] if reason else [index]
        if reason:
            left_out.append([index, str(reason)])
        else:
            held.append(item)
    data = exporter.export(held, title=request["title"]) if held else None
    if data is not None and not isinstance(data, bytes):
        raise TypeError(f"export gave {type(data).__name__}, not bytes")
    if data is not None and len(data) > _LARGEST_FILE:
        raise ValueError(f"the file has more than {_LARGEST_FILE:,} bytes")
    return {
        "left_out": left_out,
        "changed": changed,
        "data": None if data is None else base64.b64encode(data).decode(),
    }


def _fallback(registry: Registry, request: Json) -> Json:
    """`{items}` to `{items}`: each in a shipped interaction, or null."""
    from quizapi.domain import Item
    from quizapi.exchange.item_json import item_from_json, item_to_json

    found = []
    for data in request["items"]:
        item = item_from_json(data)
        other = registry.scorers[item.interaction].fallback(item)
        if other is not None and not isinstance(other, Item):
            raise TypeError(f"fallback gave {type(other).__name__}, not an Item")
        found.append(None if other is None else item_to_json(other))
    return {"items": found}


def _article(registry: Registry, request: Json) -> Json:
    """`{name, filename, data}` to `{text, title, author, published_on}`, or `{refused}` with the reason."""
    from quizapi.exchange.plugged.articles import article_to_json

    importer = registry.importers[request["name"]]
    return article_to_json(importer, base64.b64decode(request["data"]), request["filename"])


_OPERATIONS = {"export": _export, "fallback": _fallback, "article": _article}


if __name__ == "__main__":
    main()
