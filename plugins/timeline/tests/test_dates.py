"""Timeline: which days a written date means."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from quizapi_timeline.dates import Days, days_of
from quizapi_timeline.events import find_events

from quizapi.plugin_api import AnnotatedArticle

Make = Callable[..., AnnotatedArticle]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("4 May 1998", (date(1998, 5, 4), date(1998, 5, 4))),
        ("May 4, 1998", (date(1998, 5, 4), date(1998, 5, 4))),
        ("the 4th of May 1998", (date(1998, 5, 4), date(1998, 5, 4))),
        ("Feb. 2004", (date(2004, 2, 1), date(2004, 2, 29))),
        ("Sept. 3, 2001", (date(2001, 9, 3), date(2001, 9, 3))),
        ("2016", (date(2016, 1, 1), date(2016, 12, 31))),
        ("late 2016", (date(2016, 1, 1), date(2016, 12, 31))),
        ("early May 1998", (date(1998, 5, 1), date(1998, 5, 31))),
        ("the spring of 1978", (date(1978, 3, 1), date(1978, 6, 30))),
        ("summer 1978", (date(1978, 6, 1), date(1978, 9, 30))),
    ],
)
def test_written_dates_are_ranges_of_days(text: str, days: tuple[date, date]) -> None:
    assert days_of(text) == Days(*days)


@pytest.mark.parametrize(
    "text", ["Monday", "May", "31 June 2001", "last year", "1234", "2016-17", "1990s", ""]
)
def test_what_names_no_days_is_none(text: str) -> None:
    assert days_of(text) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("April 22", (date(2025, 4, 22), date(2025, 4, 22))),
        ("22 November", (date(2024, 11, 22), date(2024, 11, 22))),
        ("May", (date(2025, 5, 1), date(2025, 5, 31))),
        ("June 7", None),
        ("Friday", (date(2025, 6, 6), date(2025, 6, 6))),
        ("Monday", (date(2025, 6, 2), date(2025, 6, 2))),
        ("last Monday", None),
        ("yesterday", (date(2025, 6, 5), date(2025, 6, 5))),
        ("Monday night", (date(2025, 6, 2), date(2025, 6, 2))),
        ("last week", (date(2025, 5, 25), date(2025, 6, 1))),
        ("earlier this month", (date(2025, 6, 1), date(2025, 6, 6))),
        ("last month", (date(2025, 5, 1), date(2025, 5, 31))),
        ("last year", (date(2024, 1, 1), date(2024, 12, 31))),
        ("the weekend", (date(2025, 5, 31), date(2025, 6, 1))),
        ("last summer", (date(2024, 6, 1), date(2024, 9, 30))),
        ("January last year", (date(2024, 1, 1), date(2024, 1, 31))),
        ("last September", (date(2024, 9, 1), date(2024, 9, 30))),
        ("last March", None),
        ("three days ago", (date(2025, 6, 3), date(2025, 6, 3))),
        ("two years ago", (date(2022, 6, 7), date(2023, 12, 6))),
        ("the 1990s", (date(1990, 1, 1), date(1999, 12, 31))),
        ("some years ago", None),
        ("late Monday", (date(2025, 6, 2), date(2025, 6, 2))),
        ("early Wednesday morning", (date(2025, 6, 4), date(2025, 6, 4))),
        ("Early last month", (date(2025, 5, 1), date(2025, 5, 31))),
        ("this weekend", (date(2025, 5, 31), date(2025, 6, 1))),
        ("this past week", (date(2025, 5, 29), date(2025, 6, 6))),
        ("this spring", (date(2025, 3, 1), date(2025, 6, 6))),
        ("this autumn", None),
    ],
)
def test_date_without_a_year_is_the_last_one_before_publication(
    text: str, days: tuple[date, date] | None
) -> None:
    assert days_of(text, before=date(2025, 6, 6)) == (Days(*days) if days else None)


def test_date_without_a_year_is_left_alone_where_another_year_is_told_of(
    make_article: Make, quizapi_tools: Any
) -> None:
    published = date(2025, 6, 6)
    near = "A fire destroyed the Norrholm gate on 2 March."
    assert find_events(make_article(near, published_on=published), quizapi_tools)[0].days.first.year == 2025
    assert find_events(make_article(near), quizapi_tools) == []
    long_ago = f"The winter of 1994 was dry. {near}"
    assert find_events(make_article(long_ago, published_on=published), quizapi_tools) == []
