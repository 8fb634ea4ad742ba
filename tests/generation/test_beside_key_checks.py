"""What the evidence says in one breath with the key, helpers of verbs, empty openings, framed copies."""

from collections.abc import Callable

import pytest

from quizapi.generation.checks.agreement import AgreementCheck
from quizapi.generation.checks.beside_key import ApposedKeyCheck, JoinedKeyCheck
from quizapi.generation.checks.copies import VerbatimCheck
from quizapi.generation.checks.form import StemCheck
from quizapi.generation.checks.wording import StandingAloneCheck
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item, Span
from tests.generation.builders import choice

MakeArticle = Callable[..., AnnotatedArticle]

TEXT = (
    "Two firms, Kestrel Lines and Sundet Shipping, asked for the costs. The talks between Hask and Norrin "
    "failed. Petra Lindh, Bluewater's managing director, said that no other route lost money in the last "
    "six years."
)


@pytest.fixture(scope="module")
def article(make_article: MakeArticle) -> AnnotatedArticle:
    return make_article(TEXT)


def codes(check: object, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> list[str]:
    return [flaw.code for flaw in check.check(item, article, tools)]  # type: ignore[attr-defined]


def about(article: AnnotatedArticle, stem: str, key: str, *others: str) -> Item:
    whole = article.evidence(Span(0, len(article.text)))
    return choice(stem, key=key, others=others, evidence=(whole,))


def statement(article: AnnotatedArticle, text: str) -> Item:
    whole = article.evidence(Span(0, len(article.text)))
    return Item(interaction="true_false", stem=text, key=True, evidence=(whole,))


@pytest.mark.parametrize(
    ("stem", "key", "other", "found"),
    [
        ("Which firm asked for the costs?", "Kestrel Lines", "Sundet Shipping", True),
        ("Which firm asked for the costs?", "Sundet Shipping", "Kestrel Lines", True),
        ("Which firm asked for the costs first?", "Kestrel Lines", "Sundet Shipping", False),
        ("Which firm asked for the costs?", "Kestrel Lines", "Bluewater", False),
        ("Where did the talks fail?", "Hask", "Norrin", False),
    ],
)
def test_distractor_joined_to_the_key_is_a_second_key(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools, stem: str, key: str, other: str, found: bool
) -> None:
    item = about(article, stem, key, other, "Nobody")

    assert codes(JoinedKeyCheck(), item, article, quizapi_tools) == (["two-keys"] if found else [])


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ("The managing director of Bluewater", True),
        ("The director of the bank", False),
        ("Bluewater", False),
    ],
)
def test_distractor_that_describes_the_key_says_it_again(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools, other: str, found: bool
) -> None:
    item = about(article, "Who said that no other route lost money?", "Petra Lindh", other, "Omar Feld")

    assert codes(ApposedKeyCheck(), item, article, quizapi_tools) == (["key-said-again"] if found else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was rejected in May.", True),
        ("Its secretary called the offer an insult.", True),
        ("It was in May that the firm rejected the offer.", False),
        ("It took six years to build the bridge.", False),
        ("Bluewater rejected the offer in May.", False),
    ],
)
def test_statement_that_opens_with_a_word_for_something_else(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools, text: str, found: bool
) -> None:
    item = statement(article, text)

    assert codes(StandingAloneCheck(), item, article, quizapi_tools) == (["pronoun"] if found else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("According to the article, no other route lost money in the last six years.", True),
        ("No other route lost money in the last six years, according to the article.", True),
        ("True or false? According to the article: “No other route lost money in the last six years.”", True),
        ("No other route has lost money during the last six years.", True),
        ("No other routes lost money within the past six years, according to the article.", False),
        ("In the last six years money was lost on no other route, according to the article.", False),
    ],
)
def test_copy_is_one_in_a_frame_too_and_with_other_small_words(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools, text: str, found: bool
) -> None:
    item = statement(article, text)

    assert codes(VerbatimCheck(), item, article, quizapi_tools) == (["verbatim"] if found else [])


@pytest.mark.parametrize(
    ("stem", "key", "found"),
    [
        ("Who is meant when the article says that Lindh lost money?", "Petra Lindh", True),
        ("Who said: “Lindh lost money”?", "Petra Lindh", False),  # quoted words are the article's
        ("Which of the two, Feld or another, lost money?", "Petra Lindh", False),
        ("What did the firm of Feld lose?", "Omar Feld", False),  # so are two people called
    ],
)
def test_question_that_names_its_answer_otherwise(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, stem: str, key: str, found: bool
) -> None:
    text = (
        "Petra Lindh told reporters on Monday that she would go. "
        "Omar Feld and Anna Feld said that they would stay. "
        "On Tuesday Lindh said that she had lost money. Feld lost it too, said Anna Feld."
    )
    article = make_article(text)
    item = about(article, stem, key, "Ann Roe", "Piet Marn")

    assert codes(StemCheck(), item, article, quizapi_tools) == (["key-in-stem"] if found else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Petra Lindh, the director of the ferry, said that the other route lost money in six years.", True),
        ("Omar Lindh, the secretary of the ferry, said that the other route lost money in six years.", False),
        ("Petra Lindh, director, said that other routes had lost cash.", False),
    ],
)
def test_long_copy_with_one_word_changed_is_one(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, text: str, found: bool
) -> None:
    said = "Petra Lindh, the director of the line, said that the other route lost money in six years."
    item = statement(make_article(said), text)

    assert codes(VerbatimCheck(), item, make_article(said), quizapi_tools) == (["verbatim"] if found else [])


@pytest.mark.parametrize(
    ("stem", "found"),
    [
        ("Who did the firm announced the end of the line to?", True),
        ("Who did the firm tell about the end of the line?", False),
        ("Why does river fever spread quickly between herds?", False),
        ("What did the firm that closed the line announce?", False),
    ],
)
def test_past_behind_a_helper_is_not_grammatical(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools, stem: str, found: bool
) -> None:
    assert codes(AgreementCheck(), choice(stem), article, quizapi_tools) == (["grammar"] if found else [])


def test_noun_behind_its_own_auxiliary_is_a_verb_in_the_wrong_form(
    article: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    wrong = statement(article, "Bluewater have rejects an earlier offer of 900,000 euros.")
    right = statement(article, "Bluewater has rejected an earlier offer of 900,000 euros.")

    assert codes(AgreementCheck(), wrong, article, quizapi_tools) == ["grammar"]
    assert codes(AgreementCheck(), right, article, quizapi_tools) == []
