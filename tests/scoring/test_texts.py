"""Written answers: the same text, typing errors, other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapi.domain import Evidence, Item, Response, Span
from quizapi.scoring import matches_text, normal_text, score
from quizapi.scoring.texts import typing_distance


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("  mike   POMPEO. ", "Mike Pompeo"),
        ("\uff2dike Pompeo", "Mike Pompeo"),
        ("Straße", "STRASSE"),
        ("O’Neil", "O'Neil"),
        ("ONeil", "O'Neil"),
        ("twenty one", "twenty-one"),
        ("newyork", "New York"),
        ("1000", "1,000"),
        ("travel\u00a0ban", "travel ban"),
        ("Mike Pompoe", "Mike Pompeo"),
        ("goverment", "government"),
        ("govenrmet", "government"),
        ("sanctons", "sanctions"),
        ("North Koera", "North Korea"),
    ],
)
def test_is_the_same_text_or_a_typing_error(answer, expected):
    assert matches_text(answer, expected)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("South Korea", "North Korea"),
        ("Iran", "Iraq"),
        ("Austria", "Australia"),
        ("export", "import"),
        ("possible", "impossible"),
        ("decrease", "increase"),
        ("35", "3.5"),
        ("1001", "1000"),
        ("12345678", "12345679"),
        ("5", "-5"),
        ("2 0", "20"),
        ("1 2", "12"),
        ("12:30", "12:35"),
        ("eighth", "eighty"),
        ("seventh", "seventy"),
        ("Korea", "North Korea"),
        ("", "x"),
        ("...", "x"),
        ("goverments", "governor"),
        ("Presidant Washingten Adems", "President Washington Adams"),
    ],
)
def test_is_another_text(answer, expected):
    assert not matches_text(answer, expected)


def test_an_accepted_variant_is_as_good_as_the_key():
    task = Item("text", "?", "United States", (Evidence(Span(0, 1), "U"),), accepted=("USA", "the US"))
    assert [score(task, Response(text)).value for text in ("usa", "The U.S.", "UK")] == [1.0, 1.0, 0.0]
    assert score(task, Response("United Sattes")).value == 1.0


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("abc", "abc", 0),
        ("abc", "acb", 1),
        ("abc", "ab", 1),
        ("ab", "abc", 1),
        ("abc", "axc", 1),
        ("ca", "abc", 3),
    ],
)
def test_distance_counts_a_swap_as_one_error(one, other, distance):
    assert typing_distance(one, other, most=9) == distance


@given(st.text(max_size=60))
def test_normal_text_is_a_fixed_point_and_matches_itself(text):
    once = normal_text(text)
    assert normal_text(once) == once
    assert matches_text(text, text) is bool(once)


@given(st.text("abcxyz", max_size=12), st.text("abcxyz", max_size=12))
def test_distance_is_symmetric_and_bounded(one, other):
    distance = typing_distance(one, other, most=20)
    assert distance == typing_distance(other, one, most=20)
    assert distance is not None and abs(len(one) - len(other)) <= distance <= max(len(one), len(other))
