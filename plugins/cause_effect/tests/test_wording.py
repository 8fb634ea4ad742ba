"""How pieces of an article are put into a question."""

import pytest
from quizapi_cause_effect.wording import asked, clean, is_lost

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
