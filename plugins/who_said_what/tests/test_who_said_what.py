"""The items of the plugin, on short articles of our own."""

import random
from typing import Any

import pytest
from quizapi_who_said_what import WhoSaidWhat

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item, NothingToAsk
from quizapi.plugin_api.options import InvalidOptions, resolve_options
from quizapi.plugin_api.registry import load_registry
from quizapi.testing.contracts import GeneratorContract

ARTICLE = (
    "The Mill Street bridge in Little Corran will stay closed until October, the council decided.\n\n"
    '"The steel beams have rusted through in three places," Mayor Helen Tarrow told the meeting.\n\n'
    'Councillor Amit Rao opposed the closure. "My voters spend 40 minutes in traffic every morning," '
    "he said.\n\n"
    '"Road salt ate the metal from below," said the town engineer, Sofia Lund. Lund said a footbridge would '
    "cost $310,000 and take until August.\n\n"
    '"Our ambulances arrive later on the east bank than they used to," warned Chief Ronan Blake.\n\n'
    'Paul Tarrow, who owns a steel mill, offered to deliver new beams. "My furnaces stand ready," he said. '
    "The mayor thanked him."
)


@pytest.fixture
def generator() -> WhoSaidWhat:
    return WhoSaidWhat()


@pytest.fixture(scope="module")
def article(make_article: Any) -> AnnotatedArticle:
    read: AnnotatedArticle = make_article(ARTICLE)
    return read


def generated(
    article: AnnotatedArticle, tools: GeneratorTools, *, seed: int = 1, **options: Any
) -> list[Item]:
    generator = WhoSaidWhat()
    return list(
        generator.generate(
            article,
            options=resolve_options(generator, options),
            limit=60,
            rng=random.Random(seed),
            tools=tools,
        )
    )


class TestContract(GeneratorContract):
    @pytest.fixture
    def generator(self) -> WhoSaidWhat:
        return WhoSaidWhat()

    @pytest.fixture
    def article(self, make_article: Any) -> AnnotatedArticle:
        read: AnnotatedArticle = make_article(ARTICLE)
        return read


def test_the_entry_point_registers_the_generator() -> None:
    registry = load_registry(allow=["who-said-what"], strict=True)
    assert list(registry.generators) == ["who-said-what"]


def test_every_key_is_the_speaker_of_the_article(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    speaker_of = {
        "steel beams": "Helen Tarrow",
        "in traffic": "Amit Rao",
        "Road salt": "Sofia Lund",
        "footbridge": "Sofia Lund",
        "ambulances": "Ronan Blake",
        "furnaces": "Paul Tarrow",
    }
    items = generated(article, quizapi_tools, forms=["speaker"])
    assert len(items) >= 4
    for item in items:
        words = next(words for words in speaker_of if words in item.stem)
        assert item.key_text == speaker_of[words]


def test_a_false_statement_names_another_speaker_and_a_true_one_the_right_one(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    items = generated(article, quizapi_tools, forms=["true_false"])
    assert {item.key for item in items} == {True, False}
    for item in items:
        if item.edit is not None:
            assert item.key is False
            assert item.edit.apply() == item.stem != item.edit.source
        else:
            assert item.key is True


def test_the_number_is_the_gap_and_its_spelling_is_accepted(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    items = generated(article, quizapi_tools, forms=["complete"])
    texts = [item for item in items if item.interaction == "text"]
    assert {item.key for item in texts} == {"40", "three"}
    assert all(str(item.key) not in item.stem for item in texts)
    assert next(item for item in texts if item.key == "three").accepted == ("3",)


def test_statements_are_matched_with_their_speakers(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    (item,) = generated(article, quizapi_tools, forms=["match"])
    pairs = dict(pair for pair in item.key if isinstance(pair, tuple))  # type: ignore[union-attr]
    names = {option.id: option.text for option in item.matches}
    salt = next(option for option in item.options if "Road salt" in option.text)
    assert names[pairs[salt.id]] == "Sofia Lund"
    assert len(item.options) >= 3


def test_what_somebody_said_is_chosen_among_real_words(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    for item in generated(article, quizapi_tools, forms=["content"]):
        assert all(option.text.strip("“”").rstrip(".") in ARTICLE for option in item.options)


def test_no_shown_words_name_the_speaker(article: AnnotatedArticle, quizapi_tools: GeneratorTools) -> None:
    for item in generated(article, quizapi_tools, forms=["speaker"]):
        shown = item.stem.casefold()
        assert not any(part.casefold() in shown for part in item.key_text.split())


def test_distractors_are_people_of_the_article_not_named_beside_the_words(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    people = {"Helen Tarrow", "Amit Rao", "Sofia Lund", "Ronan Blake", "Paul Tarrow"}
    for item in generated(article, quizapi_tools, forms=["speaker"]):
        assert {option.text for option in item.options} <= people


def test_evidence_shows_the_words_the_reporting_clause_and_the_full_name(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    items = generated(article, quizapi_tools, forms=["speaker"])
    for item in items:
        shown = " ".join(evidence.text for evidence in item.evidence)
        assert item.key_text in shown
        assert item.evidence[0].role == "quote"
    traffic = next(item for item in items if "in traffic" in item.stem)
    assert [evidence.role for evidence in traffic.evidence] == ["quote", "source"]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Not yet.", id="two words"),
        pytest.param("We will see what happens.", id="a commonplace"),
        pytest.param(
            "He told them it was theirs, and that settled this.", id="references that nobody can resolve"
        ),
        pytest.param("My wife sells apples from a cart at the harbour.", id="gives the gender away"),
        pytest.param("Nobody has ever seen a Dorn give up a harbour.", id="names the speaker"),
        pytest.param("Then the town will have to find new granite for the wall.", id="goes on from before"),
        pytest.param("In that sense the harbour was like an open market.", id="points back"),
        pytest.param("Granite and slate were a burden that was far heavier.", id="compares with nothing"),
        pytest.param("All The Granite Walls Of Corran Were Built.", id="a title"),
        pytest.param("I found out the name of the bank.", id="says little, about something known"),
        pytest.param("hoping for rain over the dry western fields", id="no verb"),
    ],
)
def test_words_that_cannot_stand_alone_are_not_asked(
    make_article: Any, quizapi_tools: GeneratorTools, words: str
) -> None:
    article = make_article(
        f'Ellen Dorn met Victor Hale, Ada Prowse and Marek Quill on Monday. "{words}" Ellen Dorn said.'
    )
    with pytest.raises(NothingToAsk):
        generated(article, quizapi_tools)


def test_one_who_said_nearly_the_same_is_no_distractor(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        '"The harbour wall needs new granite before the winter storms," said Ellen Dorn.\n\n'
        '"The harbour wall needs granite before winter," said Victor Hale.\n\n'
        '"Fishing boats bring the town its bread," said Ada Prowse.\n\n'
        '"The market hall has a leaking roof," said Marek Quill.'
    )
    items = generated(article, quizapi_tools, forms=["speaker", "true_false"])
    assert items
    assert not any("granite" in item.stem for item in items)


def test_an_article_without_speech_says_so(make_article: Any, quizapi_tools: GeneratorTools) -> None:
    with pytest.raises(NothingToAsk):
        generated(make_article("The bridge was closed on Monday. It opened again in May."), quizapi_tools)


def test_only_the_chosen_forms_are_made(article: AnnotatedArticle, quizapi_tools: GeneratorTools) -> None:
    items = generated(article, quizapi_tools, forms=["true_false"], indirect=False)
    assert {item.interaction for item in items} == {"true_false"}
    assert not any("indirect" in item.tags for item in items)


def test_a_form_that_does_not_exist_is_refused(generator: WhoSaidWhat) -> None:
    with pytest.raises(InvalidOptions):
        resolve_options(generator, {"forms": ["haiku"]})


def test_all_items_pass_the_checks_of_the_engine(
    article: AnnotatedArticle, run_generator: Any, generator: WhoSaidWhat
) -> None:
    assert len(run_generator(generator, article, count=12)) >= 10


def test_an_explanation_of_a_true_or_false_item_begins_with_the_answer(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    for item in generated(article, quizapi_tools, forms=["true_false"]):
        assert item.explanation.startswith(f"{item.key}. ")


def test_no_two_false_items_are_about_one_person(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    for seed in range(4):
        items = generated(article, quizapi_tools, forms=["true_false"], seed=seed)
        accused = [item.edit.after for item in items if item.edit is not None]
        assert len(accused) == len(set(accused))


def test_an_organisation_does_not_stand_among_people(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        '"The harbour wall needs new granite before the winter storms," said Ellen Dorn.\n\n'
        '"Fishing boats bring the town its bread," said Victor Hale.\n\n'
        '"The market hall has a leaking roof," said Ada Prowse.\n\n'
        "The Northern Harbour Company and the University of Carrow paid for the study. The Northern "
        "Harbour Company said the wall would stand for a century."
    )
    people = {"Ellen Dorn", "Victor Hale", "Ada Prowse"}
    asked = [i for i in generated(article, quizapi_tools, forms=["speaker"]) if i.key_text in people]
    assert asked
    assert all({option.text for option in item.options} <= people for item in asked)


def test_stray_capitals_of_wire_copy_are_put_right(make_article: Any, quizapi_tools: GeneratorTools) -> None:
    article = make_article(
        '"The U.S. Wants granite for the new harbour wall," said Ellen Dorn.\n\n'
        '"Fishing boats bring the town its bread," said Victor Hale. He said the U.S. Will not pay.\n\n'
        '"The market hall has a leaking roof," said Ada Prowse.'
    )
    stems = " ".join(item.stem for item in generated(article, quizapi_tools, forms=["speaker"]))
    assert "The U.S. wants granite" in stems
    assert "U.S. Wants" not in stems


def test_words_that_turn_to_a_country_are_not_asked(make_article: Any, quizapi_tools: GeneratorTools) -> None:
    article = make_article(
        '"I would like to say to Norway that retaliation cannot solve our quarrels about fish," said '
        "Ellen Dorn.\n\n"
        '"Fishing boats bring the town its bread," said Victor Hale.\n\n'
        '"The market hall has a leaking roof," said Ada Prowse.'
    )
    items = generated(article, quizapi_tools, forms=["speaker", "true_false"])
    assert items and not any("retaliation" in item.stem for item in items)


def test_a_quotation_whose_sentence_goes_on_in_the_next_is_not_asked(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        '"When the storm comes the fishermen should have seen," Ellen Dorn said, "that granite breaks."\n\n'
        '"Fishing boats bring the town its bread," said Victor Hale.\n\n'
        '"The market hall has a leaking roof," said Ada Prowse.'
    )
    items = generated(article, quizapi_tools, forms=["speaker", "true_false"])
    assert items and not any("should have seen" in item.stem for item in items)


_FEW = (
    "The Corran Harbour Trust will sell its two oldest cranes in June.\n\n"
    '"The two old cranes have cost us more in repairs than they earned," said its chairwoman, Ellen Dorn.'
    " Dorn has run the trust for nine years.\n\n"
    '"The pier will open to walkers in August, but it needs new lamps first," Dorn said.'
)
_BESIDE = (
    "\n\nHarbour minister Victor Hale opened the new pier in April. Hale left the town without a word to"
    " reporters."
)


def test_where_too_few_have_spoken_names_are_borrowed_and_marked(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(_FEW + _BESIDE)
    items = [
        item
        for item in generated(article, quizapi_tools, forms=["speaker"])
        if "options:borrowed" in item.tags
    ]
    assert items
    for item in items:
        assert item.key_text == "Ellen Dorn"
        wrong = [option.text for option in item.distractors]
        assert "Victor Hale" in wrong
        assert [name for name in wrong if name not in _FEW + _BESIDE]
        assert all(" " in name for name in wrong)  # whole names, like the speaker's


def test_nobody_is_asked_for_whom_the_article_names_nobody_else_for(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    # against borrowed names alone, the only name that was read is the key
    assert generated(make_article(_FEW), quizapi_tools, forms=["speaker"]) == []


def test_names_of_the_article_come_before_borrowed_ones(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    items = generated(article, quizapi_tools, forms=["speaker"])
    assert items
    assert all("options:borrowed" not in item.tags for item in items)


def test_options_of_quoted_words_end_alike(article: AnnotatedArticle, quizapi_tools: GeneratorTools) -> None:
    items = generated(article, quizapi_tools, forms=["content", "match"])
    assert items
    for item in items:
        assert all(option.text.rstrip("”")[-1] not in ".,;" for option in item.options)


_THEMSELVES = (
    "The fair of Corran opened in May.\n\n"
    "Mrs. Ellen Dorn said she would sell two slate mines to the town of Corran in June.\n\n"
    '"The ferries to the islands lose money every summer," said Mr. Victor Hale.\n\n'
    '"The old school needs a new roof before the winter," said Mrs. Clara Blake.'
)


def test_what_a_speaker_says_of_herself_is_asked_with_women_alone(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(_THEMSELVES)
    asked = [
        item
        for seed in range(6)
        for item in generated(article, quizapi_tools, seed=seed)
        if "that she would sell two slate mines" in item.stem
    ]
    assert {item.interaction for item in asked} == {"true_false"}
    assert {item.key for item in asked} == {True, False}
    for item in asked:
        assert ("Ellen Dorn" if item.key else "Clara Blake") in item.stem


def test_what_is_matched_is_not_asked_again_where_enough_is_left(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    said = {
        "Ellen Dorn": (
            "The harbour ferry lost its second engine in March",
            "The old quay sank by a metre last winter",
        ),
        "Victor Hale": (
            "The school roof leaked rain in every storm of April",
            "The bakery sold brown bread to four towns",
        ),
        "Ronan Blake": (
            "The tram broke down on cold mornings in January",
            "The market square flooded twice after the dam burst",
        ),
        "Sofia Lund": (
            "The library closed its reading room on Sundays",
            "The slate mine employed three hundred women in 1950",
        ),
    }
    text = "\n\n".join(
        f'"{words}," {name} said.' for n in (0, 1) for name, both in said.items() for words in (both[n],)
    )
    items = generated(make_article(text), quizapi_tools)
    (match,) = (item for item in items if item.interaction == "match")
    matched = {option.text.strip("“”") for option in match.options}
    assert len(matched) >= 3
    others = [item for item in items if item.interaction != "match"]
    assert others
    assert not any(words in item.stem for item in others for words in matched)


def test_a_clause_that_begins_with_a_gerund_stays_small_behind_that(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    text = (
        "Victor Hale and Amit Rao spoke in Corran.\n\n"
        '"The fair was good," Victor Hale said. "The fair was short," Amit Rao said.\n\n'
        "Ellen Dorn said selling Corran slate to foreign builders has been a challenge."
    )
    items = generated(make_article(text), quizapi_tools)
    stems = [item.stem for item in items if "builders" in item.stem]
    assert stems
    assert all("that selling Corran slate" in stem for stem in stems)
