"""Names from the articles beside one, and from the gazetteer: the last sources of wrong options."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from quizapi.generation.checks.borrowed import BorrowedOptionCheck
from quizapi.generation.tools import gazetteer
from quizapi.generation.tools.borrowed import is_named_in
from quizapi.plugin_api import AnnotatedArticle, Edit, GeneratorTools
from tests.generation.builders import choice

MakeArticle = Callable[..., AnnotatedArticle]

TEXT = (
    "Mayor Helen Tarrow told reporters in Elm Bay on Monday that the bridge would open in May. "
    "Tarrow said that she had asked the Finance Ministry for money. The Finance Ministry said that France "
    "would pay. “We are proud,” Helen Tarrow said. She was born in Osaka."
)
BESIDE = (
    "Governor Nadia Ferrow told reporters in Lorne on Friday that she had read the report. Ferrow said it "
    "was wrong. Judge Owen Sallis said that he had read it, too. Sallis told the court that Tarrow was right."
)


@pytest.fixture(scope="module")
def article(make_article: MakeArticle) -> AnnotatedArticle:
    return make_article(TEXT, title="Bridge to open")


@pytest.fixture(scope="module")
def beside(make_article: MakeArticle) -> AnnotatedArticle:
    return make_article(BESIDE, title="A report")


def entity_of(article: AnnotatedArticle, name: str) -> int:
    return next(entity.id for entity in article.annotations.entities if entity.name == name)


def names_like(
    article: AnnotatedArticle, tools: GeneratorTools, name: str, *, type: str, count: int = 3, seed: int = 0
) -> list[str]:
    entity = entity_of(article, name)
    return tools.distractors(
        article, type=type, exclude=[entity], like=entity, count=count, rng=random.Random(seed)
    )


def test_articles_beside_come_before_the_gazetteer(
    article: AnnotatedArticle, beside: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    both = replace(article, context=(beside,))

    names = names_like(both, quizapi_tools, "Helen Tarrow", type="PERSON", count=6)

    people = [name for name in names if name in ("Nadia Ferrow", "Owen Sallis")]
    assert people == ["Nadia Ferrow", "Owen Sallis"], "the one of her gender first"
    places = {name: names.index(name) for name in names}
    assert all(places[name] < places[other] for name in people for other in names if is_of_list(other))
    assert any(is_of_list(name) for name in names)


def is_of_list(name: str) -> bool:
    return gazetteer.is_listed(name)


def test_nobody_comes_from_an_article_that_was_not_named(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    names = names_like(article, quizapi_tools, "Helen Tarrow", type="PERSON", count=6)

    assert not {"Nadia Ferrow", "Owen Sallis"} & set(names)


@pytest.mark.parametrize("seed", range(20))
def test_no_name_of_the_gazetteer_stands_in_the_article(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools, seed: int
) -> None:
    for name, kind in (("Helen Tarrow", "PERSON"), ("Finance Ministry", "ORG"), ("France", "GPE")):
        for given in names_like(article, quizapi_tools, name, type=kind, count=8, seed=seed):
            own = {entity.name for entity in article.annotations.entities}
            assert given in own or not is_named_in(given, article)


def test_kind_gender_and_part_of_the_world_are_kept(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    ministries = names_like(article, quizapi_tools, "Finance Ministry", type="ORG", count=9)
    women = names_like(article, quizapi_tools, "Helen Tarrow", type="PERSON", count=5)
    cities = names_like(article, quizapi_tools, "Osaka", type="GPE", count=5)

    assert [name for name in ministries if is_of_list(name)]
    assert all(name.endswith("Ministry") for name in ministries if is_of_list(name))
    listed = [name for name in women if is_of_list(name)]
    english = gazetteer.people("english", "female")
    assert listed and all(name in english for name in listed), "as Helen's own name is"
    parts = [part for name in listed for part in name.split()]
    assert len(set(parts)) == len(parts), "no two are called alike"
    assert cities and all(gazetteer.is_city(name) for name in cities)
    assert "Elm Bay" not in cities and "Tokyo" in gazetteer.cities()


def test_place_that_we_do_not_know_gets_no_place_of_ours(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    names = names_like(article, quizapi_tools, "Elm Bay", type="GPE", count=5)

    assert all(name in TEXT for name in names)


def test_same_seed_gives_the_same_borrowed_names(
    article: AnnotatedArticle, beside: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    both = replace(article, context=(beside,))
    runs = {
        tuple(names_like(both, quizapi_tools, "Helen Tarrow", type="PERSON", count=9, seed=4))
        for _ in range(3)
    }

    assert len(runs) == 1


def test_word_of_the_article_is_enough_to_be_taken_for_somebody_in_it(article: AnnotatedArticle) -> None:
    assert is_named_in("Paula Tarrow", article) and is_named_in("Open Door", article)
    assert not is_named_in("Health Ministry", article) and not is_named_in("Rosa Bellini", article)


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ("Nadia Ferrow", "option-from-context"),
        ("Chiara Bellini", "option-from-list"),
        ("Health Ministry", "option-from-list"),
        ("France", None),
        ("No answer is given", None),
    ],
)
def test_borrowed_options_are_told_with_their_origin(
    article: AnnotatedArticle,
    beside: AnnotatedArticle,
    quizapi_tools: GeneratorTools,
    other: str,
    code: str | None,
) -> None:
    both = replace(article, context=(beside,))
    item = choice("Who said so?", key="Helen Tarrow", others=("Osaka", other))

    flaws = list(BorrowedOptionCheck().check(item, both, quizapi_tools))

    assert [flaw.code for flaw in flaws] == ([code] if code else [])
    assert all(other in flaw.detail and not flaw.fatal for flaw in flaws)
    if code == "option-from-context":
        assert "A report" in flaws[0].detail


def test_borrowed_name_in_a_false_statement_is_told(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    edit = Edit(kind="name", source="Tarrow said so.", start=0, before="Tarrow", after="Heather Kendrick")
    item = replace(choice(), interaction="true_false", options=(), key=False, edit=edit)

    assert [f.code for f in BorrowedOptionCheck().check(item, article, quizapi_tools)] == ["option-from-list"]


@pytest.mark.parametrize("area", [None, "", "english", "slavic", "east asian"])
def test_invented_people_are_enough_and_all_different(area: str | None) -> None:
    women, men = gazetteer.people(area or "", "female"), gazetteer.people(area or "", "male")

    assert len(set(women)) == len(women) >= 40 and len(set(men)) == len(men) >= 40
    assert not set(women) & set(men) and {*women, *men} == set(gazetteer.people(area or ""))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Finance Ministry", "ministry"),
        ("Ministry of Finance", "ministry of"),
        ("Bank of Norway", "bank"),
        ("European Central Bank", "central bank"),
        ("Harbour Works Company", "company"),
        ("Velmara", None),
    ],
)
def test_kind_of_a_body_is_told_by_its_name(name: str, kind: str | None) -> None:
    assert next(iter(gazetteer.kinds_of(name)), None) == kind


def test_every_country_lies_in_one_part_of_the_world() -> None:
    assert all(len(gazetteer.areas_of(country)) == 1 for country in gazetteer.countries())
    assert gazetteer.areas_of("Brussels") == gazetteer.areas_of("Belgium"), "a union is in no part alone"
