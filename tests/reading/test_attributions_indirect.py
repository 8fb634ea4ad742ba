"""Indirect and mixed speech: the clause and not the rest, and only what is told as said."""

import pytest
from spacy.language import Language

from quizapi.reading.pipeline import read


def reported(nlp: Language, text: str) -> list[tuple[str | None, str]]:
    return [
        (a.source and (a.source.name or a.source.span.text(text)), a.content.text(text))
        for a in read(nlp, text).annotations.attributions
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Ellen Dorn said that the bridge was safe.",
            [("Ellen Dorn", "the bridge was safe")],
            id="that",
        ),
        pytest.param(
            "Ellen Dorn said the bridge was safe.", [("Ellen Dorn", "the bridge was safe")], id="no that"
        ),
        pytest.param(
            "The bridge will open in May, Ellen Dorn said on Friday.",
            [("Ellen Dorn", "The bridge will open in May")],
            id="clause set behind",
        ),
        pytest.param(
            "The bridge will open in May, said Ellen Dorn, who chairs the board.",
            [("Ellen Dorn", "The bridge will open in May")],
            id="inverted, with a relative clause that is not reported",
        ),
        pytest.param(
            "The repairs, Ellen Dorn said, will cost about two million dollars.",
            [("Ellen Dorn", "The repairs"), ("Ellen Dorn", "will cost about two million dollars")],
            id="clause set into the sentence",
        ),
        pytest.param(
            "According to the fire department, the detour adds six minutes to each call.",
            [("the fire department", "the detour adds six minutes to each call")],
            id="according to, before",
        ),
        pytest.param(
            "The detour adds six minutes to each call, according to the fire department.",
            [("the fire department", "The detour adds six minutes to each call")],
            id="according to, behind",
        ),
        pytest.param(
            "Ellen Dorn warned that the bridge could fall, and Victor Hale said that it would not.",
            [("Ellen Dorn", "the bridge could fall"), ("Victor Hale", "it would not")],
            id="two sources in one sentence",
        ),
        pytest.param(
            "Ellen Dorn said the bridge was safe and that it would open in May.",
            [("Ellen Dorn", "the bridge was safe and that it would open in May")],
            id="two clauses of one source",
        ),
        pytest.param(
            "A study published on Monday found that the bridge needs new beams.",
            [("A study published on Monday", "the bridge needs new beams")],
            id="document",
        ),
        pytest.param(
            'Ellen Dorn said the plan was "a gift to the builders" and would be stopped.',
            [("Ellen Dorn", 'the plan was "a gift to the builders" and would be stopped')],
            id="mixed",
        ),
        pytest.param(
            "Economists believe that prices will rise again.",
            [("Economists", "prices will rise again")],
            id="thought",
        ),
    ],
)
def test_the_clause_that_is_reported(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    found = reported(nlp, text)
    assert [content for _, content in found] == [content for _, content in expected]
    for (source, _), (wanted, _) in zip(found, expected, strict=True):
        assert source is not None
        assert source == wanted or wanted.startswith(source)


@pytest.mark.parametrize(
    "text",
    [
        "Ellen Dorn did not say that the bridge was safe.",
        "Ellen Dorn never claimed that the bridge was safe.",
        "If Ellen Dorn says that the bridge is safe, nobody will believe it.",
        "Did Ellen Dorn say that the bridge was safe?",
        "Ellen Dorn would say that the bridge was safe.",
        "Ellen Dorn refused to say that the bridge was safe.",
        "I hope Ellen Dorn says that the bridge is safe.",
        "Say that the bridge is safe.",
    ],
)
def test_a_saying_that_is_denied_asked_or_supposed_is_not_reported(nlp: Language, text: str) -> None:
    assert reported(nlp, text) == []


def test_what_the_reporter_adds_behind_the_clause_is_left_out(nlp: Language) -> None:
    text = "Ellen Dorn said the bridge would stay shut, but Victor Hale laughed at the plan."
    assert reported(nlp, text) == [("Ellen Dorn", "the bridge would stay shut")]


def test_a_passive_without_an_agent_has_no_source_and_is_left_out(nlp: Language) -> None:
    assert reported(nlp, "The council was told that the bridge would stay shut.") == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        pytest.param("Ellen Dorn said that is unlikely.", "that is unlikely", id="that, which points"),
        pytest.param(
            "Most of the voters said life by the harbour would be worse without the ferry.",
            "life by the harbour would be worse without the ferry",
            id="a subject that the parser takes for an object",
        ),
        pytest.param(
            "Ellen Dorn said closing the road would help the town.",
            "closing the road would help the town",
            id="a gerund as the subject",
        ),
        pytest.param(
            "Ellen Dorn noted that nearly forty towns signed the pact.",
            "nearly forty towns signed the pact",
            id="a past that looks like a participle",
        ),
        pytest.param(
            "A harbour survey found last week that most of the bridges were unsafe.",
            "most of the bridges were unsafe",
            id="a verb that looks like a participle",
        ),
        pytest.param(
            "Ellen Dorn said the plan was bloated, overpaid and prone to delay.",
            "the plan was bloated, overpaid and prone to delay",
            id="a row that an and closes",
        ),
        pytest.param(
            "Ellen Dorn attacked the builder Victor Hale, with whom she had worked for years.",
            "the builder Victor Hale",
            id="a relative clause behind a preposition",
        ),
        pytest.param(
            "Ellen Dorn said she would be honoured to serve should the town ask her.",
            "she would be honoured to serve should the town ask her",
            id="an inverted condition",
        ),
        pytest.param(
            "Ellen Dorn questioned whether the bridge was safe.",
            "whether the bridge was safe",
            id="an embedded question under a verb of doubt",
        ),
        pytest.param(
            "Critics brand the plan as a gift to builders.",
            "the plan as a gift to builders",
            id="a thing named",
        ),
        pytest.param(
            "Ellen Dorn opposed closing the old ferry.", "closing the old ferry", id="a gerund as the object"
        ),
        pytest.param(
            "Ellen Dorn proposed a new tax to help the fishermen.",
            "a new tax to help the fishermen",
            id="what a thing is for",
        ),
    ],
)
def test_the_content_is_whole_and_no_more(nlp: Language, text: str, content: str) -> None:
    assert [found for _, found in reported(nlp, text)] == [content]


def test_what_opens_a_sentence_before_quoted_words_is_theirs_if_it_is_what_they_are_about(
    nlp: Language,
) -> None:
    text = 'The new bridge, Ellen Dorn said, will be "a gift to the town" and to its children.'
    assert [found for _, found in reported(nlp, text)] == [
        "The new bridge",
        'will be "a gift to the town" and to its children',
    ]


@pytest.mark.parametrize("opening", ["Still", "In the end"])
def test_an_opening_of_the_reporters_own_is_not_reported(nlp: Language, opening: str) -> None:
    text = f'{opening}, Ellen Dorn said, the bridge will be "a gift to the town" and to its children.'
    assert [found for _, found in reported(nlp, text)] == [
        'the bridge will be "a gift to the town" and to its children'
    ]
