"""The generator as a whole: its contract, and what a strict reader would say of its items."""

from collections.abc import Callable

import pytest
from quizapi_cause_effect import CauseEffect

from quizapi.plugin_api import AnnotatedArticle, Item, ItemGenerator, NothingToAsk
from quizapi.testing import GeneratorContract

MakeArticle = Callable[..., AnnotatedArticle]
RunGenerator = Callable[..., list[Item]]

SPORT = (
    "The first sanctioned marathon of the season was held in Lowbridge on Sunday. Heavy rain "
    "forced the organisers to move the finish indoors. The board had sanctioned the course in"
    " March after two inspections, and the church gave its sanction to the start on a Sunday."
    " A runner was disqualified for taking a short cut."
)


class TestContract(GeneratorContract):
    @pytest.fixture
    def generator(self) -> ItemGenerator:
        return CauseEffect()


def of_form(items: list[Item], form: str) -> list[Item]:
    return [item for item in items if f"form:{form}" in item.tags]


def test_asks_for_the_reason_and_gives_the_articles_own(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "The council halted all oil exports to Vard in May because soldiers had shelled the "
        "market of Kest. A late frost destroyed the cherry harvest in the hills. Teachers in "
        "the capital asked for better pay. The museum will open a new wing in the autumn. Two"
        " ferries collided in the fog without damage."
    )
    asked = of_form(run_generator(generator, make_article(text), options={"forms": ["reason"]}), "reason")
    assert asked
    assert "why did the council halt all oil exports to Vard" in asked[0].stem
    assert asked[0].key_text == "Soldiers had shelled the market of Kest"
    assert len(asked[0].distractors) >= 2


def test_names_the_source_where_a_relation_is_somebodys_words(items: list[Item]) -> None:
    for item in items:
        if "freight rates" in item.stem.lower():
            assert "brokers" in item.stem


def test_a_warning_is_feared_and_a_denial_denied(items: list[Item]) -> None:
    keys = {item.key_text for item in of_form(items, "status")}
    assert any(key.startswith("It is a danger that") and "bread shortages" in key for key in keys)
    assert any(key.startswith("It is untrue that") and "hunger" in key for key in keys)
    assert not any(key.startswith("It is a fact that") and "hunger" in key for key in keys)


def test_a_denied_effect_is_never_told_as_a_fact(items: list[Item]) -> None:
    told = [item for item in of_form(items, "true-false") if "hunger" in item.stem]
    assert told
    assert all(item.key is ("does not cause" in item.stem) for item in told)


def test_a_bare_freeze_is_named_so_that_it_can_be_told_apart(items: list[Item]) -> None:
    told = [
        f"{item.stem} {item.key_text}" for item in items if "bread shortages" in item.stem + item.key_text
    ]
    assert told
    assert all("the freeze on the assets of four Marosian shipping firms" in text for text in told)


def test_evidence_holds_cause_and_effect_and_what_names_the_measure(
    items: list[Item], article: AnnotatedArticle
) -> None:
    for item in items:
        shown = " ".join(evidence.text for evidence in item.evidence)
        if "bread shortages" in item.stem + item.key_text:
            assert "could lead to bread shortages" in shown and "freeze the assets" in shown


def test_options_of_the_status_never_hold_two_that_a_reader_could_both_defend(items: list[Item]) -> None:
    close = ("It is possible", "It is a danger")
    for item in of_form(items, "status"):
        if item.key_text.startswith(close):
            assert sum(option.text.startswith(close) for option in item.options) == 1


def test_true_and_false_both_occur(items: list[Item]) -> None:
    assert {item.key for item in items if item.interaction == "true_false"} == {True, False}


def test_an_article_without_the_topic_gives_nothing_and_says_why(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    with pytest.raises(NothingToAsk, match="sanctions"):
        run_generator(generator, make_article(SPORT))


def test_any_topic_asks_about_all_relations(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    found = run_generator(generator, make_article(SPORT), options={"topic": "any"})
    assert any("rain" in item.stem or "rain" in item.key_text.lower() for item in found)


def test_only_the_chosen_forms_are_given(
    generator: ItemGenerator, article: AnnotatedArticle, run_generator: RunGenerator
) -> None:
    found = run_generator(generator, article, options={"forms": ["status"]})
    assert found and all("form:status" in item.tags for item in found)


def test_who_imposed_it_is_asked_where_the_article_names_the_sender(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "The United States imposed a full trade embargo on Iraq in response to the invasion "
        "of Kuwait. The embargo was supported by France and Japan. A border that Iraq shares with Turkey "
        "was closed because the embargo had stopped all trade."
    )
    found = of_form(run_generator(generator, make_article(text), options={"forms": ["sender"]}), "sender")
    assert found and found[0].key_text == "United States"
    assert "imposed a full trade embargo on Iraq" in found[0].stem
    assert "Iraq" not in {option.text for option in found[0].options}


def test_causes_and_effects_are_matched_where_three_relations_stand_apart(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "The oil embargo caused a shortage of petrol in Havel. The grain quota led to riots "
        "in the ports of Quill. A drought in spring caused heavy losses among the herds. "
        "Nobody knows when the talks will resume."
    )
    found = run_generator(generator, make_article(text), options={"forms": ["match"]})
    assert found
    pairs = set(found[0].key_texts)
    assert any("oil embargo" in pair and "petrol" in pair for pair in pairs)
    assert any("drought" in pair and "losses" in pair for pair in pairs)


def test_three_effects_of_one_measure_allow_to_ask_for_what_did_not_follow(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "The oil embargo caused a shortage of petrol. The oil embargo led to riots in the "
        "southern ports. The oil embargo crippled the only airline. The oil embargo did not "
        "weaken the army."
    )
    found = run_generator(generator, make_article(text), options={"forms": ["exception"]})
    assert found and "NOT" in found[0].stem
    assert found[0].key_text == "It weakened the army"


def test_an_explanation_of_a_true_or_false_item_begins_with_the_answer(items: list[Item]) -> None:
    for item in items:
        if item.interaction == "true_false":
            assert item.explanation.startswith(f"{item.key}. ")


def test_one_of_several_reasons_is_not_asked_for_as_the_reason(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "Investors will buy fewer bonds because of fear about a weak currency and perhaps in response to "
        "trade sanctions. A late frost destroyed the harvest because of the early blossom. Ferries were "
        "cancelled due to a shortage of fuel. Shops closed because of the failure of the power supply."
    )
    found = run_generator(generator, make_article(text), options={"topic": "any"})
    assert found
    assert not any("bonds" in item.stem for item in of_form(found, "reason"))


def test_no_aim_is_denied_with_a_bare_not(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "The sanctions law, enacted by the Senate to protest the arrest of the editors, bars imports of coal "
        "and steel from Vard. The council met on Tuesday."
    )
    article = make_article(text)
    found = [item for seed in range(4) for item in run_generator(generator, article, seed=seed)]
    assert any("the sanctions law was enacted by the Senate to protest" in item.stem for item in found)
    assert not any(" not " in item.stem for item in found)


def test_wrong_reasons_of_a_noun_phrase_are_reasons_too(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "The tariffs are in retaliation for Vard's failure to honour a trade pact. The minister has an "
        "agreement with a maker of engines. The firms are planning a production of chips in the north. A "
        "full introduction of the plans is expected in May. The committee made a final determination."
    )
    found = run_generator(generator, make_article(text))
    shown = " ".join(option.text for item in found for option in item.options)
    assert found
    assert not any(word in shown for word in ("agreement", "production", "introduction", "determination"))


CABLE = (
    "In 1962 the Northern League imposed an arms embargo on Talvik in response to the bombing of Port Sel. "
    "The embargo halved the deliveries of artillery. Costria and Velmara took no part in it. Heavy rain "
    "ruined the beet harvest that year.\n\n"
    "Mayor Ada Corm rejected the notion that the embargo had caused the strike of 1963. A fire destroyed the "
    "old theatre in May. The museum lost half of its visitors because a bridge had collapsed."
)


def generated(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator, form: str
) -> list[Item]:
    article = make_article(CABLE)
    return [
        item
        for seed in range(6)
        for item in run_generator(generator, article, seed=seed, count=40, options={"forms": [form]})
    ]


def test_an_effect_stands_beside_its_opposite_and_effects_of_something_else(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    items = generated(generator, make_article, run_generator, "effect")
    assert items
    for item in items:
        assert item.key_text == "It halved the deliveries of artillery"
        wrong = {option.text for option in item.distractors}
        assert "It doubled the deliveries of artillery" in wrong
        assert all(text.startswith("It ") for text in wrong)


def test_what_is_denied_by_the_words_around_it_is_false(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    items = [
        item
        for item in generated(generator, make_article, run_generator, "true_false")
        if "strike of 1963" in item.stem
    ]
    assert items
    for item in items:
        assert item.key is ("not caused" in item.stem)


def test_false_statements_are_as_many_as_true_ones(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    keys = [item.key for item in generated(generator, make_article, run_generator, "true_false")]
    assert 0.4 <= keys.count(False) / len(keys) <= 0.6


def test_asks_against_whom_a_measure_was_taken(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "In 1962 France imposed an arms embargo on Portugal because of the war in Angola. "
        "Ministers in Spain and Italy refused to join. "
        "Belgium stayed neutral, and its shipyards went on working."
    )
    article = make_article(text)
    items = run_generator(generator, article, seed=1, options={"forms": ["target", "true_false"]})
    (item,) = of_form(items, "target")
    assert item.stem == "According to the article, on whom did France impose an arms embargo?"
    assert item.key_text == "Portugal"
    assert {option.text for option in item.distractors} <= {"Spain", "Italy", "Belgium"}


def test_a_builder_whose_owner_only_the_whole_sentence_tells_is_not_asked_about(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "Work on the Northern Line stopped in 2014, when the union put its builder on a blacklist for "
        "supplying engines to the army. Paying for idle cranes ruined the town. The mill closed because wool "
        "ran out."
    )
    with pytest.raises(NothingToAsk):
        run_generator(generator, make_article(text), seed=1, count=20)


def test_asks_what_led_to_an_effect_among_causes_of_other_things(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "The oil embargo of 1962 halved the deliveries of petrol. Heavy rain in June ruined the beet crop. "
        "A broken cable under the strait delayed the census. The stoppage hurt the tailors of the old town."
    )
    items = of_form(run_generator(generator, make_article(text), options={"forms": ["cause"]}), "cause")
    assert items
    for item in items:
        assert item.stem == "According to the article, what halved the deliveries of petrol?"
        assert item.key_text == "The oil embargo of 1962"
        # "The stoppage" may be what the embargo led to: too bare to be surely wrong.
        assert {option.text for option in item.distractors} == {
            "Heavy rain in June",
            "A broken cable under the strait",
        }


def test_one_reason_from_outside_fills_up_and_has_no_word_of_the_article(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    text = (
        "The League imposed sanctions on Talvik for the arrest of nine journalists. A late frost ruined the "
        "beet harvest. Sel's refusal to repair the dam closed two mills. The judges of the high court met on "
        "Monday, and ministers spoke of the election."
    )
    article = make_article(text)
    for seed in range(6):
        (item,) = run_generator(generator, article, seed=seed, options={"forms": ["reason"]})
        assert "distractors:general" in item.tags
        wrong = {option.text for option in item.distractors}
        assert "Sel's refusal to repair the dam" in wrong and len(wrong) == 2
        assert "A late frost" not in wrong  # nobody takes it for the ground of a measure
        assert not any("journalists" in text or "election" in text for text in wrong)


def test_what_has_happened_is_no_plan_and_no_danger(items: list[Item]) -> None:
    settled = [
        item
        for item in of_form(items, "status")
        if item.key_text.startswith(("It is a fact", "It is untrue"))
    ]
    assert settled
    for item in settled:
        shown = " ".join(option.text for option in item.options)
        assert "It is a plan" not in shown and "It is a danger" not in shown


def test_a_denied_passive_is_true_with_its_not_and_false_without(
    generator: ItemGenerator, make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    article = make_article(
        "Nickel rose on Monday. The rally in tin was not caused by the sanctions on Talvik."
    )
    found = [item for seed in range(6) for item in run_generator(generator, article, seed=seed, count=20)]
    told = of_form(found, "true-false")
    assert {item.key for item in told} == {True, False}
    assert all(item.key is ("was not caused" in item.stem) for item in told)
