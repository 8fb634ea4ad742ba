"""No text whatever makes the reader raise or point outside the text, and none makes it slow."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from quizapi.domain import Annotations
from quizapi.reading.attributions import find_attributions
from quizapi.reading.entities import find_entities
from tests.deadlines import bounded_work

MARKS = "\"“”„‟«»‹›‘’'`,.;:!?()—–-…\n\t\xa0 "
PIECES = st.sampled_from(
    [
        *MARKS,
        "''",
        "``",
        "\r\n",
        "\n\n",
        " said ",
        " told ",
        "Ellen Dorn",
        " he ",
        " she ",
        "the minister",
        " that ",
        "according to ",
        "We won",
        "I do not know",
        " and ",
        " who ",
        "Mr. ",
        "Mrs ",
        "U.S.",
        "5%",
        "عربي",
        "中文",
        "😀",
        "👩🏽‍🚒",
        "é",
        "ﬁ",
        "\u200b",
        "\u202e",
        "ß",
        "İ",
        "1,000",
        "@x",
        "http://a.b/c",
        "VOLD: ",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200))


def check_spans(annotations: Annotations, text: str) -> None:
    spans = [e.span for e in annotations.entities]
    for a in annotations.attributions:
        spans += [a.content, *([a.cue] if a.cue else []), *([a.source.span] if a.source else [])]
        assert 0 <= a.confidence <= 1
        assert a.content.text(text).strip()
    assert all(0 <= s.start < s.end <= len(text) for s in spans)


def annotated(nlp: Language, text: str) -> Annotations:
    doc = nlp(text)
    return Annotations(entities=doc._.quizapi_entities, attributions=doc._.quizapi_attributions)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_any_mix_of_marks_lines_and_scripts(nlp: Language, text: str) -> None:
    check_spans(annotated(nlp, text), text)


@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_a_doc_without_a_parse_gives_nothing_wrong(nlp: Language, text: str) -> None:
    doc = nlp.make_doc(text)
    entities = find_entities(doc)
    check_spans(Annotations(entities=entities, attributions=find_attributions(doc, entities)), text)


@pytest.mark.parametrize(
    "piece",
    [
        '"We won," she said. ',
        '"',
        "“ ",
        "' ",
        "Ellen Dorn, ",
        "Ellen Dorn said that ",
        ", he said, ",
        "according to the ",
        "the mayor of the city of the ",
        "( ",
        "Mr ",
        "he said she said ",
        '"A." ',
    ],
)
def test_work_does_not_grow_with_the_square_of_the_length(nlp: Language, piece: str) -> None:
    # a hand-made parse, hostile in itself: every token hangs under the one before
    words = [token.text for token in nlp.make_doc(piece * (12_000 // len(piece)))]
    said = [word == "said" for word in words]
    doc = Doc(
        nlp.vocab,
        words=words,
        spaces=[not word.isspace() for word in words],
        heads=[max(0, i - 1) for i in range(len(words))],
        deps=["ROOT", *["ccomp"] * (len(words) - 1)],
        tags=["VBD" if is_said else "NNP" for is_said in said],
        pos=["VERB" if is_said else "PROPN" for is_said in said],
        lemmas=["say" if is_said else word for word, is_said in zip(words, said, strict=True)],
    )
    with bounded_work():
        find_attributions(doc, find_entities(doc))


@pytest.mark.parametrize("stop", ["\n\n", "."])
def test_a_parse_that_runs_over_the_end_of_a_sentence_is_read(nlp: Language, stop: str) -> None:
    doc = Doc(
        nlp.vocab,
        words=["Dorn", "announced", stop, "Reforms"],
        spaces=[True, False, False, False],
        heads=[1, 1, 3, 1],
        deps=["nsubj", "ROOT", "punct", "dobj"],
        tags=["NNP", "VBD", ".", "NNS"],
        pos=["PROPN", "VERB", "PUNCT", "NOUN"],
        lemmas=["Dorn", "announce", stop, "reform"],
    )
    assert find_attributions(doc, []) == ()
