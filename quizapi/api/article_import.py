"""Articles from files."""

from typing import Any

from flask import Response, jsonify, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import UnsupportedMediaType

from quizapi.api.articles import ArticleSchema, shown_article
from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.callers import caller
from quizapi.api.context import context, session
from quizapi.api.job_schema import JobSchema, job_path
from quizapi.exchange.article_files import READERS, read_article_file
from quizapi.services import articles
from quizapi.services.article_cleaning import Prepared, prepare_text
from quizapi.services.article_imports import request_import
from quizapi.services.errors import Invalid

blueprint = ApiBlueprint("article_import", "Articles from files.")
MOST_FILES = 500


class FilesMissing(Invalid):
    """The form has no file."""


class TooManyFiles(Invalid):
    """There are too many files."""


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
    @blueprint.alt_response(202, schema=JobSchema, description="Several: the job.", success=True)
    def post(self) -> Response:
        """Import articles from files

        One file is answered like a stored article. Several are taken in by a job, one by one; its result is
        `{articles, known, refused}`: what was stored and what was there already with the same text (`id`,
        `title` and `file` each), and which file was refused for what reason.
        """
        files = _files()
        if len(files) == 1:
            return _store_one(files[0])
        job = request_import(
            session(),
            context().queue,
            owner_id=caller().user_id,
            files=[(_name(file), file.read()) for file in files],
            now=context().now(),
        )
        response = jsonify(JobSchema().dump(job))
        response.status_code = 202
        response.headers["Location"] = job_path(job)
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
    article, revision = articles.add_article(
        session(),
        context().queue,
        _read(file),
        owner_id=caller().user_id,
        source_url=None,
        now=context().now(),
    )
    response = shown_article(article, revision)
    response.status_code = 201
    response.headers["Location"] = f"/api/v1/articles/{article.id}"
    return response


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
