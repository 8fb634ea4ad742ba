"""A real browser on the real application. Every page of every test is watched for errors."""

import logging
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    expect,
)

from tests.web.axe import DESKTOP, axe_core
from tests.web.site import Site, Teacher, serve

# The machine may be busy with other tests.
expect.set_options(timeout=30_000)
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OpenPage = Callable[..., Page]
#: A browser that has no service workers, as without https.
NO_WORKER = "delete Navigator.prototype.serviceWorker"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The application, served for the whole session."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with serve(tmp_path_factory.mktemp("web")) as running:
        yield running


@pytest.fixture
def teacher(site: Site) -> Teacher:
    """A new teacher."""
    return site.teacher()


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield browser
    browser.close()


class Watch:
    """What went wrong in the pages of a test. A test may say which HTTP statuses it provokes."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.faults: list[str] = []
        self.expected_statuses: set[int] = set()
        self.offline_is_expected = False
        self.failed_loads_are_expected = False

    def follow(self, page: Page) -> None:
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("request", self._on_request)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        if any(f"status of {status}" in message.text for status in self.expected_statuses):
            return
        if self.offline_is_expected and "ERR_INTERNET_DISCONNECTED" in message.text:
            return
        if self.failed_loads_are_expected and "net::ERR_FAILED" in message.text:
            return
        self.faults.append(f"{message.type}: {message.text}")

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.faults.append(f"request to another origin: {request.url}")


@pytest.fixture
def watch(site: Site) -> Iterator[Watch]:
    """Fails the test where a page wrote an error to the console or asked another origin."""
    watching = Watch(site.url)
    yield watching
    assert not watching.faults


@pytest.fixture
def open_context(chromium: Browser, watch: Watch, site: Site) -> Iterator[Callable[..., BrowserContext]]:
    """`open_context(teacher=None, **options)`: a browser profile of its own."""
    opened: list[BrowserContext] = []

    def make(teacher: Teacher | None = None, **options: Any) -> BrowserContext:
        context = chromium.new_context(
            **{"base_url": site.url, "viewport": DESKTOP, "reduced_motion": "reduce", **options}
        )
        context.set_default_timeout(15_000)
        context.on("page", watch.follow)
        if teacher is not None:
            context.add_cookies([site.session_cookie(teacher.session)])  # type: ignore[list-item]
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def open_page(open_context: Callable[..., BrowserContext]) -> OpenPage:
    """`open_page(path, teacher=None, **options)`: a page in a profile of its own."""

    def make(path: str, teacher: Teacher | None = None, **options: Any) -> Page:
        page = open_context(teacher, **options).new_page()
        page.goto(path)
        return page

    return make


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The rules of axe-core."""
    return axe_core()
