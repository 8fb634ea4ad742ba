"""How pieces of an article are put into a question."""

import pytest
from quizapi_cause_effect.wording import asked, clean, is_lost, small_again

from quizapi.plugin_api import GeneratorTools


@pytest.mark.parametrize(
    ("clause", "question"),
    [
        ("The council halted all shipments of oil", "did the council halt all shipments of oil"),
        ("Shares in the firm have fallen", "have shares in the firm fallen"),
        ("The ships were seized by the navy", "were the ships seized by the navy"),
        ("Washington is likely to announce sanctions", "is Washington likely to announce sanctions"),
    ],
)
def test_a_clause_becomes_a_question(quizapi_tools: GeneratorTools, clause: str, question: str) -> None:
    assert asked(quizapi_tools.parse(clause + ".")[:-1], quizapi_tools) == question


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("the shelling of a market", False),
        ("it cut exports", True),
        ("the firm closed its plant", False),
        ("its march into the valley", True),
        ("they feared a boycott", True),
    ],
)
def test_pronouns_that_the_span_does_not_settle_make_it_unfit(
    quizapi_tools: GeneratorTools, text: str, lost: bool
) -> None:
    assert is_lost(quizapi_tools.parse(text)[:]) is lost


def test_dates_that_hold_only_on_the_day_are_left_out() -> None:
    assert clean("Shares fell on Thursday,") == "Shares fell"
    assert clean("a meeting next month's summit") == "a meeting next month's summit"


def test_sentence_case_after_an_abbreviation_is_mended() -> None:
    assert clean("the U.S. Would not lift it") == "the U.S. would not lift it"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("the output of Hitachi Ltd <HIT.T> fell", "the output of Hitachi Ltd fell"),
        ("the General Agreement on Tariffs and Trade (GATT)", "the General Agreement on Tariffs and Trade"),
        ("Motorola Inc (MOT.N) sells chips", "Motorola Inc sells chips"),
        ("a loss of five (5) ships", "a loss of five (5) ships"),
    ],
)
def test_signs_of_shares_and_letters_of_names_are_left_out(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_capitals_behind_an_abbreviation_are_taken_back_where_the_article_has_them_everywhere() -> None:
    whole = "Abe will ask U.S. Leaders to rescind any sanctions. He fears U.S. Sanctions."
    assert small_again("U.S. Sanctions materialise", whole) == "U.S. sanctions materialise"
    assert small_again("U.S. Sanctions materialise", "The U.S. Sanctions Board met U.S. aides.") == (
        "U.S. Sanctions materialise"
    )
