"""Mentions of one entity joined under its fullest name."""

import pytest
from spacy.language import Language

from quizapi.domain import Entity
from quizapi.reading.pipeline import read


def entities(nlp: Language, text: str) -> list[Entity]:
    return list(read(nlp, text).annotations.entities)


def people(nlp: Language, text: str) -> dict[int, tuple[str, list[str]]]:
    found: dict[int, tuple[str, list[str]]] = {}
    for e in entities(nlp, text):
        if e.type == "PERSON":
            found.setdefault(e.id, (e.name, []))[1].append(e.span.text(text))
    return found


def test_a_surname_is_joined_to_the_full_name(nlp: Language) -> None:
    text = (
        "Foreign Minister Ilse Haverkamp spoke first. Haverkamp left early. The crowd cheered Ms Haverkamp."
    )
    assert list(people(nlp, text).values()) == [
        ("Ilse Haverkamp", ["Ilse Haverkamp", "Haverkamp", "Haverkamp"])
    ]


def test_a_title_tells_two_people_of_one_surname_apart(nlp: Language) -> None:
    text = (
        "Mayor Helen Tarrow met Paul Tarrow, a builder. Mrs Tarrow was calm. Mr Tarrow was not, "
        "and Mrs Tarrow left."
    )
    found = dict(people(nlp, text).values())
    assert len(found["Helen Tarrow"]) == 3
    assert len(found["Paul Tarrow"]) == 2


def test_short_forms_and_middle_names_are_joined(nlp: Language) -> None:
    text = "Michael J. Brandt came on Monday. Mike Brandt left on Tuesday. Brandt did not return."
    assert [name for name, _ in people(nlp, text).values()] == ["Michael J. Brandt"]


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Mrs Aya Tolan spoke.", "female"),
        ("Mr Aya Tolan spoke.", "male"),
        ("The spokeswoman, Kim Vasko, spoke on Monday.", "female"),
        ("Robert Vasko spoke on Monday.", "male"),
        ("Kirin Vasko spoke on Monday.", None),
    ],
)
def test_gender_only_where_the_words_tell_it(nlp: Language, text: str, gender: str | None) -> None:
    assert [e.gender for e in entities(nlp, text) if e.type == "PERSON"] == [gender]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Foreign Minister Ilse Haverkamp spoke.", "foreign minister"),
        ("Sofia Lund, the town engineer, spoke on Monday.", "town engineer"),
        ("The town engineer, Sofia Lund, spoke on Monday.", "town engineer"),
        ("Paul Tarrow is the owner of a steel mill.", "owner of a steel mill"),
        ("Paul Tarrow slept.", None),
    ],
)
def test_the_office_before_or_beside_the_name(nlp: Language, text: str, role: str | None) -> None:
    assert next(e.role for e in entities(nlp, text) if e.type == "PERSON") == role


def test_other_entities_keep_their_type(nlp: Language) -> None:
    text = (
        "France paid $3 million on 6 May 2021, or 12 percent of the total. About 40 people came. "
        "Many French farmers did not."
    )
    types = {e.type for e in entities(nlp, text)}
    assert {"GPE", "MONEY", "CARDINAL", "NORP", "DATE", "PERCENT"} <= types


def test_an_acronym_is_joined_to_the_name_it_abbreviates(nlp: Language) -> None:
    text = "The World Trade Organization met on Monday. The WTO gave no date."
    found = [e for e in entities(nlp, text) if e.type == "ORG"]
    assert {e.name for e in found} == {"World Trade Organization"}
    assert len({e.id for e in found}) == 1


def test_one_country_under_several_names_is_one_entity(nlp: Language) -> None:
    text = "The United States agreed. The U.S. signed on Friday. France did not."
    ids = [e.id for e in entities(nlp, text) if e.type == "GPE"]
    assert ids[0] == ids[1] != ids[2]


def test_ids_number_the_entities_by_first_mention(nlp: Language) -> None:
    found = entities(nlp, "Ilse Haverkamp met Paul Tarrow in France. Haverkamp left.")
    firsts = list(dict.fromkeys(e.id for e in found))
    assert firsts == sorted(firsts)
    assert [e.span for e in found] == sorted(e.span for e in found)


def test_a_verb_with_a_stray_capital_is_no_part_of_a_name(nlp: Language) -> None:
    text = "He said that once the U.S. Decides that Norway is selling steel at cost it will lift the duties."
    assert not any("Decides" in entity.name for entity in entities(nlp, text))


def test_a_first_name_behind_an_organisation_belongs_to_the_person(nlp: Language) -> None:
    text = "After the leak, CEO of the Refugee Council Enver Solomon told Sky News any process is bad."
    assert "Enver Solomon" in [name for name, _ in people(nlp, text).values()]


def test_both_kinds_of_apostrophe_make_one_name(nlp: Language) -> None:
    text = "It went off at noon, said Commissioner James O’Neill. O'Neill said officials have seen a video."
    assert list(people(nlp, text).values()) == [("James O’Neill", ["James O’Neill", "O'Neill"])]


def test_an_adjective_that_is_a_sentence_is_no_person(nlp: Language) -> None:
    assert people(nlp, "He paid in cash. Harsh? He does not think so.") == {}
