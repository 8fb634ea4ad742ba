"""A real browser, with the platform on another site than the tool: what works in a frame and in a window."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from quizapi.store.models import AttemptRow
from tests.lti.conftest import World
from tests.lti.launches import PASSWORD, set_password


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    opened = chromium.new_context()
    opened.set_default_timeout(15_000)
    yield opened
    opened.close()


@pytest.fixture
def world(world_of_two_sites: World) -> World:
    return world_of_two_sites


def course(
    context: BrowserContext, world: World, who: str, place: str = "frame"
) -> tuple[Page, FrameLocator]:
    page = context.new_page()
    page.goto(f"{world.platform.issuer}/course?in={place}&who={quote(who)}")
    return page, page.frame_locator("iframe[name=tool]")


def test_a_learner_in_a_frame_opens_the_attempt_in_a_window_and_goes_on(
    world: World, context: BrowserContext, assignment: dict[str, Any]
) -> None:
    for button in ("Begin", "Go on"):
        _, frame = course(context, world, f"person-7|Learner|{assignment['id']}")
        with context.expect_page() as opening:
            frame.get_by_role("button", name=button).click()
        attempt = opening.value
        expect(attempt.get_by_text("Who said so?")).to_be_visible()
        assert attempt.url.startswith(f"{world.url}/attempts/")
    with world.school.context.sessions() as session:
        assert session.query(AttemptRow).count() == 1


def test_a_launch_in_a_window_opens_the_attempt_at_once(
    world: World, context: BrowserContext, assignment: dict[str, Any]
) -> None:
    page, _ = course(context, world, f"person-7|Learner|{assignment['id']}", "window")
    page.get_by_role("link", name="Open").click()
    expect(page.get_by_text("Who said so?")).to_be_visible()


def test_an_instructor_in_a_frame_signs_in_and_chooses(
    world: World, context: BrowserContext, assignment: dict[str, Any]
) -> None:
    email = set_password(world)
    _, frame = course(context, world, f"teacher-1|Instructor|{assignment['id']}")
    frame.get_by_label("E-mail").fill(email)
    frame.get_by_label("Password").fill(PASSWORD)
    frame.get_by_role("button", name="Sign in").click()
    frame.get_by_label("The port").check()
    frame.get_by_role("button", name="Put it into the course").click()
    expect(frame.get_by_role("heading", name="Chosen")).to_be_visible()
    assert len(world.platform.chosen) == 1


def test_a_page_of_another_site_cannot_frame_what_was_launched(
    world: World, context: BrowserContext, assignment: dict[str, Any]
) -> None:
    page, frame = course(context, world, f"person-7|Learner|{assignment['id']}")
    expect(frame.get_by_role("button", name="Begin")).to_be_visible()
    who = quote(f"person-8|Learner|{assignment['id']}")
    with page.expect_response("**/lti/launch") as launching:
        page.goto(f"http://127.0.0.1:{world.platform.server.port}/course?who={who}")
    assert launching.value.status == 200
    page.wait_for_function("() => window.frames.length === 1")
    page.wait_for_timeout(500)
    expect(page.frame_locator("iframe").get_by_role("button", name="Begin")).not_to_be_visible()
