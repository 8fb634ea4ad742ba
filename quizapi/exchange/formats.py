"""What an export and an import are, whatever the format."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar

from quizapi.domain import Item
from quizapi.exchange.errors import CannotHold
from quizapi.exchange.texts import clean_item

T = TypeVar("T")

INTERACTIONS = ("choice", "multiple", "true_false", "order", "match", "text")
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """An item with the id that it has in its quiz."""

    id: str
    item: Item


@dataclass(frozen=True, slots=True)
class Note:
    """What became of an item, in plain words."""

    item_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Export:
    """A file. `left_out` are items that the format cannot hold, `changed` those that took another form."""

    data: bytes
    left_out: tuple[Note, ...] = ()
    changed: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What a writer is told beside the items. Papers are written with or without their key."""

    title: str
    quiz_id: str = ""
    with_key: bool = True
    written_at: datetime = EPOCH


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format to write. `loses` says what it has no place for, as a sentence; empty where it keeps all."""

    name: str
    title: str
    media_type: str
    extension: str
    write: Callable[[Sequence[Entry], About], Export]
    loses: str = ""

    def export(
        self,
        items: Sequence[Entry],
        *,
        title: str,
        quiz_id: str = "",
        with_key: bool = True,
        written_at: datetime = EPOCH,
    ) -> Export:
        """Write the items in their order; one that the format cannot hold is left out and named.

        Args:
            quiz_id: Keeps an Anki deck the same over several exports.
            with_key: Papers alone can do without.
            written_at: Stands in packages that are updated by a later one.
        """
        return self.write(items, About(title, quiz_id, with_key, written_at))


@dataclass(frozen=True, slots=True)
class Skipped:
    """A part of a file that was not taken. `line` counts from 1; None where the format has no lines."""

    line: int | None
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part stands in its file, as `Skipped` tells it."""

    line: int | None
    what: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file holds. `places` has one for each item; `title` is empty where the file tells none."""

    items: tuple[Item, ...]
    places: tuple[Place, ...]
    skipped: tuple[Skipped, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Importer:
    """A format to read. `read` raises `FileRefused` where the file as a whole cannot be taken."""

    name: str
    title: str
    extensions: tuple[str, ...]
    read: Callable[[bytes], Imported]


def each(
    entries: Iterable[Entry], form: Callable[[int, Entry], T], *, own: bool = False
) -> tuple[list[T], tuple[Note, ...]]:
    """The forms of all items that the format can hold, and notes on the others.

    Args:
        form: Takes the item's number in the file, from 1, and the item with clean texts.
        own: Whether plugins' own interactions are let through.
    """
    forms: list[T] = []
    left_out: list[Note] = []
    for entry in entries:
        try:
            if not own and entry.item.interaction not in INTERACTIONS:
                raise CannotHold(f"no format but our own JSON has a place for {entry.item.interaction!r}")
            forms.append(form(len(forms) + 1, replace(entry, item=clean_item(entry.item))))
        except CannotHold as refusal:
            left_out.append(Note(entry.id, str(refusal)))
    return forms, tuple(left_out)
