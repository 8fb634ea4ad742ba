"""Which words of an article can be asked about: whole, understood by themselves, and surely somebody's."""

from typing import Any

import pytest
from quizapi_who_said_what.finding import find_statements
from quizapi_who_said_what.pieces import pieces_of
from quizapi_who_said_what.proof import proof

from quizapi.plugin_api import GeneratorTools

OPENING = "The fair of Corran opened in May.\n\n"


def test_a_quotation_that_goes_on_elsewhere_is_cut_to_its_first_clause(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    text = (
        '"The slate mine at Corran will close in May after forty years of losses, but she will fight that '
        'plan in every court," said Ellen Dorn.'
    )
    statements = find_statements(make_article(text), quizapi_tools, indirect=False, min_confidence=0.5)
    assert [s.text for s in statements] == [
        "The slate mine at Corran will close in May after forty years of losses"
    ]


def test_words_that_begin_small_are_asked_where_they_are_a_sentence(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    whole = 'Ellen Dorn said: "many schools will raise their fees before the summer holidays."'
    piece = 'Ellen Dorn said the mine was "the oldest workings that any company has kept open in Corran."'
    found = find_statements(make_article(whole), quizapi_tools, indirect=False, min_confidence=0.5)
    assert [s.text for s in found] == ["Many schools will raise their fees before the summer holidays."]
    assert find_statements(make_article(piece), quizapi_tools, indirect=False, min_confidence=0.5) == []


def test_what_is_thought_asked_or_only_judged_is_not_asked(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    text = (
        "Ellen Dorn believes that the slate mine at Corran will close in May.\n\n"
        "Victor Hale asked whether the slate mine at Corran would close in May.\n\n"
        "Ronan Blake vowed to keep the slate mine at Corran open until May."
    )
    assert find_statements(make_article(text), quizapi_tools, indirect=True, min_confidence=0.5) == []


def test_a_clause_that_lacks_its_end_is_not_asked(make_article: Any, quizapi_tools: GeneratorTools) -> None:
    text = "Ellen Dorn said that it is hard to blame any one harbour pilot of Corran for."
    assert find_statements(make_article(text), quizapi_tools, indirect=True, min_confidence=0.5) == []


def test_a_second_person_behind_the_reporting_clause_takes_the_next_words(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    text = (
        '"Tell the mayor that I kept the photograph," Ellen Dorn said, and her husband cut in. '
        '"The mayor and I were in the same grade at the harbour school."'
    )
    statements = find_statements(make_article(text), quizapi_tools, indirect=False, min_confidence=0.5)
    assert all("same grade" not in s.text for s in statements)


def test_a_pronoun_that_another_woman_fits_is_not_asked(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    text = "Mrs. Ellen Dorn said she would sell two slate mines before Mrs. Clara Blake came to Corran."
    assert find_statements(make_article(text), quizapi_tools, indirect=True, min_confidence=0.5) == []


def test_a_piece_does_not_begin_behind_the_full_stop_of_a_title(make_article: Any) -> None:
    article = make_article('"No, no! Mr. Hale bought the old slate mine at Corran," said Ellen Dorn.')
    pieces = pieces_of(article, article.annotations.attributions[0].content)
    starts = {article.text_of(piece).split()[0] for piece in pieces}
    assert starts == {"No,", "Mr."}


def test_words_that_hang_on_another_verb_are_not_asked(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    text = (
        'Candidates who think "Corran no longer has vital interests at stake in this region are dangerously '
        'wrong," Ellen Dorn said.'
    )
    assert find_statements(make_article(text), quizapi_tools, indirect=False, min_confidence=0.0) == []
    text = 'Ellen Dorn said that "the slate mine at Corran has no future in the islands."'
    assert find_statements(make_article(text), quizapi_tools, indirect=True, min_confidence=0.0)


def shown(article: Any, tools: GeneratorTools, **options: Any) -> list[str]:
    return [s.text for s in find_statements(article, tools, indirect=True, min_confidence=0.5, **options)]


def test_a_reported_clause_is_asked_in_the_articles_own_words_where_they_are_enough(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    text = "Ellen Dorn said the slate mine would not be able to comply with the new rules in time."
    assert shown(make_article(text), quizapi_tools) == [
        "The slate mine would not be able to comply with the new rules in time."
    ]


@pytest.mark.parametrize(
    "clause",
    [
        pytest.param("the senator would sell the slate mine at Corran", id="somebody only pointed to"),
        pytest.param("they would sell the slate mine to a bank in Corran", id="an open pronoun"),
        pytest.param("our slate mine would close before the summer", id="first person"),
        pytest.param("the slate mine at Corran will close next week again", id="time from today"),
        pytest.param("it will close the slate mine at Corran", id="an open it"),
    ],
)
def test_a_reported_clause_that_leans_on_the_story_is_not_asked(
    make_article: Any, quizapi_tools: GeneratorTools, clause: str
) -> None:
    assert shown(make_article(f"The firm met in May. Ellen Dorn said {clause}."), quizapi_tools) == []


def test_a_pronoun_that_one_person_alone_fits_is_written_out_in_brackets(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    text = (
        "Mr. Victor Hale wants to lead the harbour board of Corran.\n\n"
        '"He will have to earn the trust of the pilots first," said Ellen Dorn.'
    )
    article = make_article(text)
    (statement,) = find_statements(article, quizapi_tools, indirect=False, min_confidence=0.5)
    assert statement.text == "[Victor Hale] will have to earn the trust of the pilots first,"
    assert [e.role for e in proof(article, [statement])] == ["quote", "source"]


def test_a_pronoun_with_its_verb_in_one_word_is_not_written_out(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    """ "[Victor Hale]'s going to ..." reads like something of his."""
    text = (
        "Mr. Victor Hale wants to lead the harbour board of Corran.\n\n"
        '"He\'s going to have to earn the trust of the pilots first," said Ellen Dorn.'
    )
    assert shown(make_article(text), quizapi_tools) == []


def test_a_pronoun_that_two_people_fit_stays_open_and_is_not_asked(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    text = (
        "Mr. Victor Hale and Mr. Ronan Blake want to lead the harbour board of Corran.\n\n"
        '"He will have to earn the trust of the pilots first," said Ellen Dorn.'
    )
    assert shown(make_article(text), quizapi_tools) == []


def test_words_are_shown_without_the_conjunction_that_opens_them(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    text = '"But the pilots of Corran need a new boat before the winter," said Ellen Dorn.'
    assert shown(make_article(text), quizapi_tools) == [
        "The pilots of Corran need a new boat before the winter,"
    ]


def test_what_somebody_did_by_words_is_asked(make_article: Any, quizapi_tools: GeneratorTools) -> None:
    text = OPENING + "Ellen Dorn accused the harbour board of hiding a fault in the granite wall."
    (statement,) = find_statements(make_article(text), quizapi_tools, indirect=True, min_confidence=0.85)
    assert statement.act
    assert statement.text == "accused the harbour board of hiding a fault in the granite wall"


def test_an_act_is_left_out_where_the_reader_is_to_be_surer_than_acts_are(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    text = OPENING + "Ellen Dorn accused the harbour board of hiding a fault in the granite wall."
    assert find_statements(make_article(text), quizapi_tools, indirect=True, min_confidence=0.9) == []


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Ellen Dorn did not accuse the harbour board of hiding a fault.", id="denied"),
        pytest.param("If Ellen Dorn accused the board of hiding a fault, it would fall.", id="supposed"),
        pytest.param("Ellen Dorn criticised Victor Hale.", id="only a name"),
    ],
)
def test_no_act_is_made_of_what_was_not_done_or_says_little(
    make_article: Any, quizapi_tools: GeneratorTools, sentence: str
) -> None:
    assert shown(make_article(OPENING + sentence), quizapi_tools) == []


def test_a_judgement_with_quoted_words_is_asked_as_what_was_done(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    text = OPENING + 'Ellen Dorn accused the harbour board of hiding a "dangerous fault" in the granite wall.'
    (statement,) = find_statements(make_article(text), quizapi_tools, indirect=True, min_confidence=0.85)
    assert statement.act
    assert statement.text == 'accused the harbour board of hiding a "dangerous fault" in the granite wall'


def test_a_suggestion_is_asked_as_one(make_article: Any, quizapi_tools: GeneratorTools) -> None:
    text = "Ellen Dorn suggested that the slate mine at Corran would close in May."
    (statement,) = find_statements(make_article(text), quizapi_tools, indirect=True, min_confidence=0.85)
    assert statement.verb == "suggested"


def test_plural_words_beside_a_pronoun_under_one_verb_are_not_what_it_means(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    text = '"We will win seats in all of them before the summer," said Ellen Dorn.'
    assert shown(make_article(text), quizapi_tools) == []


def test_a_quotation_within_keeps_its_closing_mark_at_the_end(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    words = "“The pilots of Corran came to the board and asked us, ‘What can we do for the harbour?’”"
    text = f"{words} said Ellen Dorn."
    (statement,) = find_statements(make_article(text), quizapi_tools, indirect=False, min_confidence=0.5)
    assert statement.text.endswith("‘What can we do for the harbour?’")


def test_words_are_shown_without_the_phrase_that_goes_on_from_others(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    text = '"In other words, the pilots of Corran need a new boat before the winter," said Ellen Dorn.'
    assert shown(make_article(text), quizapi_tools) == [
        "The pilots of Corran need a new boat before the winter,"
    ]
    asked = '"In other words, can the pilots of Corran have a boat before the winter?" said Ellen Dorn.'
    assert shown(make_article(asked), quizapi_tools) == []


def test_words_about_what_was_said_before_are_not_asked(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    text = '"I think that definitely helped the harbour pilots of Corran in winter," said Ellen Dorn.'
    assert shown(make_article(text), quizapi_tools) == []
    whole = '"I think that the tide definitely helped the harbour pilots of Corran," said Ellen Dorn.'
    assert len(shown(make_article(whole), quizapi_tools)) == 1


def test_a_reported_clause_that_counts_from_the_time_of_the_report_is_not_asked(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    text = "Ellen Dorn said the slate mine at Corran would sell more stone {when}."
    assert shown(make_article(text.format(when="this year")), quizapi_tools) == []
    assert len(shown(make_article(text.format(when="in 1998")), quizapi_tools)) == 1


def test_he_in_what_an_unnamed_speaker_says_is_nobody_else(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    text = (
        "Mr. Victor Hale led the harbour board of Corran.\n\n"
        "A former harbour pilot said he was dismissed because he would not sail for Ellen Dorn."
    )
    assert shown(make_article(text), quizapi_tools) == []


def test_words_in_the_first_person_that_a_paper_reports_are_not_the_papers(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    text = '"{who} will not pay for the new port of Corran before May," the Corran Herald reported.'
    assert shown(make_article(text.format(who="We")), quizapi_tools) == []


def test_what_somebody_said_according_to_a_paper_is_asked(
    make_article: Any, quizapi_tools: GeneratorTools
) -> None:
    text = '"The town will not pay for the new port," Ellen Dorn said, according to the Corran Herald.'
    found = find_statements(make_article(text), quizapi_tools, indirect=True, min_confidence=0.5)
    assert [(s.speaker, s.text) for s in found if s.direct] == [
        ("Ellen Dorn", "The town will not pay for the new port,")
    ]
