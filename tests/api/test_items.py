"""Items over HTTP: seen, judged, edited, written, replaced and ordered by their teacher."""

import threading
from typing import Any

import pytest

from quizapi.store.engine import write_transaction
from quizapi.testing.builders import TEXT, build_article, build_quiz, item_about
from tests.api.delivery import School

CHOICE = {
    "interaction": "choice",
    "stem": "Which hall was closed on day 1?",
    "options": [{"id": i, "text": f"Hall {i}"} for i in "abc"],
    "key": ["a"],
}


class Desk:
    """A quiz of five proposed items (about sentences 0 to 4) and what one does with it."""

    def __init__(self, school: School, *more: dict[str, Any]) -> None:
        self.teacher = school.teacher
        self.school = school
        with write_transaction(school.context.sessions) as session:
            self.article_id = build_article(session, school.user_id)
            made = [item_about(self.article_id, n) for n in range(5)]
            made += [item_about(self.article_id, **extra) for extra in more]
            self.quiz_id = build_quiz(session, school.user_id, self.article_id, made)
        self.path = f"/quizzes/{self.quiz_id}/items"

    def list(self, query: str = "") -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.teacher.ok("GET", self.path + query)["items"]
        return items

    def patch(self, item: dict[str, Any], **changes: Any) -> Any:
        return self.teacher.send("PATCH", f"{self.path}/{item['id']}", changes, If_Match=f'"{item["etag"]}"')

    def add(self, **changes: Any) -> Any:
        return self.teacher.send("POST", self.path, {**CHOICE, **changes})


@pytest.fixture
def desk(school: School) -> Desk:
    return Desk(school)


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
    assert [flaw["code"] for flaw in item["flaws"]] == ["key-in-stem", "evidence-missing"]
    flaws = desk.patch(item, key=[item["options"][2]["id"]]).json["flaws"]
    assert [flaw["code"] for flaw in flaws] == ["key-longest", "evidence-missing"]


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
