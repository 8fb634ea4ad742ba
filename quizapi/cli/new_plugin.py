"""Renders the template of a plugin: a folder that installs and whose tests pass as it is."""

from __future__ import annotations

import keyword
import re
import shutil
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from string import Template

from quizapi.domain import QuizApiError

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LONGEST = 40
_SUFFIX = ".tmpl"


class NewPluginRefused(QuizApiError):
    """The plugin cannot be made."""


def render_plugin(name: str, into: Path) -> Path:
    """Write the template's files for a generator `name` into a new folder inside `into`.

    Args:
        name: Lower-case words joined by hyphens ("odd-one-out"), at most 40 characters.

    Returns:
        The new folder, `into/<name with underscores>`.

    Raises:
        NewPluginRefused: The name is none, or the folder is there already.
    """
    if not _NAME.fullmatch(name) or len(name) > _LONGEST or keyword.iskeyword(name):
        raise NewPluginRefused(
            f"{name!r} is no name for a generator; take lower-case words joined by hyphens, like odd-one-out"
        )
    folder = into / name.replace("-", "_")
    if folder.exists():
        raise NewPluginRefused(f"{folder} is there already")
    words = name.split("-")
    values = {
        "name": name,
        "package": f"quizapi-{name}",
        "module": "quizapi_" + name.replace("-", "_"),
        "class_name": "".join(word.capitalize() for word in words),
        "title": " ".join(words).capitalize(),
    }
    try:
        into.mkdir(parents=True, exist_ok=True)
        # Whole or not at all: what is half written is not left under the plugin's name.
        with tempfile.TemporaryDirectory(dir=into, prefix=".new-") as scratch:
            made = Path(scratch) / folder.name
            for path, template in _templates(files("quizapi.cli") / "plugin_template", PurePosixPath()):
                target = made / str(path).replace("src/module", f"src/{values['module']}")
                target.parent.mkdir(parents=True, exist_ok=True)
                text = Template(template.read_text(encoding="utf-8")).substitute(values)
                target.write_text(text, encoding="utf-8")
            shutil.move(made, folder)
    except OSError as error:
        raise NewPluginRefused(f"{into}: {error.strerror}") from error
    return folder


def _templates(folder: Traversable, at: PurePosixPath) -> Iterator[tuple[PurePosixPath, Traversable]]:
    """Every template below `folder`, with the path of what it becomes."""
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            yield from _templates(entry, at / entry.name)
        elif entry.name.endswith(_SUFFIX):
            yield at / entry.name.removesuffix(_SUFFIX), entry
