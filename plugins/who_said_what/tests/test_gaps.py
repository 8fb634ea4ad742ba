"""Gaps in quotations: numbers and names to be typed, nouns to be chosen."""

import random
from typing import Any

import pytest
from quizapi_who_said_what.finding import find_statements
from quizapi_who_said_what.gap import items
from quizapi_who_said_what.likeness import may_mean_the_same
from quizapi_who_said_what.missing_words import wrong_words

from quizapi.plugin_api import GeneratorTools, Item

STORY = (
    "The council of Corran spent a year on a plan for its old harbour, its market and its library.\n\n"
    "A storm broke the pier in March. The town sold its ferry, repaired a chapel and bought a crane.\n\n"
)


def gaps(make_article: Any, tools: GeneratorTools, text: str, *, seed: int = 1) -> list[Item]:
    article = make_article(text)
    statements = find_statements(article, tools, indirect=False, min_confidence=0.5)
    return list(items(article, statements, random.Random(seed), tools))


def test_a_noun_is_chosen_among_nouns_of_the_article(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    (item,) = gaps(
        make_article,
        quizapi_tools,
        STORY + '"The rough winter swept the shingle from our northern beach," said Ellen Dorn.',
    )
    assert item.interaction == "choice"
    assert "_____" in item.stem and item.stem.endswith("Which word is missing?")
    assert item.key_text in ("winter", "shingle", "beach")
    assert all(option.text in STORY for option in item.distractors)
    assert len(item.options) >= 3


def test_wrong_words_have_the_form_of_the_key(make_article: Any, quizapi_tools: GeneratorTools) -> None:
    text = STORY + (
        "Boats, cranes and ferries stood idle; the town repaired lamps, painted boats and sold cranes.\n\n"
        '"The rough winter broke the northern windows one by one," said Ellen Dorn.'
    )
    chosen = [item for item in gaps(make_article, quizapi_tools, text) if item.interaction == "choice"]
    assert chosen
    for item in chosen:
        plural = item.key_text.endswith("s")
        assert all(option.text.endswith("s") == plural for option in item.options)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("The whole fair takes place beside the sea.", id="a set phrase"),
        pytest.param("A number of the pilots wait for the boats.", id="a noun that only counts"),
        pytest.param("The fishing season ended and the season was bad.", id="said again"),
        pytest.param("The mayor and the pilots will pay.", id="people fit wherever people do"),
        pytest.param("Granite has kept Corran dry.", id="too few words"),
    ],
)
def test_no_noun_is_taken_out_where_others_may_fit(
    make_article: Any, quizapi_tools: GeneratorTools, words: str
) -> None:
    made = gaps(make_article, quizapi_tools, STORY + f'"{words}" Ellen Dorn said.')
    assert not [item for item in made if item.interaction == "choice"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ship", "boat"),
        ("worker", "employee"),
        ("tax", "duty"),
        ("economy", "economics"),
        ("boat", "boathouse"),
    ],
)
def test_words_of_like_meaning_never_stand_beside_each_other(one: str, other: str) -> None:
    assert may_mean_the_same(one, other)
    assert may_mean_the_same(other, one)


def test_what_does_something_elsewhere_is_no_wrong_word_for_what_does_something(make_article: Any) -> None:
    text = STORY + '"The rough winter swept the shingle from our northern beach," said Ellen Dorn.'
    article = make_article(text)
    key = next(token for token in article.doc if token.text == "winter")
    wrong = wrong_words(article, key, set(), random.Random(1), first=frozenset({"storm", "council"}))
    assert wrong
    assert not {"storm", "council"} & set(wrong)


def test_a_name_is_typed_and_its_other_forms_are_accepted(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    text = (
        "Victor Hale built the pier of Corran. Mr. Hale lives in Corran.\n\n"
        '"The pilots of the northern harbour will follow Victor Hale to the islands," said Ellen Dorn.'
    )
    (item,) = gaps(make_article, quizapi_tools, text)
    assert item.interaction == "text"
    assert item.key == "Victor Hale"
    assert "Hale" in item.accepted
    assert "Hale" not in item.stem
    assert item.stem.endswith("Which name is missing?")


def test_a_name_that_describes_another_word_is_no_gap(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    text = (
        "The people of Corran were surprised.\n\n"
        '"The Corran harbour and Corran\'s pier lose money each summer," said Ellen Dorn.'
    )
    assert not [i for i in gaps(make_article, quizapi_tools, text) if i.key == "Corran"]
