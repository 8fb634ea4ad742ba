"""The whole way from a platform: an instructor chooses, a learner answers, the score comes back."""

import re
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
import requests
from click.testing import CliRunner
from flask import Flask

from quizapi.cli import main
from quizapi.services.accounts import hash_password
from quizapi.services.lti import grant
from quizapi.services.retention import Retention, forget
from quizapi.store.engine import write_transaction
from quizapi.store.models import (
    AttemptRow,
    LtiLearnerRow,
    LtiLoginRow,
    LtiPlatformRow,
    LtiTicketRow,
    UserRow,
)
from tests.api.delivery import ITEMS, RIGHT, Caller, make_school
from tests.jobs.outgoing.delivering import deliver, messages
from tests.lti.conftest import Browser, World, hidden
from tests.lti.platform import CLAIM, DEPLOYMENT, MEMBERSHIP, SCORE
from tests.outbound.hosts import Reply

PASSWORD = "correct horse battery"
DEEP_LINKING = {
    f"{CLAIM}message_type": "LtiDeepLinkingRequest",
    f"{CLAIM}resource_link": None,
    "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings": {
        "deep_link_return_url": "https://lms.example/deep?course=1&x=2",
        "accept_types": ["ltiResourceLink"],
        "accept_presentation_document_targets": ["iframe", "window"],
        "data": "opaque <data>",
    },
}


@pytest.fixture
def assignment(world: World) -> dict[str, Any]:
    """An assignment that its teacher has chosen in the platform."""
    made = world.school.assignment(attempts_allowed=2, attempt_counts="best")
    with write_transaction(world.school.context.sessions) as session:
        platform = session.query(LtiPlatformRow).one()
        grant(session, platform.id, made["id"], now=world.school.clock())
    return made


def set_password(world: World) -> str:
    with write_transaction(world.school.context.sessions) as session:
        user = session.get_one(UserRow, world.school.user_id)
        user.password_hash = hash_password(PASSWORD)
        return user.email


def open_attempt(world: World, browser: Browser, page: requests.Response, **more: str) -> str:
    """Press the page's button; the attempt's id."""
    answer = browser.ask("POST", "/lti/open", data={"ticket": hidden(page.text, "ticket"), **more})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].rpartition("/")[2]


def answer_and_submit(world: World, browser: Browser, attempt_id: str, answers: list[Any]) -> None:
    token = next(value for name, value in browser.cookies.items() if name.endswith(attempt_id))
    student = Caller(world.school.app.test_client(), token)
    path = f"/attempts/{attempt_id}"
    for item in student.ok("GET", path)["items"]:
        place = next(n for n, known in enumerate(ITEMS) if known["stem"] == item["stem"])
        if place < len(answers):
            student.ok("PUT", f"{path}/responses/{item['id']}", {"answer": answers[place]})
    student.ok("POST", f"{path}/submit")


class TestChoosing:
    """Deep linking."""

    def test_an_instructor_signs_in_once_and_chooses_an_assignment(self, world: World) -> None:
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
        self.check_answer(world, chosen.text, made)
        assert "form-action 'self' https://lms.example;" in chosen.headers["Content-Security-Policy"]
        again = browser.ask("POST", "/lti/choose", data={"ticket": ticket, "assignment_id": made["id"]})
        assert again.status_code == 403
        page = world.launch(world.browser(), role="Instructor", sub="teacher-1", **DEEP_LINKING)
        assert 'name="password"' not in page.text and made["id"] in page.text
        data = {"ticket": hidden(page.text, "ticket"), "other": "1"}
        assert 'name="password"' in browser.ask("POST", "/lti/choose", data=data).text
        launched = world.launch(world.browser(), assignment_id=made["id"])
        assert launched.status_code == 200

    def check_answer(self, world: World, page: str, made: dict[str, Any]) -> None:
        assert 'action="https://lms.example/deep?course=1&amp;x=2"' in page
        key = jwt.PyJWK(requests.get(f"{world.url}/lti/keys", timeout=10).json()["keys"][0])
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

    def test_another_teachers_assignment_cannot_be_chosen(self, world: World) -> None:
        email = set_password(world)
        browser = world.browser()
        page = world.launch(browser, role="Instructor", **DEEP_LINKING)
        ticket = hidden(page.text, "ticket")
        browser.ask("POST", "/lti/choose", data={"ticket": ticket, "email": email, "password": PASSWORD})
        other = make_school(world.school.app).assignment()
        refused = browser.ask("POST", "/lti/choose", data={"ticket": ticket, "assignment_id": other["id"]})
        assert refused.status_code == 404

    def test_a_learner_cannot_choose(self, world: World) -> None:
        assert world.launch(world.browser(), **DEEP_LINKING).status_code == 403

    def test_without_a_ticket_nothing_is_shown(self, world: World) -> None:
        for path in ("/lti/choose", "/lti/open"):
            assert world.browser().ask("POST", path, data={"ticket": "x" * 43}).status_code == 403


class TestLearning:
    """A learner's launch."""

    def test_an_attempt_is_bound_to_the_person_and_gone_on_with_elsewhere(
        self, world: World, assignment: dict[str, Any]
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
        other = open_attempt(
            world, third, world.launch(third, sub="person-8", assignment_id=assignment["id"])
        )
        assert other != attempt_id

    def test_in_a_window_of_its_own_the_attempt_opens_at_once(
        self, world: World, assignment: dict[str, Any]
    ) -> None:
        browser = world.browser()
        answer = world.launch(browser, assignment_id=assignment["id"], destination="document")
        assert answer.status_code == 303 and "/attempts/" in answer.headers["Location"]
        assert browser.ask("GET", answer.headers["Location"]).status_code == 200
        assert not [name for name in browser.cookies if "lti" in name]

    def test_without_the_cookie_of_the_login_a_click_is_needed(
        self, world: World, assignment: dict[str, Any]
    ) -> None:
        """Or somebody could be made to answer as another: a launch that one did not begin opens nothing."""
        browser = world.browser(takes_cookies=False)
        answer = world.launch(browser, assignment_id=assignment["id"], destination="document")
        assert answer.status_code == 200 and hidden(answer.text, "ticket")

    def test_the_platform_alone_may_show_the_page_in_a_frame(
        self, world: World, assignment: dict[str, Any]
    ) -> None:
        page = world.launch(world.browser(), assignment_id=assignment["id"])
        policy = page.headers["Content-Security-Policy"]
        assert f"frame-ancestors {world.platform.issuer}" in policy
        assert "script-src 'self'" in policy

    def test_the_login_cookie_works_in_a_frame(self, world: World) -> None:
        sent = {"iss": world.platform.issuer, "login_hint": "x"}
        answer = requests.get(f"{world.url}/lti/login", params=sent, allow_redirects=False, timeout=10)
        (cookie,) = answer.raw.headers.getlist("Set-Cookie")
        assert cookie.startswith("__Host-")
        for attribute in ("Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/"):
            assert attribute in cookie

    def test_another_attempt_is_begun_where_one_is_left(
        self, world: World, assignment: dict[str, Any]
    ) -> None:
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
        refused = browser.ask(
            "POST", "/lti/open", data={"ticket": hidden(page.text, "ticket"), "another": "1"}
        )
        assert refused.status_code == 409

    def test_a_closed_assignment_still_shows_what_was_handed_in(
        self, world: World, assignment: dict[str, Any]
    ) -> None:
        browser = world.browser()
        attempt_id = open_attempt(world, browser, world.launch(browser, assignment_id=assignment["id"]))
        answer_and_submit(world, browser, attempt_id, RIGHT)
        world.school.teacher.ok("POST", f"/assignments/{assignment['id']}/close")
        page = world.launch(browser, assignment_id=assignment["id"])
        assert open_attempt(world, browser, page) == attempt_id
        late = world.launch(world.browser(), sub="late", assignment_id=assignment["id"])
        assert late.status_code == 200 and 'name="ticket"' not in late.text

    def test_no_name_is_stored(self, world: World, assignment: dict[str, Any]) -> None:
        browser = world.browser()
        open_attempt(world, browser, world.launch(browser, assignment_id=assignment["id"]))
        path = world.school.context.engine.url.database
        assert path is not None
        stored = b"".join(Path(path + ending).read_bytes() for ending in ("", "-wal"))
        for name in (b"Noor", b"Haddad", b"noor@school.example"):
            assert name not in stored
        with world.school.context.sessions() as session:
            attempt = session.query(AttemptRow).one()
        assert re.fullmatch(r"Learner \w{6}", attempt.nickname)

    def test_an_assignment_that_was_not_chosen_there_is_refused(self, world: World) -> None:
        assert world.launch(world.browser(), assignment_id=world.school.assignment()["id"]).status_code == 403
        assert world.launch(world.browser()).status_code == 403
        assert world.launch(world.browser(), assignment_id="1; drop").status_code == 403

    def test_somebody_who_neither_learns_nor_teaches_is_refused(
        self, world: World, assignment: dict[str, Any]
    ) -> None:
        assert world.launch(world.browser(), role="Mentor", assignment_id=assignment["id"]).status_code == 403

    def test_what_is_erased_goes_with_the_platforms_id(
        self, world: World, assignment: dict[str, Any]
    ) -> None:
        browser = world.browser()
        attempt_id = open_attempt(world, browser, world.launch(browser, assignment_id=assignment["id"]))
        answer_and_submit(world, browser, attempt_id, RIGHT)
        path = f"/assignments/{assignment['id']}/students/{attempt_id}"
        record = world.school.teacher.ok("GET", path)
        assert record["learner"]["subject"] == "person-7"
        assert record["learner"]["platform"] == world.platform.issuer
        assert [message["kind"] for message in record["attempts"][0]["messages"]] == ["lti_score"]
        world.school.teacher.send("DELETE", path, If_Match="*")
        with world.school.context.sessions() as session:
            assert session.query(AttemptRow).count() == session.query(LtiLearnerRow).count() == 0
        assert messages(world.school) == []

    def test_learners_go_with_their_attempts_when_their_time_is_over(
        self, world: World, assignment: dict[str, Any]
    ) -> None:
        browser = world.browser()
        open_attempt(world, browser, world.launch(browser, assignment_id=assignment["id"]))
        later = world.school.clock() + timedelta(days=800)
        forget(world.school.context.sessions, Retention(attempts_days=730), now=later)
        with world.school.context.sessions() as session:
            assert session.query(LtiLearnerRow).count() == 0
            # Nor is anything left of the launches themselves.
            assert session.query(LtiTicketRow).count() == session.query(LtiLoginRow).count() == 0

    def test_no_byte_of_a_launch_holds_a_key_before_its_time(self, world: World) -> None:
        made = world.school.assignment(feedback="close", show_article="never", attempts_allowed=2)
        with write_transaction(world.school.context.sessions) as session:
            platform = session.query(LtiPlatformRow).one()
            grant(session, platform.id, made["id"], now=world.school.clock())
        browser = world.browser()
        pages = [world.launch(browser, assignment_id=made["id"])]
        attempt_id = open_attempt(world, browser, pages[0])
        pages.append(browser.ask("GET", f"/attempts/{attempt_id}"))
        answer_and_submit(world, browser, attempt_id, RIGHT)
        pages.append(browser.ask("GET", f"/attempts/{attempt_id}"))
        pages.append(world.launch(browser, assignment_id=made["id"]))
        pages.append(world.launch(browser, assignment_id=made["id"], destination="document"))
        sent = "\n".join(page.text + str(page.headers) for page in pages)
        # The student's own answers are the keys here: what tells of them is searched, and the other texts.
        for secret in (
            "OKAPIVARIANT",
            "LLAMAWHY",
            "ZEBRAPROOF",
            "data-key",
            "data-correct",
            "Not right",
        ):
            assert secret not in sent


class TestClass:
    """An instructor's launch of an assignment."""

    def test_names_are_shown_and_made_up_ones_stored(self, world: World, assignment: dict[str, Any]) -> None:
        learner = [MEMBERSHIP + "Learner"]
        world.platform.members = [
            {"user_id": "person-7", "name": "Noor Haddad", "status": "Active", "roles": learner},
            {
                "user_id": "teacher-1",
                "name": "Mara",
                "status": "Active",
                "roles": [MEMBERSHIP + "Instructor"],
            },
            {"user_id": "person-8", "name": "Sam Okafor <b>", "status": "Active", "roles": learner},
            {"user_id": "person-9", "name": "Gone", "status": "Inactive", "roles": learner},
        ]
        browser = world.browser()
        attempt_id = open_attempt(world, browser, world.launch(browser, assignment_id=assignment["id"]))
        answer_and_submit(world, browser, attempt_id, RIGHT[:3])
        page = world.launch(
            world.browser(), role="Instructor", sub="teacher-1", assignment_id=assignment["id"]
        )
        assert page.status_code == 200
        assert "Noor Haddad" in page.text and "Sam Okafor &lt;b&gt;" in page.text
        assert "3.0 / 6.0" in page.text and "Gone" not in page.text and "Mara" not in page.text
        with world.school.context.sessions() as session:
            stored = {row.subject: row.nickname for row in session.query(LtiLearnerRow)}
        assert set(stored) == {"person-7", "person-8"}
        assert all(name.startswith("Learner ") for name in stored.values())

    def test_without_the_platforms_names_the_made_up_ones_are_shown(
        self, world: World, assignment: dict[str, Any]
    ) -> None:
        browser = world.browser()
        open_attempt(world, browser, world.launch(browser, assignment_id=assignment["id"]))
        world.platform.replies = [Reply(status=500)]
        page = world.launch(world.browser(), role="Instructor", assignment_id=assignment["id"])
        assert page.status_code == 200 and "Learner " in page.text


class TestScores:
    """Grade passback."""

    def test_the_score_that_counts_reaches_the_platform(
        self, world: World, assignment: dict[str, Any]
    ) -> None:
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

    def test_a_platform_that_is_away_is_asked_again(self, world: World, assignment: dict[str, Any]) -> None:
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

    def test_a_line_item_is_made_where_the_platform_gave_none(
        self, world: World, assignment: dict[str, Any]
    ) -> None:
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

    def test_a_place_that_takes_no_scores_gets_none(self, world: World, assignment: dict[str, Any]) -> None:
        claims = {"https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": None}
        browser = world.browser()
        page = world.launch(browser, assignment_id=assignment["id"], **claims)
        answer_and_submit(world, browser, open_attempt(world, browser, page), RIGHT)
        assert messages(world.school) == []

    def test_a_column_elsewhere_inside_is_not_asked(self, world: World, assignment: dict[str, Any]) -> None:
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

    def test_a_repair_is_sent_as_well(self, world: World, assignment: dict[str, Any]) -> None:
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


def test_the_whole_way_on_postgresql(world_on_postgres: World) -> None:
    """An instructor chooses, a learner answers, the score comes back, the class shows it."""
    world = world_on_postgres
    email = set_password(world)
    made = world.school.assignment()
    browser = world.browser()
    page = world.launch(browser, role="Instructor", sub="teacher-1", **DEEP_LINKING)
    ticket = hidden(page.text, "ticket")
    browser.ask("POST", "/lti/choose", data={"ticket": ticket, "email": email, "password": PASSWORD})
    chosen = browser.ask("POST", "/lti/choose", data={"ticket": ticket, "assignment_id": made["id"]})
    assert chosen.status_code == 200
    attempt_id = open_attempt(world, browser, world.launch(browser, assignment_id=made["id"]))
    answer_and_submit(world, browser, attempt_id, RIGHT[:2])
    assert deliver(world.school) == 1
    assert world.platform.scores[0]["scoreGiven"] == 2.0
    world.platform.members = [
        {"user_id": "person-7", "name": "Noor Haddad", "roles": [MEMBERSHIP + "Learner"]},
        {"user_id": "person-8", "name": "Sam Okafor", "roles": [MEMBERSHIP + "Learner"]},
    ]
    page = world.launch(world.browser(), role="Instructor", assignment_id=made["id"])
    assert "Noor Haddad" in page.text and "2.0 / 6.0" in page.text and "Sam Okafor" in page.text
    state, _ = world.begin(browser)
    assert world.send(browser, state, "a.b.c").status_code == 403


def test_launches_at_the_same_moment_are_one_learner(world_on_postgres: World) -> None:
    world = world_on_postgres
    made = world.school.assignment()
    with write_transaction(world.school.context.sessions) as session:
        grant(session, session.query(LtiPlatformRow).one().id, made["id"], now=world.school.clock())
    world.launch(world.browser(), sub="first", assignment_id=made["id"])  # the platform's keys are there

    def launch(_: int) -> int:
        return world.launch(world.browser(), assignment_id=made["id"]).status_code

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(launch, range(12))) == {200}
    with world.school.context.sessions() as session:
        assert session.query(LtiLearnerRow).filter_by(subject="person-7").count() == 1


class TestOperator:
    """Registering platforms, and what is loaded."""

    def test_platforms_are_registered_listed_and_removed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, world: World
    ) -> None:
        database = world.school.context.engine.url.database
        monkeypatch.setenv("QUIZAPI_DATABASE_URL", f"sqlite:///{database}")
        monkeypatch.setenv("QUIZAPI_DATA", str(tmp_path))
        file = tmp_path / "canvas.json"
        file.write_text(
            '{"name": "Canvas", "issuer": "https://canvas.example", "client_id": "10", "auth_login_url": '
            '"https://canvas.example/auth", "auth_token_url": "https://canvas.example/token", '
            '"key_set_url": "https://canvas.example/jwks", "deployment_ids": ["1", "2"]}'
        )
        run = CliRunner().invoke
        added = run(main, ["lti", "add", str(file)])
        assert added.exit_code == 0, added.output
        assert (
            "Canvas  https://canvas.example  client 10  deployments 1,2" in run(main, ["lti", "list"]).output
        )
        assert "registered already" in run(main, ["lti", "add", str(file)]).output
        plain = run(main, ["lti", "add", str(file), "--issuer", "http://canvas.example"])
        assert plain.exit_code == 1 and "https" in plain.output
        assert run(main, ["lti", "add", "--name", "x"]).exit_code == 2
        file.write_text('{"name": 5}')
        assert run(main, ["lti", "add", str(file)]).exit_code == 1
        assert run(main, ["lti", "remove", added.output.strip()]).exit_code == 0
        assert run(main, ["lti", "remove", added.output.strip()]).exit_code == 1
        shown = run(main, ["lti", "config"])
        assert '"oidc_initiation_url"' in shown.output and "PRIVATE" not in shown.output

    def test_the_key_is_made_once_and_nobody_else_may_read_it(self, world: World) -> None:
        kids = {requests.get(f"{world.url}/lti/keys", timeout=10).json()["keys"][0]["kid"] for _ in range(2)}
        assert len(kids) == 1
        path = Path(world.school.context.systems.lti_key_file)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        shown = requests.get(f"{world.url}/lti/keys", timeout=10).json()["keys"][0]
        assert set(shown) == {"kty", "n", "e", "kid", "alg", "use"}

    def test_it_is_off_by_default(self, quizapi_app: Callable[..., Flask]) -> None:
        client = quizapi_app().test_client()
        assert client.get("/lti/keys").status_code == 404
        assert client.post("/lti/launch").status_code in (404, 405)

    def test_old_logins_and_tickets_are_swept(self, world: World, assignment: dict[str, Any]) -> None:
        world.launch(world.browser(), assignment_id=assignment["id"])
        world.school.clock.forward(hours=3)
        world.begin(world.browser())
        with world.school.context.sessions() as session:
            assert session.query(LtiLoginRow).count() == 1
            assert session.query(LtiTicketRow).count() == 0
