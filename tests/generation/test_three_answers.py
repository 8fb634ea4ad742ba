"""Statements with a third answer come through the checks."""

from collections.abc import Callable

from quizapi.generation.checks import item_checks
from quizapi.generation.engine import propose
from quizapi.generation.requests import GeneratorRequest
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools
from quizapi.plugin_api.registry import load_registry

TEXT = (
    "The council of Elm Bay sold 37 old ferries to Norrholm on March 4, 2021. "
    "Mayor Helen Tarrow said that Norrholm would pay $12 million in three years. "
    "Councillor Amit Rao said that fishers had waited since May.\n\n"
    "Bluewater Lines bought two new ferries from Costrian shipyards in 2019. "
    "Ticket prices in Elm Bay rose by 14 percent in May. "
    "Ronan Blake said that fishers would receive about 600 crowns a month."
)


def test_all_three_answers_pass_the_checks(
    make_article: Callable[..., AnnotatedArticle], quizapi_tools: GeneratorTools
) -> None:
    article = make_article(TEXT, title="Elm Bay sells its ferries")
    generator = load_registry(allow=["true-false"], strict=True).generators["true-false"]
    keys = set()
    for seed in range(6):
        proposal = propose(
            generator,
            article,
            article_index=0,
            request=GeneratorRequest("true-false", 10, {"form": "true-false-not-given"}),
            seed=seed,
            tools=quizapi_tools,
            checks=item_checks(()),
        )
        keys |= {item.key for item in proposal.candidates}

    assert keys == {("a",), ("b",), ("c",)}
