"""Texts tried out over HTTP; the work itself is tested with the workers."""

from typing import Any

import pytest

from quizapi.store.models import ArticleRow, JobRow
from tests.api.delivery import School
from tests.api.test_articles import BODY


def test_a_text_is_a_job_and_no_article(school: School) -> None:
    job = school.teacher.ok("POST", "/playground", {"text": f"By Ann Lee\n\n{BODY}", "title": "Market"})
    assert (job["kind"], job["state"], job["result"]) == ("try_text", "queued", {})
    with school.context.sessions() as session:
        assert session.query(ArticleRow).count() == 0
        row = session.get_one(JobRow, job["id"])
        assert row.params["article"]["text"] == BODY
        assert row.params["article"]["author"] == "Ann Lee"
        names = [generator["name"] for generator in row.params["generators"]]
        assert names == sorted(school.context.registry.generators)


def test_its_owner_alone_forgets_it(school: School) -> None:
    job = school.teacher.ok("POST", "/playground", {"text": BODY})
    path = f"/playground/{job['id']}"
    stranger = school.another_teacher()
    assert stranger.send("DELETE", path).status_code == 404
    assert school.teacher.send("DELETE", path).status_code == 204
    assert school.teacher.send("GET", f"/jobs/{job['id']}").status_code == 404
    assert school.teacher.send("DELETE", path).status_code == 404


def test_other_jobs_are_not_deleted_so(school: School) -> None:
    school.teacher.ok("POST", "/articles", {"text": BODY})
    with school.context.sessions() as session:
        job_id = session.query(JobRow.id).filter_by(kind="read_article").scalar()
    assert school.teacher.send("DELETE", f"/playground/{job_id}").status_code == 404
    assert school.teacher.send("GET", f"/jobs/{job_id}").status_code == 200


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"text": "Too short."}, "/text"),
        ({}, "/text"),
        ({"text": BODY, "generators": [{"name": "poems"}]}, "/generators/0/name"),
        (
            {"text": BODY, "generators": [{"name": "true-false", "options": {"x": 1}}]},
            "/generators/0/options/x",
        ),
        ({"text": BODY, "seed": -1}, "/seed"),
    ],
)
def test_what_cannot_be_tried_is_refused_with_its_place(
    school: School, body: dict[str, Any], pointer: str
) -> None:
    answer = school.teacher.send("POST", "/playground", body)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == pointer
