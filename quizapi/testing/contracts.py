"""What every generator promises, as tests to inherit."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from quizapi.generation.sample_texts import ODD_TEXTS, REPORT
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item, ItemGenerator, NothingToAsk
from quizapi.plugin_api.options import resolve_options

if TYPE_CHECKING:
    from quizapi.testing.pytest_plugin import MakeArticle


class GeneratorContract:
    """Inherit it as `TestMine(GeneratorContract)` and give the fixture `generator`."""

    seeds = (0, 1, 2)

    @pytest.fixture
    def generator(self) -> ItemGenerator:
        raise TypeError("override the fixture `generator` and return an instance of your generator")

    @pytest.fixture
    def article(self, make_article: MakeArticle) -> AnnotatedArticle:
        """An article that the generator can ask about; override it where this one does not fit."""
        return make_article(REPORT, title="Banks cut off")

    def items(
        self,
        generator: ItemGenerator,
        article: AnnotatedArticle,
        tools: GeneratorTools,
        seed: int = 0,
        **options: Any,
    ) -> list[Item]:
        try:
            return list(
                generator.generate(
                    article,
                    options=resolve_options(generator, options),
                    limit=40,
                    rng=random.Random(seed),
                    tools=tools,
                )
            )
        except NothingToAsk:
            return []

    def test_describes_itself(self, generator: ItemGenerator) -> None:
        assert isinstance(generator, ItemGenerator)
        assert generator.name == generator.name.lower().replace(" ", "-")
        assert generator.title and generator.description and generator.version and generator.languages

    def test_options_schema_is_valid_and_its_defaults_fit(self, generator: ItemGenerator) -> None:
        schema: Any = generator.options_schema
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(resolve_options(generator, {}), schema)

    def test_asks_something(
        self, generator: ItemGenerator, article: AnnotatedArticle, quizapi_tools: GeneratorTools
    ) -> None:
        assert self.items(generator, article, quizapi_tools)

    def test_same_seed_gives_same_items(
        self, generator: ItemGenerator, article: AnnotatedArticle, quizapi_tools: GeneratorTools
    ) -> None:
        for seed in self.seeds:
            first = self.items(generator, article, quizapi_tools, seed)
            assert first == self.items(generator, article, quizapi_tools, seed)

    def test_evidence_is_the_articles_own_text(
        self, generator: ItemGenerator, article: AnnotatedArticle, quizapi_tools: GeneratorTools
    ) -> None:
        for seed in self.seeds:
            for item in self.items(generator, article, quizapi_tools, seed):
                assert item.evidence
                assert all(e.text and article.text_of(e.span) == e.text for e in item.evidence)

    def test_key_is_no_distractor(
        self, generator: ItemGenerator, article: AnnotatedArticle, quizapi_tools: GeneratorTools
    ) -> None:
        for seed in self.seeds:
            for item in self.items(generator, article, quizapi_tools, seed):
                texts = [option.text.casefold().strip() for option in item.options]
                assert len(set(texts)) == len(texts)
                assert not {o.text.casefold() for o in item.distractors} & {
                    k.casefold() for k in item.key_texts
                }

    def test_uses_interactions_that_it_declares(
        self, generator: ItemGenerator, article: AnnotatedArticle, quizapi_tools: GeneratorTools
    ) -> None:
        assert {item.interaction for item in self.items(generator, article, quizapi_tools)} <= set(
            generator.interactions
        )

    @pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS.keys())
    def test_survives_odd_texts(
        self, generator: ItemGenerator, make_article: MakeArticle, quizapi_tools: GeneratorTools, text: str
    ) -> None:
        article = make_article(text)
        for item in self.items(generator, article, quizapi_tools):
            assert all(article.text_of(e.span) == e.text for e in item.evidence)
