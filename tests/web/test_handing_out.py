"""Publishing, the code, the rules; results while students answer; statistics in words."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.web.conftest import OpenPage, Watch
from tests.web.site import RIGHT, Teacher

WRONG = {0: ["a"], 1: ["c"], 2: False}


def test_a_quiz_is_published_with_its_rules_and_shows_its_code(open_page: OpenPage, teacher: Teacher) -> None:
    quiz_id = teacher.quiz(teacher.article())
    page = open_page(f"/quizzes/{quiz_id}", teacher)
    page.get_by_role("link", name="Publish").first.click()
    expect(page.get_by_text("6 accepted questions will be handed out")).to_be_visible()
    page.get_by_label("After each answer").check()
    page.get_by_label("Time limit in minutes").fill("7.5")
    page.get_by_text("Dates, attempts, shuffling").click()
    page.get_by_label("Attempts a student").fill("2")
    page.get_by_label("Shuffle the questions").check()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published. Students can join")).to_be_visible()
    assignment = teacher.api("GET", "/assignments")["items"][0]
    assert (assignment["feedback"], assignment["time_limit_s"]) == ("each", 450)
    assert (assignment["attempts_allowed"], assignment["shuffle_items"]) == (2, True)
    code = assignment["join_code"]
    expect(page.locator(".join-code [aria-hidden]")).to_have_text(f"{code[:4]} {code[4:]}")
    expect(page.get_by_role("img", name=f"QR code of {assignment['join_url']}")).to_be_visible()
    page.get_by_role("link", name="Show it large").click()
    height = page.locator(".join-code").evaluate("code => parseFloat(getComputedStyle(code).fontSize)")
    assert height > 100


def test_dates_are_in_the_teachers_zone_and_sent_in_utc(open_page: OpenPage, teacher: Teacher) -> None:
    quiz_id = teacher.quiz(teacher.article())
    page = open_page(f"/quizzes/{quiz_id}/publish", teacher, timezone_id="Asia/Tokyo")
    page.get_by_text("Dates, attempts, shuffling").click()
    expect(page.get_by_text("in your zone (Asia/Tokyo)").first).to_be_visible()
    page.get_by_label("Closes").fill("2031-05-04T09:30")
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/assignments/*")
    assert teacher.api("GET", "/assignments")["items"][0]["closes_at"] == "2031-05-04T00:30:00Z"
    page.get_by_role("link", name="Change the rules").click()
    page.get_by_text("Dates, attempts, shuffling").click()
    expect(page.get_by_label("Closes")).to_have_value("2031-05-04T09:30")


def test_rules_that_do_not_fit_are_told_beside_their_field(
    open_page: OpenPage, teacher: Teacher, watch: Watch
) -> None:
    watch.expected_statuses = {422}
    quiz_id = teacher.quiz(teacher.article())
    page = open_page(f"/quizzes/{quiz_id}/publish", teacher)
    page.get_by_label("Time limit in minutes").fill("soon")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#field-minutes-error")).to_contain_text("Write minutes")
    expect(page.get_by_label("Time limit in minutes")).to_have_value("soon")
    page.get_by_label("Time limit in minutes").fill("")
    page.get_by_text("Dates, attempts, shuffling").click()
    page.get_by_label("Closes").fill("2020-01-01T00:00")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#field-closes_at-error")).to_contain_text("passed already")


def test_a_quiz_without_accepted_items_is_to_be_reviewed_first(open_page: OpenPage, teacher: Teacher) -> None:
    quiz_id = teacher.quiz(teacher.article(), status="proposed")
    page = open_page(f"/quizzes/{quiz_id}/publish", teacher)
    expect(page.get_by_role("heading", name="No question has been accepted yet")).to_be_visible()
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)
    page.get_by_role("link", name="Review the questions").click()
    expect(page.locator(".item")).to_have_count(6)


def test_an_assignment_is_closed_opened_again_and_copied(open_page: OpenPage, teacher: Teacher) -> None:
    assignment = teacher.published()
    page = open_page(f"/assignments/{assignment['id']}", teacher)
    page.get_by_role("button", name="Close now").click()
    expect(page.get_by_text("Nobody can answer any more")).to_be_visible()
    assert teacher.api("GET", f"/assignments/{assignment['id']}")["state"] == "closed"
    page.get_by_role("button", name="Open again").click()
    expect(page.get_by_text("The quiz is open again")).to_be_visible()
    page.get_by_role("button", name="Copy for another class").click()
    page.wait_for_url("**/assignments/*")
    assert page.url.split("?")[0].rsplit("/", 1)[1] != assignment["id"]
    assert len(teacher.api("GET", "/assignments")["items"]) == 2


def test_results_fill_while_students_answer(open_page: OpenPage, teacher: Teacher) -> None:
    assignment = teacher.published()
    page = open_page(f"/assignments/{assignment['id']}/results", teacher)
    expect(page.get_by_text("Nobody has joined yet")).to_be_visible()
    expect(page.locator("#live-state")).to_have_text("Live")
    attempt = teacher.attempt(assignment, "Noor", {0: RIGHT[0], 1: ["a"], 2: False})
    row = page.locator(".grid tbody tr")
    expect(row).to_contain_text("Noor")
    expect(row).to_contain_text("3 of 6")
    assert row.locator(".cell .unseen").all_inner_texts() == [
        "right",
        "partly right",
        "wrong",
        "blank",
        "blank",
        "blank",
    ]
    teacher.api("POST", f"/attempts/{attempt['id']}/submit", token=attempt["token"])
    expect(page.locator("#live-announce")).to_have_text("1 student, 1 handed in")
    page.get_by_role("link", name="Noor").click()
    expect(page.locator(".score")).to_have_text("1.5 of 6 points")
    expect(page.locator(".result-item").nth(2)).to_contain_text("Not right")


def test_results_are_downloaded_as_a_table(open_page: OpenPage, teacher: Teacher) -> None:
    assignment = teacher.published()
    teacher.attempt(assignment, "Noor", {0: RIGHT[0]})
    page = open_page(f"/assignments/{assignment['id']}/results", teacher)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download as CSV").click()
    assert "Noor" in waiting.value.path().read_text(encoding="utf-8-sig")


def test_statistics_say_in_words_what_the_figures_mean(open_page: OpenPage, teacher: Teacher) -> None:
    assignment = teacher.published()
    for number in range(12):
        answers = RIGHT if number < 6 else {**WRONG, 5: "somebody else"}
        attempt = teacher.attempt(assignment, f"Student {number}", answers)
        teacher.api("POST", f"/attempts/{attempt['id']}/submit", token=attempt["token"])
    figures = teacher.api("GET", f"/assignments/{assignment['id']}/statistics")
    page = open_page(f"/assignments/{assignment['id']}/statistics", teacher)
    expect(page.get_by_text("Over 12 attempts")).to_be_visible()
    first = page.locator(".item-statistics").first
    expect(first).to_contain_text(figures["items"][0]["hint"])
    expect(first.locator(".chart tr", has_text="Henrik Vold")).to_contain_text("6 (50%)")
    expect(first.locator(".chart tr", has_text="Henrik Vold")).to_contain_text("Right answer")
    expect(page.locator(".figure", has_text="Mean").first).to_contain_text(figures["quiz"]["hints"]["mean"])


def test_a_quiz_in_use_is_not_deleted_and_the_page_says_why(
    open_page: OpenPage, teacher: Teacher, watch: Watch
) -> None:
    watch.expected_statuses = {409}
    assignment = teacher.published()
    teacher.attempt(assignment, "Noor")
    page = open_page(f"/quizzes/{assignment['quiz_id']}", teacher)
    page.get_by_text("Rename or delete this quiz").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_text("Students have taken this quiz")).to_be_visible()


def test_a_student_sees_what_the_rules_say(open_page: OpenPage, teacher: Teacher) -> None:
    closes = (datetime.now(UTC) + timedelta(hours=2)).isoformat()
    assignment = teacher.published(
        feedback="close", show_article="never", time_limit_s=5400, attempts_allowed=3, closes_at=closes
    )
    page = open_page(assignment["join_url"])
    for words in (
        "6 questions, 1 h 30 min from the moment you begin",
        "The article is not shown",
        "once the quiz has closed for everybody",
        "You may take it 3 times; the last one counts",
    ):
        expect(page.get_by_text(words)).to_be_visible()
    page.get_by_label("Your name").fill("Noor")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Look over and hand in").click()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("Which answers are right is shown once")).to_be_visible()
