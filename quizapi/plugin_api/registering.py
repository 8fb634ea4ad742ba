"""Calls one plugin's hooks, and refuses what is not what it should be."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files
from types import ModuleType
from typing import TypeVar

import jsonschema
import pluggy

from quizapi.domain import TopicLexicon
from quizapi.plugin_api import hookspecs
from quizapi.plugin_api.errors import PluginError
from quizapi.plugin_api.extending import (
    RESERVED_ENDINGS,
    RESERVED_FORMATS,
    SHOWN_PARTS,
    ArticleImporter,
    Exporter,
    Scorer,
)
from quizapi.plugin_api.markers import API_VERSION, PROJECT, VERSION_ATTRIBUTE
from quizapi.plugin_api.protocols import ItemCheck, ItemGenerator, QuizCheck

T = TypeVar("T")
_INTERACTION = re.compile(r"[a-z0-9-]{1,60}:[a-z0-9_-]{1,60}")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_RENDERER = re.compile(r"[A-Za-z_]\w*(?:/[\w-]+)*/[\w-]+\.js")
_LONGEST_RENDERER = 200_000


@dataclass
class Registered:
    """What plugins have registered, by name; scorers by their interaction."""

    generators: dict[str, ItemGenerator] = field(default_factory=dict)
    checks: dict[str, ItemCheck | QuizCheck] = field(default_factory=dict)
    topics: dict[str, TopicLexicon] = field(default_factory=dict)
    scorers: dict[str, Scorer] = field(default_factory=dict)
    exporters: dict[str, Exporter] = field(default_factory=dict)
    importers: dict[str, ArticleImporter] = field(default_factory=dict)


#: The fields above.
KINDS = ("generators", "checks", "topics", "scorers", "exporters", "importers")


def register_plugin(own: Registered, name: str, plugin: object, *, taken: Registered) -> None:
    """Call one plugin's hooks on a manager of its own; names in `taken` are refused.

    Raises:
        PluginError: With the reason; the plugin's own exceptions pass through.
    """
    _refuse_other_version(plugin)
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    manager.register(plugin, name=name)
    manager.check_pending()
    _refuse_unknown_hooks(plugin)
    hook = manager.hook
    hook.quizapi_register_generators(
        register=_taker(own.generators, taken.generators, check=_check_generator)
    )
    hook.quizapi_register_item_checks(register=_taker(own.checks, taken.checks, check=_check_check))
    hook.quizapi_register_topics(register=_taker(own.topics, taken.topics))
    hook.quizapi_register_scorers(
        register=_taker(own.scorers, taken.scorers, check=_check_scorer, named="interaction")
    )
    hook.quizapi_register_exporters(register=_taker(own.exporters, taken.exporters, check=_check_exporter))
    endings = {ending for one in taken.importers.values() for ending in one.endings}
    hook.quizapi_register_article_importers(
        register=_taker(own.importers, taken.importers, check=_importer_check(endings))
    )


def renderer_source(renderer: str) -> str:
    """The ES module that a scorer names (`package/path.js`).

    Raises:
        PluginError: It is not in the package, no UTF-8, or too long.
    """
    if not _RENDERER.fullmatch(renderer):
        raise PluginError(f"the renderer {renderer!r} is none: name it as package/path.js")
    package, _, path = renderer.partition("/")
    try:
        source = files(package).joinpath(path).read_text(encoding="utf-8")
    except (OSError, ImportError, UnicodeDecodeError, TypeError) as error:
        raise PluginError(f"the renderer {renderer!r} cannot be read: {error}") from error
    if len(source) > _LONGEST_RENDERER:
        raise PluginError(f"the renderer {renderer!r} has more than {_LONGEST_RENDERER} characters")
    return source


def _refuse_other_version(plugin: object) -> None:
    """A plugin that says for which version it was made must have been made for this one."""
    made_for = getattr(plugin, VERSION_ATTRIBUTE, API_VERSION)
    if made_for != API_VERSION:
        raise PluginError(
            f"it was made for version {made_for} of quizapi.plugin_api, and this is version {API_VERSION}: "
            f"install a release of it for version {API_VERSION}"
        )


def _taker(
    into: dict[str, T],
    taken: dict[str, T],
    *,
    check: Callable[[T], None] = lambda _: None,
    named: str = "name",
) -> Callable[[T], None]:
    def register(thing: T) -> None:
        name = getattr(thing, named, None)
        if not isinstance(name, str) or not name:
            raise PluginError(f"{thing!r} has no {named}")
        if name in into or name in taken:
            raise PluginError(f"the {named} {name!r} is registered twice")
        check(thing)
        into[name] = thing

    return register


def _check_generator(generator: ItemGenerator) -> None:
    if not isinstance(generator, ItemGenerator):
        raise PluginError(f"{generator!r} is no ItemGenerator: see quizapi.plugin_api.ItemGenerator")
    jsonschema.Draft202012Validator.check_schema(generator.options_schema)


def _check_check(check: ItemCheck | QuizCheck) -> None:
    if not isinstance(check, ItemCheck | QuizCheck):
        raise PluginError(f"{check!r} is no check: see quizapi.plugin_api.ItemCheck and QuizCheck")


def _check_scorer(scorer: Scorer) -> None:
    if not isinstance(scorer, Scorer):
        raise PluginError(f"{scorer!r} is no Scorer: see quizapi.plugin_api.Scorer and ScorerBase")
    if not _INTERACTION.fullmatch(scorer.interaction):
        raise PluginError(f"{scorer.interaction!r} is no interaction: name it <plugin>:<name>, in lower case")
    for schema in (scorer.answer_schema, scorer.key_schema):
        jsonschema.Draft202012Validator.check_schema(schema)
    if unknown := set(scorer.shown) - set(SHOWN_PARTS):
        raise PluginError(
            f"students can be shown {' and '.join(SHOWN_PARTS)}, not {', '.join(sorted(unknown))}"
        )
    if scorer.renderer:
        renderer_source(scorer.renderer)


def _check_exporter(exporter: Exporter) -> None:
    if not isinstance(exporter, Exporter):
        raise PluginError(f"{exporter!r} is no Exporter: see quizapi.plugin_api.Exporter and ExporterBase")
    _check_name(exporter.name)
    if exporter.name in RESERVED_FORMATS:
        raise PluginError(f"the format {exporter.name!r} is quizapi's own: take another name")
    if not re.fullmatch(r"[a-z0-9]+(?:\.[a-z0-9]+)*", exporter.extension):
        raise PluginError(f"{exporter.extension!r} is no file extension")
    if not re.fullmatch(r"[\w.+-]+/[\w.+-]+(?:; ?charset=[\w-]+)?", exporter.media_type):
        raise PluginError(f"{exporter.media_type!r} is no media type")


def _importer_check(taken: set[str]) -> Callable[[ArticleImporter], None]:
    def check(importer: ArticleImporter) -> None:
        if not isinstance(importer, ArticleImporter):
            raise PluginError(f"{importer!r} is no ArticleImporter: see quizapi.plugin_api.ArticleImporter")
        _check_name(importer.name)
        if not importer.endings:
            raise PluginError(f"the importer {importer.name!r} names no endings of files")
        for ending in importer.endings:
            if not re.fullmatch(r"[a-z0-9]{1,20}", ending):
                raise PluginError(f"{ending!r} is no ending: lower case, without the full stop")
            if ending in RESERVED_ENDINGS or ending in taken:
                raise PluginError(f"files that end in .{ending} have an importer already")
            taken.add(ending)

    return check


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise PluginError(f"{name!r} is no name: take lower-case words joined by hyphens")


def _refuse_unknown_hooks(plugin: object) -> None:
    """A function that is named like a hook but is none was misspelt, marked or not."""
    known = {name for name in vars(hookspecs) if name.startswith("quizapi_")}
    names = vars(plugin) if isinstance(plugin, ModuleType) else dir(plugin)
    for name in names:
        if name.startswith("quizapi_") and callable(getattr(plugin, name)) and name not in known:
            raise PluginError(f"there is no hook {name!r}; the hooks are {', '.join(sorted(known))}")
