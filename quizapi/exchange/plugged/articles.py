"""Article files of all kinds: our own, and those that plugins read."""

import base64
from collections.abc import Mapping
from datetime import date
from typing import Any

from quizapi.exchange.article_files import READERS, ArticleFile, read_article_file
from quizapi.exchange.decoding import check_size
from quizapi.exchange.errors import FileRefused
from quizapi.exchange.plugged.process import call_plugin
from quizapi.exchange.texts import folded, without_controls
from quizapi.plugin_api import ArticleImporter, ArticleRefused, ImportedArticle
from quizapi.plugin_api.registry import Registry

Json = dict[str, Any]
_LONGEST_TITLE = 300
_LONGEST_AUTHOR = 200


def article_endings(registry: Registry) -> tuple[str, ...]:
    """The endings of all files that can be read, without the full stop."""
    own = {ending for importer in registry.importers.values() for ending in importer.endings}
    return (*READERS, *sorted(own))


def read_any_article_file(registry: Registry, filename: str, data: bytes) -> ArticleFile:
    """Read the text of an article out of a file; its name tells the kind. Plugins run in a process apart.

    Raises:
        FileRefused: With the reason.
        PluginFailed: The plugin that reads such files broke.
    """
    importer = importer_of_file(registry, filename)
    if importer is None:
        return _shipped(registry, filename, data)
    check_size(data)
    request = {
        "op": "article",
        "name": importer.name,
        "filename": filename,
        "data": base64.b64encode(data).decode(),
    }
    return article_of_json(call_plugin(registry.origin("importers", importer.name), request))


def importer_of_file(registry: Registry, filename: str) -> ArticleImporter | None:
    """The plugin's importer that a file's name asks for; None where it is none of a plugin's."""
    ending = filename.lower().rsplit(".", 1)[-1]
    return next((one for one in registry.importers.values() if ending in one.endings), None)


def article_to_json(importer: ArticleImporter, data: bytes, filename: str) -> Json:
    """What a plugin's importer reads, checked: `{text, title, author, published_on}`, or `{refused}`.

    Raises:
        TypeError: It gave something else.
    """
    try:
        found = importer.read(data, filename=filename)
    except ArticleRefused as reason:
        return {"refused": reason.detail}
    if not isinstance(found, ImportedArticle) or not isinstance(found.text, str):
        raise TypeError(f"read gave {type(found).__name__}, not an ImportedArticle with a text")
    return {
        "text": without_controls(found.text),
        "title": folded(found.title or "")[:_LONGEST_TITLE] or None,
        "author": folded(found.author or "")[:_LONGEST_AUTHOR] or None,
        "published_on": found.published_on.isoformat() if isinstance(found.published_on, date) else None,
    }


def article_of_json(found: Mapping[str, Any]) -> ArticleFile:
    """The inverse of `article_to_json`.

    Raises:
        FileRefused: The file was refused.
    """
    if "refused" in found:
        raise FileRefused(str(found["refused"])[:300])
    day = found["published_on"]
    return ArticleFile(
        found["text"], found["title"], found["author"], None if day is None else date.fromisoformat(day)
    )


def _shipped(registry: Registry, filename: str, data: bytes) -> ArticleFile:
    if not registry.importers or "." not in filename or filename.lower().rsplit(".", 1)[-1] in READERS:
        return read_article_file(filename, data)
    endings = ", ".join(f".{ending}" for ending in article_endings(registry))
    raise FileRefused(f"{folded(filename)[:80]!r} is none of {endings}")
