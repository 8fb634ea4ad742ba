"""Deep linking: an instructor says once who they are, and chooses an assignment for the course."""

from typing import Any

import jwt
import requests

from tests.api.delivery import ITEMS, make_school
from tests.lti.conftest import World, hidden
from tests.lti.launches import DEEP_LINKING, PASSWORD, set_password
from tests.lti.platform import CLAIM, DEPLOYMENT


def test_an_instructor_signs_in_once_and_chooses_an_assignment(world: World) -> None:
    email = set_password(world)
    made = world.school.assignment(title="The port & more")
    browser = world.browser(takes_cookies=False)  # in a frame of another site
    page = world.launch(browser, role="Instructor", sub="teacher-1", **DEEP_LINKING)
    assert page.status_code == 200 and 'name="password"' in page.text
    ticket = hidden(page.text, "ticket")
    wrong = browser.ask("POST", "/lti/choose", data={"ticket": ticket, "email": email, "password": "no"})
    assert wrong.status_code == 401 and made["title"] not in wrong.text
    body = {"ticket": ticket, "email": email, "password": PASSWORD}
    page = browser.ask("POST", "/lti/choose", data=body)
    assert made["id"] in page.text and "The port &amp; more" in page.text
    chosen = browser.ask("POST", "/lti/choose", data={"ticket": ticket, "assignment_id": made["id"]})
    assert chosen.status_code == 200
    check_answer(world, chosen.text, made)
    assert "form-action 'self' https://lms.example;" in chosen.headers["Content-Security-Policy"]
    again = browser.ask("POST", "/lti/choose", data={"ticket": ticket, "assignment_id": made["id"]})
    assert again.status_code == 403
    page = world.launch(world.browser(), role="Instructor", sub="teacher-1", **DEEP_LINKING)
    assert 'name="password"' not in page.text and made["id"] in page.text
    data = {"ticket": hidden(page.text, "ticket"), "other": "1"}
    assert 'name="password"' in browser.ask("POST", "/lti/choose", data=data).text
    launched = world.launch(world.browser(), assignment_id=made["id"])
    assert launched.status_code == 200


def check_answer(world: World, page: str, made: dict[str, Any]) -> None:
    assert 'action="https://lms.example/deep?course=1&amp;x=2"' in page
    key = jwt.PyJWK(requests.get(f"{world.url}/lti/keys", timeout=60).json()["keys"][0])
    told = jwt.decode(
        hidden(page, "JWT"), key, algorithms=["RS256"], audience=world.platform.issuer,
        issuer="quiz-tool",
    )  # fmt: skip
    assert told[f"{CLAIM}deployment_id"] == DEPLOYMENT
    assert told["https://purl.imsglobal.org/spec/lti-dl/claim/data"] == "opaque <data>"
    (item,) = told["https://purl.imsglobal.org/spec/lti-dl/claim/content_items"]
    assert item["custom"] == {"assignment_id": made["id"]}
    assert item["url"] == f"{world.url}/lti/launch"
    assert item["lineItem"]["scoreMaximum"] == len(ITEMS)


def test_another_teachers_assignment_cannot_be_chosen(world: World) -> None:
    email = set_password(world)
    browser = world.browser()
    page = world.launch(browser, role="Instructor", **DEEP_LINKING)
    ticket = hidden(page.text, "ticket")
    browser.ask("POST", "/lti/choose", data={"ticket": ticket, "email": email, "password": PASSWORD})
    other = make_school(world.school.app).assignment()
    refused = browser.ask("POST", "/lti/choose", data={"ticket": ticket, "assignment_id": other["id"]})
    assert refused.status_code == 404


def test_a_learner_cannot_choose(world: World) -> None:
    assert world.launch(world.browser(), **DEEP_LINKING).status_code == 403


def test_without_a_ticket_nothing_is_shown(world: World) -> None:
    for path in ("/lti/choose", "/lti/open"):
        assert world.browser().ask("POST", path, data={"ticket": "x" * 43}).status_code == 403
