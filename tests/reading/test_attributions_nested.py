"""A quotation inside a quotation has an attribution of its own, within that of the outer one."""

import pytest
from spacy.language import Language

from quizapi.domain import Attribution
from quizapi.reading.pipeline import read
from quizapi.reading.serializing import annotations_from_json, annotations_to_json


def outer(nlp: Language, text: str) -> Attribution:
    attributions = read(nlp, text).annotations.attributions
    assert len(attributions) == 1
    return attributions[0]


@pytest.mark.parametrize(
    ("text", "source", "name", "content"),
    [
        pytest.param(
            "“My mother said to me, ‘You should never have sold that boat,’” Ellen Dorn told the court.",
            "my mother",
            None,
            "‘You should never have sold that boat,’",
            id="a relative",
        ),
        pytest.param(
            "Ellen Dorn recalled: \"I told the mayor, 'This bridge will fall,' and he laughed.\"",
            "I",
            "Ellen Dorn",
            "'This bridge will fall,'",
            id="the speaker's own earlier words",
        ),
        pytest.param(
            "“As Tom Rowe said, ‘nobody owns the river,’ and he was right,” Ellen Dorn said.",
            "Tom Rowe",
            "Tom Rowe",
            "‘nobody owns the river,’",
            id="a name",
        ),
        pytest.param(
            "'I told the minister \"this bridge will fall\" and he laughed,' said Ellen Dorn.",
            "I",
            "Ellen Dorn",
            '"this bridge will fall"',
            id="double marks within single ones",
        ),
    ],
)
def test_the_speaker_quotes_somebody(
    nlp: Language, text: str, source: str, name: str | None, content: str
) -> None:
    attribution = outer(nlp, text)
    assert attribution.source is not None
    assert attribution.source.name == "Ellen Dorn"
    (inner,) = attribution.inner
    assert inner.source is not None
    assert (inner.source.span.text(text).lower(), inner.source.name) == (source.lower(), name)
    assert inner.content.text(text) == content
    assert attribution.content.contains(inner.content)


def test_marked_words_without_a_saying_have_none(nlp: Language) -> None:
    assert outer(nlp, "“They put ‘closed’ on the door,” Ellen Dorn said.").inner == ()


def test_it_comes_back_from_json(nlp: Language) -> None:
    text = "“My mother said, ‘You should never have sold that boat,’” Ellen Dorn told the court."
    annotations = read(nlp, text).annotations
    assert annotations.attributions[0].inner
    assert annotations_from_json(annotations_to_json(annotations)) == annotations
