"""Pronouns in direct and reported speech: one test a principle, each with a text of its own."""

from collections.abc import Callable

import pytest

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Span

MakeArticle = Callable[..., AnnotatedArticle]
Phrase = Callable[..., str | None]

#: A man named right before, whom no pronoun of somebody else's speech may be taken for.
HALE = "Mayor Victor Hale opened the meeting. Mr. Hale blamed his rivals."


@pytest.fixture
def phrase(make_article: MakeArticle, quizapi_tools: GeneratorTools) -> Phrase:
    """`phrase(text, clause)`: the clause of the text, as it stands alone."""

    def run(text: str, clause: str) -> str | None:
        start = text.index(clause)
        return quizapi_tools.standalone(make_article(text), Span(start, start + len(clause)))

    return run


@pytest.mark.parametrize(
    "speaker", ["Rowan Tarrow", "Mr. Paul Tarrow", "Rowan Tarrow, the guild's director,"]
)
def test_in_reported_speech_the_speaker_comes_before_a_third_person(phrase: Phrase, speaker: str) -> None:
    clause = "his group will press ten firms to leave Elm Bay"
    alone = phrase(f"{HALE}\n\n{speaker} said {clause}.", clause)
    assert alone is None or "Tarrow's group" in alone


def test_in_reported_speech_the_speaker_is_named_where_nobody_else_fits(phrase: Phrase) -> None:
    clause = "his group will press ten firms to leave Elm Bay"
    alone = phrase(f"The harbour was empty.\n\nMr. Paul Tarrow said {clause}.", clause)
    assert alone == "Paul Tarrow's group will press ten firms to leave Elm Bay."


def test_where_the_speaker_does_not_fit_another_is_meant(phrase: Phrase) -> None:
    clause = "his group will press ten firms to leave Elm Bay"
    alone = phrase(f"{HALE}\n\nMrs. Ellen Tarrow said {clause}.", clause)
    assert alone == "Victor Hale's group will press ten firms to leave Elm Bay."


def test_a_person_in_the_reported_clause_does_not_take_what_may_be_the_speakers(phrase: Phrase) -> None:
    clause = "a letter of Victor Hale angered his whole group in Elm Bay"
    assert phrase(f"Mr. Paul Tarrow said {clause}.", clause) is None


def test_the_subject_of_the_clause_owns_what_it_has(phrase: Phrase) -> None:
    clause = "Victor Hale sold his two ferries in Elm Bay"
    assert phrase(f"Mr. Paul Tarrow said {clause}.", clause) == f"{clause}."


def test_the_subject_of_the_clause_is_not_its_object(phrase: Phrase) -> None:
    clause = "Victor Hale called him from the ferry in May"
    alone = phrase(f"The harbour was empty. Mr. Paul Tarrow said {clause}.", clause)
    assert alone in (None, "Victor Hale called Paul Tarrow from the ferry in May.")


@pytest.mark.parametrize("speaker", ["The ferry union", "Two fishers"])
def test_several_who_speak_come_before_others(phrase: Phrase, speaker: str) -> None:
    clause = "their boats will leave Elm Bay in the first week of May"
    assert phrase(f"The shops of Elm Bay closed early.\n\n{speaker} said {clause}.", clause) is None


def test_in_direct_speech_a_third_person_is_not_the_speaker(phrase: Phrase) -> None:
    words = "He was the most valuable player of the whole league"
    text = f"“No, I meant the captain. {words},” Victor Hale said."
    assert phrase(text, words) is None
    assert phrase(f"{HALE}\n\n“{words},” Mr. Hale said.", words) is None


def test_in_direct_speech_nobody_of_another_sentence_is_meant(phrase: Phrase) -> None:
    words = "She was the most valuable player of the whole league"
    text = f"Ellen Tarrow left the club. She won three cups.\n\n“{words},” Victor Hale said."
    assert phrase(text, words) is None


def test_in_direct_speech_the_quoted_words_may_tell(phrase: Phrase) -> None:
    words = "Ellen Tarrow won the cup because she trained on the ferry"
    assert phrase(f"“{words},” Victor Hale said.", words) == f"{words}."


@pytest.mark.parametrize("word", ["I", "We", "You"])
def test_who_speaks_and_who_hears_stay_open(phrase: Phrase, word: str) -> None:
    words = f"{word} will press ten firms to leave Elm Bay"
    assert phrase(f"“{words},” Victor Hale said.", words) is None


def test_in_front_of_the_subject_a_pronoun_means_it(phrase: Phrase) -> None:
    clause = "In his speech, Mr. Paul Tarrow praised the ten firms of Elm Bay"
    alone = phrase(f"{HALE} {clause}.", clause)
    assert alone is not None
    assert "Hale" not in alone


def test_in_front_of_a_name_that_nobody_has_placed_it_is_no_third_person(phrase: Phrase) -> None:
    clause = "In his speech, Rowan Tarrow praised the ten firms of Elm Bay"
    alone = phrase(f"{HALE} {clause}.", clause)
    assert alone is None or "Hale" not in alone


@pytest.mark.parametrize("other", ["Robin Tarrow", "Rowan Tarrow", "Mr. Paul Tarrow"])
def test_two_who_fit_leave_it_open(phrase: Phrase, other: str) -> None:
    clause = "He sold two ferries to the firms of Elm Bay"
    assert phrase(f"Mr. Victor Hale met {other} at the harbour. {clause}.", clause) is None
