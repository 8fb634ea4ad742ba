"""The checks on the items whose flaws were marked by hand: figures never fall below what was measured."""

from collections import Counter

import pytest

from quizapi.plugin_api import GeneratorTools
from quizapi.testing.pytest_plugin import MakeArticle
from tests.eval.flaw_checks import CODES, judged

#: Recall over all flaws. The half "test" was looked at once, after the checks were written (28 of 35). The
#: set "fresh" was written after that by somebody who had read most of the checks' code, and was marked before
#: any check was run on it: 25 of 32 at first look; what was missed was mended since.
FLOORS = {"dev": 0.97, "test": 0.80, "fresh": 0.93}
#: Sound items refused. The one: the parser takes the verb "costs" for a noun, and sees no sentence.
FATAL = {"dev": 0, "test": 0, "fresh": 1}


@pytest.mark.parametrize("half", FLOORS)
def test_recall_stays_above_its_floor(
    half: str, make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    articles: dict[str, object] = {}

    def read(text: str) -> object:
        if text not in articles:
            articles[text] = make_article(text)
        return articles[text]

    marked, found, fatal = Counter[str](), Counter[str](), []
    for name, flaws, codes in judged(half, article=read, tools=quizapi_tools):
        marked.update(flaws)
        found.update(flaw for flaw in flaws if CODES[flaw] & codes)
        if not flaws and codes & _FATAL:
            fatal.append((name, codes))
    assert found.total() / marked.total() >= FLOORS[half], marked - found
    assert len(fatal) <= FATAL[half], fatal


_FATAL = frozenset().union(
    *(
        CODES[flaw]
        for flaw in (
            "evidence-outside",
            "evidence-no-proof",
            "two-keys",
            "key-as-distractor",
            "dangling-reference",
            "broken-grammar",
            "no-question",
            "answer-in-stem",
            "gap-ambiguous",
        )
    )
)
