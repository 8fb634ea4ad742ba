"""Answering: every kind, by mouse, keys and touch, without scripts, and until the time is over."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from quizapi.store.engine import write_transaction
from quizapi.store.models import AttemptRow, ItemRow, QuizArticleRow
from tests.web.answering import answer_all, join, order_of, stored
from tests.web.axe import PHONE
from tests.web.conftest import OpenPage, Watch
from tests.web.site import RIGHT, Site, Teacher


def test_a_student_joins_answers_every_kind_and_hands_in(teacher: Teacher, open_page: OpenPage) -> None:
    assignment = teacher.published()
    page = open_page(assignment["join_url"])
    expect(page.get_by_text("6 questions, no time limit")).to_be_visible()
    attempt_id = join(page)
    answer_all(page)
    expect(page.locator("#save-state")).to_have_text("All saved")
    expect(page.locator("#answered")).to_have_text("6")
    answers = stored(teacher, attempt_id)
    assert [answers[place] for place in (0, 1, 2, 4, 5)] == [RIGHT[place] for place in (0, 1, 2, 4, 5)]
    assert answers[3] == RIGHT[3] == ["x", "y", "z"]
    page.get_by_role("button", name="Look over and hand in").click()
    expect(page.get_by_text("All questions are answered")).to_be_visible()
    page.get_by_role("button", name="Hand in").click()
    expect(page.locator(".score")).to_have_text("6 of 6 points")
    mark = page.locator(".result-item mark").first
    assert (
        mark.inner_text()
        == teacher.api("GET", f"/attempts/{attempt_id}")["responses"][0]["evidence"][0]["text"]
    )


def test_everything_can_be_done_with_the_keyboard_alone(teacher: Teacher, open_page: OpenPage) -> None:
    page = open_page(teacher.published()["join_url"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    _tab_to(page, "field-name")
    page.keyboard.type("Ada")
    page.keyboard.press("Enter")
    page.wait_for_url("**/attempts/*")
    attempt_id = page.url.rsplit("/", 1)[1]
    _tab_into(page, 'input[type="radio"]')
    page.keyboard.press("ArrowDown")  # the second option, b
    _tab_into(page, 'input[type="checkbox"]')
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    _tab_into(page, 'input[type="radio"]')
    page.keyboard.press("Space")
    before = order_of(page)
    _tab_into(page, ".down")
    page.keyboard.press("Enter")
    assert order_of(page) == [before[1], before[0], before[2]]
    assert page.evaluate("document.activeElement.className") == "down"
    _tab_into(page, "select:not([hidden])")
    page.keyboard.type("Commissioner")
    page.keyboard.press("Tab")
    page.keyboard.type("Director")
    page.keyboard.press("Tab")
    page.keyboard.type("Spokeswoman")
    _tab_into(page, 'input[type="text"]')
    page.keyboard.type("talvik microdevices")
    _tab_into(page, "#finish button[value=review]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review")
    answers = stored(teacher, attempt_id)
    assert answers[:3] == [["b"], ["a", "b"], True]
    assert answers[4:] == [RIGHT[4], "talvik microdevices"]
    _tab_into(page, "#hand-in button")
    page.keyboard.press("Enter")
    expect(page.locator(".score")).to_be_visible()


def test_the_later_of_two_devices_wins(
    teacher: Teacher, open_page: OpenPage, open_context: Callable[..., BrowserContext]
) -> None:
    first = open_page(teacher.published()["join_url"])
    attempt_id = join(first)
    second_context = open_context()
    second_context.add_cookies(first.context.cookies())  # type: ignore[arg-type]
    second = second_context.new_page()
    second.goto(f"/attempts/{attempt_id}")
    first.get_by_label("Amara Kessel").check()
    expect(first.locator("#save-state")).to_have_text("All saved")
    first.get_by_label("Sela Norring").check()
    expect(first.locator("#save-state")).to_have_text("All saved")
    second.wait_for_timeout(200)
    second.get_by_role("radio", name="Henrik Vold").check()
    expect(second.locator("#save-state")).to_have_text("All saved")
    assert stored(teacher, attempt_id)[0] == ["b"]
    first.reload()
    expect(first.get_by_role("radio", name="Henrik Vold")).to_be_checked()


def test_time_that_is_over_hands_in_by_itself(teacher: Teacher, open_page: OpenPage) -> None:
    page = open_page(teacher.published(time_limit_s=600)["join_url"])
    attempt_id = join(page)
    with write_transaction(teacher.site.parts.sessions) as session:
        session.get_one(AttemptRow, attempt_id).deadline = datetime.now(UTC) + timedelta(seconds=4)
    page.reload()
    expect(page.locator("#timer")).to_contain_text("left")
    page.get_by_role("button", name="Hide time").click()
    expect(page.locator("#timer")).to_be_hidden()
    page.get_by_role("radio", name="Henrik Vold").check()
    expect(page.locator(".score")).to_have_text("1 of 6 points")


def test_a_flag_is_shown_before_handing_in(teacher: Teacher, open_page: OpenPage) -> None:
    page = open_page(teacher.published()["join_url"])
    join(page)
    page.get_by_role("button", name="⚐ Flag").nth(1).click()
    page.get_by_role("button", name="Look over and hand in").click()
    page.wait_for_url("**/review")
    assert page.locator("[data-flag]:visible").count() == 1
    expect(page.locator("#overview li").nth(1)).to_contain_text("You flagged it")


def test_on_a_phone_article_and_questions_are_tabs_and_questions_come_one_by_one(
    teacher: Teacher, open_page: OpenPage
) -> None:
    page = open_page(teacher.published()["join_url"], viewport=PHONE, has_touch=True)
    join(page)
    assert page.locator(".question:visible").count() == 1
    expect(page.locator(".article-pane")).to_be_hidden()
    page.get_by_role("button", name="Article").tap()
    expect(page.locator(".article-pane")).to_be_visible()
    expect(page.locator("#questions")).to_be_hidden()
    page.get_by_role("button", name="Questions").tap()
    page.get_by_role("radio", name="Henrik Vold").tap()
    page.get_by_role("button", name="Next").tap()
    expect(page.get_by_text("Question 2 of 6")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Show all questions").tap()
    expect(page.locator(".question:visible")).to_have_count(6)


def test_joining_and_answering_work_without_scripts(teacher: Teacher, open_page: OpenPage) -> None:
    page = open_page(teacher.published()["join_url"], java_script_enabled=False)
    attempt_id = join(page)
    page.get_by_role("radio", name="Henrik Vold").check()
    page.get_by_label("Delayed factories").check()
    page.get_by_label("True", exact=True).check()
    places = page.locator('[data-interaction="order"]')
    for text, place in (("Inspectors", "1"), ("The rules", "2"), ("Orders", "3")):
        places.get_by_label(re.compile(f"Place of: {text}")).select_option(place)
    page.locator('[data-interaction="match"]').get_by_label("Henrik Vold").select_option("Commissioner")
    page.get_by_role("button", name="Save my answers").click()
    expect(page.get_by_text("Your answers are saved.")).to_be_visible()
    assert stored(teacher, attempt_id) == [["b"], ["a"], True, ["x", "y", "z"], [["a", "1"]], None]
    expect(page.get_by_role("radio", name="Henrik Vold")).to_be_checked()
    page.get_by_role("button", name="Look over and hand in").click()
    expect(page.get_by_text("1 question is still blank")).to_be_visible()
    page.get_by_role("button", name="Hand in").click()
    expect(page.locator(".score")).to_have_text("3.83 of 6 points")


def test_an_order_with_a_place_twice_is_told_beside_the_question(
    teacher: Teacher, open_page: OpenPage, watch: Watch
) -> None:
    watch.expected_statuses = {422}
    page = open_page(teacher.published()["join_url"], java_script_enabled=False)
    join(page)
    places = page.locator('[data-interaction="order"]')
    places.get_by_label(re.compile("Place of: Inspectors")).select_option("1")
    places.get_by_label(re.compile("Place of: The rules")).select_option("1")
    page.get_by_role("button", name="Save my answers").click()
    expect(places.get_by_role("alert")).to_contain_text("another place")


def test_no_token_is_ever_in_an_address(teacher: Teacher, open_page: OpenPage) -> None:
    page = open_page(teacher.published()["join_url"])
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    join(page)
    token = page.locator("#answers").get_attribute("data-token")
    page.get_by_role("radio", name="Henrik Vold").check()
    expect(page.locator("#save-state")).to_have_text("All saved")
    page.get_by_role("button", name="Look over and hand in").click()
    page.wait_for_url("**/review")
    assert token and token.startswith("qas_")
    assert not [address for address in addresses if token in address]


def _tab_to(page: Page, field_id: str) -> None:
    _tab_into(page, f"#{field_id}")


def _tab_into(page: Page, selector: str) -> None:
    """Press Tab until the focus comes to something that the selector names, leaving where it is now."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector}")


def test_each_question_of_several_articles_says_which_it_asks_about(
    site: Site, teacher: Teacher, open_page: OpenPage
) -> None:
    """“The article” alone would be any of them; where there is but one, nothing is said."""
    one, other = teacher.article(), teacher.article("ferry-merger")
    quiz = teacher.quiz(one)
    with write_transaction(site.parts.sessions) as session:
        session.add(QuizArticleRow(quiz_id=quiz, article_id=other["id"], revision=1, position=1))
        asked = session.scalars(select(ItemRow).where(ItemRow.quiz_id == quiz, ItemRow.position == 1)).one()
        asked.evidence = [{**span, "article_id": other["id"]} for span in asked.evidence]
    page = open_page(teacher.assignment(quiz)["join_url"], java_script_enabled=False, viewport=PHONE)
    page.get_by_label("Your name").fill("Noor")
    page.get_by_role("button", name="Begin").click()
    about = page.locator(".question .about").all_inner_texts()
    assert about[:2] == [f"Article: {one['title']}", f"Article: {other['title']}"]
    expect(page.get_by_role("group", name="Which of these")).to_have_accessible_description(about[1])
    page.get_by_role("link", name="To the questions").click()
    expect(page.locator(".question").first).to_be_in_viewport()
    paper = open_page(f"/quizzes/{quiz}/print", teacher)
    assert paper.locator(".paper-items .about").all_inner_texts()[:2] == about[:2]
    attempt = teacher.attempt(teacher.published(), "Idris")
    assert "article_ids" not in attempt["items"][0]
