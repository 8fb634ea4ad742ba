"""Reports of other countries and decades: their verbs, offices, datelines, headlines and transcripts."""

import pytest
from spacy.language import Language

from quizapi.reading.pipeline import read


def said(nlp: Language, text: str) -> list[tuple[str, str]]:
    return [
        (a.source.name or a.source.span.text(text), a.content.text(text))
        for a in read(nlp, text).annotations.attributions
        if a.source is not None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The chancellor, Rhys Mallow, told MPs on Tuesday that the levy would be scrapped by April.",
            [("Rhys Mallow", "the levy would be scrapped by April")],
            id="British: MPs told",
        ),
        pytest.param(
            '"We shall not be cowed," thundered Union Home Minister Prakash Deshmukh, adding that 12 lakh'
            " forms had been received.",
            [
                ("Prakash Deshmukh", '"We shall not be cowed,"'),
                ("Prakash Deshmukh", "12 lakh forms had been received"),
            ],
            id="Indian: a verb of manner, lakh",
        ),
        pytest.param(
            "NAIROBI, March 3 (Wire) - Kenya will devalue its shilling, Finance Minister Amos Wekesa said.",
            [("Amos Wekesa", "Kenya will devalue its shilling")],
            id="wire: a dateline is no part of it",
        ),
        pytest.param(
            '"It is a crying shame," averred the chairman of the union, Adewale Bakare.',
            [("Adewale Bakare", '"It is a crying shame,"')],
            id="African: averred",
        ),
        pytest.param(
            "Speaking to Radio Vega, the coach, Ivo Lund, said: ‘The boys were tired.’",
            [("Ivo Lund", "‘The boys were tired.’")],
            id="British: single marks, the name behind the office",
        ),
        pytest.param(
            "The Opposition alleged that the tender had been rigged, a charge the government denied.",
            [("The Opposition", "the tender had been rigged")],
            id="the Opposition",
        ),
        pytest.param(
            "According to police, the driver of the lorry fled the spot.",
            [("police", "the driver of the lorry fled the spot")],
            id="according to police",
        ),
        pytest.param(
            "Floods kill 12 in Assam, says minister",
            [("minister", "Floods kill 12 in Assam")],
            id="a headline",
        ),
        pytest.param(
            "The bank raised rates to 5 pct, it said in a statement.",
            [("it", "The bank raised rates to 5 pct")],
            id="1980s wire: pct",
        ),
        pytest.param(
            "A Treasury spokesman said yesterday the Government had no plans to intervene, but dealers said"
            " they expected rates to rise.",
            [
                ("A Treasury spokesman", "the Government had no plans to intervene"),
                ("dealers", "they expected rates to rise"),
            ],
            id="1980s wire: two sources in one sentence",
        ),
    ],
)
def test_reports_from_elsewhere(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert said(nlp, text) == expected


_TRANSCRIPT = """INTERVIEWER: Do you regret leaving the club?

DORN: I regret nothing at all.

INTERVIEWER: And the money that was lost?

DORN: It was never mine."""


def test_voices_that_take_turns_are_a_transcript(nlp: Language) -> None:
    assert said(nlp, _TRANSCRIPT) == [
        ("INTERVIEWER", "Do you regret leaving the club?"),
        ("DORN", "I regret nothing at all."),
        ("INTERVIEWER", "And the money that was lost?"),
        ("DORN", "It was never mine."),
    ]


def test_one_label_is_no_transcript(nlp: Language) -> None:
    assert said(nlp, "Correction: The club has 40 members.\n\nContact: Write to the editor.") == []


def test_a_short_quotation_alone_in_its_paragraph_is_a_heading(nlp: Language) -> None:
    text = '"We had no choice," Ellen Dorn said.\n\n"A fight from start to finish."\n\nThe merger came later.'
    assert said(nlp, text) == [("Ellen Dorn", '"We had no choice,"')]
