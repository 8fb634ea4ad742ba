"""Writes plugins that break one promise each, and says which."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent, indent

_TOP = """
import random
from quizapi.plugin_api import Item, NothingToAsk, Span, hookimpl
{top}

class Generator:
    version, title = "1.0.0", "Bad"
    description = "Is this a sentence of the article?"
    interactions, languages = ("true_false",), ("en",)
    options_schema = {{"type": "object", "properties": {{}}, "additionalProperties": False}}

    def __init__(self, name):
        self.name = name

    def generate(self, article, *, options, limit, rng, tools):
        if not article.sentences:
            raise NothingToAsk("The article has no sentence.")
        for item in BODIES[self.name](self, article) or ():
            yield item

    def item(self, article, sentence, extra):
        stem = f"True or false? According to the article: {{extra}}“{{article.text_of(sentence)}}”"
        return Item(interaction="true_false", stem=stem, key=True, evidence=(article.evidence(sentence),))


BODIES = {{}}


@hookimpl
def quizapi_register_generators(register):
    for name in BODIES:
        register(Generator(name))
"""
_BODY = """

def body(self, article):
{body}
    for sentence in article.sentences:
        yield self.item(article, sentence, "")


BODIES[{name!r}] = body
"""
_PROJECT = """
[project]
name = "quizapi-bad"
version = "1.0.0"
description = "A plugin for a test."
license = "MIT"
requires-python = ">=3.11"
dependencies = ["quizapi>=0.1"]
[project.entry-points.quizapi]
bad = "{module}"
"""


def write_plugin(
    folder: Path, bodies: Mapping[str, str] | None = None, *, top: str = "", leave_out: str = ""
) -> Path:
    """A plugin's folder.

    Args:
        bodies: Name of a generator -> what it does before it yields an item for each sentence.
        top: Statements of the module.
        leave_out: Lines of the `pyproject.toml` that begin with it are left out.
    """
    module = "quizapi_bad"
    (folder / "src").mkdir(parents=True)
    code = _TOP.format(top=dedent(top))
    for name, body in (bodies or {}).items():
        code += _BODY.format(name=name, body=indent(dedent(body), "    "))
    (folder / "src" / f"{module}.py").write_text(code, encoding="utf-8")
    lines = _PROJECT.format(module=module).splitlines()
    kept = [line for line in lines if not (leave_out and line.startswith(leave_out))]
    (folder / "pyproject.toml").write_text("\n".join(kept), encoding="utf-8")
    return folder
