"""Statements: true by the article, or false by one edit that the article contradicts."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from quizapi_true_false import TrueFalse
from quizapi_true_false.claims import true_statements
from quizapi_true_false.edits import MAKERS, Scene
from quizapi_true_false.generator import _false_ones
from quizapi_true_false.options import KINDS, Wanted
from quizapi_true_false.phrasing import quoted

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item, NothingToAsk
from quizapi.testing import GeneratorContract

MakeArticle = Callable[..., AnnotatedArticle]

NEWS = (
    "The council of Elm Bay sold 37 old ferries to Norrholm on March 4, 2021. "
    "Mayor Helen Tarrow said that Norrholm would pay $12 million in three years. "
    "Councillor Amit Rao said that fishers had waited since May.\n\n"
    "Bluewater Lines bought two new ferries from Costrian shipyards in 2019. "
    "The competition authority approved the purchase after inspectors visited the Costrian shipyards. "
    "Ticket prices in Elm Bay rose by 14 percent in May. "
    "Paul Lindqvist, the owner of Harbour Works, closed his bakery in December after 22 years.\n\n"
    "Sofia Lund, an engineer from Velisk, designed the new pier. "
    "The largest pier in Elm Bay was built by Otto Wray in 1922. "
    "More than 400 people signed a petition against the sale in April. "
    "“We will sail again before the summer is over,” Irma Castell told reporters in Elm Bay.\n\n"
    "The old lighthouse of Elm Bay did not survive the storm of 1931. "
    "Ronan Blake said that fishers would receive about 600 crowns a month."
)


class TestTrueFalseContract(GeneratorContract):
    @pytest.fixture
    def generator(self) -> TrueFalse:
        return TrueFalse()


@pytest.fixture(scope="module")
def news(make_article: MakeArticle) -> AnnotatedArticle:
    return make_article(NEWS, title="Elm Bay sells its ferries", published_on=date(2025, 6, 11))


def items_of(article: AnnotatedArticle, tools: GeneratorTools, seed: int = 0, **options: Any) -> list[Item]:
    defaults = {"true_ratio": 0.5, "edits": list(KINDS), "difficulty": "any", "form": "true-false"}
    return list(
        TrueFalse().generate(
            article, options={**defaults, **options}, limit=60, rng=random.Random(seed), tools=tools
        )
    )


def edits_of(
    article: AnnotatedArticle, tools: GeneratorTools, seeds: range = range(4)
) -> dict[str, set[tuple[str, str]]]:
    """Kind of edit: what becomes what, over all statements and some seeds, in small letters."""
    found: dict[str, set[tuple[str, str]]] = {}
    for seed in seeds:
        rng = random.Random(seed)
        for statement in true_statements(article, tools=tools, rng=rng):
            for candidate in _false_ones(statement, Scene(article, tools, rng), Wanted.of({})):
                edit = candidate.edit
                found.setdefault(edit.kind, set()).add((edit.before.lower(), edit.after.lower()))
    return found


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


def test_numbers_keep_their_form(news: AnnotatedArticle, quizapi_tools: GeneratorTools) -> None:
    numbers = edits_of(news, quizapi_tools)["number"]

    assert {"37", "12", "two", "14"} <= {before for before, _ in numbers}
    for before, after in numbers:
        assert before.isdigit() == after.isdigit()
        assert not before.isdigit() or len(before) == len(after)
        assert not after.isdigit() or after not in re.findall(r"\d+", NEWS)


def test_dates_change_to_dates_of_the_same_form(
    news: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    dates = dict(edits_of(news, quizapi_tools)["date"])

    assert re.fullmatch(r"20\d\d", dates["2019"]) and dates["2019"] != "2019"
    assert re.fullmatch(r"march \d+, 2021", dates["march 4, 2021"])
    assert "1922" in dates and "april" in dates


def test_another_speaker_and_another_doer_come_from_the_article(
    news: AnnotatedArticle, quizapi_tools: GeneratorTools
) -> None:
    edits = edits_of(news, quizapi_tools)

    people = {entity.name.lower() for entity in news.annotations.entities if entity.type == "PERSON"}
    assert {after for _, after in edits["source"]} <= people
    assert ("mayor helen tarrow", "amit rao") in edits["source"], "the office goes with the name"
    assert "sofia lund" not in {after for _, after in edits["source"]}, "she says nothing in the article"
    assert any(before == "otto wray" for before, _ in edits["name"])


def test_opposites_comparisons_and_order(news: AnnotatedArticle, quizapi_tools: GeneratorTools) -> None:
    edits = edits_of(news, quizapi_tools)

    assert {("rose", "fell"), ("sold", "bought")} <= set(edits["antonym"])
    assert ("approved", "rejected") not in edits["antonym"], "the reason told beside it would give it away"
    assert ("largest", "smallest") in edits["comparison"]
    assert {("more", "fewer"), ("over", "fewer than")} & set(edits["comparison"])
    assert ("after", "before") in edits["order"]


def test_denial_is_taken_back(news: AnnotatedArticle, quizapi_tools: GeneratorTools) -> None:
    assert ("did not survive", "survived") in edits_of(news, quizapi_tools)["polarity"]


def test_roles_are_swapped_where_the_deed_goes_one_way(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        "Germany invaded Poland in 1939 with a large army. France met Italy for talks in 1940."
    )
    swaps = edits_of(article, quizapi_tools).get("role-swap", [])

    assert ("germany invaded poland", "poland invaded germany") in swaps
    assert not any("met" in before for before, _ in swaps), "meeting goes both ways"


@pytest.mark.parametrize(
    "sentence",
    [
        "At least 83 people in Elm Bay fell ill after the feast.",
        "Up to 83 people in Elm Bay fell ill after the feast.",
        "Nearly 83 people in Elm Bay fell ill after the feast.",
        "Between 70 and 83 people in Elm Bay fell ill after the feast.",
        "Bluewater Lines showed the Boeing 747 in Elm Bay.",
    ],
)
def test_inclusive_numbers_and_names_are_left_alone(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, sentence: str
) -> None:
    assert "number" not in edits_of(make_article(sentence), quizapi_tools)


@pytest.mark.parametrize(
    ("text", "kind", "after"),
    [
        # the capital stands for the state
        (
            "The United States imposed tariffs on steel in May. Officials in Washington said that the "
            "tariffs "
            "were needed. Japan protested in June.",
            "name",
            "Washington",
        ),
        # said of the other one as well
        (
            "Helen Tarrow signed the treaty in Velisk. Amit Rao signed the treaty in Velisk. Sofia Lund "
            "left.",
            "name",
            "Amit Rao",
        ),
        # one of several
        (
            "Toshiba and Hitachi cut output in May. Motorola raised its output in June. Motorola is "
            "American.",
            "name",
            "Motorola",
        ),
        # the other one is quoted with the same words
        (
            "Helen Tarrow said that ticket prices would rise in May. Amit Rao said that ticket prices would "
            "rise. Sofia Lund said nothing.",
            "source",
            "Amit Rao",
        ),
        # the year is told elsewhere
        ("Otto Wray built the pier in 1922. A storm destroyed the pier in 1931.", "date", "1931"),
    ],
)
def test_what_may_be_true_by_the_article_is_not_made(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, text: str, kind: str, after: str
) -> None:
    article = make_article(text)
    found = edits_of(article, quizapi_tools, range(6)).get(kind, set())

    assert after.lower() not in {new for _, new in found}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # nobody else is named for a crime, an accident or a quarrel in court
        (
            "Police arrested Otto Wray in Velisk in May. Amit Rao painted the pier in June. Amit Rao left.",
            {"name", "role-swap"},
        ),
        (
            "Helen Tarrow accused Amit Rao of fraud in May. Sofia Lund painted the pier.",
            {"name", "role-swap"},
        ),
        # what is counted is told one by one
        ("Two teams from Velisk played in Elm Bay, one of girls and one of boys.", {"number"}),
        # each figure follows from the others
        ("Output in Elm Bay fell by 25 percent to 30 tonnes from 40 tonnes in May.", {"number"}),
        # what was so in one year may have been so in another
        ("Bluewater Lines accounted for 70 percent of the trade of Elm Bay in 2019.", {"date"}),
        # the reason shows which word was right
        ("The court of Elm Bay closed the harbour because Norrholm had lost a ferry.", {"antonym"}),
        ("The council of Elm Bay sank after Otto Wray left the council of Elm Bay.", {"order"}),
        # money for a study is no vote for it
        ("The Harbour Fund supported the study of Elm Bay in May.", {"antonym"}),
        # nobody hopes for the opposite
        ("Helen Tarrow hopes that Elm Bay will be able to sell 37 ferries.", {"antonym"}),
    ],
)
def test_silly_or_unfair_edits_are_not_made(
    make_article: MakeArticle, quizapi_tools: GeneratorTools, text: str, kinds: set[str]
) -> None:
    article = make_article(text)

    assert not kinds & set(edits_of(article, quizapi_tools))


def test_young_people_stay_young(make_article: MakeArticle, quizapi_tools: GeneratorTools) -> None:
    article = make_article("A 14-year-old boy from Elm Bay built the clock of Norrholm in May.")

    ages = {after for _, after in edits_of(article, quizapi_tools, range(8))["number"]}
    assert ages and all(int(after.partition("-")[0]) < 18 for after in ages)


def test_paper_that_brings_the_news_stands_in_for_nobody(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        "Velisk Harbour Group built the pier of Elm Bay in May. “It is done,” Otto Wray told "
        "Norrholm Press Group. Norrholm Press Group visited the pier of Elm Bay."
    )

    assert "norrholm press group" not in {
        after for _, after in edits_of(article, quizapi_tools).get("name", set())
    }


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


def test_pronoun_keeps_the_gender_of_a_swapped_name(
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        "Mayor Helen Tarrow said that she would sell two ferries. Mr Amit Rao said that he doubted it. "
        "Mrs Sofia Lund said that she had seen the books."
    )
    for before, after in edits_of(article, quizapi_tools, range(6)).get("source", set()):
        assert not (before.endswith(("helen tarrow", "sofia lund")) and after == "amit rao")


def test_name_in_a_denial_is_not_swapped(make_article: MakeArticle, quizapi_tools: GeneratorTools) -> None:
    article = make_article(
        "Paul Marsh was not invited to the feast in Elm Bay. Helen Tarrow opened the feast. Amit Rao "
        "closed it."
    )

    assert "name" not in edits_of(article, quizapi_tools)


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
    make_article: MakeArticle, quizapi_tools: GeneratorTools
) -> None:
    article = make_article(
        NEWS.replace("Mayor Helen Tarrow", "Helen Tarrow, mayor since 2011,"), title="Ferries"
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


def test_every_maker_is_registered_once() -> None:
    assert len({maker.__name__ for maker in MAKERS}) == len(MAKERS)
