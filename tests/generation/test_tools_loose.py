"""Finished statements that still need the article, and those that do not."""

import pytest

from quizapi.generation.tools.standalone.loose import is_loose
from quizapi.reading.pipeline import load_pipeline


@pytest.mark.parametrize(
    ("statement", "loose"),
    [
        ("Rita Low has so far raised 3 million crowns for the harbour.", True),
        ("In recent weeks, Harbour Works has cut its support for the festival.", True),
        ("Rita Low has never trailed the 74-year-old Dunmark senator in a vote.", True),
        ("Those surveyed say the economy of Velmara has improved.", True),
        ("Officials will scrap the interview for visitors.", True),
        ("The university surveyed 1,051 voters in Velmara.", True),
        ("Rita Low finds herself.", True),
        ("Rita Low's aim was not money or fame.", True),
        ("Rita Low raised 3 million crowns for the harbour in 2019.", False),
        ("Those who fish in Elm Bay paid 40 crowns a month.", False),
        ("The council of Elm Bay sold 37 ferries to Norrholm.", False),
    ],
)
def test_what_points_out_of_a_statement_is_seen(statement: str, loose: bool) -> None:
    assert is_loose(load_pipeline()(statement)) == loose
