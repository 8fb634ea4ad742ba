"""Articles over HTTP: taken in, cleaned, refused, searched, changed in revisions, deleted."""

import hashlib
from typing import Any

import pytest

from quizapi.store.engine import write_transaction
from quizapi.store.models import ArticleRevisionRow, ArticleRow, JobRow
from quizapi.testing.builders import TEXT, build_article, build_quiz
from tests.api.delivery import School

BODY = (
    "The council of Port Selby voted on Tuesday to close the old fish market at the end of the year.\n\n"
    '"The building is no longer safe," Mayor Ilse Brandt told reporters after the vote. "We have waited long '
    'enough."\n\n'
    "Traders said they had not been asked. They will get new stalls near the railway station in the spring, "
    "the council said in a statement."
)
PASTED = (
    f"Fish market to close\n\nBy Jonas Weil\n\n14 March 2026\n\n{BODY}\n\nRead more: The market in pictures"
)
GERMAN = (
    "Der Stadtrat hat am Dienstag beschlossen, den alten Fischmarkt am Ende des Jahres zu schließen. Das "
    "Gebäude sei nicht mehr sicher, sagte die Bürgermeisterin nach der Abstimmung. Die Händler wurden nach "
    "eigenen Angaben nicht gefragt und erhalten neue Stände neben dem Bahnhof, wie der Rat mitteilte."
)


def store(school: School, **fields: Any) -> dict[str, Any]:
    made: dict[str, Any] = school.teacher.ok("POST", "/articles", {"text": BODY, **fields})
    return made


def counted(school: School) -> tuple[int, int, int]:
    with school.context.sessions() as session:
        return (
            session.query(ArticleRow).count(),
            session.query(ArticleRevisionRow).count(),
            session.query(JobRow).count(),
        )


def with_quiz(school: School, text: str = TEXT) -> tuple[str, str]:
    """An article that a quiz asks about: (article id, quiz id)."""
    with write_transaction(school.context.sessions) as session:
        article_id = build_article(session, school.user_id, text)
        return article_id, build_quiz(session, school.user_id, article_id)


def test_what_the_text_tells_fills_the_fields_not_given(school: School) -> None:
    article = store(school, text=PASTED)
    assert article["text"] == BODY
    assert article["title"] == "Fish market to close"
    assert article["author"] == "Jonas Weil"
    assert article["published_on"] == "2026-03-14"
    assert article["text_hash"] == hashlib.sha256(BODY.encode()).hexdigest()
    assert article["length"] == len(BODY)
    assert [piece["why"] for piece in article["removed"]] == [
        "headline",
        "byline",
        "date line",
        "link to other articles",
    ]


def test_given_fields_win_over_found_ones(school: School) -> None:
    article = store(school, text=PASTED, author="A. Nother", published_on="2025-01-02")
    assert (article["author"], article["published_on"]) == ("A. Nother", "2025-01-02")


def test_storing_answers_with_place_and_etag_and_asks_for_a_reading(school: School) -> None:
    response = school.teacher.send("POST", "/articles", {"text": BODY})
    assert response.status_code == 201
    assert response.headers["Location"] == f"/api/v1/articles/{response.json['id']}"
    assert response.headers["ETag"] == f'"{response.json["etag"]}"'
    with school.context.sessions() as session:
        job = session.query(JobRow).one()
    assert (job.kind, job.subject_id, job.params) == (
        "read_article",
        response.json["id"],
        {"revision": 1},
    )
    assert school.context.queue.state(job.id) == "ENQUEUED"


def test_html_becomes_paragraphs(school: School) -> None:
    paragraphs = "".join(f"<p>{part}</p>" for part in BODY.split("\n\n"))
    page = (
        "<html><head><title>Selby Post</title><meta name=author content='Jonas Weil'></head><body><nav>Home"
        f"</nav><article><h1>Fish market to close</h1>{paragraphs}<script>alert('x')</script></article>"
        "<footer>Imprint</footer></body></html>"
    )
    article = school.teacher.ok("POST", "/articles", {"html": page})
    assert article["text"] == BODY
    assert (article["title"], article["author"]) == ("Fish market to close", "Jonas Weil")


BAD = [
    ("empty", {"text": ""}, 422, "text-empty", "/text"),
    ("white space", {"text": " \n\t\u00a0 "}, 422, "text-empty", "/text"),
    ("39 words", {"text": "word " * 39}, 422, "text-too-short", "/text"),
    (
        "nothing left when cleaned",
        {"text": "Short text.\n\n" + "Share this article\n\n" * 30},
        422,
        "text-too-short",
        "",
    ),
    ("too long", {"text": "The cat sat. " * 20_000}, 413, "text-too-long", "/text"),
    ("NUL bytes", {"text": BODY + "\x00"}, 422, "text-not-text", "/text"),
    ("half characters", {"text": BODY + "\ud800"}, 422, "text-not-text", "/text"),
    ("HTML as text", {"text": f"<p>{BODY}</p><p>{BODY}</p>"}, 422, "text-is-html", "/text"),
    ("HTML without text", {"html": "<script>x</script>" * 90}, 422, "text-empty", "/html"),
    ("HTML of a few words", {"html": "<p>Nothing here.</p>"}, 422, "text-too-short", "/html"),
    ("German", {"text": GERMAN}, 422, "language-not-supported", "/text"),
    ("German HTML", {"html": f"<p>{GERMAN}</p>"}, 422, "language-not-supported", "/html"),
    ("language named", {"text": BODY, "language": "fr"}, 422, "language-not-supported", "/language"),
    ("unknown field", {"text": BODY, "headline": "x"}, 422, "invalid-request", "/headline"),
    ("neither", {"title": "x"}, 422, "invalid-request", "/text"),
    ("both", {"text": BODY, "html": BODY}, 422, "invalid-request", "/text"),
    ("text is a number", {"text": 7}, 422, "invalid-request", "/text"),
    ("no date", {"text": BODY, "published_on": "yesterday"}, 422, "invalid-request", "/published_on"),
    ("no address", {"text": BODY, "source_url": "javascript:x"}, 422, "invalid-request", "/source_url"),
    ("title of two lines", {"text": BODY, "title": "a\nb"}, 422, "invalid-request", "/title"),
    ("a list", [BODY], 422, "invalid-request", ""),
]


@pytest.mark.parametrize(
    ("body", "status", "type", "pointer"), [case[1:] for case in BAD], ids=[case[0] for case in BAD]
)
def test_bad_input_is_told_and_leaves_nothing(
    school: School, body: Any, status: int, type: str, pointer: str
) -> None:
    response = school.teacher.send("POST", "/articles", body)
    assert response.content_type == "application/problem+json"
    assert (response.status_code, response.json["type"]) == (status, f"/docs/problems#{type}")
    assert response.json["status"] == status
    assert response.json["detail"]
    if pointer:
        assert pointer in [error["pointer"] for error in response.json["errors"]]
    assert counted(school) == (0, 0, 0)


def test_the_language_found_is_named(school: School) -> None:
    assert "German" in school.teacher.send("POST", "/articles", {"text": GERMAN}).json["detail"]


def test_html_as_text_names_the_right_field(school: School) -> None:
    response = school.teacher.send("POST", "/articles", {"text": f"<p>{BODY}</p><p>{BODY}</p>"})
    assert "`html`" in response.json["detail"]


def test_list_has_no_texts_and_newest_first(school: School) -> None:
    ids = [store(school, title=f"Article {n}")["id"] for n in range(3)]
    page = school.teacher.ok("GET", "/articles")
    assert [entry["id"] for entry in page["items"]] == ids[::-1]
    assert page["next_cursor"] is None
    assert all("text" not in entry and entry["length"] == len(BODY) for entry in page["items"])


def test_search_finds_in_title_and_text_whatever_the_case(school_of_each: School) -> None:
    teacher = school_of_each.teacher
    market = store(school_of_each, title="Ärger am Markt")["id"]
    other = store(school_of_each, title="100% sure_thing", text=BODY.replace("fish", "toy"))["id"]

    def found(q: str) -> list[str]:
        return [entry["id"] for entry in teacher.ok("GET", f"/articles?q={q}")["items"]]

    assert found("FISH%20MARKET") == [market]
    assert found("%C3%A4RGER") == [market]
    assert found("toy") == [other]
    assert found("ilse") == [other, market]
    assert found("100%25") == [other]
    assert found("sure_thing") == [other]
    assert found("s_re") == []
    assert found("%25") == [other]
    assert found("") == [other, market]


def test_details_are_changed_without_a_new_revision(school: School) -> None:
    article = store(school)
    response = school.teacher.send(
        "PATCH",
        f"/articles/{article['id']}",
        {"title": "New", "author": None},
        If_Match=f'"{article["etag"]}"',
    )
    assert response.status_code == 200
    assert (response.json["title"], response.json["author"]) == ("New", None)
    assert response.json["revision"] == 1
    assert response.json["etag"] != article["etag"]


def test_changing_needs_the_version_that_was_read(school: School) -> None:
    path = f"/articles/{store(school)['id']}"
    assert school.teacher.send("PATCH", path, {"title": "x"}).status_code == 428
    assert school.teacher.send("PATCH", path, {"title": "x"}, If_Match='"old"').status_code == 412
    assert school.teacher.send("DELETE", path).status_code == 428
    assert school.teacher.send("PATCH", path, {"title": "x"}, If_Match="*").status_code == 200


def test_text_no_quiz_asks_about_is_changed_in_place(school: School) -> None:
    article = store(school)
    changed = school.teacher.ok(
        "PATCH", f"/articles/{article['id']}", {"text": BODY + " It rained."}, If_Match=f'"{article["etag"]}"'
    )
    assert changed["revision"] == 1
    assert changed["text"] == BODY + " It rained."
    assert changed["etag"] != article["etag"]


def test_text_that_a_quiz_asks_about_gets_a_new_revision(school_of_each: School) -> None:
    school = school_of_each
    article_id, quiz_id = with_quiz(school)
    changed = school.teacher.ok(
        "PATCH", f"/articles/{article_id}", {"text": TEXT + " It rained."}, If_Match="*"
    )
    assert changed["revision"] == 2
    assert school.teacher.ok("GET", f"/articles/{article_id}")["text"].endswith("It rained.")
    assert school.teacher.ok("GET", f"/articles/{article_id}?revision=1")["text"] == TEXT
    assert school.teacher.ok("GET", f"/quizzes/{quiz_id}")["articles"][0]["revision"] == 2
    assert school.teacher.send("GET", f"/articles/{article_id}?revision=3").status_code == 404


def test_the_same_text_is_no_change(school: School) -> None:
    article_id, _ = with_quiz(school)
    same = school.teacher.ok("PATCH", f"/articles/{article_id}", {"text": TEXT}, If_Match="*")
    assert same["revision"] == 1


def test_bad_text_is_refused_in_a_change_as_well(school: School) -> None:
    article = store(school)
    response = school.teacher.send(
        "PATCH", f"/articles/{article['id']}", {"title": "Kept?", "text": GERMAN}, If_Match="*"
    )
    assert response.json["type"] == "/docs/problems#language-not-supported"
    assert school.teacher.ok("GET", f"/articles/{article['id']}")["title"] == article["title"]


def test_removed_pieces_can_be_put_back_where_they_stood(school: School) -> None:
    article = store(school, text=PASTED.replace("Traders said", "Advertisement\n\nTraders said"))
    whys = [piece["why"] for piece in article["removed"]]
    path = f"/articles/{article['id']}"
    changed = school.teacher.ok("PATCH", path, {"restore": [whys.index("advertisement")]}, If_Match="*")
    first, second, third = BODY.split("\n\n")
    assert changed["text"] == "\n\n".join((first, second, "Advertisement", third))
    assert "advertisement" not in [piece["why"] for piece in changed["removed"]]
    left = range(len(changed["removed"]))
    whole = school.teacher.ok("PATCH", path, {"restore": list(left)}, If_Match="*")
    assert whole["text"] == PASTED.replace("Traders said", "Advertisement\n\nTraders said")
    assert whole["removed"] == []


def test_a_dateline_goes_back_to_the_first_sentence(school: School) -> None:
    article = store(school, text="PORT SELBY (Reuters) - " + BODY)
    assert article["text"] == BODY
    back = school.teacher.ok("PATCH", f"/articles/{article['id']}", {"restore": [0]}, If_Match="*")
    assert back["text"] == "PORT SELBY (Reuters) - " + BODY


def test_what_was_not_removed_cannot_be_put_back(school: School) -> None:
    article = store(school)
    response = school.teacher.send("PATCH", f"/articles/{article['id']}", {"restore": [5]}, If_Match="*")
    assert response.json["type"] == "/docs/problems#removed-unknown"


def test_deleting_an_article_in_use_names_the_quizzes(school: School) -> None:
    article_id, quiz_id = with_quiz(school)
    refused = school.teacher.send("DELETE", f"/articles/{article_id}", If_Match="*")
    assert (refused.status_code, refused.json["type"]) == (409, "/docs/problems#article-in-use")
    assert "The halls" in refused.json["detail"]
    assert school.teacher.send("DELETE", f"/quizzes/{quiz_id}", If_Match="*").status_code == 204
    assert school.teacher.send("DELETE", f"/articles/{article_id}", If_Match="*").status_code == 204
    assert school.teacher.send("GET", f"/articles/{article_id}").status_code == 404


def test_anothers_article_does_not_exist(school: School) -> None:
    path = f"/articles/{store(school)['id']}"
    other = school.another_teacher()
    for method, body in (("GET", None), ("PATCH", {"title": "Mine"}), ("DELETE", None)):
        response = other.send(method, path, body, If_Match="*")
        assert (response.status_code, response.json["type"]) == (404, "/docs/problems#article-not-found")
    assert other.send("GET", f"{path}/annotations").status_code == 404
    assert other.ok("GET", "/articles")["items"] == []


def test_ids_that_are_no_ids_are_not_found(school_of_each: School) -> None:
    for bad in ("1", "x" * 36, "..%2F..", "%00", "0199a3c2-7d1e-4c44-9a51-3f0c6f0f5b1a"):
        response = school_of_each.teacher.send("GET", f"/articles/{bad}")
        assert response.status_code == 404
        assert response.content_type == "application/problem+json"


def test_a_retry_with_the_same_key_makes_one_article(school: School) -> None:
    key = "7d0d3f2e-5f0e-4b8e-9d43-0a5b3e6f1c22"
    first = school.teacher.send("POST", "/articles", {"text": BODY}, Idempotency_Key=key)
    again = school.teacher.send("POST", "/articles", {"text": BODY}, Idempotency_Key=key)
    assert again.json == first.json
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert counted(school) == (1, 1, 1)
    other = school.teacher.send("POST", "/articles", {"text": BODY + " So."}, Idempotency_Key=key)
    assert (other.status_code, other.json["type"]) == (409, "/docs/problems#idempotency-key-reused")


def test_a_refused_article_leaves_its_key_free(school: School) -> None:
    key = "7d0d3f2e-5f0e-4b8e-9d43-0a5b3e6f1c23"
    assert school.teacher.send("POST", "/articles", {"text": "x"}, Idempotency_Key=key).status_code == 422
    assert school.teacher.send("POST", "/articles", {"text": BODY}, Idempotency_Key=key).status_code == 201
