"""`quizapi backup`: the embedded database, copied while it is in use."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--overwrite", is_flag=True, help="Replace FILE, once the new copy is whole.")
def backup(file: Path, overwrite: bool) -> None:
    """Copy the embedded database to FILE while the server runs, and check the copy.

    FILE is the whole database. Keep DATA/secret with it; how to put both back is in docs/operating.md.
    """
    from quizapi.settings import Settings
    from quizapi.store.backup import backup_database
    from quizapi.store.engine import create_database_engine

    engine = create_database_engine(Settings().database, pool_size=1)
    try:
        size = backup_database(engine, file, overwrite=overwrite)
    finally:
        engine.dispose()
    click.echo(f"{file}: {size / 1e6:.1f} MB, checked")
