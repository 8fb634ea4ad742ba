"""Quizzes out to files of many formats, and in from them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapi.domain import Evidence, Item
from quizapi.exchange.content_hash import content_hash
from quizapi.exchange.formats import About, Entry, Export, Exporter, Imported, Note, Skipped
from quizapi.exchange.item_json import item_from_json, item_to_json
from quizapi.exchange.plugged.exporters import written_by
from quizapi.exchange.texts import feedback_of, folded
from quizapi.plugin_api.registry import Registry
from quizapi.services.errors import Conflict, Invalid
from quizapi.services.item_shapes import check_shape, text_flaws
from quizapi.services.items import item_content, items_query
from quizapi.services.option_ids import with_plain_ids
from quizapi.services.own_interactions import Scorers, check_own
from quizapi.services.quizzes_saving import save_quiz
from quizapi.store.models import ArticleRevisionRow, ArticleRow, ItemRow, QuizArticleRow, QuizRow
from quizapi.store.types import new_id

Json = dict[str, Any]
#: Which items are exported.
EXPORTED = {"all": ("accepted", "proposed"), "accepted": ("accepted",), "proposed": ("proposed",)}
_LONGEST_TITLE = 300


class NothingToExport(Conflict):
    """The quiz has no such items."""


class ItemsNotHeld(Conflict):
    """The format cannot hold all items.

    `faults` names each with its reason, in the shape of a problem's `errors`.
    """

    def __init__(self, detail: str, faults: Sequence[dict[str, str]]) -> None:
        super().__init__(detail)
        self.faults = list(faults)


class NothingToStore(Invalid):
    """No item of the file can be taken."""


@dataclass(slots=True)
class ImportReport:
    """What came of a file: items in the teacher's shape, and the parts that were not taken."""

    title: str
    items: list[Json] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    articles: dict[str, int] = field(default_factory=dict)
    """The owner's articles that the evidence is of, each with its revision."""


def export_quiz(
    session: Session,
    quiz: QuizRow,
    exporter: Exporter,
    *,
    registry: Registry,
    status: str,
    with_key: bool,
    is_partial: bool,
    now: datetime,
) -> Export:
    """The quiz's items as a file, in their order.

    Args:
        registry: Whose plugins give other forms of their own interactions, where the format holds these not.
        status: A key of `EXPORTED`.
        is_partial: Leave out what the format cannot hold, instead of refusing.

    Raises:
        NothingToExport: There are no items of that status.
        ItemsNotHeld: Some have no place in the format; or none has, `is_partial` or not.
        PluginFailed: The plugin that writes the format broke.
    """
    written, count = _write(
        session, quiz, exporter, registry=registry, status=status, with_key=with_key, now=now
    )
    check_held(exporter.title, written.left_out, count, is_partial=is_partial)
    return written


def look_at_export(
    session: Session, quiz: QuizRow, exporter: Exporter, *, registry: Registry, status: str, now: datetime
) -> tuple[Export, int]:
    """What a file would leave out and change, and how many items there are of that status.

    Args:
        status: A key of `EXPORTED`.

    Raises:
        NothingToExport, PluginFailed: As `export_quiz`.
    """
    return _write(session, quiz, exporter, registry=registry, status=status, with_key=True, now=now)


def _write(
    session: Session,
    quiz: QuizRow,
    exporter: Exporter,
    *,
    registry: Registry,
    status: str,
    with_key: bool,
    now: datetime,
) -> tuple[Export, int]:
    items = exported_items(session, quiz, status)
    entries = [Entry(item_id, item_from_json(content)) for item_id, content in items]
    about = About(quiz.title, quiz.id, with_key, now)
    return written_by(registry, exporter, entries, about), len(items)


def exported_items(session: Session, quiz: QuizRow, status: str) -> list[tuple[str, Json]]:
    """The items of a file in their order, each with its id.

    Raises:
        NothingToExport
    """
    query = items_query(quiz).where(ItemRow.status.in_(EXPORTED[status]))
    rows = session.scalars(query.order_by(ItemRow.position, ItemRow.id)).all()
    if not rows:
        raise NothingToExport("Rejected items are not exported; accept some, or write some.")
    return [(row.id, item_content(row)) for row in rows]


def check_held(format_title: str, notes: Sequence[Note], count: int, *, is_partial: bool) -> None:
    """Whether enough of the items has a place in the format.

    Args:
        notes: What has none.
        count: How many items there are.

    Raises:
        ItemsNotHeld
    """
    if not notes or (is_partial and len(notes) < count):
        return
    hint = " Send partial=true to leave them out." if len(notes) < count else ""
    raise ItemsNotHeld(
        f"{len(notes)} of {count} items have no place in {format_title}: {notes[0].reason}.{hint}",
        [{"pointer": f"/items/{note.item_id}", "detail": note.reason} for note in notes],
    )


def export_filename(quiz: QuizRow, extension: str) -> str:
    """A name for the file that every system takes."""
    name = re.sub(r"[^\w .,()-]+", " ", quiz.title)
    return f"{folded(name)[:80].strip(' .') or 'quiz'}.{extension}"


def check_import(
    session: Session, owner_id: str, found: Imported, *, title: str | None, scorers: Scorers
) -> ImportReport:
    """What would be stored of a file. Nothing is.

    Evidence is kept where it is a passage of the owner's own articles; elsewhere an item becomes a
    hand-written one, and the passages stand in its explanation.

    Args:
        title: Empty means the file's own.
        scorers: Of plugins' own interactions; items of others are not taken.
    """
    texts = _own_texts(session, owner_id, found.items)
    report = ImportReport((title or found.title or "Imported quiz")[:_LONGEST_TITLE])
    report.skipped += found.skipped
    hashes: set[str] = set()
    for item, place in zip(found.items, found.places, strict=True):
        content = _content(item, texts)
        reason = _fault(content, hashes, scorers)
        if reason:
            report.skipped.append(Skipped(place.line, place.what, reason))
            continue
        hashes.add(content_hash(content))
        report.items.append(content)
        report.articles |= {piece["article_id"]: piece["revision"] for piece in content["evidence"]}
    return report


def store_import(
    session: Session, owner_id: str, report: ImportReport, *, source: Mapping[str, str], now: datetime
) -> QuizRow:
    """Make a quiz of what a file holds; its items are proposed.

    Args:
        source: Where it came from, kept as the quiz's provenance.

    Raises:
        NothingToStore
    """
    if not report.items:
        raise NothingToStore("No quiz was made; see what the preview says about each part of the file.")
    quiz = QuizRow(
        id=new_id(),
        owner_id=owner_id,
        title=report.title,
        status="ready",
        seed=0,
        generators=[],
        provenance={},
        job_id=None,
        created_at=now,
        updated_at=now,
        articles=[
            QuizArticleRow(article_id=article_id, revision=revision, position=position)
            for position, (article_id, revision) in enumerate(report.articles.items())
        ],
    )
    session.add(quiz)
    session.flush()
    save_quiz(session, quiz.id, items=report.items, spares=[], provenance={"imported": dict(source)}, now=now)
    session.flush()
    return quiz


def _own_texts(session: Session, owner_id: str, items: Iterable[Item]) -> dict[tuple[str, int], str]:
    """Texts of the owner's articles that evidence names, by id and revision; one revision of an article."""
    named = {(e.article_id, e.revision) for item in items for e in item.evidence if e.article_id}
    if not named:
        return {}
    rows = session.execute(
        select(ArticleRevisionRow.article_id, ArticleRevisionRow.revision, ArticleRevisionRow.text)
        .join(ArticleRow, ArticleRow.id == ArticleRevisionRow.article_id)
        .where(ArticleRow.owner_id == owner_id, ArticleRow.id.in_({article_id for article_id, _ in named}))
        .order_by(ArticleRevisionRow.revision)
        .with_for_update(read=True, of=ArticleRow)
    )
    newest = {id: (revision, text) for id, revision, text in rows if (id, revision) in named}
    return {(id, revision): text for id, (revision, text) in newest.items()}


def _content(item: Item, texts: Mapping[tuple[str, int], str]) -> Json:
    if item.evidence and all(_is_passage(piece, texts) for piece in item.evidence):
        return item_to_json(item)
    explanation = feedback_of(item)
    item = replace(item, evidence=(), explanation=explanation, generator="", generator_version="", edit=None)
    return item_to_json(replace(item, confidence=1.0, flaws=()))


def _is_passage(piece: Evidence, texts: Mapping[tuple[str, int], str]) -> bool:
    text = texts.get((piece.article_id or "", piece.revision), "")
    return bool(piece.text.strip()) and text[piece.span.start : piece.span.end] == piece.text


def _fault(content: Json, hashes: set[str], scorers: Scorers) -> str:
    """Why the item cannot be one of the quiz, or nothing; completes it where it can."""
    try:
        check_own(scorers, content)
        check_shape(content)
    except Invalid as fault:
        return fault.detail
    content.update(with_plain_ids(content))
    if not content["evidence"]:
        content["flaws"] = text_flaws(content)
    return "the file has this item twice" if content_hash(content) in hashes else ""
