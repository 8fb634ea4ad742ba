"""Links of the description (OpenAPI): which operation takes what an answer has just given.

They lead a reader, and a test that walks from answer to answer: from an article to its reading, from a quiz
to its items, from an assignment to its attempts, and from an attempt to its responses.
"""

from typing import Any

#: Where a value of the next request comes from; expressions of OpenAPI.
_ID = "$response.body#/id"


def _each(*operations: str, **parameters: str) -> dict[str, dict[str, Any]]:
    return {operation: {"operationId": operation, "parameters": parameters} for operation in operations}


_OF_ARTICLE = (
    "get_an_article",
    "get_what_was_read_in_an_article",
    "change_an_article",
    "delete_an_article",
)
_OF_QUIZ = (
    "get_a_quiz",
    "tell_how_a_quiz_was_made",
    "list_the_items_of_a_quiz",
    "add_a_hand_written_item",
    "publish_the_accepted_items_of_a_quiz",
    "export_a_quiz_as_a_file",
    "change_a_quiz",
    "delete_a_quiz",
)
_OF_ITEM = ("get_an_item", "edit_or_judge_an_item", "replace_an_item_by_the_next_best")
_OF_ASSIGNMENT = (
    "show_an_assignment",
    "list_the_attempts_at_an_assignment",
    "show_results_per_student_and_per_item",
    "show_the_statistics_of_an_assignment",
    "replace_the_roster",
    "change_title_and_rules_of_an_assignment",
    "copy_an_assignment_under_a_new_join_code",
    "close_an_assignment_now",
    "open_a_closed_assignment_again",
)
_NEW_ASSIGNMENT = {
    **_each(*_OF_ASSIGNMENT, assignment_id=_ID),
    # A body of several expressions is more than generators of clients understand; so it is told in words.
    "join_an_assignment": {
        "operationId": "join_an_assignment",
        "description": "`join_code` of the body is `$response.body#/join_code`.",
    },
}

#: By operation and status of its answer: name of the link -> link.
LINKS: dict[str, dict[str, dict[str, dict[str, Any]]]] = {
    "sign_in_for_a_token": {"201": _each("revoke_a_token", token_id=_ID)},
    "store_an_article": {"201": _each(*_OF_ARTICLE, article_id=_ID)},
    "import_articles_from_files_or_an_address": {
        "201": _each(*_OF_ARTICLE, article_id=_ID),
        "202": _each("get_a_job", "watch_a_job", "cancel_a_job", job_id=_ID),
    },
    "make_a_quiz": {
        "202": {
            **_each("get_a_job", "watch_a_job", "cancel_a_job", job_id=_ID),
            **_each(*_OF_QUIZ, quiz_id="$response.body#/result/quiz_id"),
        },
        "200": _each(*_OF_QUIZ, quiz_id="$response.body#/result/quiz_id"),
    },
    "import_a_quiz_from_a_file": {"201": _each(*_OF_QUIZ, quiz_id="$response.body#/quiz_id")},
    "add_a_hand_written_item": {"201": _each(*_OF_ITEM, quiz_id="$request.path.quiz_id", item_id=_ID)},
    "publish_the_accepted_items_of_a_quiz": {"201": _NEW_ASSIGNMENT},
    "copy_an_assignment_under_a_new_join_code": {"201": _NEW_ASSIGNMENT},
    "join_an_assignment": {
        "201": {
            **_each("show_an_attempt", "submit_an_attempt", attempt_id=_ID),
            **_each("save_an_answer", attempt_id=_ID, item_id="$response.body#/items/0/id"),
        }
    },
}
