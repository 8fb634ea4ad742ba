"""Names that could stand in for another one, and never mean it."""

import random
import re
from collections.abc import Callable
from typing import Any

import numpy
import pytest
import spacy

from quizapi.domain import Annotations, Article, Entity, Span
from quizapi.generation.tools.distractors import find_distractors, is_presentable, may_be_the_same
from quizapi.generation.tools.gazetteer import may_mean_the_same
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools

MakeArticle = Callable[..., AnnotatedArticle]

TEXT = (
    "Mayor Helen Tarrow told reporters in Elm Bay on Monday that the bridge would open in May. "
    "Councillor Amit Rao said that he doubted it. Tarrow said that Rao was wrong.\n\n"
    "Sofia Lund, the town engineer, said that she had asked the Harbour Works Company for steel. "
    "The Harbour Works Company said that the steel came from France. Officials in Germany and in Washington "
    "said that the United States would buy it. France said that it would wait.\n\n"
    "Ronan Blake, the fire chief, said that he would wait for Lund."
)


@pytest.fixture(scope="module")
def article(make_article: MakeArticle) -> AnnotatedArticle:
    return make_article(TEXT, title="Bridge to open")


def entity_of(article: AnnotatedArticle, name: str) -> int:
    return next(entity.id for entity in article.annotations.entities if entity.name == name)


def test_people_stand_in_for_people(article: AnnotatedArticle, quizapi_tools: GeneratorTools) -> None:
    tarrow = entity_of(article, "Helen Tarrow")

    names = quizapi_tools.distractors(
        article, type="PERSON", exclude=[tarrow], like=tarrow, count=3, rng=random.Random(0)
    )

    assert len(names) == 3 == len(set(names))
    assert set(names) <= {"Amit Rao", "Sofia Lund", "Ronan Blake"}
    assert names[0] == "Sofia Lund", "the one of her gender is the likeliest"


def test_number_and_vectors_make_a_name_plausible_where_there_are_some() -> None:
    """A model without vectors has none to compare; "md", "lg" and others have."""
    names = ["Ardans", "Belen", "Cressians", "Dovan", "Evishes"]
    doc = spacy.blank("en")(f"Here the {' met '.join(names)}.")
    for token in doc:
        token.tag_ = "NNPS" if token.text.endswith("s") else "NNP"
        token.dep_ = "nsubj"
    mentions = [(token.idx, token.idx + len(token)) for token in doc if token.text in names]
    entities = tuple(
        Entity(Span(*span), "NORP", name, number)
        for number, (name, span) in enumerate(zip(names, mentions, strict=True))
    )
    article = AnnotatedArticle(Article(doc.text), Annotations(entities=entities), doc)

    def nearest(count: int) -> list[str]:
        return find_distractors(article, type="NORP", like=0, count=count, rng=random.Random(3))

    assert set(nearest(2)) == {"Cressians", "Evishes"}
    assert not doc.has_vector
    vectors = {"Ardans": (1, 0), "Cressians": (-1, 0.2), "Evishes": (0.9, 0.1), "Dovan": (1, 0)}
    doc.vocab.reset_vectors(width=2)
    for name, vector in vectors.items():
        doc.vocab.set_vector(name, numpy.asarray(vector, dtype="f"))
    assert nearest(2) == ["Evishes", "Dovan"]


@pytest.mark.parametrize(
    ("model", "likest", "others"),
    [
        ({"gender": "female"}, {"gender": "female"}, {"gender": "male"}),
        ({"gender": "male", "role": "mayor"}, {"gender": "male", "role": "judge"}, {"gender": "male"}),
        ({"gender": "male"}, {"gender": "male", "times": 3}, {"gender": "male"}),
    ],
    ids=["gender", "role", "frequency"],
)
def test_the_likest_in_one_thing_comes_first(
    model: dict[str, Any], likest: dict[str, Any], others: dict[str, Any]
) -> None:
    names = ["Ada Berg", "Bea Holm", "Cyd Lind", "Dag Moen", "Eve Nord"]
    told = [model, *[{**likest} if n == 2 else {**others} for n in range(1, 5)]]
    times = [features.pop("times", 1) for features in (dict(one) for one in told)]
    parts = [name for name, often in zip(names, times, strict=True) for _ in range(often)]
    doc = spacy.blank("en")(f"Here {' met '.join(parts)}.")
    entities = []
    for number, (name, features) in enumerate(zip(names, told, strict=True)):
        own = {key: value for key, value in features.items() if key != "times"}
        entities += [
            Entity(Span(*found.span()), "PERSON", name, number, **own)
            for found in re.finditer(name, doc.text)
        ]
    article = AnnotatedArticle(Article(doc.text), Annotations(entities=tuple(entities)), doc)
    for seed in range(6):
        found = find_distractors(article, type="PERSON", like=0, count=3, rng=random.Random(seed))
        assert found[0] == "Cyd Lind"


def test_excluded_entity_never_comes_under_another_name(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    states = entity_of(article, "United States")
    for seed in range(10):
        names = quizapi_tools.distractors(
            article, type="GPE", exclude=[states], like=states, count=4, rng=random.Random(seed)
        )
        assert not {"Washington", "United States", "US", "America"} & set(names)


def test_small_gazetteer_fills_up_with_countries_that_the_article_does_not_name(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    france = entity_of(article, "France")

    names = quizapi_tools.distractors(article, type="GPE", like=france, count=5, rng=random.Random(1))

    assert len(names) == 5 and "Germany" in names
    assert "Elm Bay" not in names, "a town is no country"
    assert all(name == "Germany" or name not in TEXT or name == "United States" for name in names)


def test_same_seed_gives_the_same_names(article: AnnotatedArticle, quizapi_tools: GeneratorTools) -> None:
    france = entity_of(article, "France")
    runs = [
        quizapi_tools.distractors(article, type="GPE", like=france, count=5, rng=random.Random(7))
        for _ in range(3)
    ]

    assert runs[0] == runs[1] == runs[2]


def test_nothing_to_give_gives_nothing(article: AnnotatedArticle, quizapi_tools: GeneratorTools) -> None:
    assert quizapi_tools.distractors(article, type="LAW", rng=random.Random(0)) == []
    assert quizapi_tools.distractors(article, type="PERSON", count=0, rng=random.Random(0)) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Helen Tarrow", "Tarrow", True),
        ("Helen Tarrow", "Paul Tarrow", False),
        ("World Health Organization", "WHO", True),
        ("US", "Washington", True),
        ("Japan", "Japanese", True),
        ("Moscow", "the Kremlin", True),
        ("Brussels", "EU", True),
        ("Japan", "China", False),
        ("Harbour & Sound", "Bluewater", False),
        ("", "France", True),
        ("Bauchtman", "Lydia Buchtmann", True),
        ("Bryne", "Gary Byrne", True),
        ("Sandy Paradis", "Sandra Paradis", True),
        ("Karl Anderson", "Karla Andersen", True),
        ("Sandy Paradis", "Marlon Paradis", False),
        ("Karl Anderson", "Maria Andersen", False),
        ("Gambia", "Zambia", False),
        ("Niger", "Nigeria", False),
        ("Lee", "Lea", False),
    ],
)
def test_names_that_may_be_of_one_thing(one: str, other: str, same: bool) -> None:
    assert may_be_the_same(one, other) is same
    assert may_be_the_same(other, one) is same


def test_gazetteer_knows_states_by_their_capitals_and_people() -> None:
    assert may_mean_the_same("U.K.", "London") and may_mean_the_same("British", "Downing Street")
    assert not may_mean_the_same("Tokyo", "Beijing") and not may_mean_the_same("Velmara", "Costria")


@pytest.mark.parametrize(
    ("name", "fine"),
    [
        ("Helen Tarrow", True),
        ("University of Carrow", True),
        ("Bank of", False),
        ("the mayor", False),
        ("Lund's", False),
        ("A\nB", False),
        ("Group G", False),
        ("Sweden 1", False),
        ("", False),
    ],
)
def test_torn_names_are_not_shown(name: str, fine: bool) -> None:
    assert is_presentable(name) is fine


def test_who_is_only_credited_below_the_text_is_no_wrong_answer(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    text = (
        "Mayor Helen Tarrow told reporters that the bridge would open in May. Councillor Mary Rao said that "
        "she doubted it. Fire chief Laura Blake said that she would wait.\n\nContributing: Nicole Gaudiano"
    )
    article = make_article(text)
    tarrow = entity_of(article, "Helen Tarrow")
    for seed in range(5):
        names = quizapi_tools.distractors(
            article, type="PERSON", exclude=[tarrow], like=tarrow, count=3, rng=random.Random(seed)
        )
        assert {"Mary Rao", "Laura Blake"} <= set(names) and "Nicole Gaudiano" not in names
