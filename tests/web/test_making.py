"""Making a quiz: the form from the generators' schemas, progress, problems in plain words."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from quizapi.services import jobs
from quizapi.services.quizzes_saving import save_quiz
from quizapi.store.engine import write_transaction
from quizapi.store.models import JobRow
from quizapi.web.wording import time_left
from tests.web.answering import join
from tests.web.axe import PHONE
from tests.web.conftest import OpenPage, Watch
from tests.web.site import FIXTURES, PASSWORD, SAMPLE, Site, Teacher


def asked(teacher: Teacher) -> dict[str, object]:
    """How the newest quiz was asked for."""
    found: dict[str, object] = teacher.api("GET", "/quizzes")["items"][0]
    return found


def test_the_form_offers_every_generator_with_its_options(open_page: OpenPage, teacher: Teacher) -> None:
    article = teacher.article()
    page = open_page(f"/quizzes/new?article_id={article['id']}", teacher)
    generators = teacher.api("GET", "/generators")
    assert generators
    for generator in generators:
        expect(page.get_by_label(generator["title"], exact=True)).to_be_checked()
        for option in generator["options_schema"].get("properties", {}):
            assert page.locator(f'[name="option-{generator["name"]}-{option}"]').count() >= 1, option


def test_what_is_chosen_is_what_is_asked_for(open_page: OpenPage, teacher: Teacher) -> None:
    article = teacher.article()
    page = open_page(f"/quizzes/new?article_id={article['id']}", teacher)
    first, *rest = teacher.api("GET", "/generators")
    for generator in rest:
        page.get_by_label(generator["title"], exact=True).uncheck()
    page.locator(f"#count-{first['name']}").fill("3")
    page.get_by_label("Title of the quiz").fill("Chips")
    page.get_by_text("More", exact=True).click()
    page.get_by_label("Seed").fill("7")
    page.get_by_role("button", name="Make the quiz").click()
    page.wait_for_url("**/jobs/*")
    quiz = asked(teacher)
    assert (quiz["title"], quiz["seed"]) == ("Chips", 7)
    assert [(g["name"], g["count"]) for g in quiz["generators"]] == [(first["name"], 3)]  # type: ignore[attr-defined]


def test_faults_stand_where_they_were_made(open_page: OpenPage, teacher: Teacher, watch: Watch) -> None:
    watch.expected_statuses = {422}
    teacher.article()
    page = open_page("/quizzes/new", teacher)
    generators = teacher.api("GET", "/generators")
    page.get_by_role("button", name="Make the quiz").click()
    expect(page.locator("#field-article_ids")).to_contain_text("Choose one article or more")
    page.locator(".pick input").first.check()
    name = generators[0]["name"]
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.locator(f"#count-{name}").fill("1000")
    page.get_by_role("button", name="Make the quiz").click()
    expect(page.locator(f"#field-generator-{name} .error")).to_be_visible()
    expect(page.locator(f"#count-{name}")).to_have_value("1000")
    expect(page.locator(".pick input").first).to_be_checked()


def test_the_progress_of_the_job_is_shown_as_it_goes(
    open_page: OpenPage, teacher: Teacher, site: Site
) -> None:
    job_id, _ = _requested(teacher)
    page = open_page(f"/jobs/{job_id}", teacher)
    expect(page.get_by_role("heading", name="Making the quiz")).to_be_visible()
    _work(site, job_id, done=3, total=5, step="true or false")
    expect(page.locator("#job-step")).to_have_text("True or false")
    assert page.locator("#job-bar").evaluate("bar => [bar.value, bar.max]") == [3, 5]
    expect(page.locator("#job-left")).to_have_text("About 5 seconds left")
    assert page.locator("[role=status] #job-left, [aria-live] #job-left").count() == 0
    _begun(site, job_id, ago=timedelta(minutes=9))
    expect(page.locator("#job-left")).to_have_text("About 6 minutes left")
    german = open_page(f"/jobs/{job_id}", teacher, locale="de-DE")
    expect(german.locator("#job-left")).to_have_text("Noch etwa 6 Minuten")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, ""), (1, "About 5 seconds left"), (86, "About 90 seconds left"), (90, "About 2 minutes left")],
)
def test_time_left_is_told_roughly(site: Site, seconds: int | None, words: str) -> None:
    with site.app.test_request_context():
        assert time_left(seconds) == words


def test_an_ended_job_says_what_was_not_possible_in_words(
    open_page: OpenPage, teacher: Teacher, site: Site
) -> None:
    job_id, quiz_id = _requested(teacher)
    page = open_page(f"/jobs/{job_id}", teacher)
    generator = teacher.api("GET", "/generators")[0]
    detail = "2 of the 5 items asked for: the text has no more."
    problem = {"generator": generator["name"], "type": "fewer", "detail": detail}
    with write_transaction(site.parts.sessions) as session:
        save_quiz(session, quiz_id, items=[], spares=[], provenance={}, now=datetime.now(UTC))
        jobs.start(session, job_id, total=1, now=datetime.now(UTC))
        jobs.finish(
            session,
            job_id,
            state="succeeded",
            result={"quiz_id": quiz_id},
            problems=[problem],
            now=datetime.now(UTC),
        )
    expect(page.get_by_text(detail)).to_be_visible()
    expect(page.locator("main")).to_contain_text(generator["title"])
    page.get_by_role("link", name="Review the questions").click()
    expect(page.get_by_text("No questions came out")).to_be_visible()


def test_a_job_is_stopped(open_page: OpenPage, teacher: Teacher) -> None:
    job_id, _ = _requested(teacher)
    page = open_page(f"/jobs/{job_id}", teacher)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("heading", name="Stopped")).to_be_visible()


def test_a_form_sent_twice_makes_one_quiz(open_page: OpenPage, teacher: Teacher, site: Site) -> None:
    article = teacher.article()
    page = open_page(f"/quizzes/new?article_id={article['id']}", teacher)
    pairs = page.evaluate("[...new FormData(document.querySelector('main form'))]")
    form: dict[str, list[str]] = {}
    for name, value in pairs:
        form.setdefault(name, []).append(value)
    client = site.app.test_client()
    client.set_cookie("__Host-quizapi", teacher.session)
    first = client.post("/quizzes/new", data=form)
    second = client.post("/quizzes/new", data=form)
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    assert len(teacher.api("GET", "/quizzes")["items"]) == 1


def test_the_whole_way_from_a_new_account_to_a_student_s_result(open_page: OpenPage, site: Site) -> None:
    """With a real worker and nothing made beforehand."""
    page = open_page("/sign-up")
    page.get_by_label("Your name").fill("Tariq Osei")
    page.get_by_label("E-mail address").fill("tariq@school.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    page.get_by_role("link", name="Add your first article").click()
    text = (FIXTURES / f"{SAMPLE}.txt").read_text()
    page.get_by_label("Text").fill(f"{text}\n\nThis copy goes the whole way.")
    page.get_by_role("button", name="Store without preview").click()
    page.get_by_role("link", name="Make a quiz").click()
    page.get_by_role("button", name="Make the quiz").click()
    page.wait_for_url("**/jobs/*")
    with worker(site):
        page.locator("#job").wait_for(state="detached", timeout=90_000)
    if "/jobs/" in page.url:
        page.get_by_role("link", name="Review the questions").click()
    expect(page.locator(".item").first).to_be_visible()
    assert page.locator(".item").count() >= 3
    assert page.locator(".item blockquote").count() >= page.locator(".item").count()
    expect(page.locator(".evidence.on").first).to_be_in_viewport()
    page.keyboard.press("a")
    expect(page.locator("#review-progress")).to_contain_text("1 accepted")
    page.get_by_role("button", name="Accept all that are left").click()
    page.get_by_role("link", name="Publish").first.click()
    page.get_by_role("button", name="Publish").click()
    student = open_page(page.locator(".join-card a").first.inner_text(), viewport=PHONE)
    join(student, "Noor")
    student.locator(".question:visible :is(input, select, .down)").first.wait_for()
    student.get_by_role("button", name="Look over and hand in").click()
    student.get_by_role("button", name="Hand in").click()
    expect(student.locator(".score")).to_contain_text("points")
    expect(student.locator(".result-item mark").first).to_be_visible()
    page.get_by_role("link", name="Results").click()
    expect(page.locator(".grid tbody tr")).to_contain_text("Noor")
    expect(page.locator("#live-said")).to_contain_text("1 handed in")


@contextmanager
def worker(site: Site) -> Iterator[None]:
    """A worker process on the site's database."""
    process = subprocess.Popen(
        [sys.executable, "-m", "quizapi", "worker"],
        env={**os.environ, "QUIZAPI_DATA": str(site.data), "QUIZAPI_LOG_LEVEL": "ERROR"},
    )
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _requested(teacher: Teacher) -> tuple[str, str]:
    article = teacher.article()
    name = teacher.api("GET", "/generators")[0]["name"]
    job = teacher.api("POST", "/quizzes", {"article_ids": [article["id"]], "generators": [{"name": name}]})
    return job["id"], job["result"]["quiz_id"]


def _work(site: Site, job_id: str, *, done: int, total: int, step: str) -> None:
    with write_transaction(site.parts.sessions) as session:
        jobs.start(session, job_id, total=total, now=datetime.now(UTC))
        jobs.report_progress(session, job_id, done=done, total=total, step=step)


def _begun(site: Site, job_id: str, *, ago: timedelta) -> None:
    with write_transaction(site.parts.sessions) as session:
        session.get_one(JobRow, job_id).started_at = datetime.now(UTC) - ago


pytestmark = pytest.mark.usefixtures("watch")
