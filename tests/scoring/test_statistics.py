"""The statistics: an example worked by hand, scipy, formulas, and the edges where nothing is defined."""

import itertools
import math
import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from quizapi.domain import Evidence, Item, Option, Response, Span
from quizapi.scoring import score
from quizapi.scoring.guessing import random_guess_score
from quizapi.scoring.hints import item_hints, quiz_hints
from quizapi.scoring.moments import correlation, covariance, kurtosis, median, skewness
from quizapi.scoring.statistics import internal_consistency, item_statistics, quiz_statistics

# Five attempts at four items. By hand:
#   points T = 4, 3, 2, 1, 1     mean 11/5     deviations 9/5, 4/5, -1/5, -6/5, -6/5
#   squares 81/25, 16/25, 1/25, 36/25, 36/25: sum 170/25 = 34/5
#   V(T) = 34/5 / 4 = 17/10      m2 = 34/25
#   cubes 729, 64, -1, -216, -216 (/125): sum 360/125       m3 = 72/125
#   fourth powers 6561, 256, 1, 1296, 1296 (/625): sum 9410/625   m4 = 1882/625
EXAMPLE = [
    [1.0, 1.0, 1.0, 1.0, 0.0],  # p = 4/5
    [1.0, 1.0, 0.0, 0.0, 0.0],  # p = 2/5
    [1.0, 1.0, 1.0, 0.0, 0.0],  # p = 3/5
    [1.0, 0.0, 0.0, 0.0, 1.0],  # p = 2/5
]


def test_the_quiz_of_the_worked_example():
    figures = quiz_statistics(EXAMPLE)
    assert (figures.n, figures.max_points) == (5, 4.0)
    assert figures.mean == pytest.approx(2.2)
    assert figures.median == 2.0
    assert figures.standard_deviation == pytest.approx(math.sqrt(1.7))
    # k2 = 5/4 * 34/25 = 17/10; k3 = 25/12 * 72/125 = 6/5
    assert figures.skewness == pytest.approx(1.2 / 1.7**1.5)
    # k4 = 25/24 * (6 * 1882/625 - 12 * (34/25)**2) = 25/24 * (11292 - 13872)/625 = -2580/600 = -43/10
    assert figures.kurtosis == pytest.approx(-4.3 / 1.7**2)
    # item variances (n - 1): 5/4 * p * (1 - p) = 1/5, 3/10, 3/10, 3/10: sum 11/10
    # alpha = 4/3 * (1 - 11/17) = 8/17
    assert figures.internal_consistency == pytest.approx(8 / 17)
    assert figures.error_ratio == pytest.approx(math.sqrt(9 / 17))
    assert figures.standard_error == pytest.approx(math.sqrt(9 / 17) * math.sqrt(1.7))


def test_the_items_of_the_worked_example():
    one, two, three, four = item_statistics(EXAMPLE)
    assert [i.facility_index for i in (one, two, three, four)] == pytest.approx([0.8, 0.4, 0.6, 0.4])
    assert two.standard_deviation == pytest.approx(math.sqrt(0.3))
    assert one.intended_weight == 0.25
    # C(x, T) = sum of (x - p) * T's deviation / 4 = sum of deviations where x = 1, / 4
    #   item 1: (9 + 4 - 1 - 6)/5/4 = 3/10   2: 13/5/4 = 13/20   3: 12/5/4 = 3/5   4: 3/5/4 = 3/20
    roots = [math.sqrt(c) for c in (0.3, 0.65, 0.6, 0.15)]
    assert [i.effective_weight for i in (one, two, three, four)] == pytest.approx(
        [r / sum(roots) for r in roots]
    )
    # the rest of the quiz without item 4: 3, 3, 2, 1, 0: mean 9/5, deviations 6/5, 6/5, 1/5, -4/5, -9/5
    #   C = (6/5 - 9/5)/4 = -3/20; V(rest) = (36 + 36 + 1 + 16 + 81)/25/4 = 17/10; V(x) = 3/10
    assert four.discrimination_index == pytest.approx(-0.15 / math.sqrt(1.7 * 0.3))
    #   best order: the two ones beside the two highest rests: C_max = (6/5 + 6/5)/4 = 3/5
    assert four.discriminative_efficiency == pytest.approx(-0.15 / 0.6)
    # the rest without item 2: 3, 2, 2, 1, 1: deviations 6/5, 1/5, 1/5, -4/5, -4/5; C = 7/5/4 = 7/20
    #   V(rest) = (36 + 1 + 1 + 16 + 16)/25/4 = 7/10; it is in its best order already
    assert two.discrimination_index == pytest.approx(0.35 / math.sqrt(0.7 * 0.3))
    assert two.discriminative_efficiency == pytest.approx(1.0)


# no two scores nearer than a hundredth, as partial credit gives them
SCORE = st.integers(0, 100).map(lambda n: n / 100)
TABLES = st.integers(2, 6).flatmap(
    lambda items: st.integers(4, 15).flatmap(
        lambda n: st.lists(st.lists(SCORE, min_size=n, max_size=n), min_size=items, max_size=items)
    )
)


@given(TABLES)
def test_moments_agree_with_scipy(table):
    figures = quiz_statistics(table)
    points = [sum(column) for column in zip(*table, strict=True)]
    if figures.standard_deviation == 0:
        assert figures.skewness is None and figures.kurtosis is None and figures.internal_consistency is None
        return
    k2 = stats.kstat(points, 2)
    assert figures.standard_deviation == pytest.approx(math.sqrt(k2))
    assert figures.skewness == pytest.approx(stats.kstat(points, 3) / k2**1.5, abs=1e-6)
    assert figures.kurtosis == pytest.approx(stats.kstat(points, 4) / k2**2, abs=1e-6)
    assert figures.skewness == pytest.approx(stats.skew(points, bias=False), abs=1e-6)
    assert figures.kurtosis == pytest.approx(stats.kurtosis(points, bias=False), abs=1e-6)


@given(TABLES)
def test_alpha_agrees_with_its_formula_in_exact_fractions(table):
    exact = [[Fraction(round(value * 100), 100) for value in item] for item in table]

    def spread(values):
        middle = sum(values) / len(values)
        return sum((value - middle) ** 2 for value in values) / (len(values) - 1)

    whole = spread([sum(column) for column in zip(*exact, strict=True)])
    alpha = internal_consistency(table)
    if whole == 0:
        assert alpha is None
        return
    k = len(table)
    expected = Fraction(k, k - 1) * (1 - sum(spread(item) for item in exact) / whole)
    assert alpha == pytest.approx(float(expected), rel=1e-9, abs=1e-9)


def test_alpha_agrees_with_another_program():
    """`pingouin`, over tables of many shapes, the one worked by hand among them."""
    import pandas
    import pingouin

    chance = random.Random(20)
    tables = [EXAMPLE]
    for _ in range(30):
        n, ability = chance.randint(4, 60), chance.random()
        tables.append(
            [[float(chance.random() < 0.3 + ability * row / n) for row in range(n)] for _ in range(6)]
        )
    for table in tables:
        alpha, _ = pingouin.cronbach_alpha(data=pandas.DataFrame(table).T)
        assert internal_consistency(table) == pytest.approx(alpha, abs=1e-9)


@given(TABLES)
def test_items_agree_with_scipy_and_stay_in_their_bounds(table):
    points = [sum(column) for column in zip(*table, strict=True)]
    for item, figures in zip(table, item_statistics(table), strict=True):
        rest = [round(total - value, 9) for total, value in zip(points, item, strict=True)]
        if len(set(item)) == 1 or len(set(rest)) == 1:
            assert figures.discrimination_index is None and figures.discriminative_efficiency is None
        else:
            expected = stats.pearsonr(item, rest).statistic
            assert figures.discrimination_index == pytest.approx(expected, abs=1e-6)
            assert figures.discriminative_efficiency <= 1 + 1e-9
    weights = [f.effective_weight for f in item_statistics(table) if f.effective_weight is not None]
    assert not weights or sum(weights) == pytest.approx(1.0)


def test_alpha_may_be_negative_and_is_not_clamped():
    against = [[1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 0.0, 0.9]]
    figures = quiz_statistics(against)
    assert figures.internal_consistency < -1
    assert figures.error_ratio > 1
    assert "contradict" in quiz_hints(figures)["internal_consistency"]


@pytest.mark.parametrize("n", [0, 1])
def test_of_none_or_one_attempt_little_is_defined(n):
    table = [[1.0] * n, [0.0] * n]
    figures = quiz_statistics(table)
    assert figures.n == n and figures.standard_deviation is None and figures.internal_consistency is None
    assert figures.mean == (1.0 if n else None)
    for item in item_statistics(table):
        assert item.discrimination_index is None and item.effective_weight is None
    assert all(isinstance(text, str) and text for text in quiz_hints(figures).values())


def test_equal_scores_do_not_seem_to_vary():
    third = [[1 / 3] * 7, [0.1 + 0.2] * 7]
    figures = quiz_statistics(third)
    assert (
        figures.standard_deviation == 0 and figures.internal_consistency is None and figures.skewness is None
    )


def test_skewness_and_kurtosis_need_three_and_four_values():
    assert skewness([1.0, 2.0]) is None and skewness([1.0, 2.0, 4.0]) is not None
    assert kurtosis([1.0, 2.0, 4.0]) is None and kurtosis([1.0, 2.0, 4.0, 4.0]) is not None
    assert median([3.0, 1.0, 2.0]) == 2.0 and median([4.0, 1.0]) == 2.5


def test_lists_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="paired"):
        covariance([1.0], [1.0, 2.0])
    with pytest.raises(ValueError, match="zip"):
        quiz_statistics([[1.0], [1.0, 0.0]])
    assert correlation([1.0, 2.0], [2.0, 1.0]) == -1.0


def make(interaction, key, options=0, matches=0):
    return Item(
        interaction,
        "?",
        key,
        (Evidence(Span(0, 1), "t"),),
        options=tuple(Option("abcdefgh"[n], "x") for n in range(options)),
        matches=tuple(Option(str(n), "x") for n in range(matches)),
    )


@pytest.mark.parametrize(
    "item",
    [
        make("choice", ("a",), options=4),
        make("true_false", True),
        make("multiple", ("a", "b"), options=5),
        make("multiple", ("a", "b", "c"), options=4),
        make("order", tuple("abcd"), options=4),
        make("match", (("a", "0"), ("b", "1")), options=2, matches=3),
    ],
)
def test_guessing_scores_what_all_possible_replies_score_on_average(item):
    ids = [option.id for option in item.options]
    replies = {
        "choice": [(i,) for i in ids],
        "true_false": [True, False],
        "multiple": [
            tuple(i for i, chosen in zip(ids, choice, strict=True) if chosen)
            for choice in itertools.product([0, 1], repeat=len(ids))
        ],
        "order": list(itertools.permutations(ids)),
        "match": [
            tuple(zip(ids, choice, strict=True))
            for choice in itertools.product([m.id for m in item.matches], repeat=len(ids))
        ],
    }[item.interaction]
    average = sum(score(item, Response(reply)).value for reply in replies) / len(replies)
    assert random_guess_score(item) == pytest.approx(average)


def test_a_written_answer_cannot_be_guessed_and_a_plugins_is_not_known():
    assert random_guess_score(make("text", "x")) == 0.0
    assert random_guess_score(make("cloze:gap", "x")) is None


def test_hints_say_what_to_do():
    strong_miss = [[0.0] * 6 + [1.0] * 6, [1.0] * 6 + [0.0] * 6, [1.0] * 7 + [0.0] * 5]
    first = item_statistics(strong_miss)[0]
    assert "look at the key" in item_hints(first, random_guess_score=0.25)["summary"]
    few = item_statistics(EXAMPLE)[0]
    assert item_hints(few, random_guess_score=0.25)["summary"] == "Too few to judge: 5 attempts."
    below = item_statistics([[0.0] * 11 + [1.0], [0.0] * 6 + [1.0] * 6])[0]
    assert "Worse than guessing" in item_hints(below, random_guess_score=0.25)["summary"]
