"""Fills a served application by its own API, as any client would. Repeating it adds nothing twice."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizapi.domain import QuizApiError

_START_SECONDS = 60.0
_READ_SECONDS = 300.0
QUIZ_TITLE = "Sanctions in the news (demonstration)"
_SEED = 7
#: The demonstration shows the three first kinds of question, whatever else is installed.
_GENERATORS = ("cause-effect", "true-false", "who-said-what")
#: Items asked for of each generator.
_COUNT = 5

Json = dict[str, Any]


class DemoFailed(QuizApiError):
    """The demonstration could not be set up."""


@dataclass(frozen=True)
class DemoLinks:
    """Where the demonstration is found."""

    join_url: str


class Client:
    """A small client of the API."""

    def __init__(self, base_url: str, token: str = "") -> None:
        self._base = base_url
        self._token = token

    def call(self, method: str, path: str, body: Json | None = None, *, accept: tuple[int, ...] = ()) -> Json:
        """Send one request.

        Raises:
            DemoFailed: The answer is an error that is not among those accepted.
        """
        headers = {"Content-Type": "application/json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self._base}{path}", data, headers, method=method)  # noqa: S310 (our own server)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 # nosec
                content = answer.read()
                return dict(json.loads(content)) if content else {}
        except urllib.error.HTTPError as error:
            content = error.read()
            if error.code in accept:
                return dict(json.loads(content)) if content else {}
            raise DemoFailed(
                f"{method} {path}: {error.code} {content.decode(errors='replace')[:500]}"
            ) from error

    def listed(self, path: str) -> Iterator[Json]:
        """All elements of a list, page by page."""
        cursor = ""
        while True:
            page = self.call("GET", f"{path}?limit=200{cursor}")
            yield from page["items"]
            if page["next_cursor"] is None:
                return
            cursor = f"&cursor={page['next_cursor']}"


def fill(
    base_url: str,
    *,
    email: str,
    password: str,
    folder: Path,
    server_alive: Callable[[], bool],
    say: Callable[[str], None],
) -> DemoLinks:
    """Register the demo teacher, store the articles, build and publish the quiz, unless they are there.

    Raises:
        DemoFailed: The server did not start, or refused something.
    """
    _wait_until_ready(base_url, server_alive)
    anonymous = Client(base_url)
    anonymous.call(
        "POST", "/api/v1/users", {"email": email, "password": password, "name": "Demo Teacher"}, accept=(409,)
    )
    token = anonymous.call("POST", "/api/v1/tokens", {"email": email, "password": password, "label": "demo"})
    client = Client(base_url, token["token"])
    try:
        articles = _articles(client, folder, say)
        quiz_id = _quiz(client, articles, say)
        assignment = _assignment(client, quiz_id, say)
    finally:
        client.call("DELETE", f"/api/v1/tokens/{token['id']}")
    return DemoLinks(join_url=assignment["join_url"])


def _wait_until_ready(base_url: str, server_alive: Callable[[], bool]) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        if not server_alive():
            raise DemoFailed("the server stopped while it started; its messages are above")
        try:
            Client(base_url).call("GET", "/readyz")
        except (DemoFailed, OSError):
            time.sleep(0.1)
        else:
            return
    raise DemoFailed(f"no answer from {base_url} within {_START_SECONDS:.0f} s")


def _articles(client: Client, folder: Path, say: Callable[[str], None]) -> list[Json]:
    """The stored articles that are about the quiz's topic; all are stored and read."""
    stored = {article["title"]: article for article in client.listed("/api/v1/articles")}
    chosen = []
    for path in sorted(folder.glob("*.txt")):
        gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
        title = gold["title"] or path.stem.replace("-", " ").capitalize()
        if title not in stored:
            say(f"Storing “{title}” ...")
            # Only what its text does not say itself.
            body = {"title": title, "text": path.read_text(encoding="utf-8")}
            if gold["published_on"]:
                body["published_on"] = gold["published_on"]
            stored[title] = client.call("POST", "/api/v1/articles", body)
        if "sanctions" in gold["topics"]:
            chosen.append(stored[title])
    for article in stored.values():
        _wait_until_read(client, article["id"])
    if not chosen:
        raise DemoFailed(f"there is no article about sanctions in {folder}")
    return chosen


def _wait_until_read(client: Client, article_id: str) -> None:
    end = time.monotonic() + _READ_SECONDS
    while "entities" not in client.call("GET", f"/api/v1/articles/{article_id}/annotations"):
        if time.monotonic() > end:
            raise DemoFailed(f"the article was not read within {_READ_SECONDS:.0f} s: does a worker run?")
        time.sleep(0.2)


def _quiz(client: Client, articles: list[Json], say: Callable[[str], None]) -> str:
    for quiz in client.listed("/api/v1/quizzes"):
        if quiz["title"] == QUIZ_TITLE and quiz["status"] == "ready":
            return str(quiz["id"])
    job = client.call(
        "POST",
        "/api/v1/quizzes",
        {
            "title": QUIZ_TITLE,
            "article_ids": [article["id"] for article in articles],
            "generators": [{"name": name, "count": _COUNT} for name in _GENERATORS],
            "seed": _SEED,
        },
    )
    job = _followed(client, job["id"], say)
    return str(job["result"]["quiz_id"])


def _followed(client: Client, job_id: str, say: Callable[[str], None]) -> Json:
    end = time.monotonic() + _READ_SECONDS
    step = ""
    while time.monotonic() < end:
        job = client.call("GET", f"/api/v1/jobs/{job_id}")
        if job["progress"]["step"] not in ("", step):
            step = job["progress"]["step"]
            say(f"Building the quiz: {step} ({job['progress']['done']}/{job['progress']['total']})")
        if job["state"] == "succeeded":
            for problem in job["problems"]:
                say(f"  {problem['generator']}: {problem['detail']}")
            return job
        if job["state"] in ("failed", "cancelled"):
            raise DemoFailed(f"the quiz was not built: {json.dumps(job['problems'])}")
        time.sleep(0.2)
    raise DemoFailed(f"the quiz was not built within {_READ_SECONDS:.0f} s")


def _assignment(client: Client, quiz_id: str, say: Callable[[str], None]) -> Json:
    """The published quiz.

    It is published before its items are accepted, so that its pages say that no person has done so.
    """
    for assignment in client.listed(f"/api/v1/quizzes/{quiz_id}/assignments"):
        return assignment
    assignment = client.call(
        "POST", f"/api/v1/quizzes/{quiz_id}/assignments", {"feedback": "submit", "show_article": "always"}
    )
    ids = [item["id"] for item in client.listed(f"/api/v1/quizzes/{quiz_id}/items")]
    client.call("POST", f"/api/v1/quizzes/{quiz_id}/items/bulk", {"item_ids": ids, "status": "accepted"})
    say(f"Published and accepted {len(ids)} items that no person has read.")
    return assignment
