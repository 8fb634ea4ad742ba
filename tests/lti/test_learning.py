"""A learner's launch: the page, the window of its own, the attempt that is theirs."""

from typing import Any

import requests

from tests.api.delivery import RIGHT
from tests.lti.conftest import World, hidden
from tests.lti.launches import answer_and_submit, open_attempt


def test_an_attempt_is_bound_to_the_person_and_gone_on_with_elsewhere(
    world: World, assignment: dict[str, Any]
) -> None:
    first, second = world.browser(), world.browser()
    page = world.launch(first, assignment_id=assignment["id"])
    assert page.status_code == 200 and 'target="_blank"' in page.text
    attempt_id = open_attempt(world, first, page)
    assert first.ask("GET", f"/attempts/{attempt_id}").status_code == 200
    resumed = open_attempt(world, second, world.launch(second, assignment_id=assignment["id"]))
    assert resumed == attempt_id
    assert second.ask("GET", f"/attempts/{attempt_id}").status_code == 200
    assert first.ask("GET", f"/attempts/{attempt_id}").status_code != 200  # given to the other device
    third = world.browser()
    other = open_attempt(world, third, world.launch(third, sub="person-8", assignment_id=assignment["id"]))
    assert other != attempt_id


def test_in_a_window_of_its_own_the_attempt_opens_at_once(world: World, assignment: dict[str, Any]) -> None:
    browser = world.browser()
    answer = world.launch(browser, assignment_id=assignment["id"], destination="document")
    assert answer.status_code == 303 and "/attempts/" in answer.headers["Location"]
    assert browser.ask("GET", answer.headers["Location"]).status_code == 200
    assert not [name for name in browser.cookies if "lti" in name]


def test_without_the_cookie_of_the_login_a_click_is_needed(world: World, assignment: dict[str, Any]) -> None:
    """Or somebody could be made to answer as another: a launch that one did not begin opens nothing."""
    browser = world.browser(takes_cookies=False)
    answer = world.launch(browser, assignment_id=assignment["id"], destination="document")
    assert answer.status_code == 200 and hidden(answer.text, "ticket")


def test_the_platform_alone_may_show_the_page_in_a_frame(world: World, assignment: dict[str, Any]) -> None:
    page = world.launch(world.browser(), assignment_id=assignment["id"])
    policy = page.headers["Content-Security-Policy"]
    assert f"frame-ancestors {world.platform.issuer}" in policy
    assert "script-src 'self'" in policy
    assert "X-Frame-Options" not in page.headers  # it would forbid what the policy allows


def test_the_login_cookie_works_in_a_frame(world: World) -> None:
    sent = {"iss": world.platform.issuer, "login_hint": "x"}
    answer = requests.get(f"{world.url}/lti/login", params=sent, allow_redirects=False, timeout=60)
    (cookie,) = answer.raw.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-")
    for attribute in ("Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/"):
        assert attribute in cookie


def test_another_attempt_is_begun_where_one_is_left(world: World, assignment: dict[str, Any]) -> None:
    browser = world.browser()
    first = open_attempt(world, browser, world.launch(browser, assignment_id=assignment["id"]))
    answer_and_submit(world, browser, first, RIGHT[:2])
    page = world.launch(browser, assignment_id=assignment["id"])
    assert open_attempt(world, browser, page) == first
    second = open_attempt(world, browser, page, another="1")
    assert second != first
    answer_and_submit(world, browser, second, RIGHT[:1])
    page = world.launch(browser, assignment_id=assignment["id"])
    assert 'name="another"' not in page.text
    refused = browser.ask("POST", "/lti/open", data={"ticket": hidden(page.text, "ticket"), "another": "1"})
    assert refused.status_code == 409


def test_a_closed_assignment_still_shows_what_was_handed_in(world: World, assignment: dict[str, Any]) -> None:
    browser = world.browser()
    attempt_id = open_attempt(world, browser, world.launch(browser, assignment_id=assignment["id"]))
    answer_and_submit(world, browser, attempt_id, RIGHT)
    world.school.teacher.ok("POST", f"/assignments/{assignment['id']}/close")
    page = world.launch(browser, assignment_id=assignment["id"])
    assert open_attempt(world, browser, page) == attempt_id
    late = world.launch(world.browser(), sub="late", assignment_id=assignment["id"])
    assert late.status_code == 200 and 'name="ticket"' not in late.text


def test_an_assignment_that_was_not_chosen_there_is_refused(world: World) -> None:
    assert world.launch(world.browser(), assignment_id=world.school.assignment()["id"]).status_code == 403
    assert world.launch(world.browser()).status_code == 403
    assert world.launch(world.browser(), assignment_id="1; drop").status_code == 403


def test_somebody_who_neither_learns_nor_teaches_is_refused(world: World, assignment: dict[str, Any]) -> None:
    assert world.launch(world.browser(), role="Mentor", assignment_id=assignment["id"]).status_code == 403
