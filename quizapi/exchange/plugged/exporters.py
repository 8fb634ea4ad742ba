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
from quizapi.exchange.registry import EXPORTERS, WRITTEN_AS
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
        **{name: _plugged(registry, exporter) for name, exporter in sorted(registry.exporters.items())},
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


def written_by(registry: Registry, exporter: Exporter, entries: Sequence[Entry], about: About) -> Export:
    """A file of the items, plugins' own interactions in the form that the format can hold.

    Raises:
        PluginFailed: The plugin that writes the format broke.
    """
    held, changed = held_by(registry, exporter, entries)
    written = exporter.write(held, about)
    return replace(written, changed=(*changed, *written.changed))


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
    forms = _other_forms(registry, entries)
    held = [
        replace(entry, item=forms[place]) if place in forms else entry for place, entry in enumerate(entries)
    ]
    return held, [_changed(entries[place], form) for place, form in forms.items()]


def _changed(entry: Entry, form: Item) -> Note:
    return Note(entry.id, WRITTEN_AS[form.interaction])


def _other_forms(registry: Registry, entries: Sequence[Entry]) -> dict[int, Item]:
    """The items of plugins' own interactions in a shipped one, by their places, as far as plugins give it."""
    forms = {}
    for plugin, places in _own_by_plugin(registry, entries).items():
        found = _fallbacks(plugin, [entries[place].item for place in places])
        forms.update({place: item for place, item in zip(places, found, strict=True) if item is not None})
    return dict(sorted(forms.items()))


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


def _plugged(registry: Registry, exporter: PluginExporter) -> Exporter:
    """A plugin's format. An own interaction that it refuses is offered in its other form."""

    def write(entries: Sequence[Entry], about: About) -> Export:
        forms = _other_forms(registry, entries)
        request = {
            "op": "export",
            "name": exporter.name,
            "title": about.title,
            "items": [item_to_json(clean_item(entry.item)) for entry in entries],
            "others": {str(place): item_to_json(clean_item(form)) for place, form in forms.items()},
        }
        reply = call_plugin(registry.origin("exporters", exporter.name), request)
        return Export(
            b"" if reply["data"] is None else base64.b64decode(reply["data"]),
            left_out=tuple(Note(entries[place].id, reason) for place, reason in reply["left_out"]),
            changed=tuple(_changed(entries[place], forms[place]) for place in reply["changed"]),
        )

    return Exporter(
        exporter.name, exporter.title, exporter.media_type, exporter.extension, write, exporter.loses
    )
