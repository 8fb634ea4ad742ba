"""A teacher, a quiz of all interactions, and students, for the tests of the delivery half."""

import itertools
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from quizapi.api.context import EXTENSION, ApiContext
from quizapi.services.accounts import issue_token, register_user
from quizapi.store.engine import write_transaction
from quizapi.store.models import (
    ArticleRevisionRow,
    ArticleRow,
    ItemRow,
    QuizArticleRow,
    QuizRow,
)
from quizapi.store.types import new_id

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
API = "/api/v1"
TEXT = "Officials in Norvia said on Monday that the port would stay shut. The ZEBRAPROOF sentence proves it."
_numbers = itertools.count(1)

#: One item of each interaction; every secret has a word in it that nothing else has.
ITEMS: list[dict[str, Any]] = [
    {
        "interaction": "choice",
        "stem": "Who said so?",
        "options": [{"id": i, "text": f"Person {i}"} for i in "abc"],
        "key": ["b"],
    },
    {
        "interaction": "multiple",
        "stem": "Which two were named?",
        "options": [{"id": i, "text": f"Place {i}"} for i in "abcd"],
        "key": ["a", "c"],
    },
    {"interaction": "true_false", "stem": "The port reopened.", "options": [], "key": False},
    {
        "interaction": "order",
        "stem": "Put them in order.",
        "options": [{"id": i, "text": f"Step {i}"} for i in "wxyz"],
        "key": ["w", "x", "y", "z"],
    },
    {
        "interaction": "match",
        "stem": "Match them.",
        "options": [{"id": i, "text": f"Left {i}"} for i in "abc"],
        "matches": [{"id": i, "text": f"Right {i}"} for i in "123"],
        "key": [["a", "1"], ["b", "2"], ["c", "3"]],
    },
    {
        "interaction": "text",
        "stem": "Name the port.",
        "options": [],
        "key": "QUAGGAKEY harbour",
        "accepted": ["OKAPIVARIANT"],
    },
]
#: Words that no student may be sent before the feedback rule allows it.
SECRETS = ("QUAGGAKEY", "OKAPIVARIANT", "LLAMAWHY", "ZEBRAPROOF", '"key"', '"evidence"', '"explanation"')
RIGHT = [item["key"] for item in ITEMS]
WRONG: list[Any] = [["a"], ["b"], True, ["z", "w", "x", "y"], [["a", "2"]], "some other place"]


@dataclass
class Clock:
    """The server's clock, moved by hand."""

    time: datetime = START

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **units: float) -> None:
        self.time += timedelta(**units)


@dataclass
class Caller:
    """Sends requests with one token."""

    client: FlaskClient
    token: str = ""
    answer: dict[str, Any] = field(default_factory=dict)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        return self.client.open(API + path, method=method, json=body, headers=sent)

    def ok(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        response = self.send(method, path, body, **headers)
        assert 200 <= response.status_code < 300, (response.status_code, response.text)
        return response.json if response.content_type == "application/json" else response


@dataclass
class School:
    """An application with a clock, one teacher and a way to make quizzes."""

    app: Flask
    clock: Clock
    teacher: Caller
    user_id: str

    @property
    def context(self) -> ApiContext:
        found: ApiContext = self.app.extensions[EXTENSION]
        return found

    def anybody(self, token: str = "") -> Caller:
        return Caller(self.app.test_client(), token)

    def another_teacher(self) -> Caller:
        return Caller(self.app.test_client(), new_teacher(self.app)[1])

    def quiz(self, items: list[dict[str, Any]] | None = None, *, status: str = "accepted") -> str:
        return new_quiz(self.context, self.user_id, ITEMS if items is None else items, status=status)

    def assignment(self, items: list[dict[str, Any]] | None = None, **rules: Any) -> dict[str, Any]:
        quiz_id = self.quiz(items)
        made: dict[str, Any] = self.teacher.ok("POST", f"/quizzes/{quiz_id}/assignments", rules)
        return made

    def join(self, assignment: dict[str, Any], nickname: str = "Noor", **more: Any) -> Caller:
        student = self.anybody()
        body = {"join_code": assignment["join_code"], "nickname": nickname, **more}
        student.answer = student.ok("POST", "/attempts", body)
        student.token = student.answer["token"]
        return student


def make_school(app: Flask) -> School:
    """A school on an application, whose clock stands at `START`."""
    import dataclasses

    clock = Clock()
    app.extensions[EXTENSION] = dataclasses.replace(app.extensions[EXTENSION], now=clock)
    user_id, token = new_teacher(app)
    return School(app, clock, Caller(app.test_client(), token), user_id)


def new_teacher(app: Flask) -> tuple[str, str]:
    """A teacher's id and token, without the slow hash of a password."""
    from quizapi.api.callers import SCOPES, hash_token

    number = next(_numbers)
    token = f"qat_teacher-{number}"
    with write_transaction(app.extensions[EXTENSION].sessions) as session:
        user = register_user(
            session, email=f"t{number}@school.example", password_hash="-", name="Mara", now=START
        )
        issue_token(
            session,
            user_id=user.id,
            token_hash=hash_token(token),
            label="test",
            kind="api",
            scopes=SCOPES,
            now=START,
            expires_at=None,
        )
    return user.id, token


def new_quiz(context: ApiContext, owner_id: str, items: list[dict[str, Any]], *, status: str) -> str:
    """A quiz about a new article, with items as given, all of one status."""
    quiz_id, article_id = new_id(), new_id()
    with write_transaction(context.sessions) as session:
        article = ArticleRow(
            id=article_id,
            owner_id=owner_id,
            title="Port stays shut",
            language="en",
            created_at=START,
            updated_at=START,
        )
        article.revisions = [
            ArticleRevisionRow(revision=1, text=TEXT, text_hash="-", removed=[], created_at=START)
        ]
        session.add(article)
        session.flush()
        quiz = QuizRow(
            id=quiz_id,
            owner_id=owner_id,
            title="The port",
            status="ready",
            seed=1,
            generators=[],
            provenance={},
            created_at=START,
            updated_at=START,
        )
        quiz.articles = [QuizArticleRow(article_id=article_id, revision=1, position=0)]
        session.add(quiz)
        session.flush()
        for position, item in enumerate(items):
            session.add(_item_row(quiz_id, article_id, position, item, status))
    return quiz_id


def _item_row(quiz_id: str, article_id: str, position: int, item: dict[str, Any], status: str) -> ItemRow:
    proof = {
        "article_id": article_id,
        "revision": 1,
        "start": TEXT.index("The ZEBRA"),
        "end": len(TEXT),
        "role": "evidence",
        "text": TEXT[TEXT.index("The ZEBRA") :],
    }
    return ItemRow(
        id=new_id(),
        quiz_id=quiz_id,
        position=position,
        status=item.get("status", status),
        generator=item.get("generator", ""),
        generator_version=item.get("generator_version", ""),
        interaction=item["interaction"],
        stem=item["stem"],
        options=item["options"],
        matches=item.get("matches", []),
        key={"value": item["key"]},
        accepted=item.get("accepted", []),
        explanation="LLAMAWHY: read the second sentence.",
        evidence=[proof],
        confidence=0.9,
        flaws=[],
        tags=item.get("tags", []),
        reject_reason=item.get("reject_reason"),
        checks=item.get("checks", "done"),
        content_hash=new_id(),
        created_at=START,
        updated_at=START,
    )
