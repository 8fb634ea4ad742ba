"""Articles from files, and from addresses where that is switched on."""

from typing import Any

from flask import Response, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import ServiceUnavailable, UnsupportedMediaType

from quizapi.api.articles import ArticleSchema, shown_article
from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.callers import caller
from quizapi.api.context import context, session
from quizapi.api.job_schema import JobSchema, accepted
from quizapi.api.schemas import Line, Schema
from quizapi.api.waiting import waiting_place
from quizapi.exchange.article_files import READERS
from quizapi.exchange.plugged.articles import read_any_article_file
from quizapi.services import articles
from quizapi.services.article_cleaning import Prepared, prepare_text
from quizapi.services.article_imports import request_import
from quizapi.services.errors import Invalid
from quizapi.services.systems import client_of

blueprint = ApiBlueprint("article_import", "Articles from files and addresses.")
MOST_FILES = 500


class FilesMissing(Invalid):
    """The form has no file."""


class TooManyFiles(Invalid):
    """There are too many files."""


class AddressSchema(Schema):
    """Where the article is."""

    url = Line(required=True, longest=2000, metadata={"example": "https://news.example/harbour"})


@blueprint.route("/articles/import")
class ArticleImport(ApiView):
    """Articles from files and addresses."""

    other_bodies = frozenset({"POST"})

    @blueprint.response(201, ArticleSchema, description="One file, or a page: the article.")
    @blueprint.doc(
        requestBody={
            "required": True,
            "description": f"Files: {', '.join(READERS)}, and what plugins read (`GET /formats`). At most "
            f"{MOST_FILES}.",
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "properties": {
                            "file": {"type": "array", "items": {"type": "string", "format": "binary"}}
                        },
                        "required": ["file"],
                    }
                },
                "application/json": {
                    "schema": {
                        "type": "object",
                        "properties": {"url": {"type": "string", "format": "uri", "maxLength": 2000}},
                        "required": ["url"],
                    },
                    "example": {"url": "https://news.example/harbour"},
                },
            },
        }
    )
    @blueprint.alt_response(202, schema=JobSchema, description="Several: the job.", success=True)
    def post(self) -> Response:
        """Import articles from files or an address

        One file is answered like a stored article. So is a page, given by its address (`{"url": ...}`) where
        the operator has switched that on: it is fetched if it is public and the site lets robots read it.
        Several files are taken in by a job, one by one; its result is `{articles, known, refused}`: what was
        stored and what was there already with the same text (`id`, `title` and `file` each), and which file
        was refused for what reason.
        """
        if request.is_json:
            return _store_page()
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
        return accepted(job)


def _files() -> list[FileStorage]:
    if request.mimetype != "multipart/form-data":
        raise UnsupportedMediaType("Send files as the form's field `file` (multipart/form-data).")
    files = request.files.getlist("file")
    if not files:
        raise FilesMissing("Send them as the field `file`, which may be repeated.", pointer="/file")
    if len(files) > MOST_FILES:
        raise TooManyFiles(f"Send at most {MOST_FILES} at a time.", pointer="/file")
    return files


def _store_page() -> Response:
    data = blueprint.ARGUMENTS_PARSER.parse(AddressSchema(), request, location="json")
    from quizapi.services.article_addresses import AddressesOff, read_page

    if not context().systems.articles:
        raise AddressesOff("Send the article as text or as a file.")
    # No transaction is open yet: others must not wait for another server.
    with waiting_place() as free:
        if not free:
            raise ServiceUnavailable("Too many pages are being fetched just now.", retry_after=5)
        page = read_page(client_of(context().systems), data["url"], max_chars=context().max_article_chars)
    return _stored(page.article, page.url)


def _store_one(file: FileStorage) -> Response:
    return _stored(_read(file), None)


def _stored(prepared: Prepared, source_url: str | None) -> Response:
    article, revision = articles.add_article(
        session(),
        context().queue,
        prepared,
        owner_id=caller().user_id,
        source_url=source_url,
        now=context().now(),
    )
    response = shown_article(article, revision)
    response.status_code = 201
    response.headers["Location"] = f"/api/v1/articles/{article.id}"
    return response


def _read(file: FileStorage) -> Prepared:
    found = read_any_article_file(context().registry, _name(file), file.read())
    details: dict[str, Any] = {
        "title": found.title,
        "author": found.author,
        "published_on": found.published_on,
    }
    given = {name: value for name, value in details.items() if value is not None}
    return prepare_text(found.text, given, max_chars=context().max_article_chars)


def _name(file: FileStorage) -> str:
    return (file.filename or "")[:200]
