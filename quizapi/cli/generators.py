"""`quizapi generators`: what is installed."""

from __future__ import annotations

import json

import click


@click.group()
def generators() -> None:
    """Generators of items."""


@generators.command("list")
@click.option("--json", "as_json", is_flag=True, help="JSON on standard output.")
def list_generators(as_json: bool) -> None:
    """Show the installed generators, and the plugins that could not be loaded and why."""
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
        click.echo(json.dumps({"generators": rows, "failures": failures}))
    else:
        for name, generator in sorted(registry.generators.items()):
            plugin = registry.plugin_of[name]
            click.echo(
                f"{name:16} {generator.version:8} {generator.title} ({plugin.package} {plugin.version})"
            )
        for failure in registry.failures:
            click.secho(f"{failure.plugin}: not loaded: {failure.detail}", fg="red", err=True)
    raise SystemExit(1 if registry.failures else 0)
