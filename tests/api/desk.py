"""A teacher at the desk with a quiz, for the tests of items."""

from typing import Any

from quizapi.store.engine import write_transaction
from quizapi.testing.builders import build_article, build_quiz, item_about
from tests.api.delivery import School

CHOICE = {
    "interaction": "choice",
    "stem": "Which hall was closed on day 1?",
    "options": [{"id": i, "text": f"Hall {i}"} for i in "abc"],
    "key": ["a"],
}


class Desk:
    """A quiz of five proposed items (about sentences 0 to 4) and what one does with it."""

    def __init__(self, school: School, *more: dict[str, Any]) -> None:
        self.teacher = school.teacher
        self.school = school
        with write_transaction(school.context.sessions) as session:
            self.article_id = build_article(session, school.user_id)
            made = [item_about(self.article_id, n) for n in range(5)]
            made += [item_about(self.article_id, **extra) for extra in more]
            self.quiz_id = build_quiz(session, school.user_id, self.article_id, made)
        self.path = f"/quizzes/{self.quiz_id}/items"

    def list(self, query: str = "") -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.teacher.ok("GET", self.path + query)["items"]
        return items

    def patch(self, item: dict[str, Any], **changes: Any) -> Any:
        return self.teacher.send("PATCH", f"{self.path}/{item['id']}", changes, If_Match=f'"{item["etag"]}"')

    def add(self, **changes: Any) -> Any:
        return self.teacher.send("POST", self.path, {**CHOICE, **changes})
