"""A served application with content for the tests of its pages: made over the API, or as rows where a worker
would have made it."""

import json
import secrets
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import BaseWSGIServer, make_server

from quizapi.api.callers import cookie_name, hash_token
from quizapi.api.context import EXTENSION, ApiContext
from quizapi.app import create_app
from quizapi.queue import migrate
from quizapi.services.accounts import issue_token
from quizapi.services.articles import text_hash
from quizapi.services.readings import save_reading
from quizapi.settings import Settings
from quizapi.store.engine import create_database_engine, write_transaction
from quizapi.store.models import ItemRow
from quizapi.store.upgrade import upgrade_database
from quizapi.testing.builders import build_quiz, item_about

FIXTURES = Path(__file__).parents[2] / "fixtures" / "articles"
SAMPLE = "talvik-chip-controls"
PASSWORD = "three little words"
API = "/api/v1"
Json = dict[str, Any]


def gold(name: str = SAMPLE) -> Json:
    """A sample article with what a reader finds in it."""
    data: Json = json.loads((FIXTURES / f"{name}.gold.json").read_text())
    return data


def gold_annotations(name: str = SAMPLE) -> Json:
    """The same in the shape of the API."""
    found = gold(name)
    return {
        "entities": [],
        "attributions": [_confident(a) for a in found["attributions"]],
        "claims": [_confident(claim) for claim in found["claims"]],
        "causal_relations": [_confident(r) for r in found["causal_relations"]],
        "genre": "report",
    }


@dataclass
class Site:
    """The running application."""

    app: Flask
    url: str
    data: Path
    _numbers: Iterator[int] = field(default_factory=lambda: iter(range(10_000)))

    @property
    def parts(self) -> ApiContext:
        found: ApiContext = self.app.extensions[EXTENSION]
        return found

    def teacher(self, name: str = "Mara Ellison") -> "Teacher":
        """A teacher with an API token and a browser's session."""
        email = f"teacher{next(self._numbers)}@school.example"
        client = self.app.test_client()
        user = client.post(
            f"{API}/users", json={"email": email, "password": PASSWORD, "name": name}
        ).get_json()
        return Teacher(
            self, user["id"], email, self._token(user["id"], "api"), self._token(user["id"], "session")
        )

    def cookie(self, name: str, value: str) -> Json:
        """A cookie as Playwright sets it; browsers take this machine's own address for as safe as https."""
        secure = self.url.replace("http://", "https://")
        return {
            "name": name,
            "value": value,
            "url": secure,
            "httpOnly": True,
            "secure": True,
            "sameSite": "Lax",
        }

    def session_cookie(self, token: str) -> Json:
        with self.app.app_context():
            return self.cookie(cookie_name(), token)

    def _token(self, user_id: str, kind: str) -> str:
        token = ("qat_" if kind == "api" else "") + secrets.token_urlsafe(32)
        with write_transaction(self.parts.sessions) as session:
            issue_token(
                session,
                user_id=user_id,
                token_hash=hash_token(token),
                label="test",
                kind=kind,
                scopes=["read", "author", "results"],
                now=datetime.now(UTC),
                expires_at=None,
            )
        return token


@dataclass
class Teacher:
    """A teacher and what belongs to this teacher."""

    site: Site
    id: str
    email: str
    token: str
    session: str

    def api(self, method: str, path: str, body: Any = None, *, token: str = "", etag: str = "") -> Any:
        """A call over the API; its JSON."""
        client: FlaskClient = self.site.app.test_client()
        headers = {"Authorization": f"Bearer {token or self.token}"}
        if etag:
            headers["If-Match"] = f'"{etag}"'
        answer = client.open(API + path, method=method, json=body, headers=headers)
        assert answer.status_code < 300, (method, path, answer.status_code, answer.get_data(as_text=True))
        return answer.get_json(silent=True)

    def article(self, name: str = SAMPLE, *, read: bool = True) -> Json:
        """A sample article in the library; an unread one has a text of its own (readings are by text)."""
        text = (FIXTURES / f"{name}.txt").read_text()
        if not read:
            text += f"\n\nThis copy of the article was made by {self.email} and by nobody else."
        stored: Json = self.api("POST", "/articles", {"text": text})
        if read:
            self.read(stored, name)
        return stored

    def read(self, article: Json, name: str = SAMPLE) -> None:
        """Store the gold annotations of the sample as what was read in the article."""
        with write_transaction(self.site.parts.sessions) as session:
            save_reading(
                session,
                text_hash=text_hash(article["text"]),
                fingerprint="test",
                annotations=gold_annotations(name),
                doc=b"",
                now=datetime.now(UTC),
            )

    def quiz(
        self, article: Json, *, status: str = "accepted", spares: int = 0, title: str = "Chip controls"
    ) -> str:
        """A quiz with an item of each interaction about the article; its id."""
        text = article["text"]
        items = [
            item_about(article["id"], paragraph, text=text, status=status, **content)
            for paragraph, content in enumerate(CONTENT)
        ]
        items += [
            item_about(article["id"], number, text=text, status="spare", rank=number, stem=f"Spare {number}?")
            for number in range(spares)
        ]
        with write_transaction(self.site.parts.sessions) as session:
            return build_quiz(session, self.id, article["id"], items, title=title)

    def assignment(self, quiz_id: str, **rules: Any) -> Json:
        """The quiz, published."""
        found: Json = self.api("POST", f"/quizzes/{quiz_id}/assignments", rules)
        return found

    def published(self, **rules: Any) -> Json:
        """An article, a quiz about it, and its assignment."""
        return self.assignment(self.quiz(self.article()), **rules)

    def attempt(self, assignment: Json, nickname: str, answers: Mapping[int, Any] | None = None) -> Json:
        """An attempt over the API, `answers` by the item's place; with its token."""
        found: Json = self.api(
            "POST", "/attempts", {"join_code": assignment["join_code"], "nickname": nickname}
        )
        for place, answer in (answers or {}).items():
            item = found["items"][place]["id"]
            self.api(
                "PUT", f"/attempts/{found['id']}/responses/{item}", {"answer": answer}, token=found["token"]
            )
        return found

    def item_status(self, item_id: str) -> str:
        with self.site.parts.sessions() as session:
            return session.get_one(ItemRow, item_id).status


CONTENT: list[Json] = [
    {
        "interaction": "choice",
        "stem": "According to the article, who dismissed the findings?",
        "options": [
            {"id": "a", "text": "Amara Kessel"},
            {"id": "b", "text": "Henrik Vold"},
            {"id": "c", "text": "Sela Norring"},
        ],
        "key": ["b"],
    },
    {
        "interaction": "multiple",
        "stem": "Which of these did the report name?",
        "options": [
            {"id": "a", "text": "Delayed factories"},
            {"id": "b", "text": "Higher prices"},
            {"id": "c", "text": "A slower missile programme"},
        ],
        "key": ["a", "b"],
    },
    {"interaction": "true_false", "stem": "The controls came into force in 2023.", "key": True},
    {
        "interaction": "order",
        "stem": "Put these in order.",
        "options": [
            {"id": "x", "text": "Inspectors find chips in a wreck"},
            {"id": "y", "text": "The rules come into force"},
            {"id": "z", "text": "Orders fall"},
        ],
        "key": ["x", "y", "z"],
    },
    {
        "interaction": "match",
        "stem": "Who is who?",
        "options": [
            {"id": "a", "text": "Henrik Vold"},
            {"id": "b", "text": "Bruno Halle"},
            {"id": "c", "text": "Lena Aas"},
        ],
        "matches": [
            {"id": "1", "text": "Commissioner"},
            {"id": "2", "text": "Director"},
            {"id": "3", "text": "Spokeswoman"},
        ],
        "key": [["a", "1"], ["b", "2"], ["c", "3"]],
    },
    {"interaction": "text", "stem": "Name the largest maker.", "key": "Talvik Microdevices"},
]
#: Right answers by the item's place, in the shapes of the API.
RIGHT: dict[int, Any] = {place: content["key"] for place, content in enumerate(CONTENT)}


@contextmanager
def serve(
    data: Path, *, plugins: Sequence[tuple[str, object]] | None = None, **settings: Any
) -> Iterator[Site]:
    """The real application on a free port of this machine; `plugins` instead of the installed ones.

    Webhooks and OneRoster are on, so that their pages are looked at; without a worker nothing is sent.
    """
    server: BaseWSGIServer | None = None
    chosen = Settings(
        data=data,
        secret="for tests only, thirty-two characters",
        **{"webhooks": True, "one_roster": True, **settings},
    )
    engine = create_database_engine(chosen.database)
    upgrade_database(engine)
    migrate(engine)
    app = create_app(chosen, plugins=plugins, engine=engine)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    url = f"http://127.0.0.1:{server.server_port}"
    object.__setattr__(app.extensions[EXTENSION], "base_url", url)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Site(app, url, data)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        engine.dispose()


def _confident(annotation: Json) -> Json:
    parts = {name: _without_text(value) for name, value in annotation.items() if name != "text"}
    return {**parts, "confidence": 0.9}


def _without_text(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    plain = {name: part for name, part in value.items() if name != "text"}
    return {**plain, "entity": None} if "name" in plain else plain
