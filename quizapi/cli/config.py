"""`quizapi config`: the settings in force."""

from __future__ import annotations

import click


@click.group()
def config() -> None:
    """Settings."""


@config.command()
def show() -> None:
    """Show every setting with its variable's name; secrets are masked."""
    from quizapi.settings import Settings, shown_settings

    for name, value in shown_settings(Settings()).items():
        click.echo(f"{name}={value}")
