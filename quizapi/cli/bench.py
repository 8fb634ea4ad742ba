"""`quizapi bench`: what this machine can do, to size a server by."""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from quizapi.cli.files import read_text
from quizapi.domain import Article

_WRITES = 200


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--rounds", default=3, show_default=True, type=click.IntRange(1, 100), help="Medians of so many."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, nothing else on standard output.")
def bench(files: tuple[Path, ...], rounds: int, as_json: bool) -> None:
    """Measure reading, making quizzes and saving on this machine, with FILES or texts of our own.

    One process is measured; a worker is one process, and each further core can have one. Run it while the
    machine is otherwise idle.
    """
    from quizapi.generation.sample_texts import SAMPLES
    from quizapi.settings import Settings

    settings = Settings()
    texts = [read_text(file) for file in files] or list(SAMPLES.values())
    figures: dict[str, Any] = {
        **_work(settings, texts, rounds),
        "durable_writes_per_second": _writes(settings, rounds),
    }
    figures |= {"cores": os.cpu_count(), "load": os.getloadavg()[0]}
    if as_json:
        click.echo(json.dumps({name: _rounded(value) for name, value in figures.items()}))
        return
    words = figures["words_per_article"]
    for name, value, unit in (
        ("model loaded in", figures["model_seconds"], "s"),
        ("read", figures["read_words_per_second"], f"words a second (an article has {words:,.0f} here)"),
        ("of that bare spaCy would take", 100 * figures["bare_share"], "%"),
        ("one quiz of all generators", figures["quiz_seconds"], "s"),
        ("articles read and made a quiz of", 3600 / figures["quiz_seconds"], "an hour and worker"),
        ("durable writes to the data folder", figures["durable_writes_per_second"], "a second"),
        ("load of the machine at the end", figures["load"], f"of {figures['cores']} cores"),
    ):
        click.echo(f"{name:36} {value:>10,.2f} {unit}")


def _work(settings: Any, texts: Sequence[str], rounds: int) -> dict[str, float]:
    import spacy

    from quizapi.cli.generate import make_quiz
    from quizapi.generation.requests import GeneratorRequest
    from quizapi.plugin_api.registry import load_registry
    from quizapi.reading.pipeline import load_pipeline, read

    registry = load_registry(allow=settings.plugins)
    started = time.perf_counter()
    nlp = load_pipeline(settings.model, lexicons=registry.lexicons)
    loaded = time.perf_counter() - started
    bare = spacy.load(settings.model)
    requests = [GeneratorRequest(name) for name in sorted(registry.generators)]

    def build(text: str) -> object:
        return make_quiz(Article(text), registry, requests, nlp, 1, explain=False)

    parse = _median(lambda: [bare(text) for text in texts], rounds)
    reading = _median(lambda: [read(nlp, text) for text in texts], rounds)
    whole = _median(lambda: [build(text) for text in texts], rounds)
    words = sum(len(text.split()) for text in texts)
    return {
        "model_seconds": loaded,
        "words_per_article": words / len(texts),
        "read_words_per_second": words / reading,
        "bare_share": parse / reading,
        "quiz_seconds": whole / len(texts),
    }


def _writes(settings: Any, rounds: int) -> float:
    """Rows written a second, each on the disk before the next: what saving an answer waits for."""
    from sqlalchemy import text

    from quizapi.store.engine import create_database_engine, statement_by_statement

    settings.data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=settings.data) as folder:
        engine = create_database_engine(f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        with statement_by_statement(engine).connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            connection.execute(text("CREATE TABLE answers (n INTEGER)"))

            def write() -> None:
                for n in range(_WRITES):
                    connection.execute(text("INSERT INTO answers VALUES (:n)"), {"n": n})

            seconds = _median(write, rounds)
        engine.dispose()
    return _WRITES / seconds


def _median(work: Callable[[], object], rounds: int) -> float:
    work()  # warm

    def timed() -> float:
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    return statistics.median(timed() for _ in range(rounds))


def _rounded(value: float | None) -> float | None:
    return value if value is None or isinstance(value, int) else float(f"{value:.4g}")
