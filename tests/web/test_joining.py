"""Joining a quiz: names, codes, and coming back to an attempt or leaving it."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.web.answering import join
from tests.web.conftest import OpenPage, Watch
from tests.web.site import Teacher


@pytest.mark.parametrize("scripts", [True, False])
def test_a_name_that_is_taken_is_told_beside_the_field(
    teacher: Teacher, open_page: OpenPage, watch: Watch, scripts: bool
) -> None:
    watch.expected_statuses = {409}
    assignment = teacher.published()
    teacher.attempt(assignment, "Noor")
    page = open_page(assignment["join_url"], java_script_enabled=scripts)
    page.get_by_label("Your name").fill(" noor ")
    page.get_by_role("button", name="Begin").click()
    field = page.get_by_label("Your name")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#field-name-error")).to_contain_text("Choose another name")
    expect(field).to_have_value(" noor ")


def test_the_attempt_goes_on_after_the_cookie_is_lost(
    teacher: Teacher, open_page: OpenPage, watch: Watch
) -> None:
    watch.expected_statuses = {401}
    page = open_page(teacher.published()["join_url"])
    attempt_id = join(page)
    page.get_by_role("radio", name="Henrik Vold").check()
    expect(page.locator("#save-state")).to_have_text("All saved")
    page.context.clear_cookies()
    page.goto(f"/attempts/{attempt_id}")
    expect(page.get_by_role("radio", name="Henrik Vold")).to_be_checked()


def test_joining_again_on_the_same_device_offers_to_go_on(teacher: Teacher, open_page: OpenPage) -> None:
    assignment = teacher.published()
    page = open_page(assignment["join_url"])
    attempt_id = join(page)
    page.goto(assignment["join_url"])
    page.get_by_role("link", name="Go on").click()
    page.wait_for_url(f"**/attempts/{attempt_id}")


def test_a_second_attempt_is_begun_under_the_same_name(teacher: Teacher, open_page: OpenPage) -> None:
    assignment = teacher.published(attempts_allowed=2)
    page = open_page(assignment["join_url"])
    attempt_id = join(page)
    page.get_by_role("button", name="Look over and hand in").click()
    page.get_by_role("button", name="Hand in").click()
    page.goto(assignment["join_url"])
    page.get_by_role("button", name="Begin attempt 2").click()
    page.wait_for_url("**/attempts/*")
    second = page.url.rsplit("/", 1)[1]
    assert second != attempt_id
    assert teacher.api("GET", f"/attempts/{second}")["nickname"] == "Noor"


def test_a_device_can_forget_the_attempt(teacher: Teacher, open_page: OpenPage, watch: Watch) -> None:
    watch.expected_statuses = {401}
    page = open_page(teacher.published()["join_url"])
    attempt_id = join(page)
    page.get_by_role("button", name="Look over and hand in").click()
    page.get_by_role("button", name="Hand in").click()
    page.get_by_role("button", name="Forget me on this device").click()
    assert page.evaluate("localStorage.length") == 0
    page.goto(f"/attempts/{attempt_id}")
    expect(page.get_by_text("This device does not know this attempt")).to_be_visible()


def test_an_unknown_code_is_told_beside_the_field(open_page: OpenPage, watch: Watch) -> None:
    watch.expected_statuses = {404}
    page = open_page("/join")
    page.get_by_label("Code from your teacher").fill("zzzz zzzz")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#field-code-error")).to_contain_text("No quiz has this code")


def test_a_quiz_that_is_not_open_says_when(teacher: Teacher, open_page: OpenPage) -> None:
    opens = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    page = open_page(teacher.published(opens_at=opens)["join_url"])
    expect(page.get_by_text("This quiz has not opened yet")).to_be_visible()
    assert page.get_by_role("button", name="Begin").count() == 0
