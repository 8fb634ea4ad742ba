"""Class lists in the CSV files of OneRoster 1.1 and 1.2: users, classes, enrollments, and in 1.2 roles.

Names alone are taken: no addresses, no identifiers.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quizapi.exchange.decoding import text_of
from quizapi.exchange.errors import FileRefused
from quizapi.exchange.packages import Package
from quizapi.services.errors import Conflict, Invalid
from quizapi.services.nicknames import nickname_key
from quizapi.services.rosters import RosterLine, RosterWithoutNames

#: Files that are read; others of a package (manifest, orgs, courses ...) are not needed.
FILES = ("users.csv", "classes.csv", "enrollments.csv", "roles.csv")
_MOST_ROWS = 200_000
_MOST_NAMED = 20
_NEEDED = {
    "users.csv": ("sourcedid", "givenname", "familyname"),
    "classes.csv": ("sourcedid", "title"),
    "enrollments.csv": ("classsourcedid", "usersourcedid", "role"),
    "roles.csv": ("usersourcedid", "role"),
}


class OneRosterOff(Conflict):
    """Class lists of OneRoster are switched off on this server."""


class ClassNotNamed(Invalid):
    """Say which of the classes is meant."""


@dataclass(frozen=True, slots=True)
class ClassList:
    """The names of a class with their lines in users.csv, and who was left out for which reason."""

    names: Sequence[tuple[int, str]]
    left_out: Sequence[RosterLine]


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    @property
    def is_deleted(self) -> bool:
        return self["status"].casefold() == "tobedeleted"


def files_of(data: bytes) -> dict[str, bytes] | None:
    """The files of a OneRoster package, or of a single table with users; None where it is something else.

    Raises:
        FileRefused: It is a package that cannot be read.
    """
    if data.startswith(b"PK\x03\x04"):
        package = Package(data)
        found = {_plain(name): name for name in package.names}
        if "users.csv" not in found:
            return None
        return {name: package.read(found[name]) for name in FILES if name in found}
    head = data[:4_000].split(b"\n", 1)[0].decode("utf-8", errors="replace").casefold()
    is_users = all(name in head for name in ("sourcedid", "givenname", "familyname"))
    return {"users.csv": data} if is_users else None


def read_class(files: Mapping[str, bytes], *, named: str | None, today: date) -> ClassList:
    """The learners of one class, or all where there are no enrollments.

    Args:
        files: Content by name, of `FILES`; users.csv is needed.
        named: The class's `sourcedId`, code or title; None where there is one.

    Raises:
        ClassNotNamed: There are several, or none of that name.
        FileRefused: A file cannot be read.
        RosterWithoutNames: Nobody is left.
    """
    known = {_plain(name): data for name, data in files.items()}
    if "users.csv" not in known:
        raise FileRefused("users.csv is missing")
    users = {row["sourcedid"]: row for row in _rows("users.csv", known) if not row.is_deleted}
    taught = _rows("classes.csv", known) if "classes.csv" in known else None
    enrolled = list(_rows("enrollments.csv", known)) if "enrollments.csv" in known else None
    left_out: list[RosterLine] = []
    if enrolled is None:
        chosen = _all_learners(users, known)
    else:
        class_id = _class(list(taught or ()), enrolled, named)
        chosen = _enrolled(users, enrolled, class_id, today, left_out)
    kept = [row for row in chosen if _is_enabled(row, left_out)]
    if not kept:
        raise RosterWithoutNames("Nobody of this class is an active student.")
    return ClassList(_names(kept), left_out)


def _rows(name: str, files: Mapping[str, bytes]) -> Iterator[_Row]:
    """The rows of a file; heads are compared without their case.

    Raises:
        FileRefused: A needed column is missing, or it is no CSV.
    """
    reader = csv.reader(io.StringIO(text_of(files[name]), newline=""))
    try:
        heads = [cell.strip().casefold() for cell in next(reader, [])]
        missing = [head for head in _NEEDED[name] if head not in heads]
        if missing:
            raise FileRefused(f"{name} has no column {missing[0]}")
        for line, cells in enumerate(reader, 2):
            if line > _MOST_ROWS:
                raise FileRefused(f"{name} has more than {_MOST_ROWS:,} lines")
            if any(cells):
                yield _Row(line, {h: cell.strip() for h, cell in zip(heads, cells, strict=False)})
    except csv.Error as error:
        raise FileRefused(f"{name} cannot be read as CSV: {error}") from error


def _class(taught: Sequence[_Row], enrolled: Sequence[_Row], named: str | None) -> str:
    """The id of the class that is meant."""
    rows = [row for row in taught if not row.is_deleted]
    titles = {row["sourcedid"]: row["title"] for row in rows}
    if not taught:
        titles = {row["classsourcedid"]: row["classsourcedid"] for row in enrolled if not row.is_deleted}
    if named is None:
        if len(titles) == 1:
            return next(iter(titles))
        raise ClassNotNamed(f"There are {len(titles)} classes: {_listed(titles)}.", pointer="/class")
    if named in titles:
        return named
    wanted = named.strip().casefold()
    found = {
        row["sourcedid"] for row in rows if wanted in (row["title"].casefold(), row["classcode"].casefold())
    }
    if len(found) != 1:
        count = "no class is" if not found else f"{len(found)} classes are"
        raise ClassNotNamed(f"Of these {count} called {named[:80]!r}: {_listed(titles)}.", pointer="/class")
    return found.pop()


def _listed(titles: Mapping[str, str]) -> str:
    shown = [f"{title} ({id})" for id, title in list(titles.items())[:_MOST_NAMED]]
    return ", ".join(shown) + (" ..." if len(titles) > _MOST_NAMED else "")


def _enrolled(
    users: Mapping[str, _Row],
    enrolled: Sequence[_Row],
    class_id: str,
    today: date,
    left_out: list[RosterLine],
) -> list[_Row]:
    chosen: dict[str, _Row] = {}
    for row in enrolled:
        if row["classsourcedid"] != class_id or row.is_deleted or row["role"].casefold() != "student":
            continue
        user = users.get(row["usersourcedid"])
        if user is None:
            detail = f"enrollments.csv line {row.line}: users.csv has no active user of this id."
            left_out.append(RosterLine(0, row["usersourcedid"][:80], "refused", detail))
        elif not _is_on(row, today):
            left_out.append(RosterLine(user.line, _name(user), "refused", "Not enrolled on this day."))
        else:
            chosen[row["usersourcedid"]] = user
    return sorted(chosen.values(), key=lambda user: user.line)


def _all_learners(users: Mapping[str, _Row], files: Mapping[str, bytes]) -> list[_Row]:
    """Users who are students by their role, told in users.csv (1.1) or roles.csv (1.2); without any, all."""
    if "roles.csv" in files:
        rows = [row for row in _rows("roles.csv", files) if not row.is_deleted]
        learners = {row["usersourcedid"] for row in rows if row["role"].casefold() == "student"}
        return [row for id, row in users.items() if id in learners]
    return [row for row in users.values() if row["role"].casefold() in ("", "student")]


def _is_on(row: _Row, today: date) -> bool:
    begins, ends = row["begindate"][:10], row["enddate"][:10]
    day = today.isoformat()
    return (not begins or begins <= day) and (not ends or day <= ends)


def _is_enabled(user: _Row, left_out: list[RosterLine]) -> bool:
    if user["enableduser"].casefold() in ("false", "0"):
        left_out.append(RosterLine(user.line, _name(user), "refused", "This user is not enabled."))
        return False
    return True


def _names(users: Sequence[_Row]) -> list[tuple[int, str]]:
    """Names as they are called; two who would look alike get their middle names."""
    count = Counter(nickname_key(_name(user)) for user in users)
    return [(user.line, _name(user, is_full=count[nickname_key(_name(user))] > 1)) for user in users]


def _name(user: _Row, *, is_full: bool = False) -> str:
    given = user["preferredfirstname"] or user["preferredgivenname"] or user["givenname"]
    family = user["preferredlastname"] or user["preferredfamilyname"] or user["familyname"]
    return " ".join(filter(None, (given, user["middlename"] if is_full else "", family)))


def _plain(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].casefold()
