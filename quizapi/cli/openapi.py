"""`quizapi openapi`: the API's description, generated from the code."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("file", default="openapi.yaml", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--check", is_flag=True, help="Write nothing; fail where FILE is not what the code says.")
def openapi(file: Path, check: bool) -> None:
    """Write the OpenAPI document to FILE."""
    import tempfile

    from quizapi.api.spec import spec_yaml
    from quizapi.app import create_app
    from quizapi.settings import Settings

    with tempfile.TemporaryDirectory() as folder:
        text = spec_yaml(create_app(Settings(data=Path(folder), database_url="")))
    if not check:
        file.write_text(text, encoding="utf-8")
    elif not file.exists() or file.read_text(encoding="utf-8") != text:
        raise click.ClickException(f"{file} is stale: run make openapi")
