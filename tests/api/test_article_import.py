"""Articles from files over HTTP."""

import io
from typing import Any

import docx
import pytest
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import stream_encode_multipart

from quizapi.store.models import ArticleRow, ImportFileRow, JobRow
from tests.api.delivery import School
from tests.api.test_articles import BODY

KEY = "0b5a4f6e-7c1d-4e2f-9a3b-8c7d6e5f4a3b"


def send(
    school: School, *files: tuple[str, bytes], field: str = "file", key: str = "", boundary: str = ""
) -> Any:
    data = MultiDict([(field, FileStorage(io.BytesIO(data), name)) for name, data in files])
    body, _, boundary = stream_encode_multipart(data, boundary=boundary or None)
    headers = {"Authorization": f"Bearer {school.teacher.token}"}
    return school.teacher.client.post(
        "/api/v1/articles/import",
        data=body.read(),
        content_type=f'multipart/form-data; boundary="{boundary}"',
        headers={**headers, "Idempotency-Key": key} if key else headers,
    )


def count(school: School) -> tuple[int, int]:
    with school.context.sessions() as session:
        return session.query(ArticleRow).count(), session.query(JobRow).count()


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph("Fish market to close", style="Title")
    for text in BODY.split("\n\n"):
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_one_file_is_an_article_with_its_reading(school: School) -> None:
    response = send(school, ("market.docx", word_file()))
    assert response.status_code == 201, response.text
    assert (response.json["title"], response.json["text"]) == ("Fish market to close", BODY)
    assert response.headers["Location"] == f"/api/v1/articles/{response.json['id']}"
    assert count(school) == (1, 1)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", BODY.encode()),
        ("a.md", f"# Fish market to close\n\n{BODY}".encode()),
        (
            "a.html",
            ("<article>" + "".join(f"<p>{p}</p>" for p in BODY.split("\n\n")) + "</article>").encode(),
        ),
    ],
)
def test_texts_of_all_kinds_are_cleaned_like_pasted_ones(school: School, name: str, data: bytes) -> None:
    assert send(school, (name, data)).json["text"] == BODY


def test_several_files_are_a_job(school: School) -> None:
    response = send(school, ("a.txt", BODY.encode()), ("b.exe", b"MZ"), ("c.txt", b"Too short."))
    assert response.status_code == 202
    assert response.headers["Location"] == f"/api/v1/jobs/{response.json['id']}"
    assert (response.json["kind"], response.json["progress"]["total"]) == ("import_articles", 3)
    assert response.json["result"] == {"articles": [], "known": [], "refused": []}
    assert count(school) == (0, 1)


def test_files_sent_twice_with_one_key_are_one_job(school: School) -> None:
    answers = [
        send(school, ("a.txt", BODY.encode()), ("b.txt", BODY.encode()), key=KEY, boundary="x" * 20)
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json["id"] == answers[1].json["id"]
    assert count(school) == (0, 1)


def test_cancelled_import_keeps_no_file(school: School) -> None:
    job = send(school, ("a.txt", BODY.encode()), ("b.txt", BODY.encode())).json
    with school.context.sessions() as session:
        assert session.query(ImportFileRow).count() == 2
    cancelled = school.teacher.ok("POST", f"/jobs/{job['id']}/cancel")
    assert cancelled["state"] == "cancelled"
    with school.context.sessions() as session:
        assert session.query(ImportFileRow).count() == 0


@pytest.mark.parametrize(
    ("files", "status", "type"),
    [
        ([("a.exe", b"MZ")], 422, "file-refused"),
        ([("a.txt", b"Too short.")], 422, "text-too-short"),
        ([("a.txt", b"x")] * 501, 422, "too-many-files"),
        ([("a.txt", b"The cat sat. " * 20_000)], 413, "text-too-long"),
    ],
)
def test_bad_files_are_refused_and_leave_nothing(
    school: School, files: list[tuple[str, bytes]], status: int, type: str
) -> None:
    response = send(school, *files)
    assert (response.status_code, response.json["type"]) == (status, f"/docs/problems#{type}")
    assert count(school) == (0, 0)


def test_form_without_file_and_other_bodies_are_told(school: School) -> None:
    assert send(school, ("a.txt", BODY.encode()), field="files").status_code == 422
    headers = {"Authorization": f"Bearer {school.teacher.token}"}
    other = {"data": b"x", "content_type": "text/plain", "headers": headers}
    assert school.teacher.client.post("/api/v1/articles/import", **other).status_code == 415
