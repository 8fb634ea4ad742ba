"""Hand-written items over HTTP: of every kind, and what is refused."""

from typing import Any

import pytest

from tests.api.delivery import School
from tests.api.desk import CHOICE, Desk


def test_a_hand_written_item_stands_at_the_end_and_is_accepted(desk: Desk) -> None:
    response = desk.add(explanation="See day 1.", tags=["easy"])
    assert response.status_code == 201
    item = response.json
    assert response.headers["Location"] == f"/api/v1{desk.path}/{item['id']}"
    assert (item["generator"], item["status"], item["tags"]) == ("", "accepted", ["easy"])
    assert desk.list()[-1] == item == desk.teacher.ok("GET", f"{desk.path}/{item['id']}")
    assert [flaw["code"] for flaw in item["flaws"]] == ["evidence-missing"]
    assert desk.add(stem="Another?", status="proposed").json["status"] == "proposed"


KINDS: list[dict[str, Any]] = [
    CHOICE,
    {**CHOICE, "interaction": "multiple", "key": ["a", "c"]},
    {"interaction": "true_false", "stem": "Hall 1 was closed.", "key": False},
    {**CHOICE, "interaction": "order", "key": ["b", "a", "c"]},
    {
        **CHOICE,
        "interaction": "match",
        "matches": [{"id": i, "text": f"Day {i}"} for i in "1234"],
        "key": [["a", "1"], ["b", "2"], ["c", "3"]],
    },
    {"interaction": "text", "stem": "Who is the mayor?", "key": "Ilse Brandt", "accepted": ["Brandt"]},
]


def test_every_interaction_can_be_written(school_of_each: School) -> None:
    desk = Desk(school_of_each)
    for item in KINDS:
        made = desk.teacher.ok("POST", desk.path, item)
        assert said(made) == said({"options": [], "matches": [], **item})


def said(item: dict[str, Any]) -> dict[str, Any]:
    """What an item says, whatever the ids of its options; the order of a choice's options with it."""
    text = {option["id"]: option["text"] for option in [*item["options"], *item["matches"]]}
    key = item["key"]
    if item["options"]:
        key = [[text[p] for p in part] if isinstance(part, list) else text[part] for part in key]
    shown = [option["text"] for option in item["options"]]
    return {
        "interaction": item["interaction"],
        "stem": item["stem"],
        "options": sorted(shown) if item["interaction"] == "order" else shown,
        "matches": sorted(option["text"] for option in item["matches"]),
        "key": key,
    }


def test_an_order_is_never_shown_in_the_key_s_order(desk: Desk) -> None:
    made = desk.add(interaction="order", key=["a", "b", "c"]).json
    assert [option["id"] for option in made["options"]] != made["key"]
    assert sorted(option["id"] for option in made["options"]) == ["a", "b", "c"]


def option(id: str, text: str = "") -> dict[str, str]:
    return {"id": id, "text": text or f"Hall {id}"}


BAD_ITEMS: list[tuple[str, dict[str, Any], str]] = [
    ("two options", {"options": [option("a"), option("b")]}, "/options"),
    ("seven options", {"options": [option(i) for i in "abcdefg"]}, "/options"),
    ("two ids alike", {"options": [option("a"), option("a", "x"), option("c")]}, "/options/1/id"),
    ("two texts alike", {"options": [option("a"), option("b", "HALL  a"), option("c")]}, "/options/1/text"),
    ("blank option", {"options": [option("a"), option("b", " "), option("c")]}, "/options/1/text"),
    ("key names none", {"key": ["z"]}, "/key"),
    ("two keys", {"key": ["a", "b"]}, "/key"),
    ("empty key", {"key": []}, "/key"),
    ("key is a word", {"key": "a"}, "/key"),
    ("key is a boolean", {"key": True}, "/key"),
    ("matches", {"matches": [option("1"), option("2"), option("3")]}, "/matches"),
    ("true_false with options", {"interaction": "true_false", "key": True}, "/options"),
    ("multiple without key", {"interaction": "multiple", "key": []}, "/key"),
    ("multiple twice", {"interaction": "multiple", "key": ["a", "a"]}, "/key"),
    ("order incomplete", {"interaction": "order", "key": ["a", "b"]}, "/key"),
    ("match without matches", {"interaction": "match", "key": [["a", "1"]]}, "/matches"),
    ("text without key", {"interaction": "text", "options": [], "key": " "}, "/key"),
]


@pytest.mark.parametrize(
    ("change", "pointer"), [case[1:] for case in BAD_ITEMS], ids=[case[0] for case in BAD_ITEMS]
)
def test_items_not_of_their_kind_s_form_are_refused(desk: Desk, change: dict[str, Any], pointer: str) -> None:
    response = desk.add(**change)
    assert (response.status_code, response.json["type"]) == (422, "/docs/problems#item-invalid")
    assert response.json["errors"][0]["pointer"] == pointer
    assert len(desk.list()) == 5


def test_unknown_interactions_are_refused(desk: Desk) -> None:
    assert desk.add(interaction="crossword").status_code == 422


def test_the_same_item_twice_is_a_conflict(desk: Desk) -> None:
    assert desk.add().status_code == 201
    again = desk.add()
    assert (again.status_code, again.json["type"]) == (409, "/docs/problems#item-duplicate")


def test_faults_of_the_words_are_told(desk: Desk) -> None:
    item = desk.add(
        stem="Was it hall a that the council closed?",
        options=[option("a"), option("b"), option("c", "A hall that nobody has ever heard of until now")],
        key=["a"],
    ).json
    assert [flaw["code"] for flaw in item["flaws"]] == ["key-in-stem", "lengths-unequal", "evidence-missing"]
    flaws = desk.patch(item, key=[item["options"][2]["id"]]).json["flaws"]
    assert [flaw["code"] for flaw in flaws] == ["key-longest", "lengths-unequal", "evidence-missing"]
