"""Items over HTTP: replaced by the next best, and put in another order."""

import threading
from typing import Any

import pytest

from tests.api.delivery import School
from tests.api.desk import Desk


def test_the_next_best_takes_the_place(school_of_each: School) -> None:
    desk = Desk(
        school_of_each,
        {"sentence": 1, "status": "spare", "rank": 5, "stem": "The same fact as another item."},
        {"sentence": 2, "status": "spare", "rank": 6, "stem": "The same fact as the replaced one."},
        {"sentence": 8, "status": "spare", "rank": 8, "stem": "Worse."},
        {"sentence": 7, "status": "spare", "rank": 7, "stem": "Best."},
        {"sentence": 9, "status": "spare", "rank": 1, "stem": "Another's.", "generator": "who-said-what"},
    )
    old = desk.list()[2]
    new = desk.teacher.ok("POST", f"{desk.path}/{old['id']}/replace")
    assert (new["stem"], new["status"]) == ("Best.", "proposed")
    assert [item["id"] for item in desk.list()][2] == new["id"]
    assert len(desk.list()) == 5
    assert desk.teacher.ok("GET", f"{desk.path}/{old['id']}")["status"] == "replaced"
    second = desk.teacher.ok("POST", f"{desk.path}/{new['id']}/replace")
    assert second["stem"] == "The same fact as the replaced one."
    third = desk.teacher.ok("POST", f"{desk.path}/{second['id']}/replace")
    assert third["stem"] == "Worse."
    none = desk.teacher.send("POST", f"{desk.path}/{third['id']}/replace")
    assert (none.status_code, none.json["type"]) == (409, "/docs/problems#no-spare")
    assert len(desk.list()) == 5


def test_two_replacements_at_once_take_two_spares(school_of_each: School) -> None:
    desk = Desk(
        school_of_each,
        *({"sentence": n, "status": "spare", "rank": n} for n in (6, 7, 8, 9)),
    )
    items = desk.list()[:4]
    barrier = threading.Barrier(len(items))
    answers: list[Any] = []

    def replace(item_id: str) -> None:
        caller = school_of_each.anybody(desk.teacher.token)
        barrier.wait()
        answers.append(caller.send("POST", f"{desk.path}/{item_id}/replace"))

    threads = [threading.Thread(target=replace, args=(item["id"],)) for item in items]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({answer.json["id"] for answer in answers}) == 4
    assert len(desk.list()) == 5


def test_a_replaced_item_can_be_taken_back(school: School) -> None:
    desk = Desk(school, {"sentence": 8, "status": "spare"})
    old = desk.list()[0]
    desk.teacher.ok("POST", f"{desk.path}/{old['id']}/replace")
    desk.teacher.ok("PATCH", f"{desk.path}/{old['id']}", {"status": "accepted"}, If_Match="*")
    assert old["id"] in [item["id"] for item in desk.list()]


def test_a_replacement_is_undone_as_if_never_made(school: School) -> None:
    desk = Desk(school, {"sentence": 8, "status": "spare"})
    before = desk.list()
    old = before[0]
    quality = f"/generators/{old['generator']}/quality"
    figures = desk.teacher.ok("GET", quality)
    new = desk.teacher.ok("POST", f"{desk.path}/{old['id']}/replace")
    desk.teacher.ok("PATCH", f"{desk.path}/{new['id']}", {"status": "rejected"}, If_Match="*")
    moved = [item["id"] for item in desk.list()]
    moved = [*moved[1:], moved[0]]
    desk.teacher.ok("PUT", desk.path.removesuffix("/items") + "/order", {"item_ids": moved})
    body = {"replacement_id": new["id"], "status": old["status"]}
    back = desk.teacher.ok("POST", f"{desk.path}/{old['id']}/replace/undo", body)
    assert (back["id"], back["status"]) == (old["id"], old["status"])
    assert [item["id"] for item in desk.list()] == [*(item["id"] for item in before[1:]), old["id"]]
    assert desk.teacher.ok("GET", quality) == figures
    assert desk.teacher.send("GET", f"{desk.path}/{new['id']}").status_code == 404
    again = desk.teacher.ok("POST", f"{desk.path}/{old['id']}/replace")
    assert (again["id"], again["status"], again["reject_reason"]) == (new["id"], "proposed", None)


def test_only_what_took_the_place_unchanged_goes_again(school: School) -> None:
    desk = Desk(school, {"sentence": 8, "status": "spare"})
    old, other = desk.list()[:2]
    undo, body = f"{desk.path}/{old['id']}/replace/undo", {"replacement_id": other["id"]}
    never = desk.teacher.send("POST", undo, body)
    assert (never.status_code, never.json["type"]) == (409, "/docs/problems#item-not-replaced")
    new = desk.teacher.ok("POST", f"{desk.path}/{old['id']}/replace")
    desk.teacher.ok("PATCH", f"{desk.path}/{new['id']}", {"stem": "Is it so?"}, If_Match="*")
    edited = desk.teacher.send("POST", undo, {"replacement_id": new["id"]})
    assert (edited.status_code, edited.json["type"]) == (409, "/docs/problems#replacement-in-use")
    assert desk.teacher.ok("GET", f"{desk.path}/{new['id']}")["stem"] == "Is it so?"


def test_replacing_an_old_version_is_refused_where_one_is_named(school: School) -> None:
    desk = Desk(school, {"sentence": 8, "status": "spare"})
    path = f"{desk.path}/{desk.list()[0]['id']}/replace"
    assert desk.teacher.send("POST", path, If_Match='"old"').status_code == 412


def test_a_retried_replacement_happens_once(school: School) -> None:
    desk = Desk(school, {"sentence": 7, "status": "spare"}, {"sentence": 8, "status": "spare", "rank": 1})
    path = f"{desk.path}/{desk.list()[0]['id']}/replace"
    key = "7d0d3f2e-5f0e-4b8e-9d43-0a5b3e6f1c22"
    first = desk.teacher.ok("POST", path, Idempotency_Key=key)
    assert desk.teacher.ok("POST", path, Idempotency_Key=key) == first


def test_items_are_put_in_another_order(school_of_each: School) -> None:
    desk = Desk(school_of_each)
    ids = [item["id"] for item in desk.list()]
    wanted = [ids[4], ids[0], ids[3], ids[1], ids[2]]
    answer = desk.teacher.ok("PUT", f"/quizzes/{desk.quiz_id}/order", {"item_ids": wanted})
    assert answer == {"item_ids": wanted}
    assert [item["id"] for item in desk.list()] == wanted
    assert desk.add().status_code == 201
    assert [item["id"] for item in desk.list()][:5] == wanted


@pytest.mark.parametrize("fault", ["missing", "twice", "foreign", "empty"])
def test_an_order_that_is_not_whole_changes_nothing(desk: Desk, school: School, fault: str) -> None:
    ids = [item["id"] for item in desk.list()]
    order = {
        "missing": ids[1:],
        "twice": [*ids, ids[0]],
        "foreign": [*ids, Desk(school).list()[0]["id"]],
        "empty": [],
    }[fault]
    response = desk.teacher.send("PUT", f"/quizzes/{desk.quiz_id}/order", {"item_ids": order[::-1]})
    assert (response.status_code, response.json["type"]) == (422, "/docs/problems#order-incomplete")
    assert [item["id"] for item in desk.list()] == ids


def test_an_order_of_an_old_quiz_is_refused_where_one_is_named(desk: Desk) -> None:
    ids = [item["id"] for item in desk.list()]
    path = f"/quizzes/{desk.quiz_id}"
    etag = desk.teacher.send("GET", path).headers["ETag"]
    first = desk.teacher.send("PUT", f"{path}/order", {"item_ids": ids[::-1]}, If_Match=etag)
    assert first.status_code == 200
    assert desk.teacher.send("PUT", f"{path}/order", {"item_ids": ids}, If_Match=etag).status_code == 412
