"""Rosters: the learners whom a teacher expects, each with a code that stands on a slip."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapi.exchange.decoding import text_of
from quizapi.services.errors import Invalid
from quizapi.services.join_codes import new_code
from quizapi.services.nicknames import NicknameInvalid, name_order, nickname_key, shown_nickname
from quizapi.store.models import AssignmentRow, AttemptRow, RosterEntryRow
from quizapi.store.types import new_id

MOST_ENTRIES = 1_000
#: Shorter than a join code: it is of use only together with one, and a class has few.
CODE_LENGTH = 6
_NAME_HEADS = ("name", "student", "student name", "full name", "nickname", "pupil", "learner")
_FIRST_HEADS = ("first name", "firstname", "given name", "forename")
_LAST_HEADS = ("last name", "lastname", "surname", "family name")


class RosterTooLong(Invalid):
    """The list has too many names."""


class RosterWithoutNames(Invalid):
    """No names were found in the file."""


class RosterNameRefused(Invalid):
    """A name of the roster cannot be taken."""


@dataclass(frozen=True, slots=True)
class RosterLine:
    """What became of one line of a list. `row` is its number in the list or file, from 1."""

    row: int
    name: str
    result: Literal["added", "kept", "removed", "refused"]
    detail: str = ""


def roster(session: Session, assignment_id: str) -> list[RosterEntryRow]:
    """The roster by name."""
    query = select(RosterEntryRow).where(RosterEntryRow.assignment_id == assignment_id)
    return sorted(session.scalars(query), key=lambda entry: name_order(entry.name))


def replace_roster(
    session: Session,
    assignment: AssignmentRow,
    names: Sequence[tuple[int, str]],
    *,
    preview: bool,
    now: datetime,
) -> list[RosterLine]:
    """Make the roster what the list says; who is on both keeps the code, and who has started stays.

    Args:
        names: Pairs of line number and name.
        preview: Only report what would be done.

    Returns:
        One line for each name, and one for each entry that is not on the list any more (row 0).

    Raises:
        RosterTooLong
    """
    if len(names) > MOST_ENTRIES:
        raise RosterTooLong(f"A roster has at most {MOST_ENTRIES} names, this list has {len(names)}.")
    session.refresh(assignment, with_for_update=True)  # two lists at once must not be mixed
    before = {nickname_key(entry.name): entry for entry in roster(session, assignment.id)}
    codes = {entry.code for entry in before.values()}
    lines, seen = [], set[str]()
    for row, typed in names:
        line = _line(row, typed, before, seen)
        lines.append(line)
        if line.result == "added" and not preview:
            session.add(_entry(assignment.id, line.name, codes, now))
    lines += _removed(session, assignment.id, [e for key, e in before.items() if key not in seen], preview)
    session.flush()
    return lines


def first_roster(session: Session, assignment: AssignmentRow, names: Sequence[str], *, now: datetime) -> None:
    """Give a new assignment its roster, whole or not at all.

    Raises:
        RosterNameRefused: Naming the first name that cannot be taken.
    """
    lines = replace_roster(session, assignment, list(enumerate(names)), preview=False, now=now)
    for line in lines:
        if line.result == "refused":
            raise RosterNameRefused(line.detail, pointer=f"/roster/{line.row}/name")


def names_in_table(rows: Iterable[tuple[int, Sequence[str]]]) -> list[tuple[int, str]]:
    """The names in a table: its column "name", or first and last name, or else its first column.

    A row that has something, but no name, has an empty one: it is told, like any other that cannot be taken.

    Raises:
        RosterWithoutNames
    """
    stripped = ((number, [cell.strip() for cell in cells]) for number, cells in rows)
    filled = [(number, cells) for number, cells in stripped if any(cells)]
    if not filled:
        raise RosterWithoutNames("The table is empty.")
    heads = [cell.casefold() for cell in filled[0][1]]
    columns = _columns(heads)
    body = filled[1:] if columns else filled
    named = [
        (number, " ".join(cells[n] for n in columns or [0] if n < len(cells)).strip())
        for number, cells in body
    ]
    if not any(name for _, name in named):
        raise RosterWithoutNames("Put the names into a column with the heading: name.")
    return named


def names_in_csv(data: bytes) -> list[tuple[int, str]]:
    """The names in a CSV file with commas, semicolons or tabs.

    Raises:
        FileRefused: It is no text, or not UTF-8.
        RosterWithoutNames
    """
    text = text_of(data)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        return names_in_table(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1))
    except csv.Error as error:
        raise RosterWithoutNames(f"The file cannot be read as CSV: {error}.") from error


def names_in_xlsx(data: bytes) -> list[tuple[int, str]]:
    """The names in the first sheet of a workbook.

    Raises:
        FileRefused: It is no such file, or a damaged one.
        RosterWithoutNames
    """
    from quizapi.exchange.tables.sheets import rows_of  # loads a large library

    return names_in_table(rows_of(data))


def _columns(heads: Sequence[str]) -> list[int]:
    """The columns that make the name, if the first row is a head."""
    for head in _NAME_HEADS:
        if head in heads:
            return [heads.index(head)]
    first = [heads.index(head) for head in _FIRST_HEADS if head in heads][:1]
    last = [heads.index(head) for head in _LAST_HEADS if head in heads][:1]
    return first + last


def _line(row: int, typed: str, before: dict[str, RosterEntryRow], seen: set[str]) -> RosterLine:
    try:
        name = shown_nickname(typed)
    except NicknameInvalid as error:
        return RosterLine(row, typed[:80], "refused", error.detail)
    key = nickname_key(name)
    if key in seen:
        return RosterLine(
            row, name, "refused", "This name stands twice: add something that tells them apart."
        )
    seen.add(key)
    return RosterLine(row, name, "kept" if key in before else "added")


def _removed(
    session: Session, assignment_id: str, entries: Sequence[RosterEntryRow], preview: bool
) -> list[RosterLine]:
    started = set(
        session.scalars(select(AttemptRow.student_id).where(AttemptRow.assignment_id == assignment_id))
    )
    lines = []
    for entry in entries:
        if entry.id in started:
            lines.append(
                RosterLine(0, entry.name, "kept", "Has started an attempt; delete the student instead.")
            )
            continue
        lines.append(RosterLine(0, entry.name, "removed"))
        if not preview:
            session.delete(entry)
    return lines


def _entry(assignment_id: str, name: str, codes: set[str], now: datetime) -> RosterEntryRow:
    code = new_code(CODE_LENGTH)
    while code in codes:
        code = new_code(CODE_LENGTH)
    codes.add(code)
    return RosterEntryRow(id=new_id(), assignment_id=assignment_id, name=name, code=code, created_at=now)
