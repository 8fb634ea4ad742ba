"""Sentences cut from articles stay whole, and nobody and nothing else is meant by them."""

from collections.abc import Callable

import pytest

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Span

MakeArticle = Callable[..., AnnotatedArticle]


@pytest.mark.parametrize(
    ("context", "sentence"),
    [
        # a name inside a word with a hyphen may be meant
        (
            "Jonas Dahl spoke in Velisk. Otto Maas spoke in Elm Bay.",
            "Most pro-Dahl messages came from his party in Elm Bay.",
        ),
        # what its own clause is about is not what it means
        (
            "Otto Maas ran for mayor of Elm Bay.",
            "The first member of the Harbour Board to endorse him was Rita Low.",
        ),
        # another ruling than the one told of before
        (
            "The court of Velmara overturned a harbour board ruling on ferries.",
            "Rita Low welcomed the ruling in Elm Bay.",
        ),
        # only when is said
        ("", "The last overhaul of the ferries of Elm Bay came 30 years ago."),
        # a clause that says besides what is no news of the sentence
        ("", "The number of ferries that Rita Low bought, which would need a new pier in Elm Bay."),
        # who are the two?
        ("", "There was no trust between the two under Rita Low."),
    ],
)
def test_what_could_mean_another_is_no_sentence(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, context: str, sentence: str
) -> None:
    text = f"{context} {sentence}".strip()
    start = text.index(sentence)

    assert quizapi_tools.standalone(make_article(text), Span(start, start + len(sentence))) is None


@pytest.mark.parametrize(
    ("sentence", "alone"),
    [
        (
            "Friday's agreement between Harbour Works and Norrholm ended the strike of Elm Bay.",
            "The agreement between Harbour Works and Norrholm ended the strike of Elm Bay.",
        ),
        (
            "Rita Low last week invited Otto Maas to the harbour of Elm Bay.",
            "Rita Low invited Otto Maas to the harbour of Elm Bay.",
        ),
    ],
)
def test_time_of_writing_is_left_out(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, sentence: str, alone: str
) -> None:
    assert quizapi_tools.standalone(make_article(sentence), Span(0, len(sentence))) == alone


def test_second_verb_phrase_has_the_name_that_both_share(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article("Rita Low closed the old pier of Elm Bay and sold 37 ferries to Norrholm.")
    start = article.text.index("and sold")

    alone = quizapi_tools.standalone(article, Span(start, len(article.text)))
    assert alone == "Rita Low sold 37 ferries to Norrholm."


def test_relative_clause_behind_two_names_is_nobodys(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        "Rita Low praised Otto Maas and his late son Tim Maas, who died in 2019 in Elm Bay."
    )
    start = article.text.index("who died")

    alone = quizapi_tools.standalone(article, Span(start, len(article.text)))
    assert alone is None or alone.startswith("Tim Maas")
