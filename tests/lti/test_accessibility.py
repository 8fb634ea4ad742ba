"""axe-core on the pages of launches, as the server sends them, in every mode of our other pages."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

import pytest
import requests
from playwright.sync_api import Browser, Route

from tests.api.delivery import RIGHT
from tests.lti.conftest import World, hidden
from tests.lti.launches import DEEP_LINKING, PASSWORD, answer_and_submit, open_attempt, set_password
from tests.lti.platform import MEMBERSHIP
from tests.web.axe import LOOKS, MODES, axe_core, faults_of_page

#: About the width of a frame in a course.
FRAME = {"width": 800, "height": 700}
NO_SERVICES = {
    "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": None,
    "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice": None,
}


@pytest.fixture
def launched(world: World) -> dict[str, requests.Response]:
    """Every page and state that launches lead to."""
    return {**choosing(world), **learning(world), **teaching(world)}


def choosing(world: World) -> dict[str, requests.Response]:
    """What an instructor sees who chooses."""
    email, browser = set_password(world), world.browser()
    sign_in = world.launch(browser, role="Instructor", sub="chooser", **DEEP_LINKING)
    sent = {"ticket": hidden(sign_in.text, "ticket")}
    refused = browser.ask("POST", "/lti/choose", data={**sent, "email": email, "password": "no"})
    nothing = browser.ask("POST", "/lti/choose", data={**sent, "email": email, "password": PASSWORD})
    made = world.school.assignment(title="The port")
    some = browser.ask("POST", "/lti/choose", data=sent)
    chosen = browser.ask("POST", "/lti/choose", data={**sent, "assignment_id": made["id"]})
    assert made["id"] not in nothing.text and made["id"] in some.text and "JWT" in chosen.text
    return {
        "sign in": sign_in,
        "sign in refused": refused,
        "nothing to choose": nothing,
        "choose": some,
        "chosen": chosen,
    }


def learning(world: World) -> dict[str, requests.Response]:
    """What a learner sees who launches."""
    browser, now = world.browser(), world.school.clock()
    made = world.assignment(attempts_allowed=2)
    later = world.assignment(opens_at=(now + timedelta(days=1)).isoformat())
    begin = world.launch(browser, assignment_id=made["id"])
    attempt_id = open_attempt(world, browser, begin)
    answer_and_submit(world, browser, attempt_id, RIGHT[:3])
    again = world.launch(browser, assignment_id=made["id"])
    assert 'name="another"' in again.text
    return {
        "begin": begin,
        "handed in": again,
        "not open": world.launch(browser, sub="early", assignment_id=later["id"]),
        "refused": world.launch(browser),
    }


def teaching(world: World) -> dict[str, requests.Response]:
    """What an instructor sees of the class."""
    made = world.assignment()
    world.platform.members = [
        {"user_id": f"person-{number}", "name": name, "roles": [MEMBERSHIP + "Learner"]}
        for number, name in enumerate(("Noor Haddad", "Sam Okafor", "Wolfeschlegelsteinhausenbergerdorff"))
    ]
    browser = world.browser()
    page = world.launch(browser, sub="person-1", assignment_id=made["id"])
    answer_and_submit(world, browser, open_attempt(world, browser, page), RIGHT[:5])
    who = {"role": "Instructor", "sub": "teacher"}
    return {
        "class": world.launch(world.browser(), assignment_id=made["id"], **who),
        "class without names and scores": world.launch(
            world.browser(), assignment_id=world.assignment()["id"], **who, **NO_SERVICES
        ),
    }


def showing(answer: requests.Response) -> Callable[[Route], None]:
    """Gives a browser the page that was launched, under its policy."""
    policy = answer.headers["Content-Security-Policy"]
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
    return lambda route: route.fulfill(status=answer.status_code, body=answer.text, headers=headers)


def faults_of(
    mode: str,
    launched: dict[str, requests.Response],
    browser: Browser,
    url: str,
    rules: Sequence[str] = (),
) -> Iterator[str]:
    """What is wrong with those pages in that mode."""
    context = browser.new_context(**{"viewport": FRAME, "reduced_motion": "reduce", **MODES[mode]})
    context.route("**/submit.js", lambda route: route.fulfill(body=""))  # it would leave the page at once
    context.add_init_script(axe_core())
    for name, answer in launched.items():
        page = context.new_page()
        page.route(f"{url}/lti/launch", showing(answer))
        page.goto(f"{url}/lti/launch")
        if mode.startswith("rtl"):
            page.evaluate("document.documentElement.dir = 'rtl'")
        yield from faults_of_page(page, what=f"{name} ({mode})", rules=rules)
        page.close()
    context.close()


def test_no_page_of_a_launch_breaks_a_rule(
    launched: dict[str, requests.Response], world: World, chromium: Browser
) -> None:
    assert list(faults_of("light", launched, chromium, world.url)) == []
    assert list(faults_of("phone-dark", launched, chromium, world.url, LOOKS)) == []


@pytest.mark.long
@pytest.mark.parametrize("mode", sorted({*MODES} - {"light"}))
def test_no_page_of_a_launch_breaks_a_rule_in_other_modes(
    mode: str, launched: dict[str, requests.Response], world: World, chromium: Browser
) -> None:
    assert list(faults_of(mode, launched, chromium, world.url)) == []
