"""Parsing, inflecting, negating and rewording of a generator's own sentences."""

import random

import pytest
from spacy.language import Language

from quizapi.generation.tools import Tools
from quizapi.plugin_api import GeneratorTools


def test_parse_leaves_our_readers_out(quizapi_tools: GeneratorTools) -> None:
    doc = quizapi_tools.parse("Rates rose to 5%.")

    assert doc.text == "Rates rose to 5%."
    assert doc[1].pos_ == "VERB"
    assert doc._.quizapi_entities == ()


def test_texts_parsed_ahead_are_parsed_in_one_go_and_as_one_by_one(quizapi_nlp: Language) -> None:
    texts = ["Rates rose to 5%.", "The mayor closed the bridge.", "Rates rose to 5%.", "x " * 3_000]
    together, alone = Tools(quizapi_nlp), Tools(quizapi_nlp)
    together.parse_ahead(texts)
    docs = [together.parse(text) for text in texts[:2]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quizapi_nlp, "pipe", lambda *_, **__: pytest.fail("parsed again"))
        assert [together.parse(text) for text in texts[:2]] == docs
    assert [doc.to_json() for doc in docs] == [alone.parse(text).to_json() for text in texts[:2]]


def test_parse_refuses_a_whole_book(quizapi_tools: Tools) -> None:
    with pytest.raises(ValueError, match="short texts"):
        quizapi_tools.parse("Rates rose. " * 1000)


@pytest.mark.parametrize(
    ("lemma", "tag", "form"),
    [
        ("reject", "VBD", "rejected"),
        ("be", "VBD", "was"),
        ("buy", "VBN", "bought"),
        ("fall", "VBZ", "falls"),
        ("tax", "NNS", "taxes"),
        ("zzz", "JJ", "zzz"),
    ],
)
def test_inflect(quizapi_tools: GeneratorTools, lemma: str, tag: str, form: str) -> None:
    assert quizapi_tools.inflect(lemma, tag) == form


@pytest.mark.parametrize(
    ("statement", "opposite"),
    [
        ("The council closed the harbour.", "The council did not close the harbour."),
        ("The firm owns two ferries.", "The firm does not own two ferries."),
        ("The ferries sail from the new pier.", "The ferries do not sail from the new pier."),
        ("The council has closed the harbour.", "The council has not closed the harbour."),
        ("The harbour will close in May.", "The harbour will not close in May."),
        ("The harbour can be closed.", "The harbour cannot be closed."),
        ("The harbour was sold in 2019.", "The harbour was not sold in 2019."),
        ("The city fined the firm.", "The city did not fine the firm."),
        ("The mayor hopes for rain.", "The mayor does not hope for rain."),
        ("The council did not close the harbour.", "The council closed the harbour."),
        ("The firm does not own two ferries.", "The firm owns two ferries."),
        ("The harbour won't close in May.", "The harbour will close in May."),
        ("The harbour can't be closed.", "The harbour can be closed."),
        ("The harbour is not open.", "The harbour is open."),
    ],
)
def test_negate_says_the_opposite(quizapi_tools: GeneratorTools, statement: str, opposite: str) -> None:
    assert quizapi_tools.negate(statement) == opposite


@pytest.mark.parametrize(
    "statement",
    [
        "The council closed the harbour because nobody came.",
        "All ferries sail from the new pier.",
        "The council never closed the harbour.",
        "Many fishers sold their boats.",
        "Only two ferries sail from the pier.",
        "The council closed the harbour and the fishers left.",
        "The council did not find any boats.",
        "“The harbour is closed,” the mayor said.",
        "Will the harbour close?",
        "A closed harbour.",
        "The harbour's closed.",
    ],
)
def test_negate_leaves_open_what_is_not_certain(quizapi_tools: GeneratorTools, statement: str) -> None:
    assert quizapi_tools.negate(statement) is None


@pytest.mark.parametrize(
    ("statement", "rewordings"),
    [
        ("Prices rose by a tenth, brokers said.", {"Brokers said that prices rose by a tenth."}),
        ("In 2019, the firm bought two ferries.", {"The firm purchased two ferries in 2019."}),
        (
            "The firm bought two old ferries in 2019.",
            {
                "In 2019, the firm purchased two old ferries.",
                "Two old ferries were bought by the firm in 2019.",
            },
        ),
        (
            "When the pipe burst, the council closed the bay.",
            {
                "The council closed the bay when the pipe burst.",
                "When the pipe burst, the council closed the bay.",
            },
        ),
        (
            "The authority blocked the planned merger.",
            {"The planned merger was blocked by the authority."},
        ),
        ("The old pier was built by Harbour Works.", {"Harbour Works built the old pier."}),
    ],
)
def test_reword_says_the_same_in_another_order_or_voice(
    quizapi_tools: GeneratorTools, statement: str, rewordings: set[str]
) -> None:
    found = {quizapi_tools.reword(statement, rng=random.Random(seed)) for seed in range(4)} - {None}

    assert found <= rewordings
    assert bool(found) == bool(rewordings)


@pytest.mark.parametrize(
    "statement",
    [
        "She had two ferries.",
        "Rates rose.",
        "His client would appeal, he said.",
        "The meeting is on June 18.",
        "“We will wait,” the mayor said.",
    ],
)
def test_reword_leaves_the_rest_alone(quizapi_tools: GeneratorTools, statement: str) -> None:
    assert all(quizapi_tools.reword(statement, rng=random.Random(seed)) is None for seed in range(4))


def test_reword_is_the_same_for_the_same_seed(quizapi_tools: GeneratorTools) -> None:
    statement = "In 2019, the authority blocked the planned merger."

    assert len({quizapi_tools.reword(statement, rng=random.Random(3)) for _ in range(5)}) == 1
