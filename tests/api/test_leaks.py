"""Every byte that a student is sent, by the API and the pages, searched for what must not be in it yet."""

import io
import json
import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask

from quizapi.plugin_api import Options, ScorerBase, hookimpl
from quizapi.web.attempts.tokens import keep_token
from tests.api.delivery import ITEMS, SECRETS, TEXT, WRONG, School, make_school

#: As `SECRETS`, in pages: texts alone, since a page has no names of fields; as HTML they are the same.
PAGE_SECRETS = ("QUAGGAKEY", "OKAPIVARIANT", "LLAMAWHY", "ZEBRAPROOF", "data-key", "data-correct")
HAND_WRITTEN = [
    {
        "interaction": "match",
        "stem": "Who did what?",
        "options": [{"id": i, "text": f"Left {i}"} for i in "abcd"],
        "matches": [{"id": i, "text": f"Right {i}"} for i in "1234"],
        "key": [["a", "1"], ["b", "2"], ["c", "3"], ["d", "4"]],
    },
    {
        "interaction": "order",
        "stem": "What came first?",
        "options": [{"id": i, "text": f"Step {i}"} for i in "abcd"],
        "key": ["a", "b", "c", "d"],
    },
]
GIFT = "\n\n".join(
    f"Which harbour is number {n}? {{\n=right {n}\n~wrong {n}\n~other {n}\n~none {n}\n}}" for n in range(12)
)


def browser_of(school: School, answer):
    """A browser that has the student's cookie."""
    client = school.app.test_client()
    with school.app.test_request_context():
        cookie = keep_token(school.app.response_class(), answer["id"], answer["token"]).headers["Set-Cookie"]
    name, value = cookie.split(";")[0].split("=", 1)
    client.set_cookie(name, value)
    return client


@pytest.mark.parametrize("feedback", ["each", "submit", "close", "never"])
@pytest.mark.parametrize("kind", range(len(ITEMS)), ids=[item["interaction"] for item in ITEMS])
def test_nothing_leaves_before_its_time_in_any_mode_and_kind(school: School, feedback: str, kind: int):
    other = {"interaction": "true_false", "stem": "Another.", "options": [], "key": True}
    assignment = school.assignment(
        [ITEMS[kind], other], feedback=feedback, show_article="never", shuffle_options=True,
        closes_at="2026-03-02T12:00:00Z",
    )  # fmt: skip
    everything = []

    def keep(response):
        everything.append(response.get_data(as_text=True) + json.dumps(list(response.headers)))
        return response

    stranger = school.anybody()
    code = assignment["join_code"]
    joined = keep(stranger.send("POST", "/attempts", {"join_code": code, "nickname": "Noor"}))
    student = school.anybody(joined.json["token"])
    path, browser = f"/attempts/{joined.json['id']}", browser_of(school, joined.json)
    keep(school.app.test_client().get(f"/join/{code}"))
    items = {item["stem"]: item for item in joined.json["items"]}
    mine, its = items[ITEMS[kind]["stem"]], items["Another."]
    keep(student.send("GET", path))
    keep(browser.get(path))
    keep(student.send("PUT", f"{path}/flags", {"item_ids": [mine["id"]]}))
    keep(student.send("PUT", f"{path}/responses/{mine['id']}", {"answer": {"no": "answer"}}))
    keep(student.send("PUT", f"{path}/responses/{its['id']}", {"answer": [["x", "y"]]}))
    saved = student.send("PUT", f"{path}/responses/{mine['id']}", {"answer": WRONG[kind]})
    assert saved.status_code == 200, saved.text
    if feedback != "each":
        keep(saved)
        keep(student.send("GET", path))
        keep(browser.get(path))
        keep(browser.get(f"{path}/review"))
    submitted = student.send("POST", f"{path}/submit")
    if feedback in ("close", "never"):
        keep(submitted)
        keep(student.send("GET", path))
        keep(browser.get(path))
        school.clock.forward(hours=2)
        keep(student.send("GET", path))
    # The field of a form that keeps it from being sent twice is no item's key.
    sent = "\n".join(everything).replace('name="key"', "")
    assert [secret for secret in (*SECRETS, *PAGE_SECRETS) if secret in sent] == []
    assert TEXT not in sent
    verdicts = re.findall(r'"(?:correct|score|accepted|points)":\s*(?!null)\S+', sent)
    assert verdicts == []


@pytest.mark.parametrize("item", HAND_WRITTEN, ids=["match", "order"])
def test_the_ids_of_a_hand_written_item_do_not_pair_it(school: School, item):
    """Of a dozen items that are written alike, no student can read the key off the ids."""
    quiz_id = school.quiz([{"interaction": "true_false", "stem": "Another.", "options": [], "key": True}])
    for number in range(12):
        body = {**item, "stem": f"{item['stem']} {number}"}
        school.teacher.ok("POST", f"/quizzes/{quiz_id}/items", body)
    assignment = school.teacher.ok("POST", f"/quizzes/{quiz_id}/assignments", {})
    student = school.join(assignment)
    path = f"/attempts/{student.answer['id']}"
    alike = 0
    for shown in student.answer["items"][1:]:
        student.ok("PUT", f"{path}/responses/{shown['id']}", {"answer": item["key"]})
    for answered in student.ok("POST", f"{path}/submit")["responses"]:
        alike += answered["score"] == 1.0
    assert alike <= 4  # by chance 1 in 24 each


def test_the_first_option_of_an_imported_file_is_not_always_the_key(school: School):
    sent = school.teacher.client.post(
        "/api/v1/quizzes/import?store=true",
        data={"file": (io.BytesIO(GIFT.encode()), "quiz.gift")},
        headers={"Authorization": f"Bearer {school.teacher.token}"},
    )
    assert sent.status_code == 201, sent.text
    made = sent.json
    items = school.teacher.ok("GET", f"/quizzes/{made['quiz_id']}/items")["items"]
    ids = [item["key"][0] for item in items]
    assert len(items) == 12 and len(set(ids)) > 1
    assert {item["options"][0]["text"][:5] for item in items} == {"right"}  # the author's own order stays


DEN: Options = {"type": "array", "items": {"enum": ["a", "b"]}, "minItems": 1, "maxItems": 1}
NAMES: Options = {"type": "array", "items": {"type": "string"}, "minItems": 1}


class Hunt(ScorerBase):
    """A plugin's own interaction: what it lets be shown of an item is its options, and nothing else."""

    interaction, title, hint = "fox-hunt:den", "Den", "Choose the den."
    answer_schema = DEN
    key_schema = NAMES


@hookimpl
def _register(register: Callable[[object], None]) -> None:
    register(Hunt())


DENS = SimpleNamespace(__name__="dens", quizapi_register_scorers=_register)
OWN = {
    "interaction": "fox-hunt:den",
    "stem": "Where is the den?",
    "options": [{"id": i, "text": f"Den {i}"} for i in "ab"],
    "matches": [{"id": "1", "text": "OKAPIVARIANT"}],
    "key": ["QUAGGAKEY"],
}


@pytest.mark.parametrize("feedback", ["each", "submit", "close", "never"])
def test_nothing_of_a_plugins_item_leaves_before_its_time(quizapi_app: Callable[..., Flask], feedback: str):
    """Neither by the API nor by pages, and before the plugin's scorer has run nothing of a score."""
    school = make_school(quizapi_app(DENS))
    assignment = school.assignment(
        [OWN, ITEMS[2]], feedback=feedback, show_article="never", closes_at="2026-03-02T12:00:00Z"
    )
    student = school.join(assignment)
    browser, path = browser_of(school, student.answer), f"/attempts/{student.answer['id']}"
    (item,) = [one["id"] for one in student.answer["items"] if one["interaction"] == OWN["interaction"]]
    sent = [json.dumps(student.answer)]
    sent.append(student.send("PUT", f"{path}/responses/{item}", {"answer": ["c"]}).text)
    if feedback != "each":
        sent.append(student.send("PUT", f"{path}/responses/{item}", {"answer": ["a"], "client_seq": 2}).text)
        sent.append(student.send("PUT", f"{path}/responses/{item}", {"answer": ["b"], "client_seq": 1}).text)
    sent.append(student.send("GET", path).text)
    for page in (path, f"{path}/review"):
        sent.append(browser.get(page).get_data(as_text=True))
    if feedback in ("close", "never"):
        sent.append(student.send("POST", f"{path}/submit").text)
        sent.append(student.send("GET", path).text)
        sent.append(browser.get(path).get_data(as_text=True))
    everything = "\n".join(sent).replace('name="key"', "")
    assert [secret for secret in (*SECRETS, *PAGE_SECRETS) if secret in everything] == []
    assert re.findall(r'"(?:correct|score|accepted|points)":\s*(?!null)\S+', everything) == []


def test_what_a_device_keeps_is_the_page_of_the_open_attempt_and_our_own_files(school: School):
    """The worker keeps what is marked for it: no page with feedback is. The files and words are the same for
    everybody, so that they hold nothing of a quiz."""
    from quizapi.web.assets import load_assets

    assignment = school.assignment(feedback="submit", show_article="feedback")
    student = school.join(assignment)
    browser, path = browser_of(school, student.answer), f"/attempts/{student.answer['id']}"
    kept = browser.get(path)
    assert kept.headers["Quizapi-Keep"] == "attempt"
    student.ok("PUT", f"{path}/responses/{student.answer['items'][0]['id']}", {"answer": WRONG[0]})
    for address in re.findall(r'(?:src|href|data-[a-z]+)="(/static/[^"]+)"', kept.get_data(as_text=True)):
        name = address.split("/", 3)[3]
        assert browser.get(address).data == load_assets()[name].content
    assert "Quizapi-Keep" not in browser.get(f"{path}/review").headers
    student.ok("POST", f"{path}/submit")
    result = browser.get(path)
    assert "QUAGGAKEY" in result.get_data(as_text=True) and "Quizapi-Keep" not in result.headers
    words = [
        asset.content.decode() for name, asset in load_assets().items() if name.endswith((".json", ".js"))
    ]
    everything = "\n".join([kept.get_data(as_text=True), *words]).replace('name="key"', "")
    assert [secret for secret in (*SECRETS[:4], *PAGE_SECRETS[:4]) if secret in everything] == []
    worker = browser.get("/attempts/worker.js")
    assert worker.headers["Cache-Control"] == "no-cache" and "/api/" not in worker.get_data(as_text=True)
