"""What is taken out of a pasted article, and what must stay in."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapi.reading.cleaning import clean_article
from tests.deadlines import bounded_work

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures" / "articles").glob("*.gold.json"))
BODY = "The council of Elm Bay voted on Monday to close the old harbour. Work will start in the spring."


@pytest.mark.parametrize("gold_path", FIXTURES, ids=lambda path: path.name)
def test_a_sample_article_is_taken_apart_as_its_gold_says(gold_path: Path) -> None:
    gold = json.loads(gold_path.read_text(encoding="utf-8"))
    raw = gold_path.with_name(gold_path.name.replace(".gold.json", ".txt")).read_bytes().decode("utf-8")

    cleaned = clean_article(raw)

    assert cleaned.text == gold["text"]
    assert cleaned.title == gold["title"]
    assert cleaned.author == gold["author"]
    assert (cleaned.published_on and cleaned.published_on.isoformat()) == gold["published_on"]


def reasons(raw: str) -> list[str]:
    return [removed.why for removed in clean_article(raw).removed]


def test_head_lines_fill_title_author_and_date() -> None:
    cleaned = clean_article(
        "Harbour to close\nFishers are angry\nBy ANN LOW and Piet Maas, City Hall\n"
        "Jan. 5, 2024, 3:15 p.m. ET\n\n" + BODY
    )

    assert cleaned.text == BODY
    assert cleaned.title == "Harbour to close"
    assert cleaned.author == "ANN LOW and Piet Maas"
    assert cleaned.published_on == date(2024, 1, 5)


def test_name_of_a_section_is_no_headline() -> None:
    cleaned = clean_article(
        f"World\n\nPlan to close the harbour dropped\n\nCouncil says money is gone\n\n{BODY}"
    )

    assert cleaned.title == "Plan to close the harbour dropped"
    assert [(r.text, r.why) for r in cleaned.removed] == [
        ("World", "section label"),
        ("Plan to close the harbour dropped", "headline"),
        ("Council says money is gone", "subtitle"),
    ]


def test_short_headline_without_a_longer_line_is_the_title() -> None:
    assert clean_article(f"Harbour closes\n\n{BODY}").title == "Harbour closes"


def test_given_title_is_kept_and_its_repetition_taken_out() -> None:
    cleaned = clean_article(f"The harbour closes.\n\n{BODY}", title="The Harbour Closes")

    assert (cleaned.title, cleaned.text) == ("The Harbour Closes", BODY)


@pytest.mark.parametrize(
    "text",
    [
        "Council closes harbour",
        "The minister said on Tuesday that nobody would come to the talks",
        "The minister said on Tuesday that the United\nStates would not take part in the talks, due in May.",
        "WASHINGTON\u2014the name on the door\u2014was painted over.",
    ],
)
def test_one_paragraph_is_never_a_headline(text: str) -> None:
    cleaned = clean_article(text)

    assert cleaned.title is None
    assert cleaned.text == " ".join(text.split("\n"))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Read more: Five other harbours", "link to other articles"),
        ("RELATED STORIES", "link to other articles"),
        ("Download our app for local news", "download link"),
        ("Download PDF", "download link"),
        ("Share this article", "share buttons"),
        ("Facebook Twitter WhatsApp Email", "share buttons"),
        ("Follow us on Instagram", "share buttons"),
        ("Sign up for our newsletter", "subscription notice"),
        ("ADVERTISEMENT", "advertisement"),
        ("Story continues below advertisement", "advertisement"),
        ("12 comments", "comments"),
        ("(Reporting by Ann Low; editing by Piet Maas)", "credits"),
        ("Additional reporting by Ann Low in Elm Bay", "credits"),
        ("© 2024 Elm Bay Post. All rights reserved.", "copyright notice"),
        ("5 min read", "reading time"),
        ("Boats in the harbour on Friday. Photo: Ann Low/Post", "photo credit"),
        ("Boats in the old harbour Image: Ann Low.", "photo credit"),
        ("A boat leaves. (AP Photo/Ann Low)", "photo credit"),
        ("* * *", "separator"),
        ("###", "separator"),
    ],
)
def test_furniture_is_taken_out_with_its_reason(line: str, why: str) -> None:
    cleaned = clean_article(f"{BODY}\n\n{line}\n\n{BODY}")

    assert cleaned.text == f"{BODY}\n\n{BODY}"
    assert [(r.text, r.why) for r in cleaned.removed] == [(line, why)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Reporting by the Post showed that the council had known for years.",
        "Register to vote by May 3, officials told residents.",
        "He was identified in a photo by police officers from Elm Bay.",
        "The picture is owned by Getty Images, which sold it twice.",
        "Read aloud, the letter took ten minutes.",
        "Share prices fell by a tenth on Monday.",
        "By Monday the harbour was empty.",
        "Download speeds doubled within a year, the company said.",
        "“Closed”",
        "Related party deals made up half of the sum, the audit found.",
    ],
)
def test_sentence_that_looks_like_furniture_stays(sentence: str) -> None:
    raw = f"{BODY}\n\n{sentence}\n\n{BODY}"

    assert clean_article(raw).text == raw


@pytest.mark.parametrize(
    ("prefix", "left"),
    [
        ("ELM BAY, March 4 (Northway Wire) - ", ""),
        ("WASHINGTON (AP) — ", ""),
        ("Taipei, Taiwan — ", ""),
        ("NEW YORK, N.Y. -- ", ""),
        ("London (Wire) – ", ""),
        ("NATO-", "NATO-"),
        ("Rain — ", "Rain — "),
    ],
)
def test_dateline_is_cut_off_the_first_sentence(prefix: str, left: str) -> None:
    assert clean_article(prefix + BODY).text == left + BODY


def test_odd_characters_become_plain_and_quotation_marks_stay() -> None:
    raw = "\ufeff“It\u00a0is a\u200b har\u00adbour,” \u2009he said.\r\n\r\n\r\n«No» 'yes\"  she\tsaid.\x07"

    assert clean_article(raw).text == "“It is a harbour,” he said.\n\n«No» 'yes\" she said."


def test_wrapped_lines_are_joined_and_paragraph_lines_are_not() -> None:
    wrapped = (
        "The council of Elm Bay voted on Monday to close the old harbour, which\n"
        "has been losing money since the ferry to Norrholm stopped in 2011. Mr.\n"
        "Maas said that work would start soon.\n"
        "The fishers, who were not asked, plan to meet on Friday in the hall of\n"
        "the school. They want a vote of their own."
    )
    by_line = f"{BODY}\n{BODY}\n{BODY}"

    assert clean_article(wrapped).text.count("\n\n") == 1
    assert "which has been losing" in clean_article(wrapped).text
    assert clean_article(by_line).text == by_line.replace("\n", "\n\n")


def test_nothing_is_taken_out_where_nothing_would_be_left() -> None:
    cleaned = clean_article("Share this article\n\nAdvertisement")

    assert cleaned.text == "Share this article\n\nAdvertisement"
    assert cleaned.removed == ()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_cleaning_a_cleaned_text_changes_no_characters(raw: str) -> None:
    once = clean_article(raw).text
    again = clean_article(once)

    assert "\r" not in once and "\n\n\n" not in once
    assert once == once.strip()
    assert set(again.text) <= set(once)


@pytest.mark.parametrize(
    "piece",
    [
        "a\n",
        "ab ",
        "(",
        "photo ",
        "By A, ",
        "\n",
        "Photo by A ",
        "x. ",
        "A\u00a0",
        "a-\n",
        '"',
        "1 May 2020, ",
    ],
)
def test_work_does_not_grow_with_the_square_of_the_length(piece: str) -> None:
    with bounded_work():
        clean_article(piece * 150_000)
