"""Sides, ranks, results and degrees turned round, parts of sentences, and how true and false are balanced."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from quizapi_true_false.asides import aside_statements
from quizapi_true_false.choosing import choose
from quizapi_true_false.claims import true_statements
from quizapi_true_false.edits import Candidate, Scene
from quizapi_true_false.edits.base import Maker, edit_of
from quizapi_true_false.edits.comparisons import change_comparison
from quizapi_true_false.edits.dates import change_date
from quizapi_true_false.edits.ranks import change_goals, change_rank, change_scale
from quizapi_true_false.edits.sides import change_side
from quizapi_true_false.edits.swaps import swap_names
from quizapi_true_false.proof import is_contradicted
from quizapi_true_false.quotes import quoting_statements
from quizapi_true_false.statements import Statement

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools

MakeArticle = Callable[..., AnnotatedArticle]


def results(article: AnnotatedArticle, tools: GeneratorTools, maker: Maker) -> set[str]:
    """The false statements of one maker that the proof lets through."""
    scene = Scene(article, tools, random.Random(0))
    return {
        candidate.edit.apply()
        for statement in true_statements(article, tools=tools, rng=random.Random(1))
        for candidate in maker(statement, scene)
        if is_contradicted(candidate, statement, article)
    }


@pytest.mark.parametrize(
    ("text", "false"),
    [
        ("Rita Low voted for the harbour plan of Elm Bay in May.", "voted against the harbour plan"),
        ("Rita Low finished ahead of Otto Maas in the regatta of Elm Bay.", "finished behind Otto Maas"),
        ("Support for the harbour plan grew in Elm Bay in 2019.", "opposition to the harbour plan"),
        ("Rita Low opened a bakery inside the old courthouse of Velisk.", "outside the old courthouse"),
    ],
)
def test_sides_are_turned_round(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, text: str, false: str
) -> None:
    found = results(make_article(text), quizapi_tools, change_side)

    assert any(false in result.replace("Opp", "opp") for result in found)


@pytest.mark.parametrize(
    "text",
    [
        # what is told besides
        "Rita Low, who voted for the harbour plan, sold 37 ferries to Norrholm in May.",
        # denied
        "Rita Low did not vote for the harbour plan of Elm Bay in May.",
        # no side: an office
        "Rita Low campaigned for mayor in Elm Bay in May.",
    ],
)
def test_side_stays_where_the_other_is_no_clash(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, text: str
) -> None:
    assert not results(make_article(text), quizapi_tools, change_side)


@pytest.mark.parametrize(
    ("maker", "text", "false"),
    [
        (change_rank, "Elm Bay held its first lantern parade in 2019.", "held its second lantern parade"),
        (change_scale, "The council of Elm Bay hired dozens of welders in 2019.", "hundreds of welders"),
        (
            change_comparison,
            "Ferries of Elm Bay were more expensive than buses of Norrholm in 2019.",
            "were less expensive than buses",
        ),
    ],
)
def test_ranks_sizes_and_degrees_are_changed(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, maker: Maker, text: str, false: str
) -> None:
    assert any(false in result for result in results(make_article(text), quizapi_tools, maker))


def test_rank_that_the_article_also_has_is_not_taken(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        "Elm Bay held its first lantern parade in 2019. Its second lantern parade drew 400 fishers."
    )

    assert not results(article, quizapi_tools, change_rank)


def test_another_result_has_the_same_winner(make_article: MakeArticle, quizapi_tools: GeneratorTools) -> None:
    found = results(
        make_article("Norrholm won the final of the harbour cup 3-1 in Elm Bay in May."),
        quizapi_tools,
        change_goals,
    )

    assert found and all("2-1" in text or "4-1" in text or "5-1" in text or "3-2" in text for text in found)


def test_day_on_which_something_ends_can_be_another(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article("The lantern festival of Elm Bay runs through March 11.")

    (false,) = results(article, quizapi_tools, change_date)
    assert false.startswith("The lantern festival of Elm Bay runs through March ") and "11" not in false


def test_who_knows_each_other_does_not_change_places(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        "Mayor Rita Low met the fishers. Mayor Otto Maas met the welders. "
        "Rita Low had known Otto Maas for 12 years in Elm Bay."
    )

    assert not results(article, quizapi_tools, swap_names)


def test_second_verb_phrase_rests_on_its_own_words(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article("Harbour Works closed the old pier of Elm Bay and sold 37 ferries to Norrholm.")

    (statement,) = aside_statements(article, tools=quizapi_tools)
    assert statement.text == "Harbour Works sold 37 ferries to Norrholm."
    assert statement.proof == "and sold 37 ferries to Norrholm"
    assert [(e.role, e.text) for e in statement.evidence[1:]] == [("context", "Harbour Works")]


@pytest.mark.parametrize(
    "text",
    [
        "Harbour Works did not close the old pier of Elm Bay and sold 37 ferries to Norrholm.",
        "Harbour Works would close the old pier of Elm Bay and sell 37 ferries to Norrholm.",
    ],
)
def test_phrase_behind_a_denied_or_open_one_is_none(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, text: str
) -> None:
    assert not list(aside_statements(make_article(text), tools=quizapi_tools))


def test_each_sentence_of_a_quotation_is_one_statement(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        "“Elm Bay needs a new pier for 37 ferries. But the council of Elm Bay has no money for boats,” "
        "said Rita Low, the mayor of Elm Bay."
    )

    texts = [statement.text for statement in quoting_statements(article, tools=quizapi_tools)]
    assert texts == [
        "Rita Low said, “Elm Bay needs a new pier for 37 ferries.”",
        "Rita Low said, “The council of Elm Bay has no money for boats.”",
    ]


def test_no_material_is_true_more_often_than_another(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    """Of 12 statements with a number, 4 of which can be false, and of 4 without that all can be."""
    article = make_article(
        "Harbour Works sold 37 ferries to Norrholm. Rita Low closed the old pier of Elm Bay."
    )
    counted, plain = true_statements(article, tools=quizapi_tools, rng=random.Random(1))
    pairs = [(_as(counted, n), _falsifiable(counted) if n < 4 else ()) for n in range(12)]
    pairs += [(_as(plain, n), _falsifiable(plain)) for n in range(4)]

    choices = choose(pairs, true_ratio=0.5, rng=random.Random(3))

    for statement, false in ((counted, 4), (plain, 2)):
        own = [choice for choice in choices if choice.statement.text == statement.text]
        assert sum(choice.candidate is not None for choice in own) == false
        assert len(own) == 2 * false


def _as(statement: Statement, number: int) -> Statement:
    return replace(statement, worth=0.5 + number / 100)


def _falsifiable(statement: Statement) -> tuple[Candidate, ...]:
    word = statement.text.split(" ")[-1]
    start = len(statement.text) - len(word)
    return (Candidate(edit_of("place", statement, start, word, "Kest."), "It was elsewhere.", ""),)
