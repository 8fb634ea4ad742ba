"""What tests of launches do: choose, open the attempt, answer it."""

from typing import Any

import requests

from quizapi.services.accounts import hash_password
from quizapi.store.engine import write_transaction
from quizapi.store.models import UserRow
from tests.api.delivery import ITEMS, Caller
from tests.lti.conftest import Browser, World, hidden
from tests.lti.platform import CLAIM

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
