"""Direct speech as reported speech, and the first person as the third."""

from collections.abc import Callable

import pytest

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Span

MakeArticle = Callable[..., AnnotatedArticle]
Phrase = Callable[..., str | None]


@pytest.fixture
def report(make_article: MakeArticle, quizapi_tools: GeneratorTools) -> Phrase:
    """`report(text, words)`: the quoted words of the text as what their source said."""

    def run(text: str, words: str) -> str | None:
        article = make_article(text)
        start = text.index(words)
        span = Span(start, start + len(words))
        direct = [a for a in article.annotations.attributions if a.kind == "direct"]
        return quizapi_tools.reported(article, next(a for a in direct if a.content.overlaps(span)), span)

    return run


@pytest.mark.parametrize(
    ("speaker", "words", "said"),
    [
        ("John Tarrow", "I will sell two ferries in May", "he will sell two ferries in May"),
        ("Mary Tarrow", "I am selling two ferries in May", "she is selling two ferries in May"),
        ("Mary Tarrow", "I’m selling two ferries in May", "she is selling two ferries in May"),
        ("John Tarrow", "I've sold two ferries to my sister", "he has sold two ferries to his sister"),
        ("John Tarrow", "I don't want a bridge to Elm Bay", "he doesn't want a bridge to Elm Bay"),
        (
            "Mary Tarrow",
            "I want a bridge to Elm Bay and need two ferries",
            "she wants a bridge to Elm Bay and needs two ferries",
        ),
        (
            "Mary Tarrow",
            "My ferries were built in Elm Bay in 1996",
            "her ferries were built in Elm Bay in 1996",
        ),
        ("Mary Tarrow", "Elm Bay needs two ferries and a bridge", "Elm Bay needs two ferries and a bridge"),
    ],
)
def test_what_somebody_says_becomes_what_he_or_she_said(
    report: Phrase, speaker: str, words: str, said: str
) -> None:
    assert report(f"“{words},” {speaker} said.", words) == f"{speaker} said that {said}."


@pytest.mark.parametrize(
    "words",
    [
        # who hears it, and who else belongs to "us", stays open
        "I will give you two ferries in May",
        "We will sell two ferries in May",
        # "his" would be Hale's
        "Victor Hale said in May that my ferries were too old",
        # "he" would be the speaker
        "I hope that he will sell two ferries in May",
        # "my" is of words quoted once more
        "The main role of an owner was 'helping my ferries' in Elm Bay",
        # no word of the first person, but another's name that could be his own
        "The Tarrow family has sold two ferries in May",
    ],
)
def test_what_could_be_taken_for_anothers_is_not_reported(report: Phrase, words: str) -> None:
    assert report(f"Victor Hale was there. “{words},” John Tarrow said.", words) is None


def test_speaker_of_no_known_gender_says_no_i(report: Phrase) -> None:
    words = "I will sell two ferries in May"
    assert report(f"“{words},” Rowan Tarrow said.", words) is None


def test_bodys_we_is_the_body(report: Phrase) -> None:
    words = "We have sold two ferries to Elm Bay"
    said = report(f"“{words},” the Harbour Board said in a statement.", words)
    assert said is not None
    assert said.endswith("Harbour Board said that it has sold two ferries to Elm Bay.")


def test_author_of_an_opinion_piece_is_named_as_such(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    text = (
        "We must not build this bridge. It would be a terrible mistake, and I think we should say so. "
        "I ran for mayor of Elm Bay in 2012. My voters were right to be angry, and I was wrong. "
        "“I ran for governor of Ostran in 2014,” John Tarrow said. Should we not listen to them? "
        "I believe that this foolish plan must be stopped before it ruins the harbour. We ought to be "
        "ashamed of it. I have never seen a worse one, and I hope that our council will not be so blind."
    )
    article = make_article(text)
    assert article.annotations.genre == "opinion"

    def alone(words: str) -> str | None:
        return quizapi_tools.standalone(article, Span(text.index(words), text.index(words) + len(words)))

    assert alone("I ran for mayor of Elm Bay in 2012") == "The author ran for mayor of Elm Bay in 2012."
    assert alone("I ran for governor of Ostran in 2014") is None
