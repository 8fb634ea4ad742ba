"""What a student is told: right or wrong, the right answer, and the sentence that proves it."""

from playwright.sync_api import expect

from tests.web.answering import join
from tests.web.conftest import OpenPage
from tests.web.site import Teacher


def test_wrong_answers_are_told_with_the_right_one_and_the_sentence(
    teacher: Teacher, open_page: OpenPage
) -> None:
    page = open_page(teacher.published()["join_url"])
    join(page)
    page.get_by_label("Amara Kessel").check()
    page.get_by_role("button", name="Look over and hand in").click()
    expect(page.get_by_text("5 questions are still blank")).to_be_visible()
    page.get_by_role("button", name="Hand in").click()
    first = page.locator(".result-item").first
    expect(first).to_contain_text("Not right")
    expect(first).to_contain_text("Henrik Vold")
    expect(first.locator("blockquote mark")).to_be_visible()
    expect(page.locator(".result-item").nth(1)).to_contain_text("Left blank")


def test_feedback_after_each_answer_marks_the_article_and_closes_the_question(
    teacher: Teacher, open_page: OpenPage
) -> None:
    page = open_page(teacher.published(feedback="each")["join_url"])
    join(page)
    first = page.locator(".question").first
    first.get_by_role("button", name="Check my answer").click()
    expect(first).to_contain_text("Choose or write an answer first")
    first.get_by_label("Amara Kessel").check()
    first.get_by_role("button", name="Check my answer").click()
    expect(first.locator(".verdict")).to_contain_text("Not right")
    expect(first.locator(".verdict")).to_contain_text("Right: Henrik Vold")
    proof = first.locator("blockquote").inner_text()
    assert page.locator(".article mark").first.inner_text() == proof
    expect(first.get_by_label("Henrik Vold")).to_be_disabled()
    page.reload()
    expect(first.locator(".verdict")).to_contain_text("Not right")
    expect(first.get_by_label("Henrik Vold")).to_be_disabled()


def test_feedback_after_each_answer_works_without_scripts(teacher: Teacher, open_page: OpenPage) -> None:
    page = open_page(teacher.published(feedback="each")["join_url"], java_script_enabled=False)
    join(page)
    first = page.locator(".question").first
    first.get_by_label("Henrik Vold").check()
    first.get_by_role("button", name="Check my answer").click()
    expect(first.locator(".verdict")).to_contain_text("Right")
    expect(first.get_by_label("Amara Kessel")).to_be_disabled()


def test_of_all_proofs_the_one_of_the_present_question_stands_out(
    teacher: Teacher, open_page: OpenPage
) -> None:
    page = open_page(teacher.published(feedback="each")["join_url"])
    join(page)
    questions = page.locator(".question")
    for number, name in ((0, "Henrik Vold"), (2, "True")):
        questions.nth(number).get_by_label(name, exact=True).check()
        questions.nth(number).get_by_role("button", name="Check my answer").click()
        expect(questions.nth(number).locator(".verdict")).to_contain_text("Right")
    shown = page.locator(".article-pane .evidence.on")
    third = questions.nth(2).get_attribute("data-item")
    assert set(shown.evaluate_all("marks => marks.map((mark) => mark.dataset.item)")) == {third}
    questions.first.get_by_role("button", name="Flag").focus()
    first = questions.first.get_attribute("data-item")
    assert set(shown.evaluate_all("marks => marks.map((mark) => mark.dataset.item)")) == {first}
    assert page.locator(".article-pane .evidence").count() > shown.count()
