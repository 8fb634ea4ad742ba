"""Headers of every page, and that no template needs what the policy forbids."""

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Request

import quizapi.web
from quizapi.web.assets import FOLDER, load_assets
from quizapi.web.attempts.tokens import cookie_of
from tests.web.conftest import NO_WORKER, OpenPage
from tests.web.site import RIGHT, Site, Teacher

TEMPLATES = sorted(Path(quizapi.web.__file__).parent.rglob("*.html"))
PATHS = [
    "/",
    "/sign-in",
    "/sign-up",
    "/join",
    "/join/AAAABBBB",
    "/docs",
    "/docs/problems",
    "/attempts/x",
    "/nothing",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_protected(site: Site, path: str) -> None:
    answer = site.app.test_client().get(path, headers={"Accept": "text/html"})
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.parent.name + "/" + path.name)
def test_no_template_has_inline_script_or_style_or_another_host(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", text)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)


def test_no_static_file_names_another_host() -> None:
    for path in (path for path in FOLDER.rglob("*") if path.is_file()):
        text = path.read_text()
        assert not re.search(r"https?://(?!www\.w3\.org/)", text), path.name


def test_an_unknown_address_is_a_page_for_readers_and_a_problem_for_programs(site: Site) -> None:
    client = site.app.test_client()
    page = client.get("/nothing", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (page.status_code, page.mimetype) == (404, "text/html")
    for path, accept in (("/nothing", "*/*"), ("/api/v1/nothing", "text/html")):
        problem = client.get(path, headers={"Accept": accept})
        assert (problem.status_code, problem.mimetype) == (404, "application/problem+json")


def test_a_fault_of_ours_is_a_calm_page_without_a_trace(tmp_path: Path) -> None:
    app = _broken(tmp_path)
    answer = app.test_client().get("/docs/problems")
    assert answer.status_code == 500
    text = answer.get_data(as_text=True)
    assert "Something went wrong on our side" in text
    assert "Traceback" not in text and "secret detail" not in text


def test_static_files_are_compressed_and_kept(site: Site) -> None:
    client = site.app.test_client()
    page = client.get("/").get_data(as_text=True)
    address = re.search(r'href="(/static/[^"]+base\.css)"', page)
    assert address is not None
    answer = client.get(address[1], headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]
    assert gzip.decompress(answer.data) == load_assets()["base.css"].content
    again = client.get(address[1], headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    old = client.get(address[1].replace(address[1].split("/")[2], "older"))
    assert "immutable" not in old.headers["Cache-Control"]
    assert client.get("/static/x/../__init__.py").status_code == 404
    assert client.get("/static/x/%2e%2e/__init__.py").status_code == 404


def test_a_students_pages_are_small(site: Site, teacher: Teacher, open_page: OpenPage) -> None:
    """Under 60 kB compressed, everything that is loaded on the way from the link to the result."""
    assignment = teacher.published()
    page = open_page("/join")
    page.add_init_script(NO_WORKER)  # it would fetch some of the files in the page's stead
    sizes: dict[str, int] = {}

    def measure(request: Request) -> None:
        response = request.response()
        if response is not None and response.status == 200:
            name = request.url.split("?")[0]
            sizes[name] = max(sizes.get(name, 0), request.sizes()["responseBodySize"])

    page.on("requestfinished", measure)
    page.goto(assignment["join_url"])
    page.get_by_label("Your name").fill("Noor")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("True", exact=True).check()
    page.get_by_role("button", name="Look over and hand in").click()
    page.get_by_role("button", name="Hand in").click()
    page.locator(".score").wait_for()
    assert len(sizes) > 10
    # What the browser fetches beside the page: the worker, and the words of another language.
    for name in ("worker.js", "words/de.json"):
        sizes[name] = len(load_assets()[name].compressed)
    assert sum(sizes.values()) < 60_000, sizes


def test_pages_of_an_attempt_are_compressed_and_their_length_is_blurred(site: Site, teacher: Teacher) -> None:
    attempt = teacher.attempt(teacher.published(), "Noor")
    client = site.app.test_client()
    with site.app.app_context():
        client.set_cookie(cookie_of(attempt["id"]), attempt["token"])
    path = f"/attempts/{attempt['id']}"
    plain = client.get(path)
    assert "Content-Encoding" not in plain.headers
    packed = [client.get(path, headers={"Accept-Encoding": "gzip"}) for _ in range(8)]
    assert {answer.headers["Content-Encoding"] for answer in packed} == {"gzip"}
    assert all("Accept-Encoding" in answer.vary for answer in (plain, *packed))
    own_clock = re.compile(rb'data-now="[^"]+"')
    assert own_clock.sub(b"", gzip.decompress(packed[0].data)) == own_clock.sub(b"", plain.data)
    assert len({len(answer.data) for answer in packed}) > 1


def test_pages_that_show_what_their_address_says_are_not_compressed(site: Site, teacher: Teacher) -> None:
    client = site.app.test_client()
    client.set_cookie("__Host-quizapi", teacher.session)
    for path in ("/articles?q=csrf_token", "/join?notice=forgotten", "/assignments"):
        answer = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, None)


def test_no_key_reaches_a_students_page_before_the_feedback(site: Site, teacher: Teacher) -> None:
    assignment = teacher.published(feedback="close")
    attempt = teacher.attempt(assignment, "Noor", {0: RIGHT[0]})
    client = site.app.test_client()
    client.set_cookie(f"__Host-quizapi-attempt-{attempt['id']}", attempt["token"])
    open_page_text = client.get(f"/attempts/{attempt['id']}").get_data(as_text=True)
    client.post(f"/attempts/{attempt['id']}/submit")
    result = client.get(f"/attempts/{attempt['id']}").get_data(as_text=True)
    for text in (open_page_text, result):
        assert "Talvik Microdevices</strong>" not in text
        assert "The article says so" not in text
        assert "Not right" not in text and "✓</span> Right" not in text


def _broken(tmp_path: Path) -> Flask:
    from quizapi.app import create_app
    from quizapi.settings import Settings

    app = create_app(Settings(data=tmp_path, secret="for tests only, thirty-two characters"))

    def broken() -> str:
        raise RuntimeError("secret detail")

    app.view_functions["web.problems"] = broken
    return app
