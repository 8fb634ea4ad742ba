"""Articles from files."""

from typing import Any

from flask import Response, jsonify, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import UnsupportedMediaType

from quizapi.api.articles import ArticleSchema, shown_article
from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.callers import caller
from quizapi.api.context import context, session
from quizapi.domain import QuizApiError
from quizapi.exchange.article_files import READERS, read_article_file
from quizapi.services import articles
from quizapi.services.article_cleaning import Prepared, prepare_text
from quizapi.services.errors import Invalid
from quizapi.store.models import ArticleRevisionRow, ArticleRow

blueprint = ApiBlueprint("article_import", "Articles from files.")
MOST_FILES = 20


class FilesMissing(Invalid):
    """The form has no file."""


class TooManyFiles(Invalid):
    """There are too many files."""


class FilesRefused(Invalid):
    """None of the files can be taken.

    `faults` names each with its reason, in the shape of a problem's `errors`.
    """

    def __init__(self, faults: list[dict[str, str]]) -> None:
        super().__init__(f"{len(faults)} files, none of which can be taken: {faults[0]['detail']}")
        self.faults = faults


@blueprint.route("/articles/import")
class ArticleImport(ApiView):
    """Articles from files."""

    other_bodies = frozenset({"POST"})

    @blueprint.response(201, ArticleSchema, description="One file: the article.")
    @blueprint.doc(
        requestBody={
            "required": True,
            "description": f"Files: {', '.join(READERS)}. At most {MOST_FILES}.",
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "properties": {
                            "file": {"type": "array", "items": {"type": "string", "format": "binary"}}
                        },
                        "required": ["file"],
                    }
                }
            },
        }
    )
    def post(self) -> Response:
        """Import articles from files

        One file is answered like a stored article; several with `{articles, refused}`, where each article has
        its `id`, `file` and `title`, and each refused file its reason.
        """
        files = _files()
        if len(files) == 1:
            return _store_one(files[0])
        prepared, refused = _prepared(files)
        if not prepared:
            raise FilesRefused([{"pointer": f"/file/{n}", "detail": reason} for n, _, reason in refused])
        stored = []
        for name, article in prepared:
            row, _ = _add(article)
            stored.append({"id": row.id, "file": name, "title": row.title})
        left = [{"file": name, "reason": reason} for _, name, reason in refused]
        response = jsonify({"articles": stored, "refused": left})
        response.status_code = 201
        return response


def _files() -> list[FileStorage]:
    if request.mimetype != "multipart/form-data":
        raise UnsupportedMediaType("Send files as the form's field `file` (multipart/form-data).")
    files = request.files.getlist("file")
    if not files:
        raise FilesMissing("Send them as the field `file`, which may be repeated.", pointer="/file")
    if len(files) > MOST_FILES:
        raise TooManyFiles(f"Send at most {MOST_FILES} at a time.", pointer="/file")
    return files


def _store_one(file: FileStorage) -> Response:
    article, revision = _add(_read(file))
    response = shown_article(article, revision)
    response.status_code = 201
    response.headers["Location"] = f"/api/v1/articles/{article.id}"
    return response


def _add(prepared: Prepared) -> tuple[ArticleRow, ArticleRevisionRow]:
    return articles.add_article(
        session(),
        context().queue,
        prepared,
        owner_id=caller().user_id,
        source_url=None,
        now=context().now(),
    )


def _prepared(files: list[FileStorage]) -> tuple[list[tuple[str, Prepared]], list[tuple[int, str, str]]]:
    prepared: list[tuple[str, Prepared]] = []
    refused: list[tuple[int, str, str]] = []
    for number, file in enumerate(files):
        name = _name(file)
        try:
            prepared.append((name, _read(file)))
        except QuizApiError as error:
            refused.append((number, name, f"{error.title()}: {error.detail}"))
    return prepared, refused


def _read(file: FileStorage) -> Prepared:
    found = read_article_file(_name(file), file.read())
    details: dict[str, Any] = {
        "title": found.title,
        "author": found.author,
        "published_on": found.published_on,
    }
    given = {name: value for name, value in details.items() if value is not None}
    return prepare_text(found.text, given, max_chars=context().max_article_chars)


def _name(file: FileStorage) -> str:
    return (file.filename or "")[:200]
