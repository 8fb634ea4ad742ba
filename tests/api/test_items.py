"""Items over HTTP: seen and judged by their teacher, and by nobody else."""

from quizapi.store.engine import write_transaction
from quizapi.testing.builders import TEXT, item_about
from tests.api.delivery import School
from tests.api.desk import CHOICE, Desk


def test_list_shows_keys_and_evidence_in_order_without_spares(school: School) -> None:
    desk = Desk(school, {"sentence": 6, "status": "spare"}, {"sentence": 7, "status": "replaced"})
    items = desk.list()
    assert [item["stem"][:11] for item in items] == [f"Statement {n}" for n in range(5)]
    for item in items:
        (proof,) = item["evidence"]
        assert TEXT[proof["start"] : proof["end"]] == proof["text"]
        assert item["key"] is True
        assert (item["status"], item["checks"], item["generator"]) == ("proposed", "done", "true-false")


def test_pages_of_items_go_through_all_in_order(school_of_each: School) -> None:
    desk = Desk(school_of_each)
    seen: list[str] = []
    cursor = ""
    while True:
        page = desk.teacher.ok("GET", f"{desk.path}?limit=2{cursor}")
        seen += [item["id"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == [item["id"] for item in desk.list()]
    assert len(seen) == 5


def test_an_item_is_judged_with_its_etag(desk: Desk) -> None:
    item = desk.list()[0]
    accepted = desk.patch(item, status="accepted")
    assert (accepted.status_code, accepted.json["status"]) == (200, "accepted")
    assert accepted.headers["ETag"] == f'"{accepted.json["etag"]}"'
    assert desk.patch(item, status="rejected").status_code == 412
    rejected = desk.patch(accepted.json, status="rejected", reject_reason="Too easy")
    assert (rejected.json["status"], rejected.json["reject_reason"]) == ("rejected", "Too easy")
    back = desk.patch(rejected.json, status="proposed")
    assert (back.json["status"], back.json["reject_reason"]) == ("proposed", None)
    assert [item["id"] for item in desk.list("?status=proposed")] == [item["id"] for item in desk.list()]


def test_changing_without_the_etag_is_refused(desk: Desk) -> None:
    path = f"{desk.path}/{desk.list()[0]['id']}"
    assert desk.teacher.send("PATCH", path, {"status": "accepted"}).status_code == 428


def test_a_reason_belongs_to_a_rejection(desk: Desk) -> None:
    response = desk.patch(desk.list()[0], status="accepted", reject_reason="Nice")
    assert response.json["type"] == "/docs/problems#reason-without-rejection"


def test_many_are_judged_at_once(desk: Desk) -> None:
    ids = [item["id"] for item in desk.list()]
    body = {"item_ids": ids[:3], "status": "rejected", "reject_reason": "Not now"}
    changed = desk.teacher.ok("POST", f"{desk.path}/bulk", body)["items"]
    assert [item["id"] for item in changed] == ids[:3]
    assert {(item["status"], item["reject_reason"]) for item in changed} == {("rejected", "Not now")}
    assert [item["status"] for item in desk.list()] == ["rejected"] * 3 + ["proposed"] * 2
    assert desk.list()[:3] == changed


def test_one_bad_id_keeps_all_from_being_judged(desk: Desk, school: School) -> None:
    ids = [item["id"] for item in desk.list()]
    foreign = Desk(school).list()[0]["id"]
    response = desk.teacher.send(
        "POST", f"{desk.path}/bulk", {"item_ids": [*ids, foreign], "status": "accepted"}
    )
    assert (response.status_code, response.json["type"]) == (422, "/docs/problems#unknown-item")
    assert response.json["errors"][0]["pointer"] == "/item_ids/5"
    assert {item["status"] for item in desk.list()} == {"proposed"}


def test_spares_are_not_shown(school: School) -> None:
    desk = Desk(school)
    with write_transaction(school.context.sessions) as session:
        from quizapi.store.models import ItemRow

        spare = ItemRow(quiz_id=desk.quiz_id, position=9, **item_about(desk.article_id, 9, status="spare"))
        session.add(spare)
    for method, path, body in (
        ("GET", f"{desk.path}/{spare.id}", None),
        ("PATCH", f"{desk.path}/{spare.id}", {"status": "accepted"}),
        ("POST", f"{desk.path}/{spare.id}/replace", None),
    ):
        response = desk.teacher.send(method, path, body, If_Match="*")
        assert (response.status_code, response.json["type"]) == (404, "/docs/problems#item-not-found")


def test_anothers_items_do_not_exist(desk: Desk, school: School) -> None:
    item = desk.list()[0]
    other = school.another_teacher()
    for method, path, body in (
        ("GET", desk.path, None),
        ("POST", desk.path, CHOICE),
        ("GET", f"{desk.path}/{item['id']}", None),
        ("PATCH", f"{desk.path}/{item['id']}", {"status": "accepted"}),
        ("POST", f"{desk.path}/{item['id']}/replace", None),
        ("POST", f"{desk.path}/bulk", {"item_ids": [item["id"]], "status": "accepted"}),
        ("PUT", f"/quizzes/{desk.quiz_id}/order", {"item_ids": [item["id"]]}),
    ):
        assert other.send(method, path, body, If_Match="*").status_code == 404
    assert desk.list()[0] == item


def test_an_item_is_found_in_its_own_quiz_only(desk: Desk, school: School) -> None:
    other = Desk(school)
    response = desk.teacher.send("GET", f"{other.path}/{desk.list()[0]['id']}")
    assert (response.status_code, response.json["type"]) == (404, "/docs/problems#item-not-found")
