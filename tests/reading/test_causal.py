"""Causal relations in short texts, one phenomenon each."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from quizapi.domain import CausalRelation, TopicLexicon
from quizapi.reading.causal import find_causal_relations
from quizapi.reading.causal.find import MIN_CONFIDENCE
from quizapi.reading.pipeline import load_pipeline, read

Read = Callable[[str], list[tuple[str, str, str | None, str]]]

TARIFFS = TopicLexicon(
    name="tariffs",
    title="Tariffs",
    instruments=frozenset({"tariff"}),
    ambiguous=frozenset({"duty", "sanction"}),
    verbs=frozenset({"impose"}),
    contexts=frozenset({"import", "export"}),
    exclusions=frozenset({"sanctioned match"}),
    act_verbs=frozenset({"halt"}),
    act_objects=frozenset({"export"}),
    references=frozenset({"measure"}),
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline(lexicons=(TARIFFS,))


@pytest.fixture
def relations(nlp: Language) -> Callable[[str], tuple[CausalRelation, ...]]:
    return lambda text: read(nlp, text).annotations.causal_relations


@pytest.fixture
def pairs(nlp: Language) -> Read:
    """(cause, effect, signal, status) of each relation, as text."""

    def of(text: str) -> list[tuple[str, str, str | None, str]]:
        found = read(nlp, text).annotations.causal_relations
        return [
            (r.cause.text(text), r.effect.text(text), r.signal.text(text) if r.signal else None, r.status)
            for r in found
        ]

    return of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mills closed because cotton ran out.",
            ("cotton ran out", "The mills closed", "because", "asserted"),
        ),
        (
            "Prices rose sharply due to the blockade.",
            ("the blockade", "Prices rose sharply", "due to", "asserted"),
        ),
        (
            "The council fined the bank for moving the money.",
            ("moving the money", "The council fined the bank", "for", "asserted"),
        ),
        (
            "The embargo caused a shortage of coal.",
            ("The embargo", "a shortage of coal", "caused", "asserted"),
        ),
        (
            "The ban forced the yard to close.",
            ("The ban", "the yard to close", "forced", "asserted"),
        ),
        (
            "The freeze prevented the bank from paying its crews.",
            ("The freeze", "the bank from paying its crews", "prevented", "asserted"),
        ),
        (
            "The embargo cut exports by a third.",
            ("The embargo", "cut exports by a third", None, "asserted"),
        ),
        (
            "The panic was caused by the order.",
            ("the order", "The panic", "caused by", "asserted"),
        ),
        (
            "The senate suspended all loans in order to punish the junta.",
            ("punish the junta", "The senate suspended all loans", "in order to", "asserted"),
        ),
        (
            "The controls are aimed at keeping chips out of missiles.",
            ("keeping chips out of missiles", "The controls", "aimed at", "asserted"),
        ),
        (
            "The farmers blamed the embargo for the low prices.",
            ("the embargo", "the low prices", "blamed", "asserted"),
        ),
        (
            "The fall in sales stems from the embargo.",
            ("the embargo", "The fall in sales", "stems from", "asserted"),
        ),
        (
            "Trade stopped, and as a result the port could no longer pay its men.",
            ("Trade stopped", "the port could no longer pay its men", "as a result", "asserted"),
        ),
        (
            "The decision came in response to the shelling of the market.",
            ("the shelling of the market", "The decision", "came in response to", "asserted"),
        ),
        (
            "The harbour froze over, leaving forty ships without coal.",
            ("The harbour froze over", "leaving forty ships without coal", None, "asserted"),
        ),
        (
            "The senate halted exports, alleging that the pact had been broken.",
            ("alleging that the pact had been broken", "The senate halted exports", None, "asserted"),
        ),
        (
            "Among the effects of the ban was a rise in smuggling.",
            ("the ban", "a rise in smuggling", "effects of", "asserted"),
        ),
        (
            "The embargo emanates from a quarrel over fishing rights.",
            ("a quarrel over fishing rights", "The embargo", "emanates from", "asserted"),
        ),
        (
            "Ostran halted its exports. The consequence was a shortage of flour.",
            ("Ostran halted its exports", "a shortage of flour", "consequence", "asserted"),
        ),
        (
            "Angered by the arrests, the union suspended the talks.",
            ("the arrests", "the union suspended the talks", "Angered by", "asserted"),
        ),
        (
            "Growers have suffered from the ban.",
            ("the ban", "Growers have suffered", "from", "asserted"),
        ),
        (
            "The decision has sent freight rates to their highest level.",
            ("The decision", "freight rates to their highest level", "sent", "asserted"),
        ),
        (
            "Lawmakers passed a law to step up sanctions against Iran over its missile tests.",
            ("its missile tests", "sanctions against Iran", "over", "asserted"),
        ),
        (
            "The States lifted the ban, giving Iran access to its funds.",
            ("The States lifted the ban", "giving Iran access to its funds", None, "asserted"),
        ),
        (
            "Instead of bringing down the price, the ceiling emptied the shelves.",
            ("the ceiling", "bringing down the price", None, "denied"),
        ),
        (
            "The bank closed not because of the ban but because its owners had robbed it.",
            ("its owners had robbed it", "The bank closed", "because", "asserted"),
        ),
        (
            "The port was closed in May, with the result that the grain went by rail.",
            ("The port was closed in May", "the grain went by rail", "with the result that", "asserted"),
        ),
        (
            "The port was closed in May. So the grain went by rail.",
            ("The port was closed in May", "the grain went by rail", "So", "asserted"),
        ),
        (
            "Work stopped when the Union put its builder on a blacklist.",
            ("the Union put its builder on a blacklist", "Work stopped", "when", "asserted"),
        ),
        (
            "The effect of the ban has been to double the price of salt.",
            ("the ban", "double the price of salt", "effect of", "asserted"),
        ),
        (
            "The aim of the tariff is to save the mills.",
            ("save the mills", "the tariff", "aim of", "asserted"),
        ),
        (
            "The trade in wool withered under the tariff.",
            ("the tariff", "The trade in wool withered", "under", "asserted"),
        ),
        (
            "Share prices slid amid fears of a wider embargo.",
            ("fears of a wider embargo", "Share prices slid", "amid", "asserted"),
        ),
        (
            "Thousands lost their savings through the collapse of the bank.",
            ("the collapse of the bank", "Thousands lost their savings", "through", "asserted"),
        ),
        (
            "They acted out of sympathy with the prisoners.",
            ("sympathy with the prisoners", "They acted", "out of", "asserted"),
        ),
        (
            "In order that grain may pass without delay, a licence was introduced in May.",
            ("grain may pass without delay", "a licence was introduced in May", "In order that", "asserted"),
        ),
        (
            "The ban has put eight hundred pickers out of work.",
            ("The ban", "put eight hundred pickers out of work", None, "asserted"),
        ),
        (
            "It was the frost, and not the embargo, that ruined the crop.",
            ("the frost", "ruined the crop", None, "asserted"),
        ),
        (
            "The embargo has enriched the officers, who control the market, and emptied the clinics.",
            (
                "The embargo",
                "enriched the officers, who control the market, and emptied the clinics",
                None,
                "asserted",
            ),
        ),
        (
            "The league has called on Tarn to open the port in order to spare the town.",
            ("spare the town", "open the port", "in order to", "proposed"),
        ),
        (
            "Ten years of restrictions have made the country poorer.",
            ("Ten years of restrictions", "the country poorer", "made", "asserted"),
        ),
    ],
)
def test_one_construction_each(pairs: Read, text: str, expected: tuple[str, str, str | None, str]) -> None:
    assert expected in pairs(text)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The tariff did not cause the shortage of coal.", "denied"),
        ("The envoy denied that the tariff had caused the shortage.", "denied"),
        ("The minister said the closures had nothing to do with the tariff.", "denied"),
        ("Traders fear that the tariff will cause a shortage of coal.", "feared"),
        ("The tariff may cause a shortage of coal.", "hedged"),
        ("The tariff is likely to hurt exports.", "hedged"),
        ("The senate plans to raise the tariff in order to punish the junta.", "proposed"),
        ("The senate will not lift the tariff until the prisoners are free.", "proposed"),
        ("The tariff caused a shortage of coal.", "asserted"),
    ],
)
def test_the_status_is_read_from_the_words_around(pairs: Read, text: str, status: str) -> None:
    assert [pair[3] for pair in pairs(text)] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "The envoy flew home after lunch.",
        "The minister cut the tax.",
        "The panel that oversees the tariff will meet on 4 March, its office announced on Monday.",
        "Has the tariff weakened the government?",
        "He asked whether the tariff had caused the shortage.",
        "Sales have fallen since March.",
        "She agreed to meet the delegation.",
        "The council has a plan to build a bridge.",
        "They stayed for two weeks.",
        "Despite the tariff, exports rose.",
        "The rules oblige banks to report every payment.",
        "The deal came as Iran yielded and the States lifted the ban.",
        "Kessel Steel blamed the duty on scrap.",
        "Protesters met over the last two months of demonstrations.",
    ],
)
def test_what_is_no_cause_is_left_alone(pairs: Read, text: str) -> None:
    assert pairs(text) == []


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("The arrests angered the union, which cut the talks.", "The arrests"),
        ("The ban forced the plant to stop work, which in turn cost the town jobs.", "The ban"),
    ],
)
def test_which_behind_a_body_or_a_bare_noun_is_not_followed(pairs: Read, text: str, cause: str) -> None:
    assert [pair[0] for pair in pairs(text)] == [cause]


def test_a_reporting_clause_is_no_part_of_the_effect(pairs: Read) -> None:
    text = "She said the mills closed because cotton ran out."
    assert pairs(text) == [("cotton ran out", "the mills closed", "because", "asserted")]


def test_a_reason_inside_a_quotation_is_not_tied_to_the_words_outside(pairs: Read) -> None:
    text = "“We cancelled because nobody could promise us updates,” the manager told the court."
    assert pairs(text) == [("nobody could promise us updates", "We cancelled", "because", "asserted")]


def test_the_move_came_after(pairs: Read) -> None:
    text = "The council froze the accounts. The move came after soldiers shelled a market."
    assert ("soldiers shelled a market", "The move", "after", "asserted") in [
        (c, e, s and s.removeprefix("came "), status) for c, e, s, status in pairs(text)
    ]


def test_that_is_why_ties_two_sentences(pairs: Read) -> None:
    text = "The bank lost its licence. That is why the ships stayed in port."
    assert pairs(text) == [
        ("The bank lost its licence", "the ships stayed in port", "That is why", "asserted")
    ]


def test_a_topic_is_taken_up_by_pronouns_and_general_nouns(
    relations: Callable[[str], tuple[CausalRelation, ...]],
) -> None:
    text = "The senate put a tariff on steel. The measure caused a shortage. The rain caused a flood."
    found = relations(text)
    assert [r.topics for r in found] == [("tariffs",), ()]


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("The tariff caused a shortage.", ("tariffs",)),
        ("The shortage of cloth forced the senate to halt exports.", ("tariffs",)),
        ("The sanctioned match caused a quarrel between the clubs.", ()),
        ("The duty of the nurse caused a quarrel at the ward.", ()),
    ],
)
def test_words_of_a_topic_count_only_in_its_sense(
    relations: Callable[[str], tuple[CausalRelation, ...]], text: str, topics: tuple[str, ...]
) -> None:
    assert [r.topics for r in relations(text)] == [topics]


def test_a_text_may_end_with_the_word_that_opens_a_condition(pairs: Read) -> None:
    (found,) = pairs("Prices rose because they gave what they had")
    assert found == ("they gave what they had", "Prices rose", "because", "asserted")


def test_words_that_are_somebodys_point_to_the_attribution(nlp: Language) -> None:
    text = "Analyst Tom Reed said on Monday that the mills had closed because cotton ran out."
    annotations = read(nlp, text).annotations
    (relation,) = annotations.causal_relations
    assert relation.attributed_to is not None
    source = annotations.attributions[relation.attributed_to].source
    assert source is not None and source.name == "Tom Reed"


WORDS = (
    *(
        "The",
        "ban",
        "because",
        "of",
        ",",
        ".",
        "“",
        "”",
        "\n\n",
        "it",
        "to",
        "for",
        "over",
        "if",
        "😀",
        "led",
    ),
    *(
        "tariffs",
        "forced",
        "and",
        "so",
        "that",
        "—",
        "(",
        "caused",
        "by",
        "not",
        "since",
        "as",
        "a",
        "result",
    ),
    *("therefore", "!", "?", "«", "שלום", "why", "That", "is", "had", "what", "they"),
)


@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=40,
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_the_reader(nlp: Language, words: list[str]) -> None:
    text = " ".join(words)
    doc = nlp.make_doc(text)
    for name, component in nlp.pipeline:
        if not name.startswith("quizapi_"):
            doc = component(doc)
    for relation in find_causal_relations(doc, (), (), (TARIFFS,)):
        assert 0 <= relation.cause.start < relation.cause.end <= len(text)
        assert 0 <= relation.effect.start < relation.effect.end <= len(text)
        assert not relation.cause.overlaps(relation.effect)
        assert relation.signal is None or len(relation.signal)
        assert relation.confidence >= MIN_CONFIDENCE


def test_a_phrase_of_time_before_the_verb_is_not_what_something_played_a_part_in(nlp: Language) -> None:
    text = "In the 1970s the long campaign against the amendment played a large part."
    assert all(
        r.signal is None or r.signal.start < r.signal.end
        for r in read(nlp, text).annotations.causal_relations
    )
