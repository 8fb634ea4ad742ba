"""Sources that the article describes and does not name."""

import random
from typing import Any

import pytest
from quizapi_who_said_what import WhoSaidWhat
from quizapi_who_said_what.described import described_sources, stand_ins
from quizapi_who_said_what.titles import titled

from quizapi.plugin_api import GeneratorTools, Item
from quizapi.plugin_api.options import resolve_options

TEXT = (
    "The slate mine at Corran closed in May.\n\n"
    '"The roof of the second gallery cracked in two places," said a senior mining inspector.\n\n'
    '"Our wages for April have not been paid," said a retired slate worker.\n\n'
    '"Nobody in the town hall knew of any crack," said a spokesman for the ministry. The spokesman said the '
    "ministry would send three engineers to Corran."
)


def generated(article: Any, tools: GeneratorTools, *, seed: int = 1, **options: Any) -> list[Item]:
    generator = WhoSaidWhat()
    settings = resolve_options(generator, options)
    return list(generator.generate(article, options=settings, limit=40, rng=random.Random(seed), tools=tools))


def test_described_sources_are_asked_among_descriptions(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    items = generated(make_article(TEXT), quizapi_tools, forms=["speaker"])
    described = {"A senior mining inspector", "A retired slate worker", "A spokesman for the ministry"}
    assert {item.key_text for item in items} == described
    for item in items:
        assert {option.text for option in item.options} <= described
        assert "options:borrowed" not in item.tags


def test_the_spokesman_is_the_one_who_was_brought_in(make_article: Any) -> None:
    article = make_article(TEXT)
    (later,) = (a for a in article.annotations.attributions if "engineers" in article.text_of(a.content))
    one = described_sources(article)[later.content.start]
    assert one.text == "a spokesman for the ministry"
    assert article.text_of(one.span) == "a spokesman"


def test_a_swapped_description_makes_a_false_statement(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    items = [
        item
        for seed in range(3)
        for item in generated(make_article(TEXT), quizapi_tools, seed=seed, forms=["true_false"])
    ]
    assert {item.key for item in items} == {True, False}
    assert all(" it was a " in item.stem and " who said" in item.stem for item in items)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("an official", id="a noun alone"),
        pytest.param("another mining official", id="told apart by another alone"),
        pytest.param("his chief engineer", id="whose, is not told"),
        pytest.param("the tall engineer", id="may be the one who is named"),
        pytest.param("the report", id="no person"),
    ],
)
def test_descriptions_that_do_not_tell_who_it_is_are_left_out(make_article: Any, source: str) -> None:
    words = "The roof of the second gallery cracked in places,"
    article = make_article(f'Victor Hale came to Corran in May. "{words}" said {source}.')
    assert described_sources(article) == {}


def test_a_description_that_fits_somebody_named_is_left_out(make_article: Any) -> None:
    article = make_article(
        "Chief Engineer Ronan Blake came in May.\n\nThe mine was shut.\n\nNobody was hurt.\n\n"
        '"The roof of the second gallery cracked in two places," said a mining engineer.'
    )
    assert described_sources(article) == {}


def test_those_who_may_be_one_never_stand_beside_each_other(make_article: Any) -> None:
    article = make_article(
        TEXT + '\n\n"The pumps of the slate mine were old," said a young mining inspector from Carrow.'
    )
    sources = described_sources(article).values()
    key = next(one for one in sources if one.text == "a senior mining inspector")
    assert "a young mining inspector from Carrow" not in stand_ins(article, key, shown="", count=5)


def test_experts_may_be_anybody_and_stand_beside_nobody(make_article: Any) -> None:
    article = make_article(
        TEXT + '\n\n"The pumps of the slate mine were old," said two dock workers.\n\n'
        '"The roof of the tunnel was weak," said three foreign experts.'
    )
    several = {one.head: one for one in described_sources(article).values() if one.plural}
    assert set(several) == {"worker", "expert"}
    assert stand_ins(article, several["worker"], shown="", count=5) == ["three engineers"]
    assert stand_ins(article, several["expert"], shown="", count=5) == []


def test_several_stand_beside_several_only(make_article: Any) -> None:
    article = make_article(TEXT + '\n\n"The pumps of the slate mine were old," said two dock workers.')
    key = next(one for one in described_sources(article).values() if one.plural)
    assert all(text.endswith("s") for text in stand_ins(article, key, shown="", count=5))


def test_a_surname_alone_is_shown_with_its_title(make_article: Any) -> None:
    article = make_article("President Hale opened the mine. Hale said the slate of Corran was the best.")
    entity = next(e.id for e in article.annotations.entities if e.type == "PERSON")
    assert titled(article, entity) == "President Hale"


def test_no_person_with_a_title_is_swapped_for_a_body(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        "President Hale said the slate mine at Corran would close before the winter.\n\n"
        "The Harbour Board said the granite wall of the port would stand for a century.\n\n"
        "The Ferry Company said two boats would be sold to a bank in Carrow.\n\n"
        "The Harbour Board said the pilots of Corran would get a new lighthouse."
    )
    items = [
        item
        for seed in range(4)
        for item in generated(article, quizapi_tools, seed=seed, forms=["true_false"])
    ]
    assert any(item.key is False for item in items)
    assert all("Hale that said" not in item.stem for item in items)


def test_a_list_is_no_person(make_article: Any) -> None:
    article = make_article("A long blacklist said that the slate mine of Corran owed money to the town.")
    assert described_sources(article) == {}
