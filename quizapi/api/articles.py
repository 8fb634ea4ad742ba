"""Articles: taken in as text or HTML, cleaned, searched, changed and deleted."""

from typing import Any

from flask import Response, jsonify
from marshmallow import ValidationError, fields, validate, validates_schema

from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.callers import caller
from quizapi.api.context import context, session
from quizapi.api.etags import etag_of, require_match, with_etag
from quizapi.api.paging import PageArgs, page_schema, paginate
from quizapi.api.schemas import Id, Line, Schema, UtcTime, Whole
from quizapi.api.tries import note_here
from quizapi.reading.errors import TextTooLong
from quizapi.services import article_cleaning, articles
from quizapi.services.errors import located
from quizapi.store.models import ArticleRevisionRow, ArticleRow

blueprint = ApiBlueprint("articles", "Articles and their revisions.")
_EXAMPLE_TEXT = (
    "The city council voted on Tuesday to close the old bridge for two years. “We cannot wait any longer,” "
    "Mayor Ana Ruiz said after the vote ..."
)


class RemovedSchema(Schema):
    """A piece that was taken out of the body."""

    text = fields.String(required=True)
    why = fields.String(required=True, metadata={"example": "byline"})
    before_paragraph = fields.Integer(
        required=True, metadata={"description": "Index of the paragraph of `text` that it stood before."}
    )


class ArticleDetailsSchema(Schema):
    """What is known about an article beside its text."""

    title = Line(longest=300)
    author = Line(longest=200, allow_none=True)
    published_on = fields.Date(allow_none=True, metadata={"example": "2026-03-14"})
    source_url = fields.Url(
        schemes={"http", "https"}, validate=validate.Length(max=2000), allow_none=True, relative=False
    )


class NewArticleSchema(ArticleDetailsSchema):
    """A new article: `text` or `html`. What the text itself tells fills the fields not given."""

    text = fields.String(metadata={"description": "Plain text. At least 40 words, in English."})
    html = fields.String(metadata={"description": "A page's markup instead of `text`."})
    language = Line(longest=35, metadata={"description": "BCP 47 tag; only English is read."})

    @validates_schema
    def _one_of(self, data: dict[str, Any], **kwargs: Any) -> None:
        if ("text" in data) == ("html" in data):
            raise ValidationError("Send either `text` or `html`.", "text")


class ArticlePatchSchema(ArticleDetailsSchema):
    """Changes to an article. `text` is taken as it is; `restore` puts removed pieces back."""

    text = fields.String()
    restore = fields.List(
        Whole(least=0, most=10_000),
        validate=validate.Length(1, 200),
        metadata={"description": "Indexes into `removed`."},
    )

    @validates_schema
    def _one_of(self, data: dict[str, Any], **kwargs: Any) -> None:
        if "text" in data and "restore" in data:
            raise ValidationError("Send either `text` or `restore`.", "restore")


class ArticleEntrySchema(Schema):
    """An article as a list shows it."""

    id = Id(required=True)
    etag = fields.String(required=True)
    revision = fields.Integer(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True, allow_none=True)
    published_on = fields.Date(required=True, allow_none=True)
    source_url = fields.String(required=True, allow_none=True)
    language = fields.String(required=True, metadata={"example": "en"})
    length = fields.Integer(required=True, metadata={"description": "Code points of the text."})
    is_read = fields.Boolean(required=True, metadata={"description": "Whether its annotations are there."})
    quizzes = fields.Integer(required=True, metadata={"description": "How many quizzes ask about it."})
    created_at = UtcTime(required=True)
    updated_at = UtcTime(required=True)


class ArticleSchema(ArticleEntrySchema):
    """An article. All offsets refer to `text`."""

    text = fields.String(required=True)
    text_hash = fields.String(required=True, metadata={"description": "SHA-256 of the text in UTF-8."})
    removed = fields.List(fields.Nested(RemovedSchema), required=True)


class ArticleListArgs(PageArgs):
    """`?q=` searches title and text."""

    q = Line(load_default=None, shortest=0, longest=200)


class RevisionArgs(Schema):
    """`?revision=` asks for an older text."""

    revision = fields.Integer(load_default=None, validate=validate.Range(1, 1_000_000))


@blueprint.route("/articles")
class Articles(ApiView):
    """Articles."""

    @blueprint.arguments(ArticleListArgs, location="query")
    @blueprint.response(200, page_schema(ArticleEntrySchema, "ArticlePage"))
    def get(self, args: dict[str, Any]) -> dict[str, Any]:
        """List your articles"""
        query = articles.articles_query(caller().user_id, search=args.pop("q"))
        page = paginate(session(), query, by=[ArticleRow.id], descending=True, **args)
        facts = articles.article_facts(session(), page.items)
        return {
            "items": [_entry(article, facts[article.id]) for article in page.items],
            "next_cursor": page.next_cursor,
        }

    @blueprint.arguments(
        NewArticleSchema, example={"text": _EXAMPLE_TEXT, "source_url": "https://news.example/bridge"}
    )
    @blueprint.response(201, ArticleSchema)
    def post(self, data: dict[str, Any]) -> Response:
        """Store an article"""
        prepared = _prepare(data)
        article, revision = articles.add_article(
            session(),
            context().queue,
            prepared,
            owner_id=caller().user_id,
            source_url=data.get("source_url"),
            now=context().now(),
        )
        response = shown_article(article, revision)
        response.status_code = 201
        response.headers["Location"] = f"/api/v1/articles/{article.id}"
        return response


@blueprint.route("/articles/<article_id>")
class ArticleById(ApiView):
    """One article."""

    @blueprint.arguments(RevisionArgs, location="query")
    @blueprint.response(200, ArticleSchema)
    def get(self, args: dict[str, Any], article_id: str) -> Response:
        """Get an article"""
        article = articles.find_article(session(), caller().user_id, article_id)
        return shown_article(article, articles.find_revision(session(), article, args["revision"]))

    @blueprint.arguments(ArticlePatchSchema, example={"title": "Old bridge to close for two years"})
    @blueprint.response(200, ArticleSchema)
    def patch(self, data: dict[str, Any], article_id: str) -> Response:
        """Change an article"""
        article = articles.find_article(session(), caller().user_id, article_id, lock=True)
        require_match(article)
        articles.change_details(
            session(),
            article,
            now=context().now(),
            title=data.get("title", article.title),
            author=data.get("author", article.author),
            published_on=data.get("published_on", article.published_on),
            source_url=data.get("source_url", article.source_url),
        )
        revision = articles.find_revision(session(), article)
        if "text" in data or "restore" in data:
            text, removed = _changed_text(revision, data)
            revision = articles.change_text(
                session(), context().queue, article, text, removed, now=context().now()
            )
        return shown_article(article, revision)

    @blueprint.response(204)
    def delete(self, article_id: str) -> None:
        """Delete an article"""
        article = articles.find_article(session(), caller().user_id, article_id, lock=True)
        require_match(article)
        articles.delete_article(session(), article)
        note_here("article-deleted", user_id=caller().user_id, subject=article_id)


def _prepare(data: dict[str, Any]) -> article_cleaning.Prepared:
    if "html" in data:
        return article_cleaning.prepare_html(data["html"], data, max_chars=context().max_article_chars)
    return article_cleaning.prepare_text(data["text"], data, max_chars=context().max_article_chars)


def _changed_text(revision: ArticleRevisionRow, data: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    longest = context().max_article_chars
    if "text" in data:
        with located("/text"):
            return article_cleaning.checked_text(data["text"], max_chars=longest), revision.removed
    with located("/restore"):
        text, removed = article_cleaning.put_back(revision.text, revision.removed, set(data["restore"]))
        if len(text) > longest:
            raise TextTooLong(f"With the pieces put back it has more than {longest:,} characters.")
    return text, removed


def shown_article(article: ArticleRow, revision: ArticleRevisionRow) -> Response:
    """The article with its text, as every operation on one article answers."""
    facts = articles.article_facts(session(), [article])[article.id]
    data = {
        **_entry(article, facts),
        "revision": revision.revision,
        "length": len(revision.text),
        "text": revision.text,
        "text_hash": revision.text_hash,
        "removed": revision.removed,
    }
    return with_etag(jsonify(ArticleSchema().dump(data)), etag_of(article), is_whole=False)


def _entry(article: ArticleRow, facts: articles.ArticleFacts) -> dict[str, Any]:
    return {
        "id": article.id,
        "etag": etag_of(article),
        "revision": article.revision,
        "title": article.title,
        "author": article.author,
        "published_on": article.published_on,
        "source_url": article.source_url,
        "language": article.language,
        "length": facts.length,
        "is_read": facts.is_read,
        "quizzes": facts.quizzes,
        "created_at": article.created_at,
        "updated_at": article.updated_at,
    }
