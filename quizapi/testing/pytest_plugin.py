"""Fixtures for plugins' tests and our own. Nothing heavy is imported before a fixture asks for it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from spacy.language import Language

    from quizapi.domain import Item
    from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, ItemGenerator

MakeArticle = Callable[..., "AnnotatedArticle"]
RunGenerator = Callable[..., "list[Item]"]


@pytest.fixture(scope="session")
def quizapi_nlp() -> Language:
    """The pipeline with the topics of all installed plugins; loaded once a test run."""
    from quizapi.plugin_api.registry import load_registry
    from quizapi.reading.pipeline import load_pipeline

    return load_pipeline(lexicons=load_registry().lexicons)


@pytest.fixture(scope="session")
def quizapi_tools(quizapi_nlp: Language) -> GeneratorTools:
    """The tools that the engine lends to generators."""
    from quizapi.generation.tools import Tools

    return Tools(quizapi_nlp)


@pytest.fixture(scope="session")
def make_article(quizapi_nlp: Language) -> MakeArticle:
    """`make_article(text, **fields)`: a read article. The text is taken as it is, not cleaned."""
    from quizapi.domain import Article
    from quizapi.plugin_api import AnnotatedArticle
    from quizapi.reading.pipeline import read

    def make(text: str, **fields: Any) -> AnnotatedArticle:
        reading = read(quizapi_nlp, text)
        return AnnotatedArticle(Article(text=text, **fields), reading.annotations, reading.doc)

    return make


@pytest.fixture(scope="session")
def run_generator(quizapi_tools: GeneratorTools) -> RunGenerator:
    """`run_generator(generator, article, seed=0, count=10, options={})`: its items that pass the checks.

    A generator's own exception is raised, not made a problem.
    """
    from quizapi.generation.checks import item_checks
    from quizapi.plugin_api.options import resolve_options

    def run(
        generator: ItemGenerator,
        article: AnnotatedArticle,
        *,
        seed: int = 0,
        count: int = 10,
        options: Mapping[str, Any] | None = None,
    ) -> list[Item]:
        candidates = generator.generate(
            article,
            options=resolve_options(generator, options or {}),
            limit=6 * count,
            rng=random.Random(seed),
            tools=quizapi_tools,
        )
        checks = item_checks(())
        sound = [
            item
            for item in candidates
            if not any(f.fatal for check in checks for f in check.check(item, article, quizapi_tools))
        ]
        return sound[:count]

    return run


@pytest.fixture
def quizapi_app(tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """`quizapi_app(*plugins, **settings)`: an application on a new database.

    Its plugins are those given, or the installed ones where none is given.
    """
    from quizapi.app import create_app
    from quizapi.queue import migrate
    from quizapi.settings import Settings
    from quizapi.store.engine import create_database_engine
    from quizapi.store.upgrade import upgrade_database

    engines = []

    def make(*plugins: object, **settings: Any) -> Flask:
        chosen = Settings(
            **{"data": tmp_path / "data", "secret": "for tests only, thirty-two characters", **settings}
        )
        engine = create_database_engine(chosen.database)
        engines.append(engine)
        upgrade_database(engine)
        migrate(engine)
        given = [(getattr(plugin, "__name__", f"plugin-{n}"), plugin) for n, plugin in enumerate(plugins)]
        return create_app(chosen, plugins=given or None, engine=engine)

    yield make
    for engine in engines:
        engine.dispose()


@pytest.fixture
def client(quizapi_app: Callable[..., Flask]) -> FlaskClient:
    """A test client of an application with the installed plugins."""
    return quizapi_app().test_client()
