"""What a strict reader would not let pass: what is not so, not settled, or not told apart."""

from collections.abc import Callable

import pytest

from quizapi.plugin_api import AnnotatedArticle, Item, ItemGenerator, NothingToAsk

MakeArticle = Callable[..., AnnotatedArticle]
RunGenerator = Callable[..., list[Item]]


def test_moral_sanctions_are_none(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "The synod adopted moral sanctions against clergy who gamble because the bishop had asked for them. "
        "Rain ruined the fair."
    )
    with pytest.raises(NothingToAsk, match="sanctions"):
        run_generator(generator, make_article(text))


def test_what_came_of_an_act_is_told_as_the_article_has_it(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = "The United States lifted the sanctions, giving Iran access to its funds abroad. A barn burnt."
    items = run_generator(generator, make_article(text), options={"forms": ["true_false"]})
    assert [item.key for item in items] == [True]
    assert "the United States lifted the sanctions, giving Iran access to its funds abroad" in items[0].stem


def test_an_aim_with_a_name_of_the_true_aim_is_no_wrong_answer(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "The president lifted the sanctions on Vard to secure the release of nine Americans. A senator flew "
        "out to trade cattle for Americans. Mayor Ada Corm went to Sel to settle a claim over old debts."
    )
    article = make_article(text)
    for seed in range(4):
        found = run_generator(generator, article, seed=seed, options={"forms": ["reason"]})
        assert found
        for item in found:
            assert item.key_text == "To secure the release of nine Americans"
            assert not any("Americans" in option.text for option in item.distractors)


def test_what_names_nothing_and_no_measure_by_more_than_the_is_not_asked(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "The ban has ruined the small clinics of the north. Further officials will be listed if the beatings "
        "go on."
    )
    with pytest.raises(NothingToAsk, match="understood"):
        run_generator(generator, make_article(text))


def test_an_embargo_is_named_by_the_goods_that_were_stopped(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "The committee voted to stop all shipments of oil to Portugal in May. The embargo has forced two bus "
        "companies to close their yards."
    )
    article = make_article(text)
    found = [item for seed in range(4) for item in run_generator(generator, article, seed=seed)]
    about = [item for item in found if "two bus companies" in f"{item.stem} {item.key_text}"]
    assert about
    for item in about:
        assert "the embargo on all shipments of oil" in f"{item.stem} {item.key_text}"


def test_what_somebody_claims_is_never_offered_as_a_fact(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "“The oil embargo on Portugal has ruined the fishing ports,” Senator Ada Corm said. She spoke "
        "in Lisbon on Monday."
    )
    article = make_article(text)
    found = [item for seed in range(4) for item in run_generator(generator, article, seed=seed)]
    assert found
    assert not any("form:status" in item.tags for item in found)


def test_sanctions_on_a_state_are_not_told_apart_by_its_name_alone(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "Lawmakers passed a set of measures to step up sanctions against Iran over the missile tests of May. "
        "The sanctions imposed against Iran in 1995 for the raid on the embassy remain in force."
    )
    article = make_article(text)
    found = [item for seed in range(4) for item in run_generator(generator, article, seed=seed)]
    assert not any("for sanctions against Iran" in item.stem for item in found)
