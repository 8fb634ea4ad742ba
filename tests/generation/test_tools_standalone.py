"""Clauses of an article as sentences of their own, and those that cannot be."""

from collections.abc import Callable
from datetime import date

import pytest

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Span

MakeArticle = Callable[..., AnnotatedArticle]
Phrase = Callable[..., str | None]

#: A Wednesday.
TODAY = date(2025, 6, 11)


@pytest.fixture
def phrase(make_article: MakeArticle, quizapi_tools: GeneratorTools) -> Phrase:
    """`phrase(context, sentence)`: the sentence, behind its context, as it stands alone."""

    def run(context: str, sentence: str, **fields: object) -> str | None:
        text = f"{context} {sentence}".strip()
        article = make_article(text, **fields)
        start = text.index(sentence)
        return quizapi_tools.standalone(article, Span(start, start + len(sentence)))

    return run


@pytest.mark.parametrize(
    ("context", "sentence", "alone"),
    [
        # connectives and asides
        (
            "Rain fell.",
            "But the council of Elm Bay closed the old pier.",
            "The council of Elm Bay closed the old pier.",
        ),
        (
            "Rain fell.",
            "However, the council of Elm Bay also rejected the harbour plan.",
            "The council of Elm Bay rejected the harbour plan.",
        ),
        (
            "Rain fell.",
            "The council of Elm Bay rejected the harbour plan too.",
            "The council of Elm Bay rejected the harbour plan.",
        ),
        # how much, not who else
        *(
            ("", text, text)
            for text in (
                "The council of Elm Bay cast too few votes for the harbour plan.",
                "The council of Elm Bay rejected the harbour plan too late.",
            )
        ),
        (
            "",
            "Paul Tarrow, 61, a former teacher, bought two ferries in 2019.",
            "Paul Tarrow bought two ferries in 2019.",
        ),
        (
            "",
            "The council of Elm Bay rejected the harbour plan, which had cost 2 million crowns.",
            "The council of Elm Bay rejected the harbour plan.",
        ),
        (
            "",
            "The council of Elm Bay (which met twice) rejected the harbour plan.",
            "The council of Elm Bay rejected the harbour plan.",
        ),
        # names and pronouns
        (
            "Mayor Helen Tarrow opened the meeting.",
            "On Monday Tarrow said that prices would fall in May.",
            "Helen Tarrow said that prices would fall in May.",
        ),
        (
            "Mayor Helen Tarrow opened the meeting.",
            "She said that prices would fall in May.",
            "Helen Tarrow said that prices would fall in May.",
        ),
        (
            "Mayor Helen Tarrow opened the meeting.",
            "Her brother sold two ferries in May.",
            "Helen Tarrow's brother sold two ferries in May.",
        ),
        (
            "",
            "Helen Tarrow said that she would sell two ferries.",
            "Helen Tarrow said that she would sell two ferries.",
        ),
        # fuller names of things
        (
            "The Mill Street bridge was closed in May.",
            "The bridge was reopened to all traffic on June 18.",
            "The Mill Street bridge was reopened to all traffic on June 18.",
        ),
        # times
        (
            "",
            "The council of Elm Bay rejected the harbour plan on Monday.",
            "The council of Elm Bay rejected the harbour plan.",
        ),
        (
            "",
            "The council of Elm Bay rejected the harbour plan last year.",
            "The council of Elm Bay rejected the harbour plan in 2024.",
        ),
        (
            "",
            "Bluewater Lines will sell Mill Bridge next month.",
            "Bluewater Lines will sell Mill Bridge in July 2025.",
        ),
        (
            "",
            "The freeze of Orrenian ships takes effect at midnight on Friday.",
            "The freeze of Orrenian ships takes effect at midnight on June 13, 2025.",
        ),
        (
            "",
            "Mayor Helen Tarrow starts a long tour of Norrholm on Friday.",
            "Mayor Helen Tarrow starts a long tour of Norrholm on June 13, 2025.",
        ),
        (
            "",
            "The fair of Elm Bay runs through July 4 this year.",
            "The fair of Elm Bay runs through July 4, 2025.",
        ),
        # the day goes, by whom it was told stays
        (
            "",
            "The tax announced by Norrholm last week angered 400 fishers in Elm Bay.",
            "The tax announced by Norrholm angered 400 fishers in Elm Bay.",
        ),
        # a score is no second clause, and money is written close
        (
            "",
            "The team of Norrholm beat Velisk 3 – 0 for a prize of $ 400.",
            "The team of Norrholm beat Velisk 3 – 0 for a prize of $400.",
        ),
        # a person who has been called so
        (
            "Otto Wray, a 14-year-old boy from Elm Bay, built a clock.",
            "Norrholm has invited the boy to its museum in Velisk.",
            "Norrholm has invited Otto Wray to its museum in Velisk.",
        ),
        # a condition is no noise
        (
            "",
            "Prices in Elm Bay will rise by 4 percent or 9 percent, depending on rain in Norrholm.",
            "Prices in Elm Bay will rise by 4 percent or 9 percent, depending on rain in Norrholm.",
        ),
    ],
)
def test_clause_stands_alone(phrase: Phrase, context: str, sentence: str, alone: str) -> None:
    assert phrase(context, sentence, published_on=TODAY) == alone


@pytest.mark.parametrize(
    ("context", "sentence"),
    [
        # pronouns that two people fit, that nobody fits, and speakers
        ("Ann Low met Eva Maas in May.", "She said that prices would fall in June."),
        ("Rain fell all day in the valley.", "He said that prices would fall in June."),
        ("", "I said that prices would fall in June."),
        ("", "It covers 37 vessels and port property."),
        ("Harbour prices rose in May.", "The harbour prices will fall in June, they said."),
        # phrases that point back
        ("The council closed Mill Bridge.", "The move angered 400 fishers in Elm Bay."),
        ("The council closed Mill Bridge.", "This angered 400 fishers in Elm Bay."),
        ("The council closed Mill Bridge.", "These rules angered 400 fishers in Elm Bay."),
        ("The council closed Mill Bridge.", "Another plan angered 400 fishers in Elm Bay."),
        ("The council closed Mill Bridge.", "Several asked why Mill Bridge was closed."),
        ("The council closed Mill Bridge.", "Two years later 400 fishers left Elm Bay."),
        ("Of 212 requests many failed.", "Of 212 requests, 19 have been approved."),
        ("The council bought three ferries in May.", "The three ferries were sold to Norrholm in June."),
        ("The council cut imports of coal.", "Norrholm has protested the Orrenian limitations."),
        ("The council wrote to all.", "The council of Elm Bay will write again after the deadline."),
        ("The town saw a film in May.", "A second screening may follow in Elm Bay in September."),
        ("", "Norrholm said that domestic makers would sell 400 ferries."),
        # what holds only then, or only if
        ("Rain fell in May.", "At that time the council of Elm Bay closed 12 schools."),
        ("", "Growing towns would raise the need for water by 50 percent."),
        ("", "Helen Tarrow chairs the council of Elm Bay this year."),
        ("", "The council of Elm Bay hopes that it will bring 400 visitors."),
        # what is no good English, or no good reading
        ("", "The harbour magazine describe the verdict of Velisk as historic."),
        ("", "Elm Bay put down all talk of delaying raising the tax on ferries."),
        ("", "The mean cost per pupil of Elm Bay is above the mean cost per pupil of Norrholm."),
        ("", "There is a large section of old lanterns."),
        # no whole statement
        ("", "Will the council close Mill Bridge?"),
        ("", "Closing Mill Bridge in May."),
        ("", "The old Mill Bridge."),
        ("", "The council closed “Mill Bridge in May."),
        ("", "Rates fell."),
        # a surname that two people nearby have
        (
            "Mayor Helen Tarrow told Paul Tarrow to wait.",
            "On Monday Tarrow said that prices would fall in June.",
        ),
    ],
)
def test_what_stays_open_is_left_out(phrase: Phrase, context: str, sentence: str) -> None:
    assert phrase(context, sentence, published_on=TODAY) is None


def test_relative_time_without_a_date_is_dropped_or_refused(phrase: Phrase) -> None:
    assert (
        phrase("", "The council of Elm Bay rejected the harbour plan last year.")
        == "The council of Elm Bay rejected the harbour plan."
    )
    assert phrase("", "The council of Elm Bay has owned two old ferries since last year.") is None


def test_thing_told_apart_from_others_is_not_taken_for_one(phrase: Phrase) -> None:
    context = "The first Mill Street game ended in May. A second game began in June."

    assert phrase(context, "The game was won by Norrholm in Elm Bay.") is None


def test_capital_behind_an_abbreviation_becomes_small(phrase: Phrase) -> None:
    context = "Trade will suffer."

    assert (
        phrase(context, "The U.S. Will impose duties on 300 products.")
        == "The U.S. will impose duties on 300 products."
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "The U.S. Makers will sell 300 products in Norrholm.",
        "Prices rose in the U.S., Ruling council leader Otto Wray told reporters.",
    ],
)
def test_stray_capital_of_a_wire_is_not_shown(phrase: Phrase, sentence: str) -> None:
    context = "The U.S. Will act. Norrholm will wait."

    assert phrase(context, sentence) is None


def test_relative_clause_becomes_a_sentence_about_its_owner(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    text = "Kirsa Dahl, who started the last leg 19 seconds behind, won in Elm Bay."
    article = make_article(text)
    start, end = text.index("who"), text.index(", won")

    assert (
        quizapi_tools.standalone(article, Span(start, end))
        == "Kirsa Dahl started the last leg 19 seconds behind."
    )
