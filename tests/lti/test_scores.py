"""Grade passback: which score reaches the platform, and which are not sent."""

from typing import Any

from tests.api.delivery import RIGHT
from tests.jobs.outgoing.delivering import deliver, messages
from tests.lti.conftest import World
from tests.lti.launches import answer_and_submit, open_attempt
from tests.lti.platform import SCORE
from tests.outbound.hosts import Reply


def test_the_score_that_counts_reaches_the_platform(world: World, assignment: dict[str, Any]) -> None:
    browser = world.browser()
    first = open_attempt(world, browser, world.launch(browser, assignment_id=assignment["id"]))
    answer_and_submit(world, browser, first, RIGHT[:4])
    assert deliver(world.school) == 1
    (score,) = world.platform.scores
    assert (score["userId"], score["scoreGiven"], score["scoreMaximum"]) == ("person-7", 4.0, 6.0)
    assert (score["activityProgress"], score["gradingProgress"]) == ("Completed", "FullyGraded")
    page = world.launch(browser, assignment_id=assignment["id"])
    second = open_attempt(world, browser, page, another="1")
    answer_and_submit(world, browser, second, RIGHT[:1])
    deliver(world.school)
    assert world.platform.scores[-1]["scoreGiven"] == 4.0  # the best counts


def test_a_platform_that_is_away_is_asked_again(world: World, assignment: dict[str, Any]) -> None:
    browser = world.browser()
    attempt_id = open_attempt(world, browser, world.launch(browser, assignment_id=assignment["id"]))
    answer_and_submit(world, browser, attempt_id, RIGHT)
    world.platform.replies = [Reply(status=503)]
    deliver(world.school)
    assert [(row.state, row.status) for row in messages(world.school)] == [("pending", 503)]
    assert deliver(world.school) == 0
    world.school.clock.forward(seconds=6)
    deliver(world.school)
    assert [row.state for row in messages(world.school)] == ["delivered"]
    assert len(world.platform.scores) == 1


def test_a_line_item_is_made_where_the_platform_gave_none(world: World, assignment: dict[str, Any]) -> None:
    endpoint = {
        "scope": [SCORE, "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem"],
        "lineitems": f"{world.platform.issuer}/Course/lineitems",
    }
    claims = {"https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": endpoint}
    browser = world.browser()
    page = world.launch(browser, assignment_id=assignment["id"], **claims)
    answer_and_submit(world, browser, open_attempt(world, browser, page), RIGHT)
    deliver(world.school)
    (item,) = world.platform.lineitems
    assert item["resourceId"] == assignment["id"]
    assert len(world.platform.scores) == 1


def test_a_place_that_takes_no_scores_gets_none(world: World, assignment: dict[str, Any]) -> None:
    claims = {"https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": None}
    browser = world.browser()
    page = world.launch(browser, assignment_id=assignment["id"], **claims)
    answer_and_submit(world, browser, open_attempt(world, browser, page), RIGHT)
    assert messages(world.school) == []


def test_a_column_elsewhere_inside_is_not_asked(world: World, assignment: dict[str, Any]) -> None:
    """The platform's own hosts may be anywhere; another that it names must be public."""
    inside = world.platform.issuer.replace("127.0.0.1", "localhost")
    endpoint = {"scope": [SCORE], "lineitem": f"{inside}/Course/lineitems/1"}
    claims = {"https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": endpoint}
    browser = world.browser()
    page = world.launch(browser, assignment_id=assignment["id"], **claims)
    answer_and_submit(world, browser, open_attempt(world, browser, page), RIGHT)
    deliver(world.school)
    assert world.platform.scores == []
    assert [row.state for row in messages(world.school)] == ["pending"]


def test_a_repair_is_sent_as_well(world: World, assignment: dict[str, Any]) -> None:
    browser = world.browser()
    attempt_id = open_attempt(world, browser, world.launch(browser, assignment_id=assignment["id"]))
    answer_and_submit(world, browser, attempt_id, RIGHT[:5])
    items = world.school.teacher.ok("GET", f"/quizzes/{assignment['quiz_id']}/items")["items"]
    last = next(item for item in items if item["interaction"] == "text")
    body = {"action": "full_credit", "reason": "Nobody could know."}
    path = f"/quizzes/{assignment['quiz_id']}/items/{last['id']}/repair"
    world.school.teacher.ok("POST", path, body)
    deliver(world.school)
    assert world.platform.scores[-1]["scoreGiven"] == 6.0
