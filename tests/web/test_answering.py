"""A student's way: joining, answering in every kind, losing the network, handing in."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from quizapi.store.engine import write_transaction
from quizapi.store.models import AttemptRow
from tests.web.conftest import PHONE, OpenPage, Watch
from tests.web.site import RIGHT, Teacher


def join(page: Page, name: str = "Noor") -> str:
    """Join by the form; the attempt's id."""
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/*")
    return page.url.rsplit("/", 1)[1]


def answer_all(page: Page) -> None:
    """The right answers, with the mouse."""
    page.get_by_role("radio", name="Henrik Vold").check()
    page.get_by_label("Delayed factories").check()
    page.get_by_label("Higher prices").check()
    page.get_by_label("True", exact=True).check()
    order = page.locator('[data-interaction="order"]')
    for place, text in enumerate(("Inspectors find chips in a wreck", "The rules come into force")):
        while order_of(page).index(text) > place:
            order.get_by_role("button", name=f"Move up: {text}").click()
    order.get_by_role("button", name="The order is right as it stands").click()
    pairs = page.locator('[data-interaction="match"]')
    pairs.get_by_label("Henrik Vold").select_option("Commissioner")
    pairs.get_by_label("Bruno Halle").select_option("Director")
    pairs.get_by_label("Lena Aas").select_option("Spokeswoman")
    page.get_by_label("Your answer").fill("Talvik Microdevices")


def stored(teacher: Teacher, attempt_id: str) -> list[object]:
    """The answers that the server has, in the quiz's order; None where there is none."""
    found = teacher.api("GET", f"/attempts/{attempt_id}")
    answers = {response["item_id"]: response["answer"] for response in found["responses"]}
    return [answers.get(item["id"]) for item in found["items"]]


def order_of(page: Page) -> list[str]:
    return page.locator(".order-text").all_inner_texts()


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
    expect(page.locator(".score")).to_have_text("1 of 6 points", timeout=20_000)


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


def test_feedback_after_each_answer_works_without_scripts(teacher: Teacher, open_page: OpenPage) -> None:
    page = open_page(teacher.published(feedback="each")["join_url"], java_script_enabled=False)
    join(page)
    first = page.locator(".question").first
    first.get_by_label("Henrik Vold").check()
    first.get_by_role("button", name="Check my answer").click()
    expect(first.locator(".verdict")).to_contain_text("Right")
    expect(first.get_by_label("Amara Kessel")).to_be_disabled()


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
