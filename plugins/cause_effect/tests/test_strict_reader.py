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


def _shown(items: list[Item]) -> list[str]:
    return [" ".join([item.stem, *(option.text for option in item.options)]) for item in items]


def test_what_something_of_a_measure_will_be_is_not_said_of_the_measure(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "The only result of the embargo on Vard will be a pipe mill in Sel. The embargo on Vard has ruined "
        "the port of Sel."
    )
    article = make_article(text)
    found = _shown([item for seed in range(4) for item in run_generator(generator, article, seed=seed)])
    assert any("port of Sel" in shown for shown in found)
    assert not any("embargo on Vard will be" in shown for shown in found)


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param("Ministers plead that {}.", id="pleading"),
        pytest.param("The premier caused an uproar by saying that {}.", id="blamed for saying it"),
    ],
)
def test_what_somebody_says_is_not_told_as_the_article_s(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator, frame: str
) -> None:
    text = (
        f"{frame.format('the oil embargo on Vard has ruined the ports of Sel')} The grain embargo on Talvik "
        "has closed nine mills in Quill."
    )
    article = make_article(text)
    found = [item for seed in range(4) for item in run_generator(generator, article, seed=seed)]
    assert any("nine mills" in item.stem + item.key_text for item in found)
    assert not any(
        "According to the article" in item.stem and "ruined the ports" in item.stem + item.key_text
        for item in found
    )


def test_nobody_is_only_a_person_quoted(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "The embargo on Vard has ruined the port of Sel. “The grain embargo on Talvik has closed nine mills "
        "in Quill,” she said. He said that the oil embargo on Talvik had cut the fleet of Sel by half."
    )
    article = make_article(text)
    found = _shown([item for seed in range(4) for item in run_generator(generator, article, seed=seed)])
    assert found
    assert not any("a person quoted" in shown for shown in found)


def test_a_measure_is_named_with_the_one_whose_it_is(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = "Quill had doubled its duty on imported wine in May. The duty has ruined forty growers in Sel."
    article = make_article(text)
    found = [item for seed in range(4) for item in run_generator(generator, article, seed=seed)]
    about = [item for item in found if "forty growers" in item.stem + item.key_text]
    assert about
    for item in about:
        assert any("Quill’s duty on imported wine" in shown for shown in _shown([item]))
        assert any("doubled its duty" in evidence.text for evidence in item.evidence)


def test_cause_and_effect_change_places_only_where_time_allows_it(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "The embargo on Talvik has hurt the militia of Sel because the army of Talvik inherited the depots "
        "of Kest. The council of Quill halted oil exports because soldiers of Vard shelled Kest."
    )
    article = make_article(text)
    found = _shown([item for seed in range(6) for item in run_generator(generator, article, seed=seed)])
    assert any("because the council of Quill halted" in shown for shown in found)
    assert not any("because the embargo on Talvik has hurt" in shown for shown in found)


def test_a_false_reason_is_one_that_a_measure_could_have(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "The Council imposed a full trade embargo on Iraq in response to the invasion of Kuwait. A late "
        "frost ruined the beet harvest of Sel."
    )
    article = make_article(text)
    found = [
        item
        for seed in range(6)
        for item in run_generator(generator, article, seed=seed, options={"forms": ["true_false"]})
    ]
    false = [item for item in found if item.key is False and "embargo on Iraq" in item.stem]
    assert false
    for item in false:
        assert "in response to" in item.stem and "Kuwait" not in item.stem and "frost" not in item.stem


def test_a_reason_that_was_cut_short_is_not_asked_for(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "In 2015 Hollin Trust paid a penalty of 800 million crowns under the sanctions on Vard for clearing "
        "payments it ought to have stopped. The embargo on Vard has ruined the port of Sel."
    )
    article = make_article(text)
    found = _shown([item for seed in range(4) for item in run_generator(generator, article, seed=seed)])
    assert found
    for shown in found:
        assert "learing payments" not in shown or "it ought to have stopped" in shown


def test_a_name_keeps_its_capital_inside_the_question(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "Duval lost two ships because the embargo on Talvik closed the port of Sel. The owners of Duval sold "
        "a yard in May."
    )
    found = _shown(run_generator(generator, make_article(text), options={"topic": "any"}))
    assert any("Duval" in shown for shown in found)
    assert not any("duval" in shown for shown in found)
