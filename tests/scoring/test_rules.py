"""What a reply is worth."""

import pytest

from quizapi.domain import Evidence, Item, Option, Response, Span
from quizapi.scoring import AnswerMisfit, checked_answer, score

OPTIONS = tuple(Option(letter, letter.upper()) for letter in "abcd")
MATCHES = tuple(Option(number, number) for number in "123")
PROOF = (Evidence(Span(0, 4), "text"),)


def item(interaction, key, *, options=OPTIONS, matches=(), accepted=()):
    return Item(interaction, "?", key, PROOF, options=options, matches=matches, accepted=accepted)


def value(task, answer):
    return score(task, Response(checked_answer(task, answer))).value


def test_choice_and_true_false_are_all_or_nothing():
    assert value(item("choice", ("b",)), ("b",)) == 1.0
    assert value(item("choice", ("b",)), ("a",)) == 0.0
    assert value(item("true_false", False, options=()), False) == 1.0
    assert value(item("true_false", False, options=()), True) == 0.0


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (("a", "b"), 1.0),
        (("b", "a"), 1.0),
        (("a",), 0.5),
        (("a", "c"), 0.0),
        (("a", "b", "c"), 0.5),
        (("c", "d"), 0.0),
        ((), 0.0),
    ],
)
def test_multiple_is_right_minus_wrong_and_never_below_zero(answer, expected):
    assert value(item("multiple", ("a", "b")), answer) == expected


def test_order_is_the_share_in_place():
    task = item("order", ("d", "c", "b", "a"))
    assert value(task, ("d", "c", "b", "a")) == 1.0
    assert value(task, ("d", "c", "a", "b")) == 0.5
    assert value(task, ("a", "b", "c", "d")) == 0.0


def test_match_is_the_share_of_pairs():
    task = item("match", (("a", "1"), ("b", "2"), ("c", "3")), options=OPTIONS[:3], matches=MATCHES)
    assert value(task, (("c", "3"), ("a", "1"), ("b", "2"))) == 1.0
    assert value(task, (("a", "1"), ("b", "3"))) == pytest.approx(1 / 3)
    assert value(task, ()) == 0.0


def test_a_plugins_own_interaction_waits_for_its_scorer():
    assert value(item("cloze:gap", "x", options=()), "x") is None


def test_replies_that_mean_the_same_are_written_the_same():
    assert checked_answer(item("multiple", ("a",)), ("c", "a")) == ("a", "c")
    task = item("match", (("a", "1"),), matches=MATCHES)
    assert checked_answer(task, (("b", "1"), ("a", "2"))) == (("a", "2"), ("b", "1"))
    assert checked_answer(item("order", ("a", "b", "c", "d")), ("d", "a", "b", "c")) == ("d", "a", "b", "c")


@pytest.mark.parametrize(
    ("task", "answer"),
    [
        (item("choice", ("a",)), ()),
        (item("choice", ("a",)), ("a", "b")),
        (item("choice", ("a",)), ("z",)),
        (item("choice", ("a",)), "a"),
        (item("choice", ("a",)), (("a", "1"),)),
        (item("multiple", ("a",)), ("a", "a")),
        (item("multiple", ("a",)), True),
        (item("order", tuple("abcd")), ("a", "b", "c")),
        (item("order", tuple("abcd")), ("a", "a", "b", "c")),
        (item("match", (("a", "1"),), matches=MATCHES), (("a", "1"), ("a", "2"))),
        (item("match", (("a", "1"),), matches=MATCHES), (("1", "a"),)),
        (item("match", (("a", "1"),), matches=MATCHES), ("a", "1")),
        (item("true_false", True), "true"),
        (item("text", "x"), True),
        (item("text", "x"), "a\x00b"),
        (item("text", "x"), "a\ud800"),
        (item("text", "x"), "x" * 2_001),
        (item("cloze:gap", "x"), ("a",) * 501),
        (item("cloze:gap", "x"), (("a", "\x00"),)),
    ],
)
def test_a_reply_of_another_shape_is_refused(task, answer):
    with pytest.raises(AnswerMisfit):
        checked_answer(task, answer)
