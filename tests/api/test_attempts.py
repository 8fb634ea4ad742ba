"""Joining, answering, submitting, expiring."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.api.delivery import ITEMS, RIGHT, SECRETS, WRONG, School

HALF = [["a"], ["a"], True, ["w", "x", "z", "y"], [["a", "1"]], "quaggakye harbour"]
HALF_POINTS = 0.0 + 0.5 + 0.0 + 0.5 + 1 / 3 + 1.0


def answer_all(student, answers):
    for item, answer in zip(student.answer["items"], answers, strict=True):
        student.ok("PUT", f"/attempts/{student.answer['id']}/responses/{item['id']}", {"answer": answer})


def test_a_student_joins_answers_and_submits(school_of_each: School):
    school = school_of_each
    assignment = school.assignment()
    student = school.join(assignment)
    attempt = student.answer
    assert attempt["state"] == "open" and attempt["score"] is None and attempt["nickname"] == "Noor"
    assert [item["interaction"] for item in attempt["items"]] == [item["interaction"] for item in ITEMS]
    assert attempt["quiz"] == {"title": "The port"}
    assert attempt["articles"][0]["text"].startswith("Officials in Norvia")
    answer_all(student, HALF)
    school.clock.forward(minutes=1)
    ended = student.ok("POST", f"/attempts/{attempt['id']}/submit")
    assert ended["state"] == "submitted" and ended["submitted_at"] == "2026-03-02T09:01:00Z"
    assert ended["score"] == {"points": pytest.approx(HALF_POINTS), "max": 6.0}
    assert [r["score"] for r in ended["responses"]] == pytest.approx([0, 0.5, 0, 0.5, 1 / 3, 1])
    assert ended["responses"][0]["key"] == ["b"] and "LLAMAWHY" in ended["responses"][0]["explanation"]
    assert ended["responses"][0]["evidence"][0]["text"].startswith("The ZEBRAPROOF")
    assert ended["unanswered"] == []
    again = student.ok("POST", f"/attempts/{attempt['id']}/submit")
    assert again == ended
    assert student.ok("GET", f"/attempts/{attempt['id']}") == ended


def test_right_answers_get_all_points(school: School):
    student = school.join(school.assignment())
    answer_all(student, RIGHT)
    assert student.ok("POST", f"/attempts/{student.answer['id']}/submit")["score"] == {
        "points": 6.0,
        "max": 6.0,
    }


def test_submitting_tells_what_is_blank(school: School):
    student = school.join(school.assignment())
    first = student.answer["items"][0]["id"]
    student.ok("PUT", f"/attempts/{student.answer['id']}/responses/{first}", {"answer": ["b"]})
    ended = student.ok("POST", f"/attempts/{student.answer['id']}/submit")
    assert [u["item_id"] for u in ended["unanswered"]] == [i["id"] for i in student.answer["items"][1:]]
    assert all(u["score"] == 0.0 and not u["correct"] for u in ended["unanswered"])
    assert ended["score"] == {"points": 1.0, "max": 6.0}


@pytest.mark.parametrize("show", ["feedback", "never"])
@pytest.mark.parametrize("feedback", ["each", "submit", "close", "never"])
def test_no_byte_of_a_key_leaves_before_the_rule_allows_it(school: School, feedback: str, show: str):
    assignment = school.assignment(
        feedback=feedback, show_article=show, closes_at="2026-03-02T12:00:00Z", shuffle_options=True
    )
    student = school.anybody()
    joined = student.send("POST", "/attempts", {"join_code": assignment["join_code"], "nickname": "Noor"})
    student.token = joined.json["token"]
    path = f"/attempts/{joined.json['id']}"
    sent = [joined, student.send("GET", path)]
    items = joined.json["items"]
    for item in items:
        assert not secrets_in(sent)
        interaction = item["interaction"]
        wrong = WRONG[[i["interaction"] for i in ITEMS].index(interaction)]
        saved = student.send("PUT", f"{path}/responses/{item['id']}", {"answer": wrong})
        assert saved.status_code == 200, saved.text
        refused = student.send("PUT", f"{path}/responses/{item['id']}", {"answer": {"no": "answer"}})
        assert refused.status_code == 422
        sent = [refused]
        if feedback == "each":
            assert secrets_in([saved]) >= {"LLAMAWHY", "ZEBRAPROOF", '"key"'}
            assert "score" in saved.json and saved.json["correct"] is False
            # what is told of this item tells nothing of another
            assert interaction == "text" or "QUAGGAKEY" not in saved.text
        else:
            sent += [saved, student.send("GET", path)]
            assert set(saved.json) == {"item_id", "answer", "client_seq", "saved_at", "ignored"}
    submitted = student.send("POST", f"{path}/submit")
    seen = student.send("GET", path)
    if feedback in ("close", "never"):
        assert not secrets_in([*sent, submitted, seen])
        assert submitted.json["score"] is None and submitted.json["articles"] == []
    else:
        assert secrets_in([submitted]) == set(SECRETS) and secrets_in([seen]) == set(SECRETS)
    school.clock.forward(hours=3, seconds=4)  # closed, but an answer could still be under way
    if feedback in ("close", "never"):
        assert not secrets_in([student.send("GET", path)])
    school.clock.forward(seconds=1)
    assert bool(secrets_in([student.send("GET", path)])) is (feedback != "never")


def secrets_in(responses):
    return {secret for secret in SECRETS for response in responses if secret in response.text}


def test_under_each_an_open_attempt_shows_feedback_of_answered_items_only(school: School):
    student = school.join(school.assignment(feedback="each", show_article="feedback"))
    first, *others = student.answer["items"]
    path = f"/attempts/{student.answer['id']}"
    student.ok("PUT", f"{path}/responses/{first['id']}", {"answer": ["b"]})
    seen = student.send("GET", path)
    assert [r["correct"] for r in seen.json["responses"]] == [True]
    assert seen.json["score"] is None and seen.json["articles"] == []
    assert all(set(u) == {"item_id"} for u in seen.json["unanswered"]) and len(others) == 5
    assert "QUAGGAKEY" not in seen.text


def test_an_order_is_never_shown_in_the_keys_order(school: School):
    two = {
        "interaction": "order",
        "stem": "?",
        "options": [{"id": i, "text": i} for i in "ab"],
        "key": ["a", "b"],
    }
    assignment = school.assignment([ITEMS[3], two])
    for number in range(12):
        items = school.join(assignment, f"S{number}").answer["items"]
        assert [o["id"] for o in items[0]["options"]] != ["w", "x", "y", "z"]
        assert [o["id"] for o in items[1]["options"]] == ["b", "a"]


def test_shuffling_belongs_to_the_attempt_and_stays(school: School):
    assignment = school.assignment(shuffle_items=True, shuffle_options=True)
    orders, options = set(), set()
    for number in range(8):
        student = school.join(assignment, f"S{number}")
        again = student.ok("GET", f"/attempts/{student.answer['id']}")
        assert again["items"] == student.answer["items"]
        orders.add(tuple(i["id"] for i in again["items"]))
        options.add(
            tuple(o["id"] for i in again["items"] if i["interaction"] == "choice" for o in i["options"])
        )
    assert len(orders) > 3 and len(options) > 1


def test_a_written_answer_comes_with_its_rule(school: School):
    items = school.join(school.assignment()).answer["items"]
    assert "typing error" in items[5]["answer_rule"] and "answer_rule" not in items[0]


def test_join_codes_are_read_as_people_type_them(school: School):
    code = school.assignment()["join_code"]
    typed = f" {code[:4].lower()}-{code[4:].lower()} "
    assert school.anybody().ok("POST", "/attempts", {"join_code": typed, "nickname": "Noor"})["id"]


@pytest.mark.parametrize("code", ["XXXXXXXX", "%%%%", "0", "x" * 40])
def test_an_unknown_join_code_is_not_found(school: School, code: str):
    refused = school.anybody().send("POST", "/attempts", {"join_code": code, "nickname": "Noor"})
    assert refused.status_code == 404 and refused.json["type"].endswith("#join-code-unknown")


@pytest.mark.parametrize(
    ("nickname", "shown"),
    [
        ("  Zoë   K. ", "Zoë K."),
        ("Мария", "Мария"),
        ("\u0627\u062d\u0645\u062f", "\u0627\u062d\u0645\u062f"),
        ("🦓", "🦓"),
        ("A\u202eb", "Ab"),
    ],
)
def test_nicknames_of_any_script(school: School, nickname: str, shown: str):
    assert school.join(school.assignment(), nickname).answer["nickname"] == shown


@pytest.mark.parametrize("nickname", ["", "   ", "\u200b\u200d", "x" * 61, "a\x00b", "\ud800", None, 5])
def test_a_nickname_that_cannot_be_shown_is_refused(school: School, nickname):
    body = {"join_code": school.assignment()["join_code"], "nickname": nickname}
    refused = school.anybody().send("POST", "/attempts", body)
    assert refused.status_code == 422 and refused.json["errors"][0]["pointer"] == "/nickname"


@pytest.mark.parametrize("twin", ["noor", " NOOR ", "\uff2eoor", "No\u200bor"])
def test_nobody_joins_under_a_name_that_looks_like_anothers(school: School, twin: str):
    assignment = school.assignment(attempts_allowed=3)
    school.join(assignment, "Noor")
    refused = school.anybody().send(
        "POST", "/attempts", {"join_code": assignment["join_code"], "nickname": twin}
    )
    assert refused.status_code == 409 and refused.json["type"].endswith("#nickname-taken")


def test_a_second_attempt_is_started_with_the_token_of_the_first(school: School):
    assignment = school.assignment(attempts_allowed=2)
    student = school.join(assignment)
    body = {"join_code": assignment["join_code"]}
    still_open = student.send("POST", "/attempts", body)
    assert still_open.status_code == 409 and still_open.json["type"].endswith("#attempt-still-open")
    student.ok("POST", f"/attempts/{student.answer['id']}/submit")
    second = student.ok("POST", "/attempts", body)
    assert (second["number"], second["nickname"]) == (2, "Noor") and second["id"] != student.answer["id"]
    student.token = second["token"]
    student.ok("POST", f"/attempts/{second['id']}/submit")
    third = student.send("POST", "/attempts", body)
    assert third.status_code == 409 and third.json["type"].endswith("#no-attempts-left")


def test_a_token_reaches_its_own_attempt_alone(school: School):
    assignment = school.assignment()
    one, other = school.join(assignment, "One"), school.join(assignment, "Other")
    theirs = f"/attempts/{other.answer['id']}"
    item = one.answer["items"][0]["id"]
    for method, path, body in (
        ("GET", theirs, None),
        ("PUT", f"{theirs}/responses/{item}", {"answer": ["b"]}),
        ("POST", f"{theirs}/submit", None),
    ):
        assert one.send(method, path, body).status_code == 404
        assert school.anybody().send(method, path, body).status_code == 401
        assert school.anybody("qas_unknown").send(method, path, body).status_code == 401
    assert one.send("GET", "/assignments").status_code == 403
    assert school.teacher.send("POST", f"{theirs}/submit").status_code == 403
    assert school.another_teacher().send("GET", theirs).status_code == 404


def test_the_teacher_sees_all_of_an_attempt(school: School):
    student = school.join(school.assignment(feedback="never"))
    answer_all(student, HALF)
    seen = school.teacher.ok("GET", f"/attempts/{student.answer['id']}")
    assert [r["key"] for r in seen["responses"]] == RIGHT
    assert [r["score"] for r in seen["responses"]] == pytest.approx([0, 0.5, 0, 0.5, 1 / 3, 1])


def test_an_attempt_is_polled_by_its_etag(school: School):
    student = school.join(school.assignment())
    path = f"/attempts/{student.answer['id']}"
    first = student.send("GET", path)
    assert student.send("GET", path, If_None_Match=first.headers["ETag"]).status_code == 304
    item = student.answer["items"][0]["id"]
    student.ok("PUT", f"{path}/responses/{item}", {"answer": ["b"]})
    assert student.send("GET", path, If_None_Match=first.headers["ETag"]).status_code == 200


def test_joining_again_with_the_same_key_gives_the_same_token_and_attempt(school_of_each: School):
    school = school_of_each
    assignment = school.assignment()
    key = str(uuid.uuid4())
    body = {"join_code": assignment["join_code"], "nickname": "Noor"}
    first = school.anybody().send("POST", "/attempts", body, Idempotency_Key=key)
    again = school.anybody().send("POST", "/attempts", body, Idempotency_Key=key)
    assert first.status_code == again.status_code == 201
    assert first.json == again.json and again.headers["Idempotency-Replayed"] == "true"
    assert school.anybody(first.json["token"]).ok("GET", f"/attempts/{first.json['id']}")
    other = school.anybody().send("POST", "/attempts", {**body, "nickname": "B"}, Idempotency_Key=key)
    assert other.status_code == 409
    from quizapi.store.models import IdempotencyRow

    with school.context.sessions() as session:
        assert all(first.json["token"].encode() not in row.body for row in session.query(IdempotencyRow))


def test_the_same_joining_twice_at_once_makes_one_attempt(school_of_each: School):
    school = school_of_each
    assignment = school.assignment()
    for number in range(5):
        body = {"join_code": assignment["join_code"], "nickname": f"S{number}"}
        key = str(uuid.uuid4())
        start = threading.Barrier(4)

        def join(_, body=body, key=key, start=start):
            start.wait()
            return school.anybody().send("POST", "/attempts", body, Idempotency_Key=key)

        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(join, range(4)))
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json["token"] for answer in answers}) == 1
        assert len({answer.json["id"] for answer in answers}) == 1


def test_two_who_join_under_one_name_at_once_are_one(school_of_each: School):
    school = school_of_each
    body = {"join_code": school.assignment()["join_code"], "nickname": "Noor"}
    start = threading.Barrier(6)

    def join(_):
        start.wait()
        return school.anybody().send("POST", "/attempts", body).status_code

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(join, range(6))) == [201] + [409] * 5


class TestTime:
    def test_before_it_opens_and_after_it_closes_nobody_joins(self, school: School):
        assignment = school.assignment(opens_at="2026-03-02T10:00:00Z", closes_at="2026-03-02T11:00:00Z")
        body = {"join_code": assignment["join_code"], "nickname": "Noor"}
        early = school.anybody().send("POST", "/attempts", body)
        assert early.status_code == 409 and early.json["type"].endswith("#assignment-not-open")
        school.clock.forward(hours=1)
        assert school.anybody().send("POST", "/attempts", body).status_code == 201
        school.clock.forward(hours=1)
        late = school.anybody().send("POST", "/attempts", {**body, "nickname": "B"})
        assert late.status_code == 409 and late.json["type"].endswith("#assignment-closed")

    def test_answers_count_until_the_grace_is_over(self, school: School):
        student = school.join(school.assignment(time_limit_s=60))
        path = f"/attempts/{student.answer['id']}"
        first, second = (item["id"] for item in student.answer["items"][:2])
        assert student.answer["deadline"] == "2026-03-02T09:01:00Z"
        school.clock.forward(seconds=65)
        student.ok("PUT", f"{path}/responses/{first}", {"answer": ["b"]})
        school.clock.forward(seconds=1)
        late = student.send("PUT", f"{path}/responses/{second}", {"answer": ["a"]})
        assert late.status_code == 409 and late.json["type"].endswith("#attempt-ended")
        assert student.ok("PUT", f"{path}/responses/{first}", {"answer": ["b"]})["answer"] == ["b"]
        seen = student.ok("GET", path)
        assert seen["state"] == "expired" and seen["submitted_at"] == "2026-03-02T09:01:00Z"
        assert seen["score"] == {"points": 1.0, "max": 6.0}
        assert student.ok("POST", f"{path}/submit") == seen

    def test_submitting_too_late_is_expiring(self, school: School):
        student = school.join(school.assignment(time_limit_s=60))
        school.clock.forward(seconds=70)
        assert student.ok("POST", f"/attempts/{student.answer['id']}/submit")["state"] == "expired"

    def test_the_closing_time_ends_an_attempt_before_its_time_limit(self, school: School):
        rules = {"time_limit_s": 3600, "closes_at": "2026-03-02T09:30:00Z"}
        assert school.join(school.assignment(**rules)).answer["deadline"] == "2026-03-02T09:30:00Z"

    def test_a_worker_ends_what_nobody_reads(self, school_of_each: School):
        school = school_of_each
        from quizapi.services.attempts import expire_all
        from quizapi.store.models import AttemptRow

        assignment = school.assignment(time_limit_s=60)
        gone = school.join(assignment, "A").answer["id"]
        school.clock.forward(seconds=30)
        school.join(assignment, "B")
        school.clock.forward(seconds=36)
        assert [expire_all(school.context.sessions, now=school.clock()) for _ in "12"] == [1, 0]
        with school.context.sessions() as session:
            assert session.get_one(AttemptRow, gone).state == "expired"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"nickname": "A"}, "/join_code"),
        ({"join_code": "X", "nickname": "A", "admin": True}, "/admin"),
        ({"join_code": 5, "nickname": "A"}, "/join_code"),
    ],
)
def test_a_faulty_joining_says_where(school: School, body, pointer):
    refused = school.anybody().send("POST", "/attempts", body)
    assert refused.status_code == 422 and refused.json["errors"][0]["pointer"] == pointer
