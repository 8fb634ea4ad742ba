"""Cause for effect, bounds, other things of a kind, and what the article leaves open."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from quizapi_true_false.absent import absent_statements
from quizapi_true_false.claims import true_statements
from quizapi_true_false.edits import Scene
from quizapi_true_false.edits.bounds import change_bound
from quizapi_true_false.edits.causes import change_cause
from quizapi_true_false.edits.names import change_name
from quizapi_true_false.edits.things import change_thing
from quizapi_true_false.proof import is_contradicted
from quizapi_true_false.substance import says_something

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Span, shorter_spans

MakeArticle = Callable[..., AnnotatedArticle]


def results(article: AnnotatedArticle, tools: GeneratorTools, maker: Callable[..., object]) -> set[str]:
    """The false statements that one maker gives and the proof lets through."""
    scene = Scene(article, tools, random.Random(0))
    return {
        candidate.edit.apply()
        for statement in true_statements(article, tools=tools, rng=random.Random(1))
        for candidate in maker(statement, scene)  # type: ignore[attr-defined]
        if is_contradicted(candidate, statement, article)
    }


def test_cause_and_effect_change_places(make_article: MakeArticle, quizapi_tools: GeneratorTools) -> None:
    article = make_article("Bread prices in Velmara rose because the wheat harvest failed.")

    assert results(article, quizapi_tools, change_cause) <= {
        "The wheat harvest failed because bread prices in Velmara rose.",
        "Because bread prices in Velmara rose, the wheat harvest failed.",
    }
    assert results(article, quizapi_tools, change_cause)


@pytest.mark.parametrize(
    "text",
    [
        # each may bring about the other
        "Bread prices in Velmara rose because the wheat harvest failed. It was a vicious circle.",
        # somebody is no effect of what he does
        "The owner of Harbour Works caused the crash of the ferry in Elm Bay.",
        # a denial
        "Bread prices in Velmara did not rise because the wheat harvest failed.",
        # nothing was the cause
        "Bread prices in Velmara rose after the council closed the harbour.",
    ],
)
def test_cause_stays_where_the_other_way_round_is_no_clash(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, text: str
) -> None:
    assert not results(make_article(text), quizapi_tools, change_cause)


@pytest.mark.parametrize(
    ("text", "false"),
    [
        (
            "At least 40 fishers in Elm Bay sold their boats.",
            "Under 40 fishers in Elm Bay sold their boats.",
        ),
        (
            "Nearly half of the fishers in Elm Bay sold their boats.",
            "Over half of the fishers in Elm Bay sold their boats.",
        ),
        (
            "Harbour Works paid at least $40 million for the old pier of Elm Bay.",
            "Harbour Works paid under $40 million for the old pier of Elm Bay.",
        ),
    ],
)
def test_bounds_are_turned_round(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, text: str, false: str
) -> None:
    found = results(make_article(text), quizapi_tools, change_bound)

    assert found & {false, false.replace("Nearly", "Almost")}


def test_bound_that_leaves_both_open_is_kept(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article("Harbour Works repaired the old pier of Elm Bay over three years.")

    assert not results(article, quizapi_tools, change_bound)


def test_another_thing_of_the_kind_stands_nowhere_in_the_article(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        "Harbour Works shipped 400 tonnes of wheat to Norrholm in May. Rice was scarce in Velisk."
    )
    found = results(article, quizapi_tools, change_thing)

    assert found and not any("wheat" in text or "rice" in text for text in found)


@pytest.mark.parametrize(
    "text",
    [
        # one of several
        "Harbour Works shipped wheat and barley to Norrholm in May.",
        # what has one may have others
        "The market of Elm Bay has wheat from Norrholm and from Velisk.",
        # a name
        "The Wheat Board of Norrholm closed its office in Velisk in May.",
    ],
)
def test_thing_that_may_be_one_of_several_is_kept(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, text: str
) -> None:
    found = results(make_article(text), quizapi_tools, change_thing)

    assert all("heat" in text for text in found)


@pytest.mark.parametrize(
    "text",
    [
        # others may be candidates, critics, members as well
        "Otto Wray is a candidate for mayor of Elm Bay. Amit Rao opened the debate. Otto Wray closed it.",
        "Otto Wray criticised high ticket prices in Elm Bay. Amit Rao sold the old pier in May.",
        # harm is done to nobody else
        "Otto Wray was banned from the harbour of Elm Bay. Amit Rao sold the old pier in May.",
    ],
)
def test_name_stays_where_another_may_have_done_it_too(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, text: str
) -> None:
    found = results(make_article(text), quizapi_tools, change_name)

    assert not any(name in text for text in found for name in ("Rao is", "Rao criticised", "Rao was"))


def test_what_another_may_have_said_is_left_open(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        "Mayor Helen Tarrow said that Norrholm would pay $12 million in three years. Councillor Amit Rao "
        "said that fishers had waited since May. Bluewater Lines bought two new ferries in 2019."
    )
    rng = random.Random(0)
    statements = list(true_statements(article, tools=quizapi_tools, rng=rng))
    found = absent_statements(statements, Scene(article, quizapi_tools, rng))

    assert found
    for statement in statements:
        one = found.get(statement.text)
        if one is not None:
            assert one.text != statement.text
            assert all(article.text_of(e.span) == e.text for e in one.evidence)
            assert not any(one.text in article.text_of(s) for s in article.sentences)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        (
            "The council of Elm Bay sold 37 old ferries and hired the two clerks.",
            "The council of Elm Bay sold 37 old ferries",
        ),
        (
            "The council of Elm Bay sold 37 old ferries before the meeting ended.",
            "The council of Elm Bay sold 37 old ferries",
        ),
    ],
)
def test_cut_ends_at_a_seam(make_article: MakeArticle, text: str, cut: str) -> None:
    article = make_article(text)

    assert cut in {article.text_of(span) for span in shorter_spans(article, Span(0, len(text)))}


@pytest.mark.parametrize(
    "text",
    [
        "The council of Elm Bay will not sell 37 old ferries because nobody wants them.",
        "The council of Elm Bay would sell 37 old ferries if the price of oil fell.",
        "The council of Elm Bay only sold 37 old ferries after the war ended.",
    ],
)
def test_nothing_is_cut_from_what_is_denied_or_conditional(make_article: MakeArticle, text: str) -> None:
    assert not list(shorter_spans(make_article(text), Span(0, len(text))))


@pytest.mark.parametrize(
    "text",
    [
        "Amit Rao asked the old harbour master of Elm Bay.",
        "Amit Rao of Elm Bay has 17.",
        "Well, Amit Rao sold the old pier of Elm Bay.",
        "Amit Rao of Harbour Works declined to comment on the sale.",
        "Hundreds of traders offered their goods.",
    ],
)
def test_statement_that_tells_too_little_is_not_asked(quizapi_tools: GeneratorTools, text: str) -> None:
    assert not says_something(quizapi_tools.parse(text))


def test_direct_speech_becomes_what_somebody_said(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        "“Ticket prices in Elm Bay rose by 14 percent in May,” said Amit Rao, a councillor."
    )
    found = {s.text for s in true_statements(article, tools=quizapi_tools, rng=random.Random(0))}

    assert found & {
        "Amit Rao said that ticket prices in Elm Bay rose by 14 percent in May.",
        "According to Amit Rao, ticket prices in Elm Bay rose by 14 percent in May.",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Rents in Elm Bay will fall sharply next year.",
        "The euro is likely to lose value against the Costrian crown.",
    ],
)
def test_forecast_without_a_source_is_not_asked(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, text: str
) -> None:
    assert not list(true_statements(make_article(text), tools=quizapi_tools, rng=random.Random(0)))
