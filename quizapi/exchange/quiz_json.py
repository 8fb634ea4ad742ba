"""Our own file: nothing is lost. Its JSON Schema stands beside this module."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from importlib import resources
from typing import Any

import jsonschema

from quizapi.domain import Item
from quizapi.exchange.building import checked
from quizapi.exchange.collecting import Collector
from quizapi.exchange.decoding import text_of
from quizapi.exchange.errors import FileRefused, NotTaken
from quizapi.exchange.formats import About, Entry, Export, Imported
from quizapi.exchange.item_json import item_from_json, item_to_json
from quizapi.exchange.json_lines import lines_of_elements
from quizapi.exchange.texts import clean, folded

FORMAT = "quizapi-quiz"
VERSION = 1
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


def write_json(entries: Sequence[Entry], about: About) -> Export:
    """All items, plugins' own interactions as well, with nothing left out."""
    items = [{"id": entry.id, **item_to_json(entry.item)} for entry in entries]
    data = {"format": FORMAT, "version": VERSION, "title": about.title, "items": items}
    return Export((json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))


def read_json(data: bytes) -> Imported:
    """The items of our own file.

    Raises:
        FileRefused: It is no JSON, or another than ours.
    """
    content, lines = _loaded(text_of(data))
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise FileRefused(f'this is no file of ours: it does not say "format": "{FORMAT}"')
    if content.get("version") != VERSION:
        raise FileRefused(f"the file has version {content.get('version')!r:.20}; {VERSION} is read here")
    found = content.get("items")
    if not isinstance(found, list):
        raise FileRefused('the file has no list "items"')
    collected = Collector()
    title = content.get("title")
    collected.title = folded(clean(title))[:300] if isinstance(title, str) else ""
    for number, (line, one) in enumerate(zip(lines, found, strict=True), 1):
        stem = one.get("stem") if isinstance(one, dict) else one
        collected.take(line, f"item {number}: {str(stem)[:200]}", partial(_item, one))
    return collected.result()


@cache
def schema() -> Mapping[str, Any]:
    """The file's JSON Schema (2020-12)."""
    text = resources.files("quizapi.exchange").joinpath("quiz.schema.json").read_text("utf-8")
    data: Mapping[str, Any] = json.loads(text)
    return data


@cache
def _item_validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator({"$ref": "#/$defs/item", "$defs": schema()["$defs"]})


def _loaded(text: str) -> tuple[Any, list[int]]:
    """What the text says, and the lines on which its items begin."""
    try:
        content = json.loads(text, parse_constant=_refuse)
        return content, lines_of_elements(text, "items") if isinstance(content, dict) else []
    except json.JSONDecodeError as error:
        raise FileRefused(f"line {error.lineno}: this is no JSON: {error.msg}") from error
    except (ValueError, RecursionError) as error:
        raise FileRefused(
            "this is no JSON that can be read: it is too deep, or has numbers that are none"
        ) from error


def _refuse(name: str) -> Any:
    raise ValueError(name)


def _item(data: Any) -> Item:
    if any(_NO_TEXT.search(text) for text in _strings(data)):
        raise NotTaken("it holds characters that are no text")
    fault = jsonschema.exceptions.best_match(_item_validator().iter_errors(data))
    if fault is not None:
        place = "/".join(map(str, fault.absolute_path))
        raise NotTaken(f"{place or 'it'}: {fault.message[:200]}")
    try:
        item = item_from_json(data)
    except ValueError as error:
        raise NotTaken(str(error)) from error
    if ":" in item.interaction:
        return item  # a plugin's own: what is sound, its scorer knows
    return replace(checked(item), evidence=item.evidence)


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for part in [*data, *data.values()] if isinstance(data, dict) else data:
            yield from _strings(part)
