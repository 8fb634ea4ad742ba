"""Every problem type that the server can answer with, and what to do about it."""

import re
from dataclasses import dataclass
from http import HTTPStatus

from quizapi.api.problems import slug, status_of
from quizapi.domain import QuizApiError

#: Problems of HTTP itself, which no class of ours stands for.
HTTP_PROBLEMS = {
    "bad-request": (400, "The request cannot be read", "Check that the body is JSON in UTF-8."),
    "method-not-allowed": (
        405,
        "This address does not take that method",
        "The header Allow lists what it takes.",
    ),
    "not-acceptable": (406, "The answer cannot be given in that form", "Ask for application/json."),
    "precondition-failed": (
        412,
        "The thing has changed since you read it",
        "Read it again, put your change on the new state and send it with the new ETag in If-Match.",
    ),
    "request-entity-too-large": (413, "The request is too large", "Send less, or in parts."),
    "unsupported-media-type": (415, "The body must be JSON", "Send Content-Type: application/json."),
    "invalid-request": (
        422,
        "The request has faults",
        "`errors` lists each faulty value with a JSON pointer to it; correct them and send it again.",
    ),
    "precondition-required": (
        428,
        "Say which version you mean",
        "Read the thing, and send its ETag in If-Match (or If-Match: * to overwrite whatever is there).",
    ),
    "internal-error": (
        500,
        "Something went wrong on our side",
        "Nothing was stored. Try again; if it stays, tell the operator the time and the address.",
    ),
    "database-unavailable": (
        503,
        "The service cannot answer just now",
        "Wait for Retry-After seconds and repeat.",
    ),
    "storage-full": (507, "There is no room left to store anything", "The operator must make room."),
}

_BY_STATUS = {
    401: "Send a valid token in the header Authorization: Bearer TOKEN, or sign in for a new one.",
    403: "Use a token with the scope that `detail` names, or ask the operator.",
    404: "Check the id. Another owner's things are never told apart from missing ones.",
    409: "Read the present state, and decide again; `detail` says what is in the way.",
    413: "Send less; `detail` names the limit.",
    422: "`detail` and `errors` say which value cannot be used; correct it.",
    429: "Wait for the seconds in Retry-After, then repeat.",
}


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One row of the page. `name` is the fragment of `type`."""

    name: str
    status: int
    title: str
    advice: str


def problem_types() -> list[ProblemType]:
    """All types, by name: those of our own errors, and those of HTTP."""
    found = {
        name: ProblemType(name, status, title, advice)
        for name, (status, title, advice) in HTTP_PROBLEMS.items()
    }
    for error in _all_children(QuizApiError):
        status = status_of(error)
        advice = _BY_STATUS.get(status, HTTPStatus(status).description)
        found[slug(error)] = ProblemType(slug(error), status, error.title(), _own_advice(error) or advice)
    return sorted(found.values(), key=lambda problem: problem.name)


def _all_children(parent: type[QuizApiError]) -> list[type[QuizApiError]]:
    children = parent.__subclasses__()
    return [*children, *(error for child in children for error in _all_children(child))]


def _own_advice(error: type[QuizApiError]) -> str:
    """The text of the class's docstring after its title, where it says what to do."""
    paragraphs = re.split(r"\n\s*\n", (error.__doc__ or "").strip())[1:]
    text = " ".join(" ".join(paragraphs).split())
    return text if text and "`" not in text else ""
