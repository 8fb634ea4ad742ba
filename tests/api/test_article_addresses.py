"""Articles by address over HTTP: real pages on this machine, fetched by the application."""

import gzip
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from flask import Flask

from quizapi.app import create_app
from quizapi.cli import main
from quizapi.queue import migrate
from quizapi.services import article_addresses
from quizapi.settings import Settings
from quizapi.store.engine import create_database_engine
from quizapi.store.models import ArticleRow
from quizapi.store.upgrade import upgrade_database
from tests.api.delivery import School, make_school
from tests.api.test_articles import BODY
from tests.outbound.hosts import Host, Reply, Seen, host

HTML = {"Content-Type": "text/html; charset=utf-8"}


def page(text: str = BODY, title: str = "Fish market to close") -> str:
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    return (
        f"<html><head><title>{title}</title></head><body><nav><a href='/'>Home</a> <a href='/x'>More</a>"
        "</nav>"
        f"<article><h1>{title}</h1>{paragraphs}</article><footer>All rights reserved</footer></body></html>"
    )


class Site:
    """A newspaper's site: what stands at which path."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply] = {"/": Reply(page().encode(), headers=HTML)}
        self.robots: Reply = Reply(status=404)

    def __call__(self, seen: Seen) -> Reply:
        path = urlsplit(seen.path).path
        return self.robots if path == "/robots.txt" else self.replies.get(path, Reply(status=404))


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def server(site: Site) -> Iterator[Host]:
    with host(site) as running:
        yield running


SWITCHED_ON = {"article_addresses": True, "outbound_networks": "127.0.0.0/8", "outbound_ports": "any"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application for all tests: each has a teacher of its own."""
    data = tmp_path_factory.mktemp("addresses")
    settings = Settings(data=data, secret="for tests only, thirty-two characters", **SWITCHED_ON)
    engine = create_database_engine(settings.database)
    upgrade_database(engine)
    migrate(engine)
    yield create_app(settings, engine=engine)
    engine.dispose()


@pytest.fixture
def school(app: Flask) -> School:
    return make_school(app)


def fetch(school: School, url: str, **headers: str) -> Any:
    return school.teacher.send("POST", "/articles/import", {"url": url}, **headers)


def stored(school: School) -> int:
    with school.context.sessions() as session:
        return session.query(ArticleRow).filter_by(owner_id=school.user_id).count()


def kind(response: Any) -> tuple[int, str]:
    return response.status_code, response.json["type"].partition("#")[2]


def test_a_page_becomes_an_article_without_what_stands_around_it(school: School, server: Host) -> None:
    response = fetch(school, f"{server.url}/?id=7#comments")
    assert response.status_code == 201, response.text
    assert (response.json["title"], response.json["text"]) == ("Fish market to close", BODY)
    assert response.json["source_url"] == f"{server.url}/?id=7"
    assert response.headers["Location"] == f"/api/v1/articles/{response.json['id']}"
    assert server.paths() == ["/robots.txt", "/?id=7"]
    agents = {seen.headers["user-agent"] for seen in server.requests}
    assert len(agents) == 1 and agents.pop().startswith("quizapi/")


def test_sent_twice_with_one_key_it_is_fetched_once(school: School, server: Host) -> None:
    key = {"Idempotency_Key": "0b5a4f6e-7c1d-4e2f-9a3b-8c7d6e5f4a3b"}
    first, again = (fetch(school, server.url, **key) for _ in range(2))
    assert first.json["id"] == again.json["id"]
    assert (server.paths().count("/"), stored(school)) == (1, 1)


def test_it_is_off_unless_switched_on(quizapi_app: Callable[..., Flask], server: Host) -> None:
    response = fetch(make_school(quizapi_app()), server.url)
    assert kind(response) == (409, "addresses-off")
    assert server.requests == []


def test_without_an_allowed_network_nothing_of_this_machine_is_asked(
    quizapi_app: Callable[..., Flask], server: Host
) -> None:
    school = make_school(quizapi_app(article_addresses=True, outbound_ports="any"))
    for url in (server.url, f"http://localhost:{server.port}/", f"http://[::ffff:127.0.0.1]:{server.port}/"):
        response = fetch(school, url)
        assert kind(response) == (422, "address-not-usable"), url
        assert response.json["errors"][0]["pointer"] == "/url"
    assert server.requests == []


def test_a_redirect_inside_is_not_followed(school: School, site: Site, server: Host) -> None:
    with host(lambda seen: Reply(page().encode(), headers=HTML)) as inside:
        site.replies["/"] = Reply(status=302, headers={"Location": f"http://[::1]:{inside.port}/"})
        assert kind(fetch(school, server.url)) == (422, "address-not-usable")
    assert inside.requests == []


def test_a_redirect_is_followed_where_the_other_site_allows_it(
    school: School, site: Site, server: Host
) -> None:
    other = Site()
    with host(other) as elsewhere:
        site.replies["/"] = Reply(status=301, headers={"Location": f"{elsewhere.url}/"})
        response = fetch(school, server.url)
        assert (response.status_code, response.json["source_url"]) == (201, f"{elsewhere.url}/")
        other.robots = Reply(b"User-agent: *\nDisallow: /", headers={"Content-Type": "text/plain"})
        assert kind(fetch(school, server.url)) == (422, "robots-refuse")
    assert elsewhere.paths() == ["/robots.txt", "/", "/robots.txt"]


@pytest.mark.parametrize(
    ("robots", "may"),
    [
        (Reply(b"User-agent: *\nDisallow: /news"), False),
        (Reply(b"User-agent: quizapi\nDisallow: /\n\nUser-agent: *\nAllow: /"), False),
        (Reply(b"User-agent: QuizAPI\nAllow: /\n\nUser-agent: *\nDisallow: /"), True),
        (Reply(b"User-agent: *\nDisallow: /other"), True),
        (Reply(b"\xef\xbb\xbfUser-agent: *\nDisallow: /news"), False),
        (Reply(b"<html>no such thing</html>", 403), True),
        (Reply(b"", 503), False),
        (Reply(b"\xff\xfe\x00"), True),
    ],
)
def test_what_the_site_tells_robots_is_heeded(
    school: School, site: Site, server: Host, robots: Reply, may: bool
) -> None:
    site.robots = robots
    site.replies["/news/1"] = site.replies["/"]
    response = fetch(school, f"{server.url}/news/1")
    assert (response.status_code == 201) is may, response.text
    assert ("/news/1" in server.paths()) is may


def test_a_site_that_hides_its_rules_is_left_alone(school: School, site: Site, server: Host) -> None:
    site.robots = Reply(b"x", headers={"Content-Length": "50"})  # breaks off
    assert kind(fetch(school, server.url)) == (422, "robots-refuse")


WORDS = BODY.replace("The ", "Thé ")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (page(WORDS).encode("utf-8"), "text/html; charset=utf-8"),
        (page(WORDS).encode("utf-8"), "text/html"),
        (page(WORDS).encode("latin-1"), "text/html; charset=ISO-8859-1"),
        (page(WORDS).encode("cp1252"), "text/html"),
        (page(WORDS).encode("utf-16"), "text/html"),
        (
            page(WORDS).replace("<head>", "<head><meta charset='windows-1252'>").encode("cp1252"),
            "text/html",
        ),
        (page(WORDS).encode("utf-8"), "application/xhtml+xml; charset=nonsense"),
        (page(WORDS).encode("utf-8"), "text/html; charset=idna"),
        (WORDS.encode("latin-1"), "text/plain; charset=latin1"),
        (WORDS.encode("utf-8"), "text/plain"),
    ],
)
def test_every_encoding_gives_the_same_text(
    school: School, site: Site, server: Host, body: bytes, content_type: str
) -> None:
    site.replies["/"] = Reply(body, headers={"Content-Type": content_type})
    response = fetch(school, server.url)
    assert response.status_code == 201, response.text
    assert response.json["text"] == WORDS


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (Reply(b"", 404), "page-not-read"),
        (Reply(b"", 500), "page-not-read"),
        (Reply(b"\x89PNG", headers={"Content-Type": "image/png"}), "page-not-read"),
        (Reply(b"\x89PNG"), "page-not-read"),
        (Reply(b"", headers=HTML), "file-refused"),
        (Reply(b"<html><body></body></html>", headers=HTML), "file-refused"),
        (Reply(page("Too short.").encode(), headers=HTML), None),
        (
            Reply(gzip.compress(bytes(50_000_000)), headers={**HTML, "Content-Encoding": "gzip"}),
            "page-not-read",
        ),
        (Reply(b"x" * 5_000_001, headers=HTML), "page-not-read"),
        (Reply(status=302, headers={"Location": "/"}), "page-not-read"),
    ],
)
def test_what_is_no_article_is_refused_and_nothing_stored(
    school: School, site: Site, server: Host, reply: Reply, problem: str | None
) -> None:
    site.replies["/"] = reply
    response = fetch(school, server.url)
    assert response.status_code == 422, response.text
    assert problem is None or kind(response) == (422, problem)
    assert stored(school) == 0


def test_a_page_and_its_redirects_have_one_limit_of_time(
    school: School, site: Site, server: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(article_addresses, "_SECONDS", 0.0)
    assert fetch(school, server.url).status_code == 422
    assert server.requests == []


@pytest.mark.parametrize(
    "body", [{}, {"url": ""}, {"url": 5}, {"url": "http://x/", "more": 1}, [], "x", {"url": "a\nb"}]
)
def test_a_body_of_another_form_is_named(school: School, body: Any) -> None:
    response = school.teacher.send("POST", "/articles/import", body)
    assert kind(response) == (422, "invalid-request")


def test_only_so_many_pages_are_fetched_at_once(
    school: School, server: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(school.app.extensions["quizapi_waiting"], "held", school.context.event_streams)
    response = fetch(school, server.url)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")


def test_the_command_takes_addresses(
    school: School, site: Site, server: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    email = school.teacher.ok("GET", "/me")["email"]
    data = school.context.engine.url.database
    assert data is not None
    monkeypatch.setenv("QUIZAPI_DATABASE_URL", f"sqlite:///{data}")
    arguments = ["articles", "fetch", server.url, f"{server.url}/missing", "--user", email]
    refused = CliRunner().invoke(main, arguments)
    assert refused.exit_code == 1 and "switched off" in refused.output
    for name, value in SWITCHED_ON.items():
        monkeypatch.setenv(f"QUIZAPI_{name.upper()}", str(value))
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, stored(school)) == (1, 1)
    assert "1 stored, 0 known already, 1 failed" in result.output
    assert "404" in result.output
    again = CliRunner().invoke(main, ["articles", "fetch", server.url, "--user", email])
    assert (again.exit_code, stored(school)) == (0, 1)
    assert "0 stored, 1 known already" in again.output
