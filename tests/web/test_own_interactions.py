"""A question of a plugin's own kind: its renderer on the page, and plain fields where there is none."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from quizapi.store.engine import write_transaction
from quizapi.testing.builders import build_quiz, item_about
from quizapi.web.attempts.forms import form_for
from quizapi.web.attempts.tokens import cookie_of
from tests.web.answering import join, stored
from tests.web.site import Json, Site, Teacher, serve

SAMPLE = Path(__file__).parents[1] / "plugin_api" / "hotspot" / "src"
OPTIONS = [
    {"id": "s1", "text": "The harbour opened in March."},
    {"id": "s2", "text": "The mayor called it a mistake."},
    {"id": "s3", "text": "Boats came in April."},
]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The application with the sample plugin."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(SAMPLE))
        plugin = import_module("quizapi_hotspot")
        with serve(tmp_path_factory.mktemp("own"), plugins=[("hotspot", plugin)]) as site:
            yield site


@pytest.fixture(scope="module")
def owner(room: Site) -> Teacher:
    return room.teacher()


@pytest.fixture(scope="module")
def assignment(room: Site, owner: Teacher) -> Json:
    article = owner.article()
    own = {
        "interaction": "hotspot:sentence",
        "stem": "Which sentence is an opinion?",
        "options": OPTIONS,
        "key": ["s2"],
    }
    items = [item_about(article["id"], 0, text=article["text"], status="accepted", **own)]
    with write_transaction(room.parts.sessions) as session:
        quiz = build_quiz(session, owner.id, article["id"], items, title="Opinions")
    return owner.assignment(quiz)


def open_joined(chromium: Browser, site: Site, assignment: Json, name: str, **options: object) -> Page:
    page = chromium.new_context(base_url=site.url, **options).new_page()  # type: ignore[arg-type]
    page.goto(assignment["join_url"])
    join(page, name)
    return page


def test_the_plugin_s_module_renders_the_question_and_its_answer_is_saved_and_comes_back(
    chromium: Browser, room: Site, owner: Teacher, assignment: Json
) -> None:
    page = open_joined(chromium, room, assignment, "Noor")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: message.type == "error" and faults.append(message.text))
    expect(page.locator(".passage")).to_be_visible()
    expect(page.get_by_text("Choose one sentence of the passage.")).to_be_visible()
    page.get_by_role("radio", name="The mayor called it a mistake.").focus()
    page.keyboard.press("Space")
    expect(page.locator("#save-state")).to_have_text("All saved")
    assert stored(owner, page.url.rsplit("/", 1)[1]) == [["s2"]]
    page.reload()
    expect(page.get_by_role("radio", name="The mayor called it a mistake.")).to_be_checked()
    page.get_by_role("button", name="Look over and hand in").click()
    expect(page.locator("#overview")).to_contain_text("The mayor called it a mistake.")
    assert faults == []
    page.context.close()


def test_without_the_module_the_plain_fields_are_answered(
    chromium: Browser, room: Site, owner: Teacher, assignment: Json
) -> None:
    context = chromium.new_context(base_url=room.url, service_workers="block")
    page = context.new_page()
    page.route("**/static/interactions/hotspot/**", lambda route: route.abort())
    page.goto(assignment["join_url"])
    attempt_id = join(page, "Idris")
    expect(page.locator(".choice")).to_have_count(3)
    page.get_by_role("radio", name="Boats came in April.").check()
    expect(page.locator("#save-state")).to_have_text("All saved")
    assert stored(owner, attempt_id) == [["s3"]]
    context.close()


def test_without_scripts_it_is_a_form(
    chromium: Browser, room: Site, owner: Teacher, assignment: Json
) -> None:
    page = open_joined(chromium, room, assignment, "Łucja", java_script_enabled=False)
    page.get_by_role("radio", name="The harbour opened in March.").check()
    page.get_by_role("button", name="Save my answers").click()
    expect(page.get_by_text("Your answers are saved.")).to_be_visible()
    assert stored(owner, page.url.partition("?")[0].rsplit("/", 1)[1]) == [["s1"]]
    page.context.close()


def test_a_teacher_reviews_and_edits_the_words_of_such_an_item(
    room: Site, owner: Teacher, assignment: Json
) -> None:
    client = room.app.test_client()
    client.set_cookie("__Host-quizapi", owner.session)
    quiz = assignment["quiz_id"]
    assert "Which sentence is an opinion?" in client.get(f"/quizzes/{quiz}").text
    item = owner.api("GET", f"/quizzes/{quiz}/items")["items"][0]
    page = client.get(f"/quizzes/{quiz}/items/{item['id']}/edit")
    assert page.status_code == 200
    assert 'name="stem"' in page.text
    assert 'name="line-0"' not in page.text


def test_an_answer_that_is_not_scored_yet_is_not_called_wrong(
    room: Site, owner: Teacher, assignment: Json
) -> None:
    """A job scores it; here no worker runs."""
    later = owner.assignment(assignment["quiz_id"])
    attempt = owner.attempt(later, "Aino", {0: ["s1"]})
    owner.api("POST", f"/attempts/{attempt['id']}/submit", token=attempt["token"])
    client = room.app.test_client()
    client.set_cookie("__Host-quizapi", owner.session)
    with room.app.app_context():
        client.set_cookie(cookie_of(attempt["id"]), attempt["token"])
    for path in (f"/attempts/{attempt['id']}", f"/assignments/{later['id']}/attempts/{attempt['id']}"):
        page = client.get(path).text
        assert "Answered; the score comes later" in page
        assert "Not right" not in page


def test_such_an_item_is_put_right_for_everybody_and_no_other_answer_is_offered(
    room: Site, owner: Teacher, assignment: Json
) -> None:
    client = room.app.test_client()
    client.set_cookie("__Host-quizapi", owner.session)
    attempt = owner.attempt(assignment, "Mira", {0: ["s1"]})
    path = f"/assignments/{assignment['id']}/items/{attempt['items'][0]['id']}/repair"
    page = client.get(path).text
    assert 'value="drop"' in page
    assert 'value="accept_key"' not in page
    assert "Which answer is right, too?" not in page
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    sent = {"csrf_token": token, "action": "full_credit", "reason": "It can be read as one."}
    answer = client.post(path, data=sent)
    assert answer.headers["Location"].endswith("notice=repaired")
    repairs = owner.api("GET", f"/quizzes/{assignment['quiz_id']}/repairs")["items"]
    assert [repair["action"] for repair in repairs] == ["full_credit"]


@pytest.mark.parametrize("name", ["hotspot/nothing", "nothing/sentence"])
def test_a_module_that_no_plugin_has_is_no_file(room: Site, name: str) -> None:
    assert room.app.test_client().get(f"/static/interactions/{name}.js").status_code == 404


@pytest.mark.parametrize(
    ("schema", "form"),
    [
        ({"type": "boolean"}, "true_false"),
        ({"type": "string"}, "text"),
        ({"type": "array", "items": {"type": "string"}, "maxItems": 1}, "choice"),
        ({"type": "array", "items": {"type": "string"}}, "multiple"),
        ({"type": "array", "items": {"type": "array"}}, "match"),
        ({"type": "object"}, ""),
        ({}, ""),
    ],
)
def test_the_plain_form_follows_the_schema_of_the_answer(schema: Json, form: str) -> None:
    assert form_for(schema) == form
