"""What every generator and every scorer promises, as tests to inherit."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from quizapi.exchange.building import checked
from quizapi.exchange.item_json import answer_from_json, answer_to_json
from quizapi.generation.sample_texts import ODD_TEXTS, REPORT
from quizapi.plugin_api import (
    AnnotatedArticle,
    GeneratorTools,
    Item,
    ItemGenerator,
    NothingToAsk,
    Response,
    Score,
    Scorer,
    hookimpl,
)
from quizapi.plugin_api.options import resolve_options
from quizapi.plugin_api.registry import load_registry

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


class ScorerContract:
    """Inherit it as `TestMine(ScorerContract)`; give the fixtures `scorer` and `item`, and answers as JSON.

    `answers` are some that a student may give, `bad_answers` some that must be refused.
    """

    answers: Sequence[Any] = ()
    bad_answers: Sequence[Any] = ()

    @pytest.fixture
    def scorer(self) -> Scorer:
        raise TypeError("override the fixture `scorer` and return an instance of your scorer")

    @pytest.fixture
    def item(self) -> Item:
        raise TypeError("override the fixture `item` and return an item of the interaction")

    def test_can_be_registered(self, scorer: Scorer) -> None:
        plugin = type("Plugin", (), {})()
        plugin.quizapi_register_scorers = hookimpl(lambda register: register(scorer))
        assert load_registry(plugins=[("mine", plugin)], strict=True).scorers == {scorer.interaction: scorer}

    def test_key_fits_its_schema_and_scores_fully(self, scorer: Scorer, item: Item) -> None:
        jsonschema.Draft202012Validator(scorer.key_schema).validate(answer_to_json(item.key))
        assert scorer.score(item, Response(scorer.normalise(item, item.key))) == Score(1.0)

    def test_answers_fit_their_schema_and_score_the_same_each_time(self, scorer: Scorer, item: Item) -> None:
        validator = jsonschema.Draft202012Validator(scorer.answer_schema)
        assert self.answers, "give `answers` that a student may send"
        for answer in self.answers:
            validator.validate(answer)
            given = scorer.normalise(item, answer_from_json(item.interaction, answer))
            assert scorer.normalise(item, given) == given
            score = scorer.score(item, Response(given))
            assert isinstance(score, Score)
            assert score.value is not None
            assert score == scorer.score(item, Response(given))

    def test_other_answers_are_refused(self, scorer: Scorer, item: Item) -> None:
        validator = jsonschema.Draft202012Validator(scorer.answer_schema)
        assert [answer for answer in self.bad_answers if validator.is_valid(answer)] == []

    def test_other_form_is_one_that_formats_hold(self, scorer: Scorer, item: Item) -> None:
        other = scorer.fallback(item)
        assert other is None or checked(other)
