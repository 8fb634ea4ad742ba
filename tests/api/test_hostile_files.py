"""Broken and hostile files over HTTP: a problem that says why, and nothing half stored."""

import pytest

from quizapi.store.models import ItemRow, QuizRow
from tests.api.delivery import School
from tests.exchange.hostile import corpus


@pytest.mark.parametrize("group", ["gift", "qti3", "xml", "zips", "objects", "sheets"])
def test_file_makes_a_whole_quiz_or_a_problem(school: School, group: str) -> None:
    def count() -> tuple[int, int]:
        with school.context.sessions() as session:
            return session.query(QuizRow).count(), session.query(ItemRow).count()

    for file in corpus([group]):
        before = count()
        # By hand: the test client keeps large forms in files that it leaves open.
        head = f'--limit\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\n\r\n'
        response = school.teacher.client.post(
            f"/api/v1/quizzes/import?format={file.format}&store=true",
            data=head.encode() + file.data + b"\r\n--limit--\r\n",
            content_type="multipart/form-data; boundary=limit",
            headers={"Authorization": f"Bearer {school.teacher.token}"},
        )
        if response.status_code == 201:
            assert count() == (before[0] + 1, before[1] + len(response.json["items"])), file.name
            continue
        assert response.status_code in (413, 422), (file.name, response.text)
        assert response.content_type == "application/problem+json", file.name
        assert response.json["detail"], file.name
        assert count() == before, file.name
