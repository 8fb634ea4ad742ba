"""Signing up, in and out; sessions, cookies, and forms that other sites send."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import expect

from quizapi.api.callers import cookie_name, csrf_token
from tests.web.conftest import OpenPage, Watch
from tests.web.site import PASSWORD, Site, Teacher, serve


@pytest.fixture
def client(site: Site) -> FlaskClient:
    return site.app.test_client()


def sign_in(client: FlaskClient, teacher: Teacher, **values: str) -> str:
    """Sign in by the form; the new session's token."""
    answer = client.post("/sign-in", data={"email": teacher.email, "password": PASSWORD, **values})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.headers["Set-Cookie"].rsplit("quizapi=", 1)[1].split(";")[0]


def csrf(site: Site, token: str) -> str:
    with site.app.app_context():
        return csrf_token(token)


def test_a_teacher_signs_up_out_and_in_again(open_page: OpenPage) -> None:
    page = open_page("/")
    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("Your name").fill("Ines Duarte")
    page.get_by_label("E-mail address").fill("ines@school.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_text("Your account is ready")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out")).to_be_visible()
    page.goto("/quizzes?cursor=")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_label("E-mail address").fill("ines@school.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/quizzes?cursor=")
    expect(page.get_by_role("link", name="Ines Duarte")).to_be_visible()


def test_faults_of_a_sign_up_stand_beside_their_fields(
    open_page: OpenPage, teacher: Teacher, watch: Watch
) -> None:
    watch.expected_statuses = {409, 422}
    page = open_page("/sign-up")
    page.get_by_label("Your name").fill("Ines Duarte")
    page.get_by_label("E-mail address").fill("ines@nowhere")
    page.get_by_label("Password").fill("short")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.get_by_role("button", name="Make the account").click()
    expect(page.locator("#field-password-error")).to_contain_text("10 characters or more")
    expect(page.get_by_label("Your name")).to_have_value("Ines Duarte")
    page.get_by_label("E-mail address").fill(teacher.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    expect(page.locator("#field-email-error")).to_contain_text("There is an account with this address")


def test_wrong_credentials_are_refused_without_saying_which(
    open_page: OpenPage, teacher: Teacher, watch: Watch
) -> None:
    watch.expected_statuses = {422}
    page = open_page("/sign-in")
    page.get_by_label("E-mail address").fill(teacher.email)
    page.get_by_label("Password").fill("wrong words")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("Address or password is wrong")


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(
    client: FlaskClient, teacher: Teacher
) -> None:
    answer = client.post("/sign-in", data={"email": teacher.email, "password": PASSWORD})
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-quizapi=")
    for attribute in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert attribute in cookie


def test_signing_in_gives_a_new_session_and_ends_the_old_one(
    client: FlaskClient, site: Site, teacher: Teacher
) -> None:
    first = sign_in(client, teacher)
    second = sign_in(client, teacher)
    assert first != second
    old = site.app.test_client()
    with site.app.app_context():
        old.set_cookie(cookie_name(), first)
    assert old.get("/articles").status_code == 303


def test_signing_out_ends_the_session_on_the_server(
    client: FlaskClient, site: Site, teacher: Teacher
) -> None:
    token = sign_in(client, teacher)
    assert client.get("/articles").status_code == 200
    assert client.post("/sign-out", data={"csrf_token": csrf(site, token)}).status_code == 303
    again = site.app.test_client()
    with site.app.app_context():
        again.set_cookie(cookie_name(), token)
    assert again.get("/articles").status_code == 303


def test_an_api_token_is_no_browser_session(site: Site, teacher: Teacher) -> None:
    client = site.app.test_client()
    with site.app.app_context():
        client.set_cookie(cookie_name(), teacher.token)
    assert client.get("/articles").status_code == 303


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/a\nb",
    ],
)
def test_signing_in_never_leads_to_another_site(client: FlaskClient, teacher: Teacher, wanted: str) -> None:
    answer = client.post("/sign-in", data={"email": teacher.email, "password": PASSWORD, "next": wanted})
    assert answer.headers["Location"] == "/articles"


@pytest.mark.parametrize("token", ["", "0" * 64])
def test_a_form_without_the_sessions_token_changes_nothing(
    client: FlaskClient, site: Site, teacher: Teacher, token: str
) -> None:
    article = teacher.article()
    sign_in(client, teacher)
    answer = client.post(
        f"/articles/{article['id']}/delete", data={"csrf_token": token, "etag": article["etag"]}
    )
    assert answer.status_code == 403
    assert "reload it" in answer.get_data(as_text=True)
    assert teacher.api("GET", f"/articles/{article['id']}")["id"] == article["id"]


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}],
)
@pytest.mark.parametrize("path", ["/sign-in", "/sign-up", "/join/AAAABBBB", "/attempts/x/submit"])
def test_forms_of_other_sites_are_refused(client: FlaskClient, path: str, headers: dict[str, str]) -> None:
    assert client.post(path, data={}, headers=headers).status_code == 403


def test_a_token_is_revoked_on_the_account_page(open_page: OpenPage, site: Site, teacher: Teacher) -> None:
    page = open_page("/account", teacher)
    page.locator("li", has_text="Program").get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("The token is revoked")).to_be_visible()
    answer = site.app.test_client().get("/api/v1/me", headers={"Authorization": f"Bearer {teacher.token}"})
    assert answer.status_code == 401


def test_the_name_is_changed_on_the_account_page(open_page: OpenPage, teacher: Teacher) -> None:
    page = open_page("/account", teacher)
    page.get_by_label("Name").fill("Mara E. Okafor")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Mara E. Okafor")).to_be_visible()


def test_another_teachers_pages_are_not_found(client: FlaskClient, site: Site, teacher: Teacher) -> None:
    published = teacher.published()
    other = site.teacher("Other")
    sign_in(client, other)
    for path in (
        f"/assignments/{published['id']}",
        f"/assignments/{published['id']}/results",
        f"/assignments/{published['id']}/statistics",
        f"/quizzes/{published['quiz_id']}",
        f"/quizzes/{published['quiz_id']}/publish",
        f"/quizzes/{published['quiz_id']}/print",
    ):
        assert client.get(path).status_code == 404, path


def test_a_common_password_is_refused_in_the_apis_words(open_page: OpenPage, watch: Watch) -> None:
    watch.expected_statuses = {422}
    page = open_page("/sign-up")
    page.get_by_label("Your name").fill("Ines Duarte")
    page.get_by_label("E-mail address").fill("ines.duarte@school.example")
    page.get_by_label("Password").fill("password1234")
    page.get_by_role("button", name="Make the account").click()
    expect(page.locator("#field-password-error")).to_contain_text("among the first that are guessed")


def test_a_form_is_taken_at_the_public_address_behind_another_host(tmp_path: Path) -> None:
    with serve(tmp_path, public_url="https://quiz.example") as site:
        object.__setattr__(site.parts, "base_url", "https://quiz.example")
        client = site.app.test_client()
        form = {"email": "nobody@school.example", "password": "wrong words"}
        allowed = client.post("/sign-in", data=form, headers={"Origin": "https://quiz.example"})
        refused = client.post("/sign-in", data=form, headers={"Origin": "https://evil.example"})
        assert (allowed.status_code, refused.status_code) == (422, 403)
