"""What "the bank", "the country" and "he" are by the sentences before: the one that fits, or nothing."""

from collections.abc import Callable

import pytest

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Span

MakeArticle = Callable[..., AnnotatedArticle]
Phrase = Callable[..., str | None]


@pytest.fixture
def phrase(make_article: MakeArticle, quizapi_tools: GeneratorTools) -> Phrase:
    """`phrase(context, sentence)`: the sentence, behind its context, as it stands alone."""

    def run(context: str, sentence: str) -> str | None:
        text = f"{context} {sentence}"
        return quizapi_tools.standalone(make_article(text), Span(len(context) + 1, len(text)))

    return run


@pytest.mark.parametrize(
    ("context", "sentence", "alone"),
    [
        (
            "Nobody in Elm Bay trusts Halvex Holdings, a bank with two branches.",
            "The bank lost 37 million crowns in 2019.",
            "Halvex Holdings lost 37 million crowns in 2019.",
        ),
        (
            "The finance minister flew to Vietnam in May.",
            "She praised the growth of the country in a speech to Otto Maas.",
            None,
        ),
        (
            "Rita Low flew to Vietnam in May.",
            "Otto Maas said exports of the country rose by 5 percent in 2019.",
            "Otto Maas said exports of Vietnam rose by 5 percent in 2019.",
        ),
        (
            "The two councils signed a 2015 pact on fishing rights in May.",
            "Otto Maas said that the pact will end in 2031.",
            "Otto Maas said that the 2015 pact on fishing rights will end in 2031.",
        ),
        (
            "The council passed a rule that bans old ferries.",
            "The rule drew 37 complaints from Elm Bay in 2019.",
            "The rule that bans old ferries drew 37 complaints from Elm Bay in 2019.",
        ),
    ],
)
def test_thing_has_the_name_it_was_brought_in_with(
    phrase: Phrase, context: str, sentence: str, alone: str | None
) -> None:
    assert phrase(context, sentence) == alone


@pytest.mark.parametrize(
    ("context", "sentence"),
    [
        # two banks, or one without a name
        (
            "Nobody trusts Halvex Holdings, a bank. A bank of Norrholm closed.",
            "The bank lost 37 million crowns in 2019.",
        ),
        (
            "Nobody trusts Halvex Holdings, a bank. Banks are not loved here.",
            "The bank lost 37 million crowns in 2019.",
        ),
        # two countries, one by its people alone
        (
            "Rita Low flew from Japan to Vietnam in May.",
            "Otto Maas said exports of the country rose by 5 percent in 2019.",
        ),
        (
            "Rita Low met Chinese officials in Vietnam.",
            "Otto Maas said exports of the country rose by 5 percent in 2019.",
        ),
        # of which state?
        ("Rita Low was born in Halden.", "Otto Maas served the state for eight years as a judge."),
        # who says it tells nothing about what is said
        ("There was a gala in May.", "Otto Maas said the event has raised 37 million crowns for schools."),
    ],
)
def test_thing_that_several_could_be_is_left_out(phrase: Phrase, context: str, sentence: str) -> None:
    assert phrase(context, sentence) is None


@pytest.mark.parametrize(
    ("context", "sentence", "alone"),
    [
        (
            "Paul Dorn left.",
            "Paul Dorn, who sold his house in Elm Bay, bought two ferries of the Harbour Board.",
            "Paul Dorn bought two ferries of the Harbour Board.",
        ),
        (
            "Paul Dorn was born in Elm Bay.",
            "On Friday, Dorn and his father are to sell two ferries to the Harbour Board.",
            "Paul Dorn and his father are to sell two ferries to the Harbour Board.",
        ),
        (
            "The polls closed at noon.",
            "Of the voters of Elm Bay, 45 percent said they would vote for the bridge.",
            "Of the voters of Elm Bay, 45 percent said they would vote for the bridge.",
        ),
    ],
)
def test_pronoun_of_who_acts_in_the_same_sentence(
    phrase: Phrase, context: str, sentence: str, alone: str
) -> None:
    assert phrase(context, sentence) == alone


def test_clause_beside_another_has_its_subject(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    text = (
        "Paul Dorn met John Hale and Otto Maas in May. "
        "Although Paul Dorn was acquitted, he has blamed the Harbour Board for the loss of two ferries."
    )
    article = make_article(text)
    start = text.index("he has blamed")

    alone = quizapi_tools.standalone(article, Span(start, len(text)))
    assert alone == "Paul Dorn has blamed the Harbour Board for the loss of two ferries."


def test_office_that_one_holds_has_the_name_of_who_holds_it(phrase: Phrase) -> None:
    context = "Mayor Rita Low opened the fair of Elm Bay in May."
    sentence = "The mayor praised two ferries of the Harbour Board in June."
    assert phrase(context, sentence) == "Mayor Rita Low praised two ferries of the Harbour Board in June."
    other = phrase(f"{context} Mayor Otto Maas of Norrholm came, too.", sentence)
    assert other is None or "Low" not in other


def test_short_name_with_another_title_is_nobodys(phrase: Phrase) -> None:
    sentence = "A diplomat said that Secretary Tarrow put speed over safety in Elm Bay."
    assert phrase("President Paul Tarrow built the harbour of Elm Bay.", sentence) is None


@pytest.mark.parametrize(
    ("context", "sentence"),
    [
        ("Paul Dorn ran for mayor of Elm Bay.", "The ferry incident of Elm Bay in 2019 is one example."),
        ("", "Rita Low Takes A Closer Look At The Ferries Of Elm Bay."),
    ],
)
def test_what_only_points_to_a_text_is_no_statement(phrase: Phrase, context: str, sentence: str) -> None:
    assert phrase(context, sentence) is None
