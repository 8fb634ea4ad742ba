"""Lists of students with slips and exceptions; articles and quizzes from files; exports; erasing."""

import json
import re
from dataclasses import replace
from html import unescape

from playwright.sync_api import FilePayload, expect

from quizapi.store.engine import write_transaction
from quizapi.store.models import JobRow
from tests.web.answering import join
from tests.web.conftest import OpenPage, Watch
from tests.web.site import FIXTURES, RIGHT, SAMPLE, Site, Teacher


def file(name: str, text: str, kind: str = "text/plain") -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": text.encode()}


def test_a_list_gives_each_student_a_code_to_join_with(open_page: OpenPage, teacher: Teacher) -> None:
    assignment = teacher.published()
    page = open_page(f"/assignments/{assignment['id']}/students", teacher)
    page.get_by_label("Names").fill("Noor Haddad\nIdris Vale")
    page.get_by_role("button", name="Save the list").click()
    expect(page.get_by_text("The list is saved")).to_be_visible()
    page.get_by_role("link", name="Print the slips").click()
    slip = page.locator(".slips li", has_text="Noor Haddad")
    code = slip.locator(".slip-code").inner_text()
    student = open_page(assignment["join_url"])
    student.get_by_label("Code on your slip").fill(code.lower())
    student.get_by_role("button", name="Begin").click()
    student.wait_for_url("**/attempts/*")
    expect(student.locator(".attempt-head")).to_contain_text("Noor Haddad")


def test_a_wrong_slip_code_is_told_beside_the_field(
    open_page: OpenPage, teacher: Teacher, watch: Watch
) -> None:
    watch.expected_statuses = {403}
    assignment = teacher.published()
    teacher.api("PUT", f"/assignments/{assignment['id']}/roster", {"entries": [{"name": "Noor"}]})
    page = open_page(assignment["join_url"])
    page.get_by_label("Code on your slip").fill("ZZZZ")
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("#field-name-error")).to_contain_text("Look at your slip again")


def test_a_list_is_read_from_a_table(open_page: OpenPage, teacher: Teacher) -> None:
    assignment = teacher.published()
    page = open_page(f"/assignments/{assignment['id']}/students", teacher)
    page.get_by_label("Or a table").set_input_files(file("class.csv", "name\nNoor\nIdris\n", "text/csv"))
    page.get_by_role("button", name="Save the list").click()
    expect(page.locator(".entries li")).to_have_count(2)


def test_a_table_is_looked_at_line_by_line_before_it_is_saved(open_page: OpenPage, teacher: Teacher) -> None:
    assignment = teacher.published()
    path = f"/assignments/{assignment['id']}/roster"
    teacher.api("PUT", path, {"entries": [{"name": "Idris"}, {"name": "Mona"}]})
    page = open_page(f"/assignments/{assignment['id']}/students", teacher)
    table = file("class.csv", "name\nNoor\nidris\nnoor\n", "text/csv")
    page.get_by_label("Or a table").set_input_files(table)
    page.get_by_role("button", name="Look at it first").click()
    report = page.get_by_role("region", name="Line by line").locator("tbody tr")
    expect(report).to_have_count(4)
    expect(report.last).to_be_in_viewport()
    for row, said in (("4", "Cannot be taken: This name stands twice"), ("–", "Taken off"), ("2", "New")):
        expect(report.filter(has=page.get_by_text(row, exact=True))).to_contain_text(said)
    expect(page.get_by_role("heading", name="not saved yet")).to_be_visible()
    assert [entry["name"] for entry in teacher.api("GET", path)["entries"]] == ["Idris", "Mona"]
    expect(page.get_by_label("Names")).to_have_value("Noor\nidris")
    page.get_by_role("button", name="Save the list").click()
    expect(page.get_by_role("heading", name="The list is saved")).to_be_visible()
    assert [entry["name"] for entry in teacher.api("GET", path)["entries"]] == ["Idris", "Noor"]


def test_a_student_is_given_more_time(open_page: OpenPage, teacher: Teacher, watch: Watch) -> None:
    watch.expected_statuses = {422}
    assignment = teacher.published(time_limit_s=600)
    attempt = teacher.attempt(assignment, "Noor")
    page = open_page(f"/assignments/{assignment['id']}/students", teacher)
    page.get_by_role("link", name="Noor").click()
    page.get_by_label("Times the time limit").fill("99")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#field-time_factor-error")).to_be_visible()
    page.get_by_label("Times the time limit").fill("1.5")
    page.get_by_label("Minutes more").fill("10")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("What this student is allowed is saved")).to_be_visible()
    allowed = teacher.api("GET", f"/assignments/{assignment['id']}/exceptions")["items"][0]
    assert (allowed["time_factor"], allowed["extra_time_s"]) == (1.5, 600)
    deadline = teacher.api("GET", f"/attempts/{attempt['id']}")["deadline"]
    assert deadline > attempt["deadline"]


def test_a_teacher_deletes_all_about_a_student(open_page: OpenPage, teacher: Teacher) -> None:
    assignment = teacher.published()
    teacher.attempt(assignment, "Noor", {0: RIGHT[0]})
    page = open_page(f"/assignments/{assignment['id']}/students", teacher)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download all that is stored").click()
    stored = json.loads(download.value.path().read_text("utf-8"))
    assert stored["assignment"]["id"] == assignment["id"]
    assert [len(one["attempts"][0]["responses"]) for one in stored["students"]] == [1]
    page.get_by_role("link", name="Noor").click()
    page.get_by_text("Delete everything about this student").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_text("All that was stored about this student is deleted")).to_be_visible()
    assert teacher.api("GET", f"/assignments/{assignment['id']}/attempts")["items"] == []


def test_a_student_deletes_what_is_stored(open_page: OpenPage, teacher: Teacher) -> None:
    assignment = teacher.published()
    page = open_page(assignment["join_url"])
    join(page)
    page.get_by_role("button", name="Look over and hand in").click()
    page.get_by_role("button", name="Hand in").click()
    page.get_by_text("Delete what is stored about me").click()
    page.get_by_role("button", name="Delete everything").click()
    expect(page.get_by_text("All that was stored about you in this quiz is deleted")).to_be_visible()
    assert teacher.api("GET", f"/assignments/{assignment['id']}/attempts")["items"] == []
    assert page.evaluate("localStorage.length") == 0


def test_flags_are_kept_by_the_server_for_another_device(
    open_page: OpenPage, teacher: Teacher, site: Site
) -> None:
    page = open_page(teacher.published()["join_url"])
    attempt_id = join(page)
    with page.expect_response("**/flags"):
        page.get_by_role("button", name="⚐ Flag").nth(1).click()
    found = teacher.api("GET", f"/attempts/{attempt_id}")
    assert found["flagged"] == [found["items"][1]["id"]]
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(page.get_by_role("button", name="⚑ Flagged")).to_have_count(1)


def test_an_article_is_read_from_a_file_and_a_fault_told_beside_the_field(
    open_page: OpenPage, teacher: Teacher, watch: Watch
) -> None:
    watch.expected_statuses = {422}
    page = open_page("/articles/new", teacher)
    page.get_by_role("button", name="Read the files in").click()
    expect(page.locator("#field-file-error")).to_contain_text("Choose one file or more")
    page.get_by_label("Files").set_input_files(file("short.txt", "Too short."))
    page.get_by_role("button", name="Read the files in").click()
    expect(page.locator("#field-file-error")).to_contain_text("at least 40")
    page.get_by_label("Files").set_input_files(file("chips.txt", (FIXTURES / f"{SAMPLE}.txt").read_text()))
    page.get_by_role("button", name="Read the files in").click()
    expect(page.get_by_text("The article is stored")).to_be_visible()


def test_several_files_are_a_job_that_tells_what_became_of_each(
    open_page: OpenPage, teacher: Teacher, site: Site
) -> None:
    page = open_page("/articles/new", teacher)
    texts = [(FIXTURES / f"{name}.txt").read_text() for name in (SAMPLE, "ferry-merger")]
    page.get_by_label("Files").set_input_files([file("one.txt", texts[0]), file("two.txt", texts[1])])
    page.get_by_role("button", name="Read the files in").click()
    expect(page.get_by_role("heading", name="Reading the files in")).to_be_visible()
    stored = teacher.article()
    told = {"id": stored["id"], "file": "one.txt", "title": stored["title"]}
    with write_transaction(site.parts.sessions) as session:
        job = session.get_one(JobRow, page.url.rsplit("/", 1)[1])
        job.result = {"articles": [told], "known": [], "refused": [{"file": "two.txt", "reason": "No text."}]}
        job.state = "succeeded"
    expect(page.get_by_role("heading", level=1)).to_have_text("1 of 2 files are stored")
    expect(page.locator("main")).to_contain_text("two.txt: No text.")
    expect(page.get_by_role("link", name=stored["title"])).to_be_visible()


def test_a_quiz_is_exported_and_read_in_again(open_page: OpenPage, teacher: Teacher) -> None:
    quiz_id = teacher.quiz(teacher.article())
    page = open_page(f"/quizzes/{quiz_id}", teacher)
    page.get_by_text("Export", exact=True).click()
    with page.expect_download() as waiting:
        page.locator('.exports a[href$="/export/json"]').click()
    saved = waiting.value.path()
    page.goto("/quizzes/import")
    page.get_by_label("File").set_input_files(file("quiz.json", saved.read_text(), "application/json"))
    page.get_by_role("button", name="Read it in").click()
    expect(page.get_by_text("The quiz is read in")).to_be_visible()
    assert len(teacher.api("GET", "/quizzes")["items"]) == 2


def test_every_export_link_gives_a_file(open_page: OpenPage, teacher: Teacher, site: Site) -> None:
    quiz_id = teacher.quiz(teacher.article())
    page = open_page(f"/quizzes/{quiz_id}", teacher)
    links = page.locator(".exports a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert len(links) >= 5
    client = site.app.test_client()
    client.set_cookie("__Host-quizapi", teacher.session)
    for link in links:
        answer = client.get(link, follow_redirects=True)
        assert answer.status_code == 200, (link, answer.get_data(as_text=True)[:200])
        if "Content-Disposition" not in answer.headers:
            kept = re.findall(r'href="(/api/v1/[^"]*partial=true)" download', answer.text)
            assert len(kept) == 1, link
            answer = client.get(unescape(kept[0]))
            assert answer.status_code == 200, link
        assert answer.headers["Content-Disposition"].startswith("attachment"), link


def test_questions_that_a_file_leaves_out_or_changes_are_named_before_it_is_saved(
    open_page: OpenPage, teacher: Teacher
) -> None:
    quiz_id = teacher.quiz(teacher.article())
    items = teacher.api("GET", f"/quizzes/{quiz_id}/items")["items"]
    page = open_page(f"/quizzes/{quiz_id}", teacher)
    page.get_by_text("Export", exact=True).click()
    page.locator('.exports a[href$="/export/aiken"]').click()
    gone = [i["stem"] for i in items if i["interaction"] not in ("choice", "true_false")]
    assert gone
    assert page.locator("#left-out strong").all_inner_texts() == gone
    changed = [i["stem"] for i in items if i["interaction"] == "true_false"]
    assert page.locator("#changed strong").all_inner_texts() == changed
    expect(page.locator("main")).to_contain_text("Explanations, evidence, tags")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Get the file without them").click()
    assert waiting.value.path().read_text().count("ANSWER:") == len(items) - len(gone)


def test_questions_are_arranged_by_keyboard(open_page: OpenPage, teacher: Teacher) -> None:
    quiz_id = teacher.quiz(teacher.article())
    before = [item["id"] for item in teacher.api("GET", f"/quizzes/{quiz_id}/items")["items"]]
    page = open_page(f"/quizzes/{quiz_id}/arrange", teacher)
    page.locator(".order li").nth(0).get_by_role("button", name="Move down").press("Enter")
    page.get_by_role("button", name="Save the order").click()
    expect(page.get_by_text("The order is saved")).to_be_visible()
    after = [item["id"] for item in teacher.api("GET", f"/quizzes/{quiz_id}/items")["items"]]
    assert after == [before[1], before[0], *before[2:]]


def test_a_file_is_looked_at_before_it_is_read_in_and_stays_chosen(
    open_page: OpenPage, teacher: Teacher
) -> None:
    page = open_page("/quizzes/import", teacher)
    statements = "# Harbour\n\n::one:: The harbour is open. {TRUE}\n\n::two:: Write an essay. {}\n"
    page.get_by_label("File").set_input_files(file("quiz.gift.txt", statements))
    page.get_by_role("button", name="Look at it first").click()
    preview = page.locator("#preview")
    expect(preview.get_by_role("heading")).to_have_text("1 question would be read in")
    expect(preview).to_contain_text("The harbour is open.")
    expect(preview).to_contain_text("it is an essay")
    assert teacher.api("GET", "/quizzes")["items"] == []
    page.get_by_role("button", name="Read it in").click()
    expect(page.get_by_role("heading", name="1 question read in")).to_be_visible()
    assert len(teacher.api("GET", "/quizzes")["items"]) == 1


def test_a_page_s_address_is_asked_for_only_where_the_operator_lets_it_be(
    open_page: OpenPage, teacher: Teacher, site: Site, watch: Watch
) -> None:
    page = open_page("/articles/new", teacher)
    expect(page.get_by_role("heading", name="Or from files")).to_be_visible()
    assert page.get_by_role("heading", name="Or from its address").count() == 0
    off = site.parts.systems
    object.__setattr__(site.parts, "systems", replace(off, articles=True))
    try:
        watch.expected_statuses = {422}
        page.reload()
        page.get_by_role("textbox", name="Address of the page").last.fill("https://127.0.0.1/private")
        page.get_by_role("button", name="Read the page").click()
        field = page.get_by_role("textbox", name="Address of the page").last
        expect(field).to_have_value("https://127.0.0.1/private")
        expect(page.locator("#field-url-error")).to_be_visible()
    finally:
        object.__setattr__(site.parts, "systems", off)
