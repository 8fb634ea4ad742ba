"""Items whose key says something about quoted words: the evidence must have the words, not the key."""

from dataclasses import replace

import pytest

from quizapi.domain import Evidence, Item, Option, Span
from quizapi.generation.checks.proof import ProvesKeyCheck
from quizapi.plugin_api import ABOUT_QUOTED, GeneratorTools
from quizapi.testing.pytest_plugin import MakeArticle

TEXT = "The dairy of Ulmen laid off its workers on Tuesday. The mayor opened a fair."
ITEM = Item(
    interaction="choice",
    stem="According to the article, what is this statement? “The dairy of Ulmen laid off its workers.”",
    options=tuple(Option(i, t) for i, t in (("a", "A reported fact"), ("b", "A view"), ("c", "A forecast"))),
    key=("a",),
    evidence=(Evidence(Span(0, 51), TEXT[:51]),),
    tags=(ABOUT_QUOTED,),
)


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (ITEM, False),
        (replace(ITEM, tags=()), True),
        (replace(ITEM, evidence=(Evidence(Span(52, 76), TEXT[52:76]),)), True),
        (replace(ITEM, stem="According to the article, what is its first statement?"), True),
    ],
    ids=["quoted words are proven", "without the tag", "another sentence", "nothing quoted"],
)
def test_evidence_is_asked_for_the_quoted_words(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, item: Item, told: bool
) -> None:
    found = list(ProvesKeyCheck().check(item, make_article(TEXT), quizapi_tools))
    assert [flaw.code for flaw in found] == ["evidence-unproving"] * told
