"""A check of items that are put in order, whoever wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from quizapi.plugin_api import AnnotatedArticle, Flaw, GeneratorTools, Item

_YEAR: Final = re.compile(r"(?<![\d.,])(?:1[0-9]{3}|20[0-9]{2})(?![\d,]|\.\d)")
_GIVEN_AWAY: Final = 2


class DatedOrderCheck:
    """Options with their years are put in order without the article.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 28 (no clues to the right answer).
    """

    name = "dated-order"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        """Yield a flaw where two options or more of an order have a year."""
        if item.interaction != "order":
            return
        if sum(_YEAR.search(option.text) is not None for option in item.options) >= _GIVEN_AWAY:
            yield Flaw("order-dated", "The years in the options give their order away.")
