"""What the content is to its source: said, asked, shown, thought, or a phrase that is no statement."""

import pytest
from spacy.language import Language

from quizapi.reading.pipeline import read


def found(nlp: Language, text: str) -> list[tuple[str, str | None, str]]:
    return [
        (a.level, a.source and (a.source.name or a.source.span.text(text)), a.content.text(text))
        for a in read(nlp, text).annotations.attributions
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Ellen Dorn believes that the bridge is safe.",
            [("thought", "Ellen Dorn", "the bridge is safe")],
            id="belief",
        ),
        pytest.param(
            "Ellen Dorn is confident that the tram will run again by May.",
            [("thought", "Ellen Dorn", "the tram will run again by May")],
            id="an adjective of belief",
        ),
        pytest.param(
            "Ellen Dorn was critical of the new harbour tax.",
            [("thought", "Ellen Dorn", "the new harbour tax")],
            id="an adjective about a thing",
        ),
        pytest.param(
            "Ellen Dorn asked whether the bridge was safe.",
            [("asked", "Ellen Dorn", "whether the bridge was safe")],
            id="an embedded question",
        ),
        pytest.param(
            "The survey shows that half of the bridges are unsafe.",
            [("shown", "The survey", "half of the bridges are unsafe")],
            id="what a document shows",
        ),
        pytest.param(
            "The poll showed Dorn leading in every district.",
            [("shown", "The poll", "Dorn leading in every district")],
            id="a small clause",
        ),
        pytest.param(
            "In a new poll, Dorn leads Victor Hale in every district.",
            [("shown", "a new poll", "Dorn leads Victor Hale in every district")],
            id="what stands in a poll",
        ),
        pytest.param(
            "Ellen Dorn mended the bridge that Victor Hale said would stand for a century.",
            [("phrase", "Victor Hale", "would stand for a century")],
            id="a clause whose subject is the relative",
        ),
        pytest.param(
            "Ellen Dorn explained the rules of the fair.",
            [("phrase", "Ellen Dorn", "the rules of the fair")],
            id="a thing explained",
        ),
        pytest.param(
            "Ellen Dorn indicated that the ferry would run again.",
            [("said", "Ellen Dorn", "the ferry would run again")],
            id="an indication by somebody",
        ),
        pytest.param(
            "Half of the bridges are unsafe, the records show.",
            [("shown", "the records", "Half of the bridges are unsafe")],
            id="records, set behind",
        ),
        pytest.param(
            "Ellen Dorn accused the firm of hiding its losses.",
            [("phrase", "Ellen Dorn", "the firm of hiding its losses")],
            id="a judgement",
        ),
        pytest.param(
            "Ellen Dorn vowed to keep the ferry.",
            [("phrase", "Ellen Dorn", "to keep the ferry")],
            id="a promise",
        ),
        pytest.param(
            "Ellen Dorn called for a public inquiry.",
            [("phrase", "Ellen Dorn", "a public inquiry")],
            id="a demand",
        ),
        pytest.param(
            "Ellen Dorn went on to say that the bridge was safe.",
            [("said", "Ellen Dorn", "the bridge was safe")],
            id="an infinitive that is told as a fact",
        ),
        pytest.param(
            "Ellen Dorn defended herself by saying that the bridge was safe.",
            [("said", "Ellen Dorn", "the bridge was safe")],
            id="a participle behind a preposition",
        ),
    ],
)
def test_the_content_has_its_level(
    nlp: Language, text: str, expected: list[tuple[str, str | None, str]]
) -> None:
    assert found(nlp, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ellen Dorn called a meeting of the whole board.",
        "Ellen Dorn did not accuse the firm of fraud.",
        "Neither Ellen Dorn nor Victor Hale criticised the firm's accounts.",
        "Ellen Dorn declined to comment on the accounts.",
        "When asked why the bridge was closed, the engineers went home.",
    ],
)
def test_what_only_looks_like_a_report_is_left_out(nlp: Language, text: str) -> None:
    assert found(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ellen Dorn said the bridge was safe, a claim that nobody believed.", "the bridge was safe"),
        ("Ellen Dorn said the bridge was safe — the third time this month.", "the bridge was safe"),
        ("Ellen Dorn said the bridge was safe, though she had not seen it.", "the bridge was safe"),
        ("Ellen Dorn says the bridge is safe, but conceded that the road is not.", "the bridge is safe"),
    ],
)
def test_what_the_reporter_adds_is_no_part_of_the_content(nlp: Language, text: str, content: str) -> None:
    assert found(nlp, text)[0][2] == content


def test_a_relative_clause_that_lacks_its_subject_is_no_report(nlp: Language) -> None:
    assert found(nlp, "Victor Hale wrote rules that he thought would help the town.") == []


def test_a_headline_with_a_name_and_a_colon_tells_what_somebody_says(nlp: Language) -> None:
    text = "Ellen Dorn: The ferry will run again\n\nEllen Dorn came to the harbour in May with her two sons."
    assert ("said", "Ellen Dorn", "The ferry will run again") in found(nlp, text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("In the polls, Ellen Dorn leads Victor Hale.", id="no one poll"),
        pytest.param(
            "Ellen Dorn led Victor Hale in the survey.", id="behind, it may be part of what is told"
        ),
        pytest.param("In a study by the river, Ellen Dorn wrote her books.", id="a room"),
        pytest.param("The harbour: the ferry will run again\n\nEllen Dorn came in May.", id="no name"),
    ],
)
def test_what_only_looks_like_a_poll_or_a_headline_tells_nothing(nlp: Language, text: str) -> None:
    assert found(nlp, text) == []
