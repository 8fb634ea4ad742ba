"""What becomes of items when their article is edited: they follow it, or are stale."""

from typing import Any

from quizapi.services.quizzes_saving import save_quiz
from quizapi.store.engine import write_transaction
from quizapi.store.models import QuizRow
from quizapi.testing.builders import NOON, TEXT, build_article, build_quiz, item_about
from tests.api.delivery import School

FIRST, SECOND = TEXT.split("\n\n")[:2]


def made(school: School, *items: dict[str, Any]) -> tuple[str, str]:
    with write_transaction(school.context.sessions) as session:
        article_id = build_article(session, school.user_id)
        rows = [item_about(article_id, n, **item) for n, item in enumerate(items)]
        return article_id, build_quiz(session, school.user_id, article_id, rows)


def edit(school: School, article_id: str, text: str) -> dict[str, Any]:
    changed: dict[str, Any] = school.teacher.ok(
        "PATCH", f"/articles/{article_id}", {"text": text}, If_Match="*"
    )
    return changed


def items_of(school: School, quiz_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = school.teacher.ok("GET", f"/quizzes/{quiz_id}/items")["items"]
    return found


ACCEPTED = {"status": "accepted"}


def test_items_follow_the_text_where_it_stands_and_are_stale_where_it_does_not(
    school_of_each: School,
) -> None:
    school = school_of_each
    article_id, quiz_id = made(school, ACCEPTED, ACCEPTED)
    before = items_of(school, quiz_id)
    edit(school, article_id, "A new beginning. " + TEXT.replace(SECOND, "Nothing of that was true."))
    kept, lost = items_of(school, quiz_id)
    (proof,) = kept["evidence"]
    text = school.teacher.ok("GET", f"/articles/{article_id}?revision=2")["text"]
    assert (proof["revision"], text[proof["start"] : proof["end"]]) == (2, FIRST)
    assert (kept["status"], kept["stale"], kept["flaws"]) == ("accepted", False, [])
    assert (lost["status"], lost["stale"]) == ("proposed", True)
    assert [flaw["code"] for flaw in lost["flaws"]] == ["evidence-stale"]
    assert lost["evidence"] == before[1]["evidence"]
    assert lost["etag"] != before[1]["etag"]
    assert school.teacher.ok("GET", f"/quizzes/{quiz_id}")["articles"][0]["revision"] == 2


def test_stale_item_is_sound_again_with_new_evidence(school: School) -> None:
    article_id, quiz_id = made(school, ACCEPTED)
    edit(school, article_id, TEXT.replace(FIRST, "The hall burnt down."))
    (item,) = items_of(school, quiz_id)
    path = f"/quizzes/{quiz_id}/items/{item['id']}"
    worded = school.teacher.ok("PATCH", path, {"stem": "Did it burn?"}, If_Match="*")
    assert worded["stale"]
    assert "evidence-stale" in [flaw["code"] for flaw in worded["flaws"]]
    proof = [{"article_id": article_id, "start": 0, "end": 20}]
    mended = school.teacher.ok("PATCH", path, {"evidence": proof, "status": "accepted"}, If_Match="*")
    assert (mended["stale"], mended["status"], mended["flaws"]) == (False, "accepted", [])
    assert (mended["evidence"][0]["revision"], mended["evidence"][0]["text"]) == (2, "The hall burnt down.")


def test_published_version_keeps_its_own_text_and_evidence(school: School) -> None:
    article_id, quiz_id = made(school, ACCEPTED)
    assignment = school.teacher.ok("POST", f"/quizzes/{quiz_id}/assignments", {"feedback": "submit"})
    edit(school, article_id, "Other words. " + TEXT)
    student = school.join(assignment)
    assert student.answer["articles"][0]["text"] == TEXT
    ended = student.ok("POST", f"/attempts/{student.answer['id']}/submit")
    (proof,) = ended["unanswered"][0]["evidence"]
    assert (proof["revision"], TEXT[proof["start"] : proof["end"]]) == (1, proof["text"])


def test_quiz_that_is_still_made_keeps_its_text_until_it_is_there(school: School) -> None:
    article_id, quiz_id = made(school)
    with write_transaction(school.context.sessions) as session:
        session.get_one(QuizRow, quiz_id).status = "draft"
    edit(school, article_id, "Other words. " + TEXT)
    assert school.teacher.ok("GET", f"/quizzes/{quiz_id}")["articles"][0]["revision"] == 1
    row = item_about(article_id, 0)
    item = {**row, "key": row["key"]["value"]}
    with write_transaction(school.context.sessions) as session:
        assert save_quiz(session, quiz_id, items=[item], spares=[], provenance={}, now=NOON)
    (shown,) = items_of(school, quiz_id)
    assert (shown["evidence"][0]["revision"], shown["evidence"][0]["start"]) == (2, len("Other words. "))


def test_stale_spare_takes_no_place(school: School) -> None:
    article_id, quiz_id = made(school, {}, {"status": "spare"})
    (item,) = items_of(school, quiz_id)
    edit(school, article_id, TEXT.replace(SECOND, "Gone."))
    answer = school.teacher.send("POST", f"/quizzes/{quiz_id}/items/{item['id']}/replace")
    assert (answer.status_code, answer.json["type"]) == (409, "/docs/problems#no-spare")
