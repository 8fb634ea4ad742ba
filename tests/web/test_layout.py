"""What a finger, a printer and an eye meet: sizes, paper, and places that stay where they are."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Route, ViewportSize, expect

from quizapi.web.attempts.tokens import cookie_of
from tests.web.answering import join
from tests.web.axe import DESKTOP, PHONE
from tests.web.conftest import OpenPage, Watch
from tests.web.site import RIGHT, Site, Teacher

#: What is pressed on its own, not within a sentence; boxes are pressed on the whole of their label.
SMALL = """() => [...document.querySelectorAll("button, summary, select, .choice, .button, .logo, .nav a")]
  .map(one => [one.textContent.trim(), one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && box.height > 0 && box.height < 44)
  .map(([words, box]) => `${words}: ${box.height}`)"""


def test_a_student_presses_nothing_smaller_than_44_pixels(open_page: OpenPage, teacher: Teacher) -> None:
    assignment = teacher.published(time_limit_s=900)
    page = open_page(assignment["join_url"], viewport=PHONE, has_touch=True)
    assert page.evaluate(SMALL) == []
    join(page, "Noor")
    assert page.evaluate(SMALL) == []
    page.get_by_role("button", name="Show all questions").click()
    assert page.evaluate(SMALL) == []
    page.get_by_role("button", name="Look over and hand in").click()
    page.get_by_role("button", name="Hand in").click()
    page.locator(".score").wait_for()
    assert page.evaluate(SMALL) == []


def test_nothing_jumps_when_the_network_goes_and_comes_back(
    open_page: OpenPage, teacher: Teacher, watch: Watch
) -> None:
    watch.offline_is_expected = True
    page = open_page(teacher.published()["join_url"], viewport=PHONE)
    join(page, "Noor")
    option = page.locator(".choice").first
    place = option.bounding_box()
    page.context.set_offline(True)
    option.click()
    expect(page.locator("#save-state")).to_contain_text("1 answer waits on this device")
    assert option.bounding_box() == place
    page.context.set_offline(False)
    expect(page.locator("#save-state")).to_have_text("All saved")
    assert option.bounding_box() == place


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_nothing_jumps_when_the_scripts_have_come(
    open_context: Callable[..., BrowserContext], site: Site, teacher: Teacher, viewport: ViewportSize
) -> None:
    attempt = teacher.attempt(teacher.published(time_limit_s=900), "Noor", {})
    context = open_context(viewport=viewport)
    with site.app.app_context():
        context.add_cookies([site.cookie(cookie_of(attempt["id"]), attempt["token"])])  # type: ignore[list-item]
    page = context.new_page()
    held: list[Route] = []
    page.route("**/student.js", lambda route: held.append(route))
    page.goto(f"/attempts/{attempt['id']}", wait_until="commit")
    option = page.locator(".choice").first
    option.wait_for(state="attached")
    # Nothing is painted before the style sheets are there, but it could be measured.
    page.wait_for_function(
        "document.styleSheets.length === document.querySelectorAll('link[rel=stylesheet]').length"
    )
    place = option.bounding_box()
    page.wait_for_function("document.readyState !== 'loading'")
    held[0].continue_()
    page.locator("body.scripted").wait_for()
    assert option.bounding_box() == place


def test_where_scripts_do_not_come_the_article_and_all_questions_are_there(
    open_context: Callable[..., BrowserContext], site: Site, teacher: Teacher, watch: Watch
) -> None:
    watch.failed_loads_are_expected = True
    attempt = teacher.attempt(teacher.published(), "Noor", {})
    context = open_context(viewport=PHONE)
    with site.app.app_context():
        context.add_cookies([site.cookie(cookie_of(attempt["id"]), attempt["token"])])  # type: ignore[list-item]
    page = context.new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"/attempts/{attempt['id']}")
    page.evaluate("for (const waiting of document.getAnimations()) waiting.finish()")
    expect(page.locator("#article-pane")).to_be_visible()
    assert all(question.is_visible() for question in page.locator(".question").all())
    expect(page.get_by_role("button", name="Save my answers")).to_be_visible()


def test_a_result_is_printed_in_dark_ink_on_white_whatever_the_screen_shows(
    open_page: OpenPage, teacher: Teacher
) -> None:
    page = open_page(teacher.published()["join_url"], color_scheme="dark")
    attempt_id = join(page, "Noor")
    page.goto(f"/attempts/{attempt_id}/review")
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_url("**notice=handed-in")
    background = "getComputedStyle(document.querySelector('mark')).backgroundColor"
    dark = page.evaluate(background)
    page.emulate_media(media="print", color_scheme="dark")
    printed = page.evaluate(background)
    page.emulate_media(media="screen", color_scheme="light")
    assert printed == page.evaluate(background) != dark
    page.emulate_media(media="print")
    expect(page.locator(".masthead")).to_be_hidden()
    expect(page.get_by_role("button", name="Delete everything")).to_be_hidden()


def test_mirrored_pages_begin_at_the_right_and_the_article_keeps_its_own_direction(
    open_page: OpenPage, teacher: Teacher
) -> None:
    page = open_page(f"/quizzes/{teacher.quiz(teacher.article())}", teacher)
    page.evaluate("document.documentElement.dir = 'rtl'")
    left = "(selector) => document.querySelector(selector).getBoundingClientRect().left"
    assert page.evaluate(left, ".logo") > page.evaluate(left, ".who") + 500
    assert page.evaluate(left, "#items") > page.evaluate(left, "#articles") + 300
    direction = "getComputedStyle(document.querySelector('.article')).direction"
    assert page.evaluate(direction) == "ltr"
    page.evaluate("document.querySelector('.article').textContent = 'قال المدير إن المصنع يتأخر.'")
    assert page.evaluate(direction) == "rtl"


def test_who_gives_no_name_is_asked_for_it_beside_the_field(
    open_page: OpenPage, teacher: Teacher, watch: Watch
) -> None:
    watch.expected_statuses = {422}
    page = open_page(teacher.published()["join_url"])
    page.get_by_label("Your name").fill("   ")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_label("Your name")).to_have_accessible_description(re.compile("Write your name"))


def test_a_teacher_without_a_keyboard_takes_back_what_was_decided(
    open_page: OpenPage, teacher: Teacher
) -> None:
    quiz = teacher.quiz(teacher.article(), status="proposed", spares=1)
    page = open_page(f"/quizzes/{quiz}", teacher, viewport=PHONE, has_touch=True)
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_disabled()
    page.locator(".item").first.get_by_role("button", name="Reject").tap()
    expect(page.locator(".item").first).to_have_attribute("data-status", "rejected")
    undo.tap()
    expect(page.locator(".item").first).to_have_attribute("data-status", "proposed")
    expect(undo).to_be_disabled()


def test_in_high_contrast_what_is_not_marked_now_can_be_read(
    site: Site, teacher: Teacher, open_context: Callable[..., BrowserContext]
) -> None:
    """Marked text has colours of its own there, which without their ground are black on black."""
    article = teacher.article()
    review = f"/quizzes/{teacher.quiz(article, status='proposed')}"
    judged = teacher.attempt(teacher.published(feedback="each"), "Noor", RIGHT)
    context = open_context(teacher, forced_colors="active", color_scheme="dark")
    with site.app.app_context():
        context.add_cookies([site.cookie(cookie_of(judged["id"]), judged["token"])])  # type: ignore[list-item]
    for path in (review, f"/attempts/{judged['id']}"):
        page = context.new_page()
        page.goto(path)
        resting = page.locator(".article .evidence:not(.on)")
        expect(resting.first).to_be_attached()
        colours = resting.evaluate_all(
            "marks => marks.map(mark => [mark, mark.parentElement].map(one => getComputedStyle(one).color))"
        )
        assert all(marked == around for marked, around in colours), path
