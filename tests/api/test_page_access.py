"""Every address beside the API's with every kind of visitor: pages, forms, LTI, files. One without a row
fails, and so does a row too many."""

import re
import secrets
from collections.abc import Iterator
from time import monotonic
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapi.api.blueprint import BASE_PATH
from quizapi.api.callers import SCOPES, cookie_name, csrf_token, hash_token
from quizapi.services.accounts import issue_token
from quizapi.store.engine import write_transaction
from quizapi.store.models import JobRow
from quizapi.store.types import new_id
from quizapi.web.attempts.tokens import keep_token
from quizapi.web.safety import is_public_form
from tests.api.delivery import ITEMS, START, make_school

VISITORS = ("nobody", "student", "other student", "owner", "other teacher")
#: `sign in`: is sent there, nothing was done. `ok`: let through, whatever the form lacks. Numbers: statuses.
OWNERS = ("sign in", "sign in", "sign in", "ok", "404")
TEACHERS = ("sign in", "sign in", "sign in", "ok", "ok")
ANYBODY = ("ok", "ok", "ok", "ok", "ok")
#: A teacher has no cookie of the attempt: the page asks for the device that has.
OWN_ATTEMPT = ("401", "ok", "404", "401", "401")
#: Without the attempt's cookie nothing is done but leading back.
OWN_FORM = ("back", "ok", "404", "back", "back")
#: A launch, or a page after one, that no platform has sent.
LAUNCHES = ("403", "403", "403", "403", "403")
NOTHING = ("404", "404", "404", "404", "404")

PAGES: dict[str, tuple[str, ...]] = {
    "GET /": ANYBODY,
    "GET /.well-known/security.txt": ANYBODY,
    "GET /account": TEACHERS,
    "POST /account": TEACHERS,
    "POST /account/password": TEACHERS,
    "POST /account/tokens/<token_id>/revoke": OWNERS,
    "GET /account/webhooks": TEACHERS,
    "POST /account/webhooks": TEACHERS,
    "GET /account/webhooks/<webhook_id>": OWNERS,
    "POST /account/webhooks/<webhook_id>/delete": OWNERS,
    "POST /account/webhooks/<webhook_id>/secret": OWNERS,
    "POST /account/webhooks/<webhook_id>/switch": OWNERS,
    "POST /account/webhooks/<webhook_id>/test": OWNERS,
    "GET /articles": TEACHERS,
    "GET /articles/<article_id>": OWNERS,
    "POST /articles/<article_id>/delete": OWNERS,
    "GET /articles/<article_id>/edit": OWNERS,
    "POST /articles/<article_id>/edit": OWNERS,
    "POST /articles/<article_id>/restore": OWNERS,
    "POST /articles/address": TEACHERS,
    "POST /articles/import": TEACHERS,
    "GET /articles/imports/<import_id>": OWNERS,
    "GET /articles/new": ANYBODY,  # an empty form
    "POST /articles/new": TEACHERS,
    "GET /assignments": TEACHERS,
    "GET /assignments/<assignment_id>": OWNERS,
    "POST /assignments/<assignment_id>/duplicate": OWNERS,
    "GET /assignments/<assignment_id>/attempts/<attempt_id>": OWNERS,
    "GET /assignments/<assignment_id>/everything": OWNERS,
    "GET /assignments/<assignment_id>/items/<item_id>/repair": OWNERS,
    "POST /assignments/<assignment_id>/items/<item_id>/repair": OWNERS,
    "POST /assignments/<assignment_id>/items/<item_id>/repairs/<repair_id>/undo": OWNERS,
    "GET /assignments/<assignment_id>/poster": OWNERS,
    "GET /assignments/<assignment_id>/results": OWNERS,
    "GET /assignments/<assignment_id>/rules": OWNERS,
    "POST /assignments/<assignment_id>/rules": OWNERS,
    "GET /assignments/<assignment_id>/slips": OWNERS,
    "GET /assignments/<assignment_id>/statistics": OWNERS,
    "GET /assignments/<assignment_id>/students": OWNERS,
    "POST /assignments/<assignment_id>/students": OWNERS,
    "GET /assignments/<assignment_id>/students/<student_id>": OWNERS,
    "POST /assignments/<assignment_id>/students/<student_id>": OWNERS,
    "POST /assignments/<assignment_id>/students/<student_id>/erase": OWNERS,
    "GET /attempts/<attempt_id>": OWN_ATTEMPT,
    "POST /attempts/<attempt_id>": OWN_FORM,
    "POST /attempts/<attempt_id>/erase": OWN_FORM,
    "POST /attempts/<attempt_id>/forget": ANYBODY,  # the cookie of this browser alone
    "POST /attempts/<attempt_id>/resume": OWN_FORM,
    "GET /attempts/<attempt_id>/review": OWN_FORM,
    "POST /attempts/<attempt_id>/submit": OWN_FORM,
    "GET /attempts/worker.js": ANYBODY,
    "GET /docs": ANYBODY,
    "GET /docs/problems": ANYBODY,
    "GET /healthz": ANYBODY,
    "GET /jobs/<job_id>": OWNERS,
    "POST /jobs/<job_id>/cancel": OWNERS,
    "GET /join": ANYBODY,
    "GET /join/<code>": ANYBODY,
    "POST /join/<code>": ANYBODY,
    "POST /language": ANYBODY,
    "POST /lti/choose": LAUNCHES,
    "GET /lti/keys": ANYBODY,
    "POST /lti/launch": LAUNCHES,
    "GET /lti/login": NOTHING,  # of a platform that nobody has registered
    "POST /lti/login": NOTHING,
    "POST /lti/open": LAUNCHES,
    "GET /lti/static/<path:filename>": NOTHING,
    "GET /metrics": ANYBODY,  # from this machine: `test_observing.py` has the others
    "GET /playground": TEACHERS,
    "POST /playground": TEACHERS,
    "GET /playground/<trial_id>": OWNERS,
    "POST /playground/<trial_id>/forget": TEACHERS,  # one that is not there has gone: nothing is done
    "GET /quizzes": TEACHERS,
    "GET /quizzes/<quiz_id>": OWNERS,
    "POST /quizzes/<quiz_id>/accept-all": OWNERS,
    "GET /quizzes/<quiz_id>/arrange": OWNERS,
    "POST /quizzes/<quiz_id>/arrange": OWNERS,
    "POST /quizzes/<quiz_id>/delete": OWNERS,
    "GET /quizzes/<quiz_id>/export/<format>": OWNERS,
    "POST /quizzes/<quiz_id>/items/<item_id>": OWNERS,
    "GET /quizzes/<quiz_id>/items/<item_id>/edit": OWNERS,
    "POST /quizzes/<quiz_id>/items/<item_id>/edit": OWNERS,
    "GET /quizzes/<quiz_id>/items/new": OWNERS,
    "POST /quizzes/<quiz_id>/items/new": OWNERS,
    "GET /quizzes/<quiz_id>/print": OWNERS,
    "GET /quizzes/<quiz_id>/publish": OWNERS,
    "POST /quizzes/<quiz_id>/publish": OWNERS,
    "POST /quizzes/<quiz_id>/rename": OWNERS,
    "GET /quizzes/import": ANYBODY,  # an empty form
    "POST /quizzes/import": TEACHERS,
    "GET /quizzes/new": TEACHERS,
    "POST /quizzes/new": TEACHERS,
    "GET /quizzes/quality": TEACHERS,
    "GET /readyz": ANYBODY,
    "GET /sign-in": ANYBODY,
    "POST /sign-in": ANYBODY,
    "POST /sign-out": ANYBODY,
    "GET /sign-up": ANYBODY,
    "POST /sign-up": ANYBODY,
    "GET /static/<version>/<path:name>": ANYBODY,
    "GET /static/interactions/<plugin>/<name>.js": NOTHING,  # of a plugin that is not installed
}
#: Ids of jobs have one name in all addresses, but each page shows jobs of its own kind.
RENAMED = {
    "/articles/imports/<job_id>": "/articles/imports/<import_id>",
    "/playground/<job_id>": "/playground/<trial_id>",
    "/playground/<job_id>/forget": "/playground/<trial_id>/forget",
    "/assignments/<assignment_id>/<any(close, reopen, duplicate):action>": (
        "/assignments/<assignment_id>/duplicate"
    ),
}
#: What a form must hold so that it reaches who may send it.
FORMS: dict[str, dict[str, str]] = {
    "POST /articles/address": {"url": "https://news.example/1"},
    "POST /articles/<article_id>/restore": {"piece": "0", "revision": "1"},
    "POST /quizzes/<quiz_id>/items/<item_id>": {"action": "accept", "etag": "*"},
    "POST /quizzes/<quiz_id>/rename": {"title": "T"},
    "POST /quizzes/<quiz_id>/delete": {"etag": "*"},
    "POST /articles/<article_id>/delete": {"etag": "*"},
    "POST /account/webhooks/<webhook_id>/switch": {"etag": "*"},
    "POST /account/webhooks/<webhook_id>/delete": {"etag": "*"},
}
FILES = {"POST /articles/import": "article.txt", "POST /quizzes/import": "quiz.gift"}
#: Longer than any page takes, shorter than a wait for a lock of SQLite.
_SECONDS = 15


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application with all that can be switched on."""
    from quizapi.app import create_app
    from quizapi.queue import migrate
    from quizapi.settings import Settings
    from quizapi.store.engine import create_database_engine
    from quizapi.store.upgrade import upgrade_database

    settings = Settings(
        data=tmp_path_factory.mktemp("pages"),
        secret="for tests only, thirty-two characters",
        webhooks=True,
        lti=True,
        security_contact="mailto:a@school.example",
    )
    engine = create_database_engine(settings.database)
    upgrade_database(engine)
    migrate(engine)
    yield create_app(settings, engine=engine)
    engine.dispose()


def addresses(app: Flask) -> Iterator[tuple[str, str]]:
    """ "METHOD address" of all that is served beside the API, and the name of its view."""
    for rule in app.url_map.iter_rules():
        if not str(rule).startswith(BASE_PATH):
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                yield f"{method} {RENAMED.get(str(rule), str(rule))}", rule.endpoint


def test_every_address_has_a_row(app: Flask) -> None:
    assert {address for address, _ in addresses(app)} == set(PAGES)


class Visit:
    """The owner's things, made anew, and browsers of each kind of visitor."""

    def __init__(self, app: Flask) -> None:
        self.school = school = make_school(app)
        self.quiz = school.quiz([ITEMS[2]])
        self.assignment = school.teacher.ok("POST", f"/quizzes/{self.quiz}/assignments", {})
        self.students = [school.join(self.assignment, name) for name in ("Noor", "Sam")]
        self.other_id = school.another_teacher().ok("GET", "/me")["id"]
        (item,) = school.teacher.ok("GET", f"/quizzes/{self.quiz}/items")["items"]
        (article,) = school.teacher.ok("GET", f"/quizzes/{self.quiz}")["articles"]
        (token,) = school.teacher.ok("GET", "/tokens")["items"]
        attempt = self.students[0].answer["id"]
        self.ids = {
            "article_id": article["id"],
            "assignment_id": self.assignment["id"],
            "attempt_id": attempt,
            "code": self.assignment["join_code"],
            "item_id": item["id"],
            "quiz_id": self.quiz,
            "student_id": attempt,
            "token_id": token["id"],
            "webhook_id": school.teacher.ok("POST", "/webhooks", {"url": "https://hooks.example/quiz"})["id"],
            "job_id": self.job("build_quiz"),
            "import_id": self.job("import_articles"),
            "trial_id": self.job("try_text"),
            "path:filename": "nothing.js",
            "path:name": "base.css",
            "version": "1",
            "plugin": "none",
            "format": "json",
            "name": "none",
        }

    def job(self, kind: str) -> str:
        """A job of the owner that waits."""
        with write_transaction(self.school.context.sessions) as session:
            row = JobRow(
                id=new_id(), owner_id=self.school.user_id, kind=kind, state="queued", params={},
                result={"articles": [], "known": [], "refused": []}, problems=[], created_at=START,
            )  # fmt: skip
            session.add(row)
        return row.id

    def repair(self) -> str:
        path = f"/quizzes/{self.quiz}/items/{self.ids['item_id']}/repair"
        made: str = self.school.teacher.ok("POST", path, {"action": "full_credit", "reason": "Two."})["id"]
        return made

    def path(self, address: str) -> str:
        path = address.split(" ")[1]
        if "<repair_id>" in path:
            path = path.replace("<repair_id>", self.repair())
        return re.sub("<([a-z_:]+)>", lambda found: self.ids[found[1]], path)

    def browser(self, who: str) -> tuple[FlaskClient, dict[str, str]]:
        """A browser with the visitor's cookies, and what its forms hold."""
        app = self.school.app
        client = app.test_client()
        if "student" in who:
            token = self.students[who != "student"].token
            with app.test_request_context():
                answer = keep_token(app.response_class(), self.ids["attempt_id"], token)
            name, _, value = answer.headers["Set-Cookie"].partition("=")
            client.set_cookie(name, value.split(";")[0])
            return client, {"token": token}
        if who == "nobody":
            return client, {}
        session_token = secrets.token_urlsafe(32)
        user_id = self.school.user_id if who == "owner" else self.other_id
        with write_transaction(self.school.context.sessions) as session:
            issue_token(
                session, user_id=user_id, token_hash=hash_token(session_token), label="Browser",
                kind="session", scopes=SCOPES, now=START, expires_at=None,
            )  # fmt: skip
        with app.app_context():
            client.set_cookie(cookie_name(), session_token)
            return client, {"csrf_token": csrf_token(session_token)}


@pytest.fixture(scope="module")
def world(app: Flask) -> Visit:
    """Things for visits that change nothing."""
    return Visit(app)


def send(client: FlaskClient, address: str, path: str, form: dict[str, str]) -> Any:
    method = address.split(" ")[0]
    data: dict[str, Any] = {**form, **FORMS.get(address, {})}
    if address in FILES:
        import io

        data["file"] = (io.BytesIO(b"Is it so? {T}\n"), FILES[address])
    return client.open(
        path, method=method, data=data if method == "POST" else None, headers={"Accept": "text/html"}
    )


def told(address: str, response: Any) -> str:
    """What became of a visit, in the words of the rows."""
    place = response.headers.get("Location", "")
    if response.status_code in (401, 403, 404):
        return str(response.status_code)
    if place.startswith("/sign-in") and not address.startswith(("POST /sign-", "POST /language")):
        return "sign in"
    return "ok"


@pytest.mark.parametrize("address", sorted(PAGES))
def test_each_visitor_gets_what_the_row_says(app: Flask, world: Visit, address: str) -> None:
    visit = world if address.startswith("GET") else Visit(app)
    # Those who may come last: whoever is kept out changes nothing for them.
    for who, expected in sorted(zip(VISITORS, PAGES[address], strict=True), key=lambda row: row[1] == "ok"):
        client, form = visit.browser(who)
        attempt = f"/attempts/{visit.ids['attempt_id']}"
        before = visit.school.teacher.send("GET", attempt).text
        started = monotonic()
        path = visit.path(address)
        response = send(client, address, path, form)
        assert monotonic() - started < _SECONDS, "it waited for a lock, probably one of its own"
        assert response.status_code < 500, (who, response.text)
        got = told(address, response)
        if expected == "back":
            assert response.status_code in (302, 303), (who, response.status_code)
            assert visit.school.teacher.send("GET", attempt).text == before
        elif expected == "ok":
            assert got not in ("401", "403", "404", "sign in"), (who, response.status_code, response.text)
        else:
            assert got == expected, (who, response.status_code, response.headers.get("Location"))


def test_a_teachers_form_without_the_sessions_own_token_is_refused(app: Flask, world: Visit) -> None:
    """What another site could send with the browser's cookie."""
    client, _ = world.browser("owner")
    views = dict(addresses(app))
    forms = [a for a, row in PAGES.items() if row in (OWNERS, TEACHERS) and a.startswith("POST")]
    assert len(forms) > 20
    for address in forms:
        response = send(client, address, world.path(address), {"csrf_token": "made up"})
        assert response.status_code == 403, address
        assert not is_public_form(app.view_functions[views[address]]), address


def test_a_page_of_one_kind_of_job_does_not_show_another(world: Visit) -> None:
    client, _ = world.browser("owner")
    for page in ("/articles/imports", "/playground"):
        assert client.get(f"{page}/{world.ids['job_id']}").status_code == 404


def test_another_teacher_forgets_no_text_that_was_tried(app: Flask) -> None:
    visit = Visit(app)
    client, form = visit.browser("other teacher")
    assert client.post(f"/playground/{visit.ids['trial_id']}/forget", data=form).status_code == 303
    with visit.school.context.sessions() as session:
        assert session.get(JobRow, visit.ids["trial_id"]) is not None


def test_no_token_or_scope_makes_an_administrator(app: Flask) -> None:
    """There is no such caller: an operator acts on the machine, by the command line."""
    from typing import get_args, get_type_hints

    from quizapi.api.access import ACCESS
    from quizapi.api.callers import Caller

    kinds = set(get_args(get_type_hints(Caller)["kind"]))
    assert kinds == {"anonymous", "teacher", "student"}
    assert {kind for rule in ACCESS.values() for kind in rule.kinds} == kinds
    assert {rule.scope for rule in ACCESS.values()} <= {"", *SCOPES}
    teacher = make_school(app).anybody()
    account = {"email": f"{new_id()}@x.example", "password": "correct horse battery", "name": "M"}
    for more in ({"kind": "admin"}, {"role": "admin"}, {"is_admin": True}, {"scopes": ["admin"]}):
        assert teacher.send("POST", "/users", {**account, **more}).status_code == 422, more
    teacher.ok("POST", "/users", account)
    asked = {"email": account["email"], "password": account["password"]}
    for scopes in (["admin"], ["read", "admin"], ["*"], ["attempt"], [""]):
        assert teacher.send("POST", "/tokens", {**asked, "scopes": scopes}).status_code == 422, scopes
