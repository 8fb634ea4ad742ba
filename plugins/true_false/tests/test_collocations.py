"""Opposites only where both are said, names only of those who could have done it, and nothing that leans."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date

import pytest
from quizapi_true_false import TrueFalse
from quizapi_true_false.alone import stands_alone
from quizapi_true_false.asides import aside_statements
from quizapi_true_false.claims import true_statements
from quizapi_true_false.edits import MAKERS, Scene
from quizapi_true_false.options import KINDS
from quizapi_true_false.proof import is_contradicted
from quizapi_true_false.sequences import sequence_statements
from quizapi_true_false.statements import Statement

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item

MakeArticle = Callable[..., AnnotatedArticle]
_SEEDS = range(3)


def false_of(article: AnnotatedArticle, tools: GeneratorTools, kind: str) -> set[str]:
    """All false statements of one kind of edit that the proof lets through."""
    found = set()
    for seed in _SEEDS:
        scene = Scene(article, tools, random.Random(seed))
        for statement in true_statements(article, tools=tools, rng=scene.rng):
            for maker in MAKERS:
                found |= {
                    c.edit.apply()
                    for c in maker(statement, scene)
                    if c.edit.kind == kind and is_contradicted(c, statement, article)
                }
    return found


@pytest.mark.parametrize(
    ("text", "false"),
    [
        ("Harbour Works closed the old museum of Elm Bay in May.", "opened the old museum"),
        ("The council of Elm Bay sold 37 ferries to Norrholm.", "bought 37 ferries from Norrholm"),
        ("Rita Low won the mayoral primary of Elm Bay in May.", "lost the mayoral primary"),
        ("The council of Elm Bay rejected the harbour plan in May.", "accepted"),
        ("Rita Low admitted that the council of Elm Bay sold the pier.", "denied that the council"),
    ],
)
def test_opposite_is_made_where_the_object_goes_with_both(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, text: str, false: str
) -> None:
    assert any(false in found for found in false_of(make_article(text), quizapi_tools, "antonym"))


@pytest.mark.parametrize(
    "text",
    [
        # a debate that is opened is not closed by the one who opened it
        "Rita Low opened the debate on the harbour of Elm Bay in May.",
        # nobody denies a success
        "Rita Low acknowledged the success of Otto Maas in Elm Bay.",
        # what stands behind takes a side
        "Rita Low praised Otto Maas for saving the harbour of Elm Bay.",
        # the ground goes with the one direction
        "Ticket prices in Elm Bay rose on strong demand from Norrholm.",
        # what is begun in the sentence cannot be called off in it
        "Harbour Works launched a campaign in the schools of Elm Bay.",
        # a thing enters nothing
        "The failure of the harbour plan leaves Elm Bay open to the sea.",
        # the numbers tell who is ahead
        "Rita Low leads Otto Maas by 49 percent to 41 percent in the polls of Elm Bay.",
        # sizes and strengths go with nouns by custom
        "Rita Low won a major prize in the private garden of Elm Bay.",
        # "made history": the word beside it shows the rank
        "Rita Low made history as the first mayor of Elm Bay.",
    ],
)
def test_no_opposite_where_another_word_gives_it_away(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, text: str
) -> None:
    article = make_article(text)

    assert not false_of(article, quizapi_tools, "antonym")
    assert not any("second" in found for found in false_of(article, quizapi_tools, "number"))


@pytest.mark.parametrize(
    "text",
    [
        "Rita Low used the episode to raise more money in Elm Bay and to rally fishers.",
        "The ferries of Elm Bay were in a better shape in 2019.",
    ],
)
def test_comparison_stays_where_the_other_degree_is_not_said(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, text: str
) -> None:
    assert not false_of(make_article(text), quizapi_tools, "comparison")


def test_what_only_the_speaker_has_is_said_by_nobody_else(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        "Rita Low said that her firm would sell 37 ferries to Norrholm. "
        "Irma Castell said that fishers had waited since May. "
        "Sofia Lund said that ticket prices in Velisk had risen by 14 percent."
    )
    found = false_of(article, quizapi_tools, "source")

    assert any("prices in Velisk" in text for text in found)
    assert not any("her firm" in text for text in found)


def test_place_of_a_house_of_a_firm_is_not_moved(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    known = make_article("Rita Low met 37 fishers at the Google headquarters in California in May.")
    open_ = make_article("Rita Low opened a bakery in California in May.")

    assert not false_of(known, quizapi_tools, "place")
    moved = false_of(open_, quizapi_tools, "place")
    assert moved and all(
        any(state in text for state in ("Oregon", "Nevada", "Arizona", "Utah", "Idaho", "Colorado"))
        or any(state in text for state in ("Alaska", "Hawaii", "Montana", "New Mexico", "Wyoming"))
        for text in moved
    )


def test_denial_in_a_report_is_taken_back(make_article: MakeArticle, quizapi_tools: GeneratorTools) -> None:
    article = make_article("Rita Low said that Norrholm did not want the old ferries of Elm Bay.")

    assert any("wanted the old ferries" in text for text in false_of(article, quizapi_tools, "polarity"))


@pytest.mark.parametrize(
    "text",
    [
        "Harbour Works did its work. Otto Maas sold 37 ferries in May.",
        "Phyllis Low led the harbour board of Elm Bay with 36 votes.",
    ],
)
def test_nothing_counted_or_dated_is_denied(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, text: str
) -> None:
    assert not any("not" in found for found in false_of(make_article(text), quizapi_tools, "polarity"))


def test_abbreviated_and_partly_told_months_change(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        "Harbour Works closed the old pier of Elm Bay on Feb. 5. "
        "In late May, Norrholm bought 37 ferries from Velisk.",
        published_on=date(2025, 9, 11),
    )
    found = false_of(article, quizapi_tools, "date")

    assert any("Feb. " in text and "Feb. 5." not in text for text in found)
    months = {text.split(",")[0] for text in found if text.startswith("In late")}
    assert months and months <= {
        "In late January",
        "In late February",
        "In late March",
        "In late July",
        "In late August",
    }


def test_day_of_an_election_is_known(make_article: MakeArticle, quizapi_tools: GeneratorTools) -> None:
    article = make_article("Rita Low sold 37 ferries before the Nov. 8 presidential election in Elm Bay.")

    assert not false_of(article, quizapi_tools, "date")


def test_number_of_another_thing_is_taken_where_all_small_ones_are_used(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        "Harbour Works hired six welders in Elm Bay. The old pier of Velisk has two towers, three gates, "
        "four stairs, five doors, six clocks, seven lamps, eight bells, nine steps and ten welders."
    )
    found = {text for text in false_of(article, quizapi_tools, "number") if "welders in Elm Bay" in text}

    assert found and not any(" ten welders" in text for text in found)


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Low sold 37 old ferries of Elm Bay to Norrholm.", False),
        ("Rita Low sold 37 old ferries of Elm Bay to Norrholm.", True),
        ("Mayor Low sold 37 old ferries of Elm Bay to Norrholm.", True),
        ("Otto Maas used the episode.", False),
        ("Otto Maas lost by 54 points.", False),
        ("Otto Maas lost the primary in Velisk by 54 points.", True),
        ("Just over a quarter want the pier of Elm Bay.", False),
        ("Just over a quarter of voters want the pier of Elm Bay.", True),
        ("Otto Maas won support from only 15 percent.", False),
        ("A dozen fishers of Elm Bay squared off.", False),
        ("Fourth was the harbour group of Elm Bay.", False),
    ],
)
def test_statement_that_leans_on_another_is_seen(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, text: str, alone: bool
) -> None:
    article = make_article("Rita Low opened the regatta of Elm Bay. Otto Maas sold the old pier of Velisk.")
    base = next(iter(true_statements(article, tools=quizapi_tools, rng=random.Random(0))))
    doc = quizapi_tools.parse(text)
    statement = Statement(text, doc, base.claim, None, base.evidence, ())

    assert stands_alone(statement, article) is alone


def test_description_behind_several_names_is_nobodys(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        "Rita Low spoke in Velisk. All eyes were on Rita Low, Amit Rao and Otto Maas, the owner of the "
        "yard of Elm Bay. Amit Rao left Velisk. Otto Maas stayed in Velisk."
    )

    assert not any("the owner" in s.text for s in aside_statements(article, tools=quizapi_tools))


DATED = (
    "Harbour Works closed the old pier of Elm Bay in March 2019. "
    "Sofia Lund designed a lighthouse for Velisk in June 2021. "
    "Norrholm bought 37 ferries from Costria in June 2021."
)


def test_two_dated_things_are_told_in_their_order(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(DATED, published_on=date(2025, 6, 11))
    texts = set()
    for seed in range(6):
        rng = random.Random(seed)
        single = list(true_statements(article, tools=quizapi_tools, rng=rng))
        for statement in sequence_statements(single, article, tools=quizapi_tools, rng=rng):
            texts.add(statement.text)
            assert [e.text in article.text for e in statement.evidence[:2]] == [True, True]
            assert statement.evidence[0].span != statement.evidence[1].span

    assert texts
    for text in texts:
        first = re.split(" before | after ", text)[0]
        assert (" before " in text) == ("pier" in first)
    assert all("2019" not in text and "2021" not in text for text in texts)
    assert not any("Sofia Lund" in text and "Norrholm" in text for text in texts), (
        "the same month settles nothing"
    )


def test_order_told_by_dates_is_turned_round_and_both_dates_are_shown(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(DATED, published_on=date(2025, 6, 11))
    items: list[Item] = []
    for seed in range(8):
        options = {"true_ratio": 0.5, "edits": list(KINDS), "difficulty": "any", "form": "true-false"}
        items += TrueFalse().generate(
            article, options=options, limit=20, rng=random.Random(seed), tools=quizapi_tools
        )
    ordered = [i for i in items if " before " in i.stem or " after " in i.stem]

    assert {item.key for item in ordered} == {True, False}
    for item in ordered:
        assert item.edit is None or {item.edit.before, item.edit.after} == {"before", "after"}
        assert "March 2019" in item.explanation and "June 2021" in item.explanation
        pier_first = "pier" in re.split(" before | after ", item.stem)[0]
        assert item.key is (pier_first == (" before " in item.stem))


@pytest.mark.parametrize(
    "text",
    [
        # the days overlap
        "Harbour Works closed the pier of Elm Bay in March 2019. Sofia Lund designed a lighthouse in 2019.",
        # what lasted
        "Harbour Works owned the pier of Elm Bay in 2016. Sofia Lund designed a lighthouse in 2019.",
        # the order of these everybody knows
        "Police arrested Otto Maas in Elm Bay in 2016. A court in Velisk sentenced Otto Maas in 2019.",
        # denied
        "Harbour Works did not close the pier of Elm Bay in 2016. Sofia Lund designed a lighthouse in 2019.",
    ],
)
def test_order_that_dates_leave_open_is_not_asked(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, text: str
) -> None:
    article = make_article(text, published_on=date(2025, 6, 11))
    rng = random.Random(0)
    single = list(true_statements(article, tools=quizapi_tools, rng=rng))

    assert not sequence_statements(single, article, tools=quizapi_tools, rng=rng)
