"""Items of a quiz, in the teacher's view: keys and evidence included."""

from collections.abc import Sequence
from typing import Any

from flask import Response, jsonify
from marshmallow import ValidationError, fields, validate

from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.callers import caller
from quizapi.api.context import context, session
from quizapi.api.etags import etag_of, require_match, require_match_if_sent, with_etag
from quizapi.api.paging import PageArgs, page_schema, paginate
from quizapi.api.schemas import (
    EvidenceSchema,
    Id,
    Line,
    OptionSchema,
    Schema,
    Text,
    UtcTime,
    Whole,
    check_json,
)
from quizapi.services import items
from quizapi.services.item_checks import edit_and_check
from quizapi.services.item_shapes import INTERACTIONS
from quizapi.services.measuring import Measured, estimate_in, measured
from quizapi.services.own_interactions import check_own
from quizapi.services.quizzes import SHOWN, find_quiz
from quizapi.store.models import ItemRow, QuizRow

blueprint = ApiBlueprint("items", "Items of a quiz.")
_LONGEST = {"stem": 1500, "option": 1000, "explanation": 3000}
_OPTION_ID = r"\A[A-Za-z0-9_-]{1,20}\Z"
_INTERACTION = rf"\A(?:{'|'.join(INTERACTIONS)}|[a-z0-9-]{{1,60}}:[a-z0-9_-]{{1,60}})\Z"


class AnswerField(fields.Raw):
    """An answer: option ids, a boolean, pairs of ids, or a string, as the interaction wants it."""

    def __init__(self, **kwargs: Any) -> None:
        metadata = {"example": ["b"], "description": "In the shape of an answer to the interaction."}
        super().__init__(metadata=metadata, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        check_json(value)
        if value is None or isinstance(value, dict | float):
            raise ValidationError("An answer is a list of ids, a list of pairs, a boolean or a string.")
        if isinstance(value, str) and len(value) > _LONGEST["option"]:
            raise ValidationError(f"Longer than {_LONGEST['option']} characters.")
        return value


class NewOptionSchema(Schema):
    """One option; `id` is unique in its item."""

    id = fields.String(required=True, validate=validate.Regexp(_OPTION_ID), metadata={"example": "a"})
    text = Text(required=True, longest=_LONGEST["option"])


class NewEvidenceSchema(Schema):
    """A passage of one of the quiz's articles, in code points."""

    article_id = Id(required=True)
    start = Whole(least=0, most=10_000_000, required=True)
    end = Whole(least=1, most=10_000_000, required=True)
    revision = Whole(least=1, most=1_000_000)
    role = Line(longest=40)
    text = fields.String(metadata={"description": "Must be what the article says there, where it is sent."})


class FlawSchema(Schema):
    """A fault that a check found."""

    code = fields.String(required=True, metadata={"example": "key-longest"})
    detail = fields.String(required=True)
    fatal = fields.Boolean(required=True)


class MeasuredSchema(Schema):
    """What students did with an item: their first attempts, in all assignments that ask it as it is now."""

    facility_index = fields.Float(
        required=True, allow_none=True, metadata={"description": "Mean score; null with too few attempts."}
    )
    attempts = fields.Integer(required=True)


class DifficultySchema(Schema):
    """How hard an item is."""

    estimated = fields.Float(
        required=True,
        allow_none=True,
        metadata={
            "description": "From the item's own features, 1 the hardest; null for a hand-written item."
        },
    )
    measured = fields.Nested(MeasuredSchema, required=True, allow_none=True)


class ItemSchema(Schema):
    """An item, as its teacher sees it."""

    id = Id(required=True)
    etag = fields.String(required=True)
    generator = fields.String(required=True, metadata={"description": "Empty for a hand-written item."})
    generator_version = fields.String(required=True)
    interaction = fields.String(required=True, metadata={"example": "choice"})
    stem = fields.String(required=True)
    options = fields.List(fields.Nested(OptionSchema), required=True)
    matches = fields.List(fields.Nested(OptionSchema), required=True)
    key = AnswerField(required=True)
    accepted = fields.List(fields.String(), required=True)
    explanation = fields.String(required=True)
    evidence = fields.List(fields.Nested(EvidenceSchema), required=True)
    status = fields.String(required=True, metadata={"enum": [*SHOWN, "replaced"]})
    reject_reason = fields.String(required=True, allow_none=True)
    checks = fields.String(required=True, metadata={"enum": ["pending", "done"]})
    stale = fields.Boolean(
        required=True,
        metadata={"description": "The article was edited and no longer says what the evidence says."},
    )
    confidence = fields.Float(required=True)
    flaws = fields.List(fields.Nested(FlawSchema), required=True)
    tags = fields.List(fields.String(), required=True)
    difficulty = fields.Nested(DifficultySchema, required=True)
    edit = fields.Dict(
        required=True, allow_none=True, metadata={"description": "What was changed to make it false."}
    )
    created_at = UtcTime(required=True)
    updated_at = UtcTime(required=True)


class ItemContentSchema(Schema):
    """What a teacher may write."""

    options = fields.List(fields.Nested(NewOptionSchema), validate=validate.Length(max=26))
    matches = fields.List(fields.Nested(NewOptionSchema), validate=validate.Length(max=26))
    accepted = fields.List(Line(longest=200), validate=validate.Length(max=50))
    explanation = Text(longest=_LONGEST["explanation"])
    evidence = fields.List(fields.Nested(NewEvidenceSchema), validate=validate.Length(max=20))
    tags = fields.List(Line(longest=60), validate=validate.Length(max=30))


class NewItemSchema(ItemContentSchema):
    """A hand-written item."""

    interaction = fields.String(
        required=True, validate=validate.Regexp(_INTERACTION), metadata={"example": "choice"}
    )
    stem = Text(required=True, shortest=1, longest=_LONGEST["stem"])
    key = AnswerField(required=True)
    status = fields.String(validate=validate.OneOf(("proposed", "accepted")), load_default="accepted")


class ItemPatchSchema(ItemContentSchema):
    """An edit, a judgement, or both."""

    stem = Text(shortest=1, longest=_LONGEST["stem"])
    key = AnswerField()
    status = fields.String(validate=validate.OneOf(SHOWN))
    reject_reason = Line(longest=500, allow_none=True)


class BulkSchema(Schema):
    """One judgement of many items."""

    item_ids = fields.List(Id(), required=True, validate=validate.Length(1, items.MOST_ITEMS))
    status = fields.String(required=True, validate=validate.OneOf(SHOWN))
    reject_reason = Line(longest=500, load_default=None, allow_none=True)


class UndoReplaceSchema(Schema):
    """Which item goes again, and what the one put back is to be."""

    replacement_id = Id(required=True)
    status = fields.String(load_default="proposed", validate=validate.OneOf(SHOWN))


class OrderSchema(Schema):
    """All items that the quiz shows, in their new order."""

    item_ids = fields.List(Id(), required=True, validate=validate.Length(max=2 * items.MOST_ITEMS))


class ItemsSchema(Schema):
    """Items."""

    items = fields.List(fields.Nested(ItemSchema), required=True)


class ItemListArgs(PageArgs):
    """`?status=` chooses."""

    status = fields.String(load_default=None, validate=validate.OneOf(SHOWN))


_EXAMPLE = {
    "interaction": "choice",
    "stem": "For how long is the old bridge to be closed?",
    "options": [
        {"id": "a", "text": "One year"},
        {"id": "b", "text": "Two years"},
        {"id": "c", "text": "Three years"},
    ],
    "key": ["b"],
    "explanation": "The council voted to close it for two years.",
}


@blueprint.route("/quizzes/<quiz_id>/items")
class Items(ApiView):
    """Items of a quiz."""

    @blueprint.arguments(ItemListArgs, location="query")
    @blueprint.response(200, page_schema(ItemSchema, "ItemPage"))
    def get(self, args: dict[str, Any], quiz_id: str) -> dict[str, Any]:
        """List the items of a quiz"""
        query = items.items_query(_quiz(quiz_id), status=args.pop("status"))
        page = paginate(session(), query, by=[ItemRow.position, ItemRow.id], **args)
        return {"items": _listed(page.items), "next_cursor": page.next_cursor}

    @blueprint.arguments(NewItemSchema, example=_EXAMPLE)
    @blueprint.response(201, ItemSchema)
    def post(self, data: dict[str, Any], quiz_id: str) -> Response:
        """Add a hand-written item"""
        check_own(context().registry.scorers, data)
        item = items.add_item(session(), _quiz(quiz_id, lock=True), data, now=context().now())
        response = _shown(item)
        response.status_code = 201
        response.headers["Location"] = f"/api/v1/quizzes/{quiz_id}/items/{item.id}"
        return response


@blueprint.route("/quizzes/<quiz_id>/items/<item_id>")
class ItemById(ApiView):
    """One item."""

    @blueprint.response(200, ItemSchema)
    def get(self, quiz_id: str, item_id: str) -> Response:
        """Get an item"""
        return _shown(items.find_item(session(), _quiz(quiz_id), item_id))

    @blueprint.arguments(ItemPatchSchema, example={"status": "rejected", "reject_reason": "Too easy"})
    @blueprint.response(200, ItemSchema)
    def patch(self, data: dict[str, Any], quiz_id: str, item_id: str) -> Response:
        """Edit or judge an item"""
        quiz = _quiz(quiz_id, lock=True)
        item = items.find_item(session(), quiz, item_id)
        require_match(item)
        if "key" in data:
            check_own(context().registry.scorers, {"interaction": item.interaction, "key": data["key"]})
        edit_and_check(session(), context().queue, quiz, item, data, now=context().now())
        return _shown(item)


@blueprint.route("/quizzes/<quiz_id>/items/bulk")
class ItemsBulk(ApiView):
    """Many items at once."""

    @blueprint.arguments(
        BulkSchema, example={"item_ids": ["0199a3c2-7d1e-7c44-9a51-3f0c6f0f5b1a"], "status": "accepted"}
    )
    @blueprint.response(200, ItemsSchema)
    def post(self, data: dict[str, Any], quiz_id: str) -> dict[str, Any]:
        """Judge many items"""
        changed = items.judge_items(session(), _quiz(quiz_id, lock=True), **data, now=context().now())
        return {"items": _listed(changed)}


@blueprint.route("/quizzes/<quiz_id>/items/<item_id>/replace")
class ItemReplace(ApiView):
    """The next best item instead."""

    @blueprint.response(200, ItemSchema)
    def post(self, quiz_id: str, item_id: str) -> Response:
        """Replace an item by the next best"""
        quiz = _quiz(quiz_id, lock=True)
        item = items.find_item(session(), quiz, item_id)
        require_match_if_sent(item)
        return _shown(items.replace_item(session(), quiz, item, now=context().now()))


@blueprint.route("/quizzes/<quiz_id>/items/<item_id>/replace/undo")
class ItemReplaceUndo(ApiView):
    """The replaced item again."""

    @blueprint.arguments(
        UndoReplaceSchema,
        example={"replacement_id": "0199a3c2-7d1e-7c44-9a51-3f0c6f0f5b1a", "status": "proposed"},
    )
    @blueprint.response(200, ItemSchema)
    def post(self, data: dict[str, Any], quiz_id: str, item_id: str) -> Response:
        """Put a replaced item back

        What took its place is a spare again and counts in no figure, unless it was edited or handed out.
        """
        quiz = _quiz(quiz_id, lock=True)
        item = items.find_item(session(), quiz, item_id)
        require_match_if_sent(item)
        return _shown(items.undo_replacement(session(), quiz, item, **data, now=context().now()))


@blueprint.route("/quizzes/<quiz_id>/order")
class ItemOrder(ApiView):
    """The order of a quiz's items."""

    @blueprint.arguments(OrderSchema, example={"item_ids": ["0199a3c2-7d1e-7c44-9a51-3f0c6f0f5b1a"]})
    @blueprint.response(200, OrderSchema)
    def put(self, data: dict[str, Any], quiz_id: str) -> Response:
        """Order the items of a quiz"""
        quiz = _quiz(quiz_id, lock=True)
        require_match_if_sent(quiz)
        items.order_items(session(), quiz, data["item_ids"], now=context().now())
        return with_etag(jsonify(data), etag_of(quiz))


def _quiz(quiz_id: str, *, lock: bool = False) -> QuizRow:
    return find_quiz(session(), caller().user_id, quiz_id, lock=lock)


def _shown(item: ItemRow) -> Response:
    return with_etag(jsonify(ItemSchema().dump(_listed([item])[0])), etag_of(item), is_whole=False)


def _listed(rows: Sequence[ItemRow]) -> list[dict[str, Any]]:
    found = measured(session(), rows)
    return [_data(item, found.get(item.id)) for item in rows]


def _data(item: ItemRow, measured: Measured | None) -> dict[str, Any]:
    return {
        "id": item.id,
        "etag": etag_of(item),
        **items.item_content(item),
        "status": item.status,
        "reject_reason": item.reject_reason,
        "stale": item.stale,
        "checks": item.checks,
        "difficulty": {"estimated": estimate_in(item.tags), "measured": measured},
        "created_at": item.created_at,
        "updated_at": item.updated_at,
    }
