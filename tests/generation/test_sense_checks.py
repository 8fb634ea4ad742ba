"""What only the article names, dates that cannot be, phrases piled up: told, and not told beside it."""

from datetime import date
from typing import Any

import pytest

from quizapi.domain import Item, Option
from quizapi.generation.checks.definites import UnnamedThingCheck
from quizapi.generation.checks.sense import ImpossibleDateCheck, StackedPhrasesCheck
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools
from quizapi.testing.pytest_plugin import MakeArticle
from tests.generation.builders import evidence

TEXT = (
    "A study of 400 ferries was published in Kest in 2015. The study says that fares rose by a tenth. The "
    "Harbour Works Company of Elm Bay did not comment. The mayor opened the pier, and a storm broke the pier "
    "again. Ann Roe sold the hotel to the bank."
)


@pytest.fixture(scope="module")
def article(make_article: MakeArticle) -> AnnotatedArticle:
    return make_article(TEXT, published_on=date(2016, 5, 4))


def statement(text: str) -> Item:
    stem = f"According to the article, is this true or false? “{text}”"
    return Item(interaction="true_false", stem=stem, key=True, evidence=(evidence(0, 5),))


def asked(stem: str, *texts: str) -> Item:
    options = tuple(Option(chr(97 + n), text) for n, text in enumerate(texts))
    return Item(interaction="choice", stem=stem, key=("a",), options=options, evidence=(evidence(0, 5),))


def flaws(check: Any, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> set[tuple[str, bool]]:
    return {(flaw.code, flaw.fatal) for flaw in check.check(item, article, tools)}


@pytest.mark.parametrize(
    ("item", "found"),
    [
        (statement("The study says that fares rose by a tenth."), {("unnamed-thing", True)}),
        (asked("What did the study say?", "Fares rose", "Fares fell"), {("unnamed-thing", True)}),
        (statement("Ann Roe left because the study was wrong."), {("unnamed-thing", False)}),
        (statement("Ann Roe wrote the study."), set()),
        (statement("Ann Roe sold ferries in the state in 2015."), {("unnamed-thing", False)}),
        (statement("The study of 400 ferries says that fares rose by a tenth."), set()),
        (statement("A study of ferries came out in 2015 and the study says that fares rose."), set()),
        (statement("Ann Roe sold the hotel."), set()),
        (statement("Ann Roe left France, and the state sold her ferries."), set()),
        (statement("The government sold 400 ferries."), set()),
    ],
)
def test_what_only_the_article_names_is_told(
    item: Item, found: set[tuple[str, bool]], article: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    assert flaws(UnnamedThingCheck(), item, article, quizapi_tools) == found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ann Roe will leave Kest in 2011.", True),
        ("The Harbour Works Company sold the hotel in 2031.", True),
        ("Ann Roe will leave Kest in 2018.", False),
        ("Ann Roe will sell the ferries that came in 2011.", False),
        ("Ann Roe left Kest in 2011.", False),
    ],
)
def test_a_date_that_cannot_be_gives_the_statement_away(
    text: str, told: bool, article: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    found = flaws(ImpossibleDateCheck(), statement(text), article, quizapi_tools)
    assert found == ({("impossible-date", False)} if told else set())


def test_without_a_day_of_publication_no_date_is_impossible(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    item = statement("Ann Roe will leave Kest in 2011.")
    assert flaws(ImpossibleDateCheck(), item, make_article(TEXT), quizapi_tools) == set()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ann Roe met the mayor at the pier in Kest at the Harbour Fair.", True),
        ("Ann Roe met the mayor at the pier in Kest in May.", False),
        ("Ann Roe stayed at the pier in Kest and slept at the hotel.", False),
        ("Ann Roe met the mayor of the town of Kest.", False),
    ],
)
def test_places_piled_up_are_told(
    text: str, told: bool, article: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    found = flaws(StackedPhrasesCheck(), statement(text), article, quizapi_tools)
    assert found == ({("phrases-stacked", False)} if told else set())
