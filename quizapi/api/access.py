"""Who may do what: one row for each operation. An operation without a row stops the application's start."""

from dataclasses import dataclass
from typing import Literal

from quizapi.api.callers import Caller
from quizapi.services.errors import Forbidden, NotAuthenticated


@dataclass(frozen=True, slots=True)
class Rule:
    """Kinds of callers let through, and the scope that a teacher's token needs.

    That a thing is the caller's own is checked where it is looked up: another's is not found (404).
    """

    kinds: frozenset[Literal["anonymous", "teacher", "student"]]
    scope: str = ""

    def check(self, caller: Caller) -> None:
        """Let the caller pass.

        Raises:
            NotAuthenticated: 401, a token is needed.
            Forbidden: 403, the token is of another kind or lacks the scope.
        """
        if "anonymous" in self.kinds:
            return
        if caller.kind == "anonymous":
            raise NotAuthenticated("Send the header Authorization: Bearer TOKEN.")
        if caller.kind not in self.kinds:
            raise Forbidden(f"This needs a {' or '.join(sorted(self.kinds))}'s token.")
        if caller.kind == "teacher" and self.scope and self.scope not in caller.scopes:
            raise Forbidden(f"This token lacks the scope {self.scope!r}.")


ANYONE = Rule(frozenset({"anonymous", "teacher", "student"}))
READ = Rule(frozenset({"teacher"}), "read")
AUTHOR = Rule(frozenset({"teacher"}), "author")
RESULTS = Rule(frozenset({"teacher"}), "results")
STUDENT = Rule(frozenset({"student"}))
STUDENT_OR_RESULTS = Rule(frozenset({"student", "teacher"}), "results")

#: "METHOD path under /api/v1", as Flask writes the rule.
ACCESS: dict[str, Rule] = {
    "POST /users": ANYONE,
    "POST /tokens": ANYONE,
    "GET /tokens": READ,
    "DELETE /tokens/<token_id>": READ,
    "GET /me": READ,
    "PATCH /me": AUTHOR,
    "POST /articles": AUTHOR,
    "POST /articles/import": AUTHOR,
    "GET /articles": READ,
    "GET /articles/<article_id>": READ,
    "PATCH /articles/<article_id>": AUTHOR,
    "DELETE /articles/<article_id>": AUTHOR,
    "GET /articles/<article_id>/annotations": READ,
    "GET /generators": READ,
    "GET /interactions": ANYONE,
    "GET /formats": READ,
    "POST /playground": AUTHOR,
    "DELETE /playground/<trial_id>": AUTHOR,
    "GET /generators/<name>/quality": READ,
    "GET /jobs/<job_id>": READ,
    "GET /jobs/<job_id>/events": READ,
    "POST /jobs/<job_id>/cancel": AUTHOR,
    "POST /quizzes": AUTHOR,
    "POST /quizzes/import": AUTHOR,
    "GET /quizzes/import/template": READ,
    "GET /quizzes": READ,
    "GET /quizzes/<quiz_id>": READ,
    "PATCH /quizzes/<quiz_id>": AUTHOR,
    "DELETE /quizzes/<quiz_id>": AUTHOR,
    "GET /quizzes/<quiz_id>/export": READ,
    "GET /quizzes/<quiz_id>/export/look": READ,
    "POST /quizzes/<quiz_id>/exports": READ,
    "GET /quizzes/<quiz_id>/exports/<export_id>": READ,
    "GET /quizzes/<quiz_id>/provenance": READ,
    "GET /quizzes/<quiz_id>/items": READ,
    "POST /quizzes/<quiz_id>/items": AUTHOR,
    "POST /quizzes/<quiz_id>/items/bulk": AUTHOR,
    "GET /quizzes/<quiz_id>/items/<item_id>": READ,
    "PATCH /quizzes/<quiz_id>/items/<item_id>": AUTHOR,
    "POST /quizzes/<quiz_id>/items/<item_id>/replace": AUTHOR,
    "POST /quizzes/<quiz_id>/items/<item_id>/replace/undo": AUTHOR,
    "POST /quizzes/<quiz_id>/items/<item_id>/repair": AUTHOR,
    "GET /quizzes/<quiz_id>/repairs": READ,
    "POST /quizzes/<quiz_id>/repairs/<repair_id>/undo": AUTHOR,
    "PUT /quizzes/<quiz_id>/order": AUTHOR,
    "POST /quizzes/<quiz_id>/assignments": AUTHOR,
    "GET /quizzes/<quiz_id>/assignments": READ,
    "GET /assignments": READ,
    "GET /assignments/<assignment_id>": READ,
    "PATCH /assignments/<assignment_id>": AUTHOR,
    "POST /assignments/<assignment_id>/close": AUTHOR,
    "POST /assignments/<assignment_id>/reopen": AUTHOR,
    "POST /assignments/<assignment_id>/duplicate": AUTHOR,
    "DELETE /assignments/<assignment_id>": AUTHOR,
    "GET /assignments/<assignment_id>/roster": RESULTS,
    "PUT /assignments/<assignment_id>/roster": AUTHOR,
    "POST /assignments/<assignment_id>/roster/import": AUTHOR,
    "GET /assignments/<assignment_id>/exceptions": RESULTS,
    "PUT /assignments/<assignment_id>/exceptions/<student_id>": AUTHOR,
    "GET /assignments/<assignment_id>/students": RESULTS,
    "GET /assignments/<assignment_id>/students/<student_id>": RESULTS,
    "DELETE /assignments/<assignment_id>/students/<student_id>": RESULTS,
    "GET /assignments/<assignment_id>/attempts": RESULTS,
    "GET /assignments/<assignment_id>/results": RESULTS,
    "GET /assignments/<assignment_id>/statistics": RESULTS,
    "POST /assignments/<assignment_id>/exports": RESULTS,
    "GET /assignments/<assignment_id>/exports/<export_id>": RESULTS,
    "GET /webhooks": READ,
    "POST /webhooks": RESULTS,
    "GET /webhooks/<webhook_id>": READ,
    "PATCH /webhooks/<webhook_id>": RESULTS,
    "DELETE /webhooks/<webhook_id>": RESULTS,
    "POST /webhooks/<webhook_id>/secret": RESULTS,
    "POST /webhooks/<webhook_id>/test": RESULTS,
    "GET /webhooks/<webhook_id>/deliveries": READ,
    "POST /attempts": ANYONE,
    "GET /attempts/<attempt_id>": STUDENT_OR_RESULTS,
    "PUT /attempts/<attempt_id>/responses/<item_id>": STUDENT,
    "POST /attempts/<attempt_id>/submit": STUDENT,
    "PUT /attempts/<attempt_id>/flags": STUDENT,
    "POST /attempts/<attempt_id>/erase": ANYONE,
}


def rule_of(method: str, path: str) -> Rule:
    """The row of an operation; HEAD counts as GET."""
    return ACCESS[f"{'GET' if method == 'HEAD' else method} {path}"]
