"""A teacher puts a question right, takes that back, and sees how good the questions have been."""

from playwright.sync_api import expect

from tests.web.conftest import OpenPage, Watch
from tests.web.site import RIGHT, Teacher


def test_another_answer_counts_as_right_and_the_repair_is_taken_back(
    open_page: OpenPage, teacher: Teacher, watch: Watch
) -> None:
    watch.expected_statuses = {409, 422}
    assignment = teacher.published()
    attempt = teacher.attempt(assignment, "Noor", {0: ["a"], 1: RIGHT[1]})
    teacher.api("POST", f"/attempts/{attempt['id']}/submit", token=attempt["token"])

    def points() -> float:
        score = teacher.api("GET", f"/attempts/{attempt['id']}")["score"]
        return float(score["points"])

    page = open_page(f"/assignments/{assignment['id']}/statistics", teacher)
    page.get_by_role("link", name="Put it right (question 1)").click()
    expect(page.locator(".repair-key")).to_be_hidden()
    page.get_by_label("Another answer counts as right, too").check()
    page.get_by_label("Henrik Vold").check()
    page.get_by_label("Reason").fill("Both dismissed them.")
    page.get_by_role("button", name="Put it right").click()
    expect(page.locator(".repair-key .error, #action-error").first).to_be_visible()
    page.get_by_label("Amara Kessel").check()
    page.get_by_role("button", name="Put it right").click()
    expect(page.get_by_text("all results are counted again")).to_be_visible()
    expect(page.locator(".item-statistics").first).to_contain_text("Both dismissed them.")
    assert points() == 2.0
    page.get_by_role("link", name="Put it right (question 1)").click()
    page.get_by_text("Take it back").click()
    page.locator(".entries").get_by_label("Reason").fill("The key was right after all.")
    page.get_by_role("button", name="Take the repair back").click()
    expect(page.get_by_text("The repair is taken back")).to_be_visible()
    assert points() == 1.0
    expect(page.locator(".item-statistics").first).not_to_contain_text("Both dismissed them.")


def test_a_statement_s_other_truth_and_full_credit_work_without_scripts(
    open_page: OpenPage, teacher: Teacher
) -> None:
    assignment = teacher.published()
    attempt = teacher.attempt(assignment, "Noor", {2: False})
    teacher.api("POST", f"/attempts/{attempt['id']}/submit", token=attempt["token"])
    page = open_page(f"/assignments/{assignment['id']}/statistics", teacher, java_script_enabled=False)
    for number, action in ((3, "Another answer counts as right"), (4, "Everybody has its point")):
        page.get_by_role("link", name=f"Put it right (question {number})").click()
        page.get_by_label(action).check()
        page.get_by_label("Reason").fill("The text can be read either way.")
        page.get_by_role("button", name="Put it right").click()
        expect(page.get_by_text("all results are counted again")).to_be_visible()
    assert teacher.api("GET", f"/attempts/{attempt['id']}")["score"]["points"] == 2.0


def test_the_quality_of_each_kind_is_told_in_words_and_bars(open_page: OpenPage, teacher: Teacher) -> None:
    quiz = teacher.quiz(teacher.article(), status="proposed")
    items = teacher.api("GET", f"/quizzes/{quiz}/items")["items"]
    for item, body in zip(
        items,
        (
            {"status": "accepted"},
            {"status": "accepted"},
            {"status": "accepted"},
            {"status": "rejected", "reject_reason": "Too easy"},
        ),
        strict=False,
    ):
        teacher.api("PATCH", f"/quizzes/{quiz}/items/{item['id']}", body, etag=item["etag"].strip('"'))
    page = open_page("/quizzes", teacher)
    page.get_by_role("link", name="How good the questions are").click()
    made_by = teacher.api("GET", f"/quizzes/{quiz}/items/{items[0]['id']}")["generator"]
    titles = {row["name"]: row["title"] for row in teacher.api("GET", "/generators")}
    section = page.get_by_role("region", name=titles[made_by])
    expect(section).to_contain_text("You accepted 75% of those that you decided about.")
    expect(section.locator(".chart tr", has_text="Accepted")).to_contain_text("3 (50%)")
    section.get_by_text("Why questions were rejected").click()
    expect(section).to_contain_text("Too easy (1)")
