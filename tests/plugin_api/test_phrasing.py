import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapi.plugin_api import and_list, as_sentence, in_quotes, lettered, shortened, without_quotes


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ('"We will act,"', "“We will act”"),
        ("“He said ‘no’ twice.”", "“He said ‘no’ twice.”"),
        ('"He called it "a joke" then."', "“He called it ‘a joke’ then.”"),
        ("««We act»»", "“We act”"),
        ("  spread \n over lines ", "“spread over lines”"),
        ("“Patients tell me, ‘I slept,’”", "“Patients tell me, ‘I slept,’”"),
        ("“‘No’ is what he said,”", "“‘No’ is what he said”"),
        ("“It goes on in the next paragraph.", "“It goes on in the next paragraph.”"),
        ("it ends here,”", "“it ends here”"),
        ("‘The ministers’ plan’", "“The ministers’ plan”"),
    ],
)
def test_in_quotes_gives_one_pair_of_marks(raw: str, shown: str) -> None:
    assert in_quotes(raw) == shown


def test_without_quotes_keeps_apostrophes_inside() -> None:
    assert without_quotes("'It's the ministers' plan'") == "It's the ministers' plan"


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ("the bank closed", "The bank closed."),
        ("it closed!", "It closed!"),
        ("it closed,", "It closed."),
        ("", ""),
    ],
)
def test_as_sentence(raw: str, sentence: str) -> None:
    assert as_sentence(raw) == sentence


def test_and_list() -> None:
    assert [and_list(["a", "b", "c"][:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_shortened_marks_what_it_left_out() -> None:
    assert shortened("one two, three", 2) == "one two …"
    assert shortened("one two", 2) == "one two"


def test_lettered_finds_the_key_wherever_it_was_shuffled_to() -> None:
    for seed in range(20):
        options, key = lettered("K", ["x", "y", "z"], rng=random.Random(seed))
        assert [o.id for o in options] == ["a", "b", "c", "d"]
        assert next(o.text for o in options if o.id == key) == "K"


@given(st.text(alphabet="ab ,.“”‘’\"'«»", max_size=30))
def test_without_quotes_ends_and_leaves_nothing_to_take_off(text: str) -> None:
    once = without_quotes(text)
    assert without_quotes(once) == once
    assert once in " ".join(text.split())
