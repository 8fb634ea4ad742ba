"""A report of our own, and what the generator asks about it."""

from collections.abc import Callable

import pytest
from quizapi_cause_effect import CauseEffect

from quizapi.plugin_api import AnnotatedArticle, Item, ItemGenerator

MakeArticle = Callable[..., AnnotatedArticle]
RunGenerator = Callable[..., list[Item]]

FREEZE = (
    "The League of Harbours agreed on Tuesday to freeze the assets of four Marosian shipping "
    "firms, which it accuses of carrying weapons.\n\n"
    "Freight rates in the Gulf of Sel jumped 14 percent because charterers rushed to hire "
    "other ships, brokers said. Relief worker Ada Corm warned that the freeze could lead to "
    "bread shortages in the north.\n\n"
    "“The freeze does not cause hunger,” Minister Ilse Varn told reporters. The League first "
    "imposed sanctions on Marosia in 2022 in response to the shelling of a border town. The "
    "harbour master sold his boat in March. Three schools in the capital will close for "
    "repairs this summer."
)


@pytest.fixture
def generator() -> ItemGenerator:
    return CauseEffect()


@pytest.fixture
def article(make_article: MakeArticle) -> AnnotatedArticle:
    return make_article(FREEZE, title="Assets frozen")


@pytest.fixture
def items(generator: ItemGenerator, article: AnnotatedArticle, run_generator: RunGenerator) -> list[Item]:
    return [item for seed in range(3) for item in run_generator(generator, article, seed=seed, count=40)]
