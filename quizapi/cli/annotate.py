"""`quizapi annotate`: what the reader finds in files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizapi.cli.files import progress, read_text

if TYPE_CHECKING:
    from quizapi.domain import Annotations


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON line a file, nothing else on standard output."
)
@click.option("--model", default=None, help="Another installed spaCy pipeline.")
def annotate(files: tuple[Path, ...], as_json: bool, model: str | None) -> None:
    """Read FILES and show quotes, claims, causal relations and names.

    Any text that decodes as UTF-8 is read, also one word. Offsets are code points into the `text` given back,
    which is the file's without byline, date line and the like.
    """
    from quizapi.plugin_api.registry import load_registry
    from quizapi.reading.cleaning import clean_article
    from quizapi.reading.pipeline import load_pipeline, read_many
    from quizapi.reading.serializing import annotations_to_json
    from quizapi.settings import Settings

    texts = [clean_article(read_text(path)).text for path in files]
    settings = Settings()
    registry = load_registry(allow=settings.plugins)
    nlp = load_pipeline(model or settings.model, lexicons=registry.lexicons)
    with progress("reading", len(files), quiet=as_json) as bar:
        for path, text, reading in zip(files, texts, read_many(nlp, texts), strict=True):
            if as_json:
                line = {"file": str(path), "text": text, **annotations_to_json(reading.annotations)}
                click.echo(json.dumps(line, ensure_ascii=False))
            else:
                _show(path, text, reading.annotations)
            bar.advance(path.name)


def _show(path: Path, text: str, found: Annotations) -> None:
    click.secho(str(path), bold=True)
    for attribution in found.attributions:
        source = attribution.source
        who = "nobody named" if source is None else source.name or f"{source.span.text(text)} (unsettled)"
        click.echo(f"  {attribution.kind:8} {who}: {_line(attribution.content.text(text))}")
    for claim in found.claims:
        whose = " (a source's)" if claim.attributed_to is not None else ""
        click.echo(f"  {claim.status:10}{whose} {_line(claim.span.text(text))}")
    for relation in found.causal_relations:
        topics = f" [{', '.join(relation.topics)}]" if relation.topics else ""
        cause, effect = _line(relation.cause.text(text)), _line(relation.effect.text(text))
        click.echo(f"  {relation.status:8}{topics} {cause} -> {effect}")


def _line(text: str) -> str:
    return " ".join(text.split())
