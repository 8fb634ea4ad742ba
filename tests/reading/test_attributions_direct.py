"""Who said it: direct speech, one short text a phenomenon."""

import pytest
from spacy.language import Language

from quizapi.domain import Attribution
from quizapi.reading.pipeline import read


def attributions(nlp: Language, text: str) -> list[Attribution]:
    return list(read(nlp, text).annotations.attributions)


def spoken(nlp: Language, text: str) -> list[tuple[str | None, str]]:
    """(name of the source, else the words it stands in; content) of all direct and mixed speech."""
    return [
        (a.source and (a.source.name or a.source.span.text(text)), a.content.text(text))
        for a in attributions(nlp, text)
        if a.kind != "indirect"
    ]


INTRO = "Mayor Ellen Dorn met Councillor Victor Hale on Monday. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            '"The bridge will stay closed until May," Ellen Dorn said.',
            [("Ellen Dorn", '"The bridge will stay closed until May,"')],
            id="cue after",
        ),
        pytest.param(
            '"The bridge will stay closed until May," said Ellen Dorn, the mayor of Carrow.',
            [("Ellen Dorn", '"The bridge will stay closed until May,"')],
            id="inverted",
        ),
        pytest.param(
            'Ellen Dorn said: "The bridge will stay closed until May."',
            [("Ellen Dorn", '"The bridge will stay closed until May."')],
            id="cue before, colon",
        ),
        pytest.param(
            'Ellen Dorn told reporters, "The bridge will stay closed until May."',
            [("Ellen Dorn", '"The bridge will stay closed until May."')],
            id="told reporters",
        ),
        pytest.param(
            '"The bridge," Ellen Dorn said, "will stay closed until May."',
            [("Ellen Dorn", '"The bridge,"'), ("Ellen Dorn", '"will stay closed until May."')],
            id="cue in the middle of a sentence",
        ),
        pytest.param(
            '"The bridge is closed," Ellen Dorn said. "It will stay closed until May."',
            [("Ellen Dorn", '"The bridge is closed,"'), ("Ellen Dorn", '"It will stay closed until May."')],
            id="continuation without a cue",
        ),
        pytest.param(
            '"The bridge will stay closed until May," according to Ellen Dorn.',
            [("Ellen Dorn", '"The bridge will stay closed until May,"')],
            id="according to",
        ),
        pytest.param(
            '"The bridge will stay closed until May," Ellen Dorn deadpanned.',
            [("Ellen Dorn", '"The bridge will stay closed until May,"')],
            id="a verb beyond say",
        ),
        pytest.param(
            '"The bridge will stay closed until May," Ellen Dorn chortled.',
            [("Ellen Dorn", '"The bridge will stay closed until May,"')],
            id="a verb outside the lexicon",
        ),
        pytest.param(
            '"Why did nobody look at the beams?" asked Ellen Dorn.',
            [("Ellen Dorn", '"Why did nobody look at the beams?"')],
            id="question mark before the cue",
        ),
        pytest.param(
            'Ellen Dorn wrote on Twitter: "The bridge will stay closed until May."',
            [("Ellen Dorn", '"The bridge will stay closed until May."')],
            id="tweet",
        ),
        pytest.param(
            'In a statement on Friday, Ellen Dorn said: "The bridge will stay closed until May."',
            [("Ellen Dorn", '"The bridge will stay closed until May."')],
            id="statement",
        ),
        pytest.param(
            '"The bridge will stay closed until May." - Ellen Dorn',
            [("Ellen Dorn", '"The bridge will stay closed until May."')],
            id="signature",
        ),
        pytest.param(
            "“The bridge will stay closed until May.” ― Ellen Dorn",
            [("Ellen Dorn", "“The bridge will stay closed until May.”")],
            id="signature behind a bar",
        ),
        pytest.param(
            'Ellen Dorn: "The bridge will stay closed until May."',
            [("Ellen Dorn", '"The bridge will stay closed until May."')],
            id="script",
        ),
        pytest.param(
            '"DORN: The bridge will stay closed until May."',
            [("DORN", "The bridge will stay closed until May.")],
            id="label of a transcript inside the marks",
        ),
        pytest.param(
            'Ellen Dorn hit back at her critics: "The bridge will stay closed until May."',
            [("Ellen Dorn", '"The bridge will stay closed until May."')],
            id="a whole quotation behind a colon",
        ),
        pytest.param(
            "‘The bridge will stay closed until May,’ said Ellen Dorn.",
            [("Ellen Dorn", "‘The bridge will stay closed until May,’")],
            id="single marks",
        ),
        pytest.param(
            "«The bridge will stay closed until May», Ellen Dorn said.",
            [("Ellen Dorn", "«The bridge will stay closed until May»")],
            id="guillemets",
        ),
        pytest.param(
            'The Tasvar Relief Council is worried. "We count sacks every day," the council said.',
            [("Tasvar Relief Council", '"We count sacks every day,"')],
            id="organisation by its last word",
        ),
        pytest.param(
            '"We grow wheat here every year," farmers said.',
            [("farmers", '"We grow wheat here every year,"')],
            id="collective",
        ),
        pytest.param(
            '"The beams had rusted through in places," the report said.',
            [("the report", '"The beams had rusted through in places,"')],
            id="document",
        ),
        pytest.param(
            '"The harvest will be late this year," said the farm minister, Ada Prowse.',
            [("Ada Prowse", '"The harvest will be late this year,"')],
            id="office with its name beside it",
        ),
        pytest.param(
            "Foreign Minister Ada Prowse flew home on Sunday. "
            '"The talks were short and cold," the minister said.',
            [("Ada Prowse", '"The talks were short and cold,"')],
            id="office alone, joined to its name",
        ),
        pytest.param(
            'Victor Hale, who opposed the plan, called it "a gift to the builders".',
            [("Victor Hale", '"a gift to the builders"')],
            id="called",
        ),
        pytest.param(
            'As Victor Hale put it: "The builders wrote this plan."',
            [("Victor Hale", '"The builders wrote this plan."')],
            id="put it",
        ),
        pytest.param(
            '"The plan is too dear," Victor Hale said, adding, "The town has no money left."',
            [("Victor Hale", '"The plan is too dear,"'), ("Victor Hale", '"The town has no money left."')],
            id="adding",
        ),
    ],
)
def test_the_source_of_direct_speech(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert spoken(nlp, text) == expected


def test_a_quotation_that_runs_over_paragraphs_has_one_speaker(nlp: Language) -> None:
    text = (
        'Ellen Dorn said: "The bridge was built by our grandparents.\n\n'
        '"They paid for it with a penny on every loaf.\n\n"We will mend it."'
    )
    assert [source for source, _ in spoken(nlp, text)] == ["Ellen Dorn"] * 3


def test_the_neighbour_is_never_given_the_words(nlp: Language) -> None:
    text = (
        '"The bridge stays shut," said Ellen Dorn. "Nobody asked us," said Victor Hale.\n\n'
        '"We did ask," Dorn replied.\n\nHale shook his head. "Not once," he said.'
    )
    assert [source for source, _ in spoken(nlp, text)] == [
        "Ellen Dorn",
        "Victor Hale",
        "Ellen Dorn",
        "Victor Hale",
    ]


def test_of_two_names_before_the_verb_the_one_beside_it_spoke(nlp: Language) -> None:
    text = (
        "The favourite is still Ellen Dorn, who knows the harbour well.\n\n"
        "Or maybe Carl Bush, harbour consultant Victor Hale says. "
        '"Several captains suggest a second look. But the core problem remains: a crowded field."'
    )
    assert [source for source, _ in spoken(nlp, text)] == ["Victor Hale"]


def test_words_that_a_paper_only_passes_on_are_not_given_to_it(nlp: Language) -> None:
    text = '"There were a lot of voices at once," the Dunmark Herald reported, quoting an unnamed official.'
    assert [source for source, _ in spoken(nlp, text)] == [None]


def test_no_subject_is_taken_from_inside_the_quotation(nlp: Language) -> None:
    text = '"Victor Hale said the bridge was safe, and I believed him," Ellen Dorn told the court.'
    assert spoken(nlp, text) == [
        ("Ellen Dorn", '"Victor Hale said the bridge was safe, and I believed him,"')
    ]


def test_a_quotation_inside_another_is_not_given_to_the_outer_speaker_alone(nlp: Language) -> None:
    text = "\"People ask me, 'When will it open?'\" Ellen Dorn said."
    assert spoken(nlp, text)[0][0] == "Ellen Dorn"


@pytest.mark.parametrize(
    "text",
    [
        'The "bridge party" planned for Saturday was cancelled.',
        'They watched the film "The Long Road Home" on Sunday.',
        'Ellen Dorn spoke on the programme "Carrow This Morning" on Sunday.',
        'He works as a so-called "fixer" in the capital.',
    ],
)
def test_titles_and_scare_quotes_are_no_speech(nlp: Language, text: str) -> None:
    assert spoken(nlp, text) == []


def test_a_missing_closing_mark_does_not_move_the_speakers_that_follow(nlp: Language) -> None:
    text = (
        '"My takings are down since April, said June Abara, who runs a bakery.\n\n'
        '"The banks of the river are too soft," said Sofia Lund.'
    )
    assert spoken(nlp, text) == [
        ("June Abara", '"My takings are down since April,'),
        ("Sofia Lund", '"The banks of the river are too soft,"'),
    ]


def test_denied_words_are_not_attributed(nlp: Language) -> None:
    text = 'Ellen Dorn never said that the bridge was "as safe as a house".'
    assert spoken(nlp, text) == []


@pytest.mark.parametrize(
    "behind",
    [
        "the Herald quoted Ellen Dorn as saying.",
        "the Herald reported Ellen Dorn as saying.",
        "the Herald reported Ellen Dorn had said.",
        "Ellen Dorn was quoted as saying.",
    ],
)
def test_a_paper_that_passes_words_on_has_not_said_them(nlp: Language, behind: str) -> None:
    text = f'"We will not pay for the port," {behind}'
    first = read(nlp, text).annotations.attributions[0]
    assert (first.kind, first.source and first.source.name) == ("direct", "Ellen Dorn")
    assert first.content.text(text) == '"We will not pay for the port,"'


def test_a_clause_that_a_paper_quotes_somebody_as_saying_is_theirs(nlp: Language) -> None:
    text = "The Herald cited a minister as saying that the port would close."
    found = read(nlp, text).annotations.attributions
    assert [(a.source and a.source.span.text(text), a.content.text(text)) for a in found] == [
        ("a minister", "the port would close")
    ]


def test_a_paper_may_be_named_by_a_single_letter(nlp: Language) -> None:
    text = "The rift was noted in London, with the i reporting that ministers had closed the port."
    found = read(nlp, text).annotations.attributions
    assert [(a.source and a.source.span.text(text), a.content.text(text)) for a in found] == [
        ("the i", "ministers had closed the port")
    ]


def test_what_somebody_said_according_to_a_paper_is_told_by_the_paper_and_theirs(nlp: Language) -> None:
    text = '"We will not pay for the port," Ellen Dorn said, according to the Herald.'
    (outer,) = read(nlp, text).annotations.attributions
    assert outer.source is not None and outer.source.span.text(text) == "the Herald"
    assert [(a.source and a.source.name, a.content.text(text)) for a in outer.inner] == [
        ("Ellen Dorn", '"We will not pay for the port,"')
    ]
