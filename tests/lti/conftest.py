"""The application served over HTTP with a registered platform, and a browser that goes between them."""

import html
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Playwright
from werkzeug.serving import make_server

from quizapi.services.lti import NewPlatform, add_platform, grant
from quizapi.store.engine import write_transaction
from quizapi.store.models import LtiPlatformRow
from tests.api.delivery import School, make_school
from tests.lti.platform import CLIENT_ID, Platform, platform
from tests.web.conftest import CHROMIUM

Json = dict[str, Any]


@dataclass
class Browser:
    """Keeps cookies, also those that are for safe connections alone: loopback counts as one."""

    tool_url: str
    cookies: dict[str, str] = field(default_factory=dict)
    takes_cookies: bool = True

    def ask(self, method: str, url: str, **options: Any) -> requests.Response:
        headers = {**options.pop("headers", {})}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        address = url if url.startswith("http") else self.tool_url + url
        answer = requests.request(
            method, address, allow_redirects=False, timeout=60, headers=headers, **options
        )
        if self.takes_cookies:
            for cookie in answer.raw.headers.getlist("Set-Cookie"):
                name, _, rest = cookie.partition("=")
                self.cookies[name] = rest.split(";")[0]
                if "Max-Age=0" in cookie:
                    del self.cookies[name]
        return answer


@dataclass
class World:
    """The tool and a platform."""

    school: School
    platform: Platform
    url: str

    def browser(self, *, takes_cookies: bool = True) -> Browser:
        return Browser(self.url, takes_cookies=takes_cookies)

    def assignment(self, **rules: Any) -> Json:
        """An assignment that its teacher has chosen in the platform."""
        made = self.school.assignment(**rules)
        with write_transaction(self.school.context.sessions) as session:
            grant(session, session.query(LtiPlatformRow).one().id, made["id"], now=self.school.clock())
        return made

    def begin(self, browser: Browser, **changes: str) -> tuple[str, str]:
        """The start of a launch: state and nonce, as the platform gets them."""
        sent = {
            "iss": self.platform.issuer,
            "login_hint": "person 7",
            "target_link_uri": f"{self.url}/lti/launch",
            "client_id": CLIENT_ID,
            "lti_message_hint": "message 9",
            **changes,
        }
        answer = browser.ask("POST", "/lti/login", data={k: v for k, v in sent.items() if v})
        assert answer.status_code == 302, answer.text
        to = urlsplit(answer.headers["Location"])
        asked = {name: values[0] for name, values in parse_qs(to.query).items()}
        assert f"{to.scheme}://{to.netloc}{to.path}" == f"{self.platform.issuer}/auth"
        assert asked["redirect_uri"] == f"{self.url}/lti/launch"
        assert (asked["login_hint"], asked["lti_message_hint"]) == ("person 7", "message 9")
        assert (asked["response_type"], asked["response_mode"]) == ("id_token", "form_post")
        assert (asked["scope"], asked["prompt"], asked["client_id"]) == ("openid", "none", CLIENT_ID)
        return asked["state"], asked["nonce"]

    def launch(
        self,
        browser: Browser,
        *,
        sub: str = "person-7",
        role: str = "Learner",
        assignment_id: str = "",
        destination: str = "iframe",
        **claims: Any,
    ) -> requests.Response:
        state, nonce = self.begin(browser)
        custom = {"custom": {"assignment_id": assignment_id}} if assignment_id else {}
        named = {f"https://purl.imsglobal.org/spec/lti/claim/{name}": value for name, value in custom.items()}
        message = self.platform.message(nonce=nonce, sub=sub, role=role, **{**named, **claims})
        return self.send(browser, state, self.platform.sign(message), destination=destination)

    def send(
        self, browser: Browser, state: str, token: str, *, destination: str = "iframe"
    ) -> requests.Response:
        headers = {
            "Origin": self.platform.issuer,
            "Sec-Fetch-Site": "cross-site",
            "Sec-Fetch-Dest": destination,
        }
        sent = {"state": state, "id_token": token}
        return browser.ask("POST", "/lti/launch", data=sent, headers=headers)


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    assert found, page
    return html.unescape(found[1])


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Chromium]:
    """Debian's Chromium, keeping cookies of other sites out as people's browsers do."""
    arguments = ["--no-sandbox", "--disable-gpu", "--test-third-party-cookie-phaseout"]
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
    yield browser
    browser.close()


@pytest.fixture
def world(quizapi_app: Callable[..., Flask]) -> Iterator[World]:
    """The tool, served on loopback, and a platform that the operator has registered."""
    with serve_world(quizapi_app) as served:
        yield served


@pytest.fixture
def world_on_postgres(quizapi_app: Callable[..., Flask], postgres_url: str) -> Iterator[World]:
    """The same on PostgreSQL."""
    with serve_world(quizapi_app, database_url=postgres_url) as served:
        yield served


@pytest.fixture
def world_of_two_sites(quizapi_app: Callable[..., Flask]) -> Iterator[World]:
    """The same with the platform on another site than the tool, as browsers see it."""
    with serve_world(quizapi_app, name="localhost") as served:
        yield served


@pytest.fixture
def assignment(world: World) -> Json:
    """One that its teacher has chosen in the platform."""
    return world.assignment(title="The port", attempts_allowed=2, attempt_counts="best")


@contextmanager
def serve_world(
    quizapi_app: Callable[..., Flask], *, name: str = "127.0.0.1", **settings: Any
) -> Iterator[World]:
    """The tool on a free port of loopback, and a platform that it knows."""
    apps: list[Flask] = []
    server = make_server("127.0.0.1", 0, lambda env, start: apps[0](env, start), threaded=True)
    url = f"http://127.0.0.1:{server.port}"
    app = quizapi_app(lti=True, public_url=url, **settings)
    apps.append(app)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        with platform(name) as school_platform:
            school_platform.tool_url = url
            school = make_school(app)
            school.clock.time = datetime.now(UTC)
            with write_transaction(school.context.sessions) as session:
                add_platform(session, NewPlatform(**school_platform.registration()), now=school.clock())
            yield World(school, school_platform, url)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
