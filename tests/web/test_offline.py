"""A student without a network or a server: answers wait for it, and the page comes from the device."""

from playwright.sync_api import Page, Request, expect

from tests.web.answering import join, stored
from tests.web.conftest import NO_WORKER, OpenPage, Watch
from tests.web.site import RIGHT, Teacher

KEPT = """async attempt => {
  const cache = await caches.open(`quizapi-attempt-${attempt}`);
  return (await cache.keys()).map(({ url }) => new URL(url).pathname);
}"""


def wait_until_kept(page: Page, attempt_id: str) -> list[str]:
    """The addresses that the device has kept, once the page and its modules are among them."""
    for _ in range(100):
        kept: list[str] = page.evaluate(KEPT, attempt_id)
        if f"/attempts/{attempt_id}" in kept and any(path.endswith("/student.js") for path in kept):
            return kept
        page.wait_for_timeout(100)
    raise AssertionError("the page is not kept")


def test_answers_given_offline_are_sent_when_the_network_is_back(
    teacher: Teacher, open_page: OpenPage, watch: Watch
) -> None:
    watch.offline_is_expected = True
    page = open_page(teacher.published()["join_url"])
    attempt_id = join(page)
    page.context.set_offline(True)
    page.get_by_role("radio", name="Henrik Vold").check()
    page.get_by_label("True", exact=True).check()
    expect(page.locator("#save-state")).to_have_text("No connection: 2 answers wait on this device")
    expect(page.locator(".question").first.locator("[data-saved]")).to_have_text("Kept on this device")
    page.get_by_role("button", name="Look over and hand in").click()
    expect(page.locator("#finish-said")).to_contain_text("Your answers wait on this device")
    page.context.set_offline(False)
    expect(page.locator("#save-state")).to_have_text("All saved")
    assert stored(teacher, attempt_id)[:3] == [["b"], None, True]


def test_answers_that_wait_survive_a_reload(teacher: Teacher, open_page: OpenPage, watch: Watch) -> None:
    watch.expected_statuses = {503}
    page = open_page(teacher.published()["join_url"])
    attempt_id = join(page)
    page.route("**/responses/*", lambda route: route.fulfill(status=503, body=""))
    page.get_by_label("Your answer").fill("Talvik Microdevices")
    page.get_by_role("radio", name="Henrik Vold").check()
    expect(page.locator("#save-state")).to_contain_text("The server is busy: 2 answers wait")
    assert stored(teacher, attempt_id) == [None] * 6
    page.unroute("**/responses/*")
    page.reload()
    expect(page.get_by_label("Your answer")).to_have_value("Talvik Microdevices")
    expect(page.locator("#save-state")).to_have_text("All saved")
    assert stored(teacher, attempt_id)[5] == "Talvik Microdevices"


def test_what_was_saved_while_the_page_was_made_anew_is_shown(teacher: Teacher, open_page: OpenPage) -> None:
    page = open_page(teacher.published()["join_url"])
    page.add_init_script(NO_WORKER)
    attempt_id = join(page)
    before = page.context.request.get(f"/attempts/{attempt_id}").text()
    page.get_by_label("Your answer").fill("Talvik Microdevices")
    expect(page.locator("#save-state")).to_have_text("All saved")
    page.route(
        f"**/attempts/{attempt_id}", lambda route: route.fulfill(body=before, content_type="text/html")
    )
    page.goto("about:blank")
    page.goto(f"/attempts/{attempt_id}")  # a reload would put back what the fields held
    expect(page.get_by_label("Your answer")).to_have_value("Talvik Microdevices")
    assert stored(teacher, attempt_id)[5] == "Talvik Microdevices"


def test_a_reload_without_network_shows_the_attempt_and_what_is_answered_there_is_saved_once(
    teacher: Teacher, open_page: OpenPage, watch: Watch
) -> None:
    watch.offline_is_expected = True
    page = open_page(teacher.published()["join_url"])
    attempt_id = join(page)
    wait_until_kept(page, attempt_id)
    page.get_by_role("radio", name="Henrik Vold").check()
    expect(page.locator("#save-state")).to_have_text("All saved")
    page.context.set_offline(True)
    page.get_by_label("True", exact=True).check()
    expect(page.locator("#save-state")).to_contain_text("1 answer waits")
    page.reload()
    expect(page.get_by_role("radio", name="Henrik Vold")).to_be_checked()
    expect(page.get_by_label("True", exact=True)).to_be_checked()
    expect(page.locator("#save-state")).to_contain_text("No connection")
    page.get_by_label("Your answer").fill("Talvik Microdevices")
    page.reload()
    expect(page.get_by_label("Your answer")).to_have_value("Talvik Microdevices")
    sent: list[str] = []
    page.on("request", lambda request: _note_saving(request, sent))
    page.context.set_offline(False)
    expect(page.locator("#save-state")).to_have_text("All saved")
    assert stored(teacher, attempt_id) == [RIGHT[0], None, RIGHT[2], None, None, "Talvik Microdevices"]
    page.reload()
    expect(page.locator("#answers")).to_have_attribute("data-kept", "no")
    expect(page.get_by_label("Your answer")).to_have_value("Talvik Microdevices")
    assert len(sent) == len(set(sent)) == 2


def _note_saving(request: Request, sent: list[str]) -> None:
    if request.method == "PUT" and "/responses/" in request.url:
        sent.append(request.url)


def test_a_question_that_was_judged_stays_judged_on_the_copy(
    teacher: Teacher, open_page: OpenPage, watch: Watch
) -> None:
    watch.offline_is_expected = True
    page = open_page(teacher.published(feedback="each", time_limit_s=600)["join_url"])
    attempt_id = join(page)
    wait_until_kept(page, attempt_id)
    copy = page.evaluate("async id => (await caches.match(`/attempts/${id}`)).text()", attempt_id)
    # Before an answer, the device has no key and no proof, as the page itself had none.
    assert "<mark" not in copy and 'data-item="' in copy and "judged" not in copy
    first = page.locator(".question").first
    first.get_by_label("Amara Kessel").check()
    first.get_by_role("button", name="Check my answer").click()
    expect(first.locator(".verdict")).to_contain_text("Not right")
    page.context.set_offline(True)
    page.reload()
    expect(first.locator(".verdict")).to_contain_text("Right: Henrik Vold")
    expect(first.get_by_label("Amara Kessel")).to_be_checked()
    expect(first.get_by_label("Henrik Vold")).to_be_disabled()
    expect(page.locator("#timer")).to_contain_text("9:")


def test_only_the_page_and_our_files_are_kept_and_nothing_after_handing_in(
    teacher: Teacher, open_page: OpenPage
) -> None:
    page = open_page(teacher.published()["join_url"])
    attempt_id = join(page)
    kept = wait_until_kept(page, attempt_id)
    assert {path.split("/")[1] for path in kept} == {"attempts", "static"}
    assert [path for path in kept if path.startswith("/attempts")] == [f"/attempts/{attempt_id}"]
    page.get_by_role("button", name="Look over and hand in").click()
    page.get_by_role("button", name="Hand in").click()
    expect(page.locator(".score")).to_be_visible()
    page.wait_for_function("async () => !(await caches.keys()).length")
    left = page.evaluate("id => JSON.parse(localStorage.getItem(`quizapi-attempt-${id}`))", attempt_id)
    assert (left["pending"], left["saved"], left["flags"]) == ({}, {}, [])


def test_a_device_that_forgets_keeps_no_page(teacher: Teacher, open_page: OpenPage, watch: Watch) -> None:
    watch.expected_statuses = {401}
    page = open_page(teacher.published()["join_url"])
    attempt_id = join(page)
    wait_until_kept(page, attempt_id)
    page.context.clear_cookies()
    page.evaluate("localStorage.clear()")
    page.goto(f"/attempts/{attempt_id}")
    expect(page.get_by_text("This device does not know this attempt")).to_be_visible()
    page.wait_for_function("async () => !(await caches.keys()).length")
