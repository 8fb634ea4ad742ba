"""What screen readers are told while somebody answers: what matters, and not each second and each saving."""

from playwright.sync_api import Page, expect

from tests.web.answering import join
from tests.web.conftest import OpenPage, Watch
from tests.web.site import Teacher

HEAR = """id => {
  window.heard = [];
  new MutationObserver(() => window.heard.push(document.getElementById(id).textContent))
    .observe(document.getElementById(id), { childList: true, characterData: true, subtree: true });
}"""


def heard(page: Page) -> list[str]:
    """What a live region has said, without what emptied it."""
    found: list[str] = page.evaluate("window.heard.filter(Boolean)")
    return found


def test_the_time_is_read_out_at_ten_five_and_one_minute_only(open_page: OpenPage, teacher: Teacher) -> None:
    page = open_page(teacher.published(time_limit_s=660)["join_url"])
    join(page)
    page.clock.install()
    expect(page.locator("#timer-said")).to_have_attribute("role", "status")
    page.evaluate(HEAR, "timer-said")
    for minutes in (0.5, 1, 2, 2, 3, 1, 1):
        ticked = page.locator("#timer").inner_text()
        page.clock.fast_forward(int(minutes * 60_000))
        expect(page.locator("#timer")).not_to_have_text(ticked)
    assert heard(page) == ["10 minutes left", "5 minutes left", "1 minute left"]


def test_a_hidden_time_stays_hidden_and_is_still_read_out(open_page: OpenPage, teacher: Teacher) -> None:
    page = open_page(teacher.published(time_limit_s=330)["join_url"])
    join(page)
    page.get_by_role("button", name="Hide time").click()
    page.reload()
    expect(page.get_by_role("button", name="Show time")).to_be_visible()
    expect(page.locator("#timer")).to_be_hidden()
    page.clock.install()
    page.clock.fast_forward(60_000)
    expect(page.locator("#timer-said")).to_have_text("5 minutes left")


def test_savings_are_shown_each_and_read_out_once(
    open_page: OpenPage, teacher: Teacher, watch: Watch
) -> None:
    watch.offline_is_expected = True
    page = open_page(teacher.published()["join_url"])
    join(page)
    page.evaluate(HEAR, "state-said")
    for option in ("Amara Kessel", "Henrik Vold"):
        page.get_by_role("radio", name=option).check()
        expect(page.locator("#save-state")).to_have_text("All saved")
    expect(page.locator("#state-said")).to_have_text("All saved")
    page.get_by_role("radio", name="True", exact=True).check()
    page.context.set_offline(True)
    page.get_by_role("radio", name="False", exact=True).check()
    expect(page.locator("#state-said")).to_contain_text("1 answer waits on this device")
    page.context.set_offline(False)
    expect(page.locator("#state-said")).to_have_text("All saved")
    lost = "No connection: 1 answer waits on this device"
    assert heard(page) == ["All saved", lost, "All saved"]


def test_a_verdict_is_read_out_and_the_keyboard_goes_on_from_it(
    open_page: OpenPage, teacher: Teacher
) -> None:
    page = open_page(teacher.published(feedback="each")["join_url"])
    join(page)
    first = page.locator(".question").first
    check = first.get_by_role("button", name="Check my answer")
    check.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#state-said")).to_have_text("Choose or write an answer first")
    first.get_by_label("Amara Kessel").check()
    expect(first.locator(".verdict")).to_have_attribute("aria-live", "polite")
    check.focus()
    page.keyboard.press("Enter")
    expect(first.locator(".verdict")).to_be_focused()
    expect(first.locator(".verdict")).to_contain_text("Not right")
    page.keyboard.press("Tab")
    expect(first.get_by_role("button", name="Show it in the article")).to_be_focused()
