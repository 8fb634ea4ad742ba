"""A report of our own, read once for each module."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from quizapi.plugin_api import AnnotatedArticle

NEWS = (
    "The council of Elm Bay sold 37 old ferries to Norrholm on March 4, 2021. "
    "Mayor Helen Tarrow said that Norrholm would pay $12 million in three years. "
    "Councillor Amit Rao said that fishers had waited since May.\n\n"
    "Bluewater Lines bought two new ferries from Costrian shipyards in 2019. "
    "The competition authority approved the purchase after inspectors visited the Costrian shipyards. "
    "Ticket prices in Elm Bay rose by 14 percent in May. "
    "Paul Lindqvist, the owner of Harbour Works, closed his bakery in December after 22 years.\n\n"
    "Sofia Lund, an engineer from Velisk, designed the new pier. "
    "The largest pier in Elm Bay was built by Otto Wray in 1922. "
    "More than 400 people signed a petition against the sale of the Elm Bay ferries in April. "
    "“We will sail again before the summer is over,” Irma Castell told reporters in Elm Bay.\n\n"
    "The old lighthouse of Elm Bay did not survive the storm of 1931. "
    "Ronan Blake said that fishers would receive about 600 crowns a month."
)


@pytest.fixture(scope="module")
def news(make_article: Callable[..., AnnotatedArticle]) -> AnnotatedArticle:
    return make_article(NEWS, title="Elm Bay sells its ferries", published_on=date(2025, 6, 11))
