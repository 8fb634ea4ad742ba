"""`quizapi generate`: items from files, without a server or a database."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizapi.cli.files import progress, read_text
from quizapi.domain import Article, QuizApiError

if TYPE_CHECKING:
    from spacy.language import Language

    from quizapi.generation.requests import GeneratorRequest
    from quizapi.plugin_api.registry import Registry


class UnknownGenerator(QuizApiError):
    """There is no such generator."""


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--generator", "names", multiple=True, help="Name of a generator; may be repeated. None means all."
)
@click.option(
    "--count", default=5, show_default=True, type=click.IntRange(1, 100), help="Items a generator and file."
)
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**31 - 1))
@click.option("--title", default=None, help="The article's headline, where the file has none.")
@click.option(
    "--published-on", default=None, type=click.DateTime(["%Y-%m-%d"]), help="Makes relative dates absolute."
)
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON line a file, nothing else on standard output."
)
@click.option("--explain", is_flag=True, help="Also show every candidate, and why it was not chosen.")
def generate(
    files: tuple[Path, ...],
    names: tuple[str, ...],
    count: int,
    seed: int,
    title: str | None,
    published_on: datetime | None,
    as_json: bool,
    explain: bool,
) -> None:
    """Make items from FILES (UTF-8 text, one article each) and print them with keys and evidence."""
    from quizapi.cli.logs import configure_logging
    from quizapi.generation.requests import GeneratorRequest
    from quizapi.plugin_api.registry import load_registry
    from quizapi.reading.pipeline import load_pipeline
    from quizapi.settings import Settings

    configure_logging("WARNING")
    settings = Settings()
    registry = load_registry(allow=settings.plugins)
    requests = [GeneratorRequest(name, count) for name in _known(registry, names)]
    nlp = load_pipeline(settings.model, lexicons=registry.lexicons)
    failed = False
    with progress("generating", len(files), quiet=as_json) as bar:
        for path in files:
            try:
                article = _article(path, title, published_on, settings.max_article_chars)
                line = make_quiz(article, registry, requests, nlp, seed, explain=explain)
            except QuizApiError as error:
                failed = True
                problem = {
                    "generator": "",
                    "type": "unusable-article",
                    "detail": f"{error.title()}: {error.detail}",
                }
                line = {"text": "", "items": [], "problems": [problem]}
            if as_json:
                click.echo(json.dumps({"file": str(path), **line}, ensure_ascii=False))
            else:
                _show(path, line)
            bar.advance(path.name)
    raise SystemExit(int(failed))


def _known(registry: Registry, names: tuple[str, ...]) -> list[str]:
    for name in names:
        if name not in registry.generators:
            raise UnknownGenerator(
                f"{name!r}; installed are {', '.join(sorted(registry.generators)) or 'none'}"
            )
    return list(dict.fromkeys(names)) or sorted(registry.generators)


def _article(path: Path, title: str | None, published_on: datetime | None, max_chars: int) -> Article:
    from quizapi.reading.cleaning import check_text, clean_article
    from quizapi.reading.language import check_language

    raw = read_text(path)
    check_text(raw, max_chars=max_chars)
    cleaned = clean_article(raw, title=title)
    check_text(cleaned.text, max_chars=max_chars)
    check_language(cleaned.text)
    published: date | None = published_on.date() if published_on else cleaned.published_on
    return Article(
        text=cleaned.text, title=title or cleaned.title or "", author=cleaned.author, published_on=published
    )


def make_quiz(
    article: Article,
    registry: Registry,
    requests: list[GeneratorRequest],
    nlp: Language,
    seed: int,
    *,
    explain: bool,
) -> dict[str, Any]:
    """Read an article and make a quiz of it, as JSON: the text, the items, and the problems.

    Args:
        explain: Also `candidates`: each that the engine looked at, and what became of it.
    """
    from quizapi.exchange.content_hash import content_hash
    from quizapi.exchange.item_json import item_to_json
    from quizapi.generation.checks import item_checks, quiz_checks
    from quizapi.generation.engine import propose
    from quizapi.generation.explaining import Explanation
    from quizapi.generation.selection import select
    from quizapi.generation.tools import Tools
    from quizapi.plugin_api import AnnotatedArticle
    from quizapi.reading.pipeline import read

    reading = read(nlp, article.text)
    annotated = AnnotatedArticle(article, reading.annotations, reading.doc)
    tools = Tools(nlp)
    checks = item_checks(registry.all_checks)
    explanation = Explanation()
    proposals = [
        propose(
            registry.generators[request.name],
            annotated,
            article_index=0,
            request=request,
            seed=seed,
            tools=tools,
            checks=checks,
            watch=explanation.watch,
        )
        for request in requests
    ]
    selection = select(
        proposals, requests, lengths=[len(article.text)], quiz_checks=quiz_checks(registry.checks.values())
    )
    items = [item_to_json(item) for item in selection.items]
    return {
        "text": article.text,
        "items": [{"id": content_hash(item), **item, "status": "proposed"} for item in items],
        "problems": [
            {"generator": p.generator, "type": p.type, "detail": p.detail} for p in selection.problems
        ],
        **({"candidates": [f.as_json() for f in explanation.fates(proposals, selection)]} if explain else {}),
    }


def _show(path: Path, line: dict[str, Any]) -> None:
    click.secho(str(path), bold=True)
    for number, item in enumerate(line["items"], 1):
        click.echo(f"\n{number}. {item['stem']}")
        right = item["key"] if isinstance(item["key"], list) else []
        for option in item["options"]:
            click.echo(f"   {'*' if option['id'] in right else ' '} {option['id']}) {option['text']}")
        for match in item["matches"]:
            click.echo(f"     {match['id']}) {match['text']}")
        if not right or item["matches"]:
            click.echo(f"   key: {item['key']}")
        click.echo(f"   {item['explanation']}")
        for evidence in item["evidence"]:
            click.echo(f"   [{evidence['start']}:{evidence['end']}] {' '.join(evidence['text'].split())}")
    if "candidates" in line:
        from quizapi.cli.explaining import lines

        click.echo("\n" + "\n".join(lines(line["candidates"])))
    for problem in line["problems"]:
        click.secho(f"\n{problem['generator']}: {problem['detail']}", fg="yellow", err=True)
