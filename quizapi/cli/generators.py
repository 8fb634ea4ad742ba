"""`quizapi generators`: what is installed, a new one, and whether one keeps its promises."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from quizapi.plugin_api.registry import Registry


@click.group()
def generators() -> None:
    """Generators of items."""


@generators.command("list")
@click.option("--json", "as_json", is_flag=True, help="JSON on standard output.")
def list_generators(as_json: bool) -> None:
    """Show the installed generators, what else plugins register, and which could not be loaded and why."""
    from quizapi.plugin_api.registry import load_registry
    from quizapi.settings import Settings

    registry = load_registry(allow=Settings().plugins)
    if as_json:
        rows = [
            {
                "name": g.name,
                "version": g.version,
                "title": g.title,
                "interactions": list(g.interactions),
                "package": registry.plugin_of[g.name].package,
            }
            for _, g in sorted(registry.generators.items())
        ]
        failures = [{"plugin": f.plugin, "detail": f.detail} for f in registry.failures]
        others = {
            kind: [
                {"name": name, "package": registry.origin(kind, name).package}
                for name in sorted(getattr(registry, kind))
            ]
            for kind in _OTHERS
        }
        click.echo(json.dumps({"generators": rows, **others, "failures": failures}))
    else:
        for name, generator in sorted(registry.generators.items()):
            plugin = registry.plugin_of[name]
            click.echo(
                f"{name:16} {generator.version:8} {generator.title} ({plugin.package} {plugin.version})"
            )
        for line in _others(registry):
            click.echo(line)
        for failure in registry.failures:
            click.secho(f"{failure.plugin}: not loaded: {failure.detail}", fg="red", err=True)
    raise SystemExit(1 if registry.failures else 0)


_OTHERS = {
    "scorers": "interaction",
    "checks": "check",
    "topics": "topic",
    "exporters": "format",
    "importers": "article files",
}


def _others(registry: Registry) -> Iterator[str]:
    """A line for each thing that plugins register beside generators."""
    for kind, words in _OTHERS.items():
        for name in sorted(getattr(registry, kind)):
            plugin = registry.origin(kind, name)
            shown = name
            if kind == "importers":
                shown = ", ".join(f".{ending}" for ending in registry.importers[name].endings)
            yield f"{words} {shown} ({plugin.package} {plugin.version})"


@generators.command("new")
@click.argument("name")
@click.option(
    "--into",
    default=Path(),
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to make it in; the current one where not given.",
)
def new_generator(name: str, into: Path) -> None:
    """Make a plugin with a generator NAME: code, tests, README; it passes its tests as it is."""
    from quizapi.cli.new_plugin import render_plugin

    folder = render_plugin(name, into)
    click.echo(f"Made {folder}. Next:")
    steps = {
        f"pip install --no-deps -e {folder}": "install it where quizapi is",
        f"pytest {folder}": "run its tests",
        f"quizapi generators check {folder}": "see what it promises and keeps",
    }
    wide = max(map(len, steps))
    for command, why in steps.items():
        click.echo(f"  {command.ljust(wide)}   {why}")


@generators.command("check")
@click.argument("target")
@click.option(
    "--article",
    "articles",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A text that the generator is meant for, tried besides the samples; may be repeated.",
)
@click.option(
    "--seconds",
    default=60.0,
    show_default=True,
    type=click.FloatRange(min=0.1),
    help="For one run on an article.",
)
@click.option("--megabytes", default=2000, show_default=True, type=click.IntRange(min=300))
@click.option("--no-huge", is_flag=True, help="Leave the long article out.")
@click.option("--json", "as_json", is_flag=True, help="JSON on standard output.")
def check_generators(
    target: str, articles: tuple[Path, ...], seconds: float, megabytes: int, no_huge: bool, as_json: bool
) -> None:
    """Try the plugin TARGET (a folder, or an installed one's name) and say which promises it keeps."""
    from quizapi.cli.conformance import Limits, check_plugin, find_target
    from quizapi.cli.files import read_text

    report = check_plugin(
        find_target(target),
        limits=Limits(seconds, megabytes),
        articles={path.name: read_text(path) for path in articles},
        huge=not no_huge,
    )
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        for line, style in report.lines():
            click.secho(line, bold=style == "bold", fg=None if style == "bold" else style)
    raise SystemExit(0 if report.passed else 1)
