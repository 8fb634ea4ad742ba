"""Quizzes as files over HTTP: every format out, in with a preview, nothing half stored."""

import io
import json
import uuid
from typing import Any

import pytest
from openpyxl import load_workbook

from quizapi.exchange.registry import EXPORTERS
from quizapi.store.engine import write_transaction
from quizapi.store.models import ItemRow, QuizRow
from quizapi.testing.builders import build_article, build_quiz, item_about
from tests.api.delivery import ITEMS, School

GIFT = "::one:: The market closes. {T####It says so.}\n\nWrite an essay.{}\n\nWho? {=Ann ~Bo ~Cy}\n"


def make(school: School, kinds: bool = True) -> str:
    """A quiz of one item with evidence, and where asked one item of each kind; its id."""
    with write_transaction(school.context.sessions) as session:
        article_id = build_article(session, school.user_id)
        quiz_id = build_quiz(
            session, school.user_id, article_id, [item_about(article_id, 0)], title="Halls / “1”"
        )
    for item in ITEMS if kinds else ():
        school.teacher.ok("POST", f"/quizzes/{quiz_id}/items", item)
    return quiz_id


def upload(school: School, name: str, data: bytes | str, query: str = "", **form: str) -> Any:
    content = data.encode() if isinstance(data, str) else data
    return school.teacher.client.post(
        f"/api/v1/quizzes/import{query}",
        data={"file": (io.BytesIO(content), name), **form},
        headers={"Authorization": f"Bearer {school.teacher.token}"},
    )


def count(school: School) -> tuple[int, int]:
    with school.context.sessions() as session:
        return session.query(QuizRow).count(), session.query(ItemRow).count()


def type_of(response: Any) -> str:
    return str(response.json["type"]).removeprefix("/docs/problems#")


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_every_format_is_a_file_with_a_name(school: School, name: str) -> None:
    response = school.teacher.ok("GET", f"/quizzes/{make(school)}/export?format={name}&partial=true")
    data = response.data if hasattr(response, "data") else json.dumps(response).encode()
    assert len(data) > 100


def test_file_has_its_name_and_is_never_shown_as_a_page(school: School) -> None:
    response = school.teacher.send("GET", f"/quizzes/{make(school)}/export?format=html")
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "Halls 1.html" in response.headers["Content-Disposition"]
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"


def test_items_that_have_no_place_are_named_and_left_out_where_asked(school: School) -> None:
    quiz_id = make(school)
    refused = school.teacher.send("GET", f"/quizzes/{quiz_id}/export?format=aiken")
    assert (refused.status_code, type_of(refused)) == (409, "items-not-held")
    assert refused.content_type == "application/problem+json"
    items = school.teacher.ok("GET", f"/quizzes/{quiz_id}/items")["items"]
    gone = [i["id"] for i in items if i["interaction"] in ("multiple", "order", "match", "text")]
    assert [error["pointer"] for error in refused.json["errors"]] == [f"/items/{id}" for id in gone]
    assert all(error["detail"] for error in refused.json["errors"])
    partial = school.teacher.send("GET", f"/quizzes/{quiz_id}/export?format=aiken&partial=true")
    assert partial.headers["Quizapi-Left-Out"].split(", ") == gone
    assert partial.text.count("ANSWER:") == len(items) - len(gone)


def test_what_a_file_loses_is_told_before_it_is_made(school: School) -> None:
    quiz_id = make(school)
    items = school.teacher.ok("GET", f"/quizzes/{quiz_id}/items")["items"]
    look = school.teacher.ok("GET", f"/quizzes/{quiz_id}/export/look?format=aiken")
    refused = school.teacher.send("GET", f"/quizzes/{quiz_id}/export?format=aiken").json
    assert look["item_count"] == len(items)
    named = [(f"/items/{note['item_id']}", note["reason"]) for note in look["left_out"]]
    assert named == [(error["pointer"], error["detail"]) for error in refused["errors"]]
    kinds = {item["id"]: item["interaction"] for item in items}
    assert {kinds[note["item_id"]] for note in look["changed"]} == {"true_false"}
    assert "Explanations" in look["loses"]
    whole = school.teacher.ok("GET", f"/quizzes/{quiz_id}/export/look?format=json")
    assert (whole["left_out"], whole["changed"], whole["loses"]) == ([], [], "")
    bare = make(school, kinds=False)
    none = school.teacher.send("GET", f"/quizzes/{bare}/export/look?format=json&status=accepted")
    assert (none.status_code, type_of(none)) == (409, "nothing-to-export")


def test_only_items_of_the_wanted_status_are_exported(school: School) -> None:
    quiz_id = make(school, kinds=False)
    path = f"/quizzes/{quiz_id}/export?format=gift"
    none = school.teacher.send("GET", path + "&status=accepted")
    assert (none.status_code, type_of(none)) == (409, "nothing-to-export")
    assert "Statement 0" in school.teacher.ok("GET", path).text
    item = school.teacher.ok("GET", f"/quizzes/{quiz_id}/items")["items"][0]
    school.teacher.ok("PATCH", f"/quizzes/{quiz_id}/items/{item['id']}", {"status": "rejected"}, If_Match="*")
    assert school.teacher.send("GET", path).status_code == 409


def test_paper_comes_with_and_without_key(school: School) -> None:
    path = f"/quizzes/{make(school)}/export?format=markdown"
    assert "QUAGGAKEY" in school.teacher.ok("GET", path).text
    assert "QUAGGAKEY" not in school.teacher.ok("GET", path + "&key=false").text


def test_another_teachers_quiz_is_not_found(school: School) -> None:
    other = school.another_teacher()
    assert other.send("GET", f"/quizzes/{make(school)}/export?format=gift").status_code == 404
    assert school.anybody().send("GET", f"/quizzes/{make(school)}/export?format=gift").status_code == 401


@pytest.mark.parametrize("query", ["", "?format=docx", "?format=gift&status=spare"])
def test_faulty_query_is_told(school: School, query: str) -> None:
    assert school.teacher.send("GET", f"/quizzes/{make(school)}/export{query}").status_code == 422


def test_preview_names_all_and_stores_nothing(school: School) -> None:
    response = upload(school, "quiz.gift", GIFT)
    assert response.status_code == 200, response.text
    report = response.json
    assert (report["format"], report["quiz_id"]) == ("gift", None)
    assert [item["interaction"] for item in report["items"]] == ["true_false", "choice"]
    assert [(part["line"], "essay" in part["reason"]) for part in report["skipped"]] == [(3, True)]
    assert count(school) == (0, 0)


@pytest.mark.parametrize("as_query", [True, False])
def test_stored_import_is_a_quiz_like_any_other(school_of_each: School, as_query: bool) -> None:
    school = school_of_each
    fields = {"store": "true", "title": "From elsewhere"}
    query = "?" + "&".join(f"{name}={value}" for name, value in fields.items()) if as_query else ""
    response = upload(school, "quiz.gift", GIFT, query, **({} if as_query else fields))
    assert response.status_code == 201, response.text
    quiz_id = response.json["quiz_id"]
    assert response.headers["Location"] == f"/api/v1/quizzes/{quiz_id}"
    quiz = school.teacher.ok("GET", f"/quizzes/{quiz_id}")
    assert (quiz["title"], quiz["status"], quiz["articles"]) == ("From elsewhere", "ready", [])
    items = school.teacher.ok("GET", f"/quizzes/{quiz_id}/items")["items"]
    assert [(item["stem"], item["status"]) for item in items] == [
        ("The market closes.", "proposed"),
        ("Who?", "proposed"),
    ]
    assert items[0]["explanation"] == "It says so."
    made = school.teacher.ok("GET", f"/quizzes/{quiz_id}/provenance")["made"]
    assert made["imported"] == {"format": "gift", "filename": "quiz.gift"}
    for item in items:
        path = f"/quizzes/{quiz_id}/items/{item['id']}"
        school.teacher.ok("PATCH", path, {"stem": "Another?", "status": "accepted"}, If_Match="*")


def test_own_file_comes_back_whole_with_its_evidence(school: School) -> None:
    quiz_id = make(school)
    written = school.teacher.send("GET", f"/quizzes/{quiz_id}/export?format=json").json
    made = school.teacher.ok("POST", "/quizzes/import?store=true", written)
    assert made["skipped"] == []
    before = school.teacher.ok("GET", f"/quizzes/{quiz_id}/items")["items"]
    after = school.teacher.ok("GET", f"/quizzes/{made['quiz_id']}/items")["items"]
    kept = ("interaction", "stem", "options", "matches", "key", "accepted", "explanation", "evidence", "tags")
    assert [{name: item[name] for name in kept} for item in after] == [
        {name: item[name] for name in kept} for item in before
    ]
    assert after[0]["generator"] == "true-false"
    quiz = school.teacher.ok("GET", f"/quizzes/{made['quiz_id']}")
    assert len(quiz["articles"]) == 1


def test_evidence_of_anothers_article_becomes_words_and_reaches_no_article(school: School) -> None:
    written = school.teacher.send("GET", f"/quizzes/{make(school, kinds=False)}/export?format=json").json
    other = school.another_teacher()
    made = other.ok("POST", "/quizzes/import?store=true", written)
    (item,) = other.ok("GET", f"/quizzes/{made['quiz_id']}/items")["items"]
    assert (item["evidence"], item["generator"]) == ([], "")
    assert written["items"][0]["evidence"][0]["text"] in item["explanation"]
    assert other.ok("GET", f"/quizzes/{made['quiz_id']}")["articles"] == []


def test_evidence_that_the_article_does_not_say_is_not_believed(school: School) -> None:
    written = school.teacher.send("GET", f"/quizzes/{make(school, kinds=False)}/export?format=json").json
    written["items"][0]["evidence"][0]["text"] = "Something else."
    report = school.teacher.ok("POST", "/quizzes/import", written)
    assert report["items"][0]["evidence"] == []


def test_item_that_stands_twice_in_a_file_is_named(school: School) -> None:
    report = upload(school, "quiz.gift", "Is it?{T}\n\nIs it?{T}\n").json
    assert len(report["items"]) == 1
    assert "twice" in report["skipped"][0]["reason"]
    assert report["skipped"][0]["line"] == 3


def test_item_that_the_house_does_not_take_is_named(school: School) -> None:
    report = upload(school, "quiz.gift", "Essay{}\n\nPairs{=a -> 1 =b -> 2}\n").json
    assert report["items"] == []
    essay, pairs = report["skipped"]
    assert (essay["line"], pairs["line"]) == (1, 3)
    assert "3 to 8" in pairs["reason"]


BAD = [
    ("no such format", "quiz.gift", GIFT, "?format=word", 422, "invalid-request"),
    ("unknown ending", "quiz.bin", GIFT, "", 422, "format-unknown"),
    ("empty", "quiz.gift", "", "", 422, "file-refused"),
    ("not UTF-8", "quiz.gift", "Ärger{T}".encode("latin-1"), "", 422, "file-refused"),
    ("entities", "q.xml", '<!DOCTYPE q [<!ENTITY a "b">]><quiz>&a;</quiz>', "", 422, "file-refused"),
    ("cut off", "q.zip", b"PK\x03\x04", "", 422, "file-refused"),
    ("nothing to store", "quiz.gift", "Essay{}\n", "?store=true", 422, "nothing-to-store"),
    ("store is no boolean", "quiz.gift", GIFT, "?store=perhaps", 422, "invalid-request"),
]


@pytest.mark.parametrize(
    ("name", "data", "query", "status", "type"), [case[1:] for case in BAD], ids=[case[0] for case in BAD]
)
def test_bad_files_are_refused_and_leave_nothing(
    school: School, name: str, data: bytes | str, query: str, status: int, type: str
) -> None:
    response = upload(school, name, data, query)
    assert (response.status_code, type_of(response)) == (status, type)
    assert response.json["detail"]
    assert count(school) == (0, 0)


def test_faulty_field_of_the_form_is_pointed_at(school: School) -> None:
    response = upload(school, "quiz.gift", GIFT, store="perhaps")
    assert (response.status_code, response.json["errors"][0]["pointer"]) == (422, "/store")


def test_body_of_another_kind_and_form_without_file_are_told(school: School) -> None:
    headers = {"Authorization": f"Bearer {school.teacher.token}"}
    client = school.teacher.client
    text = client.post("/api/v1/quizzes/import", data=GIFT, content_type="text/plain", headers=headers)
    assert text.status_code == 415
    form = client.post(
        "/api/v1/quizzes/import", data={"title": "x"}, content_type="multipart/form-data", headers=headers
    )
    assert (form.status_code, form.json["errors"][0]["pointer"]) == (422, "/file")


def test_repeated_import_with_one_key_makes_one_quiz(school: School) -> None:
    key = str(uuid.uuid4())
    written = school.teacher.send("GET", f"/quizzes/{make(school)}/export?format=json").json
    first, second = (
        school.teacher.ok("POST", "/quizzes/import?store=true", written, Idempotency_Key=key)
        for _ in range(2)
    )
    assert first["quiz_id"] == second["quiz_id"]
    assert count(school)[0] == 2


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_template_is_taken_as_it_is_given(school: School, format: str) -> None:
    template = school.teacher.send("GET", f"/quizzes/import/template?format={format}")
    assert "attachment" in template.headers["Content-Disposition"]
    report = upload(school, f"t.{format}", template.data).json
    assert len(report["items"]) == 6
    assert not report["skipped"]


def test_json_template_is_the_schema(school: School) -> None:
    response = school.teacher.send("GET", "/quizzes/import/template?format=json")
    assert json.loads(response.data)["properties"]["format"]["const"] == "quizapi-quiz"


def test_exported_sheet_is_read_by_a_spreadsheets_reader(school: School) -> None:
    data = school.teacher.send("GET", f"/quizzes/{make(school)}/export?format=xlsx").data
    assert load_workbook(io.BytesIO(data)).active.max_row == 8
