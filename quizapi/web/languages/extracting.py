"""The texts of the product, gathered from its sources into templates of catalogues.

Two templates: `messages` has what the pages themselves say (templates, views, ES modules); `elsewhere` has
what other parts write in English and pages show: problems, checks, hints of the statistics, formats. Lines
are not kept, and the date stays the same, so that a template changes only when a text does.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from quizapi.web.languages.catalogues import LANGUAGES, TRANSLATIONS, catalogue_path
from quizapi.web.languages.speaking import SOURCE

PACKAGE = Path(__file__).parents[2]
PAGES = PACKAGE / "web"
#: Rooms that write pages in the words of the catalogues.
PAGE_ROOMS = (PAGES, PACKAGE / "lti")
DOMAINS = ("messages", "elsewhere")
_WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
_METHODS = {".html": "jinja2", ".py": "python", ".js": "javascript"}
_OPTIONS = {".html": {"trimmed": "true", "silent": "false"}, ".js": {"parse_template_string": "true"}}
_PYTHON_WORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None}
_SCRIPT_WORDS = {"t": None, "tn": (1, 2)}
#: Rooms whose errors reach a page, and modules every sentence of which does.
ROOMS = ("services", "api", "lti", "queue", "exchange", "reading", "domain")
CHECKS = "generation/checks"
CLEANING = ("reading/cleaning/article.py", "reading/cleaning/furniture.py")
PLUGINS = PACKAGE.parent / "plugins"
#: Where an option that several generators have is described once.
SHARED_OPTIONS = "plugin_api/forms.py"
SENTENCES = ("exchange/registry.py",)
SCORING = ("scoring/hints.py", "scoring/texts.py")

Found = tuple[str, str | tuple[str, ...]]


def gather(domain: str) -> Catalog:
    """The template of a domain, as the sources are now."""
    template = Catalog(
        project="quizapi", charset="utf-8", creation_date=_WRITTEN, revision_date=_WRITTEN, fuzzy=False
    )
    template.header_comment = f"# Texts of Quizapi ({domain}). English is the source."
    found = page_texts() if domain == "messages" else elsewhere_texts()
    for place, text in found:
        template.add(text, locations=[(place, 1)])
    return template


def template_path(domain: str) -> Path:
    """Where a domain's template lies."""
    return TRANSLATIONS / f"{domain}.pot"


def write_all() -> None:
    """Write the templates, and bring what is new in them into each language; what is gone leaves."""
    for domain in DOMAINS:
        template = gather(domain)
        _write(template, template_path(domain))
        for language in LANGUAGES:
            if language != SOURCE:
                _update(template, language, domain)


def page_texts() -> Iterator[Found]:
    """What templates, views and ES modules say."""
    for room, path in sorted((own, path) for own in PAGE_ROOMS for path in own.rglob("*")):
        if path.suffix not in _METHODS:
            continue
        words = _SCRIPT_WORDS if path.suffix == ".js" else _PYTHON_WORDS
        options = _OPTIONS.get(path.suffix, {})
        for _, text, _, _ in extract_from_file(_METHODS[path.suffix], path, keywords=words, options=options):
            yield path.relative_to(PAGES if room == PAGES else PACKAGE).as_posix(), text


def elsewhere_texts() -> Iterator[Found]:
    """What problems, checks, hints and formats say, each value as a place."""
    for room in (*ROOMS, CHECKS):
        for path in sorted((PACKAGE / room).rglob("*.py")):
            place = path.relative_to(PACKAGE).as_posix()
            tree = ast.parse(path.read_text())
            said = _sentences(tree) if place in SENTENCES else _said(tree)
            yield from ((place, text) for text in said)
    for place in SCORING:
        yield from ((place, text) for text in _sentences(ast.parse((PACKAGE / place).read_text())))
    for place in CLEANING:
        yield from ((place, text) for text in _kinds(ast.parse((PACKAGE / place).read_text())))
    for path in (PACKAGE / SHARED_OPTIONS, *sorted(PLUGINS.glob("*/src/*/*.py"))):
        place = path.relative_to(PACKAGE.parent).as_posix()
        yield from ((place, text) for text in _described(ast.parse(path.read_text())))


def _kinds(tree: ast.AST) -> Iterator[str]:
    """The names of what is taken out of an article: keys of a table, what a function returns or a row has."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            yield from _texts(key for key in node.keys if key is not None)
        elif isinstance(node, ast.Return) and node.value is not None:
            yield from _texts([node.value])
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Removed":
            yield from _texts(node.args[1:2])


def _described(tree: ast.AST) -> Iterator[str]:
    """The title and description of a generator, and of its options."""
    names = ("title", "description")
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in names:
            yield from _texts([node.value])
        elif isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            yield from _texts(value for key, value in pairs if getattr(key, "value", "") in names)


def _said(tree: ast.AST) -> Iterator[str]:
    """The titles of errors, what is said where one is raised, and the details of flaws and notes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and _is_problem(node):
            yield (ast.get_docstring(node) or "").splitlines()[0].rstrip(".")
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            yield from _texts(node.exc.args[:1])
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Flaw", "Note"):
            yield from _texts(node.args[1:2])


def _is_problem(node: ast.ClassDef) -> bool:
    bases = {getattr(base, "id", "") for base in node.bases}
    return (
        bool(ast.get_docstring(node))
        and bool(bases)
        and not bases & {"Protocol", "Schema", "NamedTuple"}
        and ("errors" in bases or any(name.endswith(_ERROR_BASES) for name in bases))
    )


_ERROR_BASES = (
    "Error",
    "NotFound",
    "Conflict",
    "Invalid",
    "Refused",
    "Forbidden",
    "NotAuthenticated",
    "TooManyRequests",
)


def _sentences(tree: ast.AST) -> Iterator[str]:
    """Every text of a module that has a blank in it, docstrings and parts of longer ones apart."""
    inner = {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)
    }
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if id(node) in docs or (id(node) in inner and not isinstance(node, ast.JoinedStr)):
            continue
        yield from (
            text
            for text in _texts([node])
            if re.search(r"\w [\w(]", text) and not re.search(r"\\|charset=", text)
        )


def _texts(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield _with_places(node)
        elif isinstance(node, ast.IfExp):
            yield from _texts([node.body, node.orelse])


def _with_places(text: ast.JoinedStr) -> str:
    """An f-string as gettext writes it: each value a place with a name."""
    names: dict[str, str] = {}
    parts = []
    for part in text.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value).replace("%", "%%"))
        elif isinstance(part, ast.FormattedValue):
            source = ast.unparse(part.value)
            if source not in names:
                names[source] = _name_of(part.value, taken=set(names.values()))
            parts.append(f"%({names[source]})s")
    return "".join(parts)


def _name_of(value: ast.expr, *, taken: set[str]) -> str:
    words = [
        node.attr if isinstance(node, ast.Attribute) else node.id
        for node in ast.walk(value)
        if isinstance(node, ast.Attribute | ast.Name)
        and getattr(node, "id", "") not in ("len", "self", "str")
    ]
    name = (words[0] if words else "value").lower().strip("_")
    number = 2
    unique = name
    while unique in taken:
        unique, number = f"{name}_{number}", number + 1
    return unique


def _update(template: Catalog, language: str, domain: str) -> None:
    path = catalogue_path(language, domain)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = Catalog(locale=language, project="quizapi", fuzzy=False)
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.revision_date = catalogue.creation_date = _WRITTEN
    _write(catalogue, path)


def _write(catalogue: Catalog, path: Path) -> None:
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, include_lineno=False, sort_by_file=True)
