"""The whole way from a platform on PostgreSQL, and launches at the same moment."""

from concurrent.futures import ThreadPoolExecutor

from quizapi.store.models import LtiLearnerRow
from tests.api.delivery import RIGHT
from tests.jobs.outgoing.delivering import deliver
from tests.lti.conftest import World, hidden
from tests.lti.launches import DEEP_LINKING, PASSWORD, answer_and_submit, open_attempt, set_password
from tests.lti.platform import MEMBERSHIP


def test_an_instructor_chooses_a_learner_answers_and_the_score_comes_back(world_on_postgres: World) -> None:
    world = world_on_postgres
    email = set_password(world)
    made = world.school.assignment()
    browser = world.browser()
    page = world.launch(browser, role="Instructor", sub="teacher-1", **DEEP_LINKING)
    ticket = hidden(page.text, "ticket")
    browser.ask("POST", "/lti/choose", data={"ticket": ticket, "email": email, "password": PASSWORD})
    chosen = browser.ask("POST", "/lti/choose", data={"ticket": ticket, "assignment_id": made["id"]})
    assert chosen.status_code == 200
    attempt_id = open_attempt(world, browser, world.launch(browser, assignment_id=made["id"]))
    answer_and_submit(world, browser, attempt_id, RIGHT[:2])
    assert deliver(world.school) == 1
    assert world.platform.scores[0]["scoreGiven"] == 2.0
    world.platform.members = [
        {"user_id": "person-7", "name": "Noor Haddad", "roles": [MEMBERSHIP + "Learner"]},
        {"user_id": "person-8", "name": "Sam Okafor", "roles": [MEMBERSHIP + "Learner"]},
    ]
    page = world.launch(world.browser(), role="Instructor", assignment_id=made["id"])
    assert (
        "Noor Haddad" in page.text
        and '2<span class="soft"> / 6</span>' in page.text
        and "Sam Okafor" in page.text
    )
    state, _ = world.begin(browser)
    assert world.send(browser, state, "a.b.c").status_code == 403


def test_launches_at_the_same_moment_are_one_learner(world_on_postgres: World) -> None:
    world = world_on_postgres
    made = world.assignment()
    world.launch(world.browser(), sub="first", assignment_id=made["id"])  # the platform's keys are there

    def launch(_: int) -> int:
        return world.launch(world.browser(), assignment_id=made["id"]).status_code

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(launch, range(12))) == {200}
    with world.school.context.sessions() as session:
        assert session.query(LtiLearnerRow).filter_by(subject="person-7").count() == 1
