"""An instructor's launch of an assignment: how far the class is."""

from typing import Any

from quizapi.store.models import LtiLearnerRow
from tests.api.delivery import RIGHT
from tests.lti.conftest import World
from tests.lti.launches import answer_and_submit, open_attempt
from tests.lti.platform import MEMBERSHIP
from tests.outbound.hosts import Reply


def test_names_are_shown_and_made_up_ones_stored(world: World, assignment: dict[str, Any]) -> None:
    learner = [MEMBERSHIP + "Learner"]
    world.platform.members = [
        {"user_id": "person-7", "name": "Noor Haddad", "status": "Active", "roles": learner},
        {
            "user_id": "teacher-1",
            "name": "Mara",
            "status": "Active",
            "roles": [MEMBERSHIP + "Instructor"],
        },
        {"user_id": "person-8", "name": "Sam Okafor <b>", "status": "Active", "roles": learner},
        {"user_id": "person-9", "name": "Gone", "status": "Inactive", "roles": learner},
    ]
    browser = world.browser()
    attempt_id = open_attempt(world, browser, world.launch(browser, assignment_id=assignment["id"]))
    answer_and_submit(world, browser, attempt_id, RIGHT[:3])
    page = world.launch(world.browser(), role="Instructor", sub="teacher-1", assignment_id=assignment["id"])
    assert page.status_code == 200
    assert "Noor Haddad" in page.text and "Sam Okafor &lt;b&gt;" in page.text
    assert (
        '3<span class="soft"> / 6</span>' in page.text and "Gone" not in page.text and "Mara" not in page.text
    )
    with world.school.context.sessions() as session:
        stored = {row.subject: row.nickname for row in session.query(LtiLearnerRow)}
    assert set(stored) == {"person-7", "person-8"}
    assert all(name.startswith("Learner ") for name in stored.values())


def test_without_the_platforms_names_the_made_up_ones_are_shown(
    world: World, assignment: dict[str, Any]
) -> None:
    browser = world.browser()
    open_attempt(world, browser, world.launch(browser, assignment_id=assignment["id"]))
    world.platform.replies = [Reply(status=500)]
    page = world.launch(world.browser(), role="Instructor", assignment_id=assignment["id"])
    assert page.status_code == 200 and "Learner " in page.text
