"""Edits of items over HTTP."""

from typing import Any

import pytest

from quizapi.testing.builders import TEXT
from tests.api.delivery import School
from tests.api.desk import CHOICE, Desk


def test_an_edit_keeps_the_rest_and_says_that_it_was_edited(desk: Desk) -> None:
    item = desk.list()[0]
    edited = desk.patch(item, stem="The mayor closed hall 1.", explanation="She said so.").json
    assert (edited["stem"], edited["explanation"]) == ("The mayor closed hall 1.", "She said so.")
    assert edited["evidence"] == item["evidence"]
    assert "edited" in edited["tags"]
    assert desk.list()[0] == edited


def test_an_edit_is_judged_anew_where_the_checks_look(school: School) -> None:
    flaw = {"code": "vague-word", "detail": "The word “many” is vague.", "fatal": False}
    desk = Desk(school, {"sentence": 8, "flaws": [flaw]})
    explained = desk.patch(desk.list()[-1], explanation="Because.").json
    assert explained["flaws"] == [flaw]
    assert desk.patch(explained, stem="Hall 9 was closed.").json["flaws"] == []


def test_no_change_is_no_new_version(desk: Desk) -> None:
    item = desk.list()[0]
    same = desk.patch(item, stem=item["stem"], status=item["status"]).json
    assert same == item


def test_an_edit_of_a_false_statement_forgets_what_was_changed_in_it(school: School) -> None:
    edit = {"kind": "negation", "source": "x", "start": 0, "before": "x", "after": "y"}
    desk = Desk(school, {"sentence": 8, "edit": edit})
    item = desk.list()[-1]
    assert item["edit"] == edit
    assert desk.patch(item, explanation="Because.").json["edit"] == edit
    assert desk.patch(desk.list()[-1], key=False).json["edit"] is None


BAD_EDITS: list[tuple[str, dict[str, Any], str, str]] = [
    ("empty stem", {"stem": ""}, "invalid-request", "/stem"),
    ("blank stem", {"stem": " \n "}, "item-invalid", "/stem"),
    ("key of another kind", {"key": ["a"]}, "item-invalid", "/key"),
    ("key null", {"key": None}, "invalid-request", "/key"),
    ("options where none are", {"options": CHOICE["options"]}, "item-invalid", "/options"),
    ("accepted where none are", {"accepted": ["x"]}, "item-invalid", "/accepted"),
    ("no evidence", {"evidence": []}, "evidence-invalid", "/evidence"),
    ("status spare", {"status": "spare"}, "invalid-request", "/status"),
    ("interaction", {"interaction": "text"}, "invalid-request", "/interaction"),
    ("generator", {"generator": "mine"}, "invalid-request", "/generator"),
    ("NUL", {"stem": "a\x00"}, "invalid-request", "/stem"),
    ("half characters", {"explanation": "\ud800"}, "invalid-request", "/explanation"),
]


@pytest.mark.parametrize(
    ("change", "type", "pointer"), [case[1:] for case in BAD_EDITS], ids=[case[0] for case in BAD_EDITS]
)
def test_bad_edits_leave_the_item_as_it_was(
    desk: Desk, change: dict[str, Any], type: str, pointer: str
) -> None:
    item = desk.list()[0]
    response = (
        desk.patch(item, explanation="Lost", **change)
        if "explanation" not in change
        else desk.patch(item, **change)
    )
    assert response.status_code == 422
    assert response.json["type"] == f"/docs/problems#{type}"
    assert response.json["errors"][0]["pointer"] == pointer
    assert desk.list()[0] == item


def test_evidence_is_made_whole_and_must_be_what_the_article_says(desk: Desk) -> None:
    item = desk.list()[0]
    span = {"article_id": desk.article_id, "start": 4, "end": 11}
    edited = desk.patch(item, evidence=[span]).json
    assert edited["evidence"] == [{**span, "revision": 1, "role": "evidence", "text": TEXT[4:11]}]
    for change, pointer in (
        ({"text": "something else"}, "/evidence/0/text"),
        ({"end": len(TEXT) + 1}, "/evidence/0/end"),
        ({"start": 11}, "/evidence/0/end"),
        ({"revision": 2}, "/evidence/0/revision"),
        ({"article_id": desk.quiz_id}, "/evidence/0/article_id"),
    ):
        response = desk.patch(edited, evidence=[{**span, **change}])
        assert response.json["type"] == "/docs/problems#evidence-invalid"
        assert response.json["errors"][0]["pointer"] == pointer
