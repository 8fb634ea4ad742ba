"""Helpers to quote an article: words, names as they are written, cuts, and what leans on the rest."""

from collections.abc import Callable

import pytest

from quizapi.plugin_api import (
    AnnotatedArticle,
    Span,
    is_told_in_full,
    leans_on_context,
    shorter_spans,
    vague_words,
)

Make = Callable[..., AnnotatedArticle]


def whole(article: AnnotatedArticle) -> Span:
    return Span(0, len(article.text))


def test_words_of_a_span_are_all_tokens_that_it_touches(make_article: Make) -> None:
    article = make_article("Ostrail closed the Selm tunnel.")
    start = article.text.index("losed")
    words = article.words(Span(start, start + len("losed the S")))
    assert words.text == "closed the Selm"
    assert article.words(Span(0, len("Ost"))) == article.doc[:1]


def test_name_has_the_article_that_the_text_gives_it(make_article: Make) -> None:
    article = make_article("Engineers of the Brandow Institute met Ada Kroll in Norrholm.")
    assert article.written("Brandow Institute") == "the Brandow Institute"
    assert article.written("Ada Kroll") == "Ada Kroll"
    assert article.written("nobody of the text") == "nobody of the text"


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        (
            "Ostrail closed the eastern lane of the tunnel after a lorry hit the gate.",
            "Ostrail closed the eastern lane of the tunnel",
        ),
        (
            "While the council met, Ostrail closed the eastern lane of the tunnel.",
            "Ostrail closed the eastern lane of the tunnel.",
        ),
    ],
)
def test_cuts_leave_the_main_clause(make_article: Make, sentence: str, left: str) -> None:
    article = make_article(sentence)
    assert left in [article.text_of(span) for span in shorter_spans(article, whole(article))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ostrail never closed the eastern lane of the tunnel after a lorry hit the gate.",
        "Ostrail closed almost all lanes of the tunnel in Selm after 20 days of rain.",
    ],
)
def test_nothing_is_cut_where_a_word_limits(make_article: Make, sentence: str) -> None:
    article = make_article(sentence)
    assert list(shorter_spans(article, whole(article))) == []


@pytest.mark.parametrize(
    ("sentence", "leans"),
    [
        ("Brandow closed the tunnel of Selm because it was old.", False),
        ("It closed the tunnel of Selm.", True),
        ("It is clear that Brandow needs a new bridge.", False),
        ("The department closed Selm Street.", True),
        ("The department of roads closed Selm Street.", False),
        ("This plan costs Brandow too much.", True),
        ("We think Brandow needs a bridge.", False),
        ("Ada Kroll lost her keys in Brandow.", False),
        ("Ada Kroll told her about Brandow.", True),
        ("There is no bridge in Brandow.", False),
        ("Brandow closed its bridge there.", True),
        ("The 436 workers came out for Brandow.", True),
        ("The 436 workers of Selm came out for Brandow.", False),
    ],
)
def test_words_that_point_outside_their_clause_are_told(
    make_article: Make, sentence: str, leans: bool
) -> None:
    article = make_article(sentence)
    assert leans_on_context(article.doc[:]) is leans


@pytest.mark.parametrize(
    ("sentence", "vague"),
    [
        ("The council closed Selm Street.", ["council"]),
        ("The council of Brandow closed Selm Street.", []),
        ("Brandow dropped the new rules.", ["rules"]),
        ("Brandow dropped the rules that Ada Kroll wrote.", []),
        ("Brandow praised the police response.", ["response"]),
        ("Brandow praised the Norrholm response.", []),
        ("Brandow has the longest bridge.", []),
        ("Brandow is the first town in the state.", ["state"]),
        ("Brandow told the world about it.", []),
        ("The rest left Brandow.", ["rest"]),
        ("A driver hit a gate, and the gate fell.", []),
        ("In a separate case, Brandow fined Ada Kroll.", ["separate"]),
        ("Brandow has a bridge similar to Selm's.", []),
        ("Brandow and other towns closed Selm Street.", []),
    ],
)
def test_words_that_nothing_in_a_text_settles_are_found(
    make_article: Make, sentence: str, vague: list[str]
) -> None:
    assert [token.text for token in vague_words(make_article(sentence).doc)] == vague


def test_vague_words_may_be_known(make_article: Make) -> None:
    assert vague_words(make_article("The council closed Selm Street.").doc, known={"council"}) == []


def full_names(article: AnnotatedArticle) -> list[str | None]:
    return [article.with_full_names(sentence) for sentence in article.sentences]


def test_each_name_is_written_in_full_where_it_stands_first(make_article: Make) -> None:
    article = make_article("Ada Kroll opened a bridge. Kroll said Kroll would pay.")
    assert full_names(article)[1] == "Ada Kroll said Kroll would pay."


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Ada Kroll met the driver Tomas Veit.\n\nOtto Veit left Brandow.\n\nVeit told Selm of it.",
        "Tomas Veit closed the tunnel. Otto Veit opened it. On Monday Veit left Brandow.",
    ],
)
def test_last_name_that_another_bears_is_not_written_in_full(make_article: Make, text: str) -> None:
    first, second, third = full_names(make_article(text))
    assert first is not None and "Tomas Veit" in first
    assert second is not None and "Otto Veit" in second
    assert third is None


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ("Brandow put a tariff on wine in May.", True),
        ("Brandow put the wine tariff off in May.", True),
        ("Brandow put its wine in barrels in May.", False),
    ],
)
def test_a_thing_that_the_article_calls_by_more_words_is_known(
    make_article: Make, before: str, told: bool
) -> None:
    article = make_article(f"{before} The tariff closed the port of Selm.")
    noun = [token for token in article.doc if token.lower_ == "tariff"][-1]
    assert is_told_in_full(noun, article.doc) is told
