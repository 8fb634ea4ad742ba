"""The pages of webhooks, and a class of several on the page of students."""

from playwright.sync_api import expect

from tests.api.test_one_roster import CLASSES, ENROLLMENTS, USERS
from tests.web.conftest import OpenPage, Watch
from tests.web.site import Teacher


def test_a_webhook_is_added_tried_stopped_and_deleted(open_page: OpenPage, teacher: Teacher) -> None:
    page = open_page("/account", teacher)
    page.get_by_role("link", name="other programs told").click()
    page.get_by_label("Address").fill("https://hooks.example/quiz")
    page.get_by_label("Name").fill("Grade book")
    page.get_by_label("Work has ended").uncheck()
    page.get_by_role("button", name="Add it").click()
    secret = page.get_by_role("status").locator("code").inner_text()
    assert secret.startswith("whsec_")
    (hook,) = teacher.api("GET", "/webhooks")["items"]
    assert (hook["label"], "job.finished" in hook["events"], len(hook["events"])) == ("Grade book", False, 3)
    page.get_by_role("link", name="Webhooks").click()
    page.get_by_role("link", name="Grade book").click()
    expect(page.get_by_text(secret)).to_have_count(0)
    page.get_by_role("button", name="Send a test").click()
    expect(page.locator(".entries li")).to_contain_text("A test")
    expect(page.locator(".entries li")).to_contain_text("on its way")
    page.get_by_role("button", name="Make a new secret").click()
    expect(page.get_by_role("status").locator("code")).not_to_have_text(secret)
    page.get_by_role("button", name="Stop sending").click()
    expect(page.get_by_role("button", name="Send a test")).to_have_count(0)
    assert not teacher.api("GET", f"/webhooks/{hook['id']}")["enabled"]
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("The webhook is deleted.")).to_be_visible()
    assert teacher.api("GET", "/webhooks")["items"] == []


def test_what_is_wrong_with_a_webhook_is_told_beside_its_field(
    open_page: OpenPage, teacher: Teacher, watch: Watch
) -> None:
    watch.expected_statuses = {422}
    page = open_page("/account/webhooks", teacher)
    page.get_by_label("Address").fill("http://127.0.0.1/hook")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("#field-url-error")).to_be_visible()
    expect(page.get_by_label("Address")).to_have_value("http://127.0.0.1/hook")
    page.get_by_label("Address").fill("https://hooks.example/quiz")
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("#field-events-error")).to_contain_text("one kind of event")
    page.get_by_label("A student has handed in").check()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("status")).to_contain_text("whsec_")


def test_one_class_of_several_is_chosen(open_page: OpenPage, teacher: Teacher, watch: Watch) -> None:
    watch.expected_statuses = {422}
    assignment = teacher.published()
    files = {"users.csv": USERS, "classes.csv": CLASSES, "enrollments.csv": ENROLLMENTS}
    page = open_page(f"/assignments/{assignment['id']}/students", teacher)
    for one_class in ("", "History"):
        page.get_by_label("Or a table").set_input_files(
            [{"name": name, "mimeType": "text/csv", "buffer": text.encode()} for name, text in files.items()]
        )
        page.get_by_label("Class").fill(one_class)
        page.get_by_role("button", name="Save the list").click()
        if not one_class:
            expect(page.locator("#field-class-error")).to_contain_text("History (c2)")
    expect(page.locator(".entries li")).to_have_count(1)
    expect(page.locator(".entries li")).to_contain_text("D'Arcy, the younger")
