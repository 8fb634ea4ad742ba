"""What each kind of edit makes of a statement, and what none of them makes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest
from quizapi_true_false import TrueFalse
from quizapi_true_false.claims import true_statements
from quizapi_true_false.edits import MAKERS, Scene
from quizapi_true_false.edits.numbers import _is_used
from quizapi_true_false.generator import _false_ones
from quizapi_true_false.options import Wanted

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools
from quizapi.plugin_api.options import resolve_options

MakeArticle = Callable[..., AnnotatedArticle]


def edits_of(
    article: AnnotatedArticle, tools: GeneratorTools, seeds: range = range(4)
) -> dict[str, set[tuple[str, str]]]:
    """Kind of edit: what becomes what, over all statements and some seeds, in small letters."""
    found: dict[str, set[tuple[str, str]]] = {}
    wanted = Wanted.of(resolve_options(TrueFalse(), {}))
    for seed in seeds:
        rng = random.Random(seed)
        for statement in true_statements(article, tools=tools, rng=rng):
            for candidate in _false_ones(statement, Scene(article, tools, rng), wanted):
                edit = candidate.edit
                found.setdefault(edit.kind, set()).add((edit.before.lower(), edit.after.lower()))
    return found


def test_numbers_keep_their_form(news: AnnotatedArticle, quizapi_tools: GeneratorTools) -> None:
    numbers = edits_of(news, quizapi_tools)["number"]

    assert {"37", "12", "two", "14"} <= {before for before, _ in numbers}
    for before, after in numbers:
        assert before.isdigit() == after.isdigit()
        assert not before.isdigit() or len(before) == len(after)
        assert not after.isdigit() or after not in re.findall(r"\d+", news.text)


def test_dates_change_to_dates_of_the_same_form(
    news: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    dates = dict(edits_of(news, quizapi_tools)["date"])

    assert re.fullmatch(r"20\d\d", dates["2019"]) and dates["2019"] != "2019"
    assert re.fullmatch(r"march \d+, 2021", dates["march 4, 2021"])
    assert "1922" in dates and "april" in dates


def test_another_speaker_and_another_doer_come_from_the_article(
    news: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    edits = edits_of(news, quizapi_tools)

    people = {entity.name.lower() for entity in news.annotations.entities if entity.type == "PERSON"}
    assert {after for _, after in edits["source"]} <= people
    assert ("mayor helen tarrow", "amit rao") in edits["source"], "the office goes with the name"
    assert "sofia lund" not in {after for _, after in edits["source"]}, "she says nothing in the article"
    assert any(before == "otto wray" for before, _ in edits["name"])


def test_opposites_comparisons_and_order(news: AnnotatedArticle, quizapi_tools: GeneratorTools) -> None:
    edits = edits_of(news, quizapi_tools)

    assert {("rose", "fell"), ("sold 37 old ferries to", "bought 37 old ferries from")} <= set(
        edits["antonym"]
    )
    assert ("approved", "rejected") not in edits["antonym"], "the reason told beside it would give it away"
    assert ("largest", "smallest") in edits["comparison"]
    assert {("more", "fewer"), ("over", "almost"), ("over", "nearly"), ("over", "just under")} & set(
        edits["comparison"]
    )
    assert ("after", "before") in edits["order"]


def test_denial_is_taken_back(news: AnnotatedArticle, quizapi_tools: GeneratorTools) -> None:
    assert ("did not survive", "survived") in edits_of(news, quizapi_tools)["polarity"]


def test_roles_are_swapped_where_the_deed_goes_one_way(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        "Germany invaded Poland in 1939 with a large army. France met Italy for talks in 1940."
    )
    swaps = edits_of(article, quizapi_tools).get("role-swap", [])

    assert ("germany invaded poland", "poland invaded germany") in swaps
    assert not any("met" in before for before, _ in swaps), "meeting goes both ways"


@pytest.mark.parametrize(
    "sentence",
    [
        "At least 83 people in Elm Bay fell ill after the feast.",
        "Up to 83 people in Elm Bay fell ill after the feast.",
        "Nearly 83 people in Elm Bay fell ill after the feast.",
        "Between 70 and 83 people in Elm Bay fell ill after the feast.",
        "Bluewater Lines showed the Boeing 747 in Elm Bay.",
    ],
)
def test_inclusive_numbers_and_names_are_left_alone(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, sentence: str
) -> None:
    assert "number" not in edits_of(make_article(sentence), quizapi_tools)


@pytest.mark.parametrize(
    ("text", "kind", "after"),
    [
        # the capital stands for the state
        (
            "The United States imposed tariffs on steel in May. Officials in Washington said that the "
            "tariffs "
            "were needed. Japan protested in June.",
            "name",
            "Washington",
        ),
        # said of the other one as well
        (
            "Helen Tarrow signed the treaty in Velisk. Amit Rao signed the treaty in Velisk. Sofia Lund "
            "left.",
            "name",
            "Amit Rao",
        ),
        # one of several
        (
            "Toshiba and Hitachi cut output in May. Motorola raised its output in June. Motorola is "
            "American.",
            "name",
            "Motorola",
        ),
        # the other one is quoted with the same words
        (
            "Helen Tarrow said that ticket prices would rise in May. Amit Rao said that ticket prices would "
            "rise. Sofia Lund said nothing.",
            "source",
            "Amit Rao",
        ),
        # the year is told elsewhere
        ("Otto Wray built the pier in 1922. A storm destroyed the pier in 1931.", "date", "1931"),
    ],
)
def test_what_may_be_true_by_the_article_is_not_made(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, text: str, kind: str, after: str
) -> None:
    article = make_article(text)
    found = edits_of(article, quizapi_tools, range(6)).get(kind, set())

    assert after.lower() not in {new for _, new in found}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # nobody else is named for a crime, an accident or a quarrel in court
        (
            "Police arrested Otto Wray in Velisk in May. Amit Rao painted the pier in June. Amit Rao left.",
            {"name", "role-swap"},
        ),
        (
            "Helen Tarrow accused Amit Rao of fraud in May. Sofia Lund painted the pier.",
            {"name", "role-swap"},
        ),
        # what is counted is told one by one
        ("Two teams from Velisk played in Elm Bay, one of girls and one of boys.", {"number"}),
        # each figure follows from the others
        ("Output in Elm Bay fell by 25 percent to 30 tonnes from 40 tonnes in May.", {"number"}),
        # what was so in one year may have been so in another
        ("Bluewater Lines accounted for 70 percent of the trade of Elm Bay in 2019.", {"date"}),
        # the reason shows which word was right
        ("The court of Elm Bay closed the harbour because Norrholm had lost a ferry.", {"antonym"}),
        ("The council of Elm Bay sank after Otto Wray left the council of Elm Bay.", {"order"}),
        # money for a study is no vote for it
        ("The Harbour Fund supported the study of Elm Bay in May.", {"antonym"}),
        # nobody hopes for the opposite
        ("Helen Tarrow hopes that Elm Bay will be able to sell 37 ferries.", {"antonym"}),
    ],
)
def test_silly_or_unfair_edits_are_not_made(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, text: str, kinds: set[str]
) -> None:
    article = make_article(text)

    assert not kinds & set(edits_of(article, quizapi_tools))


@pytest.mark.parametrize(
    ("new", "used"),
    [("3.5", True), ("2.5", False), ("31.5", False), ("1,200", True), ("9", True), ("8", False)],
)
def test_new_number_is_used_where_the_article_has_that_very_one(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, new: str, used: bool
) -> None:
    article = make_article(
        "Velisk sold 3.5 tonnes of fish, 215 crates and 1,200 nets on nine days, and 2-5 ferries for $3165."
    )

    assert _is_used(new, Scene(article, quizapi_tools, random.Random(0))) is used


def test_young_people_stay_young(make_article: MakeArticle, quizapi_tools: GeneratorTools) -> None:
    article = make_article("A 14-year-old boy from Elm Bay built the clock of Norrholm in May.")

    ages = {after for _, after in edits_of(article, quizapi_tools, range(8))["number"]}
    assert ages and all(int(after.partition("-")[0]) < 18 for after in ages)


def test_paper_that_brings_the_news_stands_in_for_nobody(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        "Velisk Harbour Group built the pier of Elm Bay in May. “It is done,” Otto Wray told "
        "Norrholm Press Group. Norrholm Press Group visited the pier of Elm Bay."
    )

    assert "norrholm press group" not in {
        after for _, after in edits_of(article, quizapi_tools).get("name", set())
    }


def test_pronoun_keeps_the_gender_of_a_swapped_name(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        "Mayor Helen Tarrow said that she would sell two ferries. Mr Amit Rao said that he doubted it. "
        "Mrs Sofia Lund said that she had seen the books."
    )
    for before, after in edits_of(article, quizapi_tools, range(6)).get("source", set()):
        assert not (before.endswith(("helen tarrow", "sofia lund")) and after == "amit rao")


def test_name_in_a_denial_is_not_swapped(make_article: MakeArticle, quizapi_tools: GeneratorTools) -> None:
    article = make_article(
        "Paul Marsh was not invited to the feast in Elm Bay. Helen Tarrow opened the feast. Amit Rao "
        "closed it."
    )

    assert "name" not in edits_of(article, quizapi_tools)


def test_every_maker_is_registered_once() -> None:
    assert len({maker.__name__ for maker in MAKERS}) == len(MAKERS)
