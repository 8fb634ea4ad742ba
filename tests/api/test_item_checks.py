"""An edited item is checked by a job before it can be published."""

import pytest

from quizapi.store.engine import write_transaction
from quizapi.store.models import JobRow
from quizapi.testing.builders import build_article, build_quiz, item_about
from tests.api.delivery import School


@pytest.fixture
def path(school: School) -> str:
    with write_transaction(school.context.sessions) as session:
        article = build_article(session, school.user_id)
        quiz = build_quiz(session, school.user_id, article, [item_about(article, 0, status="accepted")])
    return f"/quizzes/{quiz}"


def test_edited_item_is_pending_and_keeps_the_quiz_from_being_published(school: School, path: str) -> None:
    teacher = school.teacher
    (item,) = teacher.ok("GET", f"{path}/items")["items"]
    changed = teacher.send(
        "PATCH", f"{path}/items/{item['id']}", {"stem": "The hall was closed."}, If_Match=f'"{item["etag"]}"'
    ).json
    assert (changed["checks"], changed["stem"]) == ("pending", "The hall was closed.")
    with school.context.sessions() as session:
        job = session.query(JobRow).filter_by(kind="check_item").one()
        assert (job.subject_id, job.owner_id) == (item["id"], school.user_id)
    refused = teacher.send("POST", f"{path}/assignments", {})
    assert (refused.status_code, refused.json["type"]) == (409, "/docs/problems#checks-pending")
    teacher.ok("POST", f"/jobs/{job.id}/cancel")
    (unchecked,) = teacher.ok("GET", f"{path}/items")["items"]
    assert (unchecked["checks"], unchecked["flaws"][-1]["code"]) == ("done", "check-failed")
    assert unchecked["etag"] != changed["etag"]
    assert teacher.send("POST", f"{path}/assignments", {}).status_code == 201


def test_judging_an_item_asks_for_no_check(school: School, path: str) -> None:
    (item,) = school.teacher.ok("GET", f"{path}/items")["items"]
    changed = school.teacher.send(
        "PATCH", f"{path}/items/{item['id']}", {"status": "proposed"}, If_Match=f'"{item["etag"]}"'
    ).json
    assert changed["checks"] == "done"
