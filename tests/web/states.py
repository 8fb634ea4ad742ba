"""States that pages come into: refused forms, work that goes on or went wrong, closed quizzes, no network."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page

from quizapi.services import jobs
from quizapi.store.engine import write_transaction
from quizapi.store.models import AttemptRow
from tests.web.pages import Prepare, Shown
from tests.web.site import FIXTURES, RIGHT, SAMPLE, Json, Site, Teacher

#: A word that is wider than a phone.
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"


def more_states(teacher: Teacher) -> list[Shown]:
    """The further states of pages that `all_pages` shows as they are most of the time."""
    article = teacher.article()
    quiz = teacher.quiz(article, title=f"A {LONG_WORD} of news")
    proposed = teacher.quiz(article, status="proposed", title="None accepted", spares=1)
    assignment = teacher.assignment(quiz)
    home = f"/assignments/{assignment['id']}"
    new = f"/quizzes/{proposed}/items/new?interaction"
    return [
        Shown("article looked at", "/articles/new", True, prepare=_look_at_article),
        Shown("quiz refused", f"/quizzes/new?article_id={article['id']}", True, prepare=_without_kinds),
        *(_job_page(teacher, article, state) for state in ("queued", "running", "failed")),
        Shown("review, acted", f"/quizzes/{proposed}", True, prepare=_accept_and_reject),
        Shown("item refused", f"{new}=choice", True, prepare=_sent({"[name=stem]": "Who?"})),
        Shown("nothing to publish", f"/quizzes/{proposed}/publish", True),
        Shown("publish refused", f"/quizzes/{quiz}/publish", True, prepare=_publish_wrongly),
        Shown("assignment of a long word", home, True),
        Shown("poster of a long word", f"{home}/poster", True),
        Shown("list looked at", f"{home}/students", True, prepare=_look_at_list),
        Shown("results of nobody", f"{home}/results", True),
        Shown("statistics of nobody", f"{home}/statistics", True),
        Shown("account refused", "/sign-up", prepare=_sent({"[name=name]": "A", "[name=password]": "short"})),
        Shown("code refused", "/join", prepare=_sent({"[name=code]": "WRONG123"})),
        Shown("name missing", f"/join/{assignment['join_code']}", prepare=_sent({})),
        *_states_of_students(teacher, quiz),
    ]


def _states_of_students(teacher: Teacher, quiz: str) -> list[Shown]:
    once, again = teacher.assignment(quiz), teacher.assignment(quiz, attempts_allowed=2)
    later = teacher.assignment(quiz, opens_at=(datetime.now(UTC) + timedelta(days=9)).isoformat())
    closing, timed = teacher.assignment(quiz, feedback="close"), teacher.assignment(quiz, time_limit_s=600)
    shut = teacher.assignment(quiz)
    teacher.api("POST", f"/assignments/{shut['id']}/close")
    begun = teacher.attempt(once, LONG_WORD)
    reading, offline = teacher.attempt(once, "Reading"), teacher.attempt(once, "Offline")
    ended, untold = _handed_in(teacher, again), _handed_in(teacher, closing)
    slow = _expired(teacher, timed)
    return [
        Shown("join, begun", f"/join/{once['join_code']}", attempt=begun),
        Shown("join, handed in", f"/join/{again['join_code']}", attempt=ended),
        Shown("join, not open yet", f"/join/{later['join_code']}"),
        Shown("join, closed", f"/join/{shut['join_code']}"),
        Shown("answering, long names", f"/attempts/{begun['id']}", attempt=begun),
        Shown("answering, the article", f"/attempts/{reading['id']}", attempt=reading, prepare=_to_article),
        Shown("answering, no connection", f"/attempts/{offline['id']}", attempt=offline, prepare=_offline),
        Shown("result not told yet", f"/attempts/{untold['id']}", attempt=untold),
        Shown("time was over", f"/attempts/{slow['id']}", attempt=slow),
    ]


def _handed_in(teacher: Teacher, assignment: Json) -> Json:
    attempt = teacher.attempt(assignment, "Noor", {0: RIGHT[0]})
    teacher.api("POST", f"/attempts/{attempt['id']}/submit", token=attempt["token"])
    return attempt


def _expired(teacher: Teacher, assignment: Json) -> Json:
    attempt = teacher.attempt(assignment, "Slow", {0: RIGHT[0]})
    with write_transaction(teacher.site.parts.sessions) as session:
        session.get_one(AttemptRow, attempt["id"]).deadline = datetime.now(UTC) - timedelta(minutes=1)
    return attempt


def _job_page(teacher: Teacher, article: Json, state: str) -> Shown:
    """A quiz being made, without a worker."""
    asked = {"article_ids": [article["id"]], "generators": [{"name": "true-false", "count": 3}]}
    job = teacher.api("POST", "/quizzes", asked)["id"]
    if state != "queued":
        _move(teacher.site, job, state)
    return Shown(f"quiz, {state}", f"/jobs/{job}", True)


def _move(site: Site, job: str, state: str) -> None:
    now = datetime.now(UTC)
    with write_transaction(site.parts.sessions) as session:
        jobs.start(session, job, total=4, now=now)
        if state == "failed":
            problem = {"generator": "true-false", "type": "nothing", "detail": "The text states no facts."}
            jobs.finish(session, job, state="failed", result={}, problems=[problem], now=now)


def _sent(values: dict[str, str]) -> Prepare:
    """Sends the page's last form with these values, whatever the browser thinks of them."""

    def prepare(page: Page) -> None:
        for field, value in values.items():
            page.fill(field, value)
        _send(page)
        page.locator("main [aria-invalid], main .error").first.wait_for()

    return prepare


def _send(page: Page) -> None:
    page.evaluate("for (const form of document.forms) form.noValidate = true")
    page.locator("main button.main").last.click()


def _look_at_article(page: Page) -> None:
    page.fill("[name=text]", (FIXTURES / f"{SAMPLE}.txt").read_text())
    page.locator("button[value=preview]").click()
    page.locator("button[value=store]").wait_for()


def _without_kinds(page: Page) -> None:
    for box in page.locator(".generator-head input[type=checkbox]").all():
        box.uncheck()
    _send(page)
    page.get_by_role("alert").wait_for()


def _publish_wrongly(page: Page) -> None:
    page.fill("[name=minutes]", "many")
    _send(page)
    page.get_by_role("alert").wait_for()


def _look_at_list(page: Page) -> None:
    page.fill("[name=names]", f"Noor Haddad\nIdris Vale\nNoor Haddad\n{LONG_WORD}")
    page.locator("button[value=preview]").click()
    page.locator(".line-by-line tbody tr").first.wait_for()


def _accept_and_reject(page: Page) -> None:
    for key, status in (("a", "accepted"), ("r", "rejected")):
        page.keyboard.press(key)
        page.locator(f'.item[data-status="{status}"]').first.wait_for()


def _to_article(page: Page) -> None:
    if page.locator("#tabs").is_visible():
        page.locator("#tab-article").click()


def _offline(page: Page) -> None:
    page.context.set_offline(True)
    page.locator(".question:visible input").first.check()
    page.get_by_text("Kept on this device").first.wait_for()
