"""The playground: a text goes in, and what the generators made of it is shown and forgotten."""

from playwright.sync_api import expect

from quizapi.store.engine import write_transaction
from quizapi.store.models import JobRow
from tests.web.conftest import OpenPage, Watch
from tests.web.site import FIXTURES, SAMPLE, Site, Teacher
from tests.web.trials import finish_trial


def test_a_text_is_tried_shown_in_layers_and_forgotten(
    teacher: Teacher, site: Site, open_page: OpenPage
) -> None:
    page = open_page("/account", teacher)
    page.get_by_role("link", name="playground").click()
    page.get_by_label("Text").fill((FIXTURES / f"{SAMPLE}.txt").read_text())
    page.get_by_label("Timeline").uncheck()
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_role("heading", name="Trying the text")).to_be_visible()
    job_id = page.url.rsplit("/", 1)[1]
    with site.parts.sessions() as session:
        asked = session.get_one(JobRow, job_id).params["generators"]
    assert "timeline" not in [generator["name"] for generator in asked]
    finish_trial(site, job_id)
    # The page finds out by itself.
    candidates = page.locator("#candidates")
    expect(candidates.get_by_text("Refused by a check: key-in-stem")).to_be_visible()
    expect(candidates.get_by_text("Chosen: 1 · In reserve: 1 · Refused by a check: 1")).to_be_visible()
    expect(candidates.get_by_text("The article has no year.")).to_be_visible()
    expect(page.locator(".layered .l-claim").first).to_be_attached()
    claims = page.get_by_label("claims and how firm they are")
    claims.check()
    expect(page.locator('.findings[data-layer="claims"]')).to_be_visible()
    page.get_by_role("button", name="Forget this text").click()
    expect(page.get_by_text("The text and all that came of it are deleted.")).to_be_visible()
    with site.parts.sessions() as session:
        assert session.get(JobRow, job_id) is None


def test_a_text_that_cannot_be_tried_stays_in_the_form(
    teacher: Teacher, open_page: OpenPage, watch: Watch
) -> None:
    watch.expected_statuses = {422}
    page = open_page("/playground", teacher)
    page.get_by_label("Text").fill("Too short.")
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Text")).to_have_value("Too short.")
    page.get_by_label("Who said what").uncheck()
    checked = page.locator('input[name="generators"]:checked')
    while checked.count():
        checked.first.uncheck()
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_role("link", name="Choose one kind of question or more.")).to_be_visible()


def test_without_a_teacher_there_is_no_playground(open_page: OpenPage, watch: Watch) -> None:
    watch.expected_statuses = {401}
    page = open_page("/playground")
    expect(page.get_by_role("button", name="Try it")).to_have_count(0)


def test_one_that_failed_says_why(teacher: Teacher, site: Site, open_page: OpenPage) -> None:
    body = {"text": (FIXTURES / f"{SAMPLE}.txt").read_text()}
    job_id = teacher.api("POST", "/playground", body)["id"]
    with write_transaction(site.parts.sessions) as session:
        job = session.get_one(JobRow, job_id)
        job.state = "failed"
        job.problems = [
            {"generator": "", "type": "timed-out", "detail": "reading: stopped after 120 seconds"}
        ]
    page = open_page(f"/playground/{job_id}", teacher)
    expect(page.get_by_text("reading: stopped after 120 seconds")).to_be_visible()
