"""Whom a pronoun names, and where nobody can tell."""

import pytest
from spacy.language import Language

from quizapi.reading.pipeline import read


def last_name(nlp: Language, text: str) -> str | None:
    """The name of the last attribution's source."""
    source = read(nlp, text).annotations.attributions[-1].source
    assert source is not None
    return source.name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            'Ellen Dorn opened the meeting. "We have no money left," she said.',
            "Ellen Dorn",
            id="the only person",
        ),
        pytest.param(
            'Ellen Dorn met Victor Hale on Monday. "We have no money left," she said.',
            "Ellen Dorn",
            id="gender leaves one",
        ),
        pytest.param(
            'Ellen Dorn met Victor Hale on Monday. "We have no money left," he said.',
            "Victor Hale",
            id="gender leaves the other",
        ),
        pytest.param(
            '"The bridge is shut," said Ellen Dorn.\n\n"We have no money left," she said.',
            "Ellen Dorn",
            id="speaker of the paragraph before",
        ),
        pytest.param(
            'Mr Ito Kanda and Mrs Aiko Kanda own the mill. "We have no money left," she said.',
            "Aiko Kanda",
            id="gender by title",
        ),
    ],
)
def test_one_candidate_remains(nlp: Language, text: str, name: str) -> None:
    assert last_name(nlp, text) == name


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            'Ellen Dorn and Mary Quill left the hall together. "We have no money left," she said.',
            id="two women",
        ),
        pytest.param(
            'The court heard from Mary Quill and from Ellen Dorn. "We have no money left," she said.',
            id="two women, neither the subject",
        ),
        pytest.param('"We have no money left," he said.', id="nobody named"),
        pytest.param('Ellen Dorn left the hall. "We have no money left," he said.', id="wrong gender"),
        pytest.param('The councillors left the hall. "We have no money left," they said.', id="plural"),
    ],
)
def test_no_name_is_given_where_the_text_does_not_settle_it(nlp: Language, text: str) -> None:
    assert last_name(nlp, text) is None


def test_a_pronoun_left_open_stays_open(nlp: Language) -> None:
    text = (
        'Ellen Dorn and Mary Quill left the hall together. "We have no money left," she said.\n\n'
        '"There will be no fair this year," she said.'
    )
    assert last_name(nlp, text) is None


def test_a_name_that_only_tells_which_family_is_nobody(nlp: Language) -> None:
    text = (
        'The owner of the mill, Ada Prowse, spoke of the Dorn family. "They paid for every stone," she said.'
    )
    assert last_name(nlp, text) == "Ada Prowse"


def test_two_people_of_one_surname_are_told_apart_or_not_named(nlp: Language) -> None:
    text = (
        "Karl Marsh, an economist, met Olena Marsh, a baker, at the ministry. They are not related.\n\n"
        "The talks were long.\n\nNobody gave way.\n\nThe room was cold.\n\n"
        '"The ban did not break them," Marsh said.'
    )
    assert last_name(nlp, text) is None


def test_a_first_name_in_a_is_no_proof_against_the_one_who_spoke(nlp: Language) -> None:
    text = (
        "But Asa Whitman, an organizer with the harbour union, criticized the fees on Monday.\n\n"
        "Whitman said the Labour candidate Victor Hale is a bully who will lose the vote. "
        "But he said the mayor still has a chance to win the harbour over."
    )
    assert last_name(nlp, text) is None
