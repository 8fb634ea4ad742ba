"""Building a whole quiz over `nlp()` of its article: three generators, warm process, median."""

import statistics

import spacy

from quizapi.generation.checks import item_checks
from quizapi.generation.engine import propose
from quizapi.generation.requests import GeneratorRequest
from quizapi.generation.selection import select
from quizapi.generation.tools import Tools
from quizapi.plugin_api import AnnotatedArticle
from quizapi.plugin_api.registry import load_registry
from quizapi.reading.pipeline import DEFAULT_MODEL, load_pipeline, read
from tests.bench.reading import articles, timed


def ratio() -> float:
    """Median of (reading + three generators + checks + selection) over bare `nlp()` of the same text."""
    registry = load_registry(strict=True)
    bare = spacy.load(DEFAULT_MODEL)
    nlp = load_pipeline(lexicons=registry.lexicons)
    tools = Tools(nlp)
    requests = [GeneratorRequest(name) for name in sorted(registry.generators)]
    checks = item_checks(registry.checks.values())

    def build(article: object) -> None:
        text = article.text  # type: ignore[attr-defined]
        reading = read(nlp, text)
        annotated = AnnotatedArticle(article, reading.annotations, reading.doc)  # type: ignore[arg-type]
        proposals = [
            propose(
                registry.generators[request.name],
                annotated,
                article_index=0,
                request=request,
                seed=1,
                tools=tools,
                checks=checks,
            )
            for request in requests
        ]
        select(proposals, requests, lengths=[len(text)])

    values = []
    for article in articles():
        bare(article.text)
        build(article)
        base = statistics.median(timed(lambda a=article: bare(a.text)) for _ in range(3))  # type: ignore[misc]
        whole = statistics.median(timed(lambda a=article: build(a)) for _ in range(3))  # type: ignore[misc]
        values.append(whole / base)
    return statistics.median(values)
