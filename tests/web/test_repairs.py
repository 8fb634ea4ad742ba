"""A result that was put right says so on the student's page."""

from playwright.sync_api import expect

from tests.web.answering import join
from tests.web.conftest import OpenPage
from tests.web.site import Teacher


def test_result_page_tells_what_was_put_right_and_why(open_page: OpenPage, teacher: Teacher) -> None:
    assignment = teacher.published(feedback="submit")
    page = open_page(assignment["join_url"])
    attempt_id = join(page)
    page.get_by_role("button", name="Look over and hand in").click()
    page.get_by_role("button", name="Hand in").click()
    expect(page.locator(".score")).to_contain_text("0 of")
    (first, second, *_) = teacher.api("GET", f"/quizzes/{assignment['quiz_id']}/items")["items"]
    for item, action in ((first, "full_credit"), (second, "drop")):
        path = f"/quizzes/{assignment['quiz_id']}/items/{item['id']}/repair"
        teacher.api("POST", path, {"action": action, "reason": "Two options were right."})
    page.reload()
    assert attempt_id in page.url
    expect(page.locator(".score")).to_contain_text("1 of")
    notes = page.locator(".notice", has_text="Two options were right.")
    expect(notes).to_have_count(2)
    expect(notes.first).to_contain_text("Everybody has its point.")
    expect(page.locator(f"#item-{second['id']}")).to_contain_text("Does not count")
