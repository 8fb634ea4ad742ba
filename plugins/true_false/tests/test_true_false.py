"""Statements: true by the article, or false by one edit that the article contradicts."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from quizapi_true_false import TrueFalse
from quizapi_true_false.options import KINDS
from quizapi_true_false.phrasing import quoted

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item, NothingToAsk
from quizapi.testing import GeneratorContract

MakeArticle = Callable[..., AnnotatedArticle]


class TestTrueFalseContract(GeneratorContract):
    @pytest.fixture
    def generator(self) -> TrueFalse:
        return TrueFalse()


def items_of(article: AnnotatedArticle, tools: GeneratorTools, seed: int = 0, **options: Any) -> list[Item]:
    defaults = {"true_ratio": 0.5, "edits": list(KINDS), "difficulty": "any", "form": "true-false"}
    return list(
        TrueFalse().generate(
            article, options={**defaults, **options}, limit=60, rng=random.Random(seed), tools=tools
        )
    )


def test_report_gives_true_and_false_ones(news: AnnotatedArticle, quizapi_tools: GeneratorTools) -> None:
    items = items_of(news, quizapi_tools)

    assert len(items) >= 6
    assert {item.key for item in items} == {True, False}
    assert all(item.interaction == "true_false" and item.stem.endswith("”") for item in items)


@pytest.mark.parametrize("seed", range(12))
def test_false_statement_differs_from_its_source_by_the_stored_edit_alone(
    news: AnnotatedArticle, quizapi_tools: GeneratorTools, seed: int
) -> None:
    for item in items_of(news, quizapi_tools, seed):
        assert (item.edit is None) == (item.key is True)
        if item.edit is None:
            continue
        edit = item.edit
        assert edit.source[edit.start : edit.start + len(edit.before)] == edit.before
        assert edit.apply() != edit.source
        assert item.stem.endswith(quoted(edit.apply()))
        told = item.explanation.lower()
        assert edit.after.strip() and (edit.after.lower() in told or edit.source.lower() in told)


@pytest.mark.parametrize("seed", range(12))
def test_evidence_lies_in_the_text(news: AnnotatedArticle, quizapi_tools: GeneratorTools, seed: int) -> None:
    for item in items_of(news, quizapi_tools, seed):
        assert item.evidence
        assert all(news.text_of(e.span) == e.text and "\n" not in e.text for e in item.evidence)


@pytest.mark.parametrize("seed", range(8))
def test_new_value_stands_nowhere_in_the_evidence(
    news: AnnotatedArticle, quizapi_tools: GeneratorTools, seed: int
) -> None:
    for item in items_of(news, quizapi_tools, seed):
        if item.edit is not None and item.edit.kind in ("number", "date", "name", "place", "source"):
            assert not re.search(rf"(?<!\w){re.escape(item.edit.after)}(?!\w)", item.evidence[0].text)


def test_same_seed_gives_the_same_items(news: AnnotatedArticle, quizapi_tools: GeneratorTools) -> None:
    assert items_of(news, quizapi_tools, 5) == items_of(news, quizapi_tools, 5)


def test_explanation_gives_full_names_and_the_day_of_writing(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        "Paul Lindqvist met 400 fishers in Elm Bay. "
        "Lindqvist told reporters that Norrholm would buy 37 old ferries next month.",
        published_on=date(2025, 6, 11),
    )

    told = [item.explanation for item in items_of(article, quizapi_tools, true_ratio=1.0)]
    (explanation,) = (words for words in told if "next month" in words)
    assert explanation.endswith("In full: Paul Lindqvist. The article is of June 11, 2025.")


def test_thing_done_by_several_is_not_asked(make_article: MakeArticle, quizapi_tools: GeneratorTools) -> None:
    article = make_article("Otto Wray won the Elm Bay award in May. Amit Rao won the Elm Bay award in June.")

    with pytest.raises(NothingToAsk):
        items_of(article, quizapi_tools)


def test_denial_of_a_whole_gets_no_opposite(make_article: MakeArticle, quizapi_tools: GeneratorTools) -> None:
    article = make_article(
        "Not everyone in the harbour town of Velisk is guilty of fraud. "
        "No party in Dunmark would win 30 percent of the seats. Elm Bay sold 37 ferries to Norrholm in 2019."
    )
    for seed in range(6):
        for item in items_of(article, quizapi_tools, seed):
            if item.edit is not None and ("everyone" in item.edit.source or "No party" in item.edit.source):
                assert item.edit.kind in ("source", "polarity")


def test_words_in_quotation_marks_are_never_changed(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    text = (
        "Helen Tarrow called the 37 ferries “two old and rusty 1922 coffins”. Amit Rao said that prices fell."
    )
    article = make_article(text)
    for seed in range(6):
        for item in items_of(article, quizapi_tools, seed):
            assert "coffins" not in item.stem or "‘two old and rusty 1922 coffins’" in item.stem


@pytest.mark.parametrize("ratio", [0.0, 1.0])
def test_ratio_of_true_ones_is_kept(
    news: AnnotatedArticle, quizapi_tools: GeneratorTools, ratio: float
) -> None:
    items = items_of(news, quizapi_tools, true_ratio=ratio)

    assert items and all(item.key is (ratio == 1.0) for item in items)


def test_half_of_many_is_about_half(news: AnnotatedArticle, quizapi_tools: GeneratorTools) -> None:
    shares = [
        sum(item.key is True for item in items) / len(items)
        for items in (items_of(news, quizapi_tools, seed) for seed in range(8))
    ]

    assert 0.35 <= sum(shares) / len(shares) <= 0.65


def test_only_the_kinds_asked_for_are_made(news: AnnotatedArticle, quizapi_tools: GeneratorTools) -> None:
    kinds = {item.edit.kind for item in items_of(news, quizapi_tools, edits=["number"]) if item.edit}
    hard = {item.edit.kind for item in items_of(news, quizapi_tools, difficulty="hard") if item.edit}

    assert kinds == {"number"}
    assert hard and hard <= {"comparison", "role-swap", "order", "polarity"}


def test_not_is_written_in_no_oftener_than_true_ones_have_it(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        "The council of Elm Bay sold the harbour in March. Bluewater Lines owns the pier in Velisk. "
        "Harbour Works repaired the lighthouse in Norrholm. The museum of Costria opened its doors in "
        "Velmara."
    )
    for seed in range(8):
        items = items_of(article, quizapi_tools, seed)
        false_nots = sum(" not " in item.stem.split("?", 1)[1] for item in items if item.key is False)
        true_nots = sum(" not " in item.stem.split("?", 1)[1] for item in items if item.key is True)
        assert false_nots <= true_nots


def test_third_answer_is_asked_for_what_the_article_leaves_open(
    news: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    items = items_of(news, quizapi_tools, form="true-false-not-given")

    assert {item.key for item in items} == {("a",), ("b",), ("c",)}
    assert all([o.text for o in item.options] == ["True", "False", "Not in the article"] for item in items)
    open_ones = [item for item in items if item.key == ("c",)]
    assert all(item.edit is None and "It does not say" in item.explanation for item in open_ones)


def test_third_answer_is_not_given_where_the_article_speaks_of_it(
    news: AnnotatedArticle, make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        news.text.replace("Mayor Helen Tarrow", "Helen Tarrow, mayor since 2011,"), title="Ferries"
    )
    items = items_of(article, quizapi_tools, form="true-false-not-given")

    assert not any("more than five years" in item.stem for item in items)


@pytest.mark.parametrize("text", ["", "Rates", "Why? Who knows! It was this.", "He said so. They did it."])
def test_text_without_a_claim_gives_nothing(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, text: str
) -> None:
    with pytest.raises(NothingToAsk):
        items_of(make_article(text), quizapi_tools)


def test_opinion_piece_is_asked_about_its_author(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    text = (
        "I have never believed in sanctions. My view is simple: we must stop, and I say so again. "
        "Every sanction should expire after two years. We should ask ourselves why we do it. I think that "
        "ministers are wrong. Why should we wait? Orrenia sold 37 ferries to Costria in 2019. I am tired "
        "of it, "
        "and I will not wait any longer. Our government is wrong, and I hope that it knows. We must tell "
        "it so."
    )
    items = items_of(make_article(text, title="End them"), quizapi_tools)

    assert items and all(item.stem.startswith("According to the author,") for item in items)
