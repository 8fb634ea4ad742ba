"""Quizzes made beside other articles, by a worker."""

from typing import Any

import pytest
from school import School

from quizapi.services.articles import find_article
from quizapi.services.item_checks import item_to_check
from quizapi.store.engine import write_transaction
from quizapi.store.models import ArticleRow, ItemRow

BESIDE = (
    "Governor Nadia Ferrow told reporters in Lorne on Friday that she had read the report. Ferrow said it "
    "was wrong. Judge Owen Sallis said that he had read it, too. Sallis told the court that it was right."
)


def names_of(item: ItemRow) -> set[str]:
    return {option["text"] for option in item.options}


def flaws_of(item: ItemRow) -> dict[str, str]:
    return {flaw["code"]: flaw["detail"] for flaw in item.flaws}


@pytest.fixture
def teacher(working_school: School) -> str:
    return working_school.teacher()


def made(school: School, teacher: str, articles: list[str], **asked: Any) -> tuple[str, list[ItemRow]]:
    quiz, job_id = school.quiz(teacher, articles, "borrower", **asked)
    job = school.wait(job_id)
    assert job.state == "succeeded", job.problems
    return quiz, school.items(quiz)


def test_wrong_options_come_from_the_articles_named_and_are_told(
    working_school: School, teacher: str
) -> None:
    article = working_school.article(teacher)
    beside = working_school.article(teacher, BESIDE)

    quiz, (item, *_) = made(working_school, teacher, [article], context_ids=[beside])
    _, (alone, *_) = made(working_school, teacher, [article])

    assert {"Ilse Brandt", "Nadia Ferrow", "Owen Sallis"} <= names_of(item)
    assert not {"Nadia Ferrow", "Owen Sallis"} & names_of(alone)
    assert "option-from-context" in flaws_of(item) and "“Market”" in flaws_of(item)["option-from-context"]
    assert set(flaws_of(alone)) & {"option-from-context", "option-from-list"} == {"option-from-list"}
    assert {piece["article_id"] for piece in item.evidence} == {article}
    provenance = working_school.provenance(quiz)
    assert [(a["id"], a["revision"]) for a in provenance["context_articles"]] == [(beside, 1)]
    assert all(len(a["text_hash"]) == 64 for a in provenance["context_articles"])
    assert [a["id"] for a in provenance["articles"]] == [article]


def test_same_request_gives_the_same_items_with_as_many_articles_beside_as_may_be(
    working_school: School, teacher: str
) -> None:
    articles = [working_school.article(teacher), working_school.article(teacher, BESIDE)]
    beside = [
        working_school.article(teacher, BESIDE.replace("Ferrow", f"Ferr{letter}an").replace("Owen", "Otto"))
        for letter in "abcdefghij"
    ]
    quizzes = [
        working_school.quiz(teacher, articles, "borrower", "steady", context_ids=beside) for _ in range(2)
    ]
    for _, job_id in quizzes:
        job = working_school.wait(job_id, 60.0)
        assert (job.state, job.done) == ("succeeded", job.total)

    one, other = ([i.content_hash for i in working_school.items(quiz)] for quiz, _ in quizzes)

    assert one and one == other


def test_article_beside_that_was_deleted_is_told_and_the_quiz_made_without_it(
    working_school: School, teacher: str
) -> None:
    article = working_school.article(teacher)
    gone = working_school.article(teacher, BESIDE)
    with write_transaction(working_school.sessions) as session:
        session.delete(session.get_one(ArticleRow, gone))
    quiz, job_id = working_school.quiz(teacher, [article], "borrower", asked_for=[gone])

    job = working_school.wait(job_id)

    assert job.state == "succeeded"
    assert [problem["type"] for problem in job.problems if not problem["generator"]] == ["gone"]
    assert any(gone in problem["detail"] for problem in job.problems)
    assert working_school.provenance(quiz)["context_articles"] == []
    assert working_school.items(quiz)


def test_edited_item_is_checked_beside_the_same_articles(working_school: School, teacher: str) -> None:
    article = working_school.article(teacher)
    beside = working_school.article(teacher, BESIDE)
    _, (item, *_) = made(working_school, teacher, [article], context_ids=[beside])

    with write_transaction(working_school.sessions) as session:
        session.get_one(ItemRow, item.id).checks = "pending"
    with working_school.sessions() as session:
        found = item_to_check(session, item.id)
        assert find_article(session, teacher, beside).revision == 1

    assert found is not None
    assert found["place"] == {
        "id": article,
        "revision": 1,
        "context": [{"id": beside, "revision": 1}],
    }
