"""Which words of an article can be asked about: whole, understood by themselves, and surely somebody's."""

from typing import Any

from quizapi_who_said_what.pieces import pieces_of
from quizapi_who_said_what.statements import find_statements

from quizapi.plugin_api import GeneratorTools


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
    assert [s.text for s in found] == ["many schools will raise their fees before the summer holidays."]
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
