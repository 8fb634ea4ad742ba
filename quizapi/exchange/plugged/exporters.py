"""Formats of all kinds: our own and plugins'; and other forms of items with a plugin's own interaction."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from quizapi.domain import Item
from quizapi.exchange.building import checked
from quizapi.exchange.errors import FormatUnknown, NotTaken
from quizapi.exchange.formats import INTERACTIONS, About, Entry, Export, Exporter, Note
from quizapi.exchange.item_json import item_from_json, item_to_json
from quizapi.exchange.plugged.process import PluginFailed, call_plugin
from quizapi.exchange.registry import EXPORTERS
from quizapi.exchange.texts import clean_item
from quizapi.plugin_api import Exporter as PluginExporter
from quizapi.plugin_api.registry import PluginInfo, Registry

Json = dict[str, Any]
#: Our own file alone keeps plugins' own interactions as they are.
_KEEPS_ALL = "json"


def all_exporters(registry: Registry) -> Mapping[str, Exporter]:
    """All formats by name: ours, then plugins'."""
    return {
        **EXPORTERS,
        **{
            name: _plugged(exporter, registry.origin("exporters", name))
            for name, exporter in sorted(registry.exporters.items())
        },
    }


def find_exporter(registry: Registry, name: str) -> Exporter:
    """The format of that name.

    Raises:
        FormatUnknown
    """
    exporters = all_exporters(registry)
    if name not in exporters:
        raise FormatUnknown(f"{name[:40]!r}; there are {', '.join(exporters)}")
    return exporters[name]


def held_by(
    registry: Registry, exporter: Exporter, entries: Sequence[Entry]
) -> tuple[list[Entry], list[Note]]:
    """The items as a format can hold them: plugins' own interactions in the form that the plugin gives.

    Items whose plugin gives none, or fails, stay as they are and are refused by the format.

    Returns:
        The entries, and a note on each that was changed.
    """
    if exporter.name == _KEEPS_ALL or exporter.name in registry.exporters:
        return list(entries), []
    found = dict(enumerate(entries))
    notes = {}
    for plugin, places in _own_by_plugin(registry, entries).items():
        for place, item in zip(places, _fallbacks(plugin, [entries[n].item for n in places]), strict=True):
            if item is not None:
                own = entries[place].item
                found[place] = replace(entries[place], item=item)
                notes[place] = Note(entries[place].id, f"{own.interaction} as {item.interaction}")
    return list(found.values()), [notes[place] for place in sorted(notes)]


def _own_by_plugin(registry: Registry, entries: Sequence[Entry]) -> dict[PluginInfo, list[int]]:
    places: dict[PluginInfo, list[int]] = {}
    for place, entry in enumerate(entries):
        if entry.item.interaction in registry.scorers:
            places.setdefault(registry.origin("scorers", entry.item.interaction), []).append(place)
    return places


def _fallbacks(plugin: PluginInfo, items: Sequence[Item]) -> list[Item | None]:
    request = {"op": "fallback", "items": [item_to_json(item) for item in items]}
    try:
        found = call_plugin(plugin, request)["items"]
    except PluginFailed:
        return [None] * len(items)
    return [_sound(data, item) for data, item in zip(found, items, strict=True)]


def _sound(data: Json | None, own: Item) -> Item | None:
    """The fallback with what it must not change, where it is an item that formats can hold."""
    if data is None or data["interaction"] not in INTERACTIONS:
        return None
    try:
        item = checked(item_from_json(data))
    except (NotTaken, ValueError):
        return None
    return replace(
        item,
        evidence=own.evidence,
        tags=own.tags,
        explanation=item.explanation or own.explanation,
        generator=own.generator,
        generator_version=own.generator_version,
    )


def _plugged(exporter: PluginExporter, plugin: PluginInfo) -> Exporter:
    def write(entries: Sequence[Entry], about: About) -> Export:
        request = {
            "op": "export",
            "name": exporter.name,
            "title": about.title,
            "items": [item_to_json(clean_item(entry.item)) for entry in entries],
        }
        reply = call_plugin(plugin, request)
        left_out = tuple(Note(entries[index].id, reason) for index, reason in reply["left_out"])
        return Export(b"" if reply["data"] is None else base64.b64decode(reply["data"]), left_out)

    return Exporter(
        exporter.name, exporter.title, exporter.media_type, exporter.extension, write, exporter.loses
    )
